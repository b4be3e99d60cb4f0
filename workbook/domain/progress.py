"""How far a project is: the state of each question, and counts over any set of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import partial

from workbook.domain.answers import Status
from workbook.domain.primitives import Choice, Value
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import FieldSpec, Option, Question, RowRule
from workbook.named import NamedTuple


class State(StrEnum):
    """What an outline shows of a question."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    UNKNOWN = "unknown"
    LATER = "later"
    PARKED = "parked"
    NOT_APPLICABLE = "not applicable"
    CARRIED = "carried"
    CONFLICT = "conflict"
    HIDDEN = "hidden"


SETTLED = frozenset((State.DONE, State.UNKNOWN, State.NOT_APPLICABLE))
"""What counts as answered: unknown does, because it became an action item."""


class Progress(NamedTuple):
    """Counts over questions that apply; the core first.

    Attributes:
        core, core_done: of the core questions.
        all, done: of all questions.
        unknown, conflicts: how many of them.
    """

    core: int
    core_done: int
    all: int
    done: int
    unknown: int
    conflicts: int


_STATES = {
    Status.UNKNOWN: State.UNKNOWN,
    Status.LATER: State.LATER,
    Status.PARKED: State.PARKED,
    Status.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


def state(project: Project, question: Question) -> State:
    """Where a question stands."""
    return project.kept.get(("state", question.name), partial(_state, project, question))


def _state(project: Project, question: Question) -> State:
    if not project.applies(question):
        return State.HIDDEN
    answer = project.answer_to(question)
    if answer.conflict or any(row.conflict for row in project.view_rows(question)):
        return State.CONFLICT
    if answer.status in _STATES and not _filled_since(project, question, answer.at):
        return _STATES[answer.status]
    if question.view is not None:
        return _table_state(project, question)
    if answer.status is Status.CARRIED:
        return State.CARRIED
    if answer.status is Status.OPEN:
        return State.OPEN
    return State.STARTED if missing(project, question) else State.DONE


def _filled_since(project: Project, question: Question, at: str) -> bool:
    """Whether rows were recorded after the table was put aside: then the rows say where it stands."""
    return any(row.at > at for row in project.view_rows(question))


def missing(project: Project, question: Question) -> tuple[str, ...]:
    """What the answer still lacks, in words: required fields, or rules of its table."""
    if question.view is not None:
        return tuple(rule.says for rule in question.view.rules if not rule_holds(project, question, rule))
    values = project.answer_to(question).values
    return tuple(f.label or f.name for f in question.fields if lacks_field(project, question, f, values))


def empty_columns(project: Project, question: Question) -> tuple[str, ...]:
    """The labels of columns that keep a table from what its rules ask for, though the rows are there."""
    rules = question.view.rules if question.view is not None else ()
    short = [rule for rule in rules if (rule.complete or rule.every) and not rule_holds(project, question, rule)]
    rows = (row for rule in short for row in project.view_rows(question) if passes(project.pack, row, rule.where))
    return tuple(dict.fromkeys(label for row in rows for label in project.missing_columns(question, row)))


def lacks_field(project: Project, question: Question, field: FieldSpec, values: Mapping[str, Value]) -> bool:
    """Whether an answer is incomplete for want of this field: it is required, or a checklist not ticked through."""
    if field.name not in values:
        return project.requires(question, field) and not (field.unless and field.unless in values)
    return field.every and bool(unticked(field, values)) and field.unless not in values


def unticked(field: FieldSpec, values: Mapping[str, Value]) -> tuple[Option, ...]:
    """The options of a checklist that nobody ticked."""
    value = values.get(field.name)
    ticked = value.chosen if isinstance(value, Choice) else ()
    return tuple(option for option in field.options if option.id not in ticked)


def rule_holds(project: Project, question: Question, rule: RowRule) -> bool:
    """Whether a table holds what one of its rules asks for."""
    rows = [row for row in project.view_rows(question) if passes(project.pack, row, rule.where)]
    whole = [row for row in rows if not project.missing_columns(question, row)] if rule.complete or rule.every else rows
    if rule.every and len(whole) < len(rows):
        return False
    enough = len(whole if rule.complete else rows) >= rule.at_least
    return enough and (rule.at_most is None or len(rows) <= rule.at_most)


def progress(project: Project, questions: Iterable[Question]) -> Progress:
    """Counts over the questions that apply."""
    states = [(question, state(project, question)) for question in questions]
    shown = [(question, where) for question, where in states if where is not State.HIDDEN]
    core = [(question, where) for question, where in shown if question.core]
    return Progress(
        core=len(core),
        core_done=sum(where in SETTLED for _, where in core),
        all=len(shown),
        done=sum(where in SETTLED for _, where in shown),
        unknown=sum(where is State.UNKNOWN for _, where in shown),
        conflicts=sum(where is State.CONFLICT for _, where in shown),
    )


def next_open(project: Project, questions: Iterable[Question], after: str = "") -> Question | None:
    """The next question that waits for an answer: the core first, from `after` on, then from the start."""
    listed = list(questions)
    names = [question.name for question in listed]
    turn = names.index(after) + 1 if after in names else 0
    waiting = [q for q in listed[turn:] + listed[:turn] if q.name != after and _waits(project, q)]
    return next((q for q in waiting if q.core), waiting[0] if waiting else None)


def _waits(project: Project, question: Question) -> bool:
    return state(project, question) in (State.OPEN, State.STARTED, State.CARRIED, State.CONFLICT)


def _table_state(project: Project, question: Question) -> State:
    if not project.view_rows(question):
        return State.OPEN
    return State.STARTED if missing(project, question) else State.DONE
