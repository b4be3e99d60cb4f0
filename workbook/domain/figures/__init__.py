"""Figures: what the workbook works out from answers and shows beside them. A pack names them by `computed`.

Each kind has a file of its own, which screens, documents and commands may also ask directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbook.domain.figures import costs, coverage, incidents, scores, slips, verdicts
from workbook.domain.figures.figure import Figure, Tone
from workbook.domain.project import Project
from workbook.domain.specs import Question

__all__ = ["FIGURES", "Figure", "Tone", "figures"]

FIGURES: Mapping[str, Callable[[Project, Question], tuple[Figure, ...]]] = {
    "verdicts": lambda project, _question: verdicts.figures(project),
    "joel": lambda project, _question: scores.figures(project, "joel"),
    "mlts": lambda project, _question: scores.figures(project, "mlts"),
    "coverage": lambda project, _question: coverage.figures(project),
    "durations": incidents.figures,
    "threshold": lambda project, _question: costs.figures(project),
    "slip": lambda project, _question: slips.figures(project),
}
"""By the word that a pack uses -> what works it out for a question."""


def figures(project: Project, question: Question) -> tuple[Figure, ...]:
    """The figures that stand beside a question; none where the pack names none."""
    return FIGURES[question.computed](project, question) if question.computed in FIGURES else ()
