"""Undo: compensating events that say once more what would stand without an act. Nothing is ever deleted.

An act that was taken back counts for nothing, and so does the act that took it back; taking that
one back (by its name) makes the first one count again. What counts of a subject's history, and is
superseded by nothing else that counts, is what stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbook.domain.commands import Undo
from workbook.domain.cycles import lineage
from workbook.domain.decide.conflicts import elsewhere
from workbook.domain.events import Draft, Event, Subject
from workbook.domain.ledger import Ledger
from workbook.domain.meetings.meeting import KEPT, is_reading
from workbook.domain.project import Project
from workbook.errors import Refused, UnknownName

_NEVER = {
    "body.erase": "An erasure cannot be undone.",
    "cycle.start": "The beginning of a version cannot be undone.",
    "meeting.note": "A mark of a meeting cannot be undone.",
    "pack.adopt": "Which questions are asked cannot be undone.",
}
"""By kind of event: why it stays."""
_UNDOABLE = frozenset(("answer.set", "row.set", "gate.decide", "project.set", "form.open", "form.close"))
_BY_ITSELF = frozenset(("meeting.note", "pack.adopt"))
"""What comes about beside what a person does: nobody means it by their last act."""


def target(project: Project, command: Undo) -> str:
    """The act to take back: the one named (or its beginning), or the author's latest that still counts.

    Raises:
        UnknownName: no such act. Refused: there is nothing left to undo, or the latest cannot be: it is never passed
            over for an older one.
    """
    acts = _acts(project.ledger)
    if command.act:
        found = [act for act in acts if act.startswith(command.act)]
        if len(found) != 1:
            raise UnknownName("act", command.act, (act[:12] for act in acts))
        return found[0]
    gone = _gone(acts)
    mine = [a for a, events in acts.items() if events[0].recorded_by == command.author or not command.author]
    for act in reversed(mine):
        counts = act not in gone and not acts[act][0].reverts
        if counts and not all(_is_by_itself(event) for event in acts[act]) and act != next(iter(acts)):
            _refuse_for_good(acts[act], "To take back an older act, name it: mlworkbook history, mlworkbook undo ACT.")
            return act
    raise Refused("There is nothing left to undo.")


def undo(project: Project, command: Undo) -> tuple[Draft, ...]:
    """Events that bring back what would stand without the act.

    Raises:
        UnknownName: no such act. Refused: it is undone already, it was changed again, or others
        built on it; it says who, and on what.
    """
    acts = _acts(project.ledger)
    act = target(project, command)
    events = acts[act]
    _refuse_for_good(events)
    if act in _gone(acts):
        raise Refused("It was taken back already.", where=events[0].subject.name)
    gone = _gone(acts, act)
    _refuse_if_filled(project, events, gone)
    last = {event.subject: event for event in events}  # an act may have changed one thing twice
    for event in last.values():
        _refuse_if_changed(project.ledger, event, act, gone)
    _refuse_if_built_on(project, events)
    return tuple(draft for event in last.values() for draft in _restored(project, event, gone))


def taken_back(ledger: Ledger) -> frozenset[str]:
    """The acts that were taken back, by an act that was not taken back itself."""
    return _gone(_acts(ledger))


def _acts(ledger: Ledger) -> dict[str, list[Event]]:
    acts: dict[str, list[Event]] = {}
    for event in ledger.events:
        acts.setdefault(event.act, []).append(event)
    return acts


def _gone(acts: dict[str, list[Event]], also: str = "") -> frozenset[str]:
    """The acts that were taken back by an act that was not taken back itself; `also` counts as taken back."""
    gone = {also} if also else set()
    for act in reversed(acts):  # who takes back comes later
        if act not in gone and acts[act][0].reverts:
            gone.add(acts[act][0].reverts)
    return frozenset(gone)


def _counting(ledger: Ledger, subject: Subject, gone: frozenset[str]) -> list[Event]:
    """The events of a subject that count: neither taken back nor taking back."""
    return [event for event in ledger.history(subject) if event.act not in gone and not event.reverts]


def _superseded(ledger: Ledger, events: list[Event]) -> set[str]:
    """The ids of what the events' authors had seen of the same subject, and of what those had seen before."""
    found: set[str] = set()
    waiting = [(event.subject, event_id) for event in events for event_id in event.seen]
    while waiting:
        subject, event_id = waiting.pop()
        seen = ledger.event(event_id)
        if event_id not in found and seen is not None and seen.subject == subject:
            found.add(event_id)
            waiting += [(subject, earlier) for earlier in seen.seen]
    return found


def _refuse_for_good(events: list[Event], hint: str = "") -> None:
    for event in events:
        if event.kind not in _UNDOABLE and not is_reading(event):
            raise Refused(
                _NEVER.get(event.kind, f"{event.kind} cannot be undone."), where=event.subject.name, hint=hint
            )


def _is_by_itself(event: Event) -> bool:
    return event.kind in _BY_ITSELF and not is_reading(event)


def _refuse_if_filled(project: Project, events: list[Event], gone: frozenset[str]) -> None:
    """Refuses where something was recorded in a form, or in a meeting, that would not be there."""
    opened = {event.subject.form for event in events if _opens(project.ledger, event)}
    for event in project.ledger.events if opened else ():
        counts = event.act not in gone and event.act != events[0].act and not event.reverts
        if counts and event.kind != "meeting.note" and opened & {event.subject.form, event.meeting}:
            hint = "Take that back first; or drop it: mlworkbook form drop."
            raise Refused("Something was recorded in it since.", where=events[0].subject.name, hint=hint)


def _opens(ledger: Ledger, event: Event) -> bool:
    """Whether an event is the first opening of a form, and not one again."""
    return event.kind == "form.open" and event.id == ledger.history(event.subject)[0].id


def _refuse_if_changed(ledger: Ledger, event: Event, act: str, gone: frozenset[str]) -> None:
    later = [other for other in _counting(ledger, event.subject, gone) if other.act != act]
    if event.id in _superseded(ledger, later):
        hint = "Undo the later change first, or answer anew."
        raise Refused("It was changed again since.", where=event.subject.name, hint=hint)


def _refuse_if_built_on(project: Project, events: list[Event]) -> None:
    """Refuses where what stands elsewhere relies on it: another person's work, or a gate that was decided."""
    subjects = {event.subject for event in events}
    shown = {event_id for event in events for event_id in _same(project.ledger, event)}
    standing = (head for subject in project.ledger.subjects for head in project.ledger.heads(subject))
    for head in standing:
        others = head.recorded_by != events[0].recorded_by or head.kind == "gate.decide"
        if others and head.kind != "body.erase" and head.subject not in subjects and shown & set(head.seen):
            who = project.person(head.recorded_by)
            raise Refused(f"{who} built on it since ({head.subject.name}).", where=events[0].subject.name)


def _same(ledger: Ledger, event: Event) -> Iterator[str]:
    """The event, and those that said it once more when something was undone or redone."""
    yield event.id
    for other in ledger.history(event.subject):
        if other.reverts and _without_place(other) == _without_place(event):
            yield other.id


def _without_place(event: Event) -> Mapping[str, Any]:
    return {name: value for name, value in (event.body or {}).items() if name != "git"}


def _restored(project: Project, event: Event, gone: frozenset[str]) -> Iterator[Draft]:
    """What stands without the act, said once more over everything that stands now; several, if it had settled them."""
    ledger = project.ledger
    now = ledger.head_ids(event.subject)
    counting = _counting(ledger, event.subject, gone)
    superseded = _superseded(ledger, counting)
    before = [other for other in counting if other.id not in superseded]
    for other in before:
        yield Draft(other.kind, event.subject, _body(ledger, other), now + elsewhere(ledger, other), other.answered_by)
    if not before:
        kind = "form.close" if event.kind == "form.open" else event.kind
        yield Draft(kind, event.subject, _nothing(project, event), now)


def _body(ledger: Ledger, event: Event) -> Mapping[str, Any]:
    """What the event said; of an erased one, what its erasure kept."""
    if event.body is not None:
        return dict(event.body)
    erasure = ledger.erased.get(event.id)
    kept = erasure.body if erasure and erasure.body else {}
    return {name: kept[name] for name in ("order", "removed") if name in kept}


def _nothing(project: Project, event: Event) -> Mapping[str, Any]:
    """How a subject says that it says nothing (any more)."""
    match event.kind:
        case "row.set":
            return _carried(project, event.subject) or {**(event.body or {}), "removed": True}
        case "gate.decide":
            return {"outcome": ""}
        case "meeting.note":
            return {"what": KEPT}
        case "form.open":
            return {"dropped": True, "reason": "Its opening was taken back."}
        case _:
            return {"status": "open", "fields": {}}


def _carried(project: Project, subject: Subject) -> Mapping[str, Any]:
    """The row as the cycles before knew it; empty when it was added in this one."""
    for cycle in lineage(project.cycles, subject.cycle)[1:] if subject.cycle else ():
        heads = project.ledger.heads(subject._replace(cycle=cycle))
        if heads:
            return _body(project.ledger, heads[0])
    return {}
