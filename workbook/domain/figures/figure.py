"""One figure: a line with a label, a value in words, and how good it is. And what figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from workbook.domain.primitives import Quantity
from workbook.domain.specs import Kind
from workbook.named import NamedTuple


class Tone(StrEnum):
    """How good a figure is; it is never told by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Figure(NamedTuple):
    """One line. Label and text may hold what people typed."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN


class Part(NamedTuple):
    """A field or column that figures are worked out from.

    Attributes:
        options: of a choice: what they look for.
    """

    kind: Kind
    options: tuple[str, ...] = ()


class Needs(NamedTuple):
    """What a pack must have for some figures to be worked out.

    Attributes:
        tables: columns by collection; fields: fields by question; instruments: their ids.
        form: the question must stand in a form: each filled-in one has figures of its own.
    """

    tables: Mapping[str, Mapping[str, Part]] = {}
    fields: Mapping[str, Mapping[str, Part]] = {}
    instruments: tuple[str, ...] = ()
    form: bool = False


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be held against each other: `EUR` and `eur` are one unit."""
    return one.unit.casefold() == other.unit.casefold()
