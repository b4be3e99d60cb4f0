"""The takeaway card: the talk's last advice (slide 22) as eight lights, each from answers."""

from __future__ import annotations

from collections.abc import Callable

from workbook.domain.figures.coverage import percent
from workbook.domain.primitives import Choice, Quantity
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.scoring import points
from workbook.domain.specs import Question
from workbook.named import NamedTuple

STAGES, TESTS = "stages", "mlts"
_NOT_DONE = "none"
"""The lowest of three degrees: not done, by hand, by a machine."""


class Light(NamedTuple):
    """One piece of advice.

    Attributes:
        lit: whether the project followed it; None while that is not known.
        why: what it goes by, in words.
    """

    title: str
    lit: bool | None
    why: str


def takeaways(project: Project) -> tuple[Light, ...]:
    """All eight, in the order of the talk."""
    return tuple(light(project) for light in _LIGHTS)


def _answers(title: str, *questions: str) -> Callable[[Project], Light]:
    """A light that is lit once all its questions are answered in full, and none of them by "not done"."""

    def light(project: Project) -> Light:
        asked = [project.pack.question(name) for name in questions if project.pack.has_question(name)]
        asked = [question for question in asked if project.applies(question)]
        open_ = [question.title for question in asked if not _done(project, question)]
        if not asked:
            return Light(title, None, "not asked here")
        if open_:
            begun = any(state(project, question) is not State.OPEN for question in asked)
            return Light(title, False if begun else None, f"not there: {', '.join(open_)}")
        return Light(title, True, f"there: {', '.join(question.title for question in asked)}")

    return light


def _done(project: Project, question: Question) -> bool:
    said = project.answer(question.id).values
    denied = (said.get(field.name) == Choice((_NOT_DONE,)) and len(field.options) == 3 for field in question.fields)
    return state(project, question) is State.DONE and not any(denied)


def _evaluated(project: Project) -> Light:
    title = "Every part of the pipeline evaluated by itself"
    found = next((instrument for instrument in project.pack.instruments if instrument.id == TESTS), None)
    items = [item for section in found.sections for item in section.questions] if found else []
    marks = [points(project, item) for item in items]
    if not any(mark is not None for mark in marks):
        return Light(title, None, "no test has a mark yet")
    automatic = sum(mark == 1 for mark in marks)
    why = f"{automatic} of {len(items)} tests run by machine, {percent(automatic, len(items))} %"
    return Light(title, automatic == len(items), why)


def _scaled(project: Project) -> Light:
    """The smallest slice named, and at least two stages of different shares to grow by."""
    slice_ = _answers("Scoped down, then scaled up", "kickoff.smallest-slice")(project)
    known = any(collection.id == STAGES for collection in project.pack.collections)
    stages = [row for row in project.rows(STAGES) if isinstance(row.values.get("share"), Quantity)] if known else []
    why = f"{slice_.why}; {len(stages)} rollout {'stage' if len(stages) == 1 else 'stages'} with a share"
    return slice_._replace(lit=bool(slice_.lit) and len(stages) >= 2 if slice_.lit or stages else None, why=why)


_LIGHTS: tuple[Callable[[Project], Light], ...] = (
    _answers("Communication", "rollout.messages", "kickoff.people"),
    _answers("Tooling", "preprod.ci", "preprod.pinned", "preprod.build"),
    _answers("Logging", "preprod.trace"),
    _answers("Documentation", "post.documents"),
    _answers("Debugging", "post.debugging", "mlts.infra.5"),
    _evaluated,
    _answers("A high AUC is not always the answer", "ml.proxies", "ml.beyond-auc"),
    _scaled,
)
