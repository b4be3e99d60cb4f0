"""The data quality report, the card and the plans: what each tells first, and what it does with what is not known."""

from __future__ import annotations

from tests.builders import Scene
from tests.documents.plans import hasty, prepared
from workbook.documents import documents, render


def texts(scene: Scene, kind: str) -> dict[str, str]:
    """The blocks of a document, each on one line."""
    return {block.id: " ".join(block.text.split()) for block in render(scene.project, kind).blocks}


# Data quality


def test_what_the_data_is_fit_for_comes_first() -> None:
    found = texts(prepared(), "data-qa")
    assert list(found)[:5] == ["title", "heading:verdict", "data-qa.gate", "data-qa.restrictions:value", "glance"]
    assert found["data-qa.gate"] == "**not fit**, decided by Ana Ruiz on 23 Nov 2026. Reason: Too few small boots."
    assert "1 of 3 hold; not: A size (**critical**); without a verdict: Right" in found["glance"]
    assert "7 days" in found["data-qa.labels"]  # the kickoff assumed another delay

    assert texts(hasty(), "data-qa")["data-qa.gate"] == "**Whether the data is fit is not decided yet.**"
    assert "1 check planned, none with a verdict" in texts(hasty(), "data-qa")["glance"]


def test_what_the_kickoff_took_for_true_stands_beside_what_was_found() -> None:
    scene = prepared()
    assert (
        "| Reviews | Arrives | Daily | Every hour | | Reviews | Access today | not sure | yes |"
        in (texts(scene, "data-qa")["beliefs"])
    )
    scene.row("data-qa.sources", source="Charts", cadence="Never")
    assert "Charts" not in texts(scene, "data-qa")["beliefs"]  # nobody believed anything of them

    undecided = Scene()
    row = undecided.row("kickoff.data", source="Reviews", access="not sure")
    undecided.change("data-qa.sources", row, {"access": "yes"})
    assert "beliefs" not in texts(undecided, "data-qa")


def test_a_note_that_said_why_nobody_knew_is_not_told_beside_the_answer() -> None:
    scene = hasty()
    assert "Note: tom has a list somewhere" in texts(scene, "data-qa")["missing"]
    scene.answer("data-qa.labels", {"origin": "none"})
    assert "data-qa.labels-note" not in texts(scene, "data-qa")
    scene.answer("data-qa.labels", {"origin": "none"}, note="We only count")
    assert texts(scene, "data-qa")["data-qa.labels-note"] == "Note: We only count."


def test_rows_that_other_questions_noted_are_no_answer() -> None:
    scene = Scene()
    scene.row("ml.slices", slice="Boots", n="12")
    scene.row("kickoff.data", source="Reviews")
    assert {"data-qa.slices", "data-qa.notice"}.isdisjoint(texts(scene, "data-qa"))


def test_a_report_is_written_once_there_is_something_to_say() -> None:
    scene = Scene()
    assert "data-qa" not in {spec.id for spec in documents(scene.project)}
    scene.answer("data-qa.picture", "Plenty")
    assert "data-qa" in {spec.id for spec in documents(scene.project)}


# The rollout plan


def test_how_far_it_is_who_leads_and_how_to_take_it_back_come_first() -> None:
    scene = prepared()
    found = texts(scene, "rollout-plan")
    assert "[Take it back](#the-way-back)" in found["title"]
    assert found["rollout.gate"] == "**Shadow**, 0 % of users, since 17 Nov 2026: Nobody sees it."
    assert found["unwatched"].startswith("**Nobody has declared the monitoring live.")
    assert "- **Who leads:** Mei Tanaka (#data); stand-in: Ana Ruiz" in found["glance"]
    assert "**Users then get:** the rule (Keyword rule)" in found["rollout.kill-switch"]
    assert "It is pushed by one script. - **Which one:** deploy triage, on ops-1" in found["rollout.push"]

    mei = next(row.id for row in scene.project.rows("people") if row.text("name") == "Mei Tanaka")
    scene.gate("monitoring", "partly", mei, "Only the feed rings")
    assert "declared live in part on 23 Nov 2026. Until it is live" in texts(scene, "rollout-plan")["unwatched"]


def test_without_any_way_back_it_says_not_to_begin() -> None:
    assert "do not begin" in texts(hasty(), "rollout-plan")["way-back"]
    assert "The first one is planned for 1 Dec 2026: **10%?**." in texts(hasty(), "rollout-plan")["rollout.gate"]


def test_the_picture_says_what_the_table_says() -> None:
    scene = prepared()
    found = texts(scene, "rollout-plan")["calendar"]
    assert "| Shadow | 16 Nov 2026 | 17 Nov 2026 | not yet | |" in found
    assert "| Sale: the first day | 14 Dec 2026 | 10 Dec 2026 | |" in found
    assert "section Planned Shadow :2026-11-16, 2026-11-23 the section 5 % :2026-11-24, 2026-12-04" in found
    assert "section As it went Shadow :active, 2026-11-17, 2026-11-23" in found
    assert "section Milestones Sale, the first day :milestone, 2026-12-14, 0d" in found
    assert "```mermaid" not in texts(hasty(), "rollout-plan")["calendar"]  # one day is no picture


def test_what_rows_lack_is_told_once_row_by_row() -> None:
    found = texts(hasty(), "rollout-plan")["missing"]
    assert "- **When to go back** (errors: about, comparison and limit, over, by itself, who may act alone):" in found
