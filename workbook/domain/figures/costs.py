"""Costs of errors: the threshold that follows from them.

For calibrated probabilities, when right answers cost nothing: act when p > FP / (FP + FN)
(C. Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbook.domain.figures.figure import Figure, Needs, Part, Tone, alike
from workbook.domain.primitives import Quantity
from workbook.domain.project import Project
from workbook.domain.specs import Kind

ERROR_COST = "kickoff.error-cost"
NEEDS = Needs(fields={ERROR_COST: {"false-alarm": Part(Kind.QUANTITY), "miss": Part(Kind.QUANTITY)}})
_CENT = Decimal("0.01")


def threshold(project: Project) -> Decimal | None:
    """The probability from which to act; None while a cost is open, or their units differ."""
    values = project.answer(ERROR_COST).values
    false_alarm, miss = values.get("false-alarm"), values.get("miss")
    if not isinstance(false_alarm, Quantity) or not isinstance(miss, Quantity) or not alike(false_alarm, miss):
        return None
    costs = Decimal(false_alarm.amount), Decimal(miss.amount)
    if min(costs) < 0 or not sum(costs):
        return None
    return _rounded(costs[0] / (costs[0] + costs[1]))


def _rounded(exact: Decimal) -> Decimal:
    """Two places, or as many as it takes to tell it from 0 and 1: never act and always act are other policies."""
    step = _CENT
    while (rounded := exact.quantize(step, ROUND_HALF_UP)) in (0, 1) and exact not in (0, 1):
        step /= 10
    return rounded


def figures(project: Project) -> tuple[Figure, ...]:
    """One line with the suggestion."""
    found = threshold(project)
    if found is None:
        why = "open: it needs what a false alarm and a miss cost, in one unit"
        return (Figure("Threshold from the costs", why, Tone.WARNING),)
    return (Figure("Threshold from the costs", f"act from a probability of {found} on, if it is calibrated"),)
