"""Units: two quantities in one measure, so that `0.2 s` can be held against `250 ms`.

Known are times, bytes, money with its thousands, percent, and rates of any of them (`requests/s`, `€ a month`). Any
other word is a measure of its own. A month is the twelfth part of a year of 365 days; a thousand bytes are a kB.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Context, Decimal

from workbook.domain.primitives import Quantity

_EXACT = Context(prec=400)
"""Enough for every amount that can be typed, times every factor below: nothing is rounded."""
_PER = re.compile(r"\s*/\s*|(?:^|\s+)(?:per|a|an|each)\s+")


def _named(base: str, factors: Mapping[str, str]) -> dict[str, tuple[Decimal, str]]:
    return {name: (Decimal(factor), base) for names, factor in factors.items() for name in names.split()}


_TIMES = {
    "ns nanosecond": "0.000000001",
    "us µs μs microsecond": "0.000001",
    "ms msec millisecond": "0.001",
    "s sec second": "1",
    "min minute": "60",
    "h hr hour": "3600",
    "d day": "86400",
    "w week": "604800",
    "month": "2628000",
    "year yr": "31536000",
}
_BYTES = {
    "byte": "1",
    "kb": "1000",
    "mb": "1000000",
    "gb": "1000000000",
    "tb": "1000000000000",
    "kib": "1024",
    "mib": "1048576",
    "gib": "1073741824",
    "tib": "1099511627776",
}
_MONEY = {"€": "€ eur euro", "$": "$ usd dollar", "£": "£ gbp pound", "¥": "¥ jpy yen", "chf": "chf"}
_THOUSANDS = {"": "1", "k": "1000", "m": "1000000"}
_KNOWN = _named("time", _TIMES) | _named("bytes", _BYTES) | _named("%", {"% percent": "1"})
_KNOWN |= _named("request", {"req request query queries": "1"})
_KNOWN |= {
    sign + name: (Decimal(factor), base)
    for base, names in _MONEY.items()
    for name in names.split()
    for sign, factor in _THOUSANDS.items()
}
_RATES = {"rps": "request/s", "qps": "request/s"}


def in_one_unit(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both amounts in one unit, exactly; only their order and equality mean anything. None where they are unlike."""
    (first, bases), (second, others) = _parts(one.unit), _parts(other.unit)
    if bases != others:
        return None
    return _product(one.amount, first[0], *second[1:]), _product(other.amount, second[0], *first[1:])


def _parts(unit: str) -> tuple[tuple[Decimal, ...], tuple[str, ...]]:
    """The factors and the bases of a unit: of what is counted first, then of what it is counted by."""
    text = unit.strip().casefold()
    known = [_measure(part) for part in _PER.split(_RATES.get(text, text))]
    return tuple(factor for factor, _ in known), tuple(base for _, base in known)


def _measure(word: str) -> tuple[Decimal, str]:
    name = " ".join(word.split())
    alone = name.removesuffix("s") if len(name) > 2 and not name.endswith("ss") else name
    return _KNOWN.get(name) or _KNOWN.get(alone) or (Decimal(1), alone)


def _product(amount: str, *factors: Decimal) -> Decimal:
    found = Decimal(amount)
    for factor in factors:
        found = _EXACT.multiply(found, factor)
    return found
