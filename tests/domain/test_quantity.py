"""Numbers with units as people type them: never a float, and never half a number."""

from __future__ import annotations

import pytest

from workbook.domain.primitives import Confidence, Quantity
from workbook.domain.primitives.quantity import clean, parse, show, written
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import InvalidValue

LATENCY = FieldSpec("latency", Kind.QUANTITY, unit="ms")
GUESS, ESTIMATE, MEASURED = Confidence.GUESS, Confidence.ESTIMATE, Confidence.MEASURED


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("250", Quantity("250", "ms")),
        ("250 ms", Quantity("250", "ms")),
        ("250ms", Quantity("250", "ms")),
        (" 250  s ", Quantity("250", "s")),
        ("33.0 %", Quantity("33.0", "%")),
        ("33.0%", Quantity("33.0", "%")),
        ("6 of 1,000", Quantity("6", "of 1,000")),
        ("4.2 per 10,000 orders (guess)", Quantity("4.2", "per 10,000 orders", GUESS)),
        ("1,200", Quantity("1200", "ms")),
        ("1,200,000.50 rows", Quantity("1200000.50", "rows")),
        ("-5 °C", Quantity("-5", "°C")),
        ("−5 °C", Quantity("-5", "°C")),
        ("+5", Quantity("5", "ms")),
        ("0", Quantity("0", "ms")),
        ("007", Quantity("007", "ms")),
        ("$40", Quantity("40", "$")),
        ("€ 40 k", Quantity("40", "k€")),
        ("40 k€", Quantity("40", "k€")),
        ("250?", Quantity("250", "ms", GUESS)),
        ("250 s ?", Quantity("250", "s", GUESS)),
        ("~250", Quantity("250", "ms", ESTIMATE)),
        ("≈ 250 s", Quantity("250", "s", ESTIMATE)),
        ("about 250", Quantity("250", "ms", ESTIMATE)),
        ("~250?", Quantity("250", "ms", GUESS)),
        ("250 (guess)", Quantity("250", "ms", GUESS)),
        ("250 ms (Measured)", Quantity("250", "ms", MEASURED)),
        ("~250 ms (measured)", Quantity("250", "ms", MEASURED)),
        ("40 req/s", Quantity("40", "req/s")),
        ("5/day", Quantity("5", "/day")),
        ("5 per 1000 predictions", Quantity("5", "per 1000 predictions")),
        ("30 m2", Quantity("30", "m2")),
        ("3 e-mails", Quantity("3", "e-mails")),
        ("5 µs", Quantity("5", "µs")),
    ],
)
def test_quantities(typed: str, quantity: Quantity) -> None:
    assert parse(LATENCY, typed) == quantity
    assert parse(LATENCY, show(quantity)) == quantity
    assert parse(LATENCY, written(quantity)) == quantity


@pytest.mark.parametrize(
    ("quantity", "read"),
    [
        (Quantity("310000", "rows"), "310,000 rows"),
        (Quantity("-1234567.12345", "€", GUESS), "-1,234,567.12345 € (guess)"),
        (Quantity("45000"), "45,000"),
        (Quantity("2026"), "2026"),
        (Quantity("-9999", "€"), "-9999 €"),
        (Quantity("0.123456"), "0.123456"),
        (Quantity("00012345"), "00,012,345"),
    ],
)
def test_readers_see_thousands_apart(quantity: Quantity, read: str) -> None:
    assert written(quantity) == read
    assert parse(FieldSpec("rows", Kind.QUANTITY), read) == quantity


@pytest.mark.parametrize(
    "typed",
    [
        "many",
        "33,5 %",
        "1,2",
        "1,200,00",
        "1.200.000",
        "12:30",
        "10-20 ms",
        "10 - 20 ms",
        "10–20",
        "10 ms - 20 ms",
        "10%-20%",
        "5 ms, 40 req/s",
        "6 of 10,00",
        "6 of 1,0000",
        "1e5",
        "1E-5 s",
        "5/10",
        "1½",
        "10²",
        "1'200",
        "1_000",
        "1 200",
        "5 ± 1",
        "5±1",
        "٣ ms",
        "5 req (peak)",
        "(guess)",
        "?",
        "5 ms\nper call",
        "9" * 41,
        "5 " + "x" * 81,
        "- 5",
        "$",
    ],
)
def test_what_is_no_quantity(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a number with a unit") as caught:
        parse(LATENCY, typed)
    assert "'250 ms'" in caught.value.hint


@pytest.mark.parametrize(
    "value", [Quantity("many"), Quantity("1.", "s"), Quantity("5", "(x)"), Quantity("5", ",5 %"), Quantity("5", "a\nb")]
)
def test_a_quantity_made_by_hand_is_held_to_the_same(value: Quantity) -> None:
    with pytest.raises(InvalidValue):
        clean(LATENCY, value)
