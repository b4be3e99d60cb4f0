"""Structured, three-valued conditions: when a question applies and when it must be answered.

A condition is data, never code. Its value is true, false, or None: not known yet, because an
answer that it asks about is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias, assert_never


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


Condition: TypeAlias = Constant | All | AnyOf | Not | FieldIs | FieldAtLeast | Answered

ALWAYS = Constant(True)
NEVER = Constant(False)


class Facts(NamedTuple):
    """How a condition learns what was answered.

    Attributes:
        chosen: a field path -> the options chosen, in pack order, or None while it is open.
            An option that says "unsure" arrives here as the level that it counts as.
        order: a field path -> all its options, lowest first.
        answered: a question id -> whether it has an answer.
    """

    chosen: Callable[[str], tuple[str, ...] | None]
    order: Callable[[str], tuple[str, ...]]
    answered: Callable[[str], bool]


def holds(condition: Condition, facts: Facts) -> bool | None:
    """True, false, or None while the answers it asks about are open (Kleene's strong logic)."""
    match condition:
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
        case _:
            assert_never(condition)


def mentions(condition: Condition) -> tuple[str, ...]:
    """The field paths and question ids that a condition asks about, in reading order."""
    match condition:
        case Constant():
            return ()
        case All(parts) | AnyOf(parts):
            return tuple(name for part in parts for name in mentions(part))
        case Not(part):
            return mentions(part)
        case FieldIs(field, _) | FieldAtLeast(field, _):
            return (field,)
        case Answered(question):
            return (question,)
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
