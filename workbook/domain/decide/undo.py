"""Undo: compensating events that restore what stood before an act. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbook.domain.commands import Undo
from workbook.domain.events import Draft, Event
from workbook.domain.project import Project
from workbook.errors import Refused, UnknownName

_UNDOABLE = frozenset(("answer.set", "row.set", "gate.decide", "project.set"))


def target(project: Project, command: Undo) -> str:
    """The act to take back: the one named (or its beginning), or the author's latest.

    Raises:
        UnknownName: no such act. Refused: there is nothing left to undo.
    """
    acts = _acts(project)
    if command.act:
        found = [act for act in acts if act.startswith(command.act)]
        if len(found) != 1:
            raise UnknownName("act", command.act, (act[:12] for act in acts))
        return found[0]
    reverted = {event.reverts for event in project.ledger.events if event.reverts}
    mine = [a for a, events in acts.items() if events[0].recorded_by == command.author or not command.author]
    for act in reversed(mine):
        undone = act in reverted or bool(acts[act][0].reverts)
        if not undone and all(event.kind in _UNDOABLE for event in acts[act]):
            return act
    raise Refused("There is nothing left to undo.")


def undo(project: Project, command: Undo) -> tuple[Draft, ...]:
    """Events that bring back what the act replaced.

    Raises:
        Refused: others built on it since; it says who, and on what.
    """
    act = target(project, command)
    events = project.ledger.act(act)
    for event in events:
        if event.kind not in _UNDOABLE:
            raise Refused(f"{event.kind} cannot be undone.", where=event.subject.name)
        _refuse_if_built_on(project, event)
    return tuple(draft for event in events for draft in _restored(project, event))


def _acts(project: Project) -> dict[str, list[Event]]:
    acts: dict[str, list[Event]] = {}
    for event in project.ledger.events:
        acts.setdefault(event.act, []).append(event)
    return acts


def _refuse_if_built_on(project: Project, event: Event) -> None:
    if event.id not in project.ledger.head_ids(event.subject):
        raise Refused(
            "It was changed again since.",
            where=event.subject.name,
            hint="Undo the later change first, or answer anew.",
        )
    for later in project.ledger.events:
        others = later.recorded_by != event.recorded_by or later.kind == "gate.decide"
        if event.id in later.seen and others and later.subject != event.subject:
            who = project.person(later.recorded_by)
            raise Refused(f"{who} built on it since ({later.subject.name}).", where=event.subject.name)


def _restored(project: Project, event: Event) -> Iterator[Draft]:
    """What the event had replaced; each of several, if it had settled a conflict."""
    replaced = [
        before for before in map(project.ledger.event, event.seen) if before and before.subject == event.subject
    ]
    for before in replaced:
        yield Draft(event.kind, event.subject, dict(before.body or {}), (event.id,), before.answered_by)
    if not replaced:
        yield Draft(event.kind, event.subject, _nothing(event), (event.id,))


def _nothing(event: Event) -> Mapping[str, Any]:
    """How a subject says that it says nothing (any more)."""
    match event.kind:
        case "row.set":
            return {"fields": dict((event.body or {}).get("fields", {})), "removed": True}
        case "gate.decide":
            return {"outcome": ""}
        case _:
            return {"status": "open", "fields": {}}
