"""Undo after any run of commands: every state comes back, and goes again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.scene import Scene
from tests.domain.snapshot import snapshot
from tests.strategies import commands
from workbook.domain.commands import (
    DecideGate,
    MoveRow,
    RenameProject,
    SetAnswer,
    SetRow,
    SetWording,
    Undo,
)
from workbook.domain.events import Event
from workbook.domain.primitives import Choice, Text
from workbook.errors import BadInput


class Step:
    """An act, and how the cycle in which it happened looked before and after."""

    def __init__(self, act: str, cycle: str, before: Any, after: Any) -> None:
        self.act = act
        self.cycle = cycle
        self.before = before
        self.after = after


@given(st.data())
@pytest.mark.property
def test_any_run_can_be_undone_step_by_step_and_redone(data: st.DataObject) -> None:
    scene = Scene()
    steps = [step for _ in range(data.draw(st.integers(1, 9))) for step in _step(scene, data)]
    known = list(scene.ledger.events)
    backs: list[tuple[str, Step]] = []
    for step in reversed(steps):
        events = scene.do(Undo(step.act))
        backs.append((events[0].act, step))
        assert snapshot(scene.project(step.cycle)) == step.before
    for act, step in reversed(backs):
        scene.do(Undo(act))
        assert snapshot(scene.project(step.cycle)) == step.after
    assert list(scene.ledger.events)[: len(known)] == known
    assert chain_is_whole(scene)


@given(st.data())
@pytest.mark.property
def test_whatever_is_undone_in_whatever_order_nothing_breaks(data: st.DataObject) -> None:
    """Undoing at random is done or refused with reasons; doing the opposite next gives the same state again."""
    scene = Scene()
    for _ in range(data.draw(st.integers(1, 6))):
        _step(scene, data)
    for _ in range(data.draw(st.integers(1, 6))):
        acts = sorted({event.act for event in scene.ledger.events})
        act = data.draw(st.sampled_from(acts))
        former = snapshot(scene.project())
        try:
            back = scene.do(Undo(act), by=data.draw(st.sampled_from(("ana", "bo"))))
        except BadInput as refused:
            assert refused.what
            assert snapshot(scene.project()) == former
            continue
        again = scene.do(Undo(back[0].act))
        assert snapshot(scene.project()) == former
        if data.draw(st.booleans()):
            scene.do(Undo(again[0].act))


def _step(scene: Scene, data: st.DataObject) -> list[Step]:
    """One command of one of two people, of whom one may look at an old screen; none when it is refused."""
    project = scene.project()
    stale = scene.project(ledger=scene.ledger.until(data.draw(st.sampled_from(_clocks(scene)))))
    on = stale if stale.cycle == project.cycle and data.draw(st.integers(0, 3)) == 0 else project
    by = data.draw(st.sampled_from(("ana", "bo")))
    before = snapshot(project)
    try:
        events = scene.do(data.draw(commands(on)), by=by, on=on)
    except BadInput:
        return []
    if not events or events[0].kind == "cycle.start":
        return []
    return [Step(events[0].act, project.cycle.id, before, snapshot(scene.project()))]


def _clocks(scene: Scene) -> list[str]:
    """When each act was over."""
    return sorted({event.clock for event in scene.ledger.events})


def chain_is_whole(scene: Scene) -> bool:
    from workbook.domain.events import chain_faults

    return chain_faults(scene.ledger.events) == []


def test_the_snapshot_sees_each_kind_of_change() -> None:
    scene = Scene()
    row = scene.row("metrics", "A")
    seen = [snapshot(scene.project())]
    for command in (
        SetAnswer("kickoff.problem", {"value": Text("one")}),
        SetAnswer("kickoff.problem", note="n"),
        SetWording("kickoff.problem", "One."),
        SetRow("metrics", {"kind": Choice(("model",))}, row),
        SetRow("metrics", {"name": Text("B")}),
        MoveRow("metrics", row, "B"),
        DecideGate("data", "stop", "ana", "no data"),
        RenameProject("Orders"),
    ):
        if isinstance(command, MoveRow):
            command = command._replace(after=scene.project().rows("metrics")[1].id)
        events: tuple[Event, ...] = scene.do(command)
        assert events
        seen.append(snapshot(scene.project()))
    assert all(one != other for at, one in enumerate(seen) for other in seen[:at])
