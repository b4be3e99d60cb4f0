"""A day or a time as people name it, for looking back, and a time as they read it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from workbook.domain.clock import latest_at
from workbook.errors import InvalidValue


def reading_at(at: str) -> tuple[str, date]:
    """The highest clock reading of a day (its end) or of a time (UTC), and the day that it was.

    Raises:
        InvalidValue: it is neither a day nor a time.
    """
    text = at.strip()
    try:
        moment = datetime.fromisoformat(f"{text}T23:59:59.999" if len(text) == 10 else text.replace("Z", "+00:00"))
    except ValueError as error:
        raise InvalidValue(f"{at!r} is neither a day nor a time.", hint="Write 2026-09-04.") from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None and len(text) > 10 else moment.astimezone(UTC)
    return latest_at(moment), moment.date()


def in_words(at: str) -> str:
    """A UTC time by the reader's own clock: `24 Nov 2026, 16:02 CET`; what is no time stays as it is."""
    try:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
        local = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone()
    except (ValueError, OverflowError):
        return at
    return f"{local.day} {local:%b %Y, %H:%M} {_zone(local)}"


def _zone(local: datetime) -> str:
    """The zone's letters; where it has none, how far it is from UTC."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    hours, minutes = f"{local:%z}"[:3], f"{local:%z}"[3:5]
    return f"UTC{hours[0]}{int(hours[1:])}" + (f":{minutes}" if minutes != "00" else "")
