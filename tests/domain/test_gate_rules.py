"""What the rules of gates ask: scores, other gates, forms, late rows; and answers that must be known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domain import small_pack
from tests.domain.scene import TODAY, Scene
from tests.domain.small_pack import question
from workbook.domain.answers import Status
from workbook.domain.commands import CloseForm, DecideGate, RemoveRow, SetAnswer, SetRow, StartCycle, Undo
from workbook.domain.compositions import yesno_marks
from workbook.domain.conditions import (
    AnyOf,
    Closed,
    Complete,
    Condition,
    Enough,
    FieldIs,
    HasRows,
    Not,
    Overdue,
    Passed,
    RowTest,
)
from workbook.domain.gates import GateReview, GateState, Waiver, review
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Moment, Text, Value
from workbook.domain.specs import Band, Gate, GateRule, Instrument, Minimum, Option, Phase, Section
from workbook.errors import Refused

ITEMS = tuple(question(f"joel.{number}", *yesno_marks("", "")) for number in (1, 2))
JOEL = Instrument(
    "joel",
    "Joel Test",
    (Section("all", "All", ITEMS),),
    "sum",
    (Band("any", "", "2"),),
    minimums=(Minimum("internal", "1"), Minimum("customer", "1", strictly=True)),
    level_field=small_pack.CRITICALITY,
)
KNOWN = question("late.owner")._replace(core=True, known=True)
RULES: dict[str, Condition] = {
    "complete": Complete("joel"),
    "enough": Enough("joel"),
    "passed": Passed("kickoff.gate"),
    "closed": Closed("incident"),
    "told": AnyOf((Closed("incident"), Not(HasRows("moments")))),
    "late": Not(Overdue("actions")),
    "two": HasRows("metrics", (RowTest("kind", ("business",)),), 2),
    "personal": FieldIs(small_pack.PERSONAL, ("no",)),
}


def pack() -> Pack:
    rules = tuple(GateRule(name, f"{name} it is", condition) for name, condition in RULES.items())
    outcomes = (Option("pass", "yes"), Option("stop", "no"))
    gate = Gate("late.gate", "Close it?", outcomes, ("pass",), rules=rules)
    late = Phase("late", "Late", (Section("main", "Main", (KNOWN, question("late.note"))),), gate=gate)
    phases = (small_pack.KICKOFF, small_pack.DATA, late)
    return Pack("s", "S", "1", phases, (JOEL,), small_pack.TABLES, small_pack.PACK.triage, "rules")


PACK = pack()
PASS = DecideGate("kickoff", "pass", "ana", "All seen.")


@pytest.fixture
def scene() -> Scene:
    return Scene(PACK)


def gate(scene: Scene, phase: str = "late", days: int = 0) -> GateReview:
    return review(scene.project(today=TODAY + timedelta(days=days)), PACK.phase(phase))


def holds(scene: Scene, rule: str, days: int = 0) -> bool:
    return rule not in {lack.rule for lack in gate(scene, days=days).lacks}


def mark(scene: Scene, item: int, value: str) -> None:
    scene.do(SetAnswer(f"joel.{item}", {"mark": Choice((value,))}))


# Scores


def test_complete_asks_for_every_item(scene: Scene) -> None:
    mark(scene, 1, "yes")
    assert not holds(scene, "complete")
    scene.do(SetAnswer("joel.2", status=Status.UNKNOWN))
    assert not holds(scene, "complete")
    scene.do(SetAnswer("joel.2", status=Status.NOT_APPLICABLE, reason="no builds"))
    assert holds(scene, "complete")


@pytest.mark.parametrize(
    ("level", "marks", "enough"),
    [
        ("internal", ("yes", "no"), True),
        ("internal", ("no", "no"), False),
        ("customer", ("yes", "no"), False),
        ("customer", ("yes", "yes"), True),
        ("experiment", ("yes", "yes"), False),  # nothing is suggested for it, so nobody can say
        ("", ("yes", "yes"), False),
        ("internal", ("yes", ""), False),
    ],
)
def test_enough_goes_by_the_level(scene: Scene, level: str, marks: tuple[str, str], enough: bool) -> None:
    if level:
        scene.risk(level)
    for number, value in enumerate(marks, start=1):
        if value:
            mark(scene, number, value)
    assert holds(scene, "enough") is enough


# Other gates


def kickoff(scene: Scene) -> None:
    scene.say("kickoff.problem", "Waste")
    scene.risk("internal", "no")
    scene.do(SetAnswer("kickoff.deadline", {"value": Moment("2026-12-24")}))
    scene.do(PASS)


def test_a_gate_that_is_asked_for_must_still_hold(scene: Scene) -> None:
    assert not holds(scene, "passed")
    kickoff(scene)
    assert holds(scene, "passed")
    scene.say("kickoff.problem", "Cost")
    assert gate(scene, "kickoff").state is GateState.NEEDS_REVIEW
    assert not holds(scene, "passed")
    scene.do(Undo())
    assert holds(scene, "passed")
    scene.do(PASS._replace(outcome="stop"))
    assert not holds(scene, "passed")


def test_a_gate_passed_with_a_waiver_holds_until_the_waiver_ends(scene: Scene) -> None:
    scene.say("kickoff.problem", "Waste")
    scene.risk("internal", "no")
    until = TODAY + timedelta(days=7)
    scene.do(PASS._replace(waivers=(Waiver("dated", "ana", "soon", until.isoformat()),)))
    assert holds(scene, "passed", days=7)
    assert not holds(scene, "passed", days=8)


def test_a_gate_of_an_earlier_version_does_not_count(scene: Scene) -> None:
    kickoff(scene)
    scene.do(StartCycle(""))
    assert not holds(scene, "passed")


# Forms


def incident(scene: Scene, title: str) -> str:
    form = scene.open("incident", title)
    scene.do(SetAnswer("incident.what", {"value": Text("It fell.")}, form=form))
    scene.do(SetRow("moments", {"event": Text("It fell"), "kind": Choice(("started",))}, form=form))
    return form


def test_closed_asks_for_one_that_was_filled_in_and_none_that_is_open(scene: Scene) -> None:
    assert not holds(scene, "closed")
    assert holds(scene, "told")  # nothing fell
    first = incident(scene, "Codes")
    assert not holds(scene, "closed")
    assert not holds(scene, "told")
    scene.do(CloseForm(first))
    assert holds(scene, "closed")
    second = incident(scene, "Feed")
    assert not holds(scene, "told")
    scene.do(CloseForm(second, dropped=True, reason="a test"))
    assert holds(scene, "told")
    scene.do(CloseForm(first, dropped=True, reason="a test"))
    assert not holds(scene, "closed")
    assert holds(scene, "told")


# Rows


def action(scene: Scene, due: str = "", status: str = "open") -> str:
    values: dict[str, Value | None] = {"action": Text("Call Bo"), "status": Choice((status,))}
    (event,) = scene.do(SetRow("actions", values | ({"due": Moment(due)} if due else {})))
    return event.subject.row


@pytest.mark.parametrize(
    ("due", "status", "fine"),
    [
        ("2026-11-22", "open", False),
        ("2026-11-23", "open", True),
        ("2026-11-22", "done", True),
        ("", "open", True),
    ],
)
def test_an_open_action_is_late_the_day_after(scene: Scene, due: str, status: str, fine: bool) -> None:
    action(scene, due, status)
    assert holds(scene, "late") is fine


def test_what_is_due_today_is_late_tomorrow_until_it_is_gone(scene: Scene) -> None:
    row = action(scene, TODAY.isoformat())
    assert not holds(scene, "late", days=1)
    scene.do(RemoveRow("actions", row))
    assert holds(scene, "late", days=1)


def test_rows_are_counted(scene: Scene) -> None:
    scene.row("metrics", "A", kind="business")
    scene.row("metrics", "B", kind="model")
    assert not holds(scene, "two")
    scene.row("metrics", "C", kind="business")
    assert holds(scene, "two")


# What must be known, and what is open


def test_an_unknown_is_no_answer_where_it_must_be_known(scene: Scene) -> None:
    scene.do(SetAnswer("late.owner", status=Status.UNKNOWN, owner="ana"))
    (lack,) = [lack for lack in gate(scene).lacks if lack.rule == "late.owner"]
    assert lack.why == "not known yet; this one must be known"
    scene.do(SetAnswer("late.owner", status=Status.NOT_APPLICABLE, reason="nobody has to"))
    assert holds(scene, "late.owner")
    scene.say("late.owner", "Bo")
    assert holds(scene, "late.owner")


def test_a_rule_does_not_hold_while_what_it_asks_about_is_open(scene: Scene) -> None:
    assert not holds(scene, "personal")
    scene.risk("internal", "unsure")
    assert not holds(scene, "personal")
    scene.risk("internal", "no")
    assert holds(scene, "personal")


def test_every_rule_can_be_waived_and_the_next_lack_reopens(scene: Scene) -> None:
    scene.say("late.owner", "Bo")
    waivers = tuple(Waiver(name, "ana", "for now", "2026-12-31") for name in RULES if not holds(scene, name))
    with pytest.raises(Refused):
        scene.do(DecideGate("late", "pass", "ana", "fine", waivers[:-1]))
    scene.do(DecideGate("late", "pass", "ana", "fine", waivers))
    assert gate(scene).state is GateState.PASSED_WITH_WAIVERS
    action(scene, "2026-11-20")
    assert gate(scene).state is GateState.NEEDS_REVIEW
    assert [lack.rule for lack in gate(scene).open_lacks] == ["late"]
