"""What a release meeting is told beside the answers.

checklists  each that somebody went through: question, title, done and all (counts), open (labels of what is not)
degrees     what is done by hand, by a machine or not at all: what, degree (none, manual, automated)
cautions    what was agreed on earlier and is not kept, each: what, says
limits      what was measured against what was promised: what, measured, limit, holds (yes, no, or empty)
    followed    how many runbook entries there are, and how many somebody followed step by step
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from workbook.documents.inline import inline, of_value
from workbook.documents.later import Later
from workbook.domain.cautions import cautions
from workbook.domain.primitives import Choice, Quantity
from workbook.domain.progress import unticked
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question
from workbook.domain.units import in_one_unit

Plain: TypeAlias = "dict[str, Any]"

_RUNBOOK = "runbook"
_DEGREES = {"none", "manual", "automated"}
_LIMITS = (
    ("p95 latency", "preprod.load:p95", "kickoff.environment:latency", False),
    ("Throughput", "preprod.load:throughput", "kickoff.environment:volume", True),
    ("Run time", "preprod.batch-time:run-time", "preprod.batch-time:window", False),
)
"""What was measured, what it is held against, and whether more is better."""


def figures(project: Project, asked: Sequence[Question]) -> Plain:
    """All of them, from the questions that a document tells."""
    return {
        "checklists": Later(lambda: list(_checklists(project, asked))),
        "degrees": Later(lambda: list(_degrees(project, asked))),
        "cautions": Later(lambda: _cautions(project, asked)),
        "limits": Later(lambda: list(_limits(project, asked))),
        "followed": Later(_followed, project),
    }


def _cautions(project: Project, asked: Sequence[Question]) -> list[Plain]:
    return [{"what": inline(one.label), "says": inline(one.text)} for one in cautions(project, asked)]


def _checklists(project: Project, asked: Sequence[Question]) -> Iterator[Plain]:
    for question, field in _given_fields(project, asked):
        if field.every:
            left = unticked(field, project.answer_to(question).values)
            all_ = len(field.options)
            yield {
                "question": question.id,
                "title": inline(question.title),
                "done": all_ - len(left),
                "all": all_,
                "why": field.unless,
                "open": "; ".join(inline(option.label) for option in left),
            }


def _degrees(project: Project, asked: Sequence[Question]) -> Iterator[Plain]:
    for question, field in _given_fields(project, asked):
        value = project.answer_to(question).values.get(field.name)
        known = {option.id for option in field.options} == _DEGREES
        if known and isinstance(value, Choice) and value.chosen:
            label = field.label if len(question.fields) > 1 and field.label else question.title
            yield {"question": question.id, "what": inline(label), "degree": value.chosen[0]}


def _limits(project: Project, asked: Sequence[Question]) -> Iterator[Plain]:
    known = {f"{question.id}:{field.name}": (question, field) for question, field in _given_fields(project, asked)}
    for what, measured_at, limit_at, more_is_better in _LIMITS:
        measured, limit = _quantity(project, known, measured_at), _quantity(project, known, limit_at)
        if measured is not None:
            yield {
                "what": what,
                "measured": of_value(known[measured_at][1], measured, project.context),
                "limit": of_value(known[limit_at][1], limit, project.context) if limit is not None else "",
                "holds": _holds(measured, limit, more_is_better=more_is_better),
            }


def _followed(project: Project) -> Plain:
    known = any(collection.id == _RUNBOOK for collection in project.pack.collections)
    rows = project.rows(_RUNBOOK) if known else ()
    return {"all": len(rows), "done": sum("rehearsed" in row.values for row in rows)}


def _given_fields(project: Project, asked: Sequence[Question]) -> Iterator[tuple[Question, FieldSpec]]:
    given = (question for question in asked if question.view is None and project.answer_to(question).given)
    return ((question, field) for question in given for field in question.fields)


def _quantity(project: Project, known: dict[str, tuple[Question, FieldSpec]], path: str) -> Quantity | None:
    if path not in known:
        return None
    question, field = known[path]
    value = project.answer_to(question).values.get(field.name)
    return value if isinstance(value, Quantity) else None


def _holds(measured: Quantity, limit: Quantity | None, *, more_is_better: bool) -> str:
    """Empty where the two cannot be compared."""
    if limit is None:
        return ""
    amounts = in_one_unit(measured, limit)
    if amounts is None:
        return ""
    return "yes" if (amounts[0] >= amounts[1] if more_is_better else amounts[0] <= amounts[1]) else "no"
