"""Gates: what they ask for, who decides, and what makes them be looked at again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.domain.scene import TODAY, Scene
from tests.domain.small_pack import PACK, PEOPLE, pack
from workbook.domain.answers import Status
from workbook.domain.commands import (
    DecideGate,
    RemoveRow,
    SetAnswer,
    SetRow,
    SetWording,
    StartCycle,
    Undo,
)
from workbook.domain.gates import GateReview, GateState, Waiver, review
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Confidence, Moment, Quantity, Text
from workbook.domain.specs import Question, Section
from workbook.errors import InvalidValue, Refused, UnknownName

PASS = DecideGate("kickoff", "pass", "ana", "All seen.")
UNTIL = TODAY + timedelta(days=7)


def gate(scene: Scene, phase: str = "kickoff", today: date | None = None) -> GateReview:
    return review(scene.project(today=today), PACK.phase(phase))


def lacks(scene: Scene) -> dict[str, str]:
    return {lack.rule: lack.why for lack in gate(scene).open_lacks}


def ready(asks: Pack = PACK) -> Scene:
    """A kickoff with everything that its gate asks for."""
    scene = Scene(asks)
    scene.say("kickoff.problem", "Waste")
    scene.risk("internal", "no")
    scene.do(SetAnswer("kickoff.deadline", {"value": Moment("2026-12-24")}))
    return scene


def passed(asks: Pack = PACK) -> Scene:
    scene = ready(asks)
    scene.do(PASS)
    assert gate(scene).state is GateState.PASSED
    return scene


# What it asks for


def test_from_not_started_to_ready() -> None:
    scene = Scene(people=False)
    assert gate(scene, "data").state is GateState.NOT_STARTED
    scene.do(SetAnswer("data.fresh", status=Status.LATER))
    assert gate(scene, "data").state is GateState.IN_PROGRESS
    scene.say("data.source", "the till")
    assert gate(scene, "data").state is GateState.READY
    assert gate(scene, "data").lacks == ()


def test_what_is_missing_is_named_in_words() -> None:
    scene = Scene()
    assert lacks(scene) == {
        "kickoff.problem": "not answered",
        "kickoff.risk": "not answered",
        "kickoff.harm": "not answered",
        "dated": "There is a deadline.",
    }
    scene.do(SetAnswer("kickoff.problem", status=Status.UNKNOWN))
    scene.do(SetAnswer("kickoff.risk", {"personal": Choice(("yes",))}))
    scene.do(SetAnswer("kickoff.harm", status=Status.PARKED))
    scene.do(SetAnswer("kickoff.deadline", {"value": Moment("2026-12-24")}))
    assert lacks(scene) == {
        "kickoff.problem": "not known yet, and nobody is named to find out",
        "kickoff.risk": "still lacks Criticality",
        "kickoff.harm": "parked",
    }
    scene.risk("customer", "no")
    assert set(lacks(scene)) == {"kickoff.problem", "kickoff.budget"}


def test_an_unknown_will_do_while_somebody_is_finding_out() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.problem", status=Status.UNKNOWN, owner="ana"))
    assert "kickoff.problem" not in lacks(scene)
    (action,) = scene.project().rows("actions")
    scene.do(SetRow("actions", {"status": Choice(("done",))}, action.id))
    assert "kickoff.problem" in lacks(scene)


def test_not_applicable_will_do_and_a_conflict_or_later_will_not() -> None:
    scene = Scene()
    before = scene.project()
    scene.say("kickoff.problem", "Waste", on=before)
    scene.say("kickoff.problem", "Cost", by="bo", on=before)
    scene.do(SetAnswer("kickoff.harm", status=Status.NOT_APPLICABLE, reason="no people"))
    scene.do(SetAnswer("kickoff.risk", status=Status.LATER))
    assert lacks(scene) == {
        "kickoff.problem": "two answers stand against each other",
        "kickoff.risk": "not answered",
        "dated": "There is a deadline.",
    }


def test_carried_answers_have_to_be_confirmed() -> None:
    scene = passed()
    scene.say("data.source", "the till")
    scene.do(StartCycle(""))
    assert gate(scene, "data").state is GateState.NOT_STARTED
    assert gate(scene).decision is None
    assert lacks(scene)["kickoff.problem"] == "carried over, to be confirmed"
    scene.do(SetAnswer("kickoff.problem"))
    assert "kickoff.problem" not in lacks(scene)
    assert review(scene.project("v1"), PACK.phase("kickoff")).state is GateState.PASSED


# Deciding


def test_a_passed_gate_says_who_when_and_why() -> None:
    scene = ready()
    (event,) = scene.do(DecideGate("kickoff", "pass", "an", "  All seen.\x1b "), by="bo")
    found = gate(scene)
    assert (found.state, found.passed, found.changed) == (GateState.PASSED, True, ())
    assert found.decision is not None
    assert found.decision._asdict() == {
        "outcome": "pass",
        "decider": "ana",
        "reason": "  All seen.␛",
        "waivers": (),
        "at": event.at,
        "recorded_by": "bo",
        "event": event.id,
        "hands": (),
    }
    assert event.answered_by == "ana"


def test_a_failed_gate_needs_nothing_answered() -> None:
    scene = Scene()
    scene.do(DecideGate("kickoff", "stop", "ana", "No money."))
    assert gate(scene).state is GateState.FAILED
    assert not gate(scene).passed


def test_a_gate_can_be_decided_again() -> None:
    scene = ready()
    scene.do(PASS._replace(outcome="stop"))
    assert gate(scene).state is GateState.FAILED
    scene.do(PASS)
    assert gate(scene).state is GateState.PASSED
    assert gate(scene).changed == ()
    scene.do(PASS._replace(reason="Once more."))
    assert gate(scene).state is GateState.PASSED


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (PASS._replace(phase="kickof"), "no phase 'kickof'.*Did you mean 'kickoff'"),
        (PASS._replace(outcome="maybe"), "'maybe' is no outcome.*One of: pass, stop"),
        (PASS._replace(outcome=""), "Nothing is decided yet.*One of: pass, stop"),
        (PASS._replace(decider="nobody"), "no row 'nobody'"),
        (PASS._replace(reason=" \n"), "needs a reason"),
        (PASS._replace(waivers=(Waiver("dated", "", "soon", "2026-12-01"),)), "needs an owner"),
        (PASS._replace(waivers=(Waiver("dated", "ana", " ", "2026-12-01"),)), "needs an owner"),
        (PASS._replace(waivers=(Waiver("dated", "ana", "soon", "tomorrow"),)), "is not a day"),
        (PASS._replace(waivers=(Waiver("dated", "ana", "soon", "2026-11-22"),)), "end in the past"),
        (PASS._replace(waivers=(Waiver("datd", "ana", "soon", "2026-12-01"),)), "no rule 'datd'.*Did you mean 'dated'"),
    ],
)
def test_a_decision_that_is_not_in_order_is_refused(command: DecideGate, what: str) -> None:
    with pytest.raises((InvalidValue, UnknownName), match=what):
        ready().do(command)


def test_only_those_who_decide_may_decide() -> None:
    scene = ready()
    bo = scene.row("people", "Bo", part="contributes")
    with pytest.raises(Refused, match=r"Bo is not among those who decide. Those who may: Ana."):
        scene.do(PASS._replace(decider=bo))
    scene.do(SetRow("people", {"part": Choice(("decides",))}, bo))
    assert scene.do(PASS._replace(decider=bo))
    nobody = Scene(people=False)
    with pytest.raises(Refused, match="Name somebody who decides"):
        nobody.do(PASS)
    assert ready().do(DecideGate("data", "stop", "ana", "no data"))  # this gate leaves it open who decides


def test_what_is_missing_keeps_a_gate_from_passing() -> None:
    with pytest.raises(Refused, match=r"still asks for Problem: not answered; Risk: .*waive by name"):
        Scene().do(PASS)


# Waivers


def waived(*rules: str, until: date = UNTIL) -> DecideGate:
    return PASS._replace(waivers=tuple(Waiver(rule, "ana", "agreed\x1b", until.isoformat()) for rule in rules))


def test_what_is_missing_can_be_waived_by_name() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    scene.risk("internal", "no")
    scene.do(waived("dated"))
    found = gate(scene)
    assert (found.state, found.passed, found.open_lacks) == (GateState.PASSED_WITH_WAIVERS, True, ())
    assert [(lack.rule, lack.waived) for lack in found.lacks] == [("dated", True)]
    assert found.decision is not None
    assert found.decision.waivers == (Waiver("dated", "ana", "agreed␛", UNTIL.isoformat()),)


def test_a_waiver_that_ran_out_reopens_the_gate() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    scene.risk("internal", "no")
    scene.do(waived("dated"))
    assert gate(scene, today=UNTIL).passed
    after = gate(scene, today=UNTIL + timedelta(days=1))
    assert after.state is GateState.NEEDS_REVIEW
    assert after.changed == ("the waiver of dated ran out",)
    assert [lack.rule for lack in after.open_lacks] == ["dated"]


def test_a_waiver_for_one_thing_covers_no_other() -> None:
    with pytest.raises(Refused, match="Risk: not answered"):
        Scene().do(waived("kickoff.problem"))


# Looked at again


@pytest.mark.parametrize(
    ("command", "moved"),
    [
        (SetAnswer("kickoff.problem", {"value": Text("Cost")}), "kickoff.problem"),
        (SetAnswer("kickoff.problem", status=Status.UNKNOWN, owner="ana"), "kickoff.problem"),
        (SetAnswer("kickoff.deadline", {"value": Moment("2027-01-31")}), "kickoff.deadline"),
        (SetRow("people", {"part": Choice(("contributes",))}, "ana"), "people"),
        (RemoveRow("people", "ana"), "people"),
    ],
)
def test_a_change_of_what_it_rested_on_needs_another_look(command: SetAnswer | SetRow, moved: str) -> None:
    scene = passed()
    scene.do(command)
    assert gate(scene).state is GateState.NEEDS_REVIEW
    assert gate(scene).changed == (moved,)
    assert not gate(scene).passed
    if moved != "people":
        scene.do(PASS)
        assert gate(scene).state is GateState.PASSED


@pytest.mark.parametrize(
    "command",
    [
        SetWording("kickoff.problem", "Too much is thrown away."),
        SetAnswer("kickoff.problem", note="said twice", confidence=Confidence.MEASURED),
        SetAnswer("data.source", {"value": Text("the till")}),
        SetRow("metrics", {"name": Text("RMSE"), "kind": Choice(("model",))}),
        SetRow("actions", {"action": Text("Call Bo")}),
    ],
)
def test_what_it_did_not_rest_on_moves_no_gate(command: SetAnswer | SetRow | SetWording) -> None:
    scene = passed()
    assert scene.do(command)
    assert gate(scene).state is GateState.PASSED


def test_another_wording_of_what_is_asked_moves_no_gate() -> None:
    scene = passed()

    def reworded(asked: Question) -> Question:
        fields = tuple(field._replace(label="Another label", help="Another line") for field in asked.fields)
        return asked._replace(ask="Asked otherwise?", title="Another title", why="", hint="", example="", fields=fields)

    def section(was: Section) -> Section:
        return was._replace(title="Another section", questions=tuple(map(reworded, was.questions)))

    phases = tuple(phase._replace(sections=tuple(map(section, phase.sections))) for phase in scene.pack.phases)
    scene.pack = pack(phases, digest="of another wording")
    assert gate(scene).state is GateState.PASSED


def test_raising_the_level_reopens_a_gate() -> None:
    scene = passed()
    scene.risk("critical", "no")
    assert gate(scene).state is GateState.NEEDS_REVIEW
    assert [lack.rule for lack in gate(scene).open_lacks] == ["kickoff.budget"]


def test_the_same_value_again_needs_no_look() -> None:
    scene = passed()
    (event,) = scene.say("kickoff.problem", "Cost")
    scene.do(Undo(event.act))
    assert gate(scene).state is GateState.PASSED
    scene.say("kickoff.problem", "Cost")
    scene.say("kickoff.problem", "Waste")
    assert gate(scene).state is GateState.PASSED


@pytest.mark.parametrize(
    "command",
    [
        SetAnswer("kickoff.budget", {"target": Quantity("1", "k€")}),
        SetRow("people", {"name": Text("Bo")}),
        SetRow("metrics", {"name": Text("W"), "kind": Choice(("business",))}),
    ],
)
def test_what_is_added_later_is_no_change_of_what_it_rested_on(command: SetAnswer | SetRow) -> None:
    scene = passed()
    scene.do(command)
    assert gate(scene).state is GateState.PASSED


def test_an_answer_changed_and_changed_back_leaves_the_gate_as_it_was() -> None:
    scene = passed()
    scene.say("kickoff.problem", "Cost")
    assert gate(scene).changed == ("kickoff.problem",)
    scene.do(Undo())
    assert gate(scene).state is GateState.PASSED


def test_how_far_something_is_and_tables_that_live_make_nothing_stale() -> None:
    living = tuple(c._replace(living=True) if c.id == "metrics" else c for c in PACK.collections)
    part = PEOPLE.column("part")._replace(progress=True)
    people = PEOPLE._replace(columns=tuple(part if c.name == "part" else c for c in PEOPLE.columns))
    scene = passed(pack(collections=tuple(people if c.id == "people" else c for c in living)))
    metric = scene.row("metrics", "W", kind="business")
    scene.do(DecideGate("kickoff", "pass", "ana", "fine"))
    scene.do(SetRow("metrics", {"name": Text("Waste")}, metric))
    scene.do(RemoveRow("metrics", metric))
    bob = scene.row("people", "Bo", part="decides")
    scene.do(DecideGate("kickoff", "pass", "ana", "fine"))
    scene.do(SetRow("people", {"part": Choice(("contributes",))}, bob))
    assert gate(scene).state is GateState.PASSED
    scene.do(SetRow("people", {"name": Text("Bob")}, bob))
    assert gate(scene).changed == ("people",)


def test_a_later_gate_that_was_shown_an_answer_needs_another_look_too() -> None:
    scene = passed()
    scene.say("data.source", "the till")
    scene.do(DecideGate("data", "pass", "ana", "good"))
    assert gate(scene, "data").state is GateState.PASSED
    scene.say("kickoff.problem", "Cost")
    assert gate(scene, "data").state is GateState.NEEDS_REVIEW
    assert gate(scene, "data").changed == ("kickoff.problem",)


def test_a_decision_taken_back_is_none() -> None:
    scene = passed()
    scene.do(Undo())
    assert gate(scene).state is GateState.READY
    assert gate(scene).decision is None


def test_taking_back_the_second_decision_brings_back_the_first() -> None:
    scene = passed()
    scene.do(PASS._replace(outcome="stop", reason="No money."))
    assert gate(scene).state is GateState.FAILED
    scene.do(Undo())
    found = gate(scene)
    assert (found.state, found.changed) == (GateState.PASSED, ())
    assert found.decision is not None
    assert found.decision.reason == "All seen."


def test_a_decision_on_what_somebody_was_shown_earlier_shows_what_moved_meanwhile() -> None:
    scene = ready()
    shown = scene.project()
    scene.say("kickoff.problem", "Cost", by="bo")
    scene.do(PASS, on=shown)
    assert gate(scene).changed == ("kickoff.problem",)
    assert gate(scene).state is GateState.NEEDS_REVIEW
