"""Verdicts: each metric's latest reading against what was wanted at the kickoff.

A target met is met; below it but still at the minimum, the minimum is met and the target missed;
beyond the minimum it is missed. A guardrail has only its limit: held or broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from workbook.domain.answers import Row, read_row
from workbook.domain.figures.figure import Figure, Needs, Part, Tone, alike
from workbook.domain.primitives import Choice, Moment, Quantity, Ref
from workbook.domain.project import Project
from workbook.domain.specs import Kind
from workbook.named import NamedTuple

METRICS, READINGS = "metrics", "readings"
NEEDS = Needs(
    {
        METRICS: {
            "kind": Part(Kind.CHOICE, ("guardrail",)),
            "direction": Part(Kind.CHOICE, ("up", "down", "range")),
            **{name: Part(Kind.QUANTITY) for name in ("baseline", "target", "minimum", "maximum")},
        },
        READINGS: {"metric": Part(Kind.REF), "date": Part(Kind.MOMENT), "value": Part(Kind.QUANTITY)},
    }
)


class Outcome(StrEnum):
    """How a metric came out."""

    TARGET_MET = "target met"
    MINIMUM_MET = "minimum met, target missed"
    MISSED = "missed"
    HELD = "held"
    BROKEN = "limit broken"
    NOT_READ = "not read yet"
    NO_MEASURE = "nothing to hold it against"


TONES = {
    Outcome.TARGET_MET: Tone.GOOD,
    Outcome.MINIMUM_MET: Tone.WARNING,
    Outcome.MISSED: Tone.BAD,
    Outcome.HELD: Tone.GOOD,
    Outcome.BROKEN: Tone.BAD,
}
_AIMED = (Outcome.TARGET_MET, Outcome.MINIMUM_MET, Outcome.MISSED)
"""Outcomes of a metric that was to reach something; a limit has no gain."""


class Verdict(NamedTuple):
    """One metric.

    Attributes:
        first_target: the target that was set first, where it was changed since; else None.
        actual: the latest reading; when: its day, or None.
        gain: the share of the planned gain that was reached, in percent; None where it cannot be told.
    """

    metric: Row
    baseline: Quantity | None
    target: Quantity | None
    minimum: Quantity | None
    maximum: Quantity | None
    first_target: Quantity | None
    actual: Quantity | None
    when: Moment | None
    outcome: Outcome
    gain: Decimal | None


def verdicts(project: Project) -> tuple[Verdict, ...]:
    """Every metric of the project, in its order."""
    return tuple(_verdict(project, metric) for metric in project.rows(METRICS))


def latest_reading(project: Project, metric_id: str) -> Row | None:
    """The newest reading of a metric by its day; of one day, the one further down."""
    if READINGS not in {collection.id for collection in project.pack.collections}:
        return None
    mine = [row for row in project.rows(READINGS) if row.values.get("metric") == Ref(METRICS, metric_id)]
    read = [row for row in mine if isinstance(row.values.get("value"), Quantity)]
    return max(read, key=_day_of, default=None) if read else None


def figures(project: Project) -> tuple[Figure, ...]:
    """A line for each metric."""
    return tuple(_figure(project, found) for found in verdicts(project))


def words(found: Verdict) -> str:
    """The verdict in words: `minimum met, target missed; 70 % of the planned gain`."""
    gain = f"; {found.gain:f} % of the planned gain" if found.gain is not None else ""
    return f"{found.outcome}{gain}"


def _verdict(project: Project, metric: Row) -> Verdict:
    baseline, target, minimum, maximum = (_quantity(metric, n) for n in ("baseline", "target", "minimum", "maximum"))
    reading = latest_reading(project, metric.id)
    actual = _quantity(reading, "value") if reading else None
    when = reading.values.get("date") if reading else None
    way = metric.values.get("direction")
    direction = way.chosen[0] if isinstance(way, Choice) and way.chosen else ""
    outcome = _outcome(metric, actual, target, minimum, maximum, direction)
    return Verdict(
        metric,
        baseline,
        target,
        minimum,
        maximum,
        _first_target(project, metric, target),
        actual,
        when if isinstance(when, Moment) else None,
        outcome,
        _gain(baseline, target, actual, direction) if outcome in _AIMED else None,
    )


def _outcome(
    metric: Row,
    actual: Quantity | None,
    target: Quantity | None,
    minimum: Quantity | None,
    maximum: Quantity | None,
    direction: str,
) -> Outcome:
    if actual is None:
        return Outcome.NOT_READ
    guards = metric.values.get("kind") == Choice(("guardrail",))
    reached = _reached(actual, target, direction)
    kept = _within(actual, minimum, maximum) if direction == "range" else _reached(actual, minimum, direction)
    if target is None or guards or direction == "range":
        return Outcome.NO_MEASURE if kept is None else Outcome.HELD if kept else Outcome.BROKEN
    if reached is None:
        return Outcome.NO_MEASURE
    if reached:
        return Outcome.TARGET_MET
    if kept is None and minimum is not None:
        return Outcome.NO_MEASURE
    return Outcome.MINIMUM_MET if kept else Outcome.MISSED


def _reached(actual: Quantity, wanted: Quantity | None, direction: str) -> bool | None:
    """Whether a value is at least as good as another; None where they cannot be compared."""
    if wanted is None or not alike(actual, wanted) or direction not in ("up", "down"):
        return None
    now, limit = Decimal(actual.amount), Decimal(wanted.amount)
    return now >= limit if direction == "up" else now <= limit


def _within(actual: Quantity, minimum: Quantity | None, maximum: Quantity | None) -> bool | None:
    low, high = _reached(actual, minimum, "up"), _reached(actual, maximum, "down")
    return None if low is None or high is None else low and high


def _gain(
    baseline: Quantity | None, target: Quantity | None, actual: Quantity | None, direction: str
) -> Decimal | None:
    """The share of the way to the target; None where the target is no better than what was there at first."""
    if baseline is None or target is None or actual is None:
        return None
    if not (alike(baseline, target) and alike(baseline, actual)):
        return None
    planned = Decimal(target.amount) - Decimal(baseline.amount)
    if not planned or (planned > 0) is not (direction == "up"):
        return None
    gained = (Decimal(actual.amount) - Decimal(baseline.amount)) / planned * 100
    return gained.to_integral_value(ROUND_HALF_UP) + 0  # no minus before a nought


def _first_target(project: Project, metric: Row, target: Quantity | None) -> Quantity | None:
    """What the target was when it was first set, where it says something else today."""
    history = project.ledger.history(metric.subject)
    first = next((found for event in history if (found := _quantity(read_row(event), "target"))), None)
    if first is None or target is None:
        return None
    same = alike(first, target) and Decimal(first.amount) == Decimal(target.amount)
    return None if same else first


def _quantity(row: Row, name: str) -> Quantity | None:
    value = row.values.get(name)
    return value if isinstance(value, Quantity) else None


def _day_of(row: Row) -> tuple[str, str]:
    day = row.values.get("date")
    return (day.iso if isinstance(day, Moment) else "", row.order)


def _figure(project: Project, found: Verdict) -> Figure:
    return Figure(project.row_name(found.metric), " ".join(_parts(found)), TONES.get(found.outcome, Tone.PLAIN))


def _parts(found: Verdict) -> Iterator[str]:
    guards = found.target is None
    if found.baseline:
        yield f"{_bare(found.baseline)} at first,"
    if found.target:
        changed = f" (first {_bare(found.first_target)})" if found.first_target else ""
        yield f"wanted {_bare(found.target)}{changed},"
    if found.minimum and found.maximum:
        yield f"between {_bare(found.minimum)} and {_bare(found.maximum)},"
    elif found.minimum:
        way = found.metric.values.get("direction")
        least = "at most" if way == Choice(("down",)) else "at least"
        yield f"{'limit' if guards else least} {_bare(found.minimum)},"
    if found.actual:
        yield f"now {_bare(found.actual)}:"
    yield words(found)


def _bare(value: Quantity) -> str:
    return f"{value.amount} {value.unit}".strip()
