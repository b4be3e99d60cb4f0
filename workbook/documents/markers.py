"""The markers that fence a block: one written grammar, here and nowhere else.

    file   = outside (block outside)*
    block  = begin NEWLINE text NEWLINE end NEWLINE
    begin  = "<!-- mlworkbook:begin " ID " sha256=" HASH " -->"
    end    = "<!-- mlworkbook:end " ID " -->"
    ID     = a letter or digit, then letters, digits and ". _ : ~ -"
    HASH   = the first 16 hex digits of SHA-256 over the text

Each marker stands alone on its line, from the first column on. A block's text is what stands
between its markers, line ends as LF, without blank lines at either end. Everything else in the
file is outside: it belongs to whoever wrote it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TypeAlias

from workbook.errors import DocumentDamaged
from workbook.named import NamedTuple

_ID = r"[A-Za-z0-9][A-Za-z0-9._:~-]*"
_BEGIN = re.compile(rf"<!-- mlworkbook:begin ({_ID}) sha256=([0-9a-f]{{16}}) -->[ \t]*")
_UNHASHED = re.compile(rf"<!-- mlworkbook:begin ({_ID}) -->")
_END = re.compile(rf"<!-- mlworkbook:end ({_ID}) -->[ \t]*")
_NAME = "mlworkbook:"
"""What every marker holds, a torn one too."""
_TORN = re.compile(r"(?<!\\)<!--\s*mlworkbook:")
_HINT = "Put the markers right, or move the file away and export anew."


class Fenced(NamedTuple):
    """A block as it stands in a file.

    Attributes:
        fingerprint: the hash that its marker carries.
        raw: the very lines in the file, markers included, each with its line end.
    """

    id: str
    fingerprint: str
    text: str
    raw: str

    @property
    def edited(self) -> bool:
        """Whether somebody changed the text since it was written."""
        return fingerprint(self.text) != self.fingerprint


class Outside(NamedTuple):
    """What stands between blocks, byte for byte."""

    raw: str


Segment: TypeAlias = Outside | Fenced


def fingerprint(text: str) -> str:
    """The hash that a block's marker carries."""
    return sha256(text.encode()).hexdigest()[:16]


def fence(block_id: str, text: str) -> str:
    """A block between its markers, with LF line ends."""
    begin = f"<!-- mlworkbook:begin {block_id} sha256={fingerprint(text)} -->"
    return f"{begin}\n{text}\n<!-- mlworkbook:end {block_id} -->\n"


def trimmed(lines: list[str]) -> str:
    """The lines as a block's text: LF line ends, no blank lines at either end."""
    plain = [line.removesuffix("\n").removesuffix("\r") for line in lines]
    filled = [number for number, line in enumerate(plain) if line.strip(" \t")]
    return "\n".join(plain[filled[0] : filled[-1] + 1]) if filled else ""


def parse(content: str) -> list[Segment]:
    """The blocks of a file and what stands outside them; their `raw`s joined give the file again.

    Raises:
        DocumentDamaged: a marker is torn, alone, nested or doubled; says in which line.
    """
    return _Parser().run(content, _BEGIN)


def parse_rendered(content: str) -> list[Segment]:
    """The blocks of what a template wrote, where markers carry no hash yet. Raises DocumentDamaged."""
    return _Parser().run(content, _UNHASHED)


class _Parser:
    """Reads line by line; `opened` holds the lines of the block that is open, its marker first."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.known: set[str] = set()
        self.outside: list[str] = []
        self.opened: list[str] = []
        self.block_id = ""
        self.hash = ""
        self.began = 0

    def run(self, content: str, begin: re.Pattern[str]) -> list[Segment]:
        for number, line in enumerate(_lines(content), start=1):
            if not (_NAME in line and self._takes_marker(line, number, begin)):
                (self.opened or self.outside).append(line)
        if self.opened:
            raise _damaged(f"The block {self.block_id} has no end marker.", self.began)
        self._flush()
        return self.segments

    def _takes_marker(self, line: str, number: int, begin: re.Pattern[str]) -> bool:
        """Opens or closes a block where the line is a marker."""
        bare = line.removesuffix("\n").removesuffix("\r")
        opening, closing = begin.fullmatch(bare), _END.fullmatch(bare)
        if opening:
            self._open(opening, line, number)
        elif closing:
            self._close(closing[1], line, number)
        elif _TORN.search(bare):
            raise _damaged("A marker is torn.", number)
        return bool(opening or closing)

    def _open(self, found: re.Match[str], line: str, number: int) -> None:
        if self.opened:
            raise _damaged(f"A block begins before {self.block_id} has ended.", number)
        if found[1] in self.known:
            raise _damaged(f"The block {found[1]} is there twice.", number)
        self.known.add(found[1])
        self._flush()
        self.block_id, self.began, self.opened = found[1], number, [line]
        self.hash = found[2] if found.re is _BEGIN else ""

    def _close(self, block_id: str, line: str, number: int) -> None:
        if not self.opened or block_id != self.block_id:
            raise _damaged(f"The end marker of {block_id} stands without its begin marker.", number)
        text = trimmed(self.opened[1:])
        self.segments.append(Fenced(block_id, self.hash, text, "".join([*self.opened, line])))
        self.opened = []

    def _flush(self) -> None:
        if self.outside:
            self.segments.append(Outside("".join(self.outside)))
            self.outside = []


def _lines(content: str) -> list[str]:
    """The lines with their ends; only LF ends a line, as in the files that git sees."""
    return re.findall(r"[^\n]*\n|[^\n]+", content)


def _damaged(what: str, line: int) -> DocumentDamaged:
    return DocumentDamaged(what, where=f"line {line}", hint=_HINT)
