"""The ten pictures and the card, from the walk and from a question."""

from __future__ import annotations

import pytest

from tests.tui.desk import Desk


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_the_ten_pictures_stand_on_one_screen(harbour: Desk, size: tuple[int, int]) -> None:
    async with harbour.opened(size) as see:
        await see.keys("f7")
        assert "Ten pictures" in see.text and '"Read all reviews' in see.text
        if size == (120, 36):
            assert all(words in see.text for words in ("customer wanted", "2.5 of 7", "Scoped down, then scaled up"))
            assert "KO-01 Ana Ruiz" in see.part("#panel-1")
            assert "…" in see.part("#panel-1")  # what a box has no room for is cut where one sees it
        else:
            assert "hundred" in see.text and "…" not in see.part("#panel-2")
        assert len(see.footer) <= 7
        await see.keys("end")
        await see.until(lambda: "paid for, and begun" in see.text)
        assert "begun, and shipped" in see.text and "More than the smallest slice" in see.text
        await see.keys("escape")
        assert "Ten pictures" not in see.text
        await see.keys("f7")
        assert "Ten pictures" in see.text


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_the_reference_pages_open_over_any_screen(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.opened(size) as see:
        await see.keys("f8")
        assert "Irina" in see.text
        await see.keys("escape")
        assert "Irina" not in see.text


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_hostile_words_stand_in_the_pictures_as_they_were_typed(desk: Desk, size: tuple[int, int]) -> None:
    desk.start()
    odd = "[/] [@click=app.quit]x[/] \x1b]0;t\x07 سلام 🧵 " + "n" * 300
    desk.answer("kickoff.problem", odd)
    desk.answer("post.asked-again", {"words": odd})
    desk.answer("data-qa.picture", "[/]|```" * 40)
    async with desk.opened(size) as see:
        await see.keys("f7")
        assert "[@click=app.quit]x[/]" in see.text.replace(" ", "") or size == (120, 36)
        assert "[@click=app" in see.text and "\x1b" not in see.text
        await see.keys("end")
        await see.until(lambda: "paid for, and begun" in see.text)
        assert "[@click=app" in see.text and "\x1b" not in see.text and len(see.footer) <= 7
