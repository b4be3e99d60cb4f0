"""Beliefs beside the real sources: what the kickoff took for true, and what was found."""

from __future__ import annotations

from tests.builders import Scene, builtin_pack
from workbook.domain.figures.kinds import figures
from workbook.domain.figures.panels import problem_in


def told(scene: Scene) -> list[str]:
    return [f"{one.label}: {one.text}" for one in figures(scene.project, builtin_pack().question("data-qa.sources"))]


def test_what_was_believed_stands_beside_what_was_found() -> None:
    scene = Scene()
    ana = scene.row("people", name="Ana", role="Head", part="decides")
    source = scene.row("sources", source="Reviews", cadence="Hourly", access="unsure")
    scene.change("sources", source, {"cadence": "Daily"})
    assert told(scene) == [], "the kickoff is still being talked through"
    scene.gate("kickoff", "stop", ana, "To have it decided")
    scene.change("sources", source, {"access": "yes", "history": "2 years"})
    assert told(scene) == ["Reviews: access today: believed not sure, found yes"]
    for number in range(6):
        scene.change("sources", source, {"cadence": f"Every {number} hours", "access": "no"})
    assert len(told(scene)) == 2


def test_the_problem_heads_each_later_phase_in_its_first_words() -> None:
    scene, pack = Scene(), builtin_pack()
    assert problem_in(scene.project, pack.phase("ml")) == ""
    scene.answer("kickoff.problem", "Read all reviews")
    scene.answer("kickoff.problem", "Build a model")
    assert problem_in(scene.project, pack.phase("kickoff")) == ""
    assert problem_in(scene.project, pack.phase("ml")) == "Read all reviews"
    assert problem_in(scene.project, pack.phase("post")) == "", "until the customer has been asked again"
    scene.answer("post.asked-again", {"words": "Warn us"})
    assert problem_in(scene.project, pack.phase("post")) == "Read all reviews"
