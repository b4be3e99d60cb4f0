"""What carries an answer forward: a limit that a later one is held against, and rows that are offered from it."""

from __future__ import annotations

from enum import StrEnum

from workbook.named import NamedTuple


class Rule(StrEnum):
    """How a field is held against another one."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    SAME_AS = "same_as"
    MENTIONS = "mentions"


class Check(NamedTuple):
    """A field that is held against another one, mostly of an earlier answer. It is told, and stops nobody.

    Attributes:
        field: of the question that the check belongs to.
        other: the path of the other field, such as `kickoff.environment:latency`.
    """

    field: str
    rule: Rule
    other: str


class Seed(NamedTuple):
    """A row offered as a start: texts by column, as a person would type them."""

    texts: tuple[tuple[str, str], ...]
