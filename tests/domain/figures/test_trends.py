"""How a score came to be: at the decisions of gates, or at the ends of months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.builders import Scene
from workbook.domain.commands import Undo
from workbook.domain.figures.scores import in_2016
from workbook.domain.figures.trends import Step, trend
from workbook.domain.project import Project
from workbook.domain.scoring import Degree, degree, items_of, score, unmet


def _at(scene: Scene, month: int, day: int, hour: int = 9) -> None:
    scene.now = datetime(2026, month, day, hour, tzinfo=UTC)


def _on(scene: Scene, month: int, day: int) -> Project:
    project = scene.project
    return Project(project.id, project.ledger, project.pack, date(2026, month, day))


def _told(steps: tuple[Step, ...]) -> list[tuple[str, str, str, int]]:
    return [(step.kind, step.day.isoformat(), step.title, int(step.score.total)) for step in steps]


def _mark(scene: Scene, *numbers: int) -> None:
    for number in numbers:
        scene.answer(f"joel.{number}", {"mark": "yes"})


def test_without_a_gate_the_ends_of_the_months_in_which_something_was_marked_are_steps() -> None:
    scene = Scene(now=datetime(2026, 1, 30, 9, tzinfo=UTC))
    joel = scene.pack.instrument("joel")
    assert trend(_on(scene, 2, 10), joel) == ()
    _mark(scene, 1)
    _at(scene, 1, 31, 23)
    _mark(scene, 2)
    _at(scene, 4, 1, 0)
    _mark(scene, 3, 4)
    _at(scene, 6, 5)
    _mark(scene, 5)
    assert _told(trend(_on(scene, 6, 20), joel)) == [
        ("month", "2026-01-31", "", 2),
        ("month", "2026-04-30", "", 4),
        ("now", "2026-06-20", "", 5),
    ]
    assert trend(_on(scene, 6, 20), scene.pack.instrument("mlts")) == ()


def test_each_decision_of_a_gate_is_a_step_unless_it_was_taken_back_or_nothing_was_marked_yet() -> None:
    scene = Scene(now=datetime(2026, 1, 5, 9, tzinfo=UTC))
    joel = scene.pack.instrument("joel")
    ana = scene.row("people", name="Ana", role="lead", part="decides")
    scene.gate("kickoff", "pivot", ana, "Too early.")  # before the first mark
    _mark(scene, 1, 2)
    _at(scene, 2, 3)
    scene.gate("kickoff", "pivot", ana, "No data yet.")
    _mark(scene, 3)
    _at(scene, 3, 3)
    scene.gate("kickoff", "stop", ana, "A slip of the finger.")
    scene.do(Undo())
    _at(scene, 4, 3)
    scene.gate("kickoff", "pivot", ana, "Still none.")
    _mark(scene, 4)
    assert _told(trend(_on(scene, 5, 1), joel)) == [
        ("gate", "2026-02-03", "Kickoff", 2),
        ("gate", "2026-04-03", "Kickoff", 3),
        ("now", "2026-05-01", "", 4),
    ]


def test_a_step_of_an_earlier_version_names_it() -> None:
    scene = Scene(now=datetime(2026, 1, 5, 9, tzinfo=UTC))
    joel = scene.pack.instrument("joel")
    ana = scene.row("people", name="Ana", role="lead", part="decides")
    _mark(scene, 1)
    scene.gate("kickoff", "pivot", ana, "No data yet.")
    _at(scene, 3, 1)
    scene.cycle("v2")
    _mark(scene, 2)
    _at(scene, 3, 4)
    scene.gate("kickoff", "pivot", ana, "Again.")
    first, second, _now = trend(_on(scene, 3, 5), joel)
    assert (first.title, second.title) == ("Kickoff, v1", "Kickoff")
    assert first.score.answered == 1


def test_what_counts_as_unmet() -> None:
    scene = Scene()
    mlts = scene.pack.instrument("mlts")
    for item, mark in zip(items_of(mlts), ("none", "manual", "automated"), strict=False):
        scene.answer(item.id, {"mark": mark})
    scene.not_applicable("mlts.data.4", "No features.")
    degrees = [degree(scene.project, item) for item in items_of(mlts)[:5]]
    assert degrees == [Degree.NONE, Degree.PART, Degree.FULL, Degree.NOT_APPLICABLE, Degree.OPEN]
    assert [item.id for item in unmet(scene.project, mlts)][:2] == ["mlts.data.1", "mlts.data.5"]


def test_the_scale_of_2016() -> None:
    scene = Scene()
    mlts = scene.pack.instrument("mlts")
    assert in_2016(score(scene.project, mlts)) is None
    for section in mlts.sections:
        for place, item in enumerate(section.questions):
            scene.now += timedelta(minutes=1)
            scene.answer(item.id, {"mark": "manual" if place < 5 else "none"})
    found = in_2016(score(scene.project, mlts))
    assert found is not None and (int(found.total), found.band) == (5, "5 to 6")
    assert found.sections[-1] == ("Monitoring", Decimal(5))
    whole = score(scene.project, mlts)
    assert [in_2016(whole._replace(total=whole.total * by)).band for by in (0, 1)] == ["0", "5 to 6"]  # type: ignore[union-attr]
    eleven = in_2016(whole._replace(total=whole.total / 5 * 11))
    assert eleven is not None and (int(eleven.total), eleven.band) == (11, "")
    assert in_2016(score(scene.project, scene.pack.instrument("joel"))) is None
