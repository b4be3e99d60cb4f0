"""Several people on one file: changes appear by themselves, conflicts are settled on the screen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.desk import BEN, Desk
from workbook.domain.progress import State, state
from workbook.tui import app

PROBLEM = "kickoff.problem"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks for others' changes more often than each second."""
    monkeypatch.setattr(app, "LOOK_EVERY", 0.02)


async def test_a_change_of_another_process_appears_by_itself(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        desk.answer(PROBLEM, "Ben's words", BEN)
        await see.until(lambda: "✓ The problem" in see.text)
        assert "Ben's words" in see.words


async def test_a_new_project_appears_at_home(sampled: Desk) -> None:
    async with sampled.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        assert "Third one" not in see.text
        sampled.start("Third one", triage=False)
        await see.until(lambda: "Third one" in see.text)


async def test_an_open_editor_keeps_its_text_and_saving_makes_a_conflict_to_settle(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        await see.keys("enter")
        await see.type("Ana's words")
        desk.answer(PROBLEM, "Ben's words", BEN)
        await see.until(lambda: see.screen.shown.answer(PROBLEM).given)
        assert "Ana's words" in see.text
        await see.keys("ctrl+s", "escape")
        await see.screen.go(PROBLEM)
        await see.settle()
        assert "▲ The problem" in see.text
        assert "Two versions stand against each other" in see.words
        await see.keys("c")
        assert "Ana's words" in see.text and "Ben's words" in see.text
        sides = next(line for line in see.lines if "Ana's words" in line)
        assert "Ben's words" in sides
        await see.keys("escape")
        assert state(desk.project, desk.project.pack.question(PROBLEM)) is State.CONFLICT
        await see.keys("c")
        number = "1" if sides.index("Ben's words") < sides.index("Ana's words") else "2"
        await see.keys(number)
        assert "✓ The problem" in see.text
    assert desk.project.answer(PROBLEM).text() == "Ben's words"


async def test_rows_of_two_people_do_not_conflict(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.options", edit=True)
        await see.settle()
        desk.row("kickoff.options", BEN, option="Rules")
        await see.until(lambda: "Rules" in see.text)
        await see.keys("a")
        await see.type("Model")
        await see.keys("ctrl+s")
        assert "Rules" in see.text and "Model" in see.text


async def test_a_folder_that_takes_no_drafts_says_so_and_loses_nothing(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        state_folder = desk.places.state
        state_folder.mkdir(parents=True, exist_ok=True)
        (state_folder / "drafts").rmdir() if (state_folder / "drafts").exists() else None
        Path(state_folder / "drafts").write_text("in the way", encoding="utf-8")
        await see.keys("enter")
        await see.type("Kept on the screen")
        await see.until(lambda: bool(see.notices))
        assert "Kept on the screen" in see.text
        await see.keys("ctrl+s")
    assert desk.project.answer(PROBLEM).text() == "Kept on the screen"


async def test_news_that_come_on_the_way_out_are_shown_to_nobody(desk: Desk) -> None:
    desk.start()
    may_go = asyncio.Event()
    async with desk.opened() as see:
        desk.now += timedelta(days=1)
        newer = desk.project

        async def late(_request: object) -> object:
            await may_go.wait()
            return newer

        see.app.ask = late  # type: ignore[method-assign,assignment]
        coming = asyncio.create_task(see.screen.refresh_from_store())
        await asyncio.sleep(0)
    may_go.set()
    await coming  # the widgets are gone by now
