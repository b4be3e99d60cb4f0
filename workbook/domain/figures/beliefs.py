"""Beliefs: what the kickoff took for true of the data sources, where something else was found since."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row, read_row
from workbook.domain.figures.figure import Figure, Needs, Tone
from workbook.domain.primitives import Value, show
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec
from workbook.named import NamedTuple
from workbook.text import one_line

_SHORT, _FEW = 60, 3
SOURCES, KICKOFF = "sources", "kickoff"


NEEDS = Needs({SOURCES: {}})


class Belief(NamedTuple):
    """One column of a source: what stood there when the kickoff was decided, and what stands there now."""

    source: Row
    column: FieldSpec
    believed: Value
    found: Value


def beliefs(project: Project) -> tuple[Belief, ...]:
    """What turned out otherwise, source by source; nothing while the kickoff of this cycle is not decided."""
    decided = decided_at(project)
    if not decided or not any(collection.id == SOURCES for collection in project.pack.collections):
        return ()
    return tuple(belief for row in project.rows(SOURCES) for belief in _otherwise(project, row, decided))


def figures(project: Project) -> tuple[Figure, ...]:
    """A line for each of the first few: what was believed, and what was found."""
    found = [_figure(project, belief) for belief in beliefs(project)]
    more = [Figure(f"and {len(found) - _FEW} more", "in the history of the sources")] if len(found) > _FEW else []
    return (*found[:_FEW], *more)


def _figure(project: Project, belief: Belief) -> Figure:
    said = (one_line(show(belief.column, value, project.context), _SHORT) for value in (belief.believed, belief.found))
    before, now = said
    what = (belief.column.label or belief.column.name).lower()
    return Figure(project.row_name(belief.source), f"{what}: believed {before}, found {now}", Tone.WARNING)


def decided_at(project: Project) -> str:
    """When the kickoff was decided first; empty while it is not."""
    gates = [phase.gate.id for phase in project.pack.phases if phase.id == KICKOFF and phase.gate]
    times = [event.at for gate in gates for event in project.ledger.history(project.subject(gate))]
    return min(times, default="")


def _otherwise(project: Project, row: Row, decided: str) -> Iterator[Belief]:
    versions = [read_row(event) for event in project.ledger.history(row.subject) if event.at <= decided]
    believed = versions[-1].values if versions else {}
    for column in project.pack.collection(SOURCES).columns:
        before, now = believed.get(column.name), row.values.get(column.name)
        if before is not None and now is not None and before != now:
            yield Belief(row, column, before, now)
