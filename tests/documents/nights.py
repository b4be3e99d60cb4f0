"""A project that goes live in a hurry: fragments, abbreviations, a third of it unknown; and one without anything."""

from __future__ import annotations

from tests.builders import Scene


def hurried() -> Scene:
    """What a runbook and a readiness report are made of, noted by people who had no time."""
    scene = Scene("harbour reviews")
    scene.row("kickoff.people", name="ana", role="head of cust. care", part="decides")
    mei = scene.row("kickoff.people", name="mei", part="contributes", contact="#data")
    scene.row("kickoff.people", name="tom")
    scene.answer("kickoff.delivery", {"form": "api"})
    scene.answer("kickoff.environment", {"pace": "asap", "latency": "1 s"})
    scene.answer("kickoff.risk", {"criticality": "not sure"})
    scene.row("kickoff.data", source="reviews", owner="tom")
    scene.answer("kickoff.support", {"hours": "wkdays 8-18"})
    _tests(scene)
    scene.row("preprod.environments", name="prod", use="production")
    scene.answer("preprod.build", {"build": "½ manual", "build-command": "see wiki"})
    scene.answer("preprod.load", {"p95": "1200 ms?"})
    scene.answer(
        "preprod.trace",
        {
            "traced": "id; time",
            "find": "ask raj, he has a script on his old laptop; it takes a while and reads all of the logs",
        },
    )
    scene.answer("preprod.rollback", {"to": "old rule", "minutes": "~30"})
    scene.unknown("preprod.security", owner=mei, due="2026-12-04", note="who does that here?")
    scene.answer("preprod.bugs", {"worst": "critical", "major": "2"})
    scene.row("preprod.runbook", trigger="null spike")
    scene.row(
        "preprod.runbook",
        trigger="no reviews",
        owner="mei",
        checks="1) look at feed 2) call raj",
        mitigation="turn it off?",
    )
    scene.row("preprod.debt", item="size codes twice")
    scene.row("monitoring.monitors", signal="sizes missing", **{"class": "input is valid"}, warn="5 %?")
    scene.row(
        "monitoring.monitors", signal="no reviews", **{"class": "input arrives"}, route="page", response="no reviews"
    )
    scene.unknown("rollout.kill-switch", note="flag?")
    return scene


def _tests(scene: Scene) -> None:
    scene.answer("joel.1", {"mark": "yes"})
    scene.answer("joel.2", {"mark": "no", "note": "11 steps"})
    scene.answer("mlts.data.1", {"mark": "½ manual", "result": "fail"})
    scene.answer("preprod.joel", "2 -> raj, some day")
