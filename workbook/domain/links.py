"""What carries an answer forward: a limit that a later one is held against, and rows that are offered from it."""

from __future__ import annotations

from enum import StrEnum

from workbook.domain.conditions import RowTest
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
    """A row offered as a start: texts by column, as a person types them; `{question:field}` is an earlier answer."""

    texts: tuple[tuple[str, str], ...]


class Legacy(NamedTuple):
    """What a project hands to the next one that begins from it.

    Attributes:
        source: the id of a question of the old project; where: which of its rows.
        into: the id of a question of the new one.
        texts: by field or column; several rows of the source fill a field line by line, and a table row by row.
    """

    source: str
    into: str
    texts: tuple[tuple[str, str], ...]
    where: tuple[RowTest, ...] = ()


class Offer(NamedTuple):
    """Rows offered from an earlier answer: one for each row of a table question, else one.

    Attributes:
        source: the id of the question.
        texts: by column, as a person would type them; `{name}` is a column or field of the source.
        where: which rows of the source.
    """

    source: str
    texts: tuple[tuple[str, str], ...]
    where: tuple[RowTest, ...] = ()
