"""Days and times as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.domain.primitives import Moment
from workbook.domain.primitives.moment import parse, show
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import InvalidValue

DAY = FieldSpec("due", Kind.MOMENT)
TIME = FieldSpec("at", Kind.MOMENT, time=True)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026-11-27", "2026-11-27"),
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("fri.", "2026-11-27"),
        ("thurs", "2026-11-26"),
        ("mon", "2026-11-30"),
        ("next monday", "2026-11-30"),
        ("sun", "2026-11-29"),
        ("> fri", "2026-11-27"),
        ("3d", "2026-11-26"),
        ("+3 days", "2026-11-26"),
        ("2w", "2026-12-07"),
        ("in 2 weeks", "2026-12-07"),
        ("1 m", "2026-12-23"),
        ("2 months", "2027-01-23"),
        ("14m", "2028-01-23"),
        ("eom", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("27 Nov", "2026-11-27"),
        ("Nov 27", "2026-11-27"),
        ("27. November", "2026-11-27"),
        ("Fri, 27 Nov 2026", "2026-11-27"),
        ("Nov 27, 2026", "2026-11-27"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("3 jan", "2027-01-03"),
        ("1 Sept", "2027-09-01"),
        ("29 Feb", "2028-02-29"),
        ("29 feb 2024", "2024-02-29"),
        ("5 may", "2027-05-05"),
    ],
)
def test_days(typed: str, iso: str) -> None:
    assert parse(DAY, typed, MONDAY) == Moment(iso)


@pytest.mark.parametrize(
    ("typed", "today", "iso"),
    [
        ("1m", date(2027, 1, 31), "2027-02-28"),
        ("1m", date(2028, 1, 31), "2028-02-29"),
        ("1m", date(2026, 12, 31), "2027-01-31"),
        ("12m", date(2028, 2, 29), "2029-02-28"),
        ("eom", date(2028, 2, 1), "2028-02-29"),
        ("eom", date(2026, 12, 31), "2026-12-31"),
        ("tomorrow", date(2026, 12, 31), "2027-01-01"),
        ("fri", date(2027, 1, 1), "2027-01-08"),
        ("29 feb", date(2028, 3, 1), "2032-02-29"),
        ("29 feb", date(2096, 3, 1), "2104-02-29"),
        ("31 dec", date(2026, 12, 31), "2026-12-31"),
        ("1 jan", date(2026, 12, 31), "2027-01-01"),
    ],
)
def test_the_ends_of_months_and_years(typed: str, today: date, iso: str) -> None:
    assert parse(DAY, typed, today) == Moment(iso)


@pytest.mark.parametrize(
    "typed",
    [
        "monkey",
        "month",
        "next month",
        "wedding",
        "friendly",
        "2 dogs",
        "2 minutes",
        "27 decade",
        "30 Feb",
        "31 Nov 2026",
        "0 Nov",
        "before 27 Nov",
        "2026-13-01",
        "2026-11-31",
        "20261127",
        "27/11",
        "27.11.2026",
        "27 Nov 26",
        "soon",
        "fr",
        ">",
        "02:10",
        "999m 1",
    ],
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a day") as caught:
        parse(DAY, typed, MONDAY)
    assert "'27 Nov'" in caught.value.hint


def test_no_day_lies_behind_the_end_of_the_calendar() -> None:
    for typed in ("tomorrow", "1m", "999w", "1 jan", "mon"):
        with pytest.raises(InvalidValue):
            parse(DAY, typed, date(9999, 12, 31))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("02:10", "2026-11-23T02:10:00Z"),
        ("2:10", "2026-11-23T02:10:00Z"),
        ("2026-11-27 02:10", "2026-11-27T02:10:00Z"),
        ("2026-11-27 02:10 UTC", "2026-11-27T02:10:00Z"),
        ("2026-11-27T02:10:05Z", "2026-11-27T02:10:05Z"),
        ("0099-01-02 03:04:05 utc", "0099-01-02T03:04:05Z"),
    ],
)
def test_times(typed: str, iso: str) -> None:
    assert parse(TIME, typed, MONDAY) == Moment(iso)


@pytest.mark.parametrize("typed", ["24:00", "12:60", "noon", "2026-11-27", "2026-02-30 10:00", "1:2", "10:00 CET"])
def test_what_is_no_time(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a time"):
        parse(TIME, typed, MONDAY)


def test_how_moments_are_shown() -> None:
    assert show(Moment("2026-11-07")) == "7 Nov 2026"
    assert show(Moment("0099-11-07")) == "7 Nov 0099"
    assert show(Moment("2026-11-27T02:10:00Z")) == "2026-11-27 02:10 UTC"
    assert show(Moment("2026-11-27T02:10:09Z")) == "2026-11-27 02:10:09 UTC"
    assert Moment("2026-11-27T02:10:00Z").day == date(2026, 11, 27)
