"""Two versions of one thing, until a person says which holds."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from tests.domain.small_pack import PROBLEM, SOURCE
from workbook.domain.answers import Status
from workbook.domain.commands import DecideGate, SetAnswer, SetRow, Settle, SetWording
from workbook.domain.flags import relied_on_older
from workbook.domain.gates import GateState, review
from workbook.domain.primitives import Text
from workbook.domain.progress import State, state
from workbook.errors import Refused, UnknownName


def two_answers() -> tuple[Scene, str, str]:
    scene = Scene()
    before = scene.project()
    (one,) = scene.say("kickoff.problem", "Waste", on=before)
    (other,) = scene.say("kickoff.problem", "Cost", by="bo", on=before)
    return scene, one.id, other.id


def test_two_who_did_not_see_each_other_are_both_kept() -> None:
    scene, one, other = two_answers()
    answer = scene.project().answer("kickoff.problem")
    assert [version.event for version in answer.conflict] == [one, other]
    assert [version.text() for version in answer.conflict] == ["Waste", "Cost"]
    assert [version.recorded_by for version in answer.conflict] == ["ana", "bo"]
    assert (answer.given, answer.values) == (False, {})
    assert state(scene.project(), PROBLEM) is State.CONFLICT


def test_who_saw_the_other_does_not_conflict() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    scene.say("kickoff.problem", "Cost", by="bo")
    assert scene.project().answer("kickoff.problem").text() == "Cost"


def test_a_person_settles_it() -> None:
    scene, one, _ = two_answers()
    scene.do(Settle(one[:10]), by="cy")
    answer = scene.project().answer("kickoff.problem")
    assert (answer.status, answer.text(), answer.conflict) == (Status.ANSWERED, "Waste", ())
    assert (answer.recorded_by, answer.answered_by) == ("cy", "ana")
    assert len(scene.ledger.history(scene.project().subject("kickoff.problem"))) == 3


def test_a_new_answer_settles_it_too() -> None:
    scene, *_ = two_answers()
    scene.say("kickoff.problem", "Waste")
    assert scene.project().answer("kickoff.problem").text() == "Waste"


def test_three_versions() -> None:
    scene = Scene()
    before = scene.project()
    for by, words in (("ana", "a"), ("bo", "b"), ("cy", "c")):
        scene.say("kickoff.problem", words, by=by, on=before)
    versions = scene.project().answer("kickoff.problem").conflict
    assert [version.text() for version in versions] == ["a", "b", "c"]
    scene.do(Settle(versions[2].event))
    assert scene.project().answer("kickoff.problem").text() == "c"


def test_only_what_stands_in_a_conflict_can_be_settled() -> None:
    scene, one, _ = two_answers()
    scene.do(Settle(one))
    for event in (one, scene.ledger.heads(scene.project().subject("kickoff.problem"))[0].id):
        with pytest.raises(Refused, match="not part of a conflict"):
            scene.do(Settle(event))
    for name in ("", "zz"):
        with pytest.raises(UnknownName):
            scene.do(Settle(name))


def test_settling_at_once_twice_is_a_conflict_again() -> None:
    scene, one, other = two_answers()
    before = scene.project()
    scene.do(Settle(one), on=before)
    scene.do(Settle(other), by="bo", on=before)
    assert len(scene.project().answer("kickoff.problem").conflict) == 2


def test_a_settled_answer_still_relies_on_what_its_author_saw() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    before = scene.project()
    (one,) = scene.say("data.source", "till", on=before)
    scene.say("data.source", "shelf", by="bo", on=before)
    scene.do(Settle(one.id))
    assert relied_on_older(scene.project(), SOURCE) == ()
    scene.say("kickoff.problem", "Cost")
    assert relied_on_older(scene.project(), SOURCE) == ("kickoff.problem",)


def test_a_settled_row_and_a_settled_wording() -> None:
    scene = Scene()
    row = scene.row("metrics", "A")
    scene.say("kickoff.problem", "Waste")
    before = scene.project()
    scene.do(SetRow("metrics", {"name": Text("A1")}, row), on=before)
    (other,) = scene.do(SetRow("metrics", {"name": Text("A2")}, row), by="bo", on=before)
    scene.do(Settle(other.id))
    assert [r.text("name") for r in scene.project().rows("metrics")] == ["A2"]
    (worded,) = scene.do(SetWording("kickoff.problem", "One."), on=before)
    scene.do(SetWording("kickoff.problem", "Two."), by="bo", on=before)
    scene.do(Settle(worded.id))
    assert scene.project().answer("kickoff.problem").wording == "One."


def test_two_decisions_of_a_gate_need_a_person_and_the_settled_one_holds() -> None:
    scene = Scene()
    scene.say("data.source", "till")
    before = scene.project()
    (passed,) = scene.do(DecideGate("data", "pass", "ana", "good"), on=before)
    scene.do(DecideGate("data", "stop", "ana", "bad"), by="bo", on=before)
    gate = review(scene.project(), scene.pack.phase("data"))
    assert (gate.conflict, gate.state, gate.decision) == (True, GateState.NEEDS_REVIEW, None)
    scene.do(Settle(passed.id))
    gate = review(scene.project(), scene.pack.phase("data"))
    assert (gate.conflict, gate.state, gate.changed) == (False, GateState.PASSED, ())


def test_a_conflict_with_somebody_who_does_not_know_yet() -> None:
    scene = Scene()
    before = scene.project()
    scene.say("kickoff.problem", "Waste", on=before)
    scene.do(SetAnswer("kickoff.problem", status=Status.UNKNOWN), by="bo", on=before)
    versions = scene.project().answer("kickoff.problem").conflict
    assert [version.status for version in versions] == [Status.ANSWERED, Status.UNKNOWN]
