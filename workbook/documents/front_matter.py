"""Front matter: the lines of YAML that a file may begin with, for the sites that read them.

    ---
    # mlworkbook:begin front-matter sha256=0123456789abcdef
    license: "mit"
    # mlworkbook:end front-matter
    library_name: keras
    ---

The hyphens belong to the file: they are written when there are none. A key that somebody wrote between
them, beside the block, is theirs: the block leaves it out, as no key may be there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workbook.documents.markers import FRONT, Fenced, Outside, Segment, fence
from workbook.documents.sources import Block

_LINES = re.compile(r"---[ \t]*\r?\n(?P<between>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^[\"']?([A-Za-z][\w-]*)[\"']?[ \t]*:(?=\s)", re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z][^:\n]*):.*(?:\n .*)*\n?", re.MULTILINE)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text as a value of YAML, between double quotes: whatever it holds, it stays on its line and is read as text."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def whole(blocks: Sequence[Block]) -> str:
    """A file of nothing but these blocks, with LF line ends."""
    front = "".join(f"---\n{fence(block.id, block.text)}---\n\n" for block in blocks if block.id == FRONT)
    return front + "\n".join(fence(block.id, block.text) for block in blocks if block.id != FRONT)


def beside(blocks: Sequence[Block], segments: Iterable[Segment]) -> tuple[Block, ...]:
    """The blocks, without the keys that somebody wrote into the front matter of a file by hand."""
    taken = _keys(segments)
    fitted = (block._replace(text=_without(block.text, taken)) if block.id == FRONT else block for block in blocks)
    return tuple(block for block in fitted if block.text)


def placed(segments: Sequence[Segment], block: Fenced, newline: str) -> list[Segment]:
    """The segments with a block of front matter: in that of the file, or before everything else."""
    first = segments[0] if segments else None
    if isinstance(first, Outside) and _LINES.match(first.raw):
        opening = first.raw.index("\n") + 1
        return [Outside(first.raw[:opening]), block, Outside(first.raw[opening:]), *segments[1:]]
    return [Outside(f"---{newline}"), block, Outside(f"---{newline}{newline}"), *segments]


def _escaped(letter: str) -> str:
    """A letter as it stands in a value; what could look like a marker, or like nothing at all, as its number."""
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() and letter not in "<>":
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def _keys(segments: Iterable[Segment]) -> frozenset[str]:
    """The keys in the front matter of a file, beside those of the block."""
    before = ""
    for segment in segments:
        if isinstance(segment, Outside):
            before += segment.raw
        elif segment.id != FRONT:
            break
    found = _LINES.match(before)
    return frozenset(_KEY.findall(found["between"])) if found else frozenset()


def _without(text: str, taken: frozenset[str]) -> str:
    """The block without the entries of taken keys, empty where none is left; `license_name` goes with `license`."""
    left = _ENTRY.sub(lambda entry: "" if {entry[1], entry[1].partition("_")[0]} & taken else entry[0], text)
    return left.removesuffix("\n") if _ENTRY.search(left) else ""
