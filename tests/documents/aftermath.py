"""What comes after a launch, to read: an incident and an outcome told in full, and both in a hurry."""

from __future__ import annotations

from tests.builders import Scene
from tests.documents import stories
from workbook.domain.answers import Status
from workbook.domain.commands import CloseForm, OpenForm, SetAnswer

NIGHT = (
    ("09:40", "New mapping live, flag on again", "resolved"),
    ("01:10", "The last batch with the old codes", "other"),
    ("02:10", "The first batch with the new codes is scored", "started"),
    ("02:55", 'The alert "Reviews without a size" rings', "detected"),
    ("03:20", "Flag off: the keyword rule answers", "mitigated"),
)
"""As people write it down: the end first."""


def opened(scene: Scene, title: str) -> str:
    """One more post-mortem. Gives what goes behind the id of a question in it: `@ID`."""
    scene.do(OpenForm("postmortem", title))
    return f"@{scene.project.forms[-1].id}"


def full() -> Scene:
    """Harbour Outfitters: the kickoff, one night, and what came of it."""
    scene = stories.full()
    scene.answer("preprod.rollback", {"command": "deploy triage-rule 1.0.4", "minutes": "12 min"})
    _night(scene)
    scene.answer("preprod.rollback", {"minutes": "9 min"})
    _numbers(scene)
    _looking_back(scene)
    return scene


def _night(scene: Scene) -> None:
    at = opened(scene, "Renamed size codes")
    record = {"severity": "serious", "status": "reviewed", "author": "Mei", "versions": "review-triage 1.2.0"}
    scene.answer(f"post.pm-record{at}", record)
    scene.answer(f"post.pm-summary{at}", "A supplier renamed its size codes.\nFor 70 minutes the list was wrong.")
    for time, event, kind in NIGHT:
        scene.row(f"post.pm-timeline{at}", time=f"2026-11-24 {time}", event=event, kind=kind, link="logs")
    impact = {"duration": "70 minutes", "affected": "61 charts", "who": "The care team", "money": "~120 €"}
    extent = {"predictions": "212 predictions", "metric": "None", "redone": "done", "training": "no"}
    scene.answer(f"post.pm-impact{at}", {**impact, **extent}, note="Missing sizes: from 1.2 % to 18 %, PSI 0.31.")
    scene.answer(f"post.pm-trigger{at}", "New size codes for all boots")
    scene.row(f"post.pm-factors{at}", factor="Codes change unannounced", area="external", depth="underlying")
    scene.row(f"post.pm-factors{at}", factor="The limit was too wide", area="configuration", depth="near")
    scene.row("monitoring.monitors", signal="Reviews without a size", metric="Share", owner="Mei")
    scene.answer(f"post.pm-detection{at}", {"found": "alert", "monitor": "Reviews without a size", "silent": "Rows"})
    way = {"stopped": "Flag off", "mended": "A new mapping", "way-back": "trouble", "trouble": "Rights"}
    scene.answer(f"post.pm-response{at}", way)
    scene.answer(f"post.pm-luck{at}", {"well": "The rule", "badly": "45 minutes", "lucky": "No sale"})
    scene.row(f"post.pm-caught{at}", {"check": "Monitor 1", "list": "mlts", "why": "We would have heard of it"})
    change = {"action": "Ring on unknown codes", "type": "detect", "owner": "Raj", "priority": "high", "due": "fri"}
    scene.row(f"post.pm-actions{at}", {**change, "done-when": "A made-up code rings", "status": "open"})
    scene.answer(f"post.pm-messages{at}", {"inside": "Please check by hand", "outside": "Our mistake"})
    review = {"held": "2026-11-24", "chair": "Ana", "attended": "Mei, Raj, Tom", "accepted": "yes"}
    scene.answer(f"post.pm-review{at}", review)
    scene.do(CloseForm(at[1:]))


def _numbers(scene: Scene) -> None:
    _changed_target(scene)
    for what, metric, value in (
        ("At launch", "Support contacts", "4.2"),
        ("After 8 weeks", "90-day repeat purchase", "32.4 %"),
        ("After 8 weeks, contacts", "Support contacts", "4.5"),
    ):
        scene.row("monitoring.readings", what=what, metric=metric, value=value, date="2026-11-23")
    scene.answer("kickoff.delivery", {"form": "api"})
    service = {"latency-limit": "250 ms", "latency": "210 ms", "errors-limit": "0.5 %", "errors": "0.1 %"}
    scene.answer("monitoring.service", service)
    scene.answer("kickoff.limits", {"budget": "40 k€"})
    scene.answer("ml.cost", {"spent": "31 k€", "forecast": "46 k€", "bought": "People, mostly"})
    shadow = next(row.id for row in scene.project.rows("milestones") if row.text("what").startswith("Care team"))
    scene.change("milestones", shadow, {"date": "2027-02-03", "status": "done"})


def _changed_target(scene: Scene) -> None:
    charts = next(row.id for row in scene.project.rows("metrics") if row.text("name").startswith("Wrong charts"))
    scene.change("metrics", charts, {"target": "15"})


def _looking_back(scene: Scene) -> None:
    scene.answer("kickoff.problem", "Find the bad size charts.")
    scene.answer("post.outcome", {"verdict": "minimum met", "explains": "Boots gained most.\nCoats would be the rest."})
    wanted = {"words": "Warn us within a day when a size chart is wrong.", "asked": "Ana", "match": "3"}
    scene.answer("post.asked-again", wanted)
    scene.row("post.panels", panel="1. What the customer described", verdict="match")
    scene.row("post.panels", panel="2. What the data looked like", verdict="drift", note="Sizes as free text")
    scene.answer("rollout.shipped", {"shipped": "The list, for all shoes", "difference": "Wider than the slice"})
    scene.row("post.lessons", lesson="Limits set by guess", kind="stop", tag="bad")
    scene.answer("post.celebration", "Pancakes")
    scene.row("post.wishes", {"item": "Warn within a day", "origin": "Ana, asked again", "decision": "next"})
    scene.row("post.wishes", item="Coats", decision="later")
    decision = {"decision": "continue", "who": "Ana", "date": "2026-11-30", "reason": "The care team asks for more"}
    scene.answer("post.verdict", decision)


def sloppy() -> Scene:
    """The same in a hurry: fragments, a third of it unknown, and nothing ready to be closed."""
    scene = stories.sloppy()
    at = opened(scene, "sizes gone")
    mei = next(row.id for row in scene.project.rows("people") if row.text("name") == "mei")
    scene.answer(f"post.pm-record{at}", {"status": "draft", "severity": "not sure"})
    scene.row(f"post.pm-timeline{at}", time="2026-11-21 23:50", event="new codes in", kind="started")
    scene.row(f"post.pm-timeline{at}", time="2026-11-22 02:05", event="tom calls mei", kind="detected")
    scene.row(f"post.pm-timeline{at}", event="flag off?")
    unknown = SetAnswer("post.pm-impact", status=Status.UNKNOWN, form=at[1:])
    scene.do(unknown._replace(owner=mei, due="2026-11-27", note="count charts"))
    scene.row(f"post.pm-factors{at}", factor="nobody told us", area="external")
    scene.answer(f"post.pm-detection{at}", {"found": "customer"})
    scene.answer(f"post.pm-response{at}", {"way-back": "failed"})
    scene.row(f"post.pm-actions{at}", action="talk to the supplier", type="process", owner="mei")
    scene.answer("post.outcome", {"verdict": "unknown", "explains": "wait for nov."})
    scene.unknown("post.asked-again", note="ana on leave")
    scene.put_off("post.verdict", note="after the sale")
    scene.row("post.wishes", item="coats??")
    return scene


AFTERMATHS = {"full": full, "sloppy": sloppy}
