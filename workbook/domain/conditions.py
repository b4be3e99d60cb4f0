"""Structured, three-valued conditions: when a question applies and when it must be answered.

A condition is data, never code. Its value is true, false, or None: not known yet, because an
answer that it asks about is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, assert_never

from workbook.named import NamedTuple


class Constant(NamedTuple):
    """Always, or never."""

    value: bool


class All(NamedTuple):
    """True when every part is true."""

    parts: tuple[Condition, ...]


class AnyOf(NamedTuple):
    """True when one part is true."""

    parts: tuple[Condition, ...]


class Not(NamedTuple):
    """The opposite of its part."""

    part: Condition


class FieldIs(NamedTuple):
    """True when a chosen option of the field is one of `options`.

    `field` is a path such as `kickoff.risk:criticality`.
    """

    field: str
    options: tuple[str, ...]


class FieldAtLeast(NamedTuple):
    """True when the chosen option stands at `option` or after it in the field's own order."""

    field: str
    option: str


class Answered(NamedTuple):
    """True when the question has an answer."""

    question: str


class RowTest(NamedTuple):
    """True of a row whose `column` has one of `options`.

    Attributes:
        filled: in place of options: whether the column says anything at all; a tick that is not set says nothing.
    """

    column: str
    options: tuple[str, ...] = ()
    filled: bool | None = None


class HasRows(NamedTuple):
    """True when at least `least` rows of a collection pass every test."""

    collection: str
    where: tuple[RowTest, ...] = ()
    least: int = 1


class Overdue(NamedTuple):
    """True when an open row of a collection was due before today."""

    collection: str


class Complete(NamedTuple):
    """True when every item of the instrument is answered."""

    instrument: str


class Enough(NamedTuple):
    """True when the instrument's score reaches what is suggested for the project's criticality."""

    instrument: str


class Passed(NamedTuple):
    """True when that gate is passed and nothing moved since."""

    gate: str


class PassedBefore(NamedTuple):
    """True unless rows came about too early: that gate had to be passed on the day of the `nth` of them.

    Attributes:
        column: their day; rows without one did not come about yet.
    """

    gate: str
    collection: str
    column: str
    where: tuple[RowTest, ...] = ()
    nth: int = 1


class Signed(NamedTuple):
    """True when each person who passes the tests (or one of them) stands behind the gate's decision."""

    who: tuple[RowTest, ...]
    each: bool = False


class Decided(NamedTuple):
    """True when the gate's decision was made in this way, or none was made yet.

    Attributes:
        how: "by-another": no answer rests on nobody but the person who gave it; "in-person": whoever decides
            and signs does so under their own name.
    """

    how: str


class Closed(NamedTuple):
    """True when the form was filled in at least once, and none of it is open."""

    form: str


Condition: TypeAlias = (
    Constant
    | All
    | AnyOf
    | Not
    | FieldIs
    | FieldAtLeast
    | Answered
    | HasRows
    | Overdue
    | Complete
    | Enough
    | Passed
    | PassedBefore
    | Signed
    | Decided
    | Closed
)

ALWAYS = Constant(True)
NEVER = Constant(False)


def _not_known_here(*_about: object) -> None:
    """What only a gate can look at; the pack's loader keeps it out of every other condition."""


class Facts(NamedTuple):
    """How a condition learns what was answered.

    Attributes:
        chosen: a field path -> the options chosen, in pack order, or None while it is open.
            An option that says "unsure" arrives here as the level that it counts as.
        order: a field path -> all its options, lowest first.
        answered: a question id -> whether it has an answer.
        rows: a collection and tests -> how many rows pass; overdue: a collection -> whether a row is.
        complete, enough: an instrument -> whether it is; passed: a gate -> whether it is.
        passed_before, signed, decided: such a condition -> whether it holds.
        closed: a form -> whether it was filled in and none of it is open.
    """

    chosen: Callable[[str], tuple[str, ...] | None]
    order: Callable[[str], tuple[str, ...]]
    answered: Callable[[str], bool]
    rows: Callable[[str, tuple[RowTest, ...]], int]
    overdue: Callable[[str], bool | None] = _not_known_here
    complete: Callable[[str], bool | None] = _not_known_here
    enough: Callable[[str], bool | None] = _not_known_here
    passed: Callable[[str], bool | None] = _not_known_here
    closed: Callable[[str], bool | None] = _not_known_here
    passed_before: Callable[[PassedBefore], bool | None] = _not_known_here
    signed: Callable[[Signed], bool | None] = _not_known_here
    decided: Callable[[Decided], bool | None] = _not_known_here


def holds(condition: Condition, facts: Facts) -> bool | None:  # noqa: C901
    """True, false, or None while the answers it asks about are open (Kleene's strong logic)."""
    match condition:  # long, but one case a kind: the type checker sees to it that none is missing
        case Constant(value):
            return value
        case All(parts):
            return _all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return _opposite(_all(_opposite(holds(part, facts)) for part in parts))
        case Not(part):
            return _opposite(holds(part, facts))
        case FieldIs(field, options):
            chosen = facts.chosen(field)
            return None if chosen is None else any(option in options for option in chosen)
        case FieldAtLeast(field, option):
            chosen = facts.chosen(field)
            order = facts.order(field)
            return None if chosen is None else any(order.index(c) >= order.index(option) for c in chosen)
        case Answered(question):
            return facts.answered(question)
        case HasRows(collection, where, least):
            return facts.rows(collection, where) >= least
        case Overdue(collection):
            return facts.overdue(collection)
        case Complete(instrument):
            return facts.complete(instrument)
        case Enough(instrument):
            return facts.enough(instrument)
        case Passed(gate):
            return facts.passed(gate)
        case PassedBefore():
            return facts.passed_before(condition)
        case Signed():
            return facts.signed(condition)
        case Decided():
            return facts.decided(condition)
        case Closed(form):
            return facts.closed(form)
        case _:
            assert_never(condition)


def _all(values: Iterable[bool | None]) -> bool | None:
    seen_unknown = False
    for value in values:
        if value is False:
            return False
        seen_unknown = seen_unknown or value is None
    return None if seen_unknown else True


def _opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
