"""What an answer or a table lacks: checklists, fields that are required sometimes, rules on rows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain import small_pack
from tests.domain.scene import Scene
from tests.domain.small_pack import LEVELS, choice, question, text
from workbook.domain.commands import SetAnswer, SetRow
from workbook.domain.compositions import checklist
from workbook.domain.conditions import FieldAtLeast, FieldIs, RowTest
from workbook.domain.primitives import Choice, Text, Value
from workbook.domain.progress import State, missing, rule_holds, state, unticked
from workbook.domain.specs import FieldSpec, Kind, Option, Phase, Question, RowRule, Section, View

STEPS = ("backup", "alarm", "rehearsal")
DONE = checklist(FieldSpec("done", Kind.CHOICE, "Done", options=tuple(Option(step, step) for step in STEPS)))
PLAIN = question("data.plain", DONE, text("why"))
REQUIRED = question("data.required", DONE._replace(required=True), text("why"))
EXCUSED = question("data.excused", DONE._replace(required=True, unless="why"), text("why"))
SOMETIMES = question(
    "data.sometimes",
    choice("way", "none", "manual"),
    text("who")._replace(needed=FieldIs("data.sometimes:way", ("manual",))),
    text("proof")._replace(needed=FieldAtLeast(small_pack.CRITICALITY, "customer")),
)
ASKED = (PLAIN, REQUIRED, EXCUSED, SOMETIMES)
DATA = Phase("data", "Data", (Section("main", "Main", ASKED),))
PACK = small_pack.pack((small_pack.KICKOFF, DATA), "lacking")
ALL = Choice(STEPS)
SOME = Choice(STEPS[:2])
WHY = Text("Only a rehearsal.")


def lacks(asked: Question, **values: Value) -> tuple[State, tuple[str, ...]]:
    scene = Scene(PACK)
    scene.do(SetAnswer(asked.id, values))
    return state(scene.project(), asked), missing(scene.project(), asked)


@pytest.mark.parametrize(
    ("asked", "values", "found"),
    [
        (PLAIN, {"why": WHY}, ()),
        (PLAIN, {"done": SOME}, ("Done",)),
        (PLAIN, {"done": SOME, "why": WHY}, ("Done",)),  # no field says why not
        (PLAIN, {"done": ALL}, ()),
        (REQUIRED, {"why": WHY}, ("Done",)),
        (REQUIRED, {"done": SOME}, ("Done",)),
        (REQUIRED, {"done": ALL}, ()),
        (EXCUSED, {"done": SOME}, ("Done",)),
        (EXCUSED, {"done": SOME, "why": WHY}, ()),
        (EXCUSED, {"why": WHY}, ()),
        (EXCUSED, {"done": ALL}, ()),
    ],
)
def test_a_checklist_is_ticked_through_or_somebody_says_why_not(
    asked: Question, values: dict[str, Value], found: tuple[str, ...]
) -> None:
    assert lacks(asked, **values) == (State.STARTED if found else State.DONE, found)


def test_what_nobody_ticked_is_named() -> None:
    assert [option.id for option in unticked(DONE, {"done": Choice(("alarm",))})] == ["backup", "rehearsal"]
    assert [option.id for option in unticked(DONE, {})] == list(STEPS)


def test_a_field_may_be_required_by_another_one() -> None:
    assert lacks(SOMETIMES, way=Choice(("none",)))[1] == ()
    assert lacks(SOMETIMES, way=Choice(("manual",)))[1] == ("Who",)
    assert lacks(SOMETIMES, way=Choice(("manual",)), who=Text("Bo"))[1] == ()


@pytest.mark.parametrize("level", ["", *(option.id for option in LEVELS.options)])
def test_a_field_may_be_required_by_the_level_and_while_that_is_open_it_is_not(level: str) -> None:
    scene = Scene(PACK)
    scene.do(SetAnswer(SOMETIMES.id, {"way": Choice(("none",))}))
    if level:
        scene.risk(level)
    assert missing(scene.project(), SOMETIMES) == (("Proof",) if level in ("customer", "critical", "unsure") else ())


# Rules on rows


@dataclass(frozen=True)
class People:
    """Rows of the people: how many decide with a mail, without one, and how many only contribute."""

    whole: int
    bare: int
    others: int

    def scene(self) -> Scene:
        scene = Scene(PACK, people=False)
        parts = ["decides"] * (self.whole + self.bare) + ["contributes"] * self.others
        for number, part in enumerate(parts):
            mail: dict[str, Value | None] = {"email": Text("a@b.org")} if number < self.whole else {}
            scene.do(SetRow("people", {"name": Text(f"P{number}"), "part": Choice((part,)), **mail}))
        return scene


DECIDES = (RowTest("part", ("decides",)),)
WHO = Question("kickoff.who", "Who?", "Who", "kickoff", "main", view=View("people", required=("email",)))


def holds(people: People, rule: RowRule) -> bool:
    project = people.scene().project()
    extra = [row.id for row in project.rows("people") if not row.text("name").startswith("P")]
    assert len(extra) == 1  # whoever started the project, without a part
    return rule_holds(project, WHO, rule)


@pytest.mark.parametrize(
    ("people", "rule", "expected"),
    [
        (People(0, 0, 2), RowRule("", 1, DECIDES), False),
        (People(0, 1, 0), RowRule("", 1, DECIDES), True),
        (People(0, 1, 0), RowRule("", 1, DECIDES, complete=True), False),
        (People(1, 1, 0), RowRule("", 1, DECIDES, complete=True), True),
        (People(1, 1, 0), RowRule("", 2, DECIDES, complete=True), False),
        (People(0, 0, 2), RowRule("", 0, DECIDES, at_most=0), True),
        (People(1, 0, 2), RowRule("", 0, DECIDES, at_most=0), False),
        (People(0, 1, 2), RowRule("", 0, DECIDES, at_most=0), False),
        (People(1, 0, 0), RowRule("", 1, DECIDES, at_most=1), True),
        (People(0, 0, 0), RowRule("", 1, DECIDES, at_most=1), False),
        (People(1, 1, 0), RowRule("", 1, DECIDES, at_most=1), False),
        (People(2, 0, 3), RowRule("", 0, DECIDES, every=True), True),
        (People(2, 1, 0), RowRule("", 0, DECIDES, every=True), False),
        (People(0, 0, 0), RowRule("", 0, DECIDES, every=True), True),
        (People(0, 0, 0), RowRule("", 1, DECIDES, every=True), False),
        (People(2, 0, 0), RowRule("", 0, (), every=True), True),
        (People(2, 0, 1), RowRule("", 0, (), every=True), False),
    ],
)
def test_rules_on_rows(people: People, rule: RowRule, expected: bool) -> None:
    assert holds(people, rule) is expected


@given(
    st.builds(People, st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
    st.builds(
        RowRule,
        st.just("rule"),
        st.integers(0, 3),
        st.just(DECIDES),
        st.booleans(),
        st.none() | st.integers(0, 3),
        st.booleans(),
    ),
)
def test_a_rule_holds_as_it_is_counted_by_hand(people: People, rule: RowRule) -> None:
    rows, whole = people.whole + people.bare, people.whole
    expected = (whole if rule.complete else rows) >= rule.at_least
    expected = expected and (rule.at_most is None or rows <= rule.at_most)
    expected = expected and not (rule.every and people.bare)
    assert holds(people, rule) is expected
