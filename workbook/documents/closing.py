"""What closes a document: what is not known yet and who finds out, what waits, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from workbook.documents.inline import day, inline, of_value
from workbook.domain.answers import Answer, Row, find_out
from workbook.domain.figures.incidents import TIMELINE
from workbook.domain.gates import Decision, GateReview, fingers, review
from workbook.domain.primitives import Choice, Moment, Value
from workbook.domain.progress import State, lacks_field, rule_holds, state
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import AT, Collection, FieldSpec, Gate, Phase, Question
from workbook.text import one_line

Plain: TypeAlias = "dict[str, Any]"

_OWN_COLUMNS = frozenset(("name", "email"))


def missing_items(project: Project, asked: Sequence[Question]) -> list[Plain]:
    """What is not known yet: each with its question, title, parts, must, owner, due and note.

    A part has a kind: all, conflict, field (path, label), rule (says) or row (row, columns). What must not be there is
    a table that merely shows rows which were noted elsewhere.
    """
    found = (project.kept.get(("missing item", q.name), partial(_missing_item, project, q)) for q in asked)
    return [item for item in found if item]


def _missing_item(project: Project, question: Question) -> Plain:
    """What is not known of one question, empty where nothing is; kept, as most documents ask for it."""
    parts = list(_gaps(project, question))
    return _item(project, question) | {"parts": parts, "must": _must(project, question, parts)} if parts else {}


def waiting_items(project: Project, asked: Sequence[Question]) -> list[Plain]:
    """What was put off or parked: questions first, then what else stands in the parking lot."""
    states = {question.id: state(project, question) for question in asked}
    put_off = [q for q in asked if states[q.id] in (State.LATER, State.PARKED)]
    listed = [_item(project, q) | {"parked": states[q.id] is State.PARKED} for q in put_off]
    told = {question.id for question in put_off}
    loose = [row for row in project.rows("parking") if is_open(row) and row.text("question") not in told]
    known = {question.id: question for question in asked}
    mine = [row for row in loose if row.text("question") in {"", *known}]
    return listed + [_loose(project, row, known.get(row.text("question"))) for row in mine]


def decision(project: Project, phases: Sequence[str]) -> Plain:
    """The decision that closes the last of the phases; its outcome is empty while there is none."""
    known = {phase.id: phase for phase in project.pack.phases}
    last = known.get(phases[-1]) if phases else None
    return gate_decision(project, last) if last is not None else {"outcome": "", "conflict": False}


def gate_decision(project: Project, phase: Phase) -> Plain:
    """The decision that closes a phase; its outcome is empty while there is none."""
    if phase.gate is None:
        return {"outcome": "", "conflict": False}
    found = review(project, phase)
    if found.decision is None:
        return {"outcome": "", "conflict": found.conflict}
    labels = {outcome.id: outcome.label for outcome in phase.gate.outcomes}
    return {
        "outcome": inline(labels.get(found.decision.outcome, found.decision.outcome)),
        "passed": found.decision.outcome in phase.gate.passing,
        "conflict": False,
        "decider": inline(project.person(found.decision.decider)),
        "date": day(found.decision.at),
        "reason": inline(found.decision.reason),
        "hands": inline(fingers(found)),
        "waivers": _waivers(project, phase.gate, found.decision),
        "changed": _changed(project, found),
    }


def shown_rows(project: Project, question: Question) -> tuple[Row, ...]:
    """The rows of a table question that a document prints."""
    rows = project.view_rows(question)
    shown = [row for row in rows if _is_step(project, row, question) and not _only_types(row)]
    told_by_time = question.view is not None and question.view.collection == TIMELINE
    return tuple(sorted(shown, key=_time) if told_by_time else shown)


def is_open(row: Row) -> bool:
    """Whether a row's status says that it still stands."""
    return row.values.get("status") in (None, Choice(("open",)))


def _is_step(project: Project, row: Row, question: Question) -> bool:
    """Whether an action is a step to take: not dropped, of this area, and no mere "find out". Other rows all are."""
    if row.collection != "actions":
        return True
    if row.values.get("status") == Choice(("dropped",)):
        return False
    origin, _, form = row.text("origin").partition(AT)
    if (row.subject.form or form) not in ("", question.instance):
        return False  # of a post-mortem or a review, and told there
    if not origin or not project.pack.has_question(origin):
        return True
    of = project.pack.question(origin)
    finds_out = row.text("action") == find_out(of.title)
    return of.area == question.area and not (finds_out and state(project, of) is State.UNKNOWN)


def _time(row: Row) -> tuple[bool, str]:
    """When an event was; those of which nobody said it stand last."""
    time = row.values.get("time")
    return (not isinstance(time, Moment), time.iso if isinstance(time, Moment) else "")


def _only_types(row: Row) -> bool:
    """Whether it is somebody who records, and whose name the workbook noted by itself: no part of the project."""
    introduced = row.collection == "people" and row.recorded_by == row.id
    return introduced and not row.values.keys() - _OWN_COLUMNS


def _gaps(project: Project, question: Question) -> Iterator[Plain]:
    """What a question still lacks; an untouched one that nobody must answer lacks nothing."""
    where = state(project, question)
    answer = project.answer_to(question)
    match where:
        case State.CONFLICT:
            yield {"kind": "conflict"}
        case State.UNKNOWN:
            yield {"kind": "all"}
        case State.OPEN if project.mandatory(question):
            yield {"kind": "all"}
        case State.STARTED | State.DONE | State.CARRIED:
            table = question.view is not None
            yield from _gaps_in_rows(project, question) if table else _gaps_in_fields(project, question, answer)


def _must(project: Project, question: Question, parts: Sequence[Plain]) -> bool:
    whole = parts[0]["kind"] in ("all", "conflict")
    return whole or question.view is None or project.mandatory(question)


def _gaps_in_fields(project: Project, question: Question, answer: Answer) -> Iterator[Plain]:
    for field in question.fields:
        lacks = lacks_field(project, question, field, answer.values)
        if lacks or _unsure(field, answer.values):
            yield {"kind": "field", "path": f"{question.id}:{field.name}", "label": _lower(field.label or field.name)}


def _gaps_in_rows(project: Project, question: Question) -> Iterator[Plain]:
    assert question.view is not None
    rows = shown_rows(project, question)
    for rule in question.view.rules:
        enough = sum(passes(project.pack, row, rule.where) for row in rows) >= rule.at_least
        incomplete = (rule.complete or rule.every) and enough
        if not incomplete and not rule_holds(project, question, rule):  # what rows lack is told row by row
            yield {"kind": "rule", "says": inline(rule.says)}
    columns = project.pack.columns(question)
    for row in rows:
        lacks = [c for c in columns if (c.required and c.name not in row.values) or _unsure(c, row.values)]
        if lacks:
            named = [{"name": column.name, "label": _lower(column.label or column.name)} for column in lacks]
            yield {"kind": "row", "row": inline(_named(project, row)), "columns": named}


def _named(project: Project, row: Row) -> str:
    collection = project.pack.collection(row.collection)
    return project.row_name(row) or f"a {collection.noun} without a name"


def _lower(label: str) -> str:
    """A pack's label as it stands within a sentence; "AI Act" stays as it is."""
    return inline(label[:1].lower() + label[1:] if label[1:2].islower() else label)


def _unsure(field: FieldSpec, values: Mapping[str, Value]) -> bool:
    """Whether somebody chose "not sure": rules take it for another option, and it is still unknown."""
    value = values.get(field.name)
    doubtful = {option.id for option in field.options if option.counts_as}
    return isinstance(value, Choice) and not doubtful.isdisjoint(value.chosen)


def _item(project: Project, question: Question) -> Plain:
    answer = project.answer_to(question)
    actions = [r for r in project.rows("actions") if r.text("origin") == question.name and is_open(r)]
    owned = [row for row in actions if "owner" in row.values] or actions
    collection = project.pack.collection("actions")
    return {
        "question": question.id,
        "title": inline(question.title),
        "owner": _column(project, collection, owned[0], "owner") if owned else "",
        "due": _column(project, collection, owned[0], "due") if owned else "",
        "note": "" if answer.given else inline(answer.note),
    }


def _loose(project: Project, row: Row, question: Question | None) -> Plain:
    """A parked item; one that only repeats its question goes by the question's title."""
    item = row.text("item")
    title = question.title if question is not None and item == one_line(question.ask) else item
    raised_by = _column(project, project.pack.collection("parking"), row, "raised-by")
    return {"question": "", "title": inline(title), "raised_by": raised_by}


def _column(project: Project, collection: Collection, row: Row, name: str) -> str:
    value = row.values.get(name)
    return "" if value is None else of_value(collection.column(name), value, project.context)


def _waivers(project: Project, gate: Gate, found: Decision) -> list[Plain]:
    rules = {rule.id: rule.says for rule in gate.rules}
    return [
        {
            "title": inline(_title(project, waiver.rule) or rules.get(waiver.rule, waiver.rule)),
            "owner": inline(project.person(waiver.owner)),
            "until": day(waiver.until),
            "reason": inline(waiver.reason),
        }
        for waiver in found.waivers
    ]


def _changed(project: Project, found: GateReview) -> list[str]:
    """What moved since the decision, by title. A waiver's end is told by its date: a document knows no today."""
    titles = (_title(project, name) for name in found.changed)
    return [inline(title) for title in titles if title]


def _title(project: Project, name: str) -> str:
    if project.pack.has_question(name):
        return project.pack.question(name).title
    return next((c.title for c in project.pack.collections if c.id == name), "")
