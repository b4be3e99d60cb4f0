"""What a command prints: data on stdout, narration on stderr, and nothing that moves a cursor."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from workbook.text import one_line, visible

heard_by: list[Callable[[str, bool], None]] = []
"""Who is told of each text that is printed, and whether it goes to stderr."""
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def say(text: str = "", *, bold: bool = False, faint: bool = False) -> None:
    """Data, for stdout. Bold and faint only where a terminal shows them."""
    _write(text, bold, faint, err=False)


def tell(text: str, *, bold: bool = False) -> None:
    """Narration, for stderr."""
    _write(text, bold, False, err=True)


def _write(text: str, bold: bool, faint: bool, *, err: bool) -> None:
    safe = visible(text)
    if (bold or faint) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        safe = click.style(safe, bold=bold or None, dim=faint or None)
    _echo(safe, err)


def _echo(text: str, err: bool) -> None:
    for hear in heard_by:
        hear(text, err)
    click.echo(text, err=err)


def safe_json(text: str) -> str:
    """JSON text with every character that a terminal might obey written as an escape; it means the same."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(report: dict[str, Any]) -> None:
    """A report, for stdout."""
    import json

    _echo(safe_json(json.dumps(report, ensure_ascii=False, indent=2)), False)


def width() -> int:
    """How many columns there are; 0, for no limit, where no terminal reads."""
    if not sys.stdout.isatty():
        return 0
    import shutil

    return shutil.get_terminal_size().columns


def cells(text: str) -> int:
    """How many columns the text takes in a terminal."""
    if text.isascii():
        return len(text)
    import unicodedata

    others = [letter for letter in text if letter > "\x7f"]
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in others)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in others)


def columns(rows: Iterable[Sequence[str]], *, heads: Sequence[str] = (), indent: str = "") -> None:
    """Rows with their columns in line; the last one is cut to the width of a terminal."""
    lines = [[one_line(text) for text in row] for row in rows]
    table = zip(*([list(heads)] if heads else []), *lines, strict=True)
    widest = [max(map(cells, column)) for column in list(table)[:-1]]
    if heads:
        say(_in_line(heads, widest, indent), faint=True)
    for line in lines:
        say(_in_line(line, widest, indent))


def _in_line(texts: Sequence[str], widest: Sequence[int], indent: str) -> str:
    """A line of a table; nothing follows its last text, so how wide that is does not matter."""
    padded = [text + " " * (wide - cells(text)) for text, wide in zip(texts[:-1], widest, strict=True)]
    line = indent + "  ".join([*padded, texts[-1]])
    limit = width()
    return line.rstrip() if not limit or cells(line) <= limit else line[: limit - 1].rstrip() + "…"


def paragraph(text: str, indent: str = "  ") -> None:
    """A text as it was typed, set in; long lines are folded in a terminal only."""
    limit = width()
    for line in text.split("\n"):
        if limit > len(indent) + 20 and cells(line) > limit - len(indent):
            import textwrap

            for part in textwrap.wrap(line, limit - len(indent)):
                say(indent + part)
        else:
            say(f"{indent}{line}".rstrip())


def time_of(at: str) -> str:
    """A UTC time in the reader's own zone: `2026-11-23 10:42`."""
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    except ValueError:
        return at
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone().strftime("%Y-%m-%d %H:%M")
