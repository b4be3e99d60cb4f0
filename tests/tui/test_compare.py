"""The compare screen: the talk's own table on it, other projects, other columns, odd names."""

from __future__ import annotations

import pytest

from tests.tui.desk import Desk, Seen
from workbook.tui.screens.compare import CompareScreen
from workbook.tui.screens.home import HomeScreen

ODD = "[/] [@click=app.quit]x[/] \x1b]0;t\x07 سلام 🧵 and a name that goes on and on until its very own end"


def _rows(see: Seen) -> str:
    return "\n".join(line.left.plain for line in see.listed("#compare-rows"))


@pytest.fixture
def several(desk: Desk) -> Desk:
    """Ten projects; two of them marked something."""
    for number in range(9):
        desk.start(f"Project {number}", triage=False)
    desk.answer("mlts.data.1", {"mark": "manual"})
    desk.start(ODD, triage=False)
    desk.answer("joel.1", {"mark": "yes"})
    desk.answer("joel.4", {"mark": "no", "note": "[/] nowhere | \x1b[31m"})
    desk.project_id = ""
    assert desk.places.config is not None
    desk.places.config.unlink()  # none of them is this folder's own
    return desk


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_projects_stand_side_by_side_with_the_talk_beside_them(several: Desk, size: tuple[int, int]) -> None:
    async with several.opened(size) as see:
        assert isinstance(see.app.screen, HomeScreen) and "c Compare" in " ".join(see.footer)
        await see.keys("c")
        assert isinstance(see.app.screen, CompareScreen)
        assert "2 left out" in see.lines[0] and "Value" in _rows(see) and "—" in _rows(see)
        await see.keys("i")
        assert "The Joel Test" in see.lines[0] and "● Yes" in _rows(see)
        assert "very own end" in see.part("#compare-heads")  # the end of a long name tells it from others
        assert "[@click" in see.part("#compare-heads").replace(" ", "") and "\x1b" not in see.text
        await see.keys(*["down"] * 4)
        shown = (size[0] - 24) // 18
        await see.each(*["right"] * 12)
        assert f"columns {9 - shown} to 8 of 8" in see.lines[0]
        await see.keys("t")
        assert "of 12" in see.lines[0]
        await see.each(*["right"] * 6)
        assert "Finance" in see.part("#compare-heads") and "Trello" in _rows(see)
        assert max(map(len, see.lines)) <= size[0] and len(see.footer) <= 7 and "nobody said" in see.text
        await see.keys("escape")
        assert isinstance(see.app.screen, HomeScreen)


async def test_other_projects_are_picked_and_notes_are_told(several: Desk) -> None:
    async with several.opened() as see:
        await see.each("c", "p")
        assert "8 ticked" in see.text
        await see.keys(*["enter", "down"] * 10, "up", *"very own", "ctrl+s")
        assert "columns 1 to 2" in see.lines[0] and "left out" not in see.lines[0]  # those that were not ticked before
        await see.keys("p")
        assert "2 ticked" in see.text
        await see.keys(*"very own", "enter")
        assert see.text.count("[ ]") + see.text.count("[✓]") == 1 and ("3 ticked" in see.text or "1 ticked" in see.text)
        await see.each("escape", "i")
        assert "columns 1 to 2" in see.lines[0]
