"""The fold: from events to the heads of every subject. It knows no pack and no day.

An event supersedes the heads of its own subject that its author had seen. What nobody superseded
is a head; two heads are a conflict, which a person settles. As the heads are a set, events may
arrive in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from workbook.domain.events import Event, Subject, display_order
from workbook.domain.histories import History
from workbook.domain.kept import ANYTHING, note
from workbook.domain.lines import (
    ACT,
    AT,
    CLOCK,
    FORM,
    ID,
    KIND,
    MEETING,
    ROW,
    SUBJECT,
    Line,
    line_of,
    order,
    read,
    without_body,
)


class Ledger:
    """All events of one project, by subject. Made by `fold`; `plus` gives a longer one.

    Whatever it is asked for is noted, so that it is known which values a new event leaves as they are.
    What stands in a line that was damaged raises StoreDamaged when it is asked for.
    """

    def __init__(
        self,
        by_id: dict[str, Line],
        histories: dict[Subject, History],
        erased: dict[str, Event],
        changed_at: str,
    ) -> None:
        self._lines = by_id
        self._histories = histories
        self._erased = erased
        self._changed_at = changed_at
        self._named: dict[str, list[Subject]] | None = None

    @property
    def events(self) -> Iterator[Event]:
        """Every event, in display order."""
        note(ANYTHING)
        events = (event for history in self._histories.values() for event in history.events)
        return iter(sorted(events, key=display_order))

    @property
    def erased(self) -> Mapping[str, Event]:
        """Ids of events whose body is gone -> the event that erased it."""
        return MappingProxyType(self._erased)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every subject that has history."""
        note(ANYTHING)
        return tuple(self._histories)

    @property
    def changed_at(self) -> str:
        """When something was last recorded, in UTC; empty without any history."""
        note(ANYTHING)
        return self._changed_at

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
        return len(self._lines)

    def __contains__(self, event_id: str) -> bool:
        return self.event(event_id) is not None

    def event(self, event_id: str) -> Event | None:
        """The event of that id, if it is known here."""
        line = self._lines.get(event_id)
        if line is not None:
            return self._read(line)
        if event_id:  # it may still come; the others stay what they are
            note(ANYTHING)
        return None

    def heads(self, subject: Subject) -> tuple[Event, ...]:
        """What nobody superseded, in display order: none, one, or several in conflict."""
        note(subject.name)
        history = self._histories.get(subject)
        return history.heads if history else ()

    def head_ids(self, subject: Subject) -> tuple[str, ...]:
        """The ids of the heads, for `seen`."""
        return tuple(event.id for event in self.heads(subject))

    def history(self, subject: Subject) -> tuple[Event, ...]:
        """All events of the subject, in display order."""
        note(subject.name)
        history = self._histories.get(subject)
        return history.events if history else ()

    def body(self, subject: Subject) -> Mapping[str, Any] | None:
        """The body of the one head; None without a head, in conflict, or erased."""
        heads = self.heads(subject)
        return heads[0].body if len(heads) == 1 else None

    def act(self, act_id: str) -> tuple[Event, ...]:
        """The events of one gesture, in display order."""
        note(ANYTHING)
        return self._those(line for line in self._lines.values() if line[ACT] == act_id)

    def recorded_in(self, meeting: str) -> tuple[Event, ...]:
        """The events that were recorded in a meeting, or are about it, in display order."""
        note(ANYTHING)
        return self._those(line for line in self._lines.values() if meeting in (line[MEETING], line[FORM]))

    def plus(self, events: Iterable[Event]) -> Ledger:
        """The ledger with more events; those that it has already change nothing."""
        new: dict[str, Event] = {}
        for event in events:
            if event.id not in self._lines:
                new.setdefault(event.id, event)
        added = {event.id: line_of(event) for event in new.values()}
        if any(event.kind == "body.erase" or event.id in self._erased for event in new.values()):
            return fold([*self._lines.values(), *added.values()])
        histories = self._histories.copy()
        for event in new.values():
            histories[event.subject] = histories.get(event.subject, _NOTHING).plus(event)
        changed_at = max([self._changed_at, *(event.at for event in new.values())])
        longer = Ledger(self._lines | added, histories, self._erased, changed_at)
        if len(histories) == len(self._histories):
            longer._named = self._named
        return longer

    def until(self, clock: str) -> Ledger:
        """The ledger as it was at a clock reading (inclusive)."""
        note(ANYTHING)
        return fold(line for line in self._lines.values() if line[CLOCK] <= clock)

    def _those(self, found: Iterable[Line]) -> tuple[Event, ...]:
        return tuple(map(self._read, sorted(found, key=order)))

    def _read(self, line: Line) -> Event:
        return self._histories[Subject._make(line[SUBJECT])].event(line)


def fold(events: Iterable[Event | Line]) -> Ledger:
    """The ledger of events in any order, read already or not. A text whose erasure is among them is gone."""
    by_id: dict[str, Line] = {}
    for event in events:
        if event[ID] not in by_id:
            by_id[event[ID]] = line_of(event) if isinstance(event, Event) else event
    erased = _erased(by_id.values())
    for event_id in erased.keys() & by_id.keys():  # whoever still knew the text forgets it as soon as they hear of that
        by_id[event_id] = without_body(by_id[event_id])
    erasures = read([by_id[erasing_id] for erasing_id in erased.values()])
    changed_at = max(map(itemgetter(AT), by_id.values()), default="")
    return Ledger(by_id, _by_subject(by_id.values()), dict(zip(erased, erasures, strict=True)), changed_at)


def _erased(known: Iterable[Line]) -> dict[str, str]:
    """Ids of erased events -> the id of the first event that erased each."""
    erasing = (line for line in known if line[KIND] == "body.erase")
    return {line[ROW]: line[ID] for line in sorted(erasing, key=order, reverse=True)}


def _by_subject(known: Iterable[Line]) -> dict[Subject, History]:
    grouped: dict[tuple[str, ...], list[Line]] = {}
    for line in known:
        subject = line[SUBJECT]
        if subject in grouped:
            grouped[subject].append(line)
        else:
            grouped[subject] = [line]
    return {Subject._make(subject): History(lines) for subject, lines in grouped.items()}


_NOTHING = History(())
