"""What the workbook works out, as plain data for templates: scores, gates, verdicts, times, open actions.

Like all plain data it is Markdown already: what people typed is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from workbook.documents import incident
from workbook.documents.closing import gate_decision
from workbook.documents.inline import inline, of_value
from workbook.domain.answers import Row, is_open
from workbook.domain.figures import costs, coverage, incidents, slips, verdicts
from workbook.domain.figures.coverage import percent
from workbook.domain.forms import FilledForm
from workbook.domain.gates import is_late, review
from workbook.domain.primitives import Choice, Moment, Quantity, Ref, show
from workbook.domain.project import Project
from workbook.domain.scoring import HALF, Score, points
from workbook.domain.scoring import score as score_of
from workbook.domain.specs import AT, FieldSpec, Kind, Phase, Question

Plain: TypeAlias = "dict[str, Any]"

_QUANTITY = FieldSpec("value", Kind.QUANTITY)
_DAY = FieldSpec("date", Kind.MOMENT)


def as_recorded(project: Project) -> Project:
    """The project on the day of its last record: what depends on the day changes with the record alone.

    Kept, as each document asks for it.
    """
    return project.kept.get("as recorded", partial(_as_recorded, project))


def _as_recorded(project: Project) -> Project:
    last = date.fromisoformat(project.changed_at[:10]) if project.changed_at else project.today
    return Project(project.id, project.ledger, project.pack, last, project.cycle.id)


def told_of(project: Project) -> set[str]:
    """The names of the subjects that figures are made of, beside the questions of a document."""
    items = {q.id for instrument in project.pack.instruments for s in instrument.sections for q in s.questions}
    return items | {"evidence", verdicts.METRICS, verdicts.READINGS, coverage.MONITORS, slips.MILESTONES}


def told_of_forms(phases: Iterable[Phase]) -> set[str]:
    """The names of the subjects that the filled-in forms of some phases are made of."""
    forms = [form for phase in phases for form in phase.forms]
    asked = [question for form in forms for question in form.questions]
    return {form.id for form in forms} | {q.id for q in asked} | {q.view.collection for q in asked if q.view}


def scores(project: Project) -> list[Plain]:
    """Each instrument: its score, band, sections and items."""
    return [_score(project, score_of(project, instrument)) for instrument in project.pack.instruments]


def gates(project: Project, phases: Iterable[Phase]) -> list[Plain]:
    """Each phase's gate: where it stands, what was decided, what it still asks for."""
    return [_gate(project, phase) for phase in phases if phase.gate is not None]


def metrics(project: Project) -> list[Plain]:
    """Each metric's verdict: what was wanted, where it stands, how it came out."""
    return [_verdict(project, found) for found in verdicts.verdicts(project)] if _has(project, "metrics") else []


def monitors(project: Project) -> Plain:
    """How many monitors there are, lead to a runbook entry, were test-fired."""
    if not _has(project, coverage.MONITORS):
        return {"all": 0, "answered": 0, "tested": 0, "answered_percent": 0, "tested_percent": 0, "untested": []}
    found = coverage.coverage(project)
    total = len(found.monitors)
    answered, tested = total - len(found.unanswered), total - len(found.untested)
    return {
        "all": total,
        "answered": answered,
        "tested": tested,
        "answered_percent": percent(answered, total),
        "tested_percent": percent(tested, total),
        "untested": [inline(project.row_name(row)) for row in found.untested],
    }


def threshold(project: Project) -> str:
    """The threshold that follows from the costs of errors; empty while they are not known."""
    found = costs.threshold(project)
    return "" if found is None else str(found)


def milestones(project: Project) -> list[Plain]:
    """Each milestone, in the order of the days promised first: its day, how late or early, how far it is."""
    found = slips.slips(project) if _has(project, slips.MILESTONES) else ()
    return [
        {
            "what": inline(project.row_name(slip.milestone)),
            "first": _day(project, slip.first),
            "now": _day(project, slip.now),
            "days": slip.days,
            "late": max(slip.days, 0),
            "early": max(-slip.days, 0),
            "status": _column(project, slip.milestone, "status"),
        }
        for slip in sorted(found, key=lambda slip: slip.first.iso)
    ]


def filled_forms(project: Project) -> dict[str, list[Plain]]:
    """The filled-in forms by the id of their form; of an incident also its times."""
    found: dict[str, list[Plain]] = {}
    for filled in project.forms:
        found.setdefault(filled.form.id, []).append(filled_form(project, filled))
    return found


def filled_form(project: Project, filled: FilledForm) -> Plain:
    """One filled-in form."""
    times = incidents.durations(project, filled.id) if _has(project, incidents.TIMELINE) else None
    minutes = dict(times._asdict()) if times else {}
    return {
        "title": inline(filled.title),
        "number": filled.number,
        "opened": _day(project, Moment(filled.opened_at[:10])),
        "closed": _day(project, Moment(filled.closed_at[:10])) if filled.closed_at else "",
        "minutes": {name: "" if value is None else value for name, value in minutes.items()},
        "times": {name: "" if value is None else incidents.in_words(value) for name, value in minutes.items()},
        **incident.summary(project, filled),
    }


def open_actions(project: Project) -> list[Plain]:
    """Every open action, the late ones marked."""
    rows = project.rows("actions") if _has(project, "actions") else ()
    return [_action(project, row) for row in rows if is_open(row)]


def contacts(project: Project) -> dict[str, str]:
    """Where each person answers, by name; nothing for those of whom nobody said."""
    rows = project.rows("people") if _has(project, "people") else ()
    known = ((inline(project.row_name(row)), row.text("contact") or row.text("email")) for row in rows)
    return {name: inline(contact) for name, contact in known if contact}


def evidence(project: Project, instance: str = "") -> dict[str, list[str]]:
    """The links that back each answer, by question; those of one filled-in form by its questions' bare ids."""
    found: dict[str, list[str]] = {}
    for row in project.rows("evidence") if _has(project, "evidence") else ():
        about = row.text("about").removesuffix(f"{AT}{instance}")
        found.setdefault(about, []).append(inline(row.text("link") or row.text("what")))
    return found


def _has(project: Project, collection: str) -> bool:
    return any(known.id == collection for known in project.pack.collections)


def _score(project: Project, found: Score) -> Plain:
    step = found.next_step
    return {
        "id": found.instrument.id,
        "title": inline(found.instrument.title),
        "score": _number(found.total),
        "answered": found.answered,
        "items": found.items,
        "complete": found.complete,
        "band": found.band.label if found.band else "",
        "meaning": found.band.meaning if found.band else "",
        "sections": [
            {
                "title": inline(section.section.title),
                "points": _number(section.points),
                "most": _number(section.most),
                "bar": _bar(section.points, section.most),
                "binding": section.section.id in found.binding,
                "items": [_item(project, item) for item in section.section.questions],
            }
            for section in found.sections
        ],
        "next_items": [inline(item.title) for item in step.items] if step else [],
        "next_score": _number(step.score) if step else "",
        "tied": step.tied if step else 0,
        "minimum": found.minimum.score if found.minimum else "",
        "minimum_for": found.minimum.level if found.minimum else "",
        "strictly": bool(found.minimum and found.minimum.strictly),
        "enough": "" if found.enough is None else "yes" if found.enough else "no",
        "evidenced": found.evidenced,
        "claimed": found.claimed,
        "failing": [inline(item.title) for item in _failing(project, found)],
        "doubled": _number(found.total * 2) if found.complete else "",
    }


def _bar(reached: Decimal, most: Decimal) -> str:
    """`██▌░░░░`: a block for each point."""
    half = reached % 1 >= HALF
    full = int(reached)
    return "█" * full + ("▌" if half else "") + "░" * (int(most) - full - half)


def _failing(project: Project, found: Score) -> Iterator[Question]:
    """The items whose last result is a failure although they have points: points are for having a test."""
    for section in found.sections:
        for item in section.section.questions:
            result = project.answer_to(item).values.get("result")
            if points(project, item) and result == Choice(("fail",)):
                yield item


def _item(project: Project, item: Question) -> Plain:
    answer = project.answer_to(item)
    said = {f.name: of_value(f, answer.values[f.name], project.context) for f in item.fields if f.name in answer.values}
    mark = points(project, item)
    return {
        "id": item.id,
        "code": item.code,
        "title": inline(item.title),
        "ask": inline(item.ask),
        "points": "" if mark is None else _number(mark),
        "result": said.get("result", ""),
        "note": said.get("note", "") or inline(answer.reason or answer.note),
    }


def _gate(project: Project, phase: Phase) -> Plain:
    found = review(project, phase)
    rules = {rule.id for rule in phase.gate.rules} if phase.gate else set()
    return {
        "phase": phase.id,
        "title": inline(phase.title),
        "state": found.state.value,
        "passed": found.passed,
        "lacks": [
            {"title": inline(lack.title), "why": inline(lack.why), "rule": lack.rule in rules}
            for lack in found.open_lacks
        ],
        **gate_decision(project, phase),
    }


def _verdict(project: Project, found: verdicts.Verdict) -> Plain:
    kind = found.metric.values.get("kind")
    return {
        "name": inline(project.row_name(found.metric)),
        "kind": kind.chosen[0] if isinstance(kind, Choice) and kind.chosen else "",
        "baseline": _quantity(project, found.baseline),
        "target": _quantity(project, found.target),
        "first_target": _quantity(project, found.first_target),
        "minimum": _quantity(project, found.minimum),
        "maximum": _quantity(project, found.maximum),
        "actual": _quantity(project, found.actual),
        "when": _day(project, found.when) if found.when else "",
        "outcome": found.outcome.value,
        "gain": "" if found.gain is None else f"{found.gain:f}",
    }


def _action(project: Project, row: Row) -> Plain:
    owner, due = row.values.get("owner"), row.values.get("due")
    origin = row.text("origin")
    known = project.pack.has_question(origin.partition("@")[0])
    filled = next((form for form in project.forms if row.subject.form == form.id), None)
    told_in = inline(f"{filled.form.title}: {filled.title}") if filled else ""
    return {
        "action": inline(row.text("action")),
        "owner": inline(project.person(owner.row)) if isinstance(owner, Ref) else "",
        "due": _day(project, due) if isinstance(due, Moment) else "",
        "late": is_late(row, project.today),
        "origin": inline(project.pack.question(origin.partition("@")[0]).title) if known else told_in,
    }


def _column(project: Project, row: Row, name: str) -> str:
    value = row.values.get(name)
    column = project.pack.collection(row.collection).column(name)
    return "" if value is None else of_value(column, value, project.context)


def _quantity(project: Project, value: Quantity | None) -> str:
    return "" if value is None else of_value(_QUANTITY, value, project.context)


def _day(project: Project, value: Moment) -> str:
    return inline(show(_DAY, Moment(value.iso[:10]), project.context))


def _number(value: object) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
