"""Moment: a day, or a time in UTC."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from workbook.domain.pack import FieldSpec
from workbook.errors import InvalidValue

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"\+?(\d{1,3})\s*([dwm])\w*")
_WORDED = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_TIME = re.compile(r"(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*UTC|Z)?", re.IGNORECASE)


class Moment(NamedTuple):
    """`2026-11-27`, or `2026-11-27T02:10:00Z`."""

    iso: str

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return date.fromisoformat(self.iso[:10])


def parse(spec: FieldSpec, typed: str, today: date) -> Moment:
    """Takes `2026-11-27`, `27 Nov`, `Fri`, `tomorrow`, `2w`, `eom`; times as `02:10` or `2026-11-27 02:10`.

    A weekday is the next one after today; a day and month without a year is the next one to come.

    Raises:
        InvalidValue: it is no such day or time.
    """
    text = typed.strip().lstrip(">").strip()
    try:
        moment = _time(text, today) if spec.time else _day(text.lower(), today)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        kind = "time" if spec.time else "day"
        example = "'2026-11-27 02:10' (UTC)" if spec.time else "'2026-11-27', '27 Nov', 'fri', '2w' or 'eom'"
        raise InvalidValue(f"{text[:40]!r} is not a {kind}.", where=spec.name, hint=f"Write it like {example}.")
    return moment


def show(value: Moment) -> str:
    """`27 Nov 2026`, or `2026-11-27 02:10 UTC`."""
    if "T" in value.iso:
        seconds = value.iso[16:19]
        return f"{value.iso[:10]} {value.iso[11:16]}{'' if seconds == ':00' else seconds} UTC"
    day = value.day
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year:04d}"


def encode(value: Moment) -> dict[str, Any]:
    """`{"moment": "2026-11-27"}`."""
    return {"moment": value.iso}


def decode(data: dict[str, Any]) -> Moment:
    """Reads what `encode` wrote. Raises ValueError when it is no moment."""
    iso = str(data["moment"])
    if "T" in iso:
        datetime.strptime(iso, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    else:
        date.fromisoformat(iso)
    return Moment(iso)


def json_schema(spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    form = "date-time" if spec.time else "date"
    properties = {"moment": {"type": "string", "format": form}}
    return {"type": "object", "properties": properties, "required": ["moment"], "additionalProperties": False}


def _day(text: str, today: date) -> Moment | None:
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if text in words:
        return Moment((today + timedelta(days=words[text])).isoformat())
    if _ISO_DAY.fullmatch(text):
        return Moment(date.fromisoformat(text).isoformat())
    if text in ("eom", "end of month"):
        return Moment(today.replace(day=_last_day(today)).isoformat())
    if len(text) >= 3 and text.removeprefix("next ")[:3] in _WEEKDAYS and " " not in text.removeprefix("next "):
        return _weekday(text.removeprefix("next ")[:3], today)
    return _span(text, today) or _worded(text, today)


def _last_day(today: date) -> int:
    return calendar.monthrange(today.year, today.month)[1]


def _weekday(name: str, today: date) -> Moment:
    ahead = (_WEEKDAYS.index(name) - today.weekday()) % 7 or 7
    return Moment((today + timedelta(days=ahead)).isoformat())


def _span(text: str, today: date) -> Moment | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    days = {"d": 1, "w": 7, "m": 30}[found[2]]
    return Moment((today + timedelta(days=int(found[1]) * days)).isoformat())


def _worded(text: str, today: date) -> Moment | None:
    found = _WORDED.fullmatch(text)
    if found is None or found[2][:3] not in _MONTHS:
        return None
    month = _MONTHS.index(found[2][:3]) + 1
    if found[3]:
        return Moment(date(int(found[3]), month, int(found[1])).isoformat())
    this_year = date(today.year, month, int(found[1]))
    return Moment((this_year if this_year >= today else this_year.replace(year=today.year + 1)).isoformat())


def _time(text: str, today: date) -> Moment | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    day = date.fromisoformat(found[1]) if found[1] else today
    moment = datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=UTC)
    return Moment(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
