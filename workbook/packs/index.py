"""What a merged pack has: its questions, fields, tables and columns by name.

The look-ups work on a pack with mistakes in it too, so that all of them are found in one go. A
field that is wrong in itself is known by name but has no specification: what refers to it is
then not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from workbook.domain.compositions import MARKS
from workbook.domain.specs import FieldSpec
from workbook.named import NamedTuple
from workbook.packs.build import field_spec
from workbook.packs.field_format import FIELD
from workbook.packs.merge import Layer, Place, dicts, questions_of
from workbook.packs.shapes import text_of
from workbook.strict_yaml import DictNode, Entry, Problem, TextNode

Specs: TypeAlias = "Mapping[str, FieldSpec | None]"


class Index(NamedTuple):
    """The look-ups.

    Attributes:
        places: where every question stands, by id.
        fields: a question's fields by name; a table question has none.
        columns: a table's columns by name.
    """

    places: Mapping[str, Place]
    fields: Mapping[str, Specs]
    columns: Mapping[str, Specs]

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of every field."""
        return tuple(f"{question}:{name}" for question, fields in self.fields.items() for name in fields)


def index_of(layer: Layer) -> Index:
    """The look-ups of a merged pack."""
    places: dict[str, Place] = {}
    for area in layer.areas:
        for place in questions_of(area):
            places.setdefault(text_of(place.question, "id"), place)
    return Index(
        places,
        {name: specs_of(place.question) for name, place in places.items()},
        {text_of(node, "id"): _specs(dicts(node, "columns")) for node in layer.collections},
    )


def specs_of(question: DictNode) -> Specs:
    """The fields of a question by name."""
    marks = text_of(question, "marks")
    if marks in MARKS:
        return {spec.name: spec for spec in MARKS[marks]("", "")}
    if text_of(question, "type"):
        return _specs((_only_field(question),))
    return _specs(dicts(question, "fields"))


def fields_of(question: DictNode) -> tuple[DictNode, ...]:
    """The fields that a question writes out: its named ones, or the one that stands inline."""
    return (_only_field(question),) if text_of(question, "type") else dicts(question, "fields")


def _only_field(question: DictNode) -> DictNode:
    """The field that stands inline, named `value` as it is known everywhere else."""
    name = Entry(TextNode("name", question.mark), TextNode("value", question.mark))
    entries = (entry for entry in question.entries if entry.key.text in FIELD.keys and entry.key.text != "example")
    return DictNode((name, *entries), question.mark)


def _specs(nodes: tuple[DictNode, ...]) -> Specs:
    specs: dict[str, FieldSpec | None] = {}
    for node in nodes:  # of two with one name, neither: the clash was noted, and nobody knows which is meant
        name = text_of(node, "name")
        specs[name] = None if name in specs else _spec(node)
    return specs


def _spec(node: DictNode) -> FieldSpec | None:
    problems: list[Problem] = []
    plain = FIELD.read(node, "", problems)
    return None if problems else field_spec(cast("dict[str, Any]", plain))
