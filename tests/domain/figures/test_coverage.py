"""Coverage: monitors that lead to something to do, and those that were set off on purpose."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from workbook.domain.commands import RemoveRow
from workbook.domain.figures.coverage import coverage, percent
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures


def lines(scene: Scene) -> list[tuple[str, str, Tone]]:
    question = builtin_pack().question("monitoring.coverage")
    return [(found.label, found.text, found.tone) for found in figures(scene.project, question)]


def entry(scene: Scene) -> str:
    return scene.row("runbook", trigger="Input is late")


def test_without_monitors() -> None:
    assert lines(Scene()) == [("Monitors", "none yet", Tone.WARNING)]


def test_each_that_leads_nowhere_or_was_never_set_off_is_named() -> None:
    scene = Scene()
    entry(scene)
    scene.row("monitors", signal="Nulls", response="Input is late", tested="2026-11-20")
    scene.row("monitors", signal="Drift", response="Input is late")
    scene.row("monitors", signal="Age", tested="2026-11-20")
    assert lines(scene) == [
        ("With a runbook entry", "2 of 3, 67 %; not yet: Age", Tone.WARNING),
        ("Test-fired", "2 of 3, 67 %; not yet: Drift", Tone.WARNING),
    ]


def test_all_of_them() -> None:
    scene = Scene()
    entry(scene)
    scene.row("monitors", signal="Nulls", response="Input is late", tested="2026-11-20")
    assert lines(scene) == [
        ("With a runbook entry", "1 of 1, 100 %", Tone.GOOD),
        ("Test-fired", "1 of 1, 100 %", Tone.GOOD),
    ]


def test_of_many_three_are_named() -> None:
    scene = Scene()
    for name in "ABCD":
        scene.row("monitors", signal=name)
    assert lines(scene)[0][1] == "0 of 4, 0 %; not yet: A, B, C ..."


def test_an_entry_that_was_taken_out_of_the_runbook_is_no_response() -> None:
    scene = Scene()
    row = entry(scene)
    scene.row("monitors", signal="Nulls", response="Input is late")
    assert coverage(scene.project).unanswered == ()
    scene.do(RemoveRow("runbook", row))
    assert len(coverage(scene.project).unanswered) == 1


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (7, 7, 100)]
)
def test_percent(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected
