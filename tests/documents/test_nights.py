"""The runbook is for somebody who was just woken up; the readiness report for those who decide about a release."""

from __future__ import annotations

import pytest

from tests.builders import Scene
from tests.documents.nights import hurried, score, standby
from workbook.documents import render
from workbook.documents.inline import anchor, heading
from workbook.domain.commands import OpenForm
from workbook.domain.gates import Waiver, review


def texts(scene: Scene, kind: str) -> dict[str, str]:
    """The blocks of a document, each on one line."""
    return {block.id: " ".join(block.text.split()) for block in render(scene.project, kind).blocks}


def entry(scene: Scene, place: int) -> str:
    """A runbook entry on one line."""
    return [text for name, text in texts(scene, "runbook").items() if name.startswith("entry-")][place]


# The runbook


def test_the_first_screen_says_what_it_is_who_comes_and_how_to_stop_it() -> None:
    found = texts(standby(), "runbook")
    first = ["title", "what", "heading:hook", "monitoring.rota", "owner", "responders", "heading:safe", "safe"]
    assert list(found)[:10] == [*first, "heading:kill-switch", "rollout.kill-switch:command"]
    assert "A model that other programs ask over an API. Customers see it or feel it." in found["what"]
    assert found["owner"] == "**Mei Tanaka** owns the service. Escalation: The platform lead."
    assert "``` flag set triage off | tee `date +%F`.log ```" in found["rollout.kill-switch:command"]
    assert "without asking:** Mei Tanaka; also: whoever holds the duty phone" in found["rollout.kill-switch"]
    assert "Users then get:** the rule (Keyword rule)" in found["rollout.kill-switch"]
    assert found["kill-switch-tested"] == "Last tried on 20 Nov 2026 by Tom Becker."


def test_it_says_where_people_answer_and_where_nobody_knows() -> None:
    responders = texts(standby(), "runbook")["responders"]
    assert "**Mei Tanaka** (ML engineer): +49 30 555 01" in responders
    assert "**Tom Becker** (Customer care agent): tom@harbour.example (no faster way is noted)" in responders
    assert "Ana" not in responders  # no bad day needs her
    assert "**tom**: nobody noted where" in texts(hurried(), "runbook")["responders"]


def test_a_way_back_that_was_tried_by_day_alone_is_told_as_such() -> None:
    scene = standby()
    by_day = "Last rehearsed on 17 Nov 2026 by Mei Tanaka. **In working hours only: nobody has done it at night"
    assert by_day in texts(scene, "runbook")["rollback-rehearsed"]

    scene.answer("preprod.rollback", {"hours": "off-hours"})
    assert texts(scene, "runbook")["rollback-rehearsed"].endswith("Rehearsed at night or at a weekend as well.")


def test_without_a_kill_switch_it_says_so_first() -> None:
    scene = Scene()
    scene.row("preprod.runbook", trigger="No reviews")
    assert texts(scene, "runbook")["safe"] == "**Neither a kill switch nor a way back is written down.**"

    scene.answer("preprod.rollback", {"command": "deploy 1.0"})
    assert "What there is: the way back" in texts(scene, "runbook")["safe"]

    scene.not_applicable("rollout.kill-switch", "It is a report")
    assert texts(scene, "runbook")["safe"] == "There is no kill switch. Reason: It is a report."


def test_each_alert_leads_to_its_entry_and_those_without_one_are_named() -> None:
    scene = standby()
    found = texts(scene, "runbook")
    row = (
        "| Reviews without a size | 2 points | 5 points | page | [Many values are missing](#many-values-are-missing) |"
    )
    assert row in found["alerts"]
    assert (
        "No alert leads to these; people notice them: - [Labels have stopped](#labels-have-stopped)"
        in (found["no-alert"])
    )
    assert (
        "Never set off on purpose, so nobody knows whether they reach anybody: Reviews without a size."
        in (found["untested"])
    )
    assert "Nobody has declared the monitoring live yet" in found["untested"]

    scene.row("monitoring.monitors", {"signal": "Cost", "class": "service", "owner": "Tom"})
    assert "| Cost | | | | not written yet; ask Tom Becker |" in texts(scene, "runbook")["alerts"]


def test_an_entry_is_a_thing_to_do_step_by_step() -> None:
    found = entry(standby(), 0)
    assert found.startswith("High: wake somebody, act now. Owner: **Mei Tanaka**, +49 30 555 01.")
    assert "- Reviews without a size: Share; see alerts/sizes.yml" in found
    assert "**Look first** 1. `null-report size | head`: which supplier? 2. Were codes renamed?" in found
    assert "**Stop the harm:** On ops-1: `deploy triage-rule 1.0.4`. Then wait." in found
    assert "**Call next:** Tom Becker (tom@harbour.example)" in found
    assert found.endswith("Last followed step by step on 18 Nov 2026 by Tom Becker.")


def test_an_entry_that_is_hardly_begun_sends_to_the_kill_switch() -> None:
    found = entry(hurried(), 0)
    assert found.startswith("**What stops the harm is not written down.** [Make it safe first](#make-it-safe-first)")
    assert found.endswith("Nobody noted that this was ever followed step by step.")


def test_what_broke_before_and_what_hindered_people_then() -> None:
    scene = standby()
    scene.do(OpenForm("postmortem", "Renamed codes"))
    at = f"@{scene.project.forms[-1].id}"
    scene.row(f"post.pm-timeline{at}", event="It began", time="2026-11-23 02:10", kind="started")
    scene.row(f"post.pm-timeline{at}", event="Flag off", time="2026-11-23 03:20", kind="mitigated")
    scene.answer(f"post.pm-response{at}", {"trouble": "No rights outside the office"})

    found = texts(scene, "runbook")
    assert "[Renamed codes](postmortem-01-renamed-codes.md), 23 Nov 2026; stopped after 70 min" in found["incidents"]
    assert "its post-mortem is still open" in found["incidents"]
    assert "Trouble on the way back on 23 Nov 2026: No rights outside the office." in found["safe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many values are missing", "many-values-are-missing"),
        ("The table is not there at 5:00", "the-table-is-not-there-at-500"),
        ("p95 > 250 ms!", "p95--250-ms"),
        ("Größe_fehlt", "größe_fehlt"),
        ("???", ""),
    ],
)
def test_anchors_are_those_of_github(text: str, expected: str) -> None:
    assert anchor(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("a #", "a \\#"), ("a ##", "a \\##"), ("C#", "C#"), ("a # b", "a # b")])
def test_signs_at_the_end_of_a_heading_stay(text: str, expected: str) -> None:
    assert heading(text) == expected


# The readiness report


def test_the_verdict_comes_first() -> None:
    scene = standby()
    ana = next(row.id for row in scene.project.rows("people") if row.text("name") == "Ana Ruiz")
    found = texts(scene, "readiness")
    assert list(found)[:3] == ["title", "heading:verdict", "preprod.gate"]
    assert found["preprod.gate"].startswith("**not ready**, decided by Ana Ruiz on 23 Nov 2026.")
    assert found["preprod.gate"].endswith("Reason: The review of security is open.")
    assert found["lacks"].startswith("What is missing today and nobody has waived: - **")
    assert "- the kickoff's gate still holds" in found["lacks"]

    lacking = [lack.rule for lack in review(scene.project, scene.pack.phase("preprod")).open_lacks]
    waivers = tuple(Waiver(rule, ana, "The switch is there", "2026-12-20") for rule in lacking)
    scene.gate("preprod", "ready-with-waivers", ana, "Good enough", waivers)
    found = texts(scene, "readiness")
    assert "**ready with waivers**" in found["preprod.gate"]
    assert (
        "- Let through until 20 Dec 2026: **from customer-facing on: the rollback was also rehearsed"
        in (found["preprod.gate"])
    )
    assert "Ana Ruiz answers for it. Reason: The switch is there." in found["preprod.gate"]
    assert "lacks" not in found

    scene.answer("preprod.rollback", {"minutes": "30"})
    assert texts(scene, "readiness")["preprod.gate"].endswith("has to be looked at again: Rollback.")


def test_the_scores_name_what_binds_and_what_ties() -> None:
    scene = Scene()
    scene.answer("kickoff.risk", {"criticality": "customer-facing"})
    score(scene, data=4, model=3, infra=4, monitor=2)
    found = texts(scene, "readiness")["mlts"]
    assert found.startswith("**1 of 7: serious gaps likely.**")
    assert "For something customer-facing we ask for more than 2: **not reached**." in found
    assert "| Monitoring | 1 of 7 | █░░░░░░ | sets the score |" in found
    assert "| Model | 1.5 of 7 | █▌░░░░░ | |" in found
    assert "The score is that of the weakest section, **Monitoring**. The cheapest next half-point is any" in found
    assert "it lifts the score to 1.5." in found
    assert "The last run failed for: Feature schema, Useful features" in found
    assert "it is 2 of 14." in found

    tied = texts(standby(), "readiness")["mlts"]
    assert "weakest section, **Data**, **Model**, **ML infrastructure** and **Monitoring**." in tied
    assert "4 sections are weakest together: half a point in one of them alone lifts nothing." in tied
    assert "cheapest" not in tied


def test_an_incomplete_score_is_none() -> None:
    found = texts(hurried(), "readiness")
    assert found["mlts"].startswith("**Not complete:** 1 of 28 tests answered, so there is no score yet.")
    assert "2016" not in found["mlts"]
    assert "sets the score" not in found["mlts"]
    assert "**Joel Test:** not complete" in found["glance"]


def test_each_no_of_the_joel_test_stands_beside_what_is_done_about_it() -> None:
    found = texts(standby(), "readiness")
    assert found["joel"].startswith("**11 of 12: tolerable.**")
    assert found["joel"].endswith("What is a no: - **Quiet work**")
    assert found["preprod.joel:value"] == "**What we do about each no:** 8: we live with it."


def test_what_was_measured_is_held_against_what_was_promised() -> None:
    kept = texts(standby(), "readiness")["limits"]
    assert "| p95 latency | 0.21 s | 250 ms | kept |" in kept
    assert "| Throughput | 31 requests/s | 40 requests/s | **not kept** |" in kept

    scene = Scene()
    scene.answer("preprod.load", {"p95": "210", "throughput": "9 pages/h"})
    scene.answer("kickoff.environment", {"pace": "asap", "volume": "40"})
    found = texts(scene, "readiness")
    assert "| p95 latency | 210 ms | | |" in found["limits"]
    assert "| Throughput | 9 pages/h | 40 requests/s | |" in found["limits"]


def test_a_batch_is_held_against_its_window() -> None:
    scene = Scene()
    scene.answer("kickoff.delivery", {"form": "batch"})
    scene.answer("preprod.batch-time", {"run-time": "2 h", "window": "90 min", "late": "Yesterday's table"})

    found = texts(scene, "readiness")
    assert "| Run time | 2 h | 90 min | **not kept** |" in found["limits"]
    assert "p95" not in found["limits"]
    assert texts(scene, "runbook")["preprod.batch-time:late"] == "Yesterday's table"


def test_checklists_say_what_is_not_done_and_why_that_is_fine() -> None:
    found = texts(standby(), "readiness")
    assert found["checklist-preprod.pinned"].startswith("**Pinned versions:** 2 of 7. Not ticked: the language's own")
    assert found["preprod.pinned:exceptions"] == "**Why that is fine** The driver\\ and the rest"


def test_only_what_somebody_has_to_know_is_missing() -> None:
    scene = Scene()
    scene.answer("kickoff.risk", {"criticality": "internal"})
    scene.row("kickoff.milestones", what="Sale", kind="deadline", date="2027-01-18")
    assert "Release date" not in texts(scene, "readiness")["missing"]

    scene.answer("kickoff.risk", {"criticality": "customer-facing"})
    assert "- **Release date** (at least one release; Sale: owner):" in texts(scene, "readiness")["missing"]


def test_it_is_told_how_missing_data_is_noticed() -> None:
    scene = standby()
    assert "monitoring.arrival" not in texts(scene, "runbook")

    scene.answer("monitoring.arrival", {"late": "30 s", "notice": "It pages [Mei](#x)", "empty": "no"})
    assert texts(scene, "runbook")["monitoring.arrival"] == (
        "**When no data comes, or 30 s late:** It pages \\[Mei\\](#x). A feed that comes empty rings for nobody."
    )


def test_one_command_for_both_ways_back_is_said_to_be_one() -> None:
    scene = standby()
    assert "same-command" not in texts(scene, "runbook")

    scene.answer("rollout.kill-switch", {"command": "deploy triage-rule 1.0.4"})
    scene.answer("preprod.rollback", {"command": "deploy triage-rule 1.0.4"})
    assert "same-command" in texts(scene, "runbook")


def test_limits_of_alerts_carry_the_unit_of_what_is_measured_unless_they_say_one() -> None:
    scene = standby()
    scene.row("monitoring.monitors", signal="Slow answers", unit="ms", warn="1200", critical="2 s")
    assert "| Slow answers | 1200 ms | 2 s |" in texts(scene, "runbook")["alerts"]
