"""What parsers and text forms need to know of the world around a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from workbook.named import NamedTuple


class Confidence(StrEnum):
    """How sure somebody is of an answer or of one figure."""

    GUESS = "guess"
    ESTIMATE = "estimate"
    MEASURED = "measured"


class Context(NamedTuple):
    """The day, and the rows that names stand for.

    Attributes:
        today: what "tomorrow" counts from.
        find: (collection id, typed name) -> row id; raises UnknownName with the nearest.
        name: (collection id, row id) -> the row's name.
    """

    today: date
    find: Callable[[str, str], str]
    name: Callable[[str, str], str]
