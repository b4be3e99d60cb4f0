"""Who stands behind a decision: signatures, another pair of eyes, one's own name; and gates that must come first."""

from __future__ import annotations

import pytest

from tests.domain import small_pack
from tests.domain.scene import Scene
from tests.domain.small_pack import question
from workbook.domain.approvals import missing_signatures, signature
from workbook.domain.commands import DecideGate, RemoveRow, SetAnswer, SetRow, SignGate, Undo
from workbook.domain.conditions import Condition, Decided, PassedBefore, RowTest, Signed
from workbook.domain.gates import GateReview, GateState, Waiver, review
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Flag, Moment, Text, Value
from workbook.domain.specs import Collection, FieldSpec, Gate, GateRule, Kind, Option, Phase, Section
from workbook.errors import InvalidValue, Refused, UnknownName

PEOPLE = small_pack.PEOPLE._replace(columns=(*small_pack.PEOPLE.columns, FieldSpec("sign-off", Kind.FLAG)))
STAGES = Collection(
    "stages",
    "Stages",
    "stage",
    "stage",
    (small_pack.text("stage"), small_pack.choice("way", "shadow", "canary"), FieldSpec("started", Kind.MOMENT)),
)
SEEN_BY_USERS = (RowTest("way", ("canary",)),)
RULES: dict[str, Condition] = {
    "signed": Signed((RowTest("sign-off", filled=True),), each=True),
    "tester": Signed((RowTest("part", ("contributes",)),)),
    "by-another": Decided("by-another"),
    "in-person": Decided("in-person"),
    "first": PassedBefore("data.gate", "stages", "started", SEEN_BY_USERS, 2),
}


def pack(*rules: str) -> Pack:
    asked = tuple(GateRule(name, f"{name} it is", RULES[name]) for name in rules)
    outcomes = (Option("go", "go"), Option("no", "no"))
    gate = Gate("live.gate", "Go?", outcomes, ("go",), rules=asked, shows=("data.fresh",))
    live = Phase("live", "Live", (Section("main", "Main", (question("live.plan")._replace(core=True),)),), gate=gate)
    tables = (PEOPLE, STAGES, *(table for table in small_pack.TABLES if table.id != "people"))
    return Pack("s", "S", "1", (small_pack.KICKOFF, small_pack.DATA, live), (), tables, small_pack.PACK.triage, "live")


def scene(*rules: str) -> Scene:
    """Ana decides, Bo and Cy contribute; Ana gave the one answer."""
    at = Scene(pack(*rules))
    for name in ("bo", "cy"):
        at.row("people", name.title(), part="contributes")
    at.say("live.plan", "Slowly")
    return at


def person(at: Scene, name: str) -> str:
    return at.project().context.find("people", name)


def gate(at: Scene) -> GateReview:
    return review(at.project(), at.pack.phase("live"))


def lacks(at: Scene) -> list[str]:
    return [lack.rule for lack in gate(at).open_lacks]


def decide(at: Scene, outcome: str = "go", *, author: str = "ana", waive: str = "") -> None:
    waivers = (Waiver(waive, "ana", "this once", "2026-12-31"),) if waive else ()
    at.do(DecideGate("live", outcome, "ana", "All seen.", waivers, author=author), by=author)


def test_everybody_who_must_sign_signs_and_who_decides_signs_by_that() -> None:
    at = scene("signed")
    assert lacks(at) == []  # nobody has to
    for name in ("ana", person(at, "bo")):
        at.do(SetRow("people", {"sign-off": Flag(True)}, row=name))
    assert lacks(at) == ["signed"]
    assert [row.text("name") for row in missing_signatures(at.project(), at.pack.phase("live"), "ana")] == ["Bo"]
    with pytest.raises(Refused) as refused:
        decide(at)
    assert "Bo" in refused.value.hint
    at.do(SignGate("live", person(at, "bo"), True), by="bo")
    decide(at)
    assert gate(at).state is GateState.PASSED
    at.do(SetRow("people", {"sign-off": Flag(False)}, row=person(at, "bo")))
    assert gate(at).state is GateState.PASSED


def test_one_of_a_role_is_enough_and_a_no_is_none() -> None:
    at = scene("tester")
    with pytest.raises(InvalidValue):
        at.do(SignGate("live", person(at, "bo"), False))
    with pytest.raises(UnknownName):
        at.do(SignGate("live", "nobody", True))
    at.do(SignGate("live", person(at, "bo"), False, "It fell over."))
    assert lacks(at) == ["tester"]
    at.do(SignGate("live", person(at, "cy"), True))
    assert lacks(at) == []


def test_a_signature_stands_for_what_it_was_shown_and_can_be_taken_back() -> None:
    at = scene("tester")
    bo = person(at, "bo")
    at.do(SignGate("live", bo, True), by="bo")
    at.say("live.plan", "At once")
    found = signature(at.project(), at.pack.phase("live"), bo)
    assert (found and found.moved, lacks(at)) == (("live.plan",), ["tester"])
    at.do(SignGate("live", bo, True), by="bo")
    assert lacks(at) == []
    at.do(Undo())
    at.do(Undo())  # the plan is as it was when Bo signed first
    assert lacks(at) == []
    at.do(Undo())
    assert signature(at.project(), at.pack.phase("live"), bo) is None


def test_nobody_approves_alone_what_they_gave_themselves() -> None:
    at = scene("by-another")
    assert lacks(at) == []
    with pytest.raises(Refused, match="By-another"):
        decide(at)
    decide(at, "no")  # whoever stops it needs nobody
    assert gate(at).state is GateState.FAILED
    at.do(SignGate("live", person(at, "cy"), True), by="cy")
    decide(at)
    assert gate(at).state is GateState.PASSED


def test_one_who_gave_nothing_may_decide_alone() -> None:
    at = scene("by-another")
    at.say("live.plan", "Very slowly", by=person(at, "bo"))
    decide(at)
    assert gate(at).state is GateState.PASSED


def test_a_decision_under_somebody_elses_name_does_not_pass_but_by_a_waiver() -> None:
    at = scene("in-person")
    with pytest.raises(Refused, match="In-person") as refused:
        decide(at, author="bo")
    assert "mlworkbook gate live --waive in-person:" in refused.value.hint  # no list shows that it is missing
    decide(at, author="bo", waive="in-person")
    assert gate(at).state is GateState.PASSED_WITH_WAIVERS
    decide(at)
    assert gate(at).state is GateState.PASSED


def test_a_signature_under_somebody_elses_name_does_not_count_in_person() -> None:
    at = scene("in-person")
    at.do(SignGate("live", person(at, "cy"), True), by="ana")
    with pytest.raises(Refused, match="In-person"):
        decide(at)


def test_what_a_gate_shows_is_part_of_what_it_rests_on() -> None:
    at = scene()
    at.do(SetAnswer("data.fresh", {"value": Choice(("yes",))}))
    decide(at)
    at.do(SetAnswer("data.fresh", {"value": Choice(("no",))}))
    assert gate(at).changed == ("data.fresh",)


def test_the_second_stage_that_users_see_waits_for_another_gate() -> None:
    at = scene("first")

    def start(name: str, way: str, day: str) -> str:
        values: dict[str, Value | None] = {"stage": Text(name), "way": Choice((way,)), "started": Moment(day)}
        return at.do(SetRow("stages", values))[0].subject.row

    start("Shadow", "shadow", "2026-11-20")
    start("5 %", "canary", "2026-11-22")
    assert lacks(at) == []
    early = start("25 %", "canary", "2026-11-22")
    assert lacks(at) == ["first"]
    at.say("data.source", "the till")
    at.do(DecideGate("data", "pass", "ana", "Seen."))
    assert lacks(at) == ["first"]  # it was passed the day after
    at.do(RemoveRow("stages", early))
    start("25 %", "canary", "2026-11-23")
    assert lacks(at) == []
    at.do(DecideGate("data", "stop", "ana", "It is red."))
    assert lacks(at) == ["first"]
