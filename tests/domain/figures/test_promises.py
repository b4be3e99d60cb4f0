"""Promises: limits and targets that were made easier after the kickoff was decided."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from workbook.domain.cautions import cautions
from workbook.domain.commands import RemoveRow
from workbook.domain.figures.promises import changed

LATER = builtin_pack().question("rollout.release")


def decided(**texts: str) -> tuple[Scene, str]:
    """A kickoff that was decided, with one metric; its row."""
    scene = Scene()
    ana = scene.row("people", name="Ana", role="Head", part="decides")
    usual = {"name": "Contacts", "kind": "guardrail", "unit": "per 100", "direction": "down", "minimum": "4.8 per 100"}
    metric = scene.row("metrics", {name: text for name, text in (usual | texts).items() if text})
    scene.gate("kickoff", "stop", ana, "To have it decided")
    return scene, metric


def told(scene: Scene) -> list[str]:
    return [f"{one.label}: {one.text}" for one in cautions(scene.project, [LATER])]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ({}, {"minimum": "5.5 per 100"}, "the limit was 4.8 per 100 at the kickoff, and is 5.5 per 100 now"),
        ({}, {"minimum": ""}, "the limit was 4.8 per 100 at the kickoff, and is gone now"),
        ({}, {"minimum": "4.8 of 9"}, "the limit was 4.8 per 100 at the kickoff, and is 4.8 of 9 now"),
        ({}, {"minimum": "4.5 per 100"}, ""),
        ({}, {"minimum": "4.80 per 100", "name": "Support contacts"}, ""),
        ({"minimum": "250 ms"}, {"minimum": "0.25 s"}, ""),
        ({"direction": "up"}, {"minimum": "5.5 per 100"}, ""),
        (
            {"direction": "up"},
            {"minimum": "4 per 100"},
            "the limit was 4.8 per 100 at the kickoff, and is",
        ),
        ({"direction": "range", "maximum": "9 per 100"}, {"maximum": "10 per 100"}, "the upper end was 9 per 100"),
        ({"direction": "range", "maximum": "9 per 100"}, {"minimum": "5 per 100"}, ""),
    ],
)
def test_a_loosened_limit_is_told_at_each_later_gate(before: dict[str, str], after: dict[str, str], says: str) -> None:
    scene, metric = decided(**before)
    assert not told(scene)
    scene.change("metrics", metric, after)
    assert [line.startswith(f"Contacts: {says}") for line in told(scene)] == ([True] if says else [])
    assert not cautions(scene.project, [builtin_pack().question("kickoff.metrics")])


def test_a_guardrail_that_was_taken_out_is_told() -> None:
    scene, metric = decided()
    scene.do(RemoveRow("metrics", metric))
    assert told(scene) == ["Contacts: the limit was 4.8 per 100 at the kickoff, and is gone now"]


def test_a_changed_target_is_flagged_until_the_log_says_why() -> None:
    scene, metric = decided(name="Repeat", kind="business", direction="up", minimum="", target="33 %")
    scene.change("metrics", metric, {"target": "34 %"})
    assert told(scene) == [
        "Repeat: the target was 33 % at the kickoff, and is 34 % now; no decision in the log says why"
    ]
    reason = {"date": "2026-11-20", "decision": "A point more", "kind": "target-change", "owner": "Ana"}
    scene.row("decisions", reason | {"kind": "other"})
    assert told(scene)
    scene.row("decisions", reason)
    assert not told(scene), "harder to keep, and the log says why"
    scene.change("metrics", metric, {"target": "32 %"})
    assert [(one.easier, one.decided) for one in changed(scene.project)] == [(True, True)]
    assert told(scene) == ["Repeat: the target was 33 % at the kickoff, and is 32 % now"]
    scene.change("metrics", metric, {"target": "31 %"})
    assert told(scene)[0].endswith("no decision in the log says why"), "each change asks for a decision of its own"


def test_before_the_kickoff_is_decided_nothing_was_promised() -> None:
    scene = Scene()
    metric = scene.row("metrics", name="Contacts", kind="guardrail", unit="x", direction="down", minimum="4 x")
    scene.change("metrics", metric, {"minimum": "9 x"})
    assert not told(scene)
