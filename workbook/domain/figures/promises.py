"""Promises: what the kickoff set for its metrics, where somebody has made it easier to keep since.

A limit or target may change, and the number that was promised stays on record. A changed target asks for a decision
in the log that says why.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row, read_row
from workbook.domain.events import Event, Subject
from workbook.domain.figures.beliefs import decided_at
from workbook.domain.figures.verdicts import METRICS
from workbook.domain.primitives import Choice, Quantity
from workbook.domain.project import Project
from workbook.domain.units import in_one_unit
from workbook.named import NamedTuple

DECISIONS = "decisions"
CHANGE = Choice(("target-change",))
_CALLED = {"target": "target", "minimum": "least acceptable value", "maximum": "upper end"}
_WORSE_WHEN_LOWER = {"up": ("target", "minimum"), "down": (), "range": ("minimum",)}
_WORSE_WHEN_HIGHER = {"up": (), "down": ("target", "minimum"), "range": ("maximum",)}


class Changed(NamedTuple):
    """A number of a metric that is another one than when the kickoff was decided.

    Attributes:
        metric: its name; column: which number, and what that is called for such a metric.
        now: None when it was taken away.
        easier: it is easier to keep than before, or gone.
        decided: the log holds a decision on a changed target since it stood as before.
    """

    metric: str
    column: str
    called: str
    before: Quantity
    now: Quantity | None
    easier: bool
    decided: bool

    @property
    def words(self) -> str:
        """`the limit was 4.8 per 100 orders at the kickoff, and is 5.5 per 100 orders now`."""
        now = f"and is {_bare(self.now)} now" if self.now else "and is gone now"
        return f"the {self.called} was {_bare(self.before)} at the kickoff, {now}"


def changed(project: Project) -> tuple[Changed, ...]:
    """Every such number, metric by metric; nothing while the kickoff of this cycle is not decided."""
    since = decided_at(project)
    if not since or not any(collection.id == METRICS for collection in project.pack.collections):
        return ()
    return tuple(one for subject in project.ledger.subjects_named(METRICS) for one in _of(project, subject, since))


def _of(project: Project, subject: Subject, since: str) -> Iterator[Changed]:
    history = project.ledger.history(subject)
    before = [read_row(event) for event in history if event.at <= since]
    if not before or before[-1].removed or before[-1].erased:
        return
    then = before[-1]
    now = next((row for row in project.rows(METRICS) if row.id == subject.row), None)
    name = project.row_name(then)
    for column, called in _CALLED.items():
        promised = then.values.get(column)
        stands = now.values.get(column) if now else None
        stands = stands if isinstance(stands, Quantity) else None
        if isinstance(promised, Quantity) and not _same(promised, stands):
            words = "limit" if column == "minimum" and "target" not in then.values else called
            easier = _easier(then, column, promised, stands)
            yield Changed(name, column, words, promised, stands, easier, _decided(project, history, column))


def _same(before: Quantity, now: Quantity | None) -> bool:
    amounts = in_one_unit(before, now) if now else None
    return amounts is not None and amounts[0] == amounts[1]


def _easier(metric: Row, column: str, before: Quantity, now: Quantity | None) -> bool:
    """Whether it is easier to keep; what cannot be compared may be."""
    amounts = in_one_unit(before, now) if now else None
    if amounts is None:
        return True
    way = metric.values.get("direction")
    direction = way.chosen[0] if isinstance(way, Choice) and way.chosen else ""
    worse = _WORSE_WHEN_LOWER if amounts[1] < amounts[0] else _WORSE_WHEN_HIGHER
    return column in worse.get(direction, ())


def _decided(project: Project, history: tuple[Event, ...], column: str) -> bool:
    """Whether somebody noted a decision since the number that stood before was set."""
    if not any(collection.id == DECISIONS for collection in project.pack.collections):
        return False
    set_at, value = [], None
    for event in history:
        stands = read_row(event).values.get(column)
        if stands != value:
            set_at.append(event.at)
            value = stands
    since = set_at[-2] if len(set_at) > 1 else ""
    return any(row.values.get("kind") == CHANGE and row.at >= since for row in project.rows(DECISIONS))


def _bare(value: Quantity) -> str:
    return f"{value.amount} {value.unit}".strip()
