"""What happens inside a write transaction: events sealed and stored, bodies erased, tables derived."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby

from workbook.domain.clock import following, highest, tick
from workbook.domain.events import Draft, Event, Stamp, Subject, sealed, with_texts
from workbook.store import projector, records, schema
from workbook.store.about import meta, set_meta


def next_clock(connection: sqlite3.Connection, now: datetime, last: str) -> str:
    """A clock reading after every one that is known here.

    Args:
        last: of the last event. Our own readings only grow, so it has the highest; only loading brings others.
    """
    return tick(now, highest(now, (meta(connection, "clock"), last)))


def record(
    connection: sqlite3.Connection, drafts: Sequence[Draft], stamp: Stamp, token: Callable[[], str]
) -> tuple[list[Event], list[Subject]]:
    """Seals the drafts as the next links of their actor's chain, stores them, and derives answers and rows.

    Returns:
        The events, and the subjects that lost a text.
    """
    row = connection.execute(
        "SELECT id FROM events WHERE project = ? AND actor = ? ORDER BY seq DESC LIMIT 1", (stamp.project, stamp.actor)
    ).fetchone()
    previous = str(row[0]) if row else ""
    chain = []
    for draft in drafts:
        link = sealed(draft, stamp, previous=previous, salt=token())
        chain.append(link)
        previous = link.event.id
        stamp = stamp._replace(clock=following(stamp.clock))
    events = records.insert(connection, chain)
    for event in events:
        projector.append(connection, stamp.project, event)
    erased = _erase_named(connection, stamp.project, events)
    if erased:
        projector.refresh(connection, stamp.project, erased)
        _forget_words(connection)
    return events, erased


def take_in(connection: sqlite3.Connection, new: Sequence[Event], now: datetime, last: str) -> int:
    """Stores events that come from elsewhere, and derives.

    Texts that were erased, here or there, are not taken in; those that are here go.

    Args:
        last: as in `next_clock`.

    Returns:
        How many bodies were erased here.
    """
    gone = {(event.project, event.subject.row) for event in new if event.kind == "body.erase"}
    gone |= set(connection.execute("SELECT project, row FROM events WHERE kind = 'body.erase'").fetchall())
    bare = [e._replace(body=None, salt="") if (e.project, e.id) in gone else e for e in new]
    if new:
        readings = (meta(connection, "clock"), last, *(event.clock for event in new))
        set_meta(connection, "clock", highest(now, readings))
    count = 0
    stored = records.insert(connection, map(with_texts, bare))
    for project, group in groupby(sorted(stored, key=_project), key=_project):
        events = list(group)
        erased = _erase_named(connection, project, events)
        count += len(erased)
        projector.refresh(connection, project, dict.fromkeys([*(event.subject for event in events), *erased]))
        projector.write_project(connection, project, events, erased)
    if count:
        _forget_words(connection)
    return count


def is_known(connection: sqlite3.Connection, event_id: str) -> bool:
    """Whether the event is stored here."""
    return connection.execute("SELECT 1 FROM events WHERE id = ?", (event_id,)).fetchone() is not None


def has_body(connection: sqlite3.Connection, event_id: str) -> bool:
    """Whether the text of the event is stored here."""
    query = "SELECT 1 FROM events JOIN bodies USING (seq) WHERE id = ?"
    return connection.execute(query, (event_id,)).fetchone() is not None


def _erase(connection: sqlite3.Connection, project: str, event_id: str) -> list[Subject]:
    """Deletes the body of an event of the project; gives its subject, if there was something to delete."""
    row = connection.execute(
        "SELECT seq, name, cycle, form, row FROM events JOIN bodies USING (seq) WHERE id = ? AND project = ?",
        (event_id, project),
    ).fetchone()
    if row is None:
        return []
    connection.execute("DELETE FROM bodies WHERE seq = ?", row[:1])
    return [Subject(*row[1:])]


def _erase_named(connection: sqlite3.Connection, project: str, events: Sequence[Event]) -> list[Subject]:
    """Deletes the bodies that erasures among the events name; gives the subjects that lost one."""
    erasing = [event.subject.row for event in events if event.kind == "body.erase"]
    return [subject for event_id in erasing for subject in _erase(connection, project, event_id)]


def _forget_words(connection: sqlite3.Connection) -> None:
    for table in schema.SEARCHED:  # an index keeps the words of deleted lines until it is written anew
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    set_meta(connection, "scrub", "due")


def _project(event: Event) -> str:
    return event.project
