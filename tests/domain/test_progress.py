"""States of questions, what tables ask for, and counts over them."""

from __future__ import annotations

from tests.domain.scene import Scene
from tests.domain.small_pack import PACK, PROBLEM, RISK, WHO
from workbook.domain.answers import Status
from workbook.domain.commands import (
    SetAnswer,
    SetRow,
)
from workbook.domain.primitives import Choice
from workbook.domain.progress import State, missing, next_open, progress, state
from workbook.domain.specs import Question


def yes(*values: str) -> dict[str, Choice]:
    return {"personal": Choice(values)}


def test_states_of_a_question() -> None:
    scene = Scene()

    def now(question: Question = PROBLEM) -> State:
        return state(scene.project(), question)

    assert now() is State.OPEN
    for status in (Status.UNKNOWN, Status.LATER, Status.PARKED):
        scene.do(SetAnswer("kickoff.problem", status=status))
        assert now() is State(status.value)
    scene.do(SetAnswer("kickoff.problem", status=Status.NOT_APPLICABLE, reason="bought"))
    assert now() is State.NOT_APPLICABLE
    assert scene.project().answer("kickoff.problem").reason == "bought"
    scene.say("kickoff.problem", "Too much waste")
    assert now() is State.DONE
    assert scene.project().answer("kickoff.problem").reason == ""
    scene.do(SetAnswer("kickoff.risk", yes("yes")))
    assert now(RISK) is State.STARTED
    assert missing(scene.project(), RISK) == ("Criticality",)
    scene.risk("internal", "yes")
    assert now(RISK) is State.DONE


def test_what_a_table_asks_for() -> None:
    scene = Scene(people=False)

    def lacks() -> tuple[State, tuple[str, ...]]:
        return state(scene.project(), WHO), missing(scene.project(), WHO)

    one, two = "one person who decides", "two persons with name and part"
    assert lacks() == (State.STARTED, (one, two))
    project = scene.project()
    assert project.missing_columns(WHO, project.row("people", "ana")) == ("Part",)
    scene.do(SetRow("people", {"part": Choice(("decides",))}, "ana"))
    assert lacks() == (State.STARTED, (two,))
    bo = scene.row("people", "Bo")
    assert lacks() == (State.STARTED, (two,))
    scene.do(SetRow("people", {"part": Choice(("contributes",))}, bo))
    assert lacks() == (State.DONE, ())


def test_a_table_shows_the_rows_that_pass_its_filter() -> None:
    scene = Scene()
    waste = scene.row("metrics", "Waste", kind="business")
    scene.row("metrics", "RMSE", kind="model")
    project = scene.project()
    question = PACK.question("kickoff.metrics")
    assert [row.id for row in project.view_rows(question)] == [waste]
    assert len(project.rows("metrics")) == 2
    assert [column.name for column in PACK.columns(question)] == ["name", "baseline"]
    assert project.view_rows(PROBLEM) == ()


def test_progress_counts_the_core_first_and_leaves_out_what_is_hidden() -> None:
    scene = Scene(people=False)
    scene.risk("internal", "no")
    scene.say("kickoff.problem", "Waste")
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN))
    scene.do(SetAnswer("kickoff.budget", status=Status.LATER))
    counts = progress(scene.project(), PACK.phase("kickoff").sections[0].questions)
    assert counts._asdict() == {"core": 2, "core_done": 2, "all": 6, "done": 3, "unknown": 1, "conflicts": 0}


def test_the_next_question_is_of_the_core_then_what_follows_then_from_the_start() -> None:
    scene = Scene()
    questions = PACK.phase("kickoff").sections[0].questions

    def after(question: str) -> str:
        found = next_open(scene.project(), questions, question)
        return found.id if found else ""

    assert after("") == "kickoff.problem"
    assert after("kickoff.problem") == "kickoff.risk"
    assert after("kickoff.harm") == "kickoff.problem"
    scene.risk("internal", "no")
    scene.say("kickoff.problem", "Waste")
    assert after("kickoff.problem") == "kickoff.budget"
    assert after("kickoff.metrics") == "kickoff.budget"
    assert after("kickoff.budget") == "kickoff.deadline"
