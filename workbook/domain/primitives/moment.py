"""Moment: a day, or a time in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import one_line

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN = r"(?:in\s+|\+)?([0-9]{1,3})\s*(?:(d|days?)|(w|weeks?)|(?:m|months?))"
_TIME = rf"(?:({_ISO_DAY})[Tt ])?([0-9]{{1,2}}):([0-9]{{2}})(?::([0-9]{{2}}))?(?:\s*[Uu][Tt][Cc]|[Zz])?"


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
    text = " ".join(typed.strip().lstrip(">").split())
    try:
        moment = _time(text, today) if spec.time else _day(text.lower(), today)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise _misfit(spec, text)
    return moment


def clean(spec: FieldSpec, value: Moment) -> Moment:
    """The moment as the field keeps it. Raises InvalidValue for a day in place of a time, or the reverse."""
    try:
        kept = decode({"moment": value.iso})
    except ValueError:
        kept = None
    if kept is None or ("T" in kept.iso) is not spec.time:
        raise _misfit(spec, value.iso)
    return kept


def show(value: Moment) -> str:
    """`27 Nov 2026`, or `2026-11-27 02:10 UTC`."""
    if "T" in value.iso:
        seconds = value.iso[16:19]
        return f"{value.iso[:10]} {value.iso[11:16]}{'' if seconds == ':00' else seconds} UTC"
    day = value.day
    return f"{day.day} {_MONTHS[day.month - 1][:3].capitalize()} {day.year:04d}"


def encode(value: Moment) -> dict[str, Any]:
    """`{"moment": "2026-11-27"}`."""
    return {"moment": value.iso}


def decode(data: dict[str, Any]) -> Moment:
    """Reads what `encode` wrote. Raises ValueError when it is no moment."""
    iso = str(data["moment"])
    if "T" in iso:
        canonical = _utc(datetime.fromisoformat(iso.removesuffix("Z")))
    else:
        canonical = date.fromisoformat(iso).isoformat()
    if canonical != iso:  # one moment, one spelling: values are compared as text
        raise ValueError(f"{iso!r} is written {canonical!r}")
    return Moment(iso)


def json_schema(spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    form = "date-time" if spec.time else "date"
    properties = {"moment": {"type": "string", "format": form}}
    return {"type": "object", "properties": properties, "required": ["moment"], "additionalProperties": False}


def _misfit(spec: FieldSpec, text: str) -> InvalidValue:
    kind = "time" if spec.time else "day"
    example = "'2026-11-27 02:10' (UTC)" if spec.time else "'2026-11-27', '27 Nov', 'fri', '2w' or 'eom'"
    what = f"{one_line(text, 40)!r} is not a {kind}."
    return InvalidValue(what, where=spec.name, hint=f"Write it like {example}.")


def _day(text: str, today: date) -> Moment | None:
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if text in words:
        return _on(today + timedelta(days=words[text]))
    if re.fullmatch(_ISO_DAY, text):
        return _on(date.fromisoformat(text))
    if text in ("eom", "end of month"):
        return _on(today.replace(day=_last_day(today.year, today.month)))
    return _weekday(text, today) or _span(text, today) or _worded(text, today)


def _weekday(text: str, today: date) -> Moment | None:
    number = _number(text.removeprefix("next ").rstrip("."), _WEEKDAYS)
    return None if number is None else _on(today + timedelta(days=(number - today.weekday()) % 7 or 7))


def _span(text: str, today: date) -> Moment | None:
    found = re.fullmatch(_SPAN, text)
    if found is None:
        return None
    count = int(found[1])
    if found[2] or found[3]:
        return _on(today + timedelta(days=count if found[2] else 7 * count))
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return _on(date(year, month + 1, min(today.day, _last_day(year, month + 1))))


def _worded(text: str, today: date) -> Moment | None:
    """`27 Nov`, `Nov 27`, `27 November 2026`; a weekday before it is not checked."""
    words = text.replace(",", " ").replace(".", " ").split()
    if words and _number(words[0], _WEEKDAYS) is not None:
        del words[0]
    if not 2 <= len(words) <= 3:
        return None
    day, name = words[:2] if words[0].isdecimal() else (words[1], words[0])
    month = _number(name, _MONTHS)
    if month is None or not day.isdecimal():
        return None
    if len(words) == 3:
        return _on(date(int(words[2]), month + 1, int(day))) if len(words[2]) == 4 else None
    return _next(month + 1, int(day), today)


def _next(month: int, day: int, today: date) -> Moment | None:
    for year in range(today.year, today.year + 9):  # the 29th of February may be eight years away
        if day <= _last_day(year, month) and date(year, month, day) >= today:
            return _on(date(year, month, day))
    return None


def _last_day(year: int, month: int) -> int:
    """How many days the month has. The standard library's `calendar` would cost every start some milliseconds."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def _number(word: str, names: list[str]) -> int | None:
    """The place of a name among others, given at least its first three letters."""
    return next((place for place, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def _time(text: str, today: date) -> Moment | None:
    found = re.fullmatch(_TIME, text)
    if found is None:
        return None
    day = date.fromisoformat(found[1]) if found[1] else today
    time = datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=UTC)
    return Moment(_utc(time))


def _on(day: date) -> Moment:
    return Moment(day.isoformat())


def _utc(time: datetime) -> str:
    return time.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
