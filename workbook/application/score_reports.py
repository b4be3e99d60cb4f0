"""What the scorecard tells beside the score: what is unmet, the scale of 2016, and how it came about."""

from __future__ import annotations

from workbook.application.heading import Report, brief
from workbook.domain.figures.scores import in_2016
from workbook.domain.project import Project
from workbook.domain.scoring import Score, degree, unmet


def details(project: Project, found: Score, *, trend: bool) -> Report:
    """The rest of an instrument's report.

    Args:
        trend: with the steps to the score; each of them takes a look at the past.
    """
    missed = unmet(project, found.instrument)
    report: Report = {
        "unmet": [{**(brief(project, item) or {}), "degree": degree(project, item).value} for item in missed],
        "killers_unmet": [item.id for item in missed if item.killer],
        "in_2016": _in_2016(found),
    }
    return {**report, "trend": _trend(project, found)} if trend else report


def _in_2016(found: Score) -> Report | None:
    then = in_2016(found)
    if then is None:
        return None
    sections = [{"title": title, "points": f"{points.normalize():f}"} for title, points in then.sections]
    return {"score": f"{then.total.normalize():f}", "most": "14", "band": then.band, "sections": sections}


def _trend(project: Project, found: Score) -> list[Report]:
    from workbook.domain.figures.trends import trend

    return [
        {
            "kind": step.kind,
            "day": step.day.isoformat(),
            "title": step.title,
            "score": str(step.score.total),
            "answered": step.score.answered,
            "items": step.score.items,
            "complete": step.score.complete,
            "band": step.score.band.label if step.score.band else "",
        }
        for step in trend(project, found.instrument)
    ]
