"""What was recorded about one subject: lines, of which only what is asked for becomes events."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.domain.events import Event, display_order
from workbook.domain.lines import ID, Line, is_seen, line_of, order, read, seen_in, succeed


class History:
    """The lines of one subject, in any order; no two are of one event.

    Two threads may ask at the same time: each reads what is not read yet, and both read the same.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._read: dict[str, Event] = {}
        self._heads: tuple[Event, ...] | None = None

    @property
    def heads(self) -> tuple[Event, ...]:
        """What nobody superseded, in display order."""
        if self._heads is None:
            self._heads = tuple(self._those(sorted(_standing(self._lines), key=order)))
        return self._heads

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
        if self._heads is not None:
            heads = [head for head in self._heads if head.id not in event.seen]
            new = [] if is_seen(event.id, longer._lines) else [event]
            longer._heads = tuple(sorted(heads + new, key=display_order))
        return longer

    def _those(self, lines: Sequence[Line]) -> list[Event]:
        new = [line for line in lines if line[ID] not in self._read]
        self._read.update((event.id, event) for event in read(new))
        return [self._read[line[ID]] for line in lines]


def _standing(lines: Sequence[Line]) -> Sequence[Line]:
    """Those that no author of another one had seen."""
    if succeed(lines):  # as mostly, and told in a tenth of the time
        return lines[-1:]
    seen = seen_in(lines)
    return [line for line in lines if line[ID] not in seen]
