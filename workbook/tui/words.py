"""States, days and values as people read them on a screen. Text only; nothing here is markup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from textual.content import Content

from workbook.domain.answers import Answer, Row
from workbook.domain.primitives import Value, show, written
from workbook.domain.progress import State
from workbook.domain.project import Project
from workbook.domain.specs import AT, FieldSpec, Kind, Question
from workbook.text import one_line, visible

SYMBOLS: dict[State, tuple[str, str]] = {
    State.OPEN: ("○", "$faint"),
    State.STARTED: ("◐", "$warning"),
    State.DONE: ("✓", "$success"),
    State.UNKNOWN: ("?", "$warning"),
    State.LATER: ("»", "$muted"),
    State.PARKED: ("P", "$muted"),
    State.NOT_APPLICABLE: ("–", "$faint"),
    State.CARRIED: ("↻", "$warning"),
    State.CONFLICT: ("▲", "$error"),
    State.HIDDEN: (" ", "$faint"),
}
"""One cell each, and never colour alone."""

IN_WORDS: dict[State, str] = {
    State.OPEN: "not answered yet",
    State.STARTED: "started",
    State.DONE: "answered",
    State.UNKNOWN: "not known yet",
    State.LATER: "left for later",
    State.PARKED: "parked",
    State.NOT_APPLICABLE: "does not apply",
    State.CARRIED: "carried over, to be confirmed",
    State.CONFLICT: "two answers stand against each other",
    State.HIDDEN: "not asked",
}


def symbol(state: State) -> Content:
    """The state's sign, in its colour."""
    sign, style = SYMBOLS[state]
    return Content.styled(sign, style)


def plain(text: str, style: str = "") -> Content:
    """What somebody typed, as plain content: no markup, no control characters."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def day(at: str, today: date) -> str:
    """When something was recorded, in the reader's zone: `10:42`, `19 Nov`, `4 Sep 2025`."""
    moment = datetime.fromisoformat(at.replace("Z", "+00:00")).replace(tzinfo=UTC).astimezone()
    if moment.date() == today:
        return moment.strftime("%H:%M")
    return short_day(moment.date(), today)


def short_day(at: date, today: date) -> str:
    """`19 Nov`, `4 Sep 2025`."""
    return f"{at.day} {at:%b}" + (f" {at.year}" if at.year != today.year else "")


def value_text(project: Project, field: FieldSpec, value: Value | None) -> str:
    """A value as people type it; empty when there is none."""
    return "" if value is None else show(field, value, project.context)


def read_text(project: Project, field: FieldSpec, value: Value | None) -> str:
    """A value as people read it, with thousands apart; empty when there is none."""
    return "" if value is None else written(field, value, project.context)


def answer_line(project: Project, question: Question, width: int = 0) -> str:
    """An answer on one line: its wording or its values; for a table, the names of its rows."""
    if question.view is not None:
        return one_line(", ".join(project.row_name(row) for row in project.view_rows(question)), width)
    answer = project.answer_to(question)
    if answer.wording:
        return one_line(answer.wording, width)
    return one_line(said(project, question, answer), width)


def subject_title(project: Project, name: str) -> str:
    """What a subject is called: a question's or a table's title."""
    if project.pack.has_question(name.partition(AT)[0]):
        return project.question(name).title
    titles = {collection.id: collection.title for collection in project.pack.collections}
    return titles.get(name, name)


def said(project: Project, question: Question, answer: Answer) -> str:
    """What an answer says, field by field, separated by middle dots."""
    texts = (read_text(project, field, answer.values.get(field.name)) for field in question.fields)
    return " · ".join(text for text in texts if text)


def row_line(project: Project, columns: tuple[FieldSpec, ...], row: Row, width: int = 0) -> str:
    """A row on one line; numbers, and days where there are several, say which they are."""
    return values_line(project, columns, row.values, width)


def values_line(project: Project, columns: tuple[FieldSpec, ...], values: Mapping[str, Value], width: int = 0) -> str:
    """The values of a row, or of one that is offered, on one line."""
    several = sum(column.kind is Kind.MOMENT for column in columns) > 1
    texts = (_labelled(column, several, read_text(project, column, values.get(column.name))) for column in columns)
    return one_line(" · ".join(text for text in texts if text), width)


def _labelled(column: FieldSpec, several: bool, text: str) -> str:
    tells = column.kind is Kind.QUANTITY or (column.kind is Kind.MOMENT and several)
    return f"{(column.label or column.name).lower()} {text}" if text and tells else text


def points_text(points: Decimal) -> str:
    """`2.5`; `9` for a whole number."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
