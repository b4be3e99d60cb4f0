"""The fold: from events to the heads of every subject. It knows no pack and no day.

An event supersedes the heads of its own subject that its author had seen. What nobody superseded
is a head; two heads are a conflict, which a person settles. As the heads are a set, events may
arrive in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from workbook.domain.events import Event, Subject, display_order
from workbook.domain.kept import ANYTHING, note


class Ledger:
    """All events of one project, by subject. Made by `fold`; `plus` gives a longer one.

    Whatever it is asked for is noted, so that it is known which values a new event leaves as they are.
    """

    def __init__(
        self,
        by_id: dict[str, Event],
        histories: dict[Subject, list[Event]],
        erased: dict[str, Event] | None = None,
        heads: dict[Subject, tuple[Event, ...]] | None = None,
    ) -> None:
        self._by_id = by_id
        self._histories = histories
        self._heads = heads if heads is not None else {}
        self._erased = erased if erased is not None else self._erase()
        self._named: dict[str, list[Subject]] | None = None

    @property
    def events(self) -> Iterator[Event]:
        """Every event, in display order."""
        note(ANYTHING)
        return iter(sorted(self._by_id.values(), key=display_order))

    @property
    def erased(self) -> Mapping[str, Event]:
        """Ids of events whose body is gone -> the event that erased it."""
        return MappingProxyType(self._erased)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every subject that has history."""
        note(ANYTHING)
        return tuple(self._histories)

    def subjects_named(self, name: str) -> tuple[Subject, ...]:
        """Those of one name: the rows of a table, in all cycles."""
        note(name)
        if self._named is None:
            named: dict[str, list[Subject]] = {}
            for subject in self._histories:
                named.setdefault(subject.name, []).append(subject)
            self._named = named
        return tuple(self._named.get(name, ()))

    def __len__(self) -> int:
        note(ANYTHING)
        return len(self._by_id)

    def __contains__(self, event_id: str) -> bool:
        return self.event(event_id) is not None

    def event(self, event_id: str) -> Event | None:
        """The event of that id, if it is known here."""
        found = self._by_id.get(event_id)
        if found is None and event_id:  # it may still come; the others stay what they are
            note(ANYTHING)
        return found

    def heads(self, subject: Subject) -> tuple[Event, ...]:
        """What nobody superseded, in display order: none, one, or several in conflict."""
        note(subject.name)
        if subject not in self._heads:
            history = self._histories.get(subject, [])
            seen = {event_id for event in history for event_id in event.seen}
            self._heads[subject] = tuple(sorted((e for e in history if e.id not in seen), key=display_order))
        return self._heads[subject]

    def head_ids(self, subject: Subject) -> tuple[str, ...]:
        """The ids of the heads, for `seen`."""
        return tuple(event.id for event in self.heads(subject))

    def history(self, subject: Subject) -> tuple[Event, ...]:
        """All events of the subject, in display order."""
        note(subject.name)
        return tuple(sorted(self._histories.get(subject, ()), key=display_order))

    def body(self, subject: Subject) -> Mapping[str, Any] | None:
        """The body of the one head; None without a head, in conflict, or erased."""
        heads = self.heads(subject)
        return heads[0].body if len(heads) == 1 else None

    def act(self, act_id: str) -> tuple[Event, ...]:
        """The events of one gesture, in display order."""
        note(ANYTHING)
        return tuple(sorted((e for e in self._by_id.values() if e.act == act_id), key=display_order))

    def plus(self, events: Iterable[Event]) -> Ledger:
        """The ledger with more events; those that it has already change nothing."""
        by_id, histories, heads = dict(self._by_id), dict(self._histories), dict(self._heads)
        new = [event for event in events if event.id not in by_id]
        for event in new:
            if event.id not in by_id:
                by_id[event.id] = event
                histories[event.subject] = [*histories.get(event.subject, ()), event]
                heads.pop(event.subject, None)
        if any(event.kind == "body.erase" or event.id in self._erased for event in new):
            return Ledger(by_id, histories)
        return Ledger(by_id, histories, self._erased, heads)

    def until(self, clock: str) -> Ledger:
        """The ledger as it was at a clock reading (inclusive)."""
        note(ANYTHING)
        return fold(event for event in self._by_id.values() if event.clock <= clock)

    def _erase(self) -> dict[str, Event]:
        """Ids of erased events -> the first event that erased each."""
        erasing = (event for event in self._by_id.values() if event.kind == "body.erase")
        first = {event.subject.row: event.id for event in sorted(erasing, key=display_order, reverse=True)}
        for event_id in first:  # whoever still knew the text forgets it as soon as they hear of its erasure
            self._forget_body(event_id)
        return {event_id: self._by_id[erasing_id] for event_id, erasing_id in first.items()}

    def _forget_body(self, event_id: str) -> None:
        event = self._by_id.get(event_id)
        if event is not None and event.body is not None:
            bare = event._replace(body=None, salt="")
            self._by_id[event_id] = bare
            history = self._histories[event.subject]
            self._histories[event.subject] = [bare if known is event else known for known in history]


def fold(events: Iterable[Event]) -> Ledger:
    """The ledger of events in any order."""
    by_id: dict[str, Event] = {}
    histories: dict[Subject, list[Event]] = {}
    for event in events:
        if event.id not in by_id:
            by_id[event.id] = event
            histories.setdefault(event.subject, []).append(event)
    return Ledger(by_id, histories)
