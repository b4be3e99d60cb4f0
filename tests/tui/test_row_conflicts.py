"""Two versions of one row of a table: both kept, shown, compared, settled on the screen."""

from __future__ import annotations

import pytest

from tests.tui.desk import BEN, Desk, Seen
from workbook.application import typed
from workbook.domain.commands import RemoveRow
from workbook.domain.progress import State, state
from workbook.tui import app

OPTIONS = "kickoff.options"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks for others' changes more often than each second."""
    monkeypatch.setattr(app, "LOOK_EVERY", 0.02)


def _texts(desk: Desk, column: str) -> list[str]:
    project = desk.project
    return [row.text(column) for row in project.view_rows(project.pack.question(OPTIONS))]


def _state(desk: Desk) -> State:
    return state(desk.project, desk.project.pack.question(OPTIONS))


def _change(desk: Desk, row: str, **columns: str) -> None:
    """Ben changes a row that is in front of Ana."""
    desk.do(typed.row(desk.project, OPTIONS, columns, row), BEN)


async def _at(see: Seen, *, edit: bool = True) -> None:
    await see.screen.go(OPTIONS, edit=edit)
    await see.settle()


async def test_two_people_change_one_column_of_a_row_and_a_key_settles_it(desk: Desk) -> None:
    desk.start()
    row = desk.row(OPTIONS, option="Rules", benefit="Cheap")
    async with desk.opened() as see:
        await _at(see)
        await see.each("enter", "end")
        await see.type(" by hand")
        _change(desk, row, option="Rules by regex")
        await see.until(lambda: "Rules by regex" in [r.text("option") for r in see.screen.shown.rows("options")])
        assert "Rules by hand" in see.text
        await see.keys("ctrl+s")
        assert _state(desk) is State.CONFLICT
        assert "▲" in see.part("#editor-place")
        assert "Two versions of this row; c compares" in see.words
        await see.keys("c")
        sides = next(line for line in see.lines if "Rules by hand" in line)
        assert "Rules by regex" in sides
        assert "Ben" in see.text and "Ana" in see.text
        await see.each("escape", "escape")
        assert _state(desk) is State.CONFLICT
        assert "Two versions stand against each other" in see.words
        await see.keys("c")
        await see.keys("1" if sides.index("Rules by hand") < sides.index("Rules by regex") else "2")
        assert "Two versions" not in see.words
        assert "Rules by hand" in see.words
    assert _texts(desk, "option") == ["Rules by hand"]
    assert _state(desk) is not State.CONFLICT
    assert not desk.drafts()


async def test_two_people_change_two_columns_of_a_row_and_both_hold(desk: Desk) -> None:
    desk.start()
    row = desk.row(OPTIONS, option="Rules")
    async with desk.opened() as see:
        await _at(see)
        await see.each("enter", "end")
        await see.type(" by hand")
        _change(desk, row, benefit="Cheap")
        await see.until(lambda: "Cheap" in [r.text("benefit") for r in see.screen.shown.rows("options")])
        await see.keys("ctrl+s")
    assert _state(desk) is not State.CONFLICT
    assert (_texts(desk, "option"), _texts(desk, "benefit")) == (["Rules by hand"], ["Cheap"])


async def test_a_row_taken_out_by_one_and_changed_by_another_is_settled_either_way(desk: Desk) -> None:
    desk.start()
    row = desk.row(OPTIONS, option="Rules")
    shown = desk.project.ledger.head_ids(desk.project.row("options", row).subject)
    _change(desk, row, option="Rules by regex")
    desk.do(RemoveRow("options", row, seen=shown))
    async with desk.opened() as see:
        await _at(see, edit=False)
        assert "Rules by regex" in see.words
        await see.keys("c")
        assert "(taken out)" in see.text
        line = next(line for line in see.lines if "(taken out)" in line)
        await see.keys("1" if line.index("(taken out)") < see.app.size.width // 2 else "2")
        assert "Two versions" not in see.words
        assert _texts(desk, "option") == []
        await see.keys("u")
        assert _state(desk) is State.CONFLICT


async def test_two_rows_in_conflict_are_settled_one_after_the_other(desk: Desk) -> None:
    desk.start()
    for name in ("Rules", "Model"):
        row = desk.row(OPTIONS, option=name)
        shown = desk.project.ledger.head_ids(desk.project.row("options", row).subject)
        _change(desk, row, option=f"{name} of Ben")
        desk.do(typed.row(desk.project, OPTIONS, {"option": f"{name} of Ana"}, row)._replace(seen=shown))
    async with desk.opened() as see:
        await _at(see, edit=False)
        for name in ("Rules", "Model"):
            await see.keys("c")
            line = next(line for line in see.lines if f"{name} of Ben" in line)
            await see.keys("1" if line.index("of Ben") < line.index("of Ana") else "2")
        assert "Two versions" not in see.words
    assert _texts(desk, "option") == ["Rules of Ben", "Model of Ben"]
