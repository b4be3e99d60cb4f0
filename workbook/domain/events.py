"""Events: the lines of history. They are only ever added, and their envelope never changes.

An event's id is the SHA-256 of its header, and the header holds the SHA-256 of a random salt and
the body. So the chain stands when a body is erased (`redact`): the header still verifies, and the
text is gone for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from workbook.domain.canonical import canonical_json, compact_json, digest
from workbook.named import NamedTuple

VERSION = 1
"""The version of the envelope; a change of a body's meaning brings a new one, with an upcaster."""

HASHED = [
    "act",
    "actor",
    "answered_by",
    "at",
    "clock",
    "cycle",
    "digest",
    "form",
    "kind",
    "meeting",
    "name",
    "previous",
    "project",
    "recorded_by",
    "reverts",
    "row",
    "seen",
    "version",
]
"""The header fields under the event's id. The local sequence number, salt and body are not among them."""


class Subject(NamedTuple):
    """What an event is about.

    Attributes:
        cycle: the cycle's id; empty for what belongs to the whole project.
        form: the id of a form instance (an incident, a review); else empty.
        name: a question id, `question~wording`, a collection id, a gate id, or `project`, `cycle`, `pack`.
        row: the row's id, for rows; else empty.
    """

    name: str
    cycle: str = ""
    form: str = ""
    row: str = ""


class Draft(NamedTuple):
    """An event that was decided but is not sealed yet: no clock, no chain, no id.

    Attributes:
        seen: the heads that its author was shown, of this subject and of what it builds on.
        body: JSON data without floats.
    """

    kind: str
    subject: Subject
    body: Mapping[str, Any]
    seen: tuple[str, ...] = ()
    answered_by: str = ""


class Stamp(NamedTuple):
    """Who, when and in which act: the same for all events of one gesture.

    Attributes:
        clock: a hybrid logical clock, sortable text (see `workbook.domain.clock`).
        at: the UTC time, `2026-11-23T10:42:07.123Z`.
        actor: this incarnation of the store; recorded_by: the person typing (opaque ids).
        reverts: the act that this one takes back, or empty.
    """

    project: str
    act: str
    actor: str
    recorded_by: str
    at: str
    clock: str
    meeting: str = ""
    reverts: str = ""


class Event(NamedTuple):
    """One line of history.

    Attributes:
        seq: the local sequence number; 0 before it is stored.
        previous: the id of this actor's event before this one in this project; empty for the first.
        body: None once it was erased; then the salt is empty.
    """

    id: str
    kind: str
    project: str
    subject: Subject
    body: Mapping[str, Any] | None
    seen: tuple[str, ...]
    actor: str
    previous: str
    clock: str
    at: str
    recorded_by: str
    answered_by: str
    act: str
    reverts: str
    meeting: str
    digest: str
    salt: str
    version: int = VERSION
    seq: int = 0


class Sealed(NamedTuple):
    """An event with the very texts that it was hashed over, which are what is stored.

    Attributes:
        header: its id is the hash of this.
        body: canonical JSON; empty where the event has no body.
    """

    event: Event
    header: str
    body: str


def display_order(event: Event) -> tuple[str, str]:
    """A sort key: earlier first; the id breaks ties, so that the order is the same everywhere."""
    return event.clock, event.id


def seal(draft: Draft, stamp: Stamp, *, previous: str, salt: str) -> Event:
    """The event of a draft, with its digest and id. See `sealed`."""
    return sealed(draft, stamp, previous=previous, salt=salt).event


def sealed(draft: Draft, stamp: Stamp, *, previous: str, salt: str) -> Sealed:
    """The event of a draft, with its digest and id. Its body is as it will be read back: lists for tuples.

    Args:
        previous: this actor's last event in the project, or empty.
        salt: random text; without it, short answers could be guessed from their digest.
    """
    body = canonical_json(draft.body)
    event = Event(
        id="",
        kind=draft.kind,
        project=stamp.project,
        subject=draft.subject,
        body=json.loads(body),
        seen=tuple(sorted(set(draft.seen))),
        actor=stamp.actor,
        previous=previous,
        clock=stamp.clock,
        at=stamp.at,
        recorded_by=stamp.recorded_by,
        answered_by=draft.answered_by or stamp.recorded_by,
        act=stamp.act,
        reverts=stamp.reverts,
        meeting=stamp.meeting,
        digest=digest(salt, body),
        salt=salt,
    )
    header = header_json(event)
    return Sealed(event._replace(id=digest(header)), header, body)


def with_texts(event: Event) -> Sealed:
    """The same for an event that was sealed elsewhere."""
    return Sealed(event, header_json(event), "" if event.body is None else compact_json(event.body))


def header(event: Event) -> dict[str, Any]:
    """The hashed fields of an event."""
    fields = event._asdict() | event.subject._asdict() | {"seen": list(event.seen)}
    return {name: fields[name] for name in HASHED}


def header_json(event: Event) -> str:
    """The very bytes that an event's id is the hash of."""
    return compact_json(header(event))


def faults(event: Event) -> tuple[str, ...]:
    """What is wrong with an event by its own hashes; nothing when it is whole."""
    found = []
    if not _hashes_to(event.id, "", header(event)):
        found.append("its header was changed")
    if event.body is not None and not _hashes_to(event.digest, event.salt, event.body):
        found.append("its body was changed")
    return tuple(found)


def _hashes_to(expected: str, salt: str, data: object) -> bool:
    try:
        return digest(salt, canonical_json(data)) == expected
    except (TypeError, ValueError, RecursionError):  # a float, half a character: nothing that was ever sealed
        return False


def chain_faults(events: Iterable[Event], erased: frozenset[str] = frozenset()) -> list[tuple[Event, str]]:
    """Every fault of a project's history: changed events, gaps in an actor's chain, missing bodies.

    Args:
        events: all events of one project, in any order.
        erased: ids of events whose body was erased on purpose.
    """
    known = list(events)
    ids = {event.id for event in known}
    found = [(event, fault) for event in known for fault in faults(event)]
    found += [(e, "the event before it is missing") for e in known if e.previous and e.previous not in ids]
    found += [(e, "its body is missing") for e in known if e.body is None and e.id not in erased]
    return found + _forks(known)


def _forks(events: list[Event]) -> list[tuple[Event, str]]:
    followers: dict[tuple[str, str, str], Event] = {}
    found = []
    for event in sorted(events, key=lambda e: (e.clock, e.id)):
        link = (event.project, event.actor, event.previous)
        if link in followers:
            found.append((event, "it forks its actor's chain: two copies of one store wrote as one"))
        followers.setdefault(link, event)
    return found
