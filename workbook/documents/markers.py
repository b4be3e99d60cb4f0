"""The markers that fence a block: one written grammar, here and nowhere else.

    file   = outside (block outside)*
    block  = begin NEWLINE text NEWLINE end NEWLINE
    begin  = "<!-- mlworkbook:begin " ID " sha256=" HASH " -->" | "# mlworkbook:begin " FRONT " sha256=" HASH
    end    = "<!-- mlworkbook:end " ID " -->"                   | "# mlworkbook:end " FRONT
    ID     = a letter or digit, then letters, digits and ". _ : ~ -"
    FRONT  = "front-matter"; it is the ID of the one block whose markers are comments of YAML
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

FRONT = "front-matter"
"""The block of YAML that a file may begin with; see front_matter.py."""
LIKE_A_MARKER = re.compile(r"(?<!\\)<!--\s*mlworkbook:|^[ \t]*#+[ \t]*mlworkbook:(?:begin|end)\b", re.MULTILINE)
"""What a line that is no marker must not hold: it is taken for a torn one."""
_ID = rf"(?!{FRONT} )[A-Za-z0-9][A-Za-z0-9._:~-]*"
_HASH = r"sha256=([0-9a-f]{16})"
_BEGIN = re.compile(rf"(?:<!-- mlworkbook:begin ({_ID}) {_HASH} -->|# mlworkbook:begin ({FRONT}) {_HASH})[ \t]*")
_UNHASHED = re.compile(rf"<!-- mlworkbook:begin ({_ID}) -->|# mlworkbook:begin ({FRONT})")
_END = re.compile(rf"(?:<!-- mlworkbook:end ({_ID}) -->|# mlworkbook:end ({FRONT}))[ \t]*")
_NAME = "mlworkbook:"
"""What every marker holds, a torn one too."""
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
    before, after = ("# ", "") if block_id == FRONT else ("<!-- ", " -->")
    begin = f"{before}mlworkbook:begin {block_id} sha256={fingerprint(text)}{after}"
    return f"{begin}\n{text}\n{before}mlworkbook:end {block_id}{after}\n"


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
            self._open([part for part in opening.groups() if part], line, number)
        elif closing:
            self._close(closing[1] or closing[2], line, number)
        elif LIKE_A_MARKER.search(bare):
            raise _damaged("A marker is torn.", number)
        return bool(opening or closing)

    def _open(self, found: list[str], line: str, number: int) -> None:
        """Opens a block, whose id and hash were found; what a template wrote has no hash yet."""
        block_id, *hashes = found
        if self.opened:
            raise _damaged(f"A block begins before {self.block_id} has ended.", number)
        if block_id in self.known:
            raise _damaged(f"The block {block_id} is there twice.", number)
        self.known.add(block_id)
        self._flush()
        self.block_id, self.began, self.opened = block_id, number, [line]
        self.hash = "".join(hashes)

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
