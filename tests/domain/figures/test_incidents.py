"""How long an incident took: until it was noticed, until the harm stopped, until it was mended."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Scene
from workbook.domain.commands import OpenForm, SetRow, StartCycle
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.incidents import Durations, durations, in_words
from workbook.domain.figures.kinds import figures
from workbook.domain.primitives import Choice, Moment, Text, Value

NIGHT = (("started", "02:10"), ("detected", "02:55"), ("mitigated", "03:20"), ("resolved", "09:40"))
"""The incident of the story: 45, 70 and 450 minutes."""


def opened(scene: Scene, title: str = "Size codes") -> str:
    scene.do(OpenForm("postmortem", title))
    return scene.events[-1].subject.form


def happened(scene: Scene, form: str, kind: str, time: str, day: str = "2026-11-20") -> None:
    values: dict[str, Value | None] = {
        "event": Text(kind),
        "kind": Choice((kind,)),
        "time": Moment(f"{day}T{time}:00Z"),
    }
    scene.do(SetRow("timeline", values, form=form))


def night(*events: tuple[str, str]) -> tuple[Scene, str]:
    scene = Scene()
    form = opened(scene)
    for kind, time in events:
        happened(scene, form, kind, time)
    return scene, form


def lines(scene: Scene, form: str) -> list[tuple[str, str, Tone]]:
    question = scene.project.question(f"post.pm-timeline@{form}")
    return [(found.label, found.text, found.tone) for found in figures(scene.project, question)]


def test_the_incident_of_the_story() -> None:
    scene, form = night(*NIGHT)
    assert durations(scene.project, form) == Durations(45, 70, 450)
    assert lines(scene, form) == [
        ("Detection", "45 min", Tone.PLAIN),
        ("Mitigation", "70 min", Tone.PLAIN),
        ("Resolution", "7 h 30 min (450 min)", Tone.PLAIN),
    ]


@pytest.mark.parametrize("order", list(permutations(NIGHT))[::5])
def test_the_order_in_which_it_was_written_down_does_not_matter(order: tuple[tuple[str, str], ...]) -> None:
    scene, form = night(*order)
    assert durations(scene.project, form) == Durations(45, 70, 450)


def test_of_several_moments_of_one_kind_the_first_counts() -> None:
    scene, form = night(*NIGHT, ("started", "02:20"), ("detected", "04:00"), ("resolved", "08:10"), ("other", "01:00"))
    assert durations(scene.project, form) == Durations(45, 70, 360)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), Durations(None, None, None)),
        (NIGHT[1:], Durations(None, None, None)),
        (NIGHT[:1], Durations(None, None, None)),
        (NIGHT[:2], Durations(45, None, None)),
        ((NIGHT[0], NIGHT[3]), Durations(None, None, 450)),
        ((("started", "03:00"), *NIGHT[1:]), Durations(-5, 20, 400)),
        ((("started", "02:10"), ("detected", "02:10")), Durations(0, None, None)),
    ],
)
def test_what_is_missing_or_stands_before_the_start(events: tuple[tuple[str, str], ...], expected: Durations) -> None:
    scene, form = night(*events)
    assert durations(scene.project, form) == expected
    assert [line[2] is Tone.WARNING for line in lines(scene, form)] == [n is None or n < 0 for n in expected]


def test_past_midnight() -> None:
    scene, form = night(("started", "23:50"))
    happened(scene, form, "detected", "00:05", day="2026-11-21")
    assert durations(scene.project, form).detection == 15


def test_each_incident_has_its_own_times_also_in_a_later_cycle() -> None:
    scene, first = night(*NIGHT)
    second = opened(scene, "Late feed")
    happened(scene, second, "started", "10:00")
    happened(scene, second, "detected", "10:01")
    scene.do(StartCycle("v2"))
    assert durations(scene.project, first) == Durations(45, 70, 450)
    assert durations(scene.project, second) == Durations(1, None, None)


def test_a_row_without_time_or_kind_tells_nothing() -> None:
    scene, form = night(*NIGHT[1:])
    scene.do(SetRow("timeline", {"event": Text("It began"), "kind": Choice(("started",))}, form=form))
    scene.do(SetRow("timeline", {"event": Text("It began"), "time": Moment("2026-11-20T02:10:00Z")}, form=form))
    assert durations(scene.project, form).detection is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "not known"),
        (-5, "-5 min: it stands before the start"),
        (0, "0 min"),
        (119, "119 min"),
        (120, "2 h"),
        (450, "7 h 30 min"),
        (1440, "1 d"),
        (1441, "1 d 1 min"),
        (3060, "2 d 3 h"),
    ],
)
def test_in_words(minutes: int | None, words: str) -> None:
    assert in_words(minutes) == words


@given(st.integers(min_value=0, max_value=10**7))
def test_the_words_add_up(minutes: int) -> None:
    worth = {"d": 1440, "h": 60, "min": 1}
    parts = in_words(minutes).split()
    assert sum(int(number) * worth[unit] for number, unit in zip(parts[::2], parts[1::2], strict=True)) == minutes
