"""The four steps of a closing keep what was said in them, whatever comes between."""

from __future__ import annotations

from tests.tui.desk import Desk, Seen
from workbook.domain.meetings.meeting import meetings

HOSTILE = "[/] @click\x1b]0;x"


async def _begun(see: Seen) -> None:
    """A meeting with an action of nobody's, and its closing."""
    await see.each("m", "enter")
    await see.keys("ctrl+o", *"a load test", "enter")
    await see.keys("m")


async def test_what_was_said_is_there_after_leaving_it_and_after_a_kill(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        await _begun(see)
        (first, second), outcomes = [line.left.plain for line in see.listed("#close-list")[:2]], ("dropped", "parked")
        await see.each("x", "p", "enter", "w")
        await see.type("Raj is away\n")
        assert "Raj is away" in see.part("#close-list") and "Every action" in see.text
        await see.each("escape", "escape")  # back to the meeting, to look something up
        await see.keys("m")
        assert all(said in see.part("#close-list") for said in outcomes)
        await see.keys("ctrl+g", *"ko9", "enter")
        assert see.question == "kickoff.error-cost"
        await see.keys("m")
        assert all(said in see.part("#close-list") for said in outcomes)
        desk.drafts()

    async with desk.opened((80, 24)) as see:
        await see.keys("m")
        assert all(said in see.part("#close-list") for said in outcomes)
        await see.keys("enter")
        assert "Raj is away" in see.part("#close-list")
        await see.keys("w")
        assert "Raj is away" in see.text  # to be mended
        await see.paste(HOSTILE)
        await see.keys("enter")
        await see.each("enter", "enter")
        recap = " ".join(line for line in see.part("#recap").split(" ") if line)
        assert "load test: nobody yet, no day yet (Raj is away[/] @click" in recap
        assert f"Parked: - {second}" in recap
        await see.keys("down", "pagedown")
        assert f"Left out: {first}" in see.part("#recap")
        await see.keys("enter")
        assert "The minutes" in see.text
    (meeting,) = meetings(desk.project)
    said = {item.item: item.outcome for item in meeting.agenda}
    assert meeting.closed_at and (said[first], said[second]) == outcomes
    (action,) = (row for row in desk.project.rows("actions") if row.text("action") == "load test")
    assert action.text("note").startswith("Raj is away[/] @click")
    assert not any("closing" in key for key in desk.drafts())


async def test_an_owner_takes_the_place_of_a_word_on_why_not(desk: Desk) -> None:
    desk.start()
    async with desk.opened((64, 20)) as see:
        await _begun(see)
        await see.each("enter", "w")
        await see.type("not yet\n")
        await see.keys("w", *["backspace"] * 7, *"@ana >fri", "enter")
        assert "Every action" in see.text and "not yet" not in see.text
        await see.each("enter", "enter", "enter")
    (action,) = desk.project.rows("actions")
    assert action.text("note") == "" and str(action.values["due"]).find("2026-11-27") >= 0
