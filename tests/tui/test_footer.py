"""The footer: at most seven keys, in every mode, and none that does nothing there."""

from __future__ import annotations

import pytest

from tests.tui.desk import Desk, Seen
from workbook.tui.screens.help import HelpScreen
from workbook.tui.widgets.key_bar import KeyBar


async def _go(see: Seen, question: str) -> None:
    await see.screen.go(question, edit=True)
    await see.settle()


def _few(see: Seen) -> None:
    assert 1 <= len(see.footer) <= 7, see.footer
    assert any("Help" in key for key in see.footer)


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_the_project_screen_never_shows_more_than_seven_keys(sampled: Desk, size: tuple[int, int]) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened(size) as see:
        _few(see)
        for question in ("kickoff.problem", "kickoff.environment", "kickoff.milestones"):
            await _go(see, question)
            _few(see)
            assert any("Save" in key for key in see.footer)
        await see.keys("a")
        _few(see)
        await see.each("escape", "escape")
        await _go(see, "joel.1")
        _few(see)
        see.screen.update(key="gate:kickoff")
        await see.settle()
        _few(see)
        await see.screen.edit()
        await see.settle()
        _few(see)


async def test_home_and_start_show_few_keys(sampled: Desk) -> None:
    async with sampled.opened() as see:
        _few(see)
        await see.keys("n")
        await see.type("Another")
        await see.keys("enter")
        _few(see)
        assert any("Skip" in key for key in see.footer)


async def test_the_last_key_is_not_cut_off_on_eighty_columns(sampled: Desk) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened((80, 24)) as see:
        assert "f1 Help" in see.lines[-1]
        await _go(see, "kickoff.milestones")
        assert "f1 Help" in see.lines[-1]


async def test_the_footer_says_what_enter_and_the_marks_do_here_and_nothing_that_does_nothing(sampled: Desk) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened() as see:
        keys: dict[str, list[str]] = {}
        for key in ("area:data-qa", "gate:kickoff", "forms:review", "section:mlts/data"):
            see.screen.update(key=key)
            see.screen.outline.focus()
            await see.settle()
            keys[key] = see.footer
        first = [found[0].partition(" ")[2] for found in keys.values()]
        assert first == ["Unfold", "Decide", "New", "Mark"]
        for key in ("area:data-qa", "gate:kickoff", "forms:review"):
            assert not any("Park" in shown or "know" in shown for shown in keys[key])
        await _go(see, "joel.1")
        assert [key for key in see.footer if key[0] in "yn015"] == ["y Yes", "n No"]
        await _go(see, "mlts.data.1")
        assert [key for key in see.footer if key[0] in "yn015"] == ["0 Not done", "5 Manual", "1 Automated"]


async def test_a_click_on_a_key_is_the_key(sampled: Desk) -> None:
    async with sampled.opened() as see:
        await see.pilot.click(KeyBar, offset=(see.lines[-1].index("Help"), 0))
        await see.settle()
        assert isinstance(see.app.screen, HelpScreen)
