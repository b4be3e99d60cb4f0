"""Panels that are worth holding beside each other: what was believed, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook.domain.figures.beliefs import beliefs
from workbook.domain.figures.panels import Panel
from workbook.domain.primitives import show
from workbook.domain.project import Project
from workbook.named import NamedTuple

_PAIRS = (
    (1, 10, "described, and wanted"),
    (1, 2, "believed, and found in the data"),
    (3, 8, "begun, and shipped"),
    (7, 8, "tested, and shipped"),
    (8, 9, "shipped, and documented"),
    (4, 3, "paid for, and begun"),
)
_DIFFERENCE = "rollout.shipped", "difference"


class Pair(NamedTuple):
    """Two panels.

    Attributes:
        title: what each of them stands for.
        verdict: match, drift or missing, where one of them is the first panel: every verdict is about that one.
        told: what else is known of the difference.
    """

    first: Panel
    second: Panel
    title: str
    verdict: str
    told: tuple[str, ...]


def pairs(project: Project, found: Sequence[Panel]) -> tuple[Pair, ...]:
    """The pairs of the ten panels, which are given in their order."""
    return tuple(_pair(project, found[one - 1], found[other - 1], title) for one, other, title in _PAIRS)


def _pair(project: Project, first: Panel, second: Panel, title: str) -> Pair:
    from_the_first = first.number == 1
    note = (second.note,) if from_the_first and second.note else ()
    verdict = second.verdict if from_the_first else ""
    return Pair(first, second, title, verdict, (*note, *_told(project, first.number, second.number)))


def _told(project: Project, first: int, second: int) -> Iterator[str]:
    if (first, second) == (1, 2):
        for belief in beliefs(project):
            name, column = project.row_name(belief.source), belief.column
            believed, found = (show(column, value, project.context) for value in (belief.believed, belief.found))
            yield f"{name}, {(column.label or column.name).lower()}: believed {believed}, found {found}"
    if (first, second) == (3, 8) and project.pack.has_question(_DIFFERENCE[0]):
        text = project.answer(_DIFFERENCE[0]).text(_DIFFERENCE[1])
        yield from (text,) if text else ()
