"""The command: measures what is named, or everything, and prints one table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import commands, home, keys, record, screen
from benchmarks.fixtures import FULL, ORDINARY, Desk, make
from benchmarks.harness import CouldNotRun, Result
from workbook.errors import WorkbookError

Benchmark = Callable[[Desk, Desk], Iterator[Result]]
ALL: dict[str, Benchmark] = {
    "help": commands.helps,
    "read": commands.reading,
    "answer": commands.recording,
    "export": commands.exporting,
    "pandas": commands.beside_pandas,
    "record": record.answers,
    "history": record.history,
    "latest": record.latest,
    "million": record.million,
    "screen": screen.first_screen,
    "keys": keys.keys,
    "questions": keys.questions,
    "home": home.home,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(ALL)}; all when left out")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in ALL]
    if unknown:
        parser.error(f"there is no {unknown[0]!r}: name one of {', '.join(ALL)}")
    with tempfile.TemporaryDirectory(prefix="mlworkbook-bench-") as folder:
        results, failed = _measured(asked.names or list(ALL), Path(folder))
    print(json.dumps([_plain(result) for result in results], indent=2) if asked.json else _table(results))
    return 1 if failed else 0


def _measured(names: list[str], folder: Path) -> tuple[list[Result], bool]:
    _tell(f"Making workbooks of {ORDINARY} and {FULL:,} events …")
    ordinary = make(folder / "ordinary", ORDINARY, an_act=2)
    full = make(folder / "full", FULL, an_act=1000)
    results: list[Result] = []
    failed = False
    for name in names:
        _tell(f"Measuring {name} …")
        own = folder / name
        try:
            for result in ALL[name](ordinary.copy(own / "ordinary"), full.copy(own / "full")):
                results.append(result)
        except (CouldNotRun, WorkbookError, OSError) as error:
            _tell(f"{name} could not be measured: {error}")
            failed = True
    return results, failed


def _plain(result: Result) -> dict[str, object]:
    spread = {"median": result.middle, "min": min(result.values), "max": max(result.values)}
    about = {"what": result.what, "against": result.against, "unit": result.unit}
    return about | spread | {"goal": result.goal, "met": result.met, "note": result.note}


def _table(results: list[Result]) -> str:
    heads = ("WHAT", "AGAINST", "MEDIAN", "MIN–MAX", "GOAL", "", "IN FIGURES")
    rows = [heads, *map(_row, results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _row(result: Result) -> tuple[str, ...]:
    def shown(value: float) -> str:
        return f"{value:.2f}{result.unit}"

    spread = f"{min(result.values):.2f}–{max(result.values):.2f}"
    goal = "–" if result.goal is None else shown(result.goal)
    verdict = {None: "", True: "met", False: "NOT MET"}[result.met]
    return result.what, result.against, shown(result.middle), spread, goal, verdict, result.note


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
