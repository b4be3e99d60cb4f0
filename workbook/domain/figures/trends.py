"""How a score came to be what it is: as it stood at each decision of a gate, or else at the ends of months.

Nothing is stored for that: the history tells what was marked by then. Every past score goes by today's items and
points, so that they can all be held beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from workbook.domain.clock import latest_at
from workbook.domain.decide.undo import taken_back
from workbook.domain.events import Event
from workbook.domain.gates import read_decision
from workbook.domain.ledger import Ledger
from workbook.domain.project import Project
from workbook.domain.scoring import Score, items_of, score
from workbook.domain.specs import Instrument
from workbook.named import NamedTuple

NOW, MONTH, GATE = "now", "month", "gate"


class Step(NamedTuple):
    """A score at a moment.

    Attributes:
        kind: `gate`, `month` or `now`.
        day: the day, in UTC.
        title: the phase whose gate was decided then, and the cycle where it was an earlier one; else empty.
        score: as it was then; perhaps not complete.
    """

    kind: str
    day: date
    title: str
    score: Score


def trend(project: Project, instrument: Instrument) -> tuple[Step, ...]:
    """The steps to the score of today, which comes last; none before something was marked.

    A decision that was taken back is no step, nor is one from before the first mark. Where that leaves no decision, the
    ends of those months count in which something was marked.
    """
    return project.kept.get(("trend", instrument.id), lambda: _trend(project, instrument))


def _trend(project: Project, instrument: Instrument) -> tuple[Step, ...]:
    now = Step(NOW, project.today, "", score(project, instrument))
    steps = _marked(_at_gates(project, instrument)) or _marked(_at_months(project, instrument))
    return (*steps, now) if steps or now.score.answered else ()


def _marked(steps: Iterator[Step]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.score.answered)


def _at_gates(project: Project, instrument: Instrument) -> Iterator[Step]:
    titles = {phase.gate.id: phase.title for phase in project.pack.phases if phase.gate}
    cycles = {cycle.id: cycle.title for cycle in project.cycles}
    for event in _decisions(project):
        cycle = event.subject.cycle
        earlier = f", {cycles.get(cycle, '')}" if cycle != project.cycle.id else ""
        day = datetime.fromisoformat(event.at).date()
        then = _score(project, instrument, project.ledger.until(event.clock), day, cycle)
        yield Step(GATE, day, titles.get(event.subject.name, event.subject.name) + earlier, then)


def _decisions(project: Project) -> Iterator[Event]:
    """The decisions of this cycle and of those before it that stand, or were followed by another; oldest first."""
    gone = taken_back(project.ledger)
    for event in project.ledger.events:
        counts = event.kind == "gate.decide" and not event.reverts and event.act not in gone
        if counts and event.subject.cycle in project.lineage and read_decision(event).outcome:
            yield event


def _at_months(project: Project, instrument: Instrument) -> Iterator[Step]:
    this_month = project.today.replace(day=1)
    for first in sorted(_months(project, instrument)):
        if first < this_month:
            following = (first + timedelta(days=31)).replace(day=1)
            end = datetime(following.year, following.month, 1, tzinfo=UTC) - timedelta(milliseconds=1)
            ledger = project.ledger.until(latest_at(end))
            yield Step(MONTH, end.date(), "", _score(project, instrument, ledger, end.date(), project.cycle.id))


def _months(project: Project, instrument: Instrument) -> set[date]:
    """The first days of the months in which somebody marked an item, in this cycle or in one before it."""
    subjects = (
        project.subject(item.id)._replace(cycle=cycle) for item in items_of(instrument) for cycle in project.lineage
    )
    events = (event for subject in subjects for event in project.ledger.history(subject))
    return {datetime.fromisoformat(event.at).date().replace(day=1) for event in events}


def _score(project: Project, instrument: Instrument, ledger: Ledger, day: date, cycle: str) -> Score:
    return score(Project(project.id, ledger, project.pack, day, cycle), instrument)
