"""Cautions: a limit that is not kept, a promise made easier. Whoever decides should know; nobody is stopped by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.domain.figures import promises
from workbook.domain.figures.beliefs import KICKOFF
from workbook.domain.figures.verdicts import METRICS
from workbook.domain.limits import broken
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.named import NamedTuple


class Caution(NamedTuple):
    """One thing to mind.

    Attributes:
        question: where to look at it: a question's name, or the id of a table; title: what that is called.
        label, text: it in words; both may hold what people typed.
    """

    question: str
    title: str
    label: str
    text: str


def cautions(project: Project, asked: Iterable[Question]) -> tuple[Caution, ...]:
    """What to mind of some questions: limits that are not kept; after the kickoff also what was promised there."""
    listed = tuple(asked)
    found = (Caution(one.question.name, one.question.title, one.label, one.words) for one in broken(project, listed))
    later = any(question.area != KICKOFF for question in listed)
    return (*found, *(broken_promises(project) if later else ()))


def broken_promises(project: Project) -> Iterator[Caution]:
    """What was promised at the kickoff and made easier since, or changed while no decision says why."""
    for one in promises.changed(project):
        undecided = one.column == "target" and not one.decided
        if one.easier or undecided:
            why = "; no decision in the log says why" if undecided else ""
            yield Caution(METRICS, project.pack.collection(METRICS).title, one.metric, one.words + why)
