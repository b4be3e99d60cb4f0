"""What people typed, turned into commands: one way for the screen, the command line and scenarios."""

from __future__ import annotations

import json
from collections.abc import Mapping

from workbook.application.names import find_row, split_field
from workbook.domain.answers import Row, Status
from workbook.domain.asking import asked
from workbook.domain.commands import Command, SetAnswer, SetRow, SignGate
from workbook.domain.compositions import yesno
from workbook.domain.flags import moved_under
from workbook.domain.gates import Waiver
from workbook.domain.offers import Offered
from workbook.domain.primitives import Choice, Moment, Ref, Value, decode, parse
from workbook.domain.project import Project
from workbook.domain.specs import AT, Collection, FieldSpec, Kind, Phase, Question
from workbook.errors import InvalidValue, Refused, UnknownName, WorkbookError

WAIVER = (
    FieldSpec("owner", Kind.REF, "Who takes it on", required=True, collection="people"),
    FieldSpec("reason", Kind.TEXT, "Why it may wait", required=True),
    FieldSpec("until", Kind.MOMENT, "Until when", required=True),
)
"""What a waiver is made of."""

SIGNATURE = (
    FieldSpec("person", Kind.REF, "Who signs", required=True, collection="people"),
    yesno(FieldSpec("says", Kind.CHOICE, "Says", required=True)),
    FieldSpec("reason", Kind.TEXT, "Why", "A no needs a reason."),
)
"""What a signature under a gate is made of."""


def answer(project: Project, question_name: str, texts: Mapping[str, str]) -> SetAnswer:
    """An answer from texts by field; a blank text takes the field back.

    Raises:
        UnknownName, InvalidValue: a field does not take its text; says which.
    """
    question = project.question(question_name)
    if question.view is not None:
        hint = f"Add rows: mlworkbook row add {question.id} ..."
        raise InvalidValue("This question is a table.", where=question.id, hint=hint)
    values = {name: _value(project, question.field(name), text) for name, text in texts.items()}
    return SetAnswer(question.id, values, form=question.instance)


def answer_from_line(project: Project, name: str, typed: str) -> SetAnswer:
    """An answer from one line: `VALUE`, or JSON for several fields; `name` may be `question:field`.

    A question with several fields takes a JSON object of texts (or stored values) by field.

    Raises:
        UnknownName, InvalidValue, Refused.
    """
    question_name, field = split_field(project, name)
    question = project.question(question_name)
    if field:
        return answer(project, question.name, {field: typed})
    if typed.lstrip().startswith("{") and question.fields:
        return SetAnswer(question.id, _from_json(project, question, typed), form=question.instance)
    if len(question.fields) > 1 and not is_marked(question):
        fields = ", ".join(f'"{f.name}": …' for f in question.fields)
        hint = f"Give JSON: {{{fields}}}; or one field as {question.id}:{question.fields[0].name}."
        raise InvalidValue("This question has several fields.", where=question.id, hint=hint)
    return answer(project, question.name, {question.fields[0].name: typed} if question.fields else {})


def row(project: Project, table: str, texts: Mapping[str, str], row_id: str = "", form: str = "") -> SetRow:
    """A row from texts by column; `table` is a collection, or a question that shows one.

    A new row gets what the question's view filters by; a blank text empties a column.
    `form` is the filled-in form that it belongs to, where the table or the question needs one.

    Raises:
        UnknownName, InvalidValue. Refused: the form has no such table, or none is named.
    """
    question, collection = find_table(project, table)
    instance = "" if row_id else _instance(project, question, collection, form)
    defaults = _defaults(question, collection, project) if not row_id else {}
    values = {name: _value(project, collection.column(name), text) for name, text in texts.items()}
    return SetRow(collection.id, {**defaults, **values}, row_id, form=instance)


def take(question: Question, one: Offered) -> SetRow:
    """A row that a table question offers, as it is offered."""
    assert question.view is not None
    return SetRow(question.view.collection, one.values, form=question.instance, rests_on=one.rests_on)


def confirmed(project: Project, question: Question) -> list[Command]:
    """What says that it still holds: of an answer that was carried over or relied on an older one; of rows that did."""
    answer = project.answer_to(question)
    stale = {found.row_id for found in moved_under(project, question)}
    commands: list[Command] = []
    if answer.status is Status.CARRIED or (answer.given and question.view is None and stale):
        commands.append(SetAnswer(question.id, form=question.instance))
    rows = (row for row in project.view_rows(question) if row.id in stale)
    return [*commands, *(SetRow(row.collection, {}, row.id) for row in rows)]


def waiver(project: Project, phase: Phase, rule: str, texts: Mapping[str, str]) -> Waiver:
    """A waiver of one lack of a phase's gate, from the texts of its fields.

    Raises:
        UnknownName, InvalidValue: a text does not fit; says which.
    """
    from workbook.domain.decide.gates import sound_waiver

    owner, _, until = (_value(project, field, texts.get(field.name, "")) for field in WAIVER)
    made = Waiver(
        rule,
        owner.row if isinstance(owner, Ref) else "",
        texts.get("reason", ""),
        until.iso if isinstance(until, Moment) else "",
    )
    return sound_waiver(made, phase, project.today)


def signature(project: Project, phase: Phase, texts: Mapping[str, str]) -> SignGate:
    """A signature under a phase's gate, from the texts of its fields.

    Raises:
        UnknownName, InvalidValue: a text does not fit, or one is missing; says which.
    """
    who, says = (_value(project, field, texts.get(field.name, "")) for field in SIGNATURE[:2])
    if not isinstance(who, Ref) or not isinstance(says, Choice):
        raise InvalidValue("Say who signs, and yes or no.", where=phase.gate.id if phase.gate else phase.id)
    return SignGate(phase.id, who.row, says.chosen == ("yes",), texts.get("reason", ""))


def find_row_of(project: Project, table: str, name: str, form: str = "") -> tuple[Collection, Row]:
    """A row by name or id, and its table; with a form (or at a question of one) only of its rows are looked at.

    Raises:
        UnknownName, BadInput, InvalidValue.
    """
    question, collection = find_table(project, table)
    if question is not None and (form or question.instance):
        return collection, find_row(project, collection, name, project.view_rows(asked(project, question.name, form)))
    if form:
        instance = project.form(form).id
        own = [row for row in project.rows(collection.id) if row.subject.form == instance]
        return collection, find_row(project, collection, name, own)
    return collection, find_row(project, collection, name)


def find_table(project: Project, name: str) -> tuple[Question | None, Collection]:
    """The collection of that id, or the one that a question shows. Raises UnknownName, InvalidValue, Refused."""
    ids = [collection.id for collection in project.pack.collections]
    if name in ids:
        return None, project.pack.collection(name)
    tables = [question for question in project.pack.questions if question.view is not None]
    asked = name.partition(AT)[0]
    if not any(asked in (q.id, q.code) or asked.upper() == q.code for q in project.pack.questions):
        raise UnknownName("table", name, ids + [question.id for question in tables])
    question = project.question(name)
    if question.view is None:
        raise InvalidValue("This question is no table.", where=question.id, hint="Use 'mlworkbook answer'.")
    return question, project.pack.collection(question.view.collection)


def _instance(project: Project, question: Question | None, collection: Collection, form: str) -> str:
    """The filled-in form that a new row is added in; empty outside forms."""
    if question is not None:
        return asked(project, question.name, form).instance
    if not form:
        return ""
    filled = project.form(form)
    if not any(q.view is not None and q.view.collection == collection.id for q in filled.questions):
        raise Refused(f"{filled.title} has no such table.", where=collection.id)
    return filled.id


def is_marked(question: Question) -> bool:
    """Whether it is an instrument's item: its first field alone makes an answer."""
    return bool(question.fields) and question.fields[0].name == "mark"


def _from_json(project: Project, question: Question, typed: str) -> dict[str, Value | None]:
    try:
        data = json.loads(typed)
    except json.JSONDecodeError as error:
        raise InvalidValue(f"This is no JSON: {error.msg} at {error.pos}.", where=question.id) from error
    except RecursionError as error:
        raise InvalidValue("This JSON is nested too deep.", where=question.id) from error
    return {name: _json_value(project, question.field(name), value) for name, value in data.items()}


def _json_value(project: Project, field: FieldSpec, data: object) -> Value | None:
    if data is None:
        return None
    if isinstance(data, dict):
        return decode(data)
    if isinstance(data, list):
        return _value(project, field, ";".join(str(item) for item in data))
    return _value(project, field, str(data))


def _value(project: Project, field: FieldSpec, text: str) -> Value | None:
    try:
        return parse(field, text, project.context)
    except WorkbookError as error:
        error.where = error.where or field.name
        raise


def _defaults(question: Question | None, collection: Collection, project: Project) -> dict[str, Value | None]:
    """What a row needs to stand in the question's view, and the first choice of a status."""
    defaults: dict[str, Value | None] = {}
    for test in question.view.where if question and question.view else ():
        if test.options:
            defaults[test.column] = parse(collection.column(test.column), test.options[0], project.context)
    return defaults
