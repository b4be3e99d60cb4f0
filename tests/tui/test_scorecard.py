"""The scorecard: both scores, how they came about, and every item that is not met."""

from __future__ import annotations

import pytest

from tests.tui.desk import Desk, Seen
from workbook.tui.screens.scorecard import ScorecardScreen
from workbook.tui.widgets.lines import Lines


def _lines(see: Seen, selector: str = "#items") -> str:
    """All lines of a list, also those out of sight."""
    return "\n".join(f"{line.left.plain} {line.right.plain}" for line in see.listed(selector))


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_the_scorecard_tells_what_holds_the_scores_down_and_enter_leads_to_the_item(
    harbour: Desk, size: tuple[int, int]
) -> None:
    async with harbour.opened(size) as see:
        await see.keys("v")
        assert isinstance(see.app.screen, ScorecardScreen)
        cards = _lines(see, "#cards" if size[0] > 100 else "#items")
        for words in (
            *(
                "The Joel Test  9 of 12  serious problems",
                "People and tools",
                "2.5/7 ◂ lowest",
                "enough: customer-facing",
            ),
            *("Cheapest step, to 3: any of the 6 items with +½", "On the scale of 2016: 5 of 14, band 5 to 6"),
            *("Every killer item has a point", "Trend", "Pre-production", "until now, 6 gates"),
        ):
            assert words in cards
        assert cards.count("◂") == 1
        assert max(map(len, see.lines)) <= size[0] and len(see.footer) <= 7
        assert "Unmet only" in " ".join(see.footer)
        assert "● ★ Source control" in _lines(see) and "½ manual, claimed" in _lines(see)
        await see.keys("f")
        assert "Source control" not in _lines(see) and "Quiet work" in _lines(see)
        assert "unmet items only" in see.lines[0]
        see.app.screen.query_one("#items", Lines).go_to("item:mlts.monitor.5")
        await see.keys("enter")
        assert see.screen.grid.question == "mlts.monitor.5" and see.screen.grid.has_focus
        await see.each("v", "escape")
        assert see.screen.grid.question == "mlts.monitor.5"


async def test_open_killers_ties_and_what_is_not_marked_yet_are_said(desk: Desk) -> None:
    desk.start()
    desk.answer("joel.1", {"mark": "no"})
    desk.answer("mlts.data.2", {"mark": "manual"})
    async with desk.opened() as see:
        await see.keys("v")
        cards = _lines(see, "#cards")
        assert "★ Source control: nothing done" in cards
        assert "3 sections tie for the lowest: each must rise" in cards
        assert "1 of 28 answered" in cards and "2016" not in cards and "◂" not in cards
        await see.keys("tab")
        see.app.screen.query_one("#cards", Lines).go_to("killer:joel.1")
        await see.keys("enter")
        assert see.screen.grid.question == "joel.1"
