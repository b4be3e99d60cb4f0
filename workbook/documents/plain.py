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
    doubtful    what rests on guesses and estimates: question, title, parts
    form        of a filled-in form's document: its title, number, opened, closed, minutes, times, and what
                workbook/documents/incident.py adds; else empty
    decided     of a decision's document: what workbook/documents/decision.py says; else empty
    overview    of the index: what workbook/documents/overview.py says
    mark        of a document of a form or a row: what its title's block is marked with
    file        id of a form or a row -> the way from this document to its own
    meeting     of minutes, where it stands alone beside the project: see workbook/documents/minutes.py
    gap         question -> what its answer still lacks, in words

What the workbook works out (workbook/documents/reckoned.py; see figures.py there for what each holds):

    scores, gates, metrics, monitors, threshold, milestones, forms, actions, contacts, evidence
    responders, incidents, reviews, drift, rung_by, stage (see workbook/documents/standby.py)
    card (see workbook/documents/card.py); verdicts, beliefs (see workbook/documents/quality.py)
    calendar, chart, leads (see workbook/documents/launch.py)
    checklists, degrees, limits, followed (see workbook/documents/readiness.py)
    cost, promises, first_words, pictures, lights (see workbook/documents/outcome.py)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from workbook.documents import closing
from workbook.documents.catalogue import NO_NAMES, DocumentSpec, Names, files
from workbook.documents.catalogue import asked as asked_by
from workbook.documents.code import steps
from workbook.documents.doubts import doubtful
from workbook.documents.inline import anchor, day, heading, inline, of_value, way
from workbook.documents.later import Later, Said
from workbook.documents.names import mark
from workbook.documents.sources import Source, field_source, table_source, wording_source
from workbook.domain.answers import Answer, Row, Status, read_answer
from workbook.domain.meetings.meeting import FORM as MEETING
from workbook.domain.primitives import Choice, Confidence, Ref, Text, Value
from workbook.domain.progress import missing
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec, Question

Plain: TypeAlias = "dict[str, Any]"

_DOUBTS = {Confidence.GUESS: "a guess", Confidence.ESTIMATE: "an estimate"}
_EMPTY: Mapping[str, Any] = {"id": "", "body": "", "quote": "", "code": "", "lines": 0, "width": 0}
_COMMANDS = ("rollout.kill-switch:command", "preprod.rollback:command", "preprod.build:build-command")


def gather(project: Project, spec: DocumentSpec, there: Names = NO_NAMES) -> tuple[Plain, Said]:
    """What the template of a document is given, and the source blocks that it may write, by id."""
    if spec.form == MEETING:
        return _minutes(project, spec), Said({}, None)
    asked = asked_by(project, spec)
    given = [q for q in asked if project.answer_to(q).given]
    tables = [q for q in asked if q.view]
    rows = Said({q.id: Later(closing.shown_rows, project, q) for q in tables})
    commands = Later(_commands, project, asked)
    fields = {
        f"{q.id}:{field.name}": Later(field_source, project, q, field)
        for q in given
        for field in q.fields
        if field.name in project.answer_to(q).values
    }
    worded = {q.id: Later(wording_source, project, q) for q in given if project.answer_to(q).wording}
    told = {q.id: Later(_table, project, q, rows) for q in tables}
    data = {
        "project": _about(project, spec, asked),
        "source": Said({path: Later(_source, source) for path, source in fields.items()}, _EMPTY),
        "worded": Said({name: Later(_source, source) for name, source in worded.items()}, _EMPTY),
        "table": Said({name: Later(_source, source) for name, source in told.items()}, _EMPTY),
        "rows": Said({q.id: Later(_rows, project, q, rows, commands) for q in tables}, ()),
        "questions": Later(lambda: [_question(q) for q in asked]),
        "missing": Later(closing.missing_items, project, asked),
        "waiting": Later(closing.waiting_items, project, asked),
        "doubtful": Later(doubtful, project, asked),
        "decision": Later(closing.decision, project, spec.phases),
        "form": Later(_form, project, spec),
        "decided": Later(_decided, project, spec),
        "overview": Later(_overview, project, spec, there),
        "mark": mark(spec.instance),
        "file": Later(_files, project, spec, there),
        "gap": Said({q.id: Later(_gap, project, q) for q in asked}, ()),
        **(_reckoned(project, spec, asked) if spec.figures else {}),
        **_answers(project, asked),
        "full": Said({path: Later(_full, value, commands) for path, value in _texts(project, asked)}),
    }
    return data, Said({**fields, **{f"{name}{WORDING}": source for name, source in worded.items()}, **told}, None)


# What only some kinds of documents tell is imported with the first of them: most commands write one or none.


def _minutes(project: Project, spec: DocumentSpec) -> Plain:
    from workbook.documents.minutes import as_closed, details

    project = as_closed(project, project.form(spec.instance))
    about = {"name": inline(project.name), "version": inline(project.cycle.title)}
    told = details(project, project.form(spec.instance))
    return {"project": about, "meeting": told, "mark": mark(spec.instance)}


def _about(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> Plain:
    return {"name": inline(project.name), "version": inline(project.cycle.title), "date": _date(project, spec, asked)}


def _form(project: Project, spec: DocumentSpec) -> Plain:
    if not (spec.form and spec.instance):
        return {}
    from workbook.documents import figures, incident

    filled = project.form(spec.instance)
    return {**figures.filled_form(project, filled), **incident.details(project, filled)}


def _decided(project: Project, spec: DocumentSpec) -> Plain:
    if not (spec.table and spec.instance):
        return {}
    from workbook.documents.decision import details

    return details(project, spec.instance)


def _overview(project: Project, spec: DocumentSpec, there: Names) -> Plain:
    from workbook.documents.overview import details

    return details(project, spec, there)


def _reckoned(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> Plain:
    from workbook.documents.reckoned import reckoned

    return reckoned(project, spec, asked)


def _files(project: Project, spec: DocumentSpec, there: Names) -> Said:
    """The ways from a document to those of forms and rows."""
    return Said({mark(name): way(spec.path, path) for name, path in files(project, there).items()})


def _date(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> str:
    """The day on which something that the document tells was last recorded: exporting twice gives the same."""
    names = {"project", "cycle", "people", "actions", "parking", *(q.id for q in asked)}
    names |= {q.id + WORDING for q in asked} | {q.view.collection for q in asked if q.view}
    names |= {phase.gate.id for phase in project.pack.phases if phase.gate and phase.id in spec.phases}
    names |= {spec.form, spec.table}
    if spec.figures:
        from workbook.documents.reckoned import told_of

        names |= told_of(project, spec)
    cycles = {"", *project.lineage}
    told = (e for e in project.ledger.events if e.subject.name in names and e.subject.cycle in cycles)
    times = (e.at for e in told if spec.instance in ("", e.subject.form, e.subject.row))
    return day(max(times, default=""))


def _answers(project: Project, asked: Sequence[Question]) -> Plain:
    found = {q.id: project.answer_to(q) for q in asked}
    given = {q.id: answer for q in asked if (answer := found[q.id]).given}
    fields = [(q, field) for q in asked for field in q.fields]
    filled = [(f"{q.id}:{f.name}", f, given[q.id].values) for q, f in fields if q.id in given]
    titles = {cycle.id: inline(cycle.title) for cycle in project.cycles}
    spoken = {name: a for name, a in given.items() if a.answered_by not in ("", a.recorded_by)}
    return {
        "said": Said({path: Later(_said, project, field, values) for path, field, values in filled}),
        "chosen": Said({path: Later(_chosen, field, values) for path, field, values in filled}, ()),
        "status": Said({name: "given" if answer.given else answer.status.value for name, answer in found.items()}),
        "reason": Said({name: Later(inline, answer.reason) for name, answer in found.items() if answer.reason}),
        "doubt": Said({name: _DOUBTS[a.confidence] for name, a in given.items() if a.confidence in _DOUBTS}),
        "carried": Said({name: titles.get(a.carried_from, "") for name, a in given.items()}),
        "note": Said({q.id: Later(_own_note, project, q, a) for q in asked if (a := given.get(q.id)) and a.note}),
        "speaker": Said({name: Later(_person, project, a.answered_by) for name, a in spoken.items()}),
    }


def _own_note(project: Project, question: Question, answer: Answer) -> str:
    """The note beside an answer, unless it only told why the answer was not there yet."""
    subject = project.subject(question.id, question.instance)
    cycles = (subject._replace(cycle=cycle) for cycle in reversed(project.lineage))
    versions = [read_answer(event) for past in cycles for event in project.ledger.history(past)]
    first = next((version for version in versions if version.note == answer.note), answer)
    return "" if first.status in (Status.UNKNOWN, Status.LATER, Status.PARKED) else inline(answer.note)


def _said(project: Project, field: FieldSpec, values: Mapping[str, Value]) -> str:
    value = values.get(field.name)
    return "" if value is None else of_value(field, value, project.context)


def _chosen(field: FieldSpec, values: Mapping[str, Value]) -> list[str]:
    value = values.get(field.name)
    known = {option.id for option in field.options}
    return [option for option in value.chosen if option in known] if isinstance(value, Choice) else []


def _person(project: Project, person: str) -> str:
    return inline(project.person(person))


def _gap(project: Project, question: Question) -> list[str]:
    return [inline(part) for part in missing(project, question)]


def _table(project: Project, question: Question, rows: Said) -> Source:
    return table_source(project, question, [row.values for row in rows[question.id]])


def _rows(project: Project, question: Question, rows: Said, commands: Later) -> list[Plain]:
    return [_row(project, question, row, commands) for row in rows[question.id]]


def _source(found: Later) -> Plain:
    source: Source = found.value
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


def _full(value: Value | None, commands: Later) -> str:
    return steps(value.text, commands.value) if isinstance(value, Text) else ""


def _row(project: Project, question: Question, row: Row, commands: Later) -> Plain:
    assert question.view is not None
    collection = project.pack.collection(question.view.collection)
    columns = collection.columns
    named = project.row_name(row) or f"A {collection.noun} without a name"
    return {
        "id": mark(row.id),
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
