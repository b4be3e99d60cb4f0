"""Commands as whole processes, against an interpreter that only imports what they cannot do without."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from benchmarks.fixtures import Desk
from benchmarks.harness import CouldNotRun, Measured, Result, compare, process
from workbook.application.printed import OFF, REST
from workbook.cli.table import COMMANDS

_RUN = "from workbook.cli.main import main; main()"
_READ = "import click, sqlite3"
_AGAINST = "click + sqlite3 imported"
_WRITE = "import click, sqlite_utils"
_PRINT = "import click, sqlite3, jinja2"
_GROUP = f"""
import click
group = click.Group("bare", help="A group.")
for name in {[listed[0] for listed in COMMANDS]!r}:
    group.add_command(click.Command(name, help="A command."))
click.version_option("1.0", prog_name="bare")(group)
group()
"""
READING: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("show",),
    ("history",),
    ("gate", "kickoff"),
    ("export", "--check", "--to", "docs"),
)
_HELD = (0, 1)
"""What `gate` and `export --check` end with: the answer may be no."""
_STUB = "import time\ntime.sleep(0.2)\nopen({mark!r}, 'w').close()\n"


def helps(desk: Desk, _full: Desk) -> Iterator[Result]:
    """What click alone does, and the same with our commands."""
    for option in ("--help", "--version"):
        floor = _python(desk, _GROUP, option)
        yield compare(option, ours(desk, option), f"a bare click group {option}", floor, goal=1.15)


def reading(desk: Desk, full: Desk) -> Iterator[Result]:
    """What only reads; the goal is for a workbook as one project fills it.

    What was printed once is printed again while nothing has changed: that is what the goal is for. The lines without a
    goal tell what the first reading after a change costs.
    """
    prepared(desk)
    floor = _python(desk, _READ)
    for words in READING:
        yield compare(" ".join(words[:2]), ours(desk, *words), _AGAINST, floor, goal=1.5)
    for words in READING:
        yield compare(f"{' '.join(words[:2])}, first after a change", first(desk, *words), _AGAINST, floor, goal=None)
    floor = _python(full, _READ)
    for words in READING[:2]:
        what = f"{' '.join(words)}, 10,000 events, first"
        yield compare(what, first(full, *words), _AGAINST, floor, goal=None, rounds=7)


def recording(desk: Desk, full: Desk) -> Iterator[Result]:
    """An answer that is new each time."""
    floor = _python(desk, _WRITE)
    yield compare("answer", answering(desk), "click + sqlite_utils imported", floor, goal=1.3)
    what = "answer, 10,000 events"
    yield compare(what, answering(full), "click + sqlite_utils imported", floor, goal=None, rounds=7)


def exporting(desk: Desk, _full: Desk) -> Iterator[Result]:
    """One document, with the template compiled before, written anew each time; and all of them, found current.

    Whoever checks documents renders them, so beside its goal among the reading commands that one is held against
    what rendering imports.
    """
    target = desk.database.parent / "docs" / "spec.md"

    def command() -> Sequence[str]:
        target.unlink(missing_ok=True)
        return _ours("export", "--to", "docs", "--only", "spec")

    subject = process(command, folder=target.parent.parent, environment=desk.environment)
    floor = _python(desk, _PRINT)
    against = "click + sqlite3 + jinja2 imported"
    yield compare("export --only spec, warm", subject, against, floor, goal=1.3)
    prepared(desk)
    yield compare("export --check, all documents, first", first(desk, *READING[-1]), against, floor, goal=None)


def beside_pandas(desk: Desk, _full: Desk) -> Iterator[Result]:
    """The same commands where pandas and numpy can be imported, and cost time and leave a mark if somebody does."""
    prepared(desk)
    folder = desk.folder / "site"
    mark = desk.folder / "imported"
    for name in ("pandas", "numpy"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "__init__.py").write_text(_STUB.format(mark=str(mark)))
    empty = desk.folder / "empty"
    empty.mkdir(exist_ok=True)
    anew = desk.environment | {OFF: "1"}  # else nothing would be imported that could import them
    beside, without = (anew | {"PYTHONPATH": str(place)} for place in (folder, empty))
    for words in (("--help",), READING[0], ("export", "--check", "--to", "docs")):
        subject, its = (
            process(_ours(*words), folder=_work(desk), environment=e, expect=_HELD) for e in (beside, without)
        )
        yield compare(f"{words[0]}, pandas beside it", subject, "without", its, goal=1.05)
    first = desk.folder / "first"
    for place in (empty, folder):
        _start(desk, first, {"PYTHONPATH": str(place)})
    subject, its = (answering(desk, {"PYTHONPATH": str(place)}) for place in (folder, empty))
    yield compare("answer, pandas beside it", subject, "without", its, goal=1.05)
    if mark.exists():
        raise CouldNotRun("A command imported pandas or numpy.")


def ours(desk: Desk, *words: str) -> Measured:
    """One of our commands."""
    return process(_ours(*words), folder=_work(desk), environment=desk.environment, expect=_HELD)


def first(desk: Desk, *words: str) -> Measured:
    """One of our commands that nothing was kept of; it keeps what it prints."""
    prints = desk.folder / "home" / ".cache" / "mlworkbook" / "prints"

    def command() -> Sequence[str]:
        shutil.rmtree(prints, ignore_errors=True)
        return _ours(*words)

    return process(command, folder=_work(desk), environment=desk.environment, expect=_HELD)


def answering(desk: Desk, more: dict[str, str] | None = None) -> Measured:
    """`answer`, with other words each time."""
    numbers = count()

    def command() -> Sequence[str]:
        return _ours("answer", "kickoff.problem", f"Read all reviews for us: attempt {next(numbers)} of {id(numbers)}.")

    return process(command, folder=_work(desk), environment=desk.environment | (more or {}))


def prepared(desk: Desk) -> None:
    """Documents that are current, and everything warm and at rest for as long as the cache asks for."""
    process(_ours("export", "--to", "docs"), folder=_work(desk), environment=desk.environment)()
    time.sleep(REST / 1e9)


def _start(desk: Desk, folder: Path, more: dict[str, str]) -> None:
    """A workbook made anew: the one command that imports sqlite-utils, which would import pandas."""
    folder.mkdir(exist_ok=True)
    database = folder / f"new{len(list(folder.iterdir()))}.db"
    environment = desk.environment | more | {"MLWORKBOOK_DB": str(database)}
    process(_ours("init", "Another"), folder=folder, environment=environment)()


def _ours(*words: str) -> list[str]:
    return [sys.executable, "-c", _RUN, *words]


def _python(desk: Desk, code: str, *words: str) -> Measured:
    return process([sys.executable, "-c", code, *words], folder=_work(desk), environment=desk.environment)


def _work(desk: Desk) -> Path:
    return desk.database.parent
