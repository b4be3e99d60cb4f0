"""Times as people read them: by the clock of who reads, with its zone."""

from __future__ import annotations

import time

import pytest

from workbook.application.moments import in_words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "24 Nov 2026, 23:30 UTC"),
        ("Europe/Berlin", "25 Nov 2026, 00:30 CET"),
        ("America/Sao_Paulo", "24 Nov 2026, 20:30 UTC-3"),
        ("Asia/Kolkata", "25 Nov 2026, 05:00 IST"),
        ("Asia/Kathmandu", "25 Nov 2026, 05:15 UTC+5:45"),
    ],
)
def test_a_time_is_told_by_the_readers_clock(monkeypatch: pytest.MonkeyPatch, zone: str, words: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    told = [in_words(at) for at in ("2026-11-24T23:30:59.000Z", "some day")]
    edges = [in_words(at) for at in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")]
    monkeypatch.undo()
    time.tzset()  # that of the machine again, for whatever is tested next
    assert told == [words, "some day"]
    assert all("9999" in edge or "1" in edge for edge in edges), "the ends of the calendar break nothing"
