"""The population stability index: known values, edges, and samples that are too small for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import Scene
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures
from workbook.domain.figures.psi import Band, band, chance, psi, too_small
from workbook.errors import InvalidValue


def numbers(text: str) -> list[Decimal]:
    return [Decimal(word) for word in text.split()]


EVEN = ".25 .25 .25 .25"


@pytest.mark.parametrize(
    ("reference", "now", "index", "means"),
    [
        (EVEN, EVEN, "0.000000", Band.STABLE),
        (EVEN, ".20 .25 .25 .30", "0.020273", Band.STABLE),
        (EVEN, ".15 .25 .25 .35", "0.084730", Band.STABLE),
        (" ".join([".10"] * 10), ".05 .05 .08 .08 .10 .10 .12 .12 .15 .15", "0.126080", Band.MODERATE),
        (EVEN, ".10 .20 .30 .40", "0.228217", Band.MODERATE),
        (".5 .5", ".6 .4", "0.040547", Band.STABLE),
        ("500 500", "600 400", "0.040547", Band.STABLE),
    ],
)
def test_known_values(reference: str, now: str, index: str, means: Band) -> None:
    found = psi(numbers(reference), numbers(now))
    assert (str(found), band(found)) == (index, means)


def test_an_edge_belongs_to_the_band_above_and_an_empty_bin_is_no_end() -> None:
    assert [band(Decimal(text)) for text in ("0.099999", "0.10", "0.249999", "0.25")] == [
        *(Band.STABLE, Band.MODERATE, Band.MODERATE, Band.SIGNIFICANT)
    ]
    assert psi(numbers("50 50 0"), numbers("50 49 1")) > 0
    assert psi(numbers("1 0"), numbers("0 1")) > Decimal(10)


@pytest.mark.parametrize(("reference", "now"), [("1 2", "1 2 3"), ("1", "1"), ("0 0", "1 1"), ("-1 2", "1 1")])
def test_what_is_no_distribution_is_refused(reference: str, now: str) -> None:
    with pytest.raises(InvalidValue):
        psi(numbers(reference), numbers(now))


@pytest.mark.parametrize(
    ("rows", "simulated", "small"),
    [(100, "0.363", True), (200, "0.176", True), (500, "0.069", False), (1000, "0.033", False), (5000, "0.007", False)],
)
def test_chance_alone_reaches_what_a_simulation_of_no_change_reached(rows: int, simulated: str, small: bool) -> None:
    """The simulation: ten equal bins, so many rows on each side, the 95th percentile."""
    alone = chance(10, Decimal(rows), Decimal(rows))
    assert abs(alone - Decimal(simulated)) < Decimal(simulated) / 12
    assert bool(too_small(10, Decimal(rows), Decimal(rows))) is small


def test_sixteen_point_nine_for_ten_bins() -> None:
    assert chance(10, Decimal(2), Decimal(2)).quantize(Decimal("0.1")) == Decimal("16.9")


@pytest.mark.parametrize(
    ("sample", "tone", "words"),
    [("100 rows", Tone.BAD, "chance alone often reaches 0.34"), ("1000 rows", Tone.GOOD, "below 0.034")],
)
def test_the_limits_of_a_project_are_held_against_its_rows(sample: str, tone: Tone, words: str) -> None:
    scene = Scene()
    question = scene.pack.question("monitoring.drift")
    assert figures(scene.project, question)[0].tone is Tone.WARNING
    scene.answer("monitoring.drift", {"warn": "0.10", "critical": "0.25", "sample": sample, "bins": "10"})
    (found,) = figures(scene.project, question)
    assert (found.tone, words in found.text) == (tone, True)
