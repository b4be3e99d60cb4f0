"""Projects about to go live: one well prepared, one in a hurry of which a third is unknown, one without anything."""

from __future__ import annotations

from tests.builders import Scene
from tests.documents.samples import GOLDEN, SAMPLES, sample
from workbook.documents import render


def standby() -> Scene:
    """Harbour Outfitters before a release: a kill switch, a way back, a runbook, alerts, both tests."""
    scene = Scene()
    mei = scene.row("people", name="Mei Tanaka", role="ML engineer", part="contributes", contact="+49 30 555 01")
    scene.row("people", name="Tom Becker", role="Customer care agent", part="affected", email="tom@harbour.example")
    ana = scene.row("people", name="Ana Ruiz", role="Head of customer care", part="decides")
    scene.answer("kickoff.risk", {"criticality": "customer-facing", "personal": "pseudonymous"})
    scene.answer("kickoff.delivery", {"form": "api"})
    scene.answer("kickoff.environment", {"pace": "near-real-time", "latency": "250", "volume": "40"})
    scene.row("kickoff.options", option="Keyword rule", kind="rule", verdict="fallback")
    scene.row("kickoff.data", source="Reviews", owner="Mei", cadence="Every hour", issues="Half sizes in four ways")
    scene.answer("kickoff.support", {"owner": "Mei", "escalation": "The platform lead"})
    score(scene)
    _ways_back(scene)
    _checked(scene)
    scene.gate("preprod", "not-ready", ana, "The review of security is open")
    scene.unknown("preprod.sign-off", owner=mei, due="2026-11-27")
    return scene


def _ways_back(scene: Scene) -> None:
    scene.answer(
        "rollout.kill-switch",
        {
            "command": "flag set triage off | tee `date +%F`.log",
            "where": "ops-1, as oncall",
            "verify": "The foot of the list says keyword-rule.",
            "users-get": "rule",
            "presser": "Mei",
            "others": "whoever holds the duty phone",
            "tested": "2026-11-20",
            "tested-by": "Tom",
            "back-on": "Mei: flag set triage on",
        },
    )
    scene.answer(
        "preprod.rollback",
        {
            "to": "triage-rule 1.0.4",
            "command": "cd /srv/triage\n\ndeploy triage-rule 1.0.4",
            "where": "ops-1, as oncall",
            "verify": "The health page says 1.0.4.",
            "left-behind": "Flags in the catalogue stay.",
            "minutes": "12",
            "rehearsed": "2026-11-17",
            "rehearsed-by": "Mei",
            "hours": "working-hours",
        },
    )
    entry = {
        "trigger": "Many values are missing",
        "kind": "values",
        "severity": "high",
        "owner": "Mei",
        "impact": "Charts never come up",
        "checks": "1. `null-report size | head`: which supplier? 2. Were codes renamed?",
        "mitigation": "On ops-1: deploy triage-rule 1.0.4. Then wait.",
        "verify": "It is under 2 %.",
        "escalate": "Tom",
        "communicate": "#customer-care",
        "rehearsed": "2026-11-18",
        "rehearsed-by": "Tom",
    }
    scene.row("preprod.runbook", entry)
    scene.row("preprod.runbook", trigger="Labels have stopped", mitigation="jobs hold retrain")
    monitor = {"signal": "Reviews without a size", "class": "input-validity", "metric": "Share", "warn": "2 points"}
    monitor |= {"critical": "5 points", "route": "page", "response": "Many values", "link": "alerts/sizes.yml"}
    scene.row("monitoring.monitors", monitor)
    duty = {"duty": "Nights", "who": "Mei", "hours": "18 to 8", "reach": "By phone", "next": "Tom"}
    scene.row("monitoring.rota", duty)
    message = {"audience": "Care team", "occasion": "rolled-back", "message": "The list comes from the keyword rule."}
    scene.row("rollout.messages", message)
    scene.row("rollout.abort", what="Sizes are missing", about="data", rule="above 6 %", window="1 hour", decider="Tom")


def _checked(scene: Scene) -> None:
    scene.answer("preprod.pinned", {"done": "image; system", "exceptions": "The driver\nand the rest"})
    scene.answer("preprod.trace", {"traced": "id", "gaps": "All but the id", "find": "trace ID | less"})
    scene.answer("preprod.load", {"p95": "0.21 s", "throughput": "31", "method": "Black Friday, replayed"})
    scene.answer("preprod.security", {"verdict": "failed", "reviewer": "Ana", "date": "2026-11-19", "points": "Logs"})
    scene.answer("preprod.bugs", {"worst": "major", "major": "1 bug", "minor": "5 bugs", "bugs-first": "no"})
    scene.answer("preprod.joel", "8: we live with it.")
    scene.answer("preprod.mlts", "Monitor 1 first.")
    scene.row("preprod.debt", item="Text is cleaned twice", interest="They may part", plan="One function", owner="Mei")
    scene.row("preprod.environments", name="Cluster", use="production", version="sha256:4be1", pinned="yes")


def score(scene: Scene, **sections: int) -> None:
    """Both tests answered: Joel with one no; of each section of the ML Test Score so many tests by hand (2)."""
    joel, mlts = (scene.pack.instrument(name) for name in ("joel", "mlts"))
    for section in joel.sections:
        for item in section.questions:
            scene.answer(item.id, {"mark": "no" if item.id == "joel.8" else "yes"})
    for section in mlts.sections:
        for place, item in enumerate(section.questions):
            by_hand = place < sections.get(section.id, 2)
            scene.answer(item.id, {"mark": "manual", "result": "fail"} if by_hand else {"mark": "none"})


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


STORIES = {"standby": standby, "hurried": hurried, "empty": Scene}
KINDS = ("runbook", "readiness")


if __name__ == "__main__":  # python -m tests.documents.nights writes the goldens anew: read them line by line
    for sample_name in SAMPLES:
        for document_kind in KINDS:
            path = GOLDEN / f"{document_kind}-{sample_name}.md"
            path.write_text(render(sample(sample_name), document_kind).text, encoding="utf-8")
