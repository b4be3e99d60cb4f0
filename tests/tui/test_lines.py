"""A list of many lines of which few are seen."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from workbook.tui.themes import INK
from workbook.tui.widgets.lines import Line, Lines

MANY = 5000


class _Listed(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()
        self.register_theme(INK)
        self.theme = INK.name

    def compose(self) -> ComposeResult:
        yield Lines()

    def line(self, place: int) -> Line:
        self.asked.add(place)
        return Line(f"k{place}", Content(f"line {place}"))


async def test_only_the_lines_that_are_seen_are_asked_for() -> None:
    app = _Listed()
    async with app.run_test(size=(40, 12)) as pilot:
        lines = app.query_one(Lines)
        lines.show_some([f"k{place}" for place in range(MANY)], app.line)
        await pilot.pause()
        app.screen._compositor.render_strips()
        assert app.asked == set(range(12))
        await pilot.press("end")
        await pilot.pause()
        app.screen._compositor.render_strips()
        assert lines.key == f"k{MANY - 1}"
        assert MANY - 1 in app.asked
        assert len(app.asked) <= 24
        await pilot.click(Lines, offset=(3, 0))
        assert lines.key == f"k{MANY - 12}"
