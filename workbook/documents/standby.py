"""What somebody on call is told beside the answers: whom to call, what broke before, how far the rollout is.

responders  everybody whom the answers for the bad day name, first those on the hook: name, role, contact
incidents   the post-mortems: title, file, opened, closed, and their times in words
reviews     the monitoring reviews: title, date, changes (what was changed), closed
drift       why the rows that drift is counted on are too few for its limit; empty where they are enough
stage       the stage of the rollout that was started last: stage, share, audience, started; empty before the first
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from workbook.documents.inline import day, inline, of_value
from workbook.documents.later import Later
from workbook.documents.names import mark
from workbook.domain.answers import Row
from workbook.domain.figures import incidents as durations
from workbook.domain.figures import psi
from workbook.domain.figures.coverage import MONITORS
from workbook.domain.figures.figure import Tone
from workbook.domain.forms import FilledForm
from workbook.domain.primitives import Moment, Ref, Text, Value
from workbook.domain.project import Project
from workbook.domain.specs import Question

Plain: TypeAlias = "dict[str, Any]"

_POST_MORTEM = "postmortem"
_TROUBLE = ("post.pm-response", "trouble")
"""What hindered those who took it back."""
_REVIEW = "review"
_CHANGES = ("monitoring.review-change", "value")
_STAGES = "stages"
_WAY_BACK = "preprod.rollback"
_NAMING = (
    "monitoring.rota",
    "kickoff.support",
    "rollout.kill-switch",
    "preprod.runbook",
    "monitoring.monitors",
    "rollout.abort",
    "kickoff.data",
)
"""The questions whose people a bad day may need, in the order in which they are needed."""


def figures(project: Project) -> Plain:
    """All of them, save for what goes by a name of its own: see `rung_by`."""
    return {
        "responders": Later(responders, project),
        "incidents": Later(incidents, project),
        "reviews": Later(reviews, project),
        "drift": Later(drift, project),
        "stage": Later(stage, project),
    }


def responders(project: Project) -> list[Plain]:
    """Everybody whom the answers for the bad day name."""
    known = {row.id: row for row in project.rows("people")} if _has(project, "people") else {}
    named = dict.fromkeys(person for person in _named(project) if person in known)
    return [_responder(project, known[person]) for person in named]


def incidents(project: Project) -> list[Plain]:
    """The post-mortems, oldest first."""
    found = [filled for filled in project.forms if filled.form.id == _POST_MORTEM]
    return [
        {
            "title": inline(filled.title),
            "id": mark(filled.id),
            "opened": day(filled.opened_at),
            "closed": day(filled.closed_at),
            "times": _times(project, filled.id),
            "trouble": _text(project, filled, *_TROUBLE),
            "rehearsed_since": _rehearsed_since(project, filled),
        }
        for filled in found
    ]


def reviews(project: Project) -> list[Plain]:
    """The monitoring reviews, oldest first."""
    return [
        {
            "title": inline(filled.title),
            "date": day(filled.opened_at),
            "changes": _text(project, filled, *_CHANGES),
            "closed": day(filled.closed_at),
        }
        for filled in project.forms
        if filled.form.id == _REVIEW
    ]


def drift(project: Project) -> str:
    """Why the rows that drift is counted on are too few; empty where they are enough, or nobody said how many."""
    return next((inline(figure.text) for figure in psi.figures(project) if figure.tone is Tone.BAD), "")


def rung_by(project: Project) -> dict[str, list[Plain]]:
    """The monitors that lead to each runbook entry."""
    found: dict[str, list[Plain]] = {}
    for row in project.rows(MONITORS) if _has(project, MONITORS) else ():
        response = row.values.get("response")
        if isinstance(response, Ref):
            shown = ("signal", "metric", "reference", "window", "link")
            found.setdefault(mark(response.row), []).append({name: _column(project, row, name) for name in shown})
    return found


def stage(project: Project) -> Plain:
    """The stage of the rollout that was started last."""
    rows = project.rows(_STAGES) if _has(project, _STAGES) else ()
    begun = [(started.iso, row) for row in rows if isinstance(started := row.values.get("started"), Moment)]
    shown = ("stage", "share", "audience", "started")
    if not begun:
        return dict.fromkeys(shown, "")
    last = max(enumerate(begun), key=lambda found: (found[1][0], found[0]))[1][1]
    return {name: _column(project, last, name) for name in shown}


def _named(project: Project) -> Iterator[str]:
    for name in _NAMING:
        if project.pack.has_question(name) and project.applies(question := project.pack.question(name)):
            yield from (value.row for value in _values(project, question) if isinstance(value, Ref))


def _values(project: Project, question: Question) -> Iterator[Value]:
    if question.view is None:
        yield from project.answer_to(question).values.values()
        return
    columns = [column.name for column in project.pack.columns(question)]
    for row in project.view_rows(question):
        yield from (row.values[name] for name in columns if name in row.values)


def _responder(project: Project, row: Row) -> Plain:
    shown = {name: inline(row.text(name)) for name in ("role", "contact", "email")}
    return {"name": inline(project.row_name(row)), **shown}


def _text(project: Project, filled: FilledForm, question_id: str, field: str) -> str:
    """What a filled-in form says in a field, in their words."""
    asked = (question for question in filled.questions if question.id == question_id)
    answers = [answer for question in asked if (answer := project.answer_to(question)).given]
    found = (answer.values.get(field) for answer in answers)
    return next((inline(value.text) for value in found if isinstance(value, Text)), "")


def _rehearsed_since(project: Project, filled: FilledForm) -> bool:
    """Whether the way back was walked on a later day than the one on which the incident was noted."""
    if not project.pack.has_question(_WAY_BACK):
        return False
    rehearsed = project.answer(_WAY_BACK).values.get("rehearsed")
    return isinstance(rehearsed, Moment) and rehearsed.iso[:10] > filled.opened_at[:10]


def _times(project: Project, form: str) -> Plain:
    if not _has(project, durations.TIMELINE):
        return {}
    found = durations.durations(project, form)._asdict().items()
    return {name: "" if minutes is None or minutes < 0 else durations.in_words(minutes) for name, minutes in found}


def _column(project: Project, row: Row, name: str) -> str:
    value = row.values.get(name)
    column = project.pack.collection(row.collection).column(name)
    return "" if value is None else of_value(column, value, project.context)


def _has(project: Project, collection: str) -> bool:
    return any(known.id == collection for known in project.pack.collections)
