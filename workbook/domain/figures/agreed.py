"""What was agreed on earlier, beside the answer that is held against it."""

from __future__ import annotations

from workbook.domain.figures.figure import Figure, Tone
from workbook.domain.limits import Outcome, held
from workbook.domain.project import Project
from workbook.domain.specs import Question

_TONES = {
    Outcome.KEPT: Tone.GOOD,
    Outcome.BROKEN: Tone.BAD,
    Outcome.UNLIKE: Tone.WARNING,
    Outcome.WAITING: Tone.PLAIN,
}


_FEW = 2


def figures(project: Project, question: Question) -> tuple[Figure, ...]:
    """A line for each check whose other side says something; where many are kept, these share one."""
    found = held(project, question)
    kept = [one for one in found if one.outcome is Outcome.KEPT]
    alone = [one for one in found if len(kept) <= _FEW or one not in kept]
    lines = tuple(Figure(one.label, one.words, _TONES[one.outcome]) for one in alone)
    if len(kept) <= _FEW:
        return lines
    return (*lines, Figure("As agreed", "; ".join(f"{one.label} {one.here}" for one in kept), Tone.GOOD))
