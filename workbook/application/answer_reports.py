"""Answers and rows as reports (see `workbook.application.reports`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbook.application.early_reports import early_report
from workbook.application.heading import Report, form_of, heading
from workbook.application.names import readable
from workbook.domain.answers import Answer, Row
from workbook.domain.conditions import NEVER
from workbook.domain.early import early_at
from workbook.domain.figures.kinds import figures
from workbook.domain.flags import moved_under, relied_on_older
from workbook.domain.hands import words
from workbook.domain.offers import Offered, offered
from workbook.domain.primitives import Value, encode, show
from workbook.domain.progress import missing, state
from workbook.domain.project import Project
from workbook.domain.specs import Collection, FieldSpec, Question


def answers(project: Project, questions: Iterable[Question]) -> Report:
    """How each question stands, in the order given."""
    return {**heading(project), "answers": [describe(project, question) for question in questions]}


def answer(project: Project, question: Question) -> Report:
    """One question with everything that is known of it."""
    found = describe(project, question)
    about = {
        "why": question.why,
        "hint": question.hint,
        "example": question.example,
        "source": question.source,
        "because": "" if project.applies(question) else question.because,
        "figures": [figure._asdict() for figure in figures(project, question)],
        "shows": [name for name in question.shows if project.pack.has_question(name)],
        "relied_on_older": list(relied_on_older(project, question)),
        "changed_under": [found._asdict() for found in moved_under(project, question)],
        "offered": [describe_offered(project, question, one) for one in offered(project, question)],
        "early": [early_report(project, found) for found in early_at(project, question)],
        "fields_taken": [_field(project, question, field) for field in question.fields],
        "evidence": [row.text("link") or row.text("what") for row in _evidence(project, question)],
    }
    return {**heading(project), "answer": {**found, **about}}


def describe(project: Project, question: Question) -> Report:
    """How one question stands, without its help."""
    current = project.answer_to(question)
    found: Report = {
        "id": question.id,
        "code": question.code,
        "title": question.title,
        "ask": question.ask,
        "area": question.area,
        "section": question.section,
        "form": form_of(project, question.instance),
        "state": state(project, question).value,
        "core": question.core,
        "mandatory": project.mandatory(question),
        **_said(project, question.fields, current),
        "hands": {name: list(shown) for name, shown in current.hands.items()},
        "hands_text": words(question, current),
        "missing": list(missing(project, question)),
        "conflict": [{"event": v.event, **_said(project, question.fields, v)} for v in current.conflict],
    }
    if question.view is not None:
        collection = project.pack.collection(question.view.collection)
        columns = project.pack.columns(question)
        found["table"] = collection.id
        shown = {column.name for column in columns}
        rest = tuple(column for column in collection.columns if column.name not in shown)
        found["rows"] = [describe_row(project, columns, row, rest) for row in project.view_rows(question)]
    return found


def describe_offered(project: Project, question: Question, one: Offered) -> Report:
    """A row that is offered: what it would say, and where it comes from."""
    columns = project.pack.collection(question.view.collection).columns if question.view else ()
    return {"name": one.name, "from": list(one.sources), "fields": _fields(project, columns, one.values)}


def rows(project: Project, collection: Collection, form: str = "") -> Report:
    """All rows of a collection; of one filled-in form, when its id is given."""
    found = (row for row in project.rows(collection.id) if form in ("", row.subject.form))
    return table_rows(project, collection, found, collection.columns)


def table_rows(project: Project, collection: Collection, found: Iterable[Row], columns: Sequence[FieldSpec]) -> Report:
    """Some rows of a collection, seen through some of its columns."""
    return {
        **heading(project),
        "table": collection.id,
        "title": collection.title,
        "columns": [{"name": column.name, "label": column.label} for column in columns],
        "rows": [describe_row(project, columns, row) for row in found],
    }


def describe_row(project: Project, columns: Sequence[FieldSpec], row: Row, others: Sequence[FieldSpec] = ()) -> Report:
    """One row: its values by column, those of `others` after them, and what its required columns still lack."""
    return {
        "row": row.id,
        "name": project.row_name(row),
        "form": form_of(project, row.subject.form),
        "fields": _fields(project, (*columns, *others), row.values),
        "missing": [column.label or column.name for column in columns if _lacks(column, row)],
        "conflict": [version.event for version in row.conflict],
        "recorded_by": project.person(row.recorded_by),
        "at": row.at,
        "event": row.event,
    }


def _said(project: Project, fields: Sequence[FieldSpec], found: Answer) -> Report:
    """What one version of an answer says, and who said so."""
    return {
        "status": found.status.value,
        "fields": _fields(project, fields, found.values),
        "wording": found.wording,
        "confidence": found.confidence.value if found.confidence else "",
        "note": found.note,
        "reason": found.reason,
        "recorded_by": project.person(found.recorded_by) if found.at else "",
        "answered_by": project.person(found.answered_by) if found.at else "",
        "at": found.at,
        "event": found.event,
        "erased": found.erased,
    }


def _fields(project: Project, fields: Sequence[FieldSpec], values: Mapping[str, Value]) -> list[Report]:
    """The values given, in the order of the fields; what the pack no longer asks for comes last."""
    known = [field for field in fields if field.name in values]
    names = {field.name for field in fields}
    given = [_value(project, field, values[field.name]) for field in known]
    return given + [
        {"name": name, "label": name, "value": encode(values[name])} for name in values if name not in names
    ]


def _value(project: Project, field: FieldSpec, value: Value) -> Report:
    text = readable(project, show(field, value, project.context))
    return {"name": field.name, "label": field.label or field.name, "value": encode(value), "text": text}


def _field(project: Project, question: Question, field: FieldSpec) -> Report:
    """What a field takes, for whoever fills it in.

    `required` is how it is now; `conditional`: other answers decide that.
    `every`: a checklist to be ticked to the end, unless the field `unless` says why not.
    """
    return {
        "name": field.name,
        "label": field.label or field.name,
        "type": field.kind.value,
        "required": project.requires(question, field),
        "conditional": not field.required and field.needed != NEVER,
        "every": field.every,
        "unless": field.unless,
        "several": field.several,
        "unit": field.unit,
        "options": [{"id": option.id, "label": option.label, "help": option.help} for option in field.options],
    }


def _lacks(column: FieldSpec, row: Row) -> bool:
    return column.required and column.name not in row.values


def _evidence(project: Project, question: Question) -> list[Row]:
    return [row for row in project.rows("evidence") if row.text("about") == question.name]
