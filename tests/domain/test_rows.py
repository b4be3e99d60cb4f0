"""Rows: added, changed, moved, taken out; by one person or by two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.scene import Scene
from tests.domain.small_pack import PACK
from workbook.domain.commands import MoveRow, RemoveRow, SetRow, StartCycle
from workbook.domain.conditions import RowTest
from workbook.domain.primitives import Choice, Flag, Quantity, Ref, Text
from workbook.domain.row_tests import passes
from workbook.errors import InvalidValue, UnknownName


def names(scene: Scene, cycle: str = "") -> list[str]:
    return [row.text("name") for row in scene.project(cycle).rows("metrics")]


def three() -> tuple[Scene, str, str, str]:
    scene = Scene()
    return scene, scene.row("metrics", "A"), scene.row("metrics", "B"), scene.row("metrics", "C")


def test_rows_stand_in_the_order_in_which_they_came() -> None:
    scene, *_ = three()
    assert names(scene) == ["A", "B", "C"]


def test_a_changed_row_stays_where_it_stands_and_keeps_its_other_columns() -> None:
    scene, first, *_ = three()
    scene.do(SetRow("metrics", {"baseline": Quantity("9", "%")}, first))
    scene.do(SetRow("metrics", {"kind": Choice(("model",)), "owner": Ref("people", "ana")}, first[:9]))
    scene.do(SetRow("metrics", {"kind": None}, first))
    row = scene.project().rows("metrics")[0]
    assert row.values == {"name": Text("A"), "baseline": Quantity("9", "%"), "owner": Ref("people", "ana")}
    assert (row.id, row.collection, row.recorded_by) == (first, "metrics", "ana")


def test_the_same_row_again_is_nothing_new() -> None:
    scene, first, *_ = three()
    assert scene.do(SetRow("metrics", {"name": Text("A"), "kind": None}, first)) == ()
    assert scene.do(SetRow("metrics", {"name": Text("A ")}, first, said_by="ana")) == ()
    assert scene.do(SetRow("metrics", {"name": Text("A")}, first, said_by="bo"))
    assert scene.do(SetRow("metrics", {"name": Text("A")}, first, said_by="bo")) == ()


def test_what_is_wrong_is_refused_by_name() -> None:
    scene, first, *_ = three()
    with pytest.raises(UnknownName, match="Did you mean 'metrics'"):
        scene.do(SetRow("metrcs", {"name": Text("x")}))
    with pytest.raises(UnknownName, match="Did you mean 'name'"):
        scene.do(SetRow("metrics", {"nam": Text("x")}))
    for command in (
        SetRow("metrics", {"name": Text("x")}, "nobody"),
        MoveRow("metrics", "nobody", ""),
        MoveRow("metrics", first, "nobody"),
        RemoveRow("metrics", "nobody"),
        SetRow("metrics", {"kind": Choice(("guess",))}, first),
    ):
        with pytest.raises(UnknownName):
            scene.do(command)
    for values in ({}, {"name": None}, {"name": Text("")}, {"name": Flag(True)}, {"owner": Ref("metrics", first)}):
        with pytest.raises(InvalidValue):
            scene.do(SetRow("metrics", values))


def test_what_is_recorded_is_clean() -> None:
    scene = Scene()
    scene.do(SetRow("metrics", {"name": Text("a\x1b]52;c\x07 ")}))
    assert names(scene) == ["a␛]52;c␇"]


def test_moving() -> None:
    scene, first, second, third = three()
    scene.do(MoveRow("metrics", third, ""))
    assert names(scene) == ["C", "A", "B"]
    scene.do(MoveRow("metrics", third, first))
    assert names(scene) == ["A", "C", "B"]
    scene.do(MoveRow("metrics", first, second))
    assert names(scene) == ["C", "B", "A"]
    for row, after in ((first, second), (third, ""), (second, third), (second, second)):
        assert scene.do(MoveRow("metrics", row, after)) == ()
    assert names(scene) == ["C", "B", "A"]


def test_rows_that_came_at_once_share_a_key_and_still_have_a_between() -> None:
    scene = Scene()
    before = scene.project()
    for name in "XY":
        scene.do(SetRow("metrics", {"name": Text(name)}), by=name, on=before)
    last = scene.row("metrics", "Last")
    twins = scene.project().rows("metrics")[:2]
    assert twins[0].order == twins[1].order
    moved = scene.row("metrics", "Moved")
    scene.do(MoveRow("metrics", moved, twins[0].id))
    order = [row.id for row in scene.project().rows("metrics")]
    assert order.index(moved) < order.index(last)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=12))
def test_a_moved_row_stands_behind_the_one_named(moves: list[tuple[int, int]]) -> None:
    scene = Scene()
    rows = [scene.row("metrics", name) for name in "abcdef"]
    wanted = list(rows)
    for which, behind in moves:
        row, after = rows[which], rows[behind] if behind >= 0 else ""
        scene.do(MoveRow("metrics", row, after))
        if row != after:
            wanted.remove(row)
            wanted.insert(wanted.index(after) + 1 if after else 0, row)
        assert [r.id for r in scene.project().rows("metrics")] == wanted


def test_a_removed_row_leaves_its_history() -> None:
    scene, first, *_ = three()
    (event,) = scene.do(RemoveRow("metrics", first))
    assert names(scene) == ["B", "C"]
    assert len(scene.ledger.history(event.subject)) == 2
    with pytest.raises(UnknownName):
        scene.do(RemoveRow("metrics", first))


def test_what_happens_to_rows_in_a_new_cycle_leaves_the_old_one_alone() -> None:
    scene, first, second, third = three()
    scene.do(StartCycle(""))
    scene.do(MoveRow("metrics", third, ""))
    scene.do(RemoveRow("metrics", first))
    scene.do(SetRow("metrics", {"name": Text("B2")}, second))
    scene.row("metrics", "D")
    assert names(scene) == ["C", "B2", "D"]
    assert names(scene, "v1") == ["A", "B", "C"]


def test_rows_of_the_project_are_the_same_in_every_cycle() -> None:
    scene = Scene()
    scene.do(StartCycle(""))
    bo = scene.row("people", "Bo")
    assert bo in [row.id for row in scene.project("v1").rows("people")]


def test_two_who_change_one_row_at_once_are_both_kept() -> None:
    scene, first, *_ = three()
    before = scene.project()
    scene.do(SetRow("metrics", {"name": Text("A1")}, first), on=before)
    scene.do(SetRow("metrics", {"name": Text("A2")}, first), by="bo", on=before)
    row = scene.project().row("metrics", first)
    assert [version.text("name") for version in row.conflict] == ["A1", "A2"]
    scene.do(SetRow("metrics", {"name": Text("A1")}, first))
    assert scene.project().row("metrics", first).conflict == ()
    assert names(scene) == ["A1", "B", "C"]


def test_taken_out_by_one_and_changed_by_another_it_stays_and_shows_both() -> None:
    scene, first, *_ = three()
    before = scene.project()
    scene.do(RemoveRow("metrics", first), on=before)
    scene.do(SetRow("metrics", {"name": Text("A2")}, first), by="bo", on=before)
    row = scene.project().row("metrics", first)
    assert row.text("name") == "A2"
    assert [version.removed for version in row.conflict] == [True, False]


def test_two_new_rows_at_once_do_not_meet() -> None:
    scene = Scene()
    before = scene.project()
    scene.do(SetRow("metrics", {"name": Text("X")}), on=before)
    scene.do(SetRow("metrics", {"name": Text("Y")}), by="bo", on=before)
    assert sorted(names(scene)) == ["X", "Y"]
    assert not any(row.conflict for row in scene.project().rows("metrics"))


def test_row_tests() -> None:
    scene, *_ = three()
    scene.row("metrics", "D", kind="model")
    *_, without, with_kind = scene.project().rows("metrics")
    assert passes(PACK, with_kind, (RowTest("kind", ("business", "model")),))
    assert not passes(PACK, with_kind, (RowTest("kind", ("business",)),))
    assert not passes(PACK, without, (RowTest("kind", ("model",)),))
    assert passes(PACK, without, ())
