"""From an empty folder to the first document, and through an instrument, with few keys."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.conftest import CommandLine, Open

ANSWERS = {
    "what problem should go away?": "Customers leave and nobody notices before the invoice bounces.",
    "what happens if we do nothing": "The new price list goes out in March.",
    "Which decision changes": "The care team calls twenty customers a day.",
    "What is in scope": "Contracts of private customers.",
    "smallest": "One region, one list a week.",
}


def test_a_draft_of_the_spec_after_five_answers(mlw: CommandLine, window: Open, repository: Path) -> None:
    app = window()
    app.expect("What is the project called?", "churn")
    app.press("enter")
    for place in range(1, 4):
        app.expect(f"{place} of 4")
        app.press("1")
    app.expect("4 of 4")
    app.press("enter")
    for ask, answer in ANSWERS.items():
        app.expect(ask, "Save, next")
        app.type(answer)
        app.press("ctrl+s")
    app.expect("Your draft spec is ready", "docs/ml/churn/spec.md")
    app.press("enter")
    app.expect("Written")

    spec = (repository / "docs" / "ml" / "churn" / "spec.md").read_text()
    assert all(answer in spec for answer in ANSWERS.values())
    assert app.presses <= 25, app.presses
    assert mlw.json("show", "kickoff.problem")  # another process reads it


def test_an_ml_test_score_in_one_sweep(project: CommandLine, window: Open) -> None:
    app = window()
    app.expect("what problem should go away?")
    app.press("ctrl+g")
    app.expect("enter goes there")
    app.type("mlts.data.1")
    app.expect("Feature schema")
    app.press("enter")
    app.expect("0 of 28 answered")
    for _ in range(28):
        app.press("1")
    app.expect("The ML Test Score  7  exceptional")
    assert app.presses <= 40, app.presses

    mlts = next(one for one in project.json("score")["scores"] if one["id"] == "mlts")
    assert mlts["answered"] == 28
