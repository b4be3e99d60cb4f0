"""Incidents: how long it took from the start of the harm until it was noticed, stopped and cured.

Detection = detected − started, mitigation = mitigated − started, resolution = resolved − started;
of several moments of one kind the first counts.
"""

from __future__ import annotations

from datetime import datetime

from workbook.domain.figures.figure import Figure, Needs, Part, Tone
from workbook.domain.primitives import Choice, Moment
from workbook.domain.project import Project
from workbook.domain.specs import Kind, Question
from workbook.named import NamedTuple

TIMELINE = "timeline"
_STEPS = (("detected", "Detection"), ("mitigated", "Mitigation"), ("resolved", "Resolution"))
_KINDS = ("started", *(kind for kind, _ in _STEPS))
NEEDS = Needs({TIMELINE: {"kind": Part(Kind.CHOICE, _KINDS), "time": Part(Kind.MOMENT)}}, form=True)


class Durations(NamedTuple):
    """Minutes since the start; None where one of the two moments is not known. A negative one is a mistake."""

    detection: int | None
    mitigation: int | None
    resolution: int | None


def durations(project: Project, form: str) -> Durations:
    """The durations of the incident whose filled-in form this is."""
    times = moments(project, form)
    started = times.get("started")
    found = [_minutes(started, times.get(kind)) for kind, _ in _STEPS]
    return Durations(*found)


def moments(project: Project, form: str) -> dict[str, datetime]:
    """When the harm started, was detected, mitigated, resolved ...: the first moment of each kind."""
    times: dict[str, datetime] = {}
    for row in project.rows(TIMELINE):
        kind, moment = row.values.get("kind"), row.values.get("time")
        if row.subject.form != form or not isinstance(kind, Choice) or not isinstance(moment, Moment):
            continue
        at = datetime.fromisoformat(moment.iso.replace("Z", "+00:00"))
        name = kind.chosen[0]
        times[name] = min(times.get(name, at), at)
    return times


def figures(project: Project, question: Question) -> tuple[Figure, ...]:
    """A line for each duration."""
    found = durations(project, question.instance)
    return tuple(_figure(label, minutes) for (_, label), minutes in zip(_STEPS, found, strict=True))


def in_words(minutes: int | None) -> str:
    """`45 min`, `7 h 30 min`, `2 d 3 h`."""
    if minutes is None:
        return "not known"
    if minutes < 0:
        return f"{minutes} min: it stands before the start"
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (left, "min")]
    if minutes < 120:
        return f"{minutes} min"
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _figure(label: str, minutes: int | None) -> Figure:
    tone = Tone.WARNING if minutes is None or minutes < 0 else Tone.PLAIN
    exact = f" ({minutes} min)" if minutes is not None and minutes >= 120 else ""
    return Figure(label, in_words(minutes) + exact, tone)


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else round((end - start).total_seconds() / 60)
