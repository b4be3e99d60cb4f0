"""The threshold that follows from what the two kinds of errors cost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Scene, builtin_pack
from workbook.domain.figures.costs import threshold
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures


def costing(false_alarm: str, miss: str) -> Scene:
    scene = Scene()
    texts = {"false-alarm": false_alarm, "miss": miss, "worst-case": "A right chart is taken down."}
    scene.answer("kickoff.error-cost", {name: text for name, text in texts.items() if text})
    return scene


@pytest.mark.parametrize(
    ("false_alarm", "miss", "expected"),
    [
        ("2 €", "18 €", "0.10"),  # the story
        ("1", "1", "0.50"),
        ("1 min", "2 min", "0.33"),
        ("2 eur", "18 EUR", "0.10"),
        ("1 €", "199 €", "0.01"),  # exactly 0.005: a half goes up
        ("1 €", "9999 €", "0.0001"),
        ("9999 €", "1 €", "0.9999"),
        ("0 €", "18 €", "0.00"),
        ("2 €", "0 €", "1.00"),
        ("0 €", "0 €", None),
        ("-2 €", "18 €", None),
        ("2 €", "18 min", None),
        ("2 €", "18", None),
        ("", "18 €", None),
    ],
)
def test_the_threshold(false_alarm: str, miss: str, expected: str | None) -> None:
    found = threshold(costing(false_alarm, miss).project)
    assert (found if found is None else str(found)) == expected


def test_without_an_answer_there_is_none() -> None:
    assert threshold(Scene().project) is None


AMOUNTS = st.from_regex(r"[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True)


@given(AMOUNTS, AMOUNTS)
def test_it_is_a_probability_and_told_from_never_and_always(false_alarm: str, miss: str) -> None:
    found = threshold(costing(false_alarm, miss).project)
    costs = Decimal(false_alarm), Decimal(miss)
    if not any(costs):
        assert found is None
        return
    assert found is not None
    assert 0 <= found <= 1
    ratio = costs[0] / (costs[0] + costs[1])
    assert (found in (0, 1)) is (ratio in (0, 1))


def test_the_words() -> None:
    question = builtin_pack().question("ml.threshold")
    (found,) = figures(costing("2 €", "18 €").project, question)
    assert found == (
        "Threshold from the costs",
        "act from a probability of 0.10 on, if it is calibrated",
        Tone.PLAIN,
    )
    (found,) = figures(Scene().project, question)
    assert found.tone is Tone.WARNING
    assert found.text.startswith("open: it needs what a false alarm and a miss cost")
