"""The capture line: what people type in the middle of a meeting, and what is kept of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.meetings.capture import KINDS, Captured, read_capture

MONDAY = date(2026, 11, 23)
PEOPLE = {"m": "Mei Tanaka", "r": "Raj Iyer", "t": "Tom Becker", "t2": "Tom Adler", "a": "Ana Ruiz"}


def read(line: str, here: tuple[str, ...] = (), *, blameless: bool = False) -> Captured:
    return read_capture(line, MONDAY, PEOPLE, here, blameless=blameless)


@pytest.mark.parametrize(
    ("line", "kind", "text", "owner", "due"),
    [
        ("a rerun tuning @mei >fri", "action", "rerun tuning", "m", "2026-11-27"),
        ("rerun tuning @mei >fri", "action", "rerun tuning", "m", "2026-11-27"),
        ("@Mei Tanaka, rerun >27 nov tuning", "action", "rerun tuning", "m", "2026-11-27"),
        ("action: ask @iyer about >next friday limits", "action", "ask about limits", "r", "2026-11-27"),
        ("a load test", "action", "load test", "", ""),
        ("A keep latency >250 ms @raj", "action", "keep latency >250 ms", "r", ""),
        ("r charts are taken down @ana >eom", "risk", "charts are taken down", "a", "2026-11-30"),
        ("p who owns it? @ana", "parking", "who owns it?", "a", ""),
        (
            "n mail ana@harbour.example, >fri for @mei",
            "note",
            "mail ana@harbour.example, >fri for @mei",
            "",
            "",
        ),
        ("the supplier answers", "note", "the supplier answers", "", ""),
        ("another try", "note", "another try", "", ""),
        ("a a/b test @mei", "action", "a/b test", "m", ""),
    ],
)
def test_a_line_is_read(line: str, kind: str, text: str, owner: str, due: str) -> None:
    found = read(line)
    assert (found.kind, found.text, found.owner, found.due, found.problems) == (kind, text, owner, due, ())


def test_a_decision_holds_why_what_else_and_who_saw_it_differently() -> None:
    found = read("d shoes first; coats wait why: few reviews or: all at once but: Tom fears the sale @ana >4w")
    assert found.text == "shoes first; coats wait"
    assert (found.why, found.alternatives, found.dissent) == ("few reviews", "all at once", "Tom fears the sale")
    assert (found.owner, found.due) == ("a", "2026-12-21")
    assert found.echo == (
        "DECISION  shoes first; coats wait · why: few reviews · or: all at once · but: Tom fears the sale"
        " · decided by Ana Ruiz · look again Mon 21 Dec 2026"
    )


def test_a_day_is_said_back_with_its_weekday() -> None:
    assert read("a rerun @mei >fri").echo == "ACTION  rerun · Mei Tanaka · due Fri 27 Nov 2026"


def test_a_name_that_nobody_has_is_answered_with_the_nearest() -> None:
    (problem,) = read("a rerun @mie >fri").problems
    assert "mie" in problem
    assert "Mei Tanaka" in problem
    assert "Several" in read("a rerun @tom").problems[0]
    assert read("a rerun @tom", here=("t",)).owner == "t", "of two Toms, the one who is here is meant"


def test_what_is_no_day_is_told_and_not_kept_as_text() -> None:
    assert ">blah" in read("a rerun @mei >blah").problems[0]
    for day in (">2026-02-30", ">2026-13-01", ">31.2.", ">30/2/2026", ">31 feb", ">31 February", ">99mar"):
        assert read(f"a rerun @mei {day}").problems[0].startswith(f"{day!r} is no day"), day
    for number in (">250 ms", ">2.5 %", ">50 marks", ">10 maybe", ">2026 rows"):
        assert not read(f"a keep it {number} @mei").problems, number
    assert read("a rerun @mei >2020-01-01").hints == ("Wed 1 Jan 2020 is over.",)


def test_an_empty_line_asks_for_words() -> None:
    assert read("").problems
    assert read("a @mei >fri").problems == ("What is the action?",)


def test_whoever_spoke_is_kept_but_not_in_a_meeting_without_names() -> None:
    found = read("n @tom b: it rang: twice", here=("t",))
    assert (found.speaker, found.text) == ("t", "it rang: twice")
    silent = read("n @mei: it rang twice", blameless=True)
    assert (silent.speaker, silent.text, len(silent.hints)) == ("", "it rang twice", 1)


@given(st.text(max_size=60), st.sampled_from(["", "a ", "d ", "n @mei: ", "p "]))
@pytest.mark.property
def test_no_line_raises_and_no_word_is_lost(text: str, opening: str) -> None:
    found = read(opening + text)
    assert found.kind in KINDS.values()
    assert found.text or found.problems
    assert "\n" not in found.echo
    assert "\x1b" not in found.echo
