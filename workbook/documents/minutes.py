"""A meeting as plain data for its minutes: as the record stood when it closed, whatever was changed since.

Minutes tell what was said then. An action that is done by now was open then, and stands so; registers tell of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from workbook.documents.inline import day, inline, of_value
from workbook.domain.answers import Answer, Row, Status, is_open
from workbook.domain.cycles import cycles
from workbook.domain.forms import FilledForm
from workbook.domain.hands import words
from workbook.domain.meetings.agenda import asked_of, finds_out, parked_title
from workbook.domain.meetings.capture import day_words
from workbook.domain.meetings.clock import by_section, clock, end_of
from workbook.domain.meetings.closing import is_left
from workbook.domain.meetings.happened import AnswerChange, Happened, RowChange, happened
from workbook.domain.meetings.meeting import (
    ATTENDEES,
    FORM,
    AgendaItem,
    Meeting,
    asked_in,
    find_meeting,
    last_record,
    moment,
    zone_of,
)
from workbook.domain.primitives import Moment, Ref, Value
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question
from workbook.text import one_line

Plain: TypeAlias = "dict[str, Any]"

_LONGEST: Final = 400
"""Characters of an answer in minutes; the document of its phase has the whole of it."""


def as_closed(project: Project, filled: FilledForm) -> Project:
    """The project as it stood when the meeting closed; as it stands now while nobody closed it.

    As it stands now, too, where a clock was put back meanwhile: then the closing counts as before the opening.
    """
    history = project.ledger.history(project.subject(FORM, filled.id))
    closing = [event for event in history if event.kind == "form.close"]
    if filled.open or not closing:
        return project
    then, day_then = project.ledger.until(closing[-1].clock), moment(closing[-1].at).date()
    known = {cycle.id for cycle in cycles(then)}
    opened = min(event.clock for event in history if event.kind == "form.open")
    if project.cycle.id not in known or opened > closing[-1].clock:
        return project
    return Project(project.id, then, project.pack, day_then, project.cycle.id)


def details(project: Project, filled: FilledForm) -> Plain:
    """What the minutes tell; the project is the one of `as_closed`."""
    meeting = find_meeting(project, filled.id)
    came = happened(project, meeting)
    named = not meeting.blameless
    return {
        **_about(project, meeting),
        "here": list(_attendees(project, meeting)),
        "decisions": [_decision(project, row) for row in came.decisions],
        "actions": [_action(project, row) for row in came.actions if is_open(row)],
        "done": [inline(row.text("action")) for row in came.actions if not is_open(row)],
        "risks": [_columns(project, row) for row in came.risks],
        "parked": [_parked(project, row) for row in came.parked],
        "reviewed": [_reviewed(project, change) for change in came.reviewed],
        "answers": _by_section(project, [change for change in came.answers if not change.changed], named),
        "changed": [_changed(project, change, named) for change in came.answers if change.changed],
        "tables": list(_tables(project, came)),
        "notes": [_note(project, row, named) for row in came.notes],
        "split": [_split(change) for change in came.answers if words(change.question, change.after)],
        "sections": _sections(project, meeting),
        "left": _left(project, meeting),
    }


def _about(project: Project, meeting: Meeting) -> Plain:
    zone, last = zone_of(meeting.zone), _end(project, meeting)
    began, end = moment(meeting.opened_at).astimezone(zone), last.astimezone(zone)
    spent = clock(project, meeting, last).total
    return {
        "title": inline(meeting.title),
        "about": inline(asked_in(project, meeting.phase or meeting.about)),
        "date": day(began.isoformat()),
        "weekday": day_words(began.date().isoformat())[:3],
        "closed": bool(meeting.closed_at),
        "began": f"{began:%H:%M}",
        "ended": f"{end:%H:%M}",
        "zone": "UTC" if zone.utcoffset(None) == timedelta() else f"({zone})",
        "ended_on": "" if end.date() == began.date() else day(end.isoformat()),
        "took": _minutes(spent),
        "planned": _minutes(meeting.length * 60),
        "blameless": meeting.blameless,
    }


def _end(project: Project, meeting: Meeting) -> datetime:
    """When it ended; a draft is told up to what was recorded last."""
    return end_of(project, meeting, last_record(project, meeting))


def _attendees(project: Project, meeting: Meeting) -> Iterator[Plain]:
    for row in project.rows(ATTENDEES):
        person = row.values.get("person")
        if row.subject.form == meeting.id and isinstance(person, Ref):
            leads = "in the chair" if person.row == meeting.facilitator else ""
            remarks = [remark for remark in (leads, inline(row.text("note"))) if remark]
            yield {"name": inline(project.person(person.row)), "remark": "; ".join(remarks)}


def _decision(project: Project, row: Row) -> Plain:
    return _columns(project, row) | {"from": _from(project, row.text("question"))}


def _action(project: Project, row: Row) -> Plain:
    due = row.values.get("due")
    told = {"from": "" if finds_out(project, row) else _from(project, row.text("origin")), "when": ""}
    if isinstance(due, Moment):
        told["when"] = inline(day_words(due.iso))
    return _columns(project, row) | told


def _parked(project: Project, row: Row) -> Plain:
    told = {"item": inline(parked_title(project, row)), "from": _from(project, _apart(project, row))}
    return _columns(project, row) | told


def _apart(project: Project, row: Row) -> str:
    """The question that a parked item came up at; empty for one that is that very question."""
    return row.text("question") if parked_title(project, row) == one_line(row.text("item")) else ""


def _columns(project: Project, row: Row) -> Plain:
    """The values of a row by column; what is not filled in is empty, but a row is always called something."""
    collection = project.pack.collection(row.collection)
    told = {
        column.name.replace("-", "_"): of_value(column, row.values[column.name], project.context)
        if column.name in row.values
        else ""
        for column in collection.columns
    }
    article = "An" if collection.noun[0] in "aeiou" else "A"
    told[collection.key] = told[collection.key] or f"{article} {collection.noun} without words"
    return told


def _reviewed(project: Project, change: RowChange) -> Plain:
    before, after = change.before, change.after
    now, due = _columns(project, after), after.values.get("due")
    moved = before is not None and before.values.get("due") != due and is_open(after)
    return {
        "text": now.get("action") or now.get("item", ""),
        "status": now["status"] if not is_open(after) else "",
        "due": inline(day_words(due.iso)) if moved and isinstance(due, Moment) else "",
        "outcome": now.get("outcome", ""),
        "note": now.get("note", ""),
    }


def _by_section(project: Project, changes: Iterable[AnswerChange], named: bool) -> list[Plain]:
    found: dict[str, list[Plain]] = {}
    for change in changes:
        told = _answer(project, change, named)
        if told:
            found.setdefault(project.pack.section_of(change.question).title, []).append(told)
    return [{"title": inline(title), "answers": answers} for title, answers in found.items()]


def _answer(project: Project, change: AnswerChange, named: bool) -> Plain | None:
    said = _said(project, change.question, change.after)
    if not said:
        return None
    return {"title": inline(change.question.title), "said": said, "by": _speaker(project, change.after, named)}


def _changed(project: Project, change: AnswerChange, named: bool) -> Plain:
    return {
        "title": inline(change.question.title),
        "before": _said(project, change.question, change.before) or "no answer",
        "after": _said(project, change.question, change.after) or "taken back",
        "by": _speaker(project, change.after, named),
    }


def _said(project: Project, question: Question, answer: Answer) -> str:
    """An answer in a sentence's place; what is no answer says what became of the question."""
    match answer.status:
        case Status.UNKNOWN:
            finds_out = asked_of(project, question.name)
            return "not known yet" + (f"; {inline(project.person(finds_out))} finds out" if finds_out else "")
        case Status.LATER:
            return "left for later"
        case Status.NOT_APPLICABLE:
            return f"does not apply: {inline(answer.reason)}"
        case Status.PARKED | Status.OPEN:
            return ""
    given = [field for field in question.fields if field.name in answer.values]
    alone = given == list(question.fields[:1])  # the title says what that is
    parts = [_value(project, field, answer.values, alone or _same(field.label, question.title)) for field in given]
    return "; ".join([*(part.removesuffix(".") for part in parts[:-1]), *parts[-1:]])


def _value(project: Project, field: FieldSpec, values: Mapping[str, Value], alone: bool) -> str:
    value = values[field.name]
    text = of_value(field, value, project.context)
    long = getattr(value, "text", "")
    text = inline(one_line(long, _LONGEST)) if len(long) > _LONGEST else text
    return text if alone else f"{_lower(field.label or field.name).removesuffix('?')}: {text}"


def _same(label: str, title: str) -> bool:
    """Whether a field is called what its question is called, which is said already."""
    return label.lower().removeprefix("the ") == title.lower().removeprefix("the ")


def _lower(label: str) -> str:
    return inline(label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label)


def _speaker(project: Project, answer: Answer, named: bool) -> str:
    """How sure it is, and who said it where somebody else typed: `an estimate; Ana Ruiz`."""
    doubt = {"guess": "a guess", "estimate": "an estimate"}.get(answer.confidence or "", "") if answer.given else ""
    said_by = inline(project.person(answer.answered_by)) if named and answer.answered_by != answer.recorded_by else ""
    return "; ".join(part for part in (doubt, said_by) if part)


def _tables(project: Project, came: Happened) -> Iterator[Plain]:
    """What was added to the tables, or changed in them, by the names of the rows."""
    for table, changes in came.others.items():
        names = {True: [], False: []}  # type: dict[bool, list[str]]
        for change in changes:
            names[change.before is None].append(inline(project.row_name(change.after)) or "one without a name")
        title = inline(project.pack.collection(table).title)
        yield {"title": title, "added": ", ".join(names[True]), "changed": ", ".join(names[False])}


def _note(project: Project, row: Row, named: bool) -> Plain:
    by = inline(project.person(row.answered_by)) if named and row.answered_by != row.recorded_by else ""
    return {"text": inline(row.text("note")), "from": _from(project, row.text("question")), "by": by}


def _split(change: AnswerChange) -> Plain:
    return {"title": inline(change.question.title), "hands": inline(words(change.question, change.after))}


def _from(project: Project, name: str) -> str:
    question = name.partition("@")[0]
    return inline(project.pack.question(question).title) if project.pack.has_question(question) else ""


def _sections(project: Project, meeting: Meeting) -> list[Plain]:
    found = by_section(project, clock(project, meeting, _end(project, meeting)), meeting)
    return [
        {"title": inline(title) or "Everything else", "spent": _minutes(spent), "planned": _minutes(planned)}
        for title, spent, planned in found
        if spent or planned
    ]


def _left(project: Project, meeting: Meeting) -> Plain:
    """What was not reached, by what became of it; what was handed out beforehand and is still open."""
    found: dict[str, list[Plain]] = {"carried": [], "parked": [], "dropped": [], "waiting": [], "handed": []}
    for item in meeting.agenda:
        if item.outcome in ("carried", "parked", "dropped"):
            found[item.outcome].append(_item(item))
        elif is_left(project, item):
            found["waiting"].append(_item(item))
        elif item.kind == "hand-out":
            found["handed"] += _handed(project, item)
    return found


def _item(item: AgendaItem) -> Plain:
    return {"item": inline(item.item), "why": inline(item.note), "owner": ""}


def _handed(project: Project, item: AgendaItem) -> list[Plain]:
    owner = asked_of(project, item.question)
    return [_item(item) | {"owner": inline(project.person(owner))}] if owner else []


def _minutes(seconds: int) -> str:
    """`45 minutes`, `1 minute`; less than half a minute is none."""
    number = round(seconds / 60)
    return f"{number} minute{'' if number == 1 else 's'}" if number else ""
