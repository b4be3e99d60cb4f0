"""Every kind of figure by the word under which a pack names it (`computed`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbook.domain.figures import agreed, beliefs, costs, coverage, incidents, psi, scores, slips, verdicts
from workbook.domain.figures.figure import Figure, Needs
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.named import NamedTuple


class FigureKind(NamedTuple):
    """What works some figures out for a question, and what a pack must have for that."""

    work_out: Callable[[Project, Question], tuple[Figure, ...]]
    needs: Needs


FIGURES: Mapping[str, FigureKind] = {
    "verdicts": FigureKind(lambda project, _question: verdicts.figures(project), verdicts.NEEDS),
    "joel": FigureKind(lambda project, _question: scores.figures(project, "joel"), Needs(instruments=("joel",))),
    "mlts": FigureKind(lambda project, _question: scores.figures(project, "mlts"), Needs(instruments=("mlts",))),
    "coverage": FigureKind(lambda project, _question: coverage.figures(project), coverage.NEEDS),
    "durations": FigureKind(incidents.figures, incidents.NEEDS),
    "threshold": FigureKind(lambda project, _question: costs.figures(project), costs.NEEDS),
    "psi": FigureKind(lambda project, _question: psi.figures(project), psi.NEEDS),
    "beliefs": FigureKind(lambda project, _question: beliefs.figures(project), beliefs.NEEDS),
    "slip": FigureKind(lambda project, _question: slips.figures(project), slips.NEEDS),
}


def figures(project: Project, question: Question) -> tuple[Figure, ...]:
    """The figures that stand beside a question, and what its fields are held against."""
    computed = FIGURES[question.computed].work_out(project, question) if question.computed in FIGURES else ()
    return computed + agreed.figures(project, question)
