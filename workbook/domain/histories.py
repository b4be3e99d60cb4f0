"""What was recorded about one subject: lines, of which only what is asked for becomes events."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.domain.events import Event, display_order
from workbook.domain.lines import ID, Line, line_of, order, read, seen_in
from workbook.named import NamedTuple


class _Standing(NamedTuple):
    """What stands of a subject.

    Attributes:
        heads: what nobody superseded, in display order.
        seen: the ids of all that the authors of its events had seen.
    """

    heads: tuple[Event, ...]
    seen: frozenset[str]


class History:
    """The lines of one subject, in any order; no two are of one event.

    Two threads may ask at the same time: each reads what is not read yet, and both read the same.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._read: dict[str, Event] = {}
        self._known: _Standing | None = None

    @property
    def heads(self) -> tuple[Event, ...]:
        """What nobody superseded, in display order."""
        return self._standing().heads

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, in display order."""
        return tuple(sorted(self._those(self._lines), key=display_order))

    def event(self, line: Line) -> Event:
        """The event of one of the lines."""
        return self._read.get(line[ID]) or self._those([line])[0]

    def plus(self, event: Event) -> History:
        """The history with one more event."""
        longer = History([*self._lines, line_of(event)])
        longer._read = self._read | {event.id: event}
        if self._known is not None:
            seen = self._known.seen.union(event.seen)
            heads = (head for head in (*self._known.heads, event) if head.id not in seen)
            longer._known = _Standing(tuple(sorted(heads, key=display_order)), seen)
        return longer

    def _standing(self) -> _Standing:
        if self._known is None:
            seen = seen_in(self._lines)
            heads = sorted((line for line in self._lines if line[ID] not in seen), key=order)
            self._known = _Standing(tuple(self._those(heads)), seen)
        return self._known

    def _those(self, lines: Sequence[Line]) -> list[Event]:
        new = [line for line in lines if line[ID] not in self._read]
        self._read.update((event.id, event) for event in read(new))
        return [self._read[line[ID]] for line in lines]
