"""Keys typed in one burst: each acts where the key before it led."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.timer import Timer

from tests.tui.desk import Desk, Seen
from workbook.tui import turns
from workbook.tui.screens.aside import AsideForm

PROBLEM, WHY_NOW = "kickoff.problem", "kickoff.why-now"


async def _burst(see: Seen, *keys: str) -> None:
    """Sends all keys through the driver before any is handled. A word is typed letter by letter."""
    names = [name for key in keys for name in ([key] if key in _NAMED else list(key))]
    await see.keys(*names)


_NAMED = frozenset(("enter", "tab", "escape", "down", "up", "ctrl+s", "space", "backspace", "ctrl+o", "ctrl+g", "f6"))


@asynccontextmanager
async def _slow(desk: Desk, text: str) -> AsyncIterator[tuple[Seen, asyncio.Event]]:
    """A text typed into the first question, and what lets its saving go on."""
    may_go = asyncio.Event()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type(text)
        record = see.app.record

        async def slowly(*arguments: object) -> object:
            await may_go.wait()
            return await record(*arguments)  # type: ignore[arg-type]

        see.app.record = slowly  # type: ignore[method-assign,assignment]
        yield see, may_go


async def test_what_is_typed_behind_enter_stands_in_the_field(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "enter", "dappled jays")
        assert see.screen.open_form is not None
        assert see.screen.open_form.texts == {"value": "dappled jays"}
        assert not desk.project.answer(PROBLEM).given
        assert not see.notices
    assert desk.project.answer(PROBLEM).status == "open"


async def test_an_answer_its_saving_and_the_next_one_in_one_burst(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "enter", "deep pain", "ctrl+s", "spring sale", "ctrl+s")
    assert desk.project.answer(PROBLEM).text() == "deep pain"
    assert desk.project.answer(WHY_NOW).text() == "spring sale"


async def test_each_key_that_others_wait_for_has_a_clock_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long run must not be given up half-way, its rest acting wherever the focus happens to be."""
    desk.start()
    async with desk.opened() as see:
        clocks: list[object] = []
        set_timer = see.app.set_timer

        def noted(delay: float, callback: Callable[[], object]) -> Timer:
            clocks.extend([callback] * (delay == turns.PATIENCE))
            return set_timer(delay, callback)

        monkeypatch.setattr(see.app, "set_timer", noted)
        await _burst(see, "enter", "deep pain", "ctrl+s", "spring sale", "ctrl+s", "down", "up")
        assert len(clocks) == 4, clocks  # behind enter, twice behind ctrl+s, behind down
        assert see.app._turns._timer is None
    assert desk.project.answer(WHY_NOW).text() == "spring sale"


async def test_a_paste_behind_enter_stands_in_the_field(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        see._send("enter")
        await see.paste("pasted at once")
        assert "pasted at once" in see.text


async def test_a_reason_typed_behind_its_gesture(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "a", "dead product", "enter")
    assert desk.project.answer(PROBLEM).reason == "dead product"


async def test_moving_and_opening_in_one_burst(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "down", "enter", "up to you")
        assert see.question == WHY_NOW
        assert see.screen.open_form is not None
        assert see.screen.open_form.texts == {"value": "up to you"}


async def test_a_field_is_left_and_the_next_one_filled_in_one_burst(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.scope", edit=True)
        await see.settle()
        await _burst(see, "boots", "tab", "coats", "ctrl+s")
    answer = desk.project.answer("kickoff.scope")
    assert (answer.text("in-scope"), answer.text("out-of-scope")) == ("boots", "coats")


async def test_a_new_row_in_one_burst(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.options", edit=True)
        await see.settle()
        await _burst(see, "a", "add a rule", "ctrl+s")
    project = desk.project
    rows = project.view_rows(project.pack.question("kickoff.options"))
    assert [project.row_name(row) for row in rows] == ["add a rule"]


async def test_a_waiver_in_one_burst(sampled: Desk) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened() as see:
        see.screen.update(key="gate:kickoff")
        see.screen.outline.focus()
        await see.settle()
        await _burst(see, "tab", "w", "Nora", "enter", "we wait", "enter", "2w", "enter")
        assert not isinstance(see.app.screen, AsideForm), (see.text, see.notices)
        assert "Milestones waived by Nora" in see.words
    people = [sampled.project.row_name(row) for row in sampled.project.rows("people")]
    assert people.count("Nora") == 1


async def test_a_key_that_takes_long_holds_the_others_for_a_moment_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 1.0)
    desk.start()
    async with _slow(desk, "Slow") as (see, may_go):
        for key in ("ctrl+s", *"er"):
            see._send(key)
        form = see.screen.open_form
        assert form is not None
        await asyncio.sleep(0.2)
        assert form.texts == {"value": "Slow"}
        async with asyncio.timeout(10):
            while form.texts == {"value": "Slow"}:
                await asyncio.sleep(0.05)
        assert form.texts == {"value": "Slower"}
        may_go.set()
        await see.settle()
        assert any("typed meanwhile" in notice for notice in see.notices)
    assert desk.project.answer(PROBLEM).text() == "Slow"


async def test_the_way_out_keeps_what_still_waits_for_its_turn(desk: Desk) -> None:
    desk.start()
    async with _slow(desk, "Half") as (see, may_go):
        for key in ("ctrl+s", *" a word"):
            see._send(key)
        await asyncio.sleep(0.2)
        see.app.leave()
        async with asyncio.timeout(10):
            while not any("Half a word" in text for text in see.app.drafts._box.read().values()):
                await asyncio.sleep(0.05)
        may_go.set()


async def test_a_line_is_captured_in_one_burst_also_in_a_meeting(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "ctrl+o", "a early", "enter")
        await _burst(see, "m", "enter")
        await _burst(see, "ctrl+o", "a load test", "enter", "enter", "dappled jays")
        assert see.screen.open_form is not None
        assert see.screen.open_form.texts == {"value": "dappled jays"}
    assert [row.text("action") for row in desk.project.rows("actions")] == ["early", "load test"]
    assert desk.project.answer(PROBLEM).status == "open"


async def test_going_from_home_in_one_burst(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _burst(see, "f6", "ctrl+g", "ko2", "enter", "enter", "dappled jays", "ctrl+s")
    assert desk.project.answer(WHY_NOW).text() == "dappled jays"
