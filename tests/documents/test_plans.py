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
