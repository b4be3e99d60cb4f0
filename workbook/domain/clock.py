"""A hybrid logical clock: wall time where clocks agree, a counter where they do not.

It orders events for display. It never decides which answer holds: that is what `seen` is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

_AHEAD_MS = 24 * 3600 * 1000
"""A clock further ahead of ours than this is not adopted: it would push ours into its future."""


def tick(now: datetime, latest: str) -> str:
    """The next reading: after `latest`, and not before the wall clock.

    Args:
        now: the wall clock, with a time zone.
        latest: the highest reading known, or empty.
    """
    wall = int(now.timestamp() * 1000)
    last_ms, last_count = _parts(latest)
    if last_ms > wall + _AHEAD_MS or wall > last_ms:
        return _reading(wall, 0)
    return _reading(last_ms, last_count + 1)


def following(reading: str) -> str:
    """The reading right after another: the events of one act keep their order."""
    milliseconds, count = _parts(reading)
    return _reading(milliseconds, count + 1)


def highest(now: datetime, readings: Iterable[str]) -> str:
    """The highest of the readings that a clock would adopt now; empty when there is none."""
    limit = _reading(int(now.timestamp() * 1000) + _AHEAD_MS, 999_999)
    return max((reading for reading in readings if reading <= limit), default="")


def latest_at(moment: datetime) -> str:
    """The highest reading that a clock may have shown at a moment, which has a time zone: for looking back."""
    return _reading(int(moment.timestamp() * 1000), 999_999)


def utc(now: datetime) -> str:
    """The time in UTC to the millisecond, `2026-11-23T10:42:07.123Z`."""
    return now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _parts(reading: str) -> tuple[int, int]:
    milliseconds, _, count = reading.partition(".")
    return int(milliseconds or 0), int(count or 0)


def _reading(milliseconds: int, count: int) -> str:
    return f"{milliseconds:015d}.{count:06d}"
