"""What of a document rests on guesses and estimates, so that a reader need not search it for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from workbook.documents.closing import shown_rows
from workbook.documents.inline import inline
from workbook.domain.primitives import Confidence, Quantity, Value
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question

Plain: TypeAlias = "dict[str, Any]"

_DOUBTED = (Confidence.GUESS, Confidence.ESTIMATE)


def doubtful(project: Project, asked: Sequence[Question]) -> list[Plain]:
    """The questions with something guessed or estimated in them: question, title, parts.

    A part names a row and a column, or a field; there are none where the whole answer is in doubt.
    """
    found = ((question, _parts(project, question)) for question in asked)
    return [
        {"question": question.id, "title": inline(question.title), "parts": parts}
        for question, parts in found
        if parts is not None
    ]


def _parts(project: Project, question: Question) -> list[str] | None:
    """What is in doubt; empty for all of it, None for nothing."""
    if question.view is not None:
        columns = project.pack.columns(question)
        rows = [(project.row_name(row), row.values) for row in shown_rows(project, question)]
        named = [inline(f"{name}: {label}") for name, values in rows for label in _in_doubt(columns, values)]
        return named or None
    answer = project.answer_to(question)
    if not answer.given:
        return None
    if answer.confidence in _DOUBTED:
        return []
    return [inline(label) for label in _in_doubt(question.fields, answer.values)] or None


def _in_doubt(fields: Sequence[FieldSpec], values: Mapping[str, Value]) -> Iterator[str]:
    for field in fields:
        value = values.get(field.name)
        if isinstance(value, Quantity) and value.confidence in _DOUBTED:
            label = field.label or field.name
            yield label[:1].lower() + label[1:]
