"""Two kickoffs to read: one that went well, and one with sloppy notes of which a third is unknown."""

from __future__ import annotations

from pathlib import Path

from tests.builders import Scene
from workbook.documents import render
from workbook.domain.gates import Waiver


def full() -> Scene:
    """Harbour Outfitters, everything answered."""
    scene = Scene()
    people = _people(scene)
    _need(scene, people["Ana Ruiz"])
    _success(scene)
    _solution(scene)
    _running_and_limits(scene)
    _plan(scene)
    waiver = Waiver("kickoff.data", people["Mei Tanaka"], "The reasons for returns are asked for", "2026-12-15")
    scene.gate("kickoff", "go-with-conditions", people["Ana Ruiz"], "Worth a month, if the data arrives", (waiver,))
    return scene


def _people(scene: Scene) -> dict[str, str]:
    texts = [
        ("Ana Ruiz", "Head of customer care", "decides", "Harbour Outfitters", "#customer-care", "yes"),
        ("Tom Becker", "Customer care", "affected", "Harbour Outfitters", "desk 12", ""),
        ("Raj Patel", "Data engineer", "contributes", "Kelp Analytics", "raj@kelp.example", ""),
        ("Mei Tanaka", "Data scientist", "contributes", "Kelp Analytics", "mei@kelp.example", ""),
        ("Sole & Sons", "Shoe supplier", "informed", "", "", ""),
    ]
    names = ("name", "role", "part", "company", "contact", "sign-off")
    return {row[0]: scene.row("kickoff.people", dict(zip(names, row, strict=True))) for row in texts}


def _need(scene: Scene, ana: str) -> None:
    problem = (
        "Read all reviews for us. We hear about a bad size chart when the boots come back,\n"
        "and by then we have sold four hundred."
    )
    scene.answer("kickoff.problem", problem, said_by=ana)
    scene.answer(
        "kickoff.why-now",
        "The spring range goes online in March, with twice as many suppliers. If nothing changes, we expect another "
        "9,000 returns for size alone.",
    )
    scene.answer(
        "kickoff.decision",
        "Every morning the care team picks the size charts to check. Today they go by the loudest complaint; then they "
        "would start with the ten charts that the reviews point to.",
    )
    scene.answer(
        "kickoff.scope",
        {
            "in-scope": "Shoes. Reviews in English. Complaints about size.",
            "out-of-scope": "- coats\n- answering reviewers\n- changing a chart without a person",
        },
    )
    scene.answer(
        "kickoff.smallest-slice",
        {
            "slice": "Women's boots, one list of ten charts every morning, read by Tom.",
            "then": "All shoes, several times a day, inside the catalogue tool.",
        },
    )


def _success(scene: Scene) -> None:
    scene.row(
        "kickoff.metrics",
        {
            "name": "90-day repeat purchase",
            "kind": "business",
            "unit": "% of shoe buyers",
            "direction": "up",
            "baseline": "31.0 %?",
            "target": "33.0 %",
            "minimum": "32.0 %",
            "window": "8 weeks after launch",
            "source": "Order warehouse",
            "owner": "Ana",
        },
    )
    scene.row(
        "kickoff.metrics",
        {
            "name": "Wrong charts found before the first return",
            "kind": "product",
            "unit": "a month",
            "direction": "up",
            "baseline": "~3",
            "target": "20",
            "minimum": "10",
            "window": "the second month",
            "source": "Chart log | catalogue tool",
            "owner": "Tom",
        },
    )
    scene.row(
        "kickoff.guardrails",
        {
            "name": "Support contacts",
            "unit": "per 100 orders",
            "direction": "down",
            "baseline": "4.2",
            "minimum": "4.8",
            "window": "weekly",
            "source": "Help desk",
            "owner": "Tom",
        },
    )
    scene.answer(
        "kickoff.error-cost",
        {
            "false-alarm": "2 €",
            "miss": "18 €",
            "worst-case": "A chart that is right gets taken down on the first day of the sale.",
        },
    )
    scene.answer("kickoff.value", {"kind": "retention", "amount": "120 k€?", "industry": "retail"})


def _solution(scene: Scene) -> None:
    options = [
        ("Leave everything as it is", "do-nothing", "none", "", "Returns grow with the range", "rejected", ""),
        ("Keyword rule", "rule", "3 days", "Finds the plain cases", "Misses irony", "fallback", "Cheap"),
        ("Model that reads reviews", "ml", "6 weeks", "Finds most", "Needs care", "chosen", "Finds what words hide"),
    ]
    names = ("option", "kind", "effort", "benefit", "risk", "verdict", "reason")
    for texts in options:
        scene.row("kickoff.options", dict(zip(names, texts, strict=True)))
    scene.answer(
        "kickoff.target",
        {
            "entity": "One size chart of one supplier",
            "outcome": "More than one return in ten for size, this month",
            "needed-when": "7:00, before the care team starts",
            "label-delay": "14",
            "review": "Tom, 50 cases a week",
        },
    )
    reviews = {
        "source": "Product reviews",
        "contents": "Review text, stars, product, size bought",
        "owner": "Raj",
        "access": "yes",
        "personal": "no",
        "history": "Since 2023",
        "cadence": "Hourly",
        "issues": "One supplier in five sends sizes as free text",
    }
    returns = {"source": "Reasons for returns", "contents": "Order, reason code, free text", "owner": "Tom"}
    scene.row("kickoff.data", reviews)
    scene.row("kickoff.data", {**returns, "access": "asked", "personal": "yes", "cadence": "Daily"})


def _running_and_limits(scene: Scene) -> None:
    scene.answer("kickoff.delivery", {"form": "batch", "note": "Later an API inside the catalogue tool"})
    scene.answer("kickoff.environment", {"pace": "near-real-time", "latency": "250", "volume": "40"})
    scene.answer(
        "kickoff.limits",
        {
            "budget": "~40 k€",
            "limits": "Raj half-time, Mei one day a week. Review text may not leave our own servers.",
        },
    )
    scene.answer(
        "kickoff.risk",
        {
            "criticality": "customer-facing",
            "affected": "staff; customers",
            "personal": "pseudonymous",
            "regulated": "none",
        },
    )
    scene.row(
        "kickoff.risks",
        {
            "risk": "A right size chart is taken down",
            "affected": "Shoppers and the supplier",
            "likelihood": "medium",
            "impact": "high",
            "treatment": "reduce",
            "plan": "A person confirms before a chart is taken down",
            "owner": "Tom",
            "review": "2 March 2027",
        },
    )
    scene.answer(
        "kickoff.stop-rule",
        "If by 30 January fewer than six of the ten charts on the list turn out to be wrong, we stop and ship the "
        "keyword rule.",
    )


def _plan(scene: Scene) -> None:
    shadow = {"what": "Care team tries the shadow list", "kind": "checkpoint", "date": "2027-01-30", "owner": "Tom"}
    spring = {"what": "Spring range online", "kind": "deadline", "date": "2027-03-16", "owner": "Ana"}
    scene.row("kickoff.milestones", shadow)
    scene.row("kickoff.milestones", spring)
    scene.answer("kickoff.rhythm", {"stand-up": "weekly", "planning": "yes"})
    scene.answer(
        "kickoff.support",
        {
            "owner": "Mei",
            "hours": "Weekdays 8 to 18, nobody on call",
            "escalation": "The platform lead",
            "handover": "2027-04-01",
        },
    )
    target = {"target": "In front of the care team before the sale", "kind": "deadline", "value": "Live for boots"}
    scene.row("kickoff.team-targets", {**target, "date": "2027-02-26", "owner": "Raj"})
    scene.row("actions", {"action": "Pull three months of review text", "owner": "Raj", "due": "2026-11-27"})
    scene.row("actions", {"action": "Ask legal about review text", "owner": "Ana", "due": "2026-12-01"})
    scene.row("parking", {"item": "Could we do this for returns as well?", "raised-by": "Tom"})


def sloppy() -> Scene:
    """The same kickoff in a hurry: fragments, abbreviations, a third of it unknown."""
    scene = Scene("harbour reviews")
    scene.row("kickoff.people", name="ana", role="head of cust. care", part="decides")
    scene.row("kickoff.people", name="tom")
    mei = scene.row("kickoff.people", name="mei", part="contributes")
    scene.answer("kickoff.problem", "read all reviews for us!! bad size charts -> returns")
    scene.unknown("kickoff.why-now", owner=mei, due="2026-11-27", note="sth w/ spring range")
    scene.answer("kickoff.decision", "care team picks charts to check, am, daily")
    scene.answer("kickoff.scope", {"in-scope": "shoes, eng. reviews"})
    scene.answer("kickoff.smallest-slice", {"slice": "boots\n10 charts / morning\n* tom reads"})
    scene.row("kickoff.metrics", name="repeat purch. 90d", kind="business", target="33 %?")
    scene.row("kickoff.guardrails", name="contacts/100 orders", direction="down", minimum="4.8")
    scene.unknown("kickoff.error-cost")
    scene.unknown("kickoff.value", note="ask ana")
    scene.row("kickoff.options", option="keyword rule", kind="rule")
    scene.row("kickoff.options", option="model", kind="ml", verdict="chosen")
    scene.unknown("kickoff.target", owner=mei)
    scene.row("kickoff.data", source="reviews", access="not sure")
    scene.answer("kickoff.delivery", {"form": "batch", "note": "later API in cat. tool"})
    scene.answer("kickoff.environment", {"pace": "not sure", "volume": "40?"})
    scene.answer("kickoff.limits", {"budget": "40 k€?"})
    risk = {"criticality": "customer-facing", "affected": "customers; unsure", "personal": "unsure"}
    scene.answer("kickoff.risk", risk)
    scene.unknown("kickoff.stop-rule", due="2026-12-04")
    scene.row("kickoff.milestones", what="spring range", kind="deadline", date="2027-03-16")
    scene.answer("kickoff.support", {"hours": "wkdays 8-18"})
    scene.put_off("kickoff.team-targets")
    scene.park("kickoff.rhythm", note="tom wants none")
    scene.row("actions", action="get review dump", owner="mei")
    scene.row("parking", item="coats too?")
    return scene


STORIES = {"full": full, "sloppy": sloppy}

GOLDEN = Path(__file__).with_name("golden")

if __name__ == "__main__":  # python -m tests.documents.stories writes the goldens anew: read them line by line
    for name, story in STORIES.items():
        (GOLDEN / f"spec-{name}.md").write_text(render(story().project, "spec").text, encoding="utf-8")
