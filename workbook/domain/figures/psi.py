"""The population stability index: how far a distribution has moved from its reference, and when chance alone does it.

PSI is the sum over the bins of (now - then) x ln(now / then), of shares (B. Yurdakul and J. Naranjo, Journal of Risk
Model Validation, 2020). Its bands, 0.10 and 0.25, are custom. Where nothing changed, it follows chi-squared with one
degree of freedom less than there are bins, times (1/rows then + 1/rows now): with few rows chance alone goes over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from workbook.domain.figures.figure import Figure, Needs, Part, Tone
from workbook.domain.primitives import Quantity
from workbook.domain.project import Project
from workbook.domain.specs import Kind
from workbook.errors import InvalidValue

DRIFT = "monitoring.drift"
NEEDS = Needs(fields={DRIFT: {name: Part(Kind.QUANTITY) for name in ("warn", "critical", "sample", "bins")}})

WARN, CRITICAL = Decimal("0.10"), Decimal("0.25")
FLOOR = Decimal("0.0001")
"""The share that an empty bin is taken to have: ours, as any small one."""
MOST_BINS = 1000
_STEP = Decimal("0.000001")
_NINETY_FIVE = Decimal("1.644854")
"""The normal distribution's value at 95 %."""


class Band(StrEnum):
    """What an index means; an edge belongs to the band above it."""

    STABLE = "stable"
    MODERATE = "moderate"
    SIGNIFICANT = "significant"


def psi(reference: Sequence[Decimal], now: Sequence[Decimal]) -> Decimal:
    """The index, to six places, of counts or shares by bin.

    Raises:
        InvalidValue: not as many bins on both sides, fewer than two, too many, a negative one, or nothing in any.
    """
    if len(reference) != len(now) or not 2 <= len(now) <= MOST_BINS:
        hint = f"There are {len(reference)} and {len(now)}; give two to {MOST_BINS}."
        raise InvalidValue("Both sides need the same bins.", where="psi", hint=hint)
    moved = Decimal(0)
    for then_share, now_share in zip(_shares(reference), _shares(now), strict=True):
        moved += (now_share - then_share) * (now_share / then_share).ln()
    return moved.quantize(_STEP, ROUND_HALF_UP) + 0


def band(index: Decimal, warn: Decimal = WARN, critical: Decimal = CRITICAL) -> Band:
    """What the index means."""
    return Band.SIGNIFICANT if index >= critical else Band.MODERATE if index >= warn else Band.STABLE


def chance(bins: int, rows_then: Decimal, rows_now: Decimal) -> Decimal:
    """The index that chance alone stays below in 95 of 100 cases in which nothing changed.

    Chi-squared by E. Wilson and M. Hilferty's approximation (1931), which is close to 16.9 for ten bins.

    Args:
        bins: two or more; rows_then, rows_now: more than none.
    """
    degrees = Decimal(bins - 1)
    part = Decimal(2) / (9 * degrees)
    value = degrees * (1 - part + _NINETY_FIVE * part.sqrt()) ** 3
    return (value * (1 / rows_then + 1 / rows_now)).quantize(_STEP, ROUND_HALF_UP)


def too_small(bins: int, rows_then: Decimal, rows_now: Decimal, warn: Decimal = WARN) -> str:
    """Why the rows are too few for a limit; empty when they are not."""
    alone = chance(bins, rows_then, rows_now)
    if alone <= warn:
        return ""
    return f"too few rows: with {bins} bins chance alone often reaches {alone:.2f} when nothing changed"


def figures(project: Project) -> tuple[Figure, ...]:
    """One line: whether the rows that are asked for are enough for the limit."""
    values = project.answer(DRIFT).values
    warn, sample, bins = (_number(values.get(name)) for name in ("warn", "sample", "bins"))
    label = "Enough rows for the limit"
    if warn is None or sample is None or bins is None or not (sample > 0 and 2 <= bins <= MOST_BINS):
        return (Figure(label, "open: it needs the limit, the rows and the bins", Tone.WARNING),)
    why = too_small(int(bins), sample, sample, warn)
    if why:
        return (Figure(label, f"{why}; take more rows, or look from a higher value", Tone.BAD),)
    alone = chance(int(bins), sample, sample)
    return (Figure(label, f"yes: chance alone stays below {alone:.3f} in 95 of 100 cases", Tone.GOOD),)


def _shares(amounts: Sequence[Decimal]) -> list[Decimal]:
    total = sum(amounts, Decimal(0))
    if min(amounts) < 0 or not total:
        raise InvalidValue("A bin holds nothing or more, and one of them something.", where="psi")
    return [max(amount / total, FLOOR) for amount in amounts]


def _number(value: object) -> Decimal | None:
    return Decimal(value.amount) if isinstance(value, Quantity) else None
