"""An instrument as a grid: one key a mark."""

from __future__ import annotations

import re

import pytest

from tests.tui.desk import Desk, Seen
from workbook.domain.scoring import MARK, score


async def _into(see: Seen, item: str) -> None:
    await see.screen.go(item, edit=True)
    await see.settle()


def _mark(desk: Desk, item: str) -> str:
    answer = desk.project.answer(item)
    return answer.values[MARK].chosen[0] if MARK in answer.values else ""  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_all_items_of_a_section_are_on_one_screen(desk: Desk, size: tuple[int, int]) -> None:
    desk.start()
    async with desk.opened(size) as see:
        await _into(see, "joel.1")
        section = desk.project.pack.instrument("joel").sections[0]
        assert all(item.title[:14] in see.part("#grid") for item in section.questions)


async def test_one_key_marks_and_goes_on(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.1")
        await see.keys("0", "5", "1")
        assert see.screen.grid.question == "mlts.data.4"
        assert [_mark(desk, f"mlts.data.{n}") for n in (1, 2, 3, 4)] == ["none", "manual", "automated", ""]
        assert "3 of 28 answered" in see.words


async def test_yes_and_no_mark_the_joel_test(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "joel.1")
        await see.keys(*"ynyyyyyyyyyy")
        assert (_mark(desk, "joel.1"), _mark(desk, "joel.2"), _mark(desk, "joel.12")) == ("yes", "no", "yes")
        assert re.search(r"The Joel Test +11", see.text)


async def test_a_mark_is_undone(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.1")
        await see.keys("1")
        await see.each("up", "5")
        assert _mark(desk, "mlts.data.1") == "manual"
        await see.keys("u")
        assert _mark(desk, "mlts.data.1") == "automated"


async def test_a_mark_is_claimed_until_something_backs_it(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.1")
        await see.each("1", "up")
        assert "claimed" in see.text
        await see.keys("e")
        await see.type("tests/test_schema.py")
        await see.keys("enter")
        assert "evidenced" in see.text
        assert "claimed" not in see.text


async def test_moving_shows_what_each_mark_asks_for(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.1")
        await see.keys("down")
        item = desk.project.pack.question("mlts.data.2")
        assert item.ask in see.part("#right")
        assert item.fields[0].options[1].help[:30] in see.part("#right")


async def test_gestures_work_in_a_grid_too(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.1")
        await see.keys("a")
        await see.type("No features")
        await see.keys("enter")
        assert "n/a, counts as 0" in see.text
    assert desk.project.answer("mlts.data.1").reason == "No features"


async def test_the_outline_follows_into_the_next_section(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "mlts.data.7")
        await see.keys("1")
        assert see.screen.grid.question == "mlts.model.1"
        assert see.screen.outline.key == "section:mlts/model"
        await see.keys("tab", "up")
        assert see.screen.outline.key == "section:mlts/data"


async def test_h_goes_to_the_cheapest_next_half_point_and_round(harbour: Desk) -> None:
    step = score(harbour.project, harbour.project.pack.instrument("mlts")).next_step
    assert step is not None
    cheapest = [item.id for item in step.items]
    assert len(cheapest) > 1 and all(item.startswith("mlts.monitor.") for item in cheapest)  # what binds the score
    async with harbour.opened() as see:
        await see.keys("escape")
        await _into(see, "mlts.data.1")
        met = []
        for _ in (*cheapest, ""):
            await see.keys("h")
            met.append(see.screen.grid.question)
        assert met == [*cheapest, cheapest[0]]
        assert see.screen.outline.key == "section:mlts/monitor"
        item = harbour.project.pack.question(cheapest[0])
        assert item.ask in see.part("#right")


async def test_h_goes_round_where_nothing_is_marked_yet(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "joel.12")
        await see.keys("h")
        assert see.screen.grid.question == "joel.1"


async def test_enter_opens_nothing_in_a_grid(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _into(see, "joel.3")
        assert not any("Open" in key or "Answer" in key for key in see.footer if "Next" not in key)
        await see.keys("enter")
        assert see.screen.grid.has_focus and see.screen.grid.question == "joel.3"
