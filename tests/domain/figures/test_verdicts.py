"""Verdicts: the latest reading of each metric against what was wanted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Scene, builtin_pack
from workbook.domain.commands import RemoveRow
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures
from workbook.domain.figures.verdicts import Outcome, Verdict, latest_reading, verdicts, words


def metric(scene: Scene, **texts: str) -> str:
    """A metric of the Harbour story, with some texts of its own."""
    usual = {"name": "Repeat purchase", "kind": "business", "unit": "%", "direction": "up"}
    return scene.row("metrics", {name: text for name, text in (usual | texts).items() if text})


def read(scene: Scene, value: str, date: str = "2026-11-20", of: str = "Repeat purchase") -> str:
    return scene.row("readings", {"what": "a look", "metric": of, "date": date, "value": value})


def judged(value: str = "", **texts: str) -> Verdict:
    """The verdict on one metric with one reading."""
    scene = Scene()
    metric(scene, **texts)
    if value:
        read(scene, value)
    (found,) = verdicts(scene.project)
    return found


def line(scene: Scene) -> list[tuple[str, str, Tone]]:
    return [
        (found.label, found.text, found.tone)
        for found in figures(scene.project, builtin_pack().question("post.outcome"))
    ]


# The story


def test_the_story_of_harbour_outfitters() -> None:
    scene = Scene()
    metric(scene, baseline="31.0 %", target="33.0 %", minimum="32.0 %")
    metric(scene, name="Contacts", kind="guardrail", unit="per 100 orders", direction="down", minimum="4.8")
    read(scene, "32.4 %")
    read(scene, "4.5", of="Contacts")
    assert line(scene) == [
        (
            "Repeat purchase",
            "31.0 % at first, wanted 33.0 %, at least 32.0 %, now 32.4 %: "
            "minimum met, target missed; 70 % of the planned gain",
            Tone.WARNING,
        ),
        ("Contacts", "limit 4.8, now 4.5: held", Tone.GOOD),
    ]


def test_the_story_of_the_forecast() -> None:
    found = judged("4.6 %", direction="down", baseline="6.0 %", target="4.0 %", minimum="5.0 %")
    assert words(found) == "minimum met, target missed; 70 % of the planned gain"


# Outcomes

UP = {"direction": "up", "target": "33 %", "minimum": "32 %"}
DOWN = {"direction": "down", "target": "4 %", "minimum": "5 %"}
LIMIT = {"kind": "guardrail", "direction": "down", "minimum": "4.8 %"}
FLOOR = {"kind": "guardrail", "direction": "up", "minimum": "99 %"}
RANGE = {"direction": "range", "minimum": "10 %", "maximum": "20 %"}


@pytest.mark.parametrize(
    ("texts", "value", "outcome"),
    [
        (UP, "33 %", Outcome.TARGET_MET),
        (UP, "33.0 %", Outcome.TARGET_MET),
        (UP, "32.99 %", Outcome.MINIMUM_MET),
        (UP, "32 %", Outcome.MINIMUM_MET),
        (UP, "31.99 %", Outcome.MISSED),
        (UP, "-5 %", Outcome.MISSED),
        (DOWN, "4 %", Outcome.TARGET_MET),
        (DOWN, "3.9 %", Outcome.TARGET_MET),
        (DOWN, "4.1 %", Outcome.MINIMUM_MET),
        (DOWN, "5 %", Outcome.MINIMUM_MET),
        (DOWN, "5.1 %", Outcome.MISSED),
        ({**UP, "minimum": ""}, "32 %", Outcome.MISSED),
        ({**UP, "minimum": ""}, "34 %", Outcome.TARGET_MET),
        ({**UP, "target": ""}, "32 %", Outcome.HELD),
        ({**UP, "target": ""}, "31 %", Outcome.BROKEN),
        (LIMIT, "4.8 %", Outcome.HELD),
        (LIMIT, "4.81 %", Outcome.BROKEN),
        (FLOOR, "99 %", Outcome.HELD),
        (FLOOR, "98.9 %", Outcome.BROKEN),
        ({**LIMIT, "target": "4 %"}, "4.5 %", Outcome.HELD),
        ({**LIMIT, "minimum": ""}, "4.5 %", Outcome.NO_MEASURE),
        (RANGE, "10 %", Outcome.HELD),
        (RANGE, "20 %", Outcome.HELD),
        (RANGE, "9 %", Outcome.BROKEN),
        (RANGE, "21 %", Outcome.BROKEN),
        ({**RANGE, "target": "15 %"}, "12 %", Outcome.HELD),
        ({**RANGE, "maximum": ""}, "12 %", Outcome.NO_MEASURE),
        ({**UP, "direction": ""}, "40 %", Outcome.NO_MEASURE),
        (UP, "", Outcome.NOT_READ),
        (LIMIT, "", Outcome.NOT_READ),
    ],
)
def test_every_outcome(texts: dict[str, str], value: str, outcome: Outcome) -> None:
    assert judged(value, **texts).outcome is outcome


@pytest.mark.parametrize(
    ("texts", "value", "outcome"),
    [
        (UP, "33 points", Outcome.NO_MEASURE),
        ({**UP, "minimum": "32 points"}, "33 %", Outcome.TARGET_MET),
        ({**UP, "minimum": "32 points"}, "32.5 %", Outcome.NO_MEASURE),  # missed or not: nobody can tell
        (LIMIT, "4.5 ms", Outcome.NO_MEASURE),
        ({"direction": "up", "target": "40 Req/s"}, "41 req/s", Outcome.TARGET_MET),
    ],
)
def test_what_stands_in_another_unit_is_not_judged(texts: dict[str, str], value: str, outcome: Outcome) -> None:
    assert judged(value, **texts).outcome is outcome


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_said_in_words(outcome: Outcome) -> None:
    assert words(judged()._replace(outcome=outcome)) == outcome.value


# The gain


@pytest.mark.parametrize(
    ("baseline", "value", "gain"),
    [
        ("31 %", "32.4 %", 70),
        ("31 %", "33 %", 100),
        ("31 %", "34 %", 150),
        ("31 %", "30 %", -50),
        ("31 %", "31.009 %", 0),
        ("31 %", "32.01 %", 51),  # 50.5: a half goes up
        ("", "32 %", None),
        ("31 points", "32 %", None),
        ("33 %", "32.5 %", None),  # nothing was planned to be gained
        ("34 %", "33.5 %", None),  # the target allows a loss
    ],
)
def test_the_share_of_the_planned_gain(baseline: str, value: str, gain: int | None) -> None:
    assert judged(value, baseline=baseline, **UP).gain == gain


def test_a_nought_has_no_minus() -> None:
    assert words(judged("30.999 %", baseline="31 %", **UP)) == "missed; 0 % of the planned gain"


@pytest.mark.parametrize("texts", [LIMIT, RANGE, {**UP, "direction": ""}])
def test_a_limit_has_no_gain(texts: dict[str, str]) -> None:
    assert judged("12 %", **{"baseline": "10 %", "target": "20 %", **texts}).gain is None


AMOUNTS = st.from_regex(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True)


@given(st.sampled_from(["up", "down"]), AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_better_reading_never_gets_a_worse_verdict(way: str, target: str, minimum: str, one: str, other: str) -> None:
    scene = Scene()
    metric(scene, direction=way, baseline="0", target=target, minimum=minimum)
    order = (Outcome.MISSED, Outcome.MINIMUM_MET, Outcome.TARGET_MET)
    better, worse = sorted((one, other), key=Decimal, reverse=way == "up")
    ranks = []
    for value in (worse, better):
        reading = read(scene, value)
        (found,) = verdicts(scene.project)
        ranks.append(order.index(found.outcome))
        if found.gain is not None:  # 99.6 is 100 to the whole percent
            assert found.gain >= 100 if found.outcome is Outcome.TARGET_MET else found.gain <= 100
        scene.do(RemoveRow("readings", reading))
    assert ranks[0] <= ranks[1]


# Readings and targets


def test_the_latest_reading_is_that_of_the_last_day_whenever_it_was_written_down() -> None:
    scene = Scene()
    of = metric(scene, **UP)
    read(scene, "33 %", "2026-11-20")
    read(scene, "31 %", "2026-11-18")
    found = latest_reading(scene.project, of)
    assert found is not None
    assert verdicts(scene.project)[0].outcome is Outcome.TARGET_MET
    assert verdicts(scene.project)[0].when == found.values["date"]


def test_of_one_day_the_reading_further_down_counts() -> None:
    scene = Scene()
    metric(scene, **UP)
    read(scene, "33 %")
    second = read(scene, "31 %")
    assert verdicts(scene.project)[0].outcome is Outcome.MISSED
    scene.do(RemoveRow("readings", second))
    assert verdicts(scene.project)[0].outcome is Outcome.TARGET_MET


def test_a_reading_of_another_metric_or_without_a_value_is_none() -> None:
    scene = Scene()
    of = metric(scene, **UP)
    metric(scene, name="Returns")
    read(scene, "33 %", of="Returns")
    scene.row("readings", what="soon", metric="Repeat purchase", date="2026-12-01")
    assert latest_reading(scene.project, of) is None
    assert [found.outcome for found in verdicts(scene.project)] == [Outcome.NOT_READ, Outcome.NO_MEASURE]


def test_a_target_that_was_changed_shows_the_first_one() -> None:
    scene = Scene()
    of = metric(scene, **{**UP, "target": ""})
    scene.change("metrics", of, {"target": "33 %"})
    assert verdicts(scene.project)[0].first_target is None
    scene.change("metrics", of, {"target": "33.0 %"})
    assert verdicts(scene.project)[0].first_target is None
    scene.change("metrics", of, {"target": "32.5 %"})
    read(scene, "32.6 %")
    (found,) = verdicts(scene.project)
    assert found.first_target is not None
    assert found.first_target.amount == "33"
    assert line(scene)[0][1] == "wanted 32.5 % (first 33 %), at least 32 %, now 32.6 %: target met"
    scene.change("metrics", of, {"direction": "down"})
    assert "at most 32 %" in line(scene)[0][1]
    scene.change("metrics", of, {"target": ""})
    assert verdicts(scene.project)[0].first_target is None


def test_a_range_says_both_its_ends() -> None:
    scene = Scene()
    metric(scene, **RANGE)
    read(scene, "12 %")
    assert line(scene) == [("Repeat purchase", "between 10 % and 20 %, now 12 %: held", Tone.GOOD)]


def test_without_a_metric_there_is_nothing_to_say() -> None:
    assert line(Scene()) == []
