"""Text on its way into an editor or onto the screen: nothing is lost unsaid, nothing drives the terminal."""

from __future__ import annotations

import re

from textual.message import Message

from workbook.errors import InvalidValue
from workbook.text import LIMIT, one_line, visible

_LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Notice(Message):
    """Something to tell under the editor: lines were joined, a paste was refused."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def shown(text: str) -> str:
    """Any text as an editor can hold it: LF line ends, control characters as symbols."""
    return visible(_SURROGATE.sub("\ufffd", _LINE_END.sub("\n", text)))


def shown_in_line(text: str) -> str:
    """Any text on one line; line ends and tabs become blanks."""
    return " ".join(part.strip() for part in shown(text).split("\n") if part.strip()).replace("\t", " ")


def brief(text: str, width: int = 0) -> str:
    """Any text on one line, blanks folded, cut with an ellipsis past `width` characters (0: never)."""
    return one_line(shown(text), width)


def pasted(text: str, held: int) -> str:
    """A paste as it goes into an editor that already holds `held` characters.

    Raises:
        InvalidValue: it would not fit, or holds half a character; then nothing of it goes in.
    """
    if len(text) + held > LIMIT:
        hint = "Keep it in a file and link to it."
        what = f"Not pasted: {len(text):,} characters, where a field takes {LIMIT:,}."
        raise InvalidValue(what, hint=hint)
    if _SURROGATE.search(text):
        raise InvalidValue("Not pasted: it holds half a character.", hint="Copy it again from its source.")
    return shown(text)


def pasted_in_line(text: str, held: int) -> tuple[str, int]:
    """A paste on one line, and how many lines were joined for it.

    Raises:
        InvalidValue: as `pasted`.
    """
    lines = [line.strip() for line in pasted(text, held).split("\n") if line.strip()]
    if len(lines) <= 1:
        return pasted(text, held).strip("\n").replace("\t", " "), 1
    return " ".join(lines).replace("\t", " "), len(lines)
