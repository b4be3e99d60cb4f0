"""What of the talk is where: its items, and whether what is said to cover each of them is there.

The list is `data/talk/coverage.yaml`. It names content by id: whoever takes a question away learns what the talk loses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from workbook.application.export import kinds
from workbook.application.reference import pages
from workbook.domain.pack import Pack
from workbook.errors import UnknownName
from workbook.named import NamedTuple
from workbook.resources import data
from workbook.strict_yaml import Plain, load_plain

ASKED = "asked"
"""The kind of an item that somebody answers; the others are only told."""
COVERS = ("questions", "fields", "tables", "phases", "pages", "samples", "documents")
"""The kinds of content that an item may name."""


class Item(NamedTuple):
    """One item of the talk.

    Attributes:
        slide: the number of its slide, or several, or `abstract`.
        says: the item in a few words.
        asked: somebody answers it; else it is only told.
        covered: what covers it, as kind and name, in the order of the list.
    """

    id: str
    slide: str
    says: str
    asked: bool
    covered: tuple[tuple[str, str], ...]

    def named(self, kind: str) -> tuple[str, ...]:
        """The names of one kind of content."""
        return tuple(name for of, name in self.covered if of == kind)


def items() -> tuple[Item, ...]:
    """Every item of the talk, in its order."""
    listed: Any = load_plain(data() / "talk" / "coverage.yaml")
    return tuple(_item(said) for said in listed["talk"])


def holes(pack: Pack, item: Item) -> tuple[str, ...]:
    """What is wrong with an item: it names nothing, nothing that asks for it, or what is not there."""
    known = _known(pack)
    lost = [f"{kind}: {name} is not there" for kind, name in item.covered if not known[kind](name)]
    if not any(kind != "documents" for kind, _ in item.covered):
        lost.append("nothing covers it")
    if item.asked and not any(item.named(kind) for kind in ("questions", "fields", "tables")):
        lost.append("nobody is asked for it")
    return tuple(lost)


def report(pack: Pack) -> dict[str, Any]:
    """Every item with what covers it, and the counts."""
    listed = [_told(pack, item) for item in items()]
    return {
        "format": 1,
        "items": len(listed),
        "asked": sum(item["asked"] for item in listed),
        "covered": sum(not item["holes"] for item in listed),
        "talk": listed,
    }


def _told(pack: Pack, item: Item) -> dict[str, Any]:
    covered = {kind: list(item.named(kind)) for kind in COVERS if item.named(kind)}
    said = {"id": item.id, "slide": item.slide, "item": item.says, "asked": item.asked}
    return said | {"covered_by": covered, "holes": list(holes(pack, item))}


def _item(said: Mapping[str, Plain]) -> Item:
    covered = tuple((kind, str(name)) for kind in COVERS for name in said.get(kind, ()))
    return Item(str(said["id"]), str(said["slide"]), str(said["item"]), said["kind"] == ASKED, covered)


def _known(pack: Pack) -> dict[str, Callable[[str], bool]]:
    """How to tell of each kind of content whether it is there."""
    return {
        "questions": pack.has_question,
        "fields": partial(_has_field, pack),
        "tables": {table.id for table in pack.collections}.__contains__,
        "phases": {phase.id for phase in pack.phases}.__contains__,
        "pages": {page.id for page in pages()}.__contains__,
        "samples": lambda name: (data() / name).exists(),
        "documents": {kind.id for kind in kinds()}.__contains__,
    }


def _has_field(pack: Pack, name: str) -> bool:
    """Whether a question has that field, and the option that may follow it."""
    path, _, option = name.partition("=")
    try:
        _, field = pack.field(path)
        return not option or bool(field.option(option))
    except UnknownName:
        return False
