"""The page that a question is read on: wrapped, scrolled, selected; and moving on lays nothing out."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from tests.tui.desk import Desk
from workbook.tui.widgets.page import Page

FIRST = "kickoff.problem"
LINES = [f"{number:02} customers wait for an answer" for number in range(1, 61)]


async def test_moving_from_question_to_question_lays_nothing_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    desk.answer(FIRST, "Too many returns. " * 20)
    async with desk.opened((120, 36)) as see:
        await see.screen.go(FIRST)
        await see.keys("down", "down", "up")
        laid_out: list[Screen[object]] = []
        whole = Screen._refresh_layout

        def counted(screen: Screen[object], *arguments: object, **named: object) -> None:
            laid_out.append(screen)
            whole(screen, *arguments, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await see.keys("up")
        assert "Too many returns. Too many returns." in see.words
        await see.keys("down", "down", "down")
        assert "Too many returns" not in see.words
        assert not laid_out


async def test_a_long_answer_scrolls_and_the_next_question_begins_at_its_top(desk: Desk) -> None:
    desk.start()
    desk.answer(FIRST, "\n".join(LINES))
    async with desk.opened((80, 24)) as see:
        await see.screen.go(FIRST)
        await see.settle()
        page = see.screen.query_one("#page", Page)
        assert LINES[0] in see.words
        page.scroll_end(animate=False)
        await see.settle()
        assert LINES[-1] in see.words
        assert LINES[0] not in see.words
        await see.keys("down")
        assert page.scroll_offset.y == 0
        assert "Why now, and what happens" in see.words
        await see.keys("up")
        assert LINES[0] in see.words


async def test_a_page_fits_the_window_and_stands_closer_in_a_low_one(desk: Desk) -> None:
    desk.start()
    async with desk.opened((120, 36)) as see:
        await see.screen.go(FIRST)
        await see.settle()
        kicker = next(place for place, line in enumerate(see.lines) if "1 of 3" in line)
        assert "customer's own words" in see.lines[kicker + 2]
        await see.resize(64, 20)
        kicker = next(place for place, line in enumerate(see.lines) if "1 of 3" in line)
        assert "customer's own words" in see.lines[kicker + 1]
        assert "Enter to answer." in see.words


async def test_what_is_selected_on_a_page_is_copied_as_it_was_typed(desk: Desk) -> None:
    text = "[/] [@click=app.quit]x[/] 漢字 | ``` and a sentence that is much longer than the column is wide"
    desk.start()
    desk.answer(FIRST, text)
    async with desk.opened((80, 24)) as see:
        await see.screen.go(FIRST)
        await see.settle()
        assert text in see.words
        see.screen.query_one("#page", Page).text_select_all()
        await see.keys("ctrl+c")
        copied = see.app.clipboard.splitlines()
        assert "In the customer's own words: what problem should go away?" in copied
        assert text in copied
