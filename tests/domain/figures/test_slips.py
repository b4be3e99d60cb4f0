"""Slips: each milestone by the day that was promised first."""

from __future__ import annotations

from tests.builders import Scene, builtin_pack
from workbook.domain.commands import RemoveRow
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures
from workbook.domain.figures.slips import slips


def milestone(scene: Scene, date: str, status: str = "planned") -> str:
    texts = {"what": "Shadow", "kind": "release", "date": date, "status": status}
    return scene.row("milestones", {name: text for name, text in texts.items() if text})


def line(scene: Scene) -> tuple[str, Tone]:
    (found,) = figures(scene.project, builtin_pack().question("preprod.release"))
    assert found.label == "Shadow"
    return found.text, found.tone


def test_a_milestone_as_promised() -> None:
    scene = Scene()
    milestone(scene, "2026-12-01")
    assert line(scene) == ("2026-12-01, as first promised, 8 days left", Tone.PLAIN)


def test_the_first_day_stays_on_record_however_often_it_moves() -> None:
    scene = Scene()
    row = milestone(scene, "2026-12-01")
    for date in ("2026-12-08", "2026-12-15"):
        scene.change("milestones", row, {"date": date})
    assert line(scene) == ("2026-12-15, first promised for 2026-12-01, 14 days later, 22 days left", Tone.WARNING)
    scene.change("milestones", row, {"date": "2026-11-30"})
    assert line(scene) == ("2026-11-30, first promised for 2026-12-01, 1 day earlier, 7 days left", Tone.PLAIN)
    scene.change("milestones", row, {"date": "2026-12-01"})
    assert line(scene) == ("2026-12-01, as first promised, 8 days left", Tone.PLAIN)


def test_a_day_that_has_passed_is_bad_until_it_is_done() -> None:
    scene = Scene()
    row = milestone(scene, "2026-11-20")
    assert line(scene) == ("2026-11-20, as first promised, its day has passed", Tone.BAD)
    scene.change("milestones", row, {"status": "done"})
    assert line(scene) == ("2026-11-20, as first promised, done", Tone.PLAIN)


def test_today_has_not_passed() -> None:
    scene = Scene()
    milestone(scene, scene.today.isoformat())
    assert line(scene) == ("2026-11-23, as first promised, today", Tone.PLAIN)


def test_without_a_day_there_is_no_slip_and_the_first_day_given_is_the_first() -> None:
    scene = Scene()
    row = milestone(scene, "")
    assert slips(scene.project) == ()
    scene.change("milestones", row, {"date": "2026-12-01"})
    scene.change("milestones", row, {"date": "2026-12-03"})
    assert [slip.days for slip in slips(scene.project)] == [2]
    scene.do(RemoveRow("milestones", row))
    assert slips(scene.project) == ()


def test_a_dropped_milestone_is_not_late() -> None:
    scene = Scene()
    milestone(scene, "2026-11-20", "dropped")
    assert line(scene) == ("2026-11-20, as first promised, dropped", Tone.PLAIN)


def test_a_day_that_moves_in_the_next_version_is_held_against_the_first_promise() -> None:
    scene = Scene()
    row = milestone(scene, "2026-12-01")
    scene.cycle("v2")
    scene.change("milestones", row, {"date": "2026-12-11"})
    assert [slip.days for slip in slips(scene.project)] == [10]
