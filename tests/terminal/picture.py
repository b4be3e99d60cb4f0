"""What a terminal shows, as an SVG: for whoever wants to look at what a test looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

import pyte
from pyte.screens import Char
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.text import Text

FOREIGN = re.compile(r"@font-face\s*\{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""What the writer adds: fonts from elsewhere, and its own name."""
_NAMES = {"brown": "yellow"}


def svg(screen: pyte.Screen) -> str:
    """The screen in its colours, without addresses of anything."""
    console = Console(
        width=screen.columns, file=io.StringIO(), record=True, force_terminal=True, color_system="truecolor"
    )
    for line in _lines(screen):
        console.print(line, no_wrap=True, overflow="crop")
    return FOREIGN.sub("", console.export_svg(title="mlworkbook"))


def _lines(screen: pyte.Screen) -> Iterator[Text]:
    for number in range(screen.lines):
        row: Mapping[int, Char] = screen.buffer[number]
        yield Text.assemble(*((row[column].data, _style(row[column])) for column in range(screen.columns)))


def _style(char: Char) -> Style:
    return Style(
        color=_colour(char.fg),
        bgcolor=_colour(char.bg),
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        reverse=char.reverse,
    )


def _colour(name: str) -> Color | None:
    if name == "default":
        return None
    if re.fullmatch(r"[0-9a-f]{6}", name):
        return Color.parse(f"#{name}")
    return Color.parse(re.sub(r"^bright(?=[a-z])", "bright_", _NAMES.get(name, name)))
