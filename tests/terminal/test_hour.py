"""A whole kickoff by keys alone; a kill in the middle of one; the same on small windows."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.terminal.conftest import CommandLine, Open
from tests.terminal.hour import Hour, begin, close, first_half, second_half
from tests.terminal.test_kill import PROMISED

HALF = "Customers leave and nobody not"

SAID = (
    "Mon 2 Nov 2026, 09:00 to 09:58",
    "**There:** Ana Ruiz (in the chair), Mei Tanaka, Raj Iyer, Tom Becker, Lena Park.",
    "- **shoes first**\n  - Decided by Ana Ruiz\n  - Came up at: The scope\n  - Why: coats have few reviews",
    "  - Also on the table: all at once\n  - Seen differently: Tom fears the sale",
    "| pull three months of reviews | Raj Iyer | Fri 6 Nov 2026 | The decision |",
    "| Find out: The options | Raj Iyer | Mon 9 Nov 2026 |  |",
    "| load test on a weekend | nobody yet | no day yet | Why now |",
    "- load test on a weekend: Mei asks on Monday",
    "- a right size chart is taken down — Tom Becker, to be looked at again on 16 Nov 2026",
    "- could we do returns as well? (raised by Lena Park, came up at: Success metrics)\n- Guardrails",
    "- The decision: Which size charts are checked today, by Tom, each morning.",
    "- Smallest slice: One supplier, by mail.",
    "- the supplier answers mails within a day (Lena Park, on: Why now)",
    "- For the next meeting: What is predicted\n- Left out: Success metrics",
    "| The need | 20 minutes | 15 minutes |",
)
"""What whoever was not there has to find in the minutes."""
SEEN = {
    "the agenda": ("Meeting about Kickoff   60 minutes", "6′ The problem", "To confirm, one key each"),
    "soon over": ("05:00/06:00 soon over  The problem   meeting 5/60 min   n next: The decision   here: Ana Ruiz",),
    "read aloud": ("The problem, read aloud:", "Read all reviews for us."),
    "over time": ("+00:30 over 06:00  The decision", "Which size charts are checked today,"),
    "decided": ("Decided, read aloud:", "Why: coats have few reviews", "Seen differently: Tom fears the sale"),
    "a table": ("In scope: Shoes. Reviews in English.", "Out of scope: Coats."),
    "not reached": ("What is predicted", "carried to the next meeting"),
    "the end of the recap": ("For the next meeting: What is predicted", "Left out: Success metrics"),
    "recap": (
        "- pull three months of reviews: Raj Iyer, by Fri 6 Nov 2026",
        "- load test on a weekend: nobody yet, no day yet (Mei asks on Monday)",
        "Nobody objects: enter closes the meeting",
    ),
}


@pytest.fixture
def hour(repository: Path, window: Open, monkeypatch: pytest.MonkeyPatch) -> Hour:
    """Before nine, in front of an empty workbook."""
    monkeypatch.setenv("TZ", "UTC")
    return Hour(repository.parent / "clock", window)


def test_an_hour_by_keys_alone_ends_with_minutes_that_name_everything(
    hour: Hour, mlw: CommandLine, repository: Path
) -> None:
    begin(hour)
    first_half(hour)
    second_half(hour)
    close(hour)

    for moment, words in SEEN.items():
        for said in words:
            assert said in hour.screens[moment], moment
    (minutes,) = (repository / "docs" / "ml" / "harbour-outfitters" / "minutes").iterdir()
    text = minutes.read_text(encoding="utf-8")
    for said in SAID:
        assert said in text, said
    (held,) = mlw.json("meeting", "list")["meetings"]
    assert held["state"] == "closed"


def test_a_kill_in_the_middle_of_a_meeting_loses_nothing(hour: Hour, mlw: CommandLine) -> None:
    begin(hour)
    hour.edit()
    hour.say(HALF)
    hour.at(4)
    hour.window.press("ctrl+o")
    hour.window.expect("Capture")
    hour.window.type("a ask legal @raj >f")
    hour.window.expect("ask legal @raj >f")
    _wait_as_promised(hour)
    hour.window.kill()

    hour.put(7)
    again = hour.open()
    again.expect("+01:00 over 06:00  The problem   meeting 7/60", "what problem", "An unsaved draft")
    again.press("ctrl+o")
    again.expect("ask legal @raj >f")
    again.type("ri")
    again.expect("due Fri 6 Nov 2026")
    again.press("enter")
    again.expect_gone("  Capture   ")
    again.press("enter")
    again.expect("Save, next", HALF)
    hour.answer(8, "ices.", then="Which decision")
    hour.leave_editor()
    again.press("m")
    again.expect("These were not reached.")
    again.press("enter")
    again.expect("2 Actions")
    again.kill()

    last = hour.open()
    last.expect("meeting 8/60")
    last.press("m")
    last.expect("These were not reached.")
    last.press("enter")
    last.expect("Every action has an owner")
    last.press("enter")
    last.expect("Nothing was decided or parked.")
    last.press("enter")
    last.expect("Does anybody object?")
    last.press("enter")
    last.expect("The minutes")
    assert len(mlw.json("meeting", "list")["meetings"]) == 1
    assert [action["action"] for action in mlw.json("mine", "--everybody")["actions"]] == ["ask legal"]
    assert mlw.ok("show", "kickoff.problem").count(HALF + "ices.") == 1
    assert len(mlw.json("history", "kickoff.problem")["acts"]) == 1


def _wait_as_promised(hour: Hour) -> None:
    until = time.monotonic() + PROMISED
    while time.monotonic() < until:
        hour.window.drain(0.1, most=0.1)


@pytest.mark.parametrize("size", [(80, 24), (64, 20)])
def test_question_clock_and_capture_line_are_readable_on_a_small_window(
    repository: Path, window: Open, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    hour = Hour(repository.parent / "clock", window, size)
    begin(hour)
    hour.edit()
    before = hour.window.presses
    hour.answer(5, "Read all reviews for us.", then="Which decision changes because of a prediction")
    assert hour.window.presses - before == 1, "an answer to the next question is its text and one key"
    hour.window.expect("The problem, read aloud:")
    hour.capture(8, "a pull three months of reviews @raj >fri", "ACTION  pull three months of reviews")
    assert hour.window.presses - before == 3, "an action is its text and two keys"
    screen = " ".join(hour.screens["capture ACTION  pull three months of reviews"].split())
    for words in ("03:00/06:00 The decision meeting 8/60", "Which decision changes", "@raj >fri", "Fri 6 Nov 2026"):
        assert words in screen
    hour.at(12)
    hour.keep("over time")
    assert "+01:00 over 06:00  The decision   meeting 12/60" in hour.screens["over time"]
