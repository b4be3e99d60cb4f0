"""Lines asked for in passing: what is typed is kept until it is saved."""

from __future__ import annotations

import pytest

from tests.tui.desk import Desk
from workbook.tui import app

PROBLEM, WHY_NOW = "kickoff.problem", "kickoff.why-now"


async def test_a_reason_left_with_escape_comes_back_for_that_question_alone(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go(PROBLEM)
        await see.keys("a")
        await see.type("Bought in")
        await see.keys("escape")
        assert "draft" not in see.text
        await see.screen.go(WHY_NOW)
        await see.keys("a")
        assert "Bought in" not in see.text
        await see.keys("escape")
    async with desk.opened() as see:
        await see.screen.go(PROBLEM)
        await see.keys("t")
        await see.keys("a")
        assert "Bought in" in see.text
        await see.type(" since May")
        await see.keys("enter")
    assert desk.project.answer(PROBLEM).reason == "Bought in since May"
    assert not desk.drafts()


async def test_a_note_that_is_begun_stands_in_place_of_the_old_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "FLUSH_EVERY", 60.0)  # what is saved or thrown away is not left for the next round
    desk.start()
    desk.answer(PROBLEM, "Returns")
    async with desk.opened() as see:
        await see.screen.go(PROBLEM)
        await see.keys("t")
        await see.type("Ask Tom")
        see.app.flush_drafts()
        assert desk.drafts()
        await see.keys("enter")
        assert not desk.drafts()
        await see.keys("t")
        await see.type(" on Monday")
        await see.keys("escape")
        assert desk.project.answer(PROBLEM).note == "Ask Tom"
        await see.keys("t")
        assert "Ask Tom on Monday" in see.text
        await see.keys(*["backspace"] * len(" on Monday"))
        await see.keys("escape")
    assert not desk.drafts()


async def test_a_name_that_nobody_has_is_refused_and_kept(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go(PROBLEM)
        await see.keys("d")
        await see.type("@nobody >fri")
        await see.keys("enter")
        assert any("nobody" in notice for notice in see.notices)
        await see.keys("d")
        assert "@nobody >fri" in see.text


async def test_the_way_out_keeps_a_line_that_was_just_typed(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go(PROBLEM)
        await see.keys("a")
        await see.type("Half a rea")
        see.app.leave()
        await see.until(lambda: any("Half a rea" in text for text in desk.drafts().values()))


async def test_the_name_of_a_new_project_is_kept_too(sampled: Desk) -> None:
    async with sampled.opened() as see:
        await see.keys("n")
        await see.type("Winter coa")
        await see.each("escape", "n")
        assert "Winter coa" in see.text
        await see.type("ts")
        await see.keys("enter")
    assert not any("Winter" in text for text in sampled.drafts().values())
