"""What was reckoned once and stays true: values, each with the names of what was looked at for it.

Nearly all events touch one answer or one table, and a project is looked at after every event. So the
ledger notes what it is asked for, and the next project takes over each value for which nothing new was
looked at. Nobody declares what a value depends on, so nobody can forget to.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar, overload

from workbook.domain.events import Event

Value = TypeVar("Value")

ANYTHING = "*"
"""What is noted where any new event may matter: such a value is never taken over."""

_noted: ContextVar[set[str] | None] = ContextVar("noted", default=None)
"""What the innermost value that is being reckoned looked at so far. Each thread reckons for itself."""


def note(name: str) -> None:
    """Says that what is being reckoned rests on the events about that name."""
    names = _noted.get()
    if names is not None:
        names.add(name)


class Kept:
    """Values by key. What is looked at for a value counts for each value that is made of it."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[Any, frozenset[str]]] = {}

    def get(self, key: Hashable, reckon: Callable[[], Value]) -> Value:
        """The value of that key, reckoned at most once. It must not be changed by whoever gets it."""
        outer = _noted.get()
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._reckoned(reckon, outer)
        value, names = found
        if outer is not None:
            outer |= names
        return value  # type: ignore[no-any-return]

    def after(self, events: Iterable[Event]) -> Kept:
        """What is still true after more events: nothing once a text was erased, which changes old events."""
        later = Kept()
        new = list(events)
        if not any(event.kind == "body.erase" for event in new):
            touched = {ANYTHING, *(event.subject.name for event in new)}
            later._values = self._values.copy()  # at one go: another thread may be looking at the former project
            for key in [key for key, (_, names) in later._values.items() if not touched.isdisjoint(names)]:
                del later._values[key]
        return later

    def _reckoned(self, reckon: Callable[[], Value], outer: set[str] | None) -> tuple[Value, frozenset[str]]:
        names: set[str] = set()
        token = _noted.set(names)
        try:
            return reckon(), frozenset(names)
        finally:
            _noted.reset(token)
            if outer is not None:
                outer |= names  # also when it raised: that too rests on what was looked at


class kept_property(Generic[Value]):
    """As `functools.cached_property`, for whatever has its values in `kept`; taken over where it stays true."""

    def __init__(self, reckon: Callable[[Any], Value]) -> None:
        self._reckon = reckon
        self._name = reckon.__name__
        self.__doc__ = reckon.__doc__

    @overload
    def __get__(self, owner: None, _type: type) -> kept_property[Value]: ...
    @overload
    def __get__(self, owner: object, _type: type) -> Value: ...
    def __get__(self, owner: Any, _type: type) -> Any:
        return self if owner is None else owner.kept.get(self._name, lambda: self._reckon(owner))
