"""Coverage: how many monitors lead to a runbook entry, and how many were test-fired. An untested alert is none."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbook.domain.answers import Row
from workbook.domain.figures.figure import Figure, Needs, Part, Tone
from workbook.domain.primitives import Moment, Ref
from workbook.domain.project import Project
from workbook.domain.specs import Kind
from workbook.named import NamedTuple

MONITORS = "monitors"
NEEDS = Needs({MONITORS: {"response": Part(Kind.REF), "tested": Part(Kind.MOMENT)}})


class Coverage(NamedTuple):
    """Rows of the monitors: all, and those that lack an answer to an alert or a test of it."""

    monitors: tuple[Row, ...]
    unanswered: tuple[Row, ...]
    untested: tuple[Row, ...]


def coverage(project: Project) -> Coverage:
    """What the monitors lead to."""
    monitors = project.rows(MONITORS)
    return Coverage(
        monitors,
        tuple(row for row in monitors if not _leads_somewhere(project, row)),
        tuple(row for row in monitors if not isinstance(row.values.get("tested"), Moment)),
    )


def figures(project: Project) -> tuple[Figure, ...]:
    """Two lines: with a runbook entry, and test-fired."""
    found = coverage(project)
    if not found.monitors:
        return (Figure("Monitors", "none yet", Tone.WARNING),)
    return (
        _figure(project, "With a runbook entry", found.monitors, found.unanswered),
        _figure(project, "Test-fired", found.monitors, found.untested),
    )


def percent(part: int, whole: int) -> int:
    """A share in whole percent; 0 of nothing."""
    return int((Decimal(part) / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0


def _leads_somewhere(project: Project, monitor: Row) -> bool:
    """Whether its response is there: one that was taken out of the runbook helps nobody."""
    response = monitor.values.get("response")
    return isinstance(response, Ref) and response.row in {row.id for row in project.rows(response.collection)}


def _figure(project: Project, label: str, monitors: tuple[Row, ...], lacking: tuple[Row, ...]) -> Figure:
    done, all_ = len(monitors) - len(lacking), len(monitors)
    names = ", ".join(project.row_name(row) for row in lacking[:3]) + (" ..." if len(lacking) > 3 else "")
    rest = f"; not yet: {names}" if lacking else ""
    return Figure(label, f"{done} of {all_}, {percent(done, all_)} %{rest}", Tone.WARNING if lacking else Tone.GOOD)
