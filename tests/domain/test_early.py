"""What comes too early is told while it happens, and not only at the gate."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from tests.domain.test_approvals import scene
from workbook.domain.commands import DecideGate, RemoveRow, SetRow, Undo, WaiveAhead
from workbook.domain.early import early, early_words, waiver_words
from workbook.domain.gates import GateState, Waiver, review
from workbook.domain.primitives import Choice, Moment, Text, Value
from workbook.errors import InvalidValue, Refused, UnknownName

MONITORED = DecideGate("data", "pass", "ana", "All seen.")
WAIVER = Waiver("first", "ana", "We look by hand", "2026-12-01")


def stage(at: Scene, name: str, day: str = "", way: str = "canary", row: str = "") -> str:
    values: dict[str, Value | None] = {"stage": Text(name), "way": Choice((way,))}
    values |= {"started": Moment(day)} if day else {}
    return at.do(SetRow("stages", values, row))[0].subject.row


def told(at: Scene) -> list[str]:
    project = at.project()
    return [
        early_words(project, one) + (f" {waiver_words(project, one.waiver)}" if one.waiver else "")
        for one in early(project, "stages")
    ]


def lacks(at: Scene) -> list[tuple[str, bool]]:
    return [(lack.rule, lack.waived) for lack in review(at.project(), at.pack.phase("live")).lacks]


@pytest.fixture
def at() -> Scene:
    """Two stages that users see, the first of them begun; the rule counts those that began."""
    at = scene("first")
    at.say("data.source", "The till")
    stage(at, "Shadow", "2026-11-01", way="shadow")
    stage(at, "5 %", "2026-11-20")
    stage(at, "Half")
    return at


def test_the_next_one_waits_for_the_gate_and_one_that_did_not_wait_is_told(at: Scene) -> None:
    assert told(at) == ["Half has to wait: the gate of Data is not passed."]
    half = at.project().rows("stages")[-1].id
    stage(at, "Half", "2026-11-22", row=half)
    assert told(at) == ["Half was started before the gate of Data was passed."]
    at.do(MONITORED)
    assert told(at) == ["Half was started before the gate of Data was passed."]
    stage(at, "Half", "2026-11-23", row=half)
    assert told(at) == []
    assert early(at.project(), "people") == ()


def test_once_the_gate_is_passed_nothing_has_to_wait(at: Scene) -> None:
    at.do(MONITORED)
    assert told(at) == []
    at.do(Undo())
    assert len(told(at)) == 1
    at.do(RemoveRow("stages", at.project().rows("stages")[-1].id))
    assert told(at) == []  # nothing comes next


def test_a_waiver_ahead_lets_it_through_until_its_day_and_can_be_taken_back(at: Scene) -> None:
    stage(at, "Half", "2026-11-22", row=at.project().rows("stages")[-1].id)
    assert lacks(at) == [("first", False)]
    at.do(WaiveAhead("live", (WAIVER,)))
    assert at.do(WaiveAhead("live", (WAIVER,))) == ()
    assert told(at)[0].endswith("passed. Waived by Ana until 2026-12-01: We look by hand")
    assert lacks(at) == [("first", True)]
    assert review(at.project(), at.pack.phase("live")).state is GateState.READY
    late = at.project(today=at.today.replace(month=12, day=2))
    assert early(late)[0].waiver is None
    at.do(WaiveAhead("live", ()))
    assert (told(at)[0][-7:], lacks(at)) == ("passed.", [("first", False)])
    at.do(Undo())
    assert lacks(at) == [("first", True)]


def test_a_decision_says_itself_what_stays_waived(at: Scene) -> None:
    stage(at, "Half", "2026-11-22", row=at.project().rows("stages")[-1].id)
    at.do(WaiveAhead("live", (WAIVER,)))
    with pytest.raises(Refused, match="still asks for"):
        at.do(DecideGate("live", "go", "ana", "All seen."))
    at.do(DecideGate("live", "go", "ana", "All seen.", (WAIVER,)))
    assert review(at.project(), at.pack.phase("live")).state is GateState.PASSED_WITH_WAIVERS
    with pytest.raises(Refused, match="a decision already"):
        at.do(WaiveAhead("live", ()))
    at.do(Undo())
    assert lacks(at) == [("first", True)]  # what was given ahead stands again


def test_a_waiver_ahead_is_as_sound_as_any(at: Scene) -> None:
    for waiver in (WAIVER._replace(until="2026-11-01"), WAIVER._replace(owner=" "), WAIVER._replace(reason="\n")):
        with pytest.raises(InvalidValue):
            at.do(WaiveAhead("live", (waiver,)))
    with pytest.raises(UnknownName):
        at.do(WaiveAhead("live", (WAIVER._replace(rule="frist"),)))
