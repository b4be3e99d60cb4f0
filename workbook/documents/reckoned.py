"""What the workbook works out for documents: every figure by the name under which templates find it.

All of it is imported with this, which is why only a document that tells figures asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from workbook.documents import card, figures, launch, outcome, quality, readiness, standby
from workbook.documents.catalogue import DocumentSpec
from workbook.documents.later import Later, Said
from workbook.domain.project import Project
from workbook.domain.specs import Question

Plain: TypeAlias = "dict[str, Any]"


def told_of(project: Project, spec: DocumentSpec) -> set[str]:
    """The names of the subjects that the figures of a document are made of, beside its questions."""
    phases = [phase for phase in project.pack.phases if phase.id in spec.phases]
    return figures.told_of(project) | figures.told_of_forms(phases)


def reckoned(project: Project, spec: DocumentSpec, asked: Sequence[Question]) -> Plain:
    """What the workbook works out, by the day of the last record: a document knows no today."""
    project = figures.as_recorded(project)
    return {
        "scores": Later(lambda: {score["id"]: score for score in figures.scores(project)}),
        "gates": Later(figures.gates, project, [p for p in project.pack.phases if p.id in spec.phases]),
        "metrics": Later(figures.metrics, project),
        "monitors": Later(figures.monitors, project),
        "threshold": Later(figures.threshold, project),
        "milestones": Later(figures.milestones, project),
        "forms": Later(lambda: Said(figures.filled_forms(project), ())),
        "actions": Later(figures.open_actions, project),
        "contacts": Later(lambda: Said(figures.contacts(project))),
        "evidence": Later(lambda: Said(figures.evidence(project, spec.instance), ())),
        "cost": Later(outcome.cost, project),
        "promises": Later(outcome.promises, project),
        "first_words": Later(outcome.first_words, project),
        "pictures": Later(outcome.pictures, project),
        "lights": Later(outcome.lights, project),
        **card.figures(project),
        **quality.figures(project),
        **launch.figures(project),
        **standby.figures(project),
        "rung_by": Later(lambda: Said(standby.rung_by(project), ())),
        **readiness.figures(project, asked),
    }
