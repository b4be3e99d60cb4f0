"""Compositions: kinds of fields that are made of the six primitives.

A pack may say `type: person`, `yesno`, `checklist` or `score` for one field, and `marks: yesno` or
`marks: score` for the fields of a scored question. They are expanded here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workbook.domain.specs import FieldSpec, Kind, Option

PEOPLE: Final = "people"
"""The collection whose rows are persons."""

RESULTS: Final = (
    Option("pass", "pass", "The last run passed."),
    Option("fail", "fail", "The last run failed."),
    Option("unknown", "unknown", "Nobody knows how the last run went."),
)


def person(field: FieldSpec) -> FieldSpec:
    """A person: a reference to a row of the people."""
    return field._replace(kind=Kind.REF, collection=PEOPLE)


def yesno(field: FieldSpec) -> FieldSpec:
    """A choice of yes and no, each with its key."""
    return field._replace(kind=Kind.CHOICE, options=(Option("yes", "yes", key="y"), Option("no", "no", key="n")))


def checklist(field: FieldSpec) -> FieldSpec:
    """A choice of several that is complete when all of them are ticked."""
    return field._replace(kind=Kind.CHOICE, several=True, every=True)


def score(field: FieldSpec) -> FieldSpec:
    """Whether something is done: not, by hand, or by a machine. It has no points: only instruments add up."""
    return field._replace(kind=Kind.CHOICE, options=_DEGREES)


def yesno_marks(_half: str, full: str) -> tuple[FieldSpec, ...]:
    """A point or none, and a note.

    Args:
        _half: there is no half point.
        full: what counts as a yes.
    """
    options = (Option("yes", "yes", full, points="1", key="y"), Option("no", "no", points="0", key="n"))
    return _mark(options), _NOTE


def score_marks(half: str, full: str) -> tuple[FieldSpec, ...]:
    """No point, half or a whole one; how the last run went; and a note.

    Args:
        half: what earns half a point.
        full: what earns the whole point.
    """
    options = (
        Option("none", "not done", points="0", key="0"),
        Option("manual", "½ manual", half, points="0.5", key="5"),
        Option("automated", "automated", full, points="1", key="1"),
    )
    return _mark(options), _RESULT, _NOTE


FIELD_TYPES: Final[Mapping[str, Callable[[FieldSpec], FieldSpec]]] = {
    "person": person,
    "yesno": yesno,
    "checklist": checklist,
    "score": score,
}
"""`type:` of one field -> what makes a primitive of it."""

MARKS: Final[Mapping[str, Callable[[str, str], tuple[FieldSpec, ...]]]] = {"yesno": yesno_marks, "score": score_marks}
"""`marks:` of a question -> what makes its fields, from what earns half a point and a whole one."""

_DEGREES = (
    Option("none", "not done", key="0"),
    Option("manual", "½ manual", "Somebody did it by hand, wrote it up and shared it.", key="5"),
    Option("automated", "automated", "A machine does it, again and again.", key="1"),
)
_RESULT = FieldSpec("result", Kind.CHOICE, "Last result", options=RESULTS)
_NOTE = FieldSpec("note", Kind.TEXT, "Note", long=True)


def _mark(options: tuple[Option, ...]) -> FieldSpec:
    return FieldSpec("mark", Kind.CHOICE, "Mark", required=True, options=options)
