"""Units: two quantities in one measure, so that `0.2 s` can be held against `250 ms`.

Known are times, bytes, money with its thousands, percent, and rates of any of them (`requests/s`, `€ a month`). Any
other word is a measure of its own. A month is the twelfth part of a year of 365 days; a thousand bytes are a kB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from itertools import takewhile

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
_NUMBER = re.compile(
    r"(?<![\w.,:/−-])(?:([€$£¥])[ \t]?)?([-−+]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,12}|[0-9]{1,40})(?:\.[0-9]{1,40})?)"
    r"(?![.,:/−-]?[0-9])[ \t]*"
)
"""A number in a text, with the sign of a currency before it and the blanks behind it; no part of a version, a day, a
time or a name such as `c7`."""
_THOUSANDS_BEHIND = re.compile(r"[km](?!\w)", re.IGNORECASE)
_UNIT_WORDS = 3
"""Of how many words a unit in a text may be: `pages a day`."""
_LONGEST_UNIT = 80
_RATES = {"rps": "request/s", "qps": "request/s"}


def in_one_unit(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both amounts in one unit, exactly; only their order and equality mean anything. None where they are unlike."""
    (first, bases), (second, others) = _parts(one.unit), _parts(other.unit)
    if bases != others:
        return None
    return _product(one.amount, first[0], *second[1:]), _product(other.amount, second[0], *first[1:])


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, as words or as a number with its unit: `0.1` and `0.10`, `100 ms` and `0.1 s`."""
    if _plain(one) == _plain(other):
        return True
    first, second = _whole(one), _whole(other)
    amounts = in_one_unit(first, second) if first and second else None
    return amounts is not None and amounts[0] == amounts[1]


def names(text: str, wanted: Quantity) -> bool:
    """Whether a number of the text is that quantity. A unit that is not known, or none, is not held against it."""
    return any(_is(amount, rest, wanted) for amount, rest in _numbers(text))


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Every number of a text, with what stands behind it; of `€1.5m a year` that is `m€ a year`."""
    for found in _NUMBER.finditer(text):
        behind = text[found.end() : found.end() + _LONGEST_UNIT]
        if found[1]:
            thousands = 1 if _THOUSANDS_BEHIND.match(behind) else 0
            behind = f"{behind[:thousands]}{found[1]} {behind[thousands:]}"
        yield found[2].replace(",", "").replace("−", "-").removeprefix("+"), behind


def _is(amount: str, rest: str, wanted: Quantity) -> bool:
    words = list(takewhile(lambda word: not word[0].isdigit(), rest.split(maxsplit=_UNIT_WORDS)[:_UNIT_WORDS]))
    units = (" ".join(words[:end]).strip(",;.()") for end in range(1, len(words) + 1))
    compared = (in_one_unit(Quantity(amount, unit), wanted) for unit in units)
    amounts = next((found for found in compared if found is not None), (Decimal(amount), Decimal(wanted.amount)))
    return amounts[0] == amounts[1]


def _whole(text: str) -> Quantity | None:
    """A text that is a number with its unit and nothing else."""
    alone = text.strip()
    is_one = len(alone) <= _LONGEST_UNIT and _NUMBER.match(alone)
    return Quantity(*next(_numbers(alone))) if is_one else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


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
