"""What happened, act by act: who, when, and what it was before and after. And what stands in conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workbook.application.heading import form_of, heading
from workbook.application.names import readable
from workbook.domain.early import waiver_words
from workbook.domain.events import Event, Subject
from workbook.domain.gates import read_decision
from workbook.domain.primitives import decode, show
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec
from workbook.errors import WorkbookError
from workbook.named import NamedTuple

_FORM_EVENTS = {"form.open": "open", "form.close": "closed"}
"""What a filled-in form is after each kind of event about it; the pack may have lost the form."""

_ABOUT_THE_ANSWER = ("status", "reason", "note", "confidence", "removed", "outcome", "title", "name", "version", "why")
"""Keys of a body beside its fields that people want to read."""

_OF_THE_PROJECT = {
    "project": "the project",
    "cycle": "a cycle begins",
    "pack": "which pack is asked",
    "erase": "an erasure",
}


class Change(NamedTuple):
    """One field that an event set: empty texts for nothing."""

    label: str
    before: str
    after: str


def history(project: Project, wanted: Callable[[Subject], bool] = lambda _: True, limit: int = 0) -> dict[str, Any]:
    """The acts that touched a wanted subject, the newest first.

    Args:
        wanted: which subjects; all when left out.
        limit: at most so many acts; 0 for all.
    """
    acts: dict[str, list[Event]] = {}
    for event in project.ledger.events:
        if event.kind != "meeting.note" and wanted(event.subject):  # the clock of a meeting is no news
            acts.setdefault(event.act, []).append(event)
    newest = list(acts.values())[::-1]
    shown = newest[:limit] if limit else newest
    return {
        **heading(project),
        "acts": [_act(project, events) for events in shown],
        "more": len(newest) - len(shown),
    }


def conflicts(project: Project) -> list[dict[str, Any]]:
    """Every subject on which several versions stand, each with what it says."""
    found = []
    for subject in project.ledger.subjects:
        heads = project.ledger.heads(subject)
        if len(heads) > 1 and subject.name != "pack":  # which pack is asked settles itself at the next act
            found.append(
                {"subject": subject.name, "row": subject.row, "title": subject_title(project, subject)}
                | {"form": form_of(project, subject.form)}
                | {"versions": [_version(project, head) for head in heads]}
            )
    return found


def subject_title(project: Project, subject: Subject) -> str:
    """What an event is about, in words; in a form with the form's title."""
    form = next((f for f in project.every_form if f.id == subject.form), None) if subject.form else None
    if form is not None and form.form.id == subject.name and not subject.row:
        return f"{form.form.noun} {form.title}"
    return _title(project, subject) + (f", in {form.title}" if form else "")


def _title(project: Project, subject: Subject) -> str:
    name, is_wording = subject.name.removesuffix(WORDING), subject.name.endswith(WORDING)
    if project.pack.has_question(name):
        question = project.pack.question(name)
        return f"{question.code} {question.title}".strip() + (", wording" if is_wording else "")
    if subject.row and any(collection.id == name for collection in project.pack.collections):
        noun = project.pack.collection(name).noun
        return f"{noun} {project.context.name(name, subject.row)}".strip()
    if name in _OF_THE_PROJECT:
        return _OF_THE_PROJECT[name]
    gated = [phase.title for phase in project.pack.phases if phase.gate and phase.gate.id == name]
    return f"gate of {gated[0]}" if gated else name


def _act(project: Project, events: list[Event]) -> dict[str, Any]:
    first = events[0]
    return {
        "act": first.act,
        "at": first.at,
        "by": project.person(first.recorded_by),
        "meeting": first.meeting,
        "reverts": first.reverts,
        "events": [event_report(project, event) for event in events],
    }


def event_report(project: Project, event: Event) -> dict[str, Any]:
    """What one event says: what it is about, who said it, at which commit, and each field before and after."""
    return {
        "event": event.id,
        "kind": event.kind,
        "subject": event.subject.name,
        "row": event.subject.row,
        "form": form_of(project, event.subject.form),
        "title": subject_title(project, event.subject),
        "said_by": project.person(event.answered_by) if event.answered_by != event.recorded_by else "",
        "git": dict((event.body or {}).get("git", {})),
        "erased": _erasure(project, event),
        "changes": [change._asdict() for change in changes(project, event)],
    }


def _erasure(project: Project, event: Event) -> dict[str, str] | None:
    by = project.ledger.erased.get(event.id)
    if by is None:
        return None
    return {"by": project.person(by.recorded_by), "at": by.at, "why": str((by.body or {}).get("why", ""))}


def _version(project: Project, event: Event) -> dict[str, Any]:
    said = [Change(label, "", text)._asdict() for label, text in _texts(project, event).items()]
    return {
        "event": event.id,
        "at": event.at,
        "by": project.person(event.recorded_by),
        "said_by": project.person(event.answered_by),
        "says": [{"label": change["label"], "text": change["after"]} for change in said],
    }


def changes(project: Project, event: Event) -> list[Change]:
    """What an event changed, field by field, against what it superseded."""
    after = _texts(project, event)
    replaced = [
        before for before in map(project.ledger.event, event.seen) if before and before.subject == event.subject
    ]
    before: dict[str, str] = {}
    for older in replaced:
        for label, text in _texts(project, older).items():
            before[label] = f"{before[label]} | {text}" if before.get(label, text) != text else text
    labels = dict.fromkeys([*after, *before])
    pairs = (Change(label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [change for change in pairs if change.before != change.after]


def _texts(project: Project, event: Event) -> dict[str, str]:
    """What an event says, by label. An answer that is simply given does not say so."""
    body = event.body
    if body is None:
        return {"": "(erased)"}
    if event.kind in _FORM_EVENTS:
        state = "dropped" if body.get("dropped") else _FORM_EVENTS[event.kind]
        return {"state": state} | ({"reason": str(body["reason"])} if body.get("reason") else {})
    fields = {field.name: field for field in _fields(project, event.subject)}
    texts = {}
    for name, data in (body.get("fields") or {}).items():
        field = fields.get(name)
        texts[(field.label if field else "") or name] = _text(project, field, data)
    for key in _ABOUT_THE_ANSWER:
        said = body.get(key)
        if said and (key, said) != ("status", "answered"):
            texts[key] = "yes" if said is True else str(said)
    if "decider" in body:
        texts["decided by"] = project.person(str(body["decider"]))
    if "signed" in body:
        texts["signed"] = str(body["signed"])
    return texts | dict(_waivers(project, event))


def _waivers(project: Project, event: Event) -> Iterator[tuple[str, str]]:
    for waiver in read_decision(event).waivers if event.kind == "gate.decide" else ():
        known = project.pack.has_question(waiver.rule)
        title = project.pack.question(waiver.rule).title if known else waiver.rule.replace("-", " ")
        yield f"waived: {title}", waiver_words(project, waiver)


def _fields(project: Project, subject: Subject) -> tuple[FieldSpec, ...]:
    name = subject.name.removesuffix(WORDING)
    if project.pack.has_question(name):
        return project.pack.question(name).fields
    tables = [collection for collection in project.pack.collections if collection.id == name]
    return tables[0].columns if tables else ()


def _text(project: Project, field: FieldSpec | None, data: Any) -> str:
    """A stored value in words; what cannot be read is shown as it is stored."""
    if data is None:
        return ""
    try:
        return readable(project, show(field, decode(data), project.context)) if field else str(data)
    except WorkbookError:
        return str(data)
