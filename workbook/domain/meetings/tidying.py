"""Tidying after a meeting: each of its answers is read once more, as the documents print it, and kept or worded anew.

What was said stays as it is either way. That an answer reads well is a mark of the meeting; it counts for what was said
then, and an answer that somebody worded needs none.
"""

from __future__ import annotations

from typing import Final

from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import MARK, Meeting, is_reading, meetings
from workbook.domain.project import Project
from workbook.domain.specs import Question

_NO_WORDS: Final = ("meeting",)
"""Areas whose answers stand in no document as sentences; so do the marks of instruments."""


def unread(project: Project, meeting: Meeting) -> tuple[Question, ...]:
    """The answers of a meeting that nobody kept or worded yet, in the order in which they were come to.

    Tables have no wording. What was answered anew since is no answer of that meeting any more.
    """
    kept = _kept(project, meeting)
    silent = {*_NO_WORDS, *(instrument.id for instrument in project.pack.instruments)}
    found = (c for c in happened(project, meeting).answers if c.question.view is None and c.question.area not in silent)
    standing = (change.question for change in found if _still_says(project, change.question, change.after.values))
    return tuple(question for question in standing if not _is_kept(project, question, kept))


def last_unread(project: Project) -> Meeting | None:
    """The newest closed meeting that has such answers."""
    closed = (meeting for meeting in reversed(meetings(project)) if not meeting.open)
    return next((meeting for meeting in closed if unread(project, meeting)), None)


def _still_says(project: Project, question: Question, values: object) -> bool:
    answer = project.answer_to(question)
    return answer.given and not answer.wording and answer.values == values


def _kept(project: Project, meeting: Meeting) -> frozenset[str]:
    """The versions of answers that somebody read in a document and left as they are."""
    subjects = (subject for subject in project.ledger.subjects_named(MARK) if subject.form == meeting.id)
    marks = (head for subject in subjects for head in project.ledger.heads(subject))
    return frozenset(version for mark in marks if is_reading(mark) for version in mark.seen)


def _is_kept(project: Project, question: Question, kept: frozenset[str]) -> bool:
    return set(project.answer_heads(question.id, question.instance)) <= kept
