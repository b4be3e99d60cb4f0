"""A meeting on the screen: opened, held, captured in, closed. The clock is the desk's own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.desk import Desk, Seen
from workbook.application.git import Author
from workbook.application.meetings import Settled, close_meeting, planned
from workbook.domain.meetings.meeting import meetings
from workbook.domain.meetings.tidying import unread
from workbook.domain.primitives import Choice


async def _started(see: Seen) -> None:
    await see.keys("m")
    await see.keys("n")
    await see.type("Raj\n")
    await see.keys("enter")


def _rows(desk: Desk, table: str, column: str) -> list[str]:
    return [row.text(column) for row in desk.project.rows(table)]


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_it_is_opened_captured_in_and_closed_by_keys(desk: Desk, size: tuple[int, int]) -> None:
    desk.start()
    async with desk.opened(size) as see:
        await see.keys("m")
        assert "Meeting about Kickoff   60 minutes" in see.text and "To discuss" in see.text
        await see.keys("c")
        assert see.app.clipboard.startswith("# Kickoff meeting, 23 Nov 2026\n")
        await see.keys("escape")
        await _started(see)
        (meeting,) = meetings(desk.project)
        assert [desk.project.person(person) for person in meeting.attendees] == ["Ana", "Raj"]
        assert "00:00/" in see.text and "meeting 0/60 min" in see.text

        await see.keys("enter")
        await see.type("Too many returns")
        await see.keys("ctrl+o")
        await see.type("a rerun tuning @raj >fri")
        assert see.notices == []  # on a small window one would lie on the line
        assert "ACTION rerun tuning · Raj · due Fri 27 Nov 2026" in " ".join(see.text.split())
        await see.keys("enter")
        assert _rows(desk, "actions", "action") == ["rerun tuning"]
        assert "Too many returns" in see.text  # what was being typed is still there
        await see.keys("ctrl+s")
        assert "read aloud" in see.text and "Too many returns" in see.text  # a killer item is read back
        await see.type("Next one")  # and takes no key
        assert "Next one" in see.text
        await see.keys("escape")

        await see.keys("ctrl+o")
        await see.type("a nobody does this\n")
        await see.keys("ctrl+g", *"The record", "enter")
        await see.keys("x")  # to close its form is to close the meeting
        assert "come up first in the next meeting" in see.part("#close-says")
        await see.keys("x", "enter")
        assert "lacks an owner and a day" in see.text
        await see.keys("enter")
        assert "lacks an owner and a day" in see.text  # not without a word on why
        await see.keys("w")
        await see.type("Raj is asked on Monday\n")
        await see.each("enter", "enter")
        assert "Nobody objects" in see.text and "rerun tuning" in see.text
        await see.keys("c")
        assert "- rerun tuning: Raj, by Fri 27 Nov 2026" in see.app.clipboard
        await see.keys("enter")
        assert "The minutes" in see.text
        await see.keys("enter")
        assert "One answer now stands in documents" in " ".join(see.text.split())
        await see.keys("enter")  # it is read where it stands
        assert "spec.md › The problem" in see.text and "Too many returns" in see.part("#tidy-page")
        await see.keys("e")
        await see.type(" [/] of *boots*")
        await see.keys("ctrl+s")
        assert "Too many returns [/] of *boots*" in see.part("#tidy-page") and "1 of 1 read" in see.text
        await see.keys("enter")
        assert "meeting 0/60" not in see.text
        await see.keys("r")
        assert "No answer of a meeting is left to read." in see.notices
    problem = desk.project.answer("kickoff.problem")
    assert (problem.text(), problem.wording) == ("Too many returns", "Too many returns [/] of *boots*")
    (closed,) = meetings(desk.project)
    assert closed.closed_at
    assert sorted(item.outcome for item in closed.agenda if item.outcome)[-1] == "dropped"
    assert [path.name for path in Path.cwd().rglob("minutes/*.md")] == ["2026-11-23-kickoff.md"]


async def test_the_clock_follows_what_is_opened_and_never_moves_on_alone(desk: Desk) -> None:
    desk.start()
    async with desk.opened((120, 36)) as see:
        await see.keys("ctrl+g", *"When to stop", "enter")
        await _started(see)
        first = see.lines[1]
        assert "The problem" in first and "what problem" in see.text  # the clock runs on what is shown
        await see.keys("n")
        assert see.lines[1].split("  ")[2] != first.split("  ")[2]
        await see.keys("J")
        await see.type("+Lena Park\n")  # somebody new comes in late
        assert "here: Ana, Raj, Lena Park" in see.lines[1]
        await see.keys("plus")
        desk.now += timedelta(minutes=58)
        await see.keys("plus")
        assert "over" in see.lines[1] and "m closes it" in see.lines[1]
        assert any("last minutes" in notice for notice in see.notices)


async def test_a_meeting_that_nobody_closed_is_offered_for_closing(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        await _started(see)
    desk.now += timedelta(hours=20)
    async with desk.opened((80, 24)) as see:
        assert "Nobody closed this meeting" in " ".join(see.text.split())
        await see.keys("escape")
        assert "Nobody closed this meeting" not in see.text


async def test_that_offer_waits_until_nobody_types(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        await _started(see)
        await see.keys("enter")
        await see.type("Half a")
        desk.now += timedelta(hours=20)
        see.screen._tick()
        await see.type(" sentence")
        assert "Half a sentence" in see.text and "Nobody closed" not in see.text
        await see.keys("escape")
        assert "Nobody closed this meeting" in " ".join(see.text.split())


async def test_leaving_offers_the_closing_once(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        await _started(see)
        await see.keys("ctrl+q")
        assert "still being held" in " ".join(see.text.split())
        see._send("escape")
        async with asyncio.timeout(5):
            while see.app.return_code is None:
                await asyncio.sleep(0.005)
    assert see.app.return_code == 0


async def test_a_line_that_cannot_be_kept_stays_and_one_that_is_left_is_a_draft(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        await see.keys("ctrl+o")
        await see.type("a x @nobody-here\n")
        assert "nobody-here" in see.text and not desk.project.rows("actions")
        await see.keys("escape")
        await see.keys("ctrl+o")
        assert "a x @nobody-here" in see.text


async def test_actions_are_done_and_given_another_day(harbour: Desk) -> None:
    async with harbour.opened((120, 36)) as see:
        await see.keys("escape")
        await see.keys("l")
        assert "1 late" in see.text and "▲" in see.text
        await see.keys("r")
        await see.type("+9d\n")
        assert any("And why?" in notice for notice in see.notices) and "1 late" in see.text
        for why in ("the supplier is away", "still away"):
            await see.keys("r")
            await see.type(f"+9d, {why}\n")
        assert "0 late" in see.text and "the supplier is away; still away" in see.text
        await see.keys("x")
        assert "1 open" in see.text


async def test_what_reads_well_is_kept_and_the_rest_waits(harbour: Desk) -> None:
    async with harbour.opened((80, 24)) as see:
        await see.keys("escape")
        await see.keys("r")
        assert "0 of 8 read" in see.text and "Reads well" in " ".join(see.footer)
        await see.each("enter", "enter")
        assert "2 of 8 read" in see.text and "spec.md › The decision that changes" in see.text
        await see.keys("f1")
        assert "anew for readers" in see.part(".dialog")
        await see.each("escape", "escape")
        await see.keys("r")
        assert "0 of 6 read" in see.text
        await see.each(*["enter"] * 6)
        assert "All answers of Kickoff meeting are read." in see.notices
    meeting = meetings(harbour.project)[0]
    assert not unread(harbour.project, meeting)
    assert harbour.project.answer("kickoff.why-now").wording == ""  # what reads well was not written down once more


async def test_who_was_asked_sees_it_at_once_and_goes_there_with_one_key(desk: Desk) -> None:
    desk.start()
    desk.row("people", name="Raj", email="raj@example.org")
    raj = Author("Raj", "raj@example.org")
    async with desk.opened((120, 36)) as see:
        await see.keys("ctrl+g", *"KO-15", "enter", "h")
        await see.type("@nobody by thu\n")
        assert "There is no person 'nobody'" in see.notices[-1]
        await see.keys("h", *["backspace"] * 20)
        await see.type("raj by fri\n")
        assert see.notices[-1] == "Raj is asked: Our limits, by Fri 27 Nov 2026."
        assert "⇢ Raj is asked, by Fri 27 Nov 2026" in see.words and "asked of you" not in see.text
        await see.keys("m")
        await see.keys("a")
        assert "beforehand, and by when?" in see.text
        await see.type("@raj by +2d\n")
        await see.keys("escape", "escape")
    async with desk.opened((80, 24), author=raj) as see:
        assert "Raj: 2 asked of you, 0 to do" in see.text and "by Fri 27 Nov" in see.text
        await see.keys("f1")
        assert "somebody handed to you" in see.part(".dialog")
        await see.each("escape", "2")
        assert see.question == "kickoff.limits" and "2 asked: i" in see.text
        await see.each("i", "escape")
        assert see.question == "kickoff.limits"


async def test_home_tells_it_too_and_of_meetings(sampled: Desk) -> None:
    async with sampled.opened((80, 24), author=Author("Ana Ruiz")) as see:
        assert "Ana Ruiz: 1 asked of you" in see.text and "The value" in see.text
        await see.keys("escape")
        assert "1 asked of you: i" in see.text and "⇢ Ana Ruiz is asked next: The value, by" in see.text
        await see.each("down", "i")
        await see.keys("1")
        assert see.question == "kickoff.value"


async def test_home_shows_a_meeting_that_is_held_one_that_was_and_one_nobody_closed(sampled: Desk) -> None:
    with sampled.workbook() as workbook:
        project = workbook.project(workbook.projects()[0].id)
        opened = workbook.record(project.id, planned(project, "kickoff", title="The [/] kickoff"))
        meeting = opened.events[0].subject.form
    async with sampled.opened((80, 24)) as see:
        assert "● meeting" in see.text and "● The [/] kickoff is being held, since" in see.text
    sampled.now += timedelta(hours=3)
    async with sampled.opened((80, 24)) as see:
        assert "▲ The [/] kickoff was not closed" in see.text and "● meeting" not in see.text
        with sampled.workbook() as workbook:
            close_meeting(workbook, project.id, meeting, Settled(reasons={"": "later"}))
        await see.until(lambda: "Last meeting: The [/] kickoff, closed" in see.text)


async def test_the_clock_and_the_capture_line_are_on_other_screens_too(desk: Desk) -> None:
    desk.start()
    async with desk.opened((64, 20)) as see:
        await _started(see)
        await see.keys("f2")
        assert "n next: The decision   here: Ana, Raj" in see.lines[2]  # the question is alone, and all of it is told
        await see.keys("f2")
        for key in ("f3", "v", "l"):
            await see.keys(key)
            assert any("meeting 0/60 min" in line for line in see.lines[:2]), key
            await see.keys(*["escape"] * (key != "l"))
        await see.keys("ctrl+o")
        await see.type("d decided on the board\n")
        assert "DECISION  decided on the board" in see.notices  # as nobody sees what is read aloud below it
        with desk.workbook() as workbook:
            close_meeting(workbook, desk.project_id, meetings(desk.project)[0].id, Settled(reasons={"": "later"}))
        await see.until(lambda: "meeting 0/60" not in see.text)
    assert _rows(desk, "decisions", "decision") == ["decided on the board"]


async def test_what_was_parked_is_looked_at_first_and_answered_or_dropped(desk: Desk) -> None:
    desk.start()
    desk.row("parking", item="Could we do [/] returns?", status="open", question="kickoff.scope")
    desk.row("parking", item="Who owns the store?", status="open")
    async with desk.opened((64, 20)) as see:
        await _started(see)  # it begins with a look at what was parked
        assert "2 parked, 0 answered or dropped" in see.text and "P Could we do [/] returns?" in see.text
        assert "came up at The scope" in see.part("#row")
        await see.keys("f1")
        shown = see.part(".dialog")
        assert "until somebody answers it" in shown and "Go to the question that it came from" in shown
        await see.keys("escape")
        assert "x Answered" in see.footer
        await see.keys("x")
        await see.type("Not in v1\n")
        await see.keys("delete")
        assert "0 parked, 2 answered or dropped" in see.text and "Nothing is parked" in see.text, see.notices
        assert see.footer == ["esc Back", "f1 Help"]
        await see.each("escape", "z")
        assert "Nothing is parked" in see.text
        await see.each("escape", "n")
        assert see.question == "kickoff.problem"
    rows = desk.project.rows("parking")
    assert [(row.text("outcome"), row.values["status"]) for row in rows] == [
        ("Not in v1", Choice(("answered",))),
        ("", Choice(("dropped",))),
    ]
