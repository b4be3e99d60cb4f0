"""What is done with once a question has its answer: the action that asked for it, and the item that parked it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook.domain.answers import Row, Status, answer_it, find_out, is_open, read_answer, read_row
from workbook.domain.decide.registers import row_draft
from workbook.domain.events import Draft, Event, Stamp, Subject, seal
from workbook.domain.primitives import Choice
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import AT, Question

_LAST = "9"
"""A time and a clock reading after every other: what is only tried out comes last."""

_OVER = (State.DONE, State.NOT_APPLICABLE)


def settled(project: Project, drafts: Sequence[Draft], answered: str = "") -> tuple[Draft, ...]:
    """The drafts, and the end of what waited for the answers that they give: also rows are one, to a table question.

    An action that still goes by the words in which it asked for the answer is done, and so is the item that a question
    was parked as. One that somebody worded anew is closed by hand, and what else came up at a question stays.

    Args:
        answered: the name of a question that somebody answers, though perhaps with what stands there already.
    """
    changed = {draft.subject for draft in drafts}
    names = {_name(draft) for draft in drafts if draft.kind == "answer.set"} | {answered}
    tables = {draft.subject.name for draft in drafts if draft.kind == "row.set"}
    waiting = {
        question: [row for row in _waiting(project, question) if row.subject not in changed]
        for question in _asked(project, names, tables)
    }
    if not any(waiting.values()):
        return tuple(drafts)
    tried = project.plus(_sealed(project, drafts))
    over = [q for q in waiting if state(tried, q) in _OVER and (q.name in names or state(project, q) not in _OVER)]
    return (*drafts, *(_closed(project, row) for question in over for row in waiting[question]))


def _name(draft: Draft) -> str:
    subject = draft.subject
    return f"{subject.name}{AT}{subject.form}" if subject.form else subject.name


def _asked(project: Project, names: set[str], tables: set[str]) -> Iterator[Question]:
    """The questions of those names, and those that look at the tables, as far as something came of them."""
    came = {row.text("origin") for row in project.rows("actions") if is_open(row)}
    came |= {row.text("question") for row in project.rows("parking") if is_open(row)}
    for question in project.questions if came - {""} else ():
        looks = question.view is not None and question.view.collection in tables
        if question.name in came and (looks or question.name in names):
            yield question


def _waiting(project: Project, question: Question) -> Iterator[Row]:
    words = (answer_it(question.title), find_out(question.title))
    for row in project.rows("actions"):
        if row.text("origin") == question.name and row.text("action") in words and is_open(row):
            yield row
    parked = _acts_that_parked(project, question)
    for row in project.rows("parking"):
        first = project.ledger.history(row.subject)[0]
        if first.act in parked and is_open(row) and row.text("item") == read_row(first).text("item"):
            yield row


def _acts_that_parked(project: Project, question: Question) -> set[str]:
    subjects = [Subject(question.id, cycle, question.instance) for cycle in project.lineage]
    events = (event for subject in subjects for event in project.ledger.history(subject))
    return {event.act for event in events if read_answer(event).status is Status.PARKED}


def _closed(project: Project, row: Row) -> Draft:
    status = "done" if row.collection == "actions" else "answered"
    return row_draft(project, row.collection, row.id, {**row.values, "status": Choice((status,))}, row.order)


def _sealed(project: Project, drafts: Sequence[Draft]) -> Iterator[Event]:
    stamp = Stamp(project.id, "", "", "", _LAST, _LAST)
    return (seal(draft, stamp, previous="", salt="") for draft in drafts)
