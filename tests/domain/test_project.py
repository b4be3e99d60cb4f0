"""The view: triage, answers, cycles and wordings."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.domain.scene import Scene
from tests.domain.small_pack import BUDGET, HARM, PACK, PROBLEM, RISK, pack
from workbook.domain.answers import Status
from workbook.domain.commands import (
    AdoptPack,
    SetAnswer,
    SetRow,
    SetWording,
    StartCycle,
)
from workbook.domain.conditions import Answered, FieldAtLeast, holds
from workbook.domain.events import Draft, Stamp, Subject, seal
from workbook.domain.pack import Pack
from workbook.domain.primitives import Confidence, Quantity, Text
from workbook.domain.progress import State, state
from workbook.domain.specs import Question
from workbook.errors import UnknownName

# Which questions are asked


def test_while_triage_is_open_the_core_is_asked_and_nothing_more_is_demanded() -> None:
    project = Scene().project()
    assert [q.id for q in project.questions if project.mandatory(q)] == [
        "kickoff.problem",
        "kickoff.risk",
        "kickoff.harm",
        "data.source",
    ]
    assert project.applies(HARM)
    assert project.applies(BUDGET)


@pytest.mark.parametrize(
    ("level", "demanded"),
    [("experiment", False), ("internal", False), ("customer", True), ("critical", True), ("unsure", True)],
)
def test_the_level_decides_what_is_demanded_and_unsure_counts_as_the_higher(level: str, demanded: bool) -> None:
    scene = Scene()
    scene.risk(level)
    assert scene.project().mandatory(BUDGET) is demanded


@pytest.mark.parametrize(("personal", "asked"), [("yes", True), ("unsure", True), ("no", False)])
def test_a_question_that_does_not_apply_is_hidden(personal: str, asked: bool) -> None:
    scene = Scene()
    scene.risk("internal", personal)
    project = scene.project()
    assert project.applies(HARM) is asked
    assert project.mandatory(HARM) is asked
    assert (state(project, HARM) is State.HIDDEN) is not asked


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.LATER, Status.PARKED])
def test_a_level_taken_back_is_not_known_any_more(status: Status) -> None:
    """The old values stay for whoever answers again; no rule goes by them."""
    scene = Scene()
    scene.risk("experiment", "no")
    scene.do(SetAnswer("kickoff.risk", status=status))
    project = scene.project()
    assert project.facts.chosen("kickoff.risk:personal") is None
    assert project.applies(HARM)


def test_a_level_that_the_pack_lost_is_not_known() -> None:
    scene = Scene()
    scene.risk("customer")
    smaller = RISK._replace(fields=(RISK.fields[0]._replace(options=RISK.fields[0].options[:2]),))
    scene.pack = _with(smaller)
    project = scene.project()
    assert holds(FieldAtLeast("kickoff.risk:criticality", "internal"), project.facts) is None
    assert not project.mandatory(BUDGET)


def test_a_table_counts_as_answered_once_it_has_rows() -> None:
    scene = Scene(people=False)
    assert holds(Answered("kickoff.metrics"), scene.project().facts) is False
    scene.row("metrics", "Waste", kind="business")
    assert holds(Answered("kickoff.metrics"), scene.project().facts) is True


# What was answered


def test_an_answer_is_read_with_all_that_was_said() -> None:
    scene = Scene()
    bo = scene.row("people", "Bo")
    command = SetAnswer(
        "kickoff.budget",
        {"target": Quantity("40", "k€", Confidence.GUESS)},
        confidence=Confidence.ESTIMATE,
        note="asked twice",
        said_by=bo,
    )
    (event,) = scene.do(command)
    answer = scene.project().answer("kickoff.budget")
    assert answer.status is Status.ANSWERED
    assert answer.given
    assert answer.values == {"target": Quantity("40", "k€", Confidence.GUESS)}
    assert (answer.confidence, answer.note) == (Confidence.ESTIMATE, "asked twice")
    assert (answer.recorded_by, answer.answered_by, answer.event, answer.at) == ("ana", bo, event.id, event.at)
    assert answer.text("target") == ""


def test_a_question_that_nobody_answered_is_open() -> None:
    answer = Scene().project().answer("kickoff.problem")
    assert answer.status is Status.OPEN
    assert not answer.given
    assert answer.values == {}


def test_a_form_has_answers_of_its_own() -> None:
    scene = Scene()
    first, second = scene.open("incident", "Sunday"), scene.open("incident", "Monday")
    scene.do(SetAnswer("incident.what", {"value": Text("slow")}, form=first))
    scene.do(SetAnswer(f"incident.what@{second}", {"value": Text("wrong")}))
    project = scene.project()
    assert project.answer("incident.what", first).text() == "slow"
    assert project.answer_to(project.question(f"incident.what@{second}")).text() == "wrong"
    assert not project.answer("incident.what").given


def test_what_a_newer_version_wrote_does_not_stop_this_one() -> None:
    scene = Scene()
    body = {
        "status": "deferred",
        "confidence": "certain",
        "fields": {"value": {"shape": "circle"}, "extra": "kept"},
    }
    _write(scene, Subject("kickoff.problem", scene.project().cycle.id), body)
    answer = scene.project().answer("kickoff.problem")
    assert answer.status is Status.OPEN
    assert answer.confidence is None
    assert answer.values == {"extra": Text("kept")}


# Cycles


def test_a_new_cycle_carries_answers_until_they_are_confirmed_or_changed() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    scene.risk("customer")
    first = scene.project().cycle.id
    scene.do(StartCycle(""))
    project = scene.project()
    assert [cycle.title for cycle in project.cycles] == ["v1", "v2"]
    answer = project.answer("kickoff.problem")
    assert (answer.status, answer.text(), answer.carried_from) == (Status.CARRIED, "Waste", first)
    assert state(project, PROBLEM) is State.CARRIED
    assert project.mandatory(BUDGET)  # what was said of the level still counts

    scene.do(SetAnswer("kickoff.problem"))
    confirmed = scene.project().answer("kickoff.problem")
    assert (confirmed.status, confirmed.text(), confirmed.carried_from) == (Status.ANSWERED, "Waste", "")
    scene.say("kickoff.problem", "Still too much waste")
    assert scene.project().answer("kickoff.problem").text() == "Still too much waste"
    assert scene.project("v1").answer("kickoff.problem").text() == "Waste"


def test_rows_of_a_cycle_are_carried_and_changed_without_touching_the_last_one() -> None:
    scene = Scene()
    waste = scene.row("metrics", "Waste", kind="business")
    rmse = scene.row("metrics", "RMSE", kind="model")
    scene.do(StartCycle(""))
    assert [row.id for row in scene.project().rows("metrics")] == [waste, rmse]
    scene.do(SetRow("metrics", {"baseline": Quantity("9", "%")}, waste))
    assert scene.project().row("metrics", waste).values["baseline"] == Quantity("9", "%")
    assert "baseline" not in scene.project("v1").row("metrics", waste).values


def test_cycles_are_found_by_title_or_id_and_a_wrong_one_names_the_nearest() -> None:
    scene = Scene()
    scene.do(StartCycle("autumn"))
    assert scene.project("autumn").cycle.title == "autumn"
    assert scene.project(scene.project().cycle.id).cycle.title == "autumn"
    with pytest.raises(UnknownName, match="Did you mean 'autumn'"):
        _ = scene.project("autum").cycle


def test_a_conflict_of_the_last_cycle_is_not_forgotten() -> None:
    scene = Scene()
    before = scene.project()
    scene.say("kickoff.problem", "Waste")
    scene.say("kickoff.problem", "Cost", by="bo", on=before)
    scene.do(StartCycle(""))
    assert state(scene.project(), PROBLEM) is State.CONFLICT


# Wordings


def test_a_wording_stands_beside_what_was_said() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "we throw away loads of stuff")
    scene.do(SetWording("kickoff.problem", "Too much is thrown away."))
    answer = scene.project().answer("kickoff.problem")
    assert (answer.text(), answer.wording) == ("we throw away loads of stuff", "Too much is thrown away.")
    scene.do(SetWording("kickoff.problem", ""))
    assert scene.project().answer("kickoff.problem").wording == ""


def test_a_wording_falls_away_with_the_words_that_it_polished() -> None:
    """A document must not go on saying, well polished, what is no longer true."""
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.do(SetWording("kickoff.problem", "Too much is thrown away."))
    scene.do(SetAnswer("kickoff.problem", note="said by the cook"))
    assert scene.project().answer("kickoff.problem").wording == "Too much is thrown away."
    scene.say("kickoff.problem", "cost")
    assert scene.project().answer("kickoff.problem").wording == ""
    scene.say("kickoff.problem", "waste")
    assert scene.project().answer("kickoff.problem").wording == "Too much is thrown away."


def test_a_wording_is_carried_with_its_answer_only() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    scene.do(SetWording("kickoff.problem", "Too much is thrown away."))
    scene.do(StartCycle(""))
    assert scene.project().answer("kickoff.problem").wording == "Too much is thrown away."
    scene.do(SetAnswer("kickoff.problem"))
    assert scene.project().answer("kickoff.problem").wording == "Too much is thrown away."
    scene.say("kickoff.problem", "cost")
    assert scene.project().answer("kickoff.problem").wording == ""
    assert scene.project("v1").answer("kickoff.problem").wording == "Too much is thrown away."


def test_two_wordings_against_each_other_are_none() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "waste")
    before = scene.project()
    scene.do(SetWording("kickoff.problem", "One."), on=before)
    scene.do(SetWording("kickoff.problem", "Two."), by="bo", on=before)
    assert scene.project().answer("kickoff.problem").wording == ""


def test_another_pack_asks_other_questions_of_the_same_answers() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "Waste")
    scene.do(AdoptPack("larger", "2"))
    scene.pack = _with(PROBLEM._replace(ask="What hurts?"))
    assert scene.project().answer("kickoff.problem").text() == "Waste"
    with pytest.raises(UnknownName):
        scene.project().pack.question("data.source")


def _with(*questions: Question) -> Pack:
    """The kickoff with some of its questions replaced."""
    phase = PACK.phase("kickoff")
    section = phase.sections[0]
    new = {question.id: question for question in questions}
    changed = section._replace(questions=tuple(new.get(question.id, question) for question in section.questions))
    return pack((phase._replace(sections=(changed,)),), "other")


def _write(scene: Scene, subject: Subject, body: Mapping[str, object]) -> None:
    """An event that no command of this version would give."""
    stamp = Stamp("p1", scene.new_id(), "actor-new", "ana", "2026-11-23T10:00:00.000Z", "1" * 15)
    scene.take([seal(Draft("answer.set", subject, body), stamp, previous="", salt="s")])
