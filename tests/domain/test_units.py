"""Units: what is the same measure can be compared, exactly, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.primitives import Quantity
from workbook.domain.units import in_one_unit

ALIKE = [
    ("0.2 s", "200 ms"),
    ("2 hours", "7,200 seconds"),
    ("14 days", "2 weeks"),
    ("1 year", "365 days"),
    ("12 months", "1 year"),
    ("46 k€", "46000 EUR"),
    ("1.2 M$", "1200 kUSD"),
    ("1.8 GB", "1800 MB"),
    ("2 GiB", "2048 MiB"),
    ("40 requests/s", "2400 req per minute"),
    ("40 rps", "40 queries/s"),
    ("12 k€ a year", "1000 € a month"),
    ("4.8 per 100 orders", "4.8 per 100 Orders"),
    ("3 charts", "3 chart"),
    ("0.10", "0.1"),
    ("5 %", "5 percent"),
]
UNLIKE = [
    ("250 ms", "250 requests/s"),
    ("3 %", "0.03"),
    ("310 €", "310 $"),
    ("310 €", "310 € a month"),
    ("4.8 per 100 orders", "4.8 per 1000 orders"),
    ("2 points", "2 %"),
    ("1 day", "1"),
]


def quantity(typed: str) -> Quantity:
    amount, _, unit = typed.partition(" ")
    return Quantity(amount.replace(",", ""), unit)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_in_another_unit(one: str, other: str) -> None:
    found = in_one_unit(quantity(one), quantity(other))
    assert found is not None
    assert found[0] == found[1]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_apples_and_pears_are_not_compared(one: str, other: str) -> None:
    assert in_one_unit(quantity(one), quantity(other)) is None


AMOUNTS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6).map(lambda d: f"{d:f}")
FAMILIES = st.sampled_from(
    [["ms", "s", "min", "hours", "days", "weeks"], ["€", "k€", "EUR"], ["kB", "MiB", "GB"], ["req/s", "requests/min"]]
)


@given(st.data(), AMOUNTS, AMOUNTS, FAMILIES)
def test_the_order_of_two_amounts_is_that_of_any_unit(
    data: st.DataObject, one: str, other: str, units: list[str]
) -> None:
    """Whatever the units: one against other is other against one turned round, and one unit alone changes no order."""
    here, there = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(units))
    found = in_one_unit(Quantity(one, here), Quantity(other, there))
    back = in_one_unit(Quantity(other, there), Quantity(one, here))
    assert found is not None
    assert back is not None
    assert (found[0] < found[1], found[0] == found[1]) == (back[1] < back[0], back[0] == back[1])
    if here == there:
        assert (found[0] < found[1]) is (Decimal(one) < Decimal(other))
