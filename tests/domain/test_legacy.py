"""The next project begins with what the last one left to it."""

from __future__ import annotations

from tests.builders import Scene
from workbook.domain.legacy import inherited
from workbook.domain.primitives import Confidence


def old() -> Scene:
    story = Scene("Review triage")
    for item, decision in (
        ("An alert [/] | on the day", "next"),
        ("Coats", "later"),
        ("A map", "dropped"),
        ("?", "unsure"),
    ):
        story.row("post.wishes", item=item, decision=decision)
    story.row("people", name="Raj", role="Builds it", part="contributes")
    story.row("data-qa.sources", source="Reviews", owner="Raj", contents="Text", access="yes", issues="Four\nspellings")
    return story


def test_the_first_wish_becomes_the_problem_and_the_data_is_known_already() -> None:
    new = Scene("Chart alerts")
    for command in inherited(old().project, new.project):
        new.do(command)
    project = new.project
    problem = project.answer("kickoff.problem")
    assert problem.text() == "An alert [/] | on the day"
    assert problem.confidence is Confidence.GUESS
    assert problem.note == "From Review triage, v1: What first."
    scope = project.answer("kickoff.scope")
    assert (scope.text("in-scope"), scope.text("out-of-scope")) == ("An alert [/] | on the day", "Coats\nA map")
    (source,) = project.rows("sources")
    assert source.text("issues") == "Four\nspellings"
    assert "owner" not in source.values, "nobody of the old project is somebody of the new one"


def test_a_project_that_leaves_nothing_begins_nothing() -> None:
    assert inherited(Scene("Empty").project, Scene("New").project) == []
