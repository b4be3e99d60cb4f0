"""Projects between kickoff and launch: one well prepared, one in a hurry of which a third is unknown, one empty."""

from __future__ import annotations

from tests.builders import Scene
from tests.documents.samples import GOLDEN, SAMPLES, sample
from workbook.documents import render
from workbook.domain.primitives import Confidence


def prepared() -> Scene:
    """Harbour Outfitters, as far as the plans tell it."""
    scene = Scene()
    mei = scene.row("people", name="Mei Tanaka", role="ML engineer", part="contributes", contact="#data")
    ana = scene.row("people", name="Ana Ruiz", role="Head of customer care", part="decides")
    scene.answer(
        "kickoff.risk", {"criticality": "customer-facing", "affected": "customers", "personal": "pseudonymous"}
    )
    target = {"entity": "One size chart", "outcome": "One return in ten for size", "label-delay": "7 days"}
    scene.answer("kickoff.target", target)
    reviews = scene.row("kickoff.data", source="Reviews", owner="Mei", cadence="Daily", access="not sure")
    scene.gate("kickoff", "pivot", ana, "Shoes alone")
    _data(scene, reviews)
    scene.gate("data-qa", "not-fit", ana, "Too few small boots")
    _rollout(scene)
    _watched(scene, mei)
    _modelled(scene)
    scene.gate("ml", "iterate", ana, "One more round")
    return scene


def _data(scene: Scene, reviews: str) -> None:
    found = {"cadence": "Every hour", "access": "yes", "history": "26 months", "notice": "Raj, in #data"}
    scene.change("data-qa.sources", reviews, found)
    scene.answer(
        "data-qa.snapshot", {"snapshot": "reviews-3", "taken": "2026-11-20", "query": "q.sql", "outside": "yes"}
    )
    enough = {"rows": "310", "span": "26 months", "minimum": "30", "positives": "49", "smallest": "Boots: 14 cases"}
    scene.answer("data-qa.enough", {**enough, "target": "50", "verdict": "partly"}, note="Shoes only")
    scene.answer(
        "data-qa.row-meaning", {"meaning": "One review", "key": "id", "duplicates": "0.3 %", "handling": "Newest"}
    )
    check = {"threshold": "at most 5 %", "owner": "Mei", "severity": "critical"}
    scene.row("data-qa.checks", {**check, "check": "A size", "dimension": "completeness", "verdict": "fail"})
    scene.row("data-qa.checks", {**check, "check": "Fresh", "dimension": "timeliness", "verdict": "pass"})
    scene.row("data-qa.checks", check="Right", dimension="accuracy")
    scene.answer(
        "data-qa.missing", {"why": "The form lets agents skip it", "training": "Left out", "serving": "Unknown"}
    )
    scene.answer("data-qa.schema", {"level": "automated", "link": "schemas/reviews.yaml"})
    scene.answer("data-qa.freshness", {"oldest": "6 hours", "when-late": "A yellow note"})
    scene.unknown("data-qa.labels", note="Tom looks")
    labels = {"origin": "outcome", "how": "The reason of the return", "agreement": "91 %", "delay": "14 days"}
    scene.answer("data-qa.labels", labels)
    scene.answer("data-qa.leakage", {"looked-at": "separate-test; temporal", "justified": "The rest before the model"})
    scene.answer("data-qa.serving", {"available": "some", "how": "Read from both and compared"})
    scene.row("data-qa.input-gaps", input="Rating", gap="late", instead="Left out")
    scene.row("data-qa.slices", slice="Boots under size 36", expected="9 %", share="1 %", people="no")
    scene.row("data-qa.personal", field="Review text", category="free-text", basis="Terms", retention="24 months")
    scene.not_applicable("data-qa.banned", "Every input was looked at")
    scene.answer("data-qa.rights", {"in-order": "consent; licence; contract; sharing; requests", "asked": "Ana"})
    scene.answer("data-qa.picture", "Plenty of reviews.\nHardly any of small boots.")
    scene.answer("data-qa.restrictions", "Boots under size 36")
    scene.put_off("data-qa.datasheet")


def _rollout(scene: Scene) -> None:
    scene.row("kickoff.options", option="Keyword rule", kind="rule", verdict="fallback")
    sale = scene.row("kickoff.milestones", what="Sale: the first day", kind="deadline", date="2026-12-10", owner="Ana")
    scene.change("kickoff.milestones", sale, {"date": "2026-12-14"})
    stage = {"strategy": "shadow", "share": "0 %", "duration": "7 days", "promote": "It is quick", "abort": "Errors"}
    shadow = {**stage, "stage": "Shadow", "audience": "Nobody sees it", "planned": "2026-11-16", "approver": "Mei"}
    row = scene.row("rollout.stages", shadow)
    scene.row(
        "rollout.stages",
        {**stage, "stage": "section 5 %", "strategy": "canary", "share": "5 %", "planned": "2026-11-24"},
    )
    scene.change("rollout.log", row, {"started": "2026-11-17", "observed": "p95 205 ms"})
    scene.answer("rollout.strategy", {"mix": "shadow; canary; ab", "why": "Shadow touches nobody."})
    release = {"model": "triage 1.2.0", "code": "9f3c2e1", "data": "reviews-3", "configuration": "c7"}
    scene.answer("rollout.release", {**release, "environment": "4be1", "changed": "The model for the rule"})
    scene.answer(
        "rollout.push", {"how": "script", "where": "deploy triage, on ops-1", "presser": "Mei", "others": "Raj"}
    )
    scene.row("rollout.promote", what="Tom agrees", about="quality", rule="6 of 10", window="each morning")
    scene.row("rollout.abort", what="Contacts rise", about="guardrail", rule="above 4.8", window="a day", decider="Mei")
    scene.answer(
        "rollout.experiment", {"effect": "1 point", "sample": "24,000 buyers", "duration": "8", "stopping": "Once"}
    )
    scene.row("rollout.watchers", {"stage": "The launch", "part": "leads", "who": "Mei", "stand-in": "Ana"})
    scene.row("rollout.messages", audience="Care team", occasion="rolled-back", message="It is the rule.", owner="Mei")
    scene.answer("rollout.window", {"opens": "2026-11-16", "closes": "2026-12-04", "freeze": "Fridays"})
    scene.not_applicable("rollout.consumers", "Read rights looked at")
    scene.answer("rollout.training", {"trained": "what; wrong", "exceptions": "The rest on Monday"})
    scene.answer("rollout.surprises", {"what": "Dutch reviews", "incident": "yes"})
    scene.answer("rollout.shipped", {"shipped": "A list", "difference": "All shoes"})
    switch = {"command": "flag set triage off", "where": "ops-1", "verify": "The foot says rule", "users-get": "rule"}
    scene.answer("rollout.kill-switch", {**switch, "presser": "Mei", "tested": "2026-11-15", "tested-by": "Ana"})
    back = {"to": "1.0.4", "command": "deploy 1.0.4", "where": "ops-1", "verify": "It says 1.0.4", "minutes": "12"}
    scene.answer(
        "preprod.rollback", {**back, "rehearsed": "2026-11-14", "rehearsed-by": "Mei", "hours": "working-hours"}
    )


def hasty() -> Scene:
    """What people without time note of all that."""
    scene = Scene("harbour reviews")
    scene.row("kickoff.people", name="ana", part="decides")
    mei = scene.row("kickoff.people", name="mei", part="contributes")
    scene.answer("kickoff.risk", {"criticality": "not sure", "personal": "not sure"})
    _data_in_haste(scene, mei)
    _rollout_in_haste(scene, mei)
    scene.row("monitoring.monitors", signal="errors?")
    scene.answer("monitoring.until-labels", {"trust": "tom looks (ask him)"})
    scene.unknown("monitoring.rota", owner=mei, note="raj at night?")
    _modelled_in_haste(scene, mei)
    return scene


def _data_in_haste(scene: Scene, mei: str) -> None:
    scene.row("kickoff.data", source="reviews", access="not sure")
    scene.row("data-qa.checks", check="sizes there?", dimension="completeness")
    scene.answer("data-qa.snapshot", {"query": "select * (see wiki)", "outside": "not sure"})
    scene.answer("data-qa.enough", {"minimum": "3000?", "verdict": "not sure"})
    scene.answer("data-qa.row-meaning", {"duplicates": "~1 %"})
    scene.unknown("data-qa.labels", owner=mei, due="2026-12-01", note="tom has a list somewhere")
    scene.answer("data-qa.leakage", {"looked-at": "temporal"})
    scene.answer("data-qa.serving", {"available": "not sure"})
    scene.answer("data-qa.picture", "messy, but lots of it")
    scene.answer("data-qa.rights", {"open": "ask legal"})
    scene.park("data-qa.banned", note="postcode?")


def _rollout_in_haste(scene: Scene, mei: str) -> None:
    scene.row("rollout.stages", stage="10%?", planned="2026-12-01")
    scene.row("rollout.stages", stage="all")
    scene.answer("rollout.strategy", {"why": "see how it goes"})
    scene.answer("rollout.release", {"model": "v2-final"})
    scene.answer("rollout.push", {"how": "manual"})
    scene.row("rollout.abort", what="errors")
    scene.unknown("rollout.kill-switch", owner=mei, note="flag?")
    scene.row("rollout.messages", audience="care team")
    scene.answer("rollout.window", {"opens": "2026-12-01"})


def _watched(scene: Scene, mei: str) -> None:
    scene.row("monitoring.monitors", signal="Last arrival", metric="Hours since", owner="Mei")
    scene.row("monitoring.monitors", signal="Charts on the list", metric="Share above the threshold")
    scene.row("monitoring.rota", duty="Weekdays", who="Mei", hours="8 to 18")
    scene.answer("monitoring.until-labels", {"lag": "14", "trust": "Tom checks ten charts a day.\n\nEight is enough."})
    scene.answer("monitoring.coverage", {"fired": "2026-11-20", "what": "Cut the feed at noon.", "left": "Drift"})
    scene.answer("monitoring.drift", {"warn": "0.10", "critical": "0.25", "sample": "200", "bins": "10"})
    scene.answer("monitoring.feedback-loop", {"loop": "What it lists gets corrected.", "measure": "One by chance."})
    scene.unknown("monitoring.age", owner=mei, due="2026-12-01")


def _modelled(scene: Scene) -> None:
    scene.answer("kickoff.decision", "Tom picks the charts to check.\n\nEvery morning.")
    scene.answer("kickoff.error-cost", {"false-alarm": "2 €", "miss": "18 €", "worst-case": "A right chart goes"})
    scene.answer("ml.approach", {"simplest": "Word counts", "started": "Those", "more": "5 points more"})
    scene.row("ml.baselines", baseline="Keyword rule", kind="rule", metric="Recall", value="0.41")
    scene.row("kickoff.metrics", name="Repeat purchase", kind="business", direction="up", target="33 %")
    scene.row(
        "ml.proxies", {"proxy": "Recall", "metric": "Repeat purchase", "evidence": "None yet", "strength": "none"}
    )
    split = {"kind": "time", "train-until": "2026-10-01", "test-from": "2026-10-02", "test-until": "2026-10-30"}
    scene.answer("ml.split", {**split, "once": "no"}, note="Twice")
    tried = {"experiment": "E1", "date": "2026-11-02", "change": "Titles", "data": "reviews-3", "metric": "Recall"}
    scene.row("ml.experiments", {**tried, "result": "0.58", "decision": "drop"})
    result = {"candidate": "triage 1.1.0", "metric": "Recall", "value": "0.72 points", "low": "0.66", "high": "0.78"}
    result |= {"best-baseline": "0.63", "needed": "0.70?", "verdict": "short", "gap": "Two of ten stay unseen"}
    scene.answer("ml.candidate", result, confidence=Confidence.ESTIMATE)
    scene.answer("ml.beyond-auc", {"checked": "calibration; errors", "finding": "19 of 50 were jokes"})
    scene.answer("ml.threshold", {"policy": "threshold", "threshold": "0.10", "why": "2 € against 18 €"})
    scene.row("ml.slices", slice="Men's shoes", n="25", metric="Recall", value="0.52", minimum="0.6", verdict="weak")
    fair = {"who": "Buyers abroad", "measured": "Recall on 40", "finding": "open", "correction": "Nothing yet"}
    scene.answer("ml.fairness", fair)
    scene.row("ml.groups", slice="Broken English", people="yes", n="40", metric="Recall", value="0.7", verdict="good")
    scene.answer("ml.limits", {"not-for": "Coats", "fails": "Jokes"})
    scene.answer("ml.rebuild", {"known": "seed; data", "missing": "The rest on Monday", "link": "r.md", "tried": "Ana"})
    scene.answer("ml.ground-truth", {"against": "simulated", "result": "Third of ten", "link": "sim.md"})
    scene.answer("ml.numerics", {"effect": "decisions", "tried": "32 and 64 bit"})
    scene.row("ml.features", feature="Text", owner="Mei", benefit="Most", cost="31 ms", keep="keep")
    scene.answer("ml.refresh", {"way": "rolling", "oldest": "60 days", "ageing": "1 point in two months"})
    scene.row("ml.reuse", component="Parser", origin="The report", version="4f2a", tests="no", licence="unsure")
    scene.row("kickoff.risks", {"risk": "A right chart goes", "treatment": "reduce", "owner": "Mei"})
    card = {"sections": "details", "exceptions": "The rest", "where": "card.md", "task": "text-classification"}
    scene.answer("preprod.model-card", {**card, "licence": "MIT", "languages": "en, de"})
    scene.row("evidence", what="The test", link="reports/test.md", about="ml.candidate")


def _modelled_in_haste(scene: Scene, mei: str) -> None:
    scene.answer("ml.approach", {"started": "xgboost, see notebook"})
    scene.row("ml.baselines", baseline="rule")
    scene.answer("ml.candidate", {"candidate": "v2-final", "metric": "auc", "value": "0.9?", "verdict": "not sure"})
    scene.row("ml.slices", slice="boots", verdict="not sure")
    scene.unknown("ml.limits", owner=mei, due="2026-12-04", note="coats?")
    scene.answer("ml.fairness", {"finding": "not sure"})
    scene.answer("ml.rebuild", {"known": "commit"})
    scene.answer("ml.threshold", {"policy": "threshold", "threshold": "0.5"})


STORIES = {"prepared": prepared, "hasty": hasty, "empty": Scene}
KINDS = ("data-qa", "model-card", "rollout-plan", "monitoring-plan")
PHASES = {"data-qa": "data-qa", "model-card": "ml", "rollout-plan": "rollout", "monitoring-plan": "monitoring"}
"""The documents that tell a whole phase, and which one."""


if __name__ == "__main__":  # python -m tests.documents.plans writes the goldens anew: read them line by line
    for document_kind in KINDS:
        for sample_name in SAMPLES:
            path = GOLDEN / f"{document_kind}-{sample_name}.md"
            path.write_text(render(sample(sample_name), document_kind).text, encoding="utf-8")
        (GOLDEN / f"{document_kind}-hasty.md").write_text(render(hasty().project, document_kind).text, encoding="utf-8")
