"""The table editor: rows down by `show`, wishes up by messages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.pilot import Pilot

from tests.tui.editors_scene import METRICS, People, Scene, keys, people, table_scene
from workbook.tui.editors import RefEditor, TableEditor, TableRow
from workbook.tui.editors.columns import lay_out
from workbook.tui.editors.offered import OfferLine

ROWS = (
    TableRow("r1", {"name": "Returning customers", "kind": "business", "baseline": "33.0 %", "owner": "Ana Ruiz"}),
    TableRow("r2", {"name": "Click-through", "kind": "product"}, ("Baseline",)),
    TableRow("r3", {"name": "Complaints", "kind": "product", "baseline": "2 %"}, (), conflict=True),
)


async def begin(pilot: Pilot[None], scene: Scene, rows: Sequence[TableRow] = ROWS) -> TableEditor:
    """Rows shown, the focus on them."""
    scene.table.show(rows)
    scene.table.focus_rows()
    await pilot.pause()
    return scene.table


def at(table: TableEditor) -> str:
    """The id of the row under the cursor."""
    return table.grid.row.id if table.grid.row else ""


async def press(pilot: Pilot[None], *typed: str) -> None:
    """A run of keys, then all that follows from them."""
    await pilot.press(*typed)
    await pilot.pause(0.1)


async def test_rows_show_with_what_is_missing_and_what_conflicts_never_by_colour_alone() -> None:
    scene = table_scene()
    async with scene.run_test(size=(110, 20)) as pilot:
        await begin(pilot, scene)
        head, rule, *lines = scene.picture.split("\n")

        assert head.split() == ["Metric", "Kind", "Baseline", "Window", "Where", "it", "comes", "from", "Owner"]
        assert set(rule.strip()) == {"─"}
        assert lines[0].split() == [
            "▸",
            "✓",
            "Returning",
            "customers",
            "business",
            "33.0",
            "%",
            "·",
            "·",
            "Ana",
            "Ruiz",
        ]
        assert lines[1].split() == ["◐", "Click-through", "product", "▲", "·", "·", "·"]
        assert lines[2].split() == ["▲", "Complaints", "product", "2", "%", "·", "·", "·"]
        assert "▲ 1 not complete" in lines[3]

        await press(pilot, "down", "down")
        assert "▲ Two versions of this row; c compares." in scene.picture


async def test_on_a_narrow_screen_only_the_key_and_the_required_columns_stay_and_the_rest_folds_below() -> None:
    scene = table_scene()
    async with scene.run_test(size=(64, 20)) as pilot:
        await begin(pilot, scene)
        lines = [line.strip() for line in scene.picture.split("\n")]
        assert lines[0].split() == ["Metric", "Kind", "Baseline"]
        assert [line.split() for line in lines[6:9]] == [
            ["Window", "·"],
            ["Where", "it", "comes", "from", "·"],
            ["Owner", "Ana", "Ruiz"],
        ]

        await press(pilot, "down")
        assert "Ana Ruiz" not in scene.picture


def test_a_required_column_that_has_no_room_says_below_that_it_is_needed() -> None:
    columns = METRICS.columns
    for width in range(1, 130):
        layout = lay_out(columns, "name", ROWS, width)
        shown = [column for column, _ in layout.shown]
        assert shown[0].name == "name"
        assert {*shown, *layout.folded} == set(columns)
        assert not set(shown) & set(layout.folded)
        if len(shown) > 1:
            assert sum(size for _, size in layout.shown) + 2 * (len(shown) - 1) <= width
        if any(column.required for column in layout.folded):
            assert all(column.required for column in shown)


@pytest.mark.parametrize("first", ["a", "insert", "enter"])
async def test_a_row_is_added_by_its_form(first: str) -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene, [])
        assert "No metric yet. a adds the first." in scene.picture
        await press(pilot, first)
        assert "New metric" in scene.picture
        await press(pilot, *keys("Latency"), "enter", "p", "enter", *keys("3?"), "ctrl+s")

        [saved] = scene.of(TableEditor.RowSaved)
        assert saved.row_id == ""
        assert saved.texts == {"name": "Latency", "kind": "product", "baseline": "3?"}
        assert table.form is not None, "open until it is recorded"

        table.show([TableRow("n1", saved.texts)])
        await table.close_row("n1")
        await pilot.pause()
        assert table.form is None
        assert table.grid.has_focus
        assert at(table) == "n1"


async def test_editing_tells_only_what_changed_and_leaves_alone_what_no_longer_parses() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        gone = ROWS[0]._replace(texts={**ROWS[0].texts, "owner": "Somebody Who Left"})
        await begin(pilot, scene, [gone])
        await press(pilot, "enter", *keys(" (30 d)"), "ctrl+s")

        [saved] = scene.of(TableEditor.RowSaved)
        assert (saved.row_id, saved.texts) == ("r1", {"name": "Returning customers (30 d)"})


async def test_a_column_can_be_emptied() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "enter")
        assert table.form is not None
        table.form.focus_field("baseline")
        await press(pilot, "ctrl+u", "ctrl+s")

        assert [(m.row_id, m.texts) for m in scene.of(TableEditor.RowSaved)] == [("r1", {"baseline": ""})]


async def test_a_row_that_nobody_changed_is_not_saved_again() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "enter", "ctrl+s")
        assert table.form is None
        await press(pilot, "a", "space", "ctrl+s")
        assert table.form is None
        assert scene.of(TableEditor.RowSaved) == []


async def test_a_row_that_does_not_fit_is_not_told_and_says_where() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "enter")
        assert table.form is not None
        table.form.show({"baseline": "many"})
        await press(pilot, "ctrl+s")

        assert scene.of(TableEditor.RowSaved) == []
        assert table.form.current is table.form.field("baseline")
        assert "is not a number" in scene.picture


async def test_escape_keeps_what_was_typed_as_a_draft_and_the_row_goes_on_with_it() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "a", *keys("Half"), "escape")
        assert table.form is None
        assert scene.of(TableEditor.RowDraft)[-1].texts == {"name": "Half"}
        assert "● A new row was begun; a goes on with it." in scene.picture
        assert scene.of(TableEditor.RowSaved) == []

        await press(pilot, "down", "enter", *keys("!"), "escape")
        assert scene.of(TableEditor.RowDraft)[-1].row_id == "r2"
        assert scene.of(TableEditor.RowDraft)[-1].texts == {"name": "Click-through!"}
        assert "● Unsaved text here; enter goes on with it." in scene.picture

        await press(pilot, "a", *keys("way"), "ctrl+s")
        assert [m.texts for m in scene.of(TableEditor.RowSaved)] == [{"name": "Halfway"}]


async def test_a_draft_that_comes_down_is_there_and_one_typed_back_goes() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        table.show(ROWS, {"r1": {"name": "Returning customers?"}})
        await press(pilot, "enter", "backspace", "escape")

        assert scene.of(TableEditor.RowDraft)[-1].texts == {}
        assert "Unsaved" not in scene.picture


async def test_an_open_form_survives_rows_that_others_changed() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "enter", *keys(" x"))
        table.show(ROWS[1:])
        await press(pilot, *keys("y"), "ctrl+s")

        [saved] = scene.of(TableEditor.RowSaved)
        assert (saved.row_id, saved.texts) == ("r1", {"name": "Returning customers xy"})


async def test_escape_takes_back_the_wish_to_remove_and_nothing_else() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        await begin(pilot, scene)
        await press(pilot, "d", "escape")
        assert "Remove" not in scene.picture
        assert scene.escaped == 0
        await press(pilot, "escape", "d")
        assert scene.escaped == 1
        assert scene.of(TableEditor.RowRemoved) == []


async def test_removing_asks_by_a_second_press() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        await begin(pilot, scene)
        await press(pilot, "d")
        assert "▲ Remove “Returning customers”? d removes it, any other key keeps it." in scene.picture
        await press(pilot, "down", "d", "x", "delete")
        assert scene.of(TableEditor.RowRemoved) == []

        await press(pilot, "delete")
        assert [message.row_id for message in scene.of(TableEditor.RowRemoved)] == ["r2"]
        assert "Remove" not in scene.picture


@pytest.mark.parametrize(
    ("typed", "moved", "order"),
    [
        (["J"], [("r1", "r2")], ["r2", "r1", "r3"]),
        (["shift+down", "shift+down"], [("r1", "r2"), ("r1", "r3")], ["r2", "r3", "r1"]),
        (["end", "K"], [("r3", "r1")], ["r1", "r3", "r2"]),
        (["end", "shift+up", "shift+up"], [("r3", "r1"), ("r3", "")], ["r3", "r1", "r2"]),
        (["K"], [], ["r1", "r2", "r3"]),
        (["end", "J"], [], ["r1", "r2", "r3"]),
    ],
)
async def test_rows_move_at_once_and_tell_after_which_they_stand(
    typed: list[str], moved: list[tuple[str, str]], order: list[str]
) -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, *typed)

        assert [(message.row_id, message.after) for message in scene.of(TableEditor.RowMoved)] == moved
        assert [row.id for row in table.grid.rows] == order
        table.show([{row.id: row for row in ROWS}[row_id] for row_id in order])
        assert at(table) == ("r1" if "end" not in typed else "r3")


async def test_suggestions_are_offered_only_while_there_is_nothing() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        await begin(pilot, scene, [])
        assert "s takes the 2 suggestions: Complaints, Latency" in scene.picture
        await press(pilot, "s")
        assert [message.names for message in scene.of(TableEditor.OffersWanted)] == [("Complaints", "Latency")]

        scene.table.show(ROWS, offers=[])
        await press(pilot, "s")
        assert len(scene.of(TableEditor.OffersWanted)) == 1


async def test_what_earlier_answers_offer_is_taken_by_its_number() -> None:
    scene = table_scene()
    offers = [OfferLine(f"Row {number}", "a rest", "Guardrails") for number in range(1, 7)]
    async with scene.run_test(size=(60, 24)) as pilot:
        await begin(pilot, scene)
        scene.table.show(ROWS, offers=[*offers, OfferLine("Complaints")])
        await press(pilot, "2", "3", "0", "s")
        assert "Offered: a number takes one, 0 all 6" in scene.picture
        assert "2 Row 2  a rest  ← Guardrails" in scene.picture
        assert "Row 3" not in scene.picture
        taken = [message.names for message in scene.of(TableEditor.OffersWanted)]
        assert taken == [("Row 2",), tuple(offer.name for offer in offers), ("Complaints",)]
        assert "s takes the 1 suggestions" not in scene.picture
        assert "s takes the suggestion" in scene.picture


async def test_the_cursor_stays_on_its_row_whatever_happens_around_it() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "down")
        table.show([TableRow("new", {"name": "Above"}), *ROWS])
        assert at(table) == "r2"
        table.show(ROWS[:1])
        assert at(table) == "r1"
        table.show([])
        assert at(table) == ""
        await press(pilot, "d", "down", "end", "pagedown", "J", "enter")
        assert table.form is not None


async def test_a_long_table_shows_the_cursor_and_says_where_it_is() -> None:
    scene = table_scene()
    async with scene.run_test(size=(64, 20)) as pilot:
        await begin(pilot, scene, [TableRow(str(n), {"name": f"row {n}"}) for n in range(200)])
        await press(pilot, *["down"] * 30, "pagedown")
        assert scene.table.grid.row is not None
        assert f"▸ ✓ {scene.table.grid.row.texts['name']}" in scene.picture
        assert "of 200" in scene.picture
        await press(pilot, "end")
        assert "▸ ✓ row 199" in scene.picture
        assert "Metric" in scene.picture


async def test_a_person_can_be_added_from_within_a_row() -> None:
    who: People = people()
    scene = table_scene(who)
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await press(pilot, "enter")
        assert table.form is not None
        table.form.focus_field("owner")
        await press(pilot, "ctrl+u", *keys("Zoe"), "enter")
        [wanted] = scene.of(RefEditor.RowWanted)
        who.names_list.append(wanted.name)
        table.context = who.context
        await press(pilot, "enter")

        assert [m.texts for m in scene.of(TableEditor.RowSaved)] == [{"owner": "Zoe"}]


async def test_a_click_moves_the_cursor_and_a_second_one_edits() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        table = await begin(pilot, scene)
        await pilot.click(table.grid, offset=(10, 3))
        assert at(table) == "r2"
        await pilot.click(table.grid, offset=(10, 3))
        await pilot.pause(0.1)
        assert table.form is not None and table.form.row_id == "r2"


async def test_a_paste_into_a_row_is_a_draft_at_once() -> None:
    scene = table_scene()
    async with scene.run_test() as pilot:
        await begin(pilot, scene)
        await press(pilot, "a")
        scene.post_message(events.Paste("two\nlines"))
        await pilot.pause(0.1)

        assert scene.of(TableEditor.RowDraft)[-1].texts == {"name": "two lines"}
