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
            assert all(words in see.text for words in ("customer wanted", "held down", "Scoped down, then scaled up"))
            assert "…" in see.part("#panel-1")  # what a box has no room for is cut where one sees it
        else:
            assert "hundred" in see.text and "…" not in see.part("#panel-2")
        assert len(see.footer) <= 7
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
