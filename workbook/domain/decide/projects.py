"""Projects, their cycles and packs, and what must be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbook.domain.commands import AdoptPack, Redact, RenameProject, StartCycle, StartProject
from workbook.domain.events import Draft, Event, Subject
from workbook.domain.project import Project
from workbook.errors import InvalidValue, Refused, UnknownName
from workbook.text import accept, one_line

PROJECT = Subject("project")
PACK = Subject("pack")


def start(command: StartProject, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The project, its pack, its first cycle, and its author as the first of its people."""
    author = Subject("people", row=command.author)
    return (
        Draft("project.set", PROJECT, {"name": _name(command.name)}),
        Draft("pack.adopt", PACK, {"pack": command.pack}),
        Draft("cycle.start", Subject("cycle", new_id()), {"title": "v1", "after": ""}),
        Draft("row.set", author, {"fields": _author(command), "order": "i"}),
    )


def rename(project: Project, command: RenameProject) -> tuple[Draft, ...]:
    """Another name, over the one seen; nothing when it is called so already."""
    name = _name(command.name)
    if (project.ledger.body(PROJECT) or {}).get("name") == name:
        return ()
    return (Draft("project.set", PROJECT, {"name": name}, project.ledger.head_ids(PROJECT)),)


def start_cycle(project: Project, command: StartCycle, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """A new cycle behind the newest one. Raises Refused for a title that is taken."""
    title = _name(command.title or f"v{len(project.cycles) + 1}")
    if title in [cycle.title for cycle in project.cycles]:
        raise Refused(f"There is a cycle {title!r} already.", hint="Give it another title.")
    newest = project.cycles[-1].id if project.cycles else ""
    return (Draft("cycle.start", Subject("cycle", new_id()), {"title": title, "after": newest}),)


def adopt(project: Project, command: AdoptPack) -> tuple[Draft, ...]:
    """Another pack; nothing when it is the one adopted already."""
    current = project.ledger.body(PACK) or {}
    if current.get("pack") == command.pack:
        return ()
    body = {"pack": command.pack, "version": command.version}
    return (Draft("pack.adopt", PACK, body, project.ledger.head_ids(PACK)),)


def redact(project: Project, command: Redact) -> tuple[Draft, ...]:
    """Erasures that each name one event; the store then deletes their bodies.

    What said the same of the same thing goes with it: an undo, a settlement or a move says it once more.

    Raises:
        UnknownName: no such event. Refused: it is no text of a person, or it is erased already.
    """
    event = find_event(project, command.event)
    if event.kind in ("pack.adopt", "cycle.start", "body.erase"):
        raise Refused("This event holds no text of a person.", where=event.id[:12])
    if event.body is None or event.id in project.ledger.erased:
        raise Refused("The text of this event is erased already.", where=event.id[:12])
    if not command.why.strip():
        raise InvalidValue("An erasure needs a reason.", hint="Say why; the reason stays in the record.")
    why = one_line(accept(command.why))
    others = (other for other in project.ledger.history(event.subject) if other.id != event.id)
    same = [other for other in others if other.body is not None and _texts(other) == _texts(event)]
    return tuple(_erasure(erased, why) for erased in (event, *same))


def _erasure(event: Event, why: str) -> Draft:
    body: dict[str, Any] = {"event": event.id, "why": why}
    if event.kind == "row.set":  # no text of anybody, and without it a row taken out would come back
        body |= {name: value for name, value in (event.body or {}).items() if name in ("order", "removed")}
    return Draft("body.erase", Subject("erase", row=event.id), body, (event.id,))


def _texts(event: Event) -> dict[str, Any]:
    """What of an event's body may be somebody's text."""
    return {name: value for name, value in (event.body or {}).items() if name not in ("git", "order", "removed")}


def find_event(project: Project, name: str) -> Event:
    """The event of that id or of an id that begins so. Raises UnknownName."""
    found = [event for event in project.ledger.events if name and event.id.startswith(name)]
    if len(found) != 1:
        raise UnknownName("event", name, (event.id[:12] for event in project.ledger.events))
    return found[0]


def _author(command: StartProject) -> dict[str, str]:
    fields = {"name": one_line(accept(command.author_name)) or "somebody"}
    if command.email:
        fields["email"] = one_line(accept(command.email))
    return fields


def _name(text: str) -> str:
    name = one_line(accept(text, where="name"))
    if not name:
        raise InvalidValue("A name cannot be empty.", where="name")
    if len(name) > 120:
        raise InvalidValue("A name takes up to 120 characters.", where="name")
    return name
