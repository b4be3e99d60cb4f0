"""Answering, and the gestures beside it."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from tests.domain.small_pack import BUDGET, PROBLEM, SOURCE
from workbook.domain.answers import Status
from workbook.domain.commands import SetAnswer, SetRow, SetWording, StartCycle
from workbook.domain.flags import relied_on_older
from workbook.domain.primitives import Choice, Confidence, Flag, Moment, Quantity, Ref, Text
from workbook.domain.progress import State, state
from workbook.errors import InvalidValue, Refused, UnknownName

WASTE = {"value": Text("Waste")}


def test_the_same_answer_again_is_nothing_new() -> None:
    scene = Scene()
    command = SetAnswer("kickoff.problem", WASTE, confidence=Confidence.GUESS, note="n", said_by="ana")
    assert scene.do(command)
    assert scene.do(command) == ()
    assert scene.do(SetAnswer("kickoff.problem", WASTE)) == ()
    assert scene.do(SetAnswer("kickoff.problem")) == ()
    assert scene.do(SetAnswer("kickoff.problem", seen=scene.project().seen(PROBLEM))) == ()


@pytest.mark.parametrize(
    "command",
    [
        SetAnswer("kickoff.problem", {"value": Text("Cost")}),
        SetAnswer("kickoff.problem", confidence=Confidence.MEASURED),
        SetAnswer("kickoff.problem", note=""),
        SetAnswer("kickoff.problem", said_by="bo"),
        SetAnswer("kickoff.problem", status=Status.LATER),
    ],
)
def test_whatever_differs_is_new(command: SetAnswer) -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.problem", WASTE, confidence=Confidence.GUESS, note="n"))
    assert len(scene.do(command)) == 1


def test_fields_that_are_not_named_stay() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.risk", {"criticality": Choice(("internal",))}, note="n"))
    scene.do(SetAnswer("kickoff.risk", {"personal": Choice(("no",))}))
    answer = scene.project().answer("kickoff.risk")
    assert answer.values == {"criticality": Choice(("internal",)), "personal": Choice(("no",))}
    assert answer.note == "n"
    scene.do(SetAnswer("kickoff.risk", {"personal": None}))
    assert scene.project().answer("kickoff.risk").values == {"criticality": Choice(("internal",))}


@pytest.mark.parametrize(
    "values",
    [{}, {"value": None}, {"value": Text("")}, {"value": Text(" \n")}],
)
def test_an_answer_needs_something_said(values: dict[str, Text | None]) -> None:
    with pytest.raises(InvalidValue, match="nothing to record") as caught:
        Scene().do(SetAnswer("kickoff.problem", values))
    assert caught.value.where == "kickoff.problem"
    assert caught.value.hint


def test_what_is_wrong_is_refused_by_name() -> None:
    scene = Scene()
    with pytest.raises(UnknownName, match=r"kickoff.problm.*Did you mean 'kickoff.problem'"):
        scene.say("kickoff.problm", "Waste")
    with pytest.raises(UnknownName, match="Did you mean 'value'"):
        scene.do(SetAnswer("kickoff.problem", {"vlue": Text("x")}))
    with pytest.raises(InvalidValue, match="needs a reason"):
        scene.do(SetAnswer("kickoff.problem", status=Status.NOT_APPLICABLE, reason=" "))
    with pytest.raises(InvalidValue, match="Only a new cycle"):
        scene.do(SetAnswer("kickoff.problem", WASTE, status=Status.CARRIED))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("kickoff.problem", {"value": Flag(True)}),
        ("kickoff.risk", {"criticality": Choice(("hihg",))}),
        ("kickoff.risk", {"criticality": Choice(("internal", "critical"))}),
        ("kickoff.risk", {"criticality": Text("internal")}),
        ("kickoff.deadline", {"value": Moment("soon")}),
        ("kickoff.deadline", {"value": Moment("2026-11-23T10:00:00Z")}),
        ("kickoff.budget", {"target": Quantity("a lot")}),
        ("kickoff.problem", {"value": Text("\ud800")}),
    ],
)
def test_no_value_gets_in_that_its_field_does_not_take(question: str, values: dict[str, Text]) -> None:
    """Values may come from JSON or from a screen's mistake: this is the last place that can say no."""
    scene = Scene()
    with pytest.raises((InvalidValue, UnknownName)):
        scene.do(SetAnswer(question, values))


def test_what_is_recorded_is_clean() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.problem", {"value": Text("a\x1b[2Jb \r\nc")}, note="\x07", evidence=("x\x1b",)))
    answer = scene.project().answer("kickoff.problem")
    assert (answer.text(), answer.note) == ("a␛[2Jb\nc", "␇")
    assert scene.project().rows("evidence")[0].text("link") == "x␛"


# Not known yet


def test_an_unknown_makes_one_action_for_its_question() -> None:
    scene = Scene()
    unknown = SetAnswer("kickoff.deadline", status=Status.UNKNOWN)
    assert len(scene.do(unknown)) == 2
    (action,) = scene.project().rows("actions")
    assert action.text("action") == "Find out: Deadline"
    assert action.text("origin") == "kickoff.deadline"
    assert scene.do(unknown) == ()
    scene.do(SetAnswer("kickoff.deadline", {"value": Moment("2026-12-24")}))
    assert scene.project().rows("actions")[0].values["status"] == Choice(("done",))  # found out
    scene.do(unknown)
    assert [row.values["status"] for row in scene.project().rows("actions")] == [Choice(("done",)), Choice(("open",))]


def test_an_action_that_somebody_worded_is_not_closed_by_the_answer() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN))
    (action,) = scene.project().rows("actions")
    scene.do(SetRow("actions", {"action": Text("Ask the shop")}, action.id))
    scene.do(SetAnswer("kickoff.deadline", {"value": Moment("2026-12-24")}))
    assert scene.project().rows("actions")[0].values["status"] == Choice(("open",))


def test_asked_again_an_unknown_fills_in_owner_and_day_of_its_action() -> None:
    scene = Scene()
    bo = scene.row("people", "Bo")
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN))
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN, owner=bo))
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN, due="2026-12-01"))
    (action,) = scene.project().rows("actions")
    assert (action.values["owner"], action.values["due"]) == (Ref("people", bo), Moment("2026-12-01"))
    with pytest.raises(InvalidValue):
        scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN, due="soon"))
    with pytest.raises(UnknownName):
        scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN, owner="nobody"))


def test_once_its_action_is_done_an_unknown_makes_another() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN))
    (action,) = scene.project().rows("actions")
    scene.do(SetRow("actions", {"status": Choice(("done",))}, action.id))
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN))
    assert len(scene.project().rows("actions")) == 2


def test_two_unknowns_make_two_actions_in_order() -> None:
    scene = Scene()
    for question in ("kickoff.deadline", "kickoff.budget"):
        scene.do(SetAnswer(question, status=Status.UNKNOWN))
    assert [row.text("origin") for row in scene.project().rows("actions")] == ["kickoff.deadline", "kickoff.budget"]


# Parked, later, not applicable


def test_a_parked_question_lies_in_the_parking_lot_once() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED, note="needs finance"))
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED))
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED, note="needs finance and legal"))
    (item,) = scene.project().rows("parking")
    assert (item.text("item"), item.text("question")) == ("needs finance", "kickoff.budget")
    assert state(scene.project(), BUDGET) is State.PARKED


def test_a_parked_question_without_a_note_is_named_by_what_it_asks() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED))
    assert scene.project().rows("parking")[0].text("item") == "What about the budget?"


# Evidence


def test_each_piece_of_evidence_becomes_a_row_once() -> None:
    scene = Scene()
    links = ("https://x.org/1", "data/report.md", "0a1b2c3d", " data/report.md ", "")
    scene.do(SetAnswer("kickoff.problem", WASTE, evidence=links))
    rows = scene.project().rows("evidence")
    assert [(row.text("link"), row.values["kind"]) for row in rows] == [
        ("https://x.org/1", Choice(("link",))),
        ("data/report.md", Choice(("path",))),
        ("0a1b2c3d", Choice(("commit",))),
    ]
    assert {row.text("about") for row in rows} == {"kickoff.problem"}
    assert scene.do(SetAnswer("kickoff.problem", WASTE, evidence=links)) == ()
    assert len(scene.do(SetAnswer("kickoff.problem", evidence=("https://x.org/2",)))) == 1
    assert scene.project().answer("kickoff.problem").text() == "Waste"


# Wordings


def test_rewording() -> None:
    scene = Scene()
    with pytest.raises(Refused, match="no answer to word"):
        scene.do(SetWording("kickoff.problem", "x"))
    (said,) = scene.say("kickoff.problem", "waste")
    (event,) = scene.do(SetWording("kickoff.problem", "Too much waste."))
    assert event.subject.name == "kickoff.problem~wording"
    assert said.id in event.seen
    assert scene.do(SetWording("kickoff.problem", "Too much waste. ")) == ()
    assert scene.do(SetWording("kickoff.problem", ""))
    assert scene.do(SetWording("kickoff.problem", "")) == ()


def test_a_carried_answer_can_be_worded() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.do(StartCycle(""))
    scene.do(SetWording("kickoff.problem", "Too much waste."))
    answer = scene.project().answer("kickoff.problem")
    assert (answer.status, answer.wording) == (Status.CARRIED, "Too much waste.")
    scene.say("kickoff.problem", "cost")
    assert scene.project().answer("kickoff.problem").wording == ""
    assert scene.project("v1").answer("kickoff.problem").wording == ""


# What an answer relied on


def test_an_answer_relied_on_what_was_shown_beside_it() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.say("data.source", "the till")
    assert relied_on_older(scene.project(), SOURCE) == ()
    scene.say("kickoff.problem", "cost")
    assert relied_on_older(scene.project(), SOURCE) == ("kickoff.problem",)
    assert relied_on_older(scene.project(), PROBLEM) == ()
    scene.say("kickoff.problem", "waste")
    assert relied_on_older(scene.project(), SOURCE) == ()


def test_confirming_what_relied_on_an_older_answer_is_new() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.say("data.source", "the till")
    scene.say("kickoff.problem", "cost")
    assert scene.say("data.source", "the till")
    assert relied_on_older(scene.project(), SOURCE) == ()
    assert scene.say("data.source", "the till") == ()


def test_an_answer_that_became_unknown_moved_too() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.say("data.source", "the till")
    scene.do(SetAnswer("kickoff.problem", status=Status.UNKNOWN))
    assert relied_on_older(scene.project(), SOURCE) == ("kickoff.problem",)


def test_rewording_and_noting_move_nothing() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.say("data.source", "the till")
    scene.do(SetWording("kickoff.problem", "Too much waste."))
    scene.do(SetAnswer("kickoff.problem", note="said twice", confidence=Confidence.MEASURED))
    assert relied_on_older(scene.project(), SOURCE) == ()


def test_a_row_that_was_shown_and_moved_is_named_by_its_table() -> None:
    scene = Scene()
    waste = scene.row("metrics", "Waste", kind="business")
    scene.do(SetAnswer("kickoff.budget", {"target": Quantity("40", "k€")}))
    scene.row("metrics", "RMSE", kind="model")
    assert relied_on_older(scene.project(), BUDGET) == ()
    scene.do(SetRow("metrics", {"baseline": Quantity("9", "%")}, waste))
    assert relied_on_older(scene.project(), BUDGET) == ("metrics",)


def test_in_a_new_cycle_an_answer_relies_on_what_is_said_there() -> None:
    scene = Scene()
    waste = scene.row("metrics", "Waste", kind="business")
    scene.say("kickoff.problem", "waste")
    scene.do(StartCycle(""))
    scene.say("data.source", "the till")
    scene.do(SetAnswer("kickoff.budget", {"target": Quantity("40", "k€")}))
    scene.do(SetAnswer("kickoff.problem"))
    assert relied_on_older(scene.project(), SOURCE) == ()
    scene.say("kickoff.problem", "cost")
    scene.do(SetRow("metrics", {"baseline": Quantity("9", "%")}, waste))
    assert relied_on_older(scene.project(), SOURCE) == ("kickoff.problem",)
    assert relied_on_older(scene.project(), BUDGET) == ("kickoff.problem", "metrics")
