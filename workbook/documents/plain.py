"""A project as plain data for templates: dicts, lists and text, nothing with methods of ours.

Every text in it is Markdown already: what people typed is escaped here, before a template can
see it, so no template can forget to. Ids are only ever those of the pack.

What a template finds (a path is `question:field`; what nobody said is empty):

    project     name, version, date
    said        path -> the answer on one line, guesses marked: "40 k€ (a guess)"
    chosen      path -> the ids of the chosen options
    full        path -> a text with its line breaks; commands in it are code, what counts 1. 2. 3. is a list
    source      path -> id, body, quote, code, lines, width: an answer word by word, for a source block
    worded      question -> the same for its polished wording
    table       question -> the same for its rows
    rows        question -> its rows, each with an id, a heading, the anchor that GitHub and GitLab give that heading;
                and by column its own said, chosen, full, and anchors of the rows that it refers to
    status      question -> "given", "unknown", "not applicable" ...
    reason      question -> why it is not applicable
    doubt       question -> "a guess", "an estimate", or empty
    carried     question -> the version that the answer was taken over from
    note        question -> the note beside its answer
    speaker     question -> who said it, where somebody else typed
    questions   every question that applies, each with its id, phase, title and fields
    decision    outcome, passed, decider, date, reason, waivers, changed, conflict; outcome is empty while undecided
    missing     what is not known yet, in the order of the walk
    waiting     what was put off or parked
    form        of a filled-in form's document: its title, number, opened, closed, minutes, times, and what
                workbook/documents/incident.py adds; else empty
    gap         question -> what its answer still lacks, in words

What the workbook works out (see workbook/documents/figures.py for what each holds):

    scores, gates, metrics, monitors, threshold, milestones, forms, actions, contacts, evidence
    responders, incidents, rung_by, stage (see workbook/documents/standby.py)
    verdicts, beliefs (see workbook/documents/quality.py)
    checklists, degrees, limits, followed (see workbook/documents/readiness.py)
    cost, first_words, pictures, lights (see workbook/documents/outcome.py)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from workbook.documents import closing, figures, incident, outcome, quality, readiness, standby
from workbook.documents.catalogue import DocumentSpec
from workbook.documents.catalogue import asked as asked_by
from workbook.documents.code import steps
from workbook.documents.inline import anchor, block_id, day, heading, inline, of_value
from workbook.documents.sources import Source, field_sources, table_source, wording_source
from workbook.domain.answers import Answer, Row, Status, read_answer
from workbook.domain.primitives import Choice, Confidence, Ref, Text, Value
from workbook.domain.progress import missing
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec, Question

Plain: TypeAlias = "dict[str, Any]"

_DOUBTS = {Confidence.GUESS: "a guess", Confidence.ESTIMATE: "an estimate"}
_EMPTY: Mapping[str, Any] = {"id": "", "body": "", "quote": "", "code": "", "lines": 0, "width": 0}
_COMMANDS = ("rollout.kill-switch:command", "preprod.rollback:command", "preprod.build:build-command")


class Said(dict[str, Any]):
    """By path or name; what nobody said, or no pack asks, is empty.

    Args:
        known: what there is.
        empty: what stands for everything else.
    """

    def __init__(self, known: Mapping[str, Any], empty: Any = "") -> None:
        super().__init__(known)
        self.empty = empty

    def __missing__(self, _key: str) -> Any:
        return self.empty


def gather(project: Project, spec: DocumentSpec) -> tuple[Plain, dict[str, Source]]:
    """What the template of a document is given, and the source blocks that it may write, by id."""
    asked = asked_by(project, spec)
    commands = _commands(project, asked)
    sources = {path: source for q in asked for path, source in field_sources(project, q).items()}
    worded = {q.id: wording_source(project, q) for q in asked if project.answer_to(q).wording}
    rows = {q.id: closing.shown_rows(project, q) for q in asked if q.view}
    tables = {q.id: table_source(project, q, [row.values for row in rows[q.id]]) for q in asked if q.view}
    data = {
        "project": _about(project, spec, asked),
        "source": Said({path: _source(source) for path, source in sources.items()}, _EMPTY),
        "worded": Said({name: _source(source) for name, source in worded.items()}, _EMPTY),
        "table": Said({name: _source(source) for name, source in tables.items()}, _EMPTY),
        "rows": Said({q.id: [_row(project, q, row, commands) for row in rows[q.id]] for q in asked if q.view}, ()),
        "questions": [_question(q) for q in asked],
        "missing": closing.missing_items(project, asked),
        "waiting": closing.waiting_items(project, asked),
        "decision": closing.decision(project, spec.phases),
        "form": _form(project, spec),
        "gap": Said({q.id: [inline(part) for part in missing(project, q)] for q in asked}, ()),
        **_figures(project, spec, asked),
        **_answers(project, asked),
        "full": Said({path: _full(value, commands) for path, value in _texts(project, asked)}),
    }
    return data, {source.id: source for source in (*sources.values(), *worded.values(), *tables.values())}


def _about(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> Plain:
    return {"name": inline(project.name), "version": inline(project.cycle.title), "date": _date(project, spec, asked)}


def _figures(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> Plain:
    """What the workbook works out, by the day of the last record: a document knows no today."""
    if not spec.figures:
        return {}
    project = figures.as_recorded(project)
    return {
        "scores": {score["id"]: score for score in figures.scores(project)},
        "gates": figures.gates(project, [p for p in project.pack.phases if p.id in spec.phases]),
        "metrics": figures.metrics(project),
        "monitors": figures.monitors(project),
        "threshold": figures.threshold(project),
        "milestones": figures.milestones(project),
        "forms": Said(figures.filled_forms(project), ()),
        "actions": figures.open_actions(project),
        "contacts": Said(figures.contacts(project)),
        "evidence": Said(figures.evidence(project, spec.instance), ()),
        "cost": outcome.cost(project),
        "first_words": outcome.first_words(project),
        "pictures": outcome.pictures(project),
        "lights": outcome.lights(project),
        **quality.figures(project),
        **standby.figures(project),
        "rung_by": Said(standby.rung_by(project), ()),
        **readiness.figures(project, asked),
    }


def _form(project: Project, spec: DocumentSpec) -> Plain:
    if not spec.instance:
        return {}
    filled = project.form(spec.instance)
    return {**figures.filled_form(project, filled), **incident.details(project, filled)}


def _date(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> str:
    """The day on which something that the document tells was last recorded: exporting twice gives the same."""
    names = {"project", "cycle", "people", "actions", "parking", *(q.id for q in asked)}
    names |= {q.id + WORDING for q in asked} | {q.view.collection for q in asked if q.view}
    names |= {phase.gate.id for phase in project.pack.phases if phase.gate and phase.id in spec.phases}
    names |= figures.told_of(project) if spec.figures else set()
    names |= {spec.form, *figures.told_of_forms(p for p in project.pack.phases if p.id in spec.phases and spec.figures)}
    cycles = {"", *project.lineage}
    told = (e for e in project.ledger.events if e.subject.name in names and e.subject.cycle in cycles)
    times = (e.at for e in told if not spec.instance or e.subject.form == spec.instance)
    return day(max(times, default=""))


def _answers(project: Project, asked: Sequence[Question]) -> Plain:
    found = {q.id: project.answer_to(q) for q in asked}
    given = {q.id: answer for q in asked if (answer := found[q.id]).given}
    fields = [(q, field) for q in asked for field in q.fields]
    said = {f"{q.id}:{f.name}": _said(project, f, found[q.id].values) for q, f in fields if q.id in given}
    titles = {cycle.id: inline(cycle.title) for cycle in project.cycles}
    spoken = {name: a for name, a in given.items() if a.answered_by not in ("", a.recorded_by)}
    return {
        "said": Said(said),
        "chosen": Said({f"{q.id}:{f.name}": _chosen(f, found[q.id].values) for q, f in fields if q.id in given}, ()),
        "status": Said({name: "given" if answer.given else answer.status.value for name, answer in found.items()}),
        "reason": Said({name: inline(answer.reason) for name, answer in found.items()}),
        "doubt": Said({name: _DOUBTS[a.confidence] for name, a in given.items() if a.confidence in _DOUBTS}),
        "carried": Said({name: titles.get(a.carried_from, "") for name, a in given.items()}),
        "note": Said({q.id: inline(_own_note(project, q, given[q.id])) for q in asked if q.id in given}),
        "speaker": Said({name: inline(project.person(a.answered_by)) for name, a in spoken.items()}),
    }


def _own_note(project: Project, question: Question, answer: Answer) -> str:
    """The note beside an answer, unless it only told why the answer was not there yet."""
    subject = project.subject(question.id, question.instance)
    cycles = (subject._replace(cycle=cycle) for cycle in reversed(project.lineage))
    versions = [read_answer(event) for past in cycles for event in project.ledger.history(past)]
    first = next((version for version in versions if version.note == answer.note), answer)
    return "" if first.status in (Status.UNKNOWN, Status.LATER, Status.PARKED) else answer.note


def _said(project: Project, field: FieldSpec, values: Mapping[str, Value]) -> str:
    value = values.get(field.name)
    return "" if value is None else of_value(field, value, project.context)


def _chosen(field: FieldSpec, values: Mapping[str, Value]) -> list[str]:
    value = values.get(field.name)
    known = {option.id for option in field.options}
    return [option for option in value.chosen if option in known] if isinstance(value, Choice) else []


def _source(source: Source) -> Plain:
    lines = source.body.count("\n") + 1 if source.body else 0
    width = max(len(line) for line in source.code.split("\n"))
    kept = {"id": source.id, "body": source.body, "quote": source.quote, "code": source.code}
    return {**kept, "lines": lines, "width": width}


def _texts(project: Project, asked: Sequence[Question]) -> Iterator[tuple[str, Text]]:
    answers = ((question, project.answer_to(question)) for question in asked)
    for question, answer in answers:
        for name, value in answer.values.items() if answer.given else ():
            if isinstance(value, Text):
                yield f"{question.id}:{name}", value


def _commands(project: Project, asked: Sequence[Question]) -> tuple[str, ...]:
    """The lines of the commands that were given as answers of their own."""
    return tuple(line for path, value in _texts(project, asked) if path in _COMMANDS for line in value.text.split("\n"))


def _full(value: Value | None, commands: Sequence[str]) -> str:
    return steps(value.text, commands) if isinstance(value, Text) else ""


def _row(project: Project, question: Question, row: Row, commands: Sequence[str]) -> Plain:
    assert question.view is not None
    collection = project.pack.collection(question.view.collection)
    columns = collection.columns
    named = project.row_name(row) or f"A {collection.noun} without a name"
    return {
        "id": block_id(row.id),
        "heading": heading(named),
        "anchor": anchor(named),
        "anchors": Said(dict(_anchors(project, columns, row))),
        "full": Said({column.name: _full(row.values.get(column.name), commands) for column in columns if column.long}),
        "said": Said({column.name: _said(project, column, row.values) for column in columns}),
        "chosen": Said({column.name: _chosen(column, row.values) for column in columns}, ()),
    }


def _anchors(project: Project, columns: Sequence[FieldSpec], row: Row) -> Iterator[tuple[str, str]]:
    """The anchors of the rows that a row refers to, by column; people have none."""
    for column in columns:
        value = row.values.get(column.name)
        if isinstance(value, Ref) and column.collection != "people":
            names = (project.row_name(other) for other in project.rows(column.collection) if other.id == value.row)
            yield column.name, anchor(next(names, ""))


def _question(question: Question) -> Plain:
    fields = [{"name": f.name, "label": inline(f.label or f.name)} for f in question.fields]
    return {"id": question.id, "phase": question.area, "title": inline(question.title), "fields": fields}
