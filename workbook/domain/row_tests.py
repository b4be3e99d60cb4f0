"""Which rows count: those whose choices pass the tests of a view, a rule, a field or a gate."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.domain.answers import Row
from workbook.domain.conditions import RowTest
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Flag


def passes(pack: Pack, row: Row, tests: Iterable[RowTest]) -> bool:
    """Whether a row passes every test.

    As everywhere in rules, what nobody is sure of passes for what it counts as. A test may also ask for it by name.
    """
    return all(_chosen_in(pack, row, test) for test in tests)


def _chosen_in(pack: Pack, row: Row, test: RowTest) -> bool:
    value = row.values.get(test.column)
    if test.filled is not None:
        return (value is not None and value != Flag(False)) is test.filled
    if not isinstance(value, Choice):
        return False
    stands_for = pack.counts_as(row.collection, test.column)
    return any(chosen in test.options or stands_for.get(chosen) in test.options for chosen in value.chosen)
