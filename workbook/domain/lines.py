"""Lines: events as they were written down, read when somebody asks for them.

A project is what its latest events say, and most of its history is looked at by nobody. So a ledger is made of lines:
what it takes to put them in order stands in them as it is, and only what is asked for becomes an `Event`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, TypeAlias

from workbook.domain.bodies import misshapen
from workbook.domain.events import Event, Subject
from workbook.errors import StoreDamaged

Line: TypeAlias = tuple[Any, ...]
"""The fields of an `Event` in their order, its subject spread out. `body` and `seen` are JSON, or read already; of an
erased event, `body` and `salt` are None."""

ID: Final = 0
KIND: Final = 1
SUBJECT: Final = slice(3, 7)
FORM: Final = 5
ROW: Final = 6
BODY: Final = 7
SEEN: Final = 8
CLOCK: Final = 11
AT: Final = 12
ACT: Final = 15
MEETING: Final = 17
SALT: Final = 19
SEQ: Final = 21


def line_of(event: Event) -> Line:
    """An event as a line."""
    return (*event[:3], *event.subject, *event[4:])


def read(lines: Sequence[Line]) -> list[Event]:
    """The events of lines, in the same order.

    Raises:
        StoreDamaged: a body is no JSON, or of another shape than its kind has; names the event.
    """
    whole = zip(lines, _parsed(lines, BODY), _parsed(lines, SEEN), strict=True)
    events = [
        Event._make(
            (*line[:3], Subject._make(line[SUBJECT]), body, tuple(seen), *line[9:SALT], line[SALT] or "", *line[20:])
        )
        for line, body, seen in whole
    ]
    for event in events:
        if misshapen(event):
            raise damaged(event.id)
    return events


def seen_in(lines: Sequence[Line]) -> frozenset[str]:
    """The ids of all that their authors had seen. Raises StoreDamaged."""
    return frozenset().union(*_parsed(lines, SEEN))


def is_seen(event_id: str, lines: Iterable[Line]) -> bool:
    """Whether the author of one of the lines had seen an event. An id is a hash: no JSON holds it by chance."""
    return any(event_id in line[SEEN] for line in lines)


def succeed(lines: Sequence[Line]) -> bool:
    """Whether the author of each line had seen the one before it, and nobody the last one."""
    try:
        followed = all(line[ID] in after[SEEN] for line, after in pairwise(lines))
        return followed and bool(lines) and not is_seen(lines[-1][ID], lines)
    except TypeError:  # no text at all: whoever reads it tells
        return False


def damaged(event_id: str) -> StoreDamaged:
    """The error that names an event whose text cannot be read."""
    hint = "Run 'mlworkbook doctor', or go back to a backup."
    return StoreDamaged("This event is damaged.", where=f"event {event_id[:12]}", hint=hint)


def without_body(line: Line) -> Line:
    """The line of an event whose text is gone."""
    return (*line[:BODY], None, *line[SEEN:SALT], None, *line[SALT + 1 :])


def order(line: Line) -> tuple[str, str]:
    """A sort key: as `display_order` of its event."""
    return line[CLOCK], line[ID]


def _is_body(value: object) -> bool:
    return value is None or type(value) is dict


def _is_seen(value: object) -> bool:
    return type(value) in (list, tuple) and all(type(event_id) is str for event_id in value)  # type: ignore[attr-defined]


_FITS: Final[dict[int, Callable[[object], bool]]] = {BODY: _is_body, SEEN: _is_seen}


def _parsed(lines: Sequence[Line], column: int) -> list[Any]:
    """What one column says: parsed at one go, which takes a third of the time."""
    fits = _FITS[column]
    try:
        parsed = json.loads("[" + ",".join(["null" if line[column] is None else line[column] for line in lines]) + "]")
        if len(parsed) == len(lines) and all(map(fits, parsed)):
            return list(parsed)
    except (TypeError, ValueError, RecursionError):
        pass
    return [_one(line, column) for line in lines]  # some are read already, or to name the one that is damaged


def _one(line: Line, column: int) -> Any:
    value, fits = line[column], _FITS[column]
    try:
        value = value if value is None or fits(value) else json.loads(value)
    except (TypeError, ValueError, RecursionError):
        value = ""
    if fits(value):
        return value
    raise damaged(str(line[ID]))
