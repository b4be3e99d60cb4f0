"""Duties: what a person is named for and that is not over, so that somebody takes it over when they leave."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row
from workbook.domain.compositions import PEOPLE
from workbook.domain.primitives import Choice, Ref
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question
from workbook.named import NamedTuple
from workbook.text import one_line

_FEW = 3
_OVER = {"done", "dropped", "closed", "paid", "missed", "answered", "finished", "promoted", "rolled-back"}
"""What a row's status says when nobody has to do anything about it any more."""


class Duty(NamedTuple):
    """A place in which a person is named.

    Attributes:
        question: of an answer; row: of a table. One of them.
        fields: where the person stands.
        title: what it is called, in words.
    """

    question: Question | None
    row: Row | None
    fields: tuple[FieldSpec, ...]
    title: str


def duties(project: Project, person: str) -> tuple[Duty, ...]:
    """What the person of that row has to do, in this version of the project; rows of forms that are closed left out."""
    return (*_answers(project, Ref(PEOPLE, person)), *_rows(project, Ref(PEOPLE, person)))


def in_words(found: tuple[Duty, ...]) -> str:
    """`4 things to do: metric Contacts, After launch, action Call Bo and 1 more`."""
    named = ", ".join(one_line(duty.title, 60) for duty in found[:_FEW])
    more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
    return f"{len(found)} {'thing' if len(found) == 1 else 'things'} to do: {named}{more}"


def _answers(project: Project, person: Ref) -> Iterator[Duty]:
    for question in project.questions:
        answer = project.answer_to(question) if any(field.duty for field in question.fields) else None
        if answer is not None and answer.given and project.applies(question):
            fields = tuple(f for f in question.fields if f.duty and answer.values.get(f.name) == person)
            if fields:
                yield Duty(question, None, fields, question.title)


def _rows(project: Project, person: Ref) -> Iterator[Duty]:
    closed = {form.id for form in project.forms if not form.open}
    for collection in project.pack.collections:
        columns = tuple(column for column in collection.columns if column.duty)
        for row in project.rows(collection.id) if columns else ():
            fields = tuple(column for column in columns if row.values.get(column.name) == person)
            if fields and not _is_over(row) and row.subject.form not in closed:
                name = project.row_name(row)
                yield Duty(None, row, fields, f"{collection.noun} {name}".strip())


def _is_over(row: Row) -> bool:
    said = {chosen for name in ("status", "outcome") for chosen in _chosen(row, name)}
    return bool(said & _OVER)


def _chosen(row: Row, column: str) -> tuple[str, ...]:
    value = row.values.get(column)
    return value.chosen if isinstance(value, Choice) else ()
