"""Limits: what an answer says, held against what was agreed on earlier."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from workbook.domain.cautions import cautions
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures
from workbook.domain.limits import Outcome, broken, held
from workbook.domain.units import same_text

FAST = {"pace": "near-real-time", "latency": "250 ms", "volume": "40 requests/s"}
API = {"form": "api"}
LOAD = {"p95": "0.21 s", "throughput": "2400 requests/min", "memory": "1 GB", "cost": "310 €", "method": "replayed"}
LABELS = {"origin": "outcome", "how": "counted", "agreement": "91 %"}
CANDIDATE = {"candidate": "triage 1.2", "metric": "recall", "value": "0.72", "best-baseline": "0.63"}
RELEASE = {"model": "triage 1.2", "code": "9f3c2e1", "configuration": "c7", "environment": "4be1", "changed": "All."}

# the source of 7.1, what was said there, the question that meets it again, what is said there, what is told
LINES = [
    ("KO-11", {"label-delay": "14 days"}, "DQ-06", LABELS | {"delay": "2 weeks"}, {"delay": "kept"}),
    ("KO-11", {"label-delay": "14 days"}, "DQ-06", LABELS | {"delay": "70 days"}, {"delay": "broken"}),
    ("KO-13", FAST, "PP-14", LOAD, {"p95": "kept", "throughput": "kept"}),
    ("KO-13", FAST, "PP-14", LOAD | {"p95": "310 ms"}, {"p95": "broken", "throughput": "kept"}),
    ("KO-13", FAST, "PP-14", LOAD | {"throughput": "9 pages/h"}, {"p95": "kept", "throughput": "cannot be compared"}),
    ("KO-13", FAST, "MO-09", {"latency-limit": "300 ms"}, {"latency-limit": "broken"}),
    ("KO-15", {"budget": "40 k€"}, "ML-16", {"spent": "31000 €"}, {"spent": "kept"}),
    ("KO-15", {"budget": "40 k€"}, "ML-16", {"spent": "31 k€", "forecast": "46 k€"}, {"forecast": "broken"}),
    ("DQ-15", {"oldest": "6 hours"}, "MO-06", {"late": "90 min"}, {"late": "kept"}),
    ("DQ-15", {"oldest": "6 hours"}, "MO-06", {"late": "1 day"}, {"late": "broken"}),
    ("DQ-06", LABELS | {"delay": "70 days"}, "MO-08", {"lag": "14 days"}, {"lag": "broken"}),
    ("ML-15", {"oldest": "60 days"}, "MO-10", {"limit": "8 weeks"}, {"limit": "kept"}),
    ("ML-15", {"oldest": "60 days"}, "MO-10", {"limit": "3 months"}, {"limit": "broken"}),
    ("ML-06", CANDIDATE, "RO-01", RELEASE | {"model": "Triage 1.2, small"}, {"model": "kept"}),
    ("ML-06", CANDIDATE, "RO-01", RELEASE | {"model": "triage 1.3"}, {"model": "broken"}),
    ("DQ-02", {"snapshot": "reviews-3"}, "RO-01", RELEASE | {"data": "reviews-4"}, {"data": "broken"}),
    (
        "ML-08",
        {"threshold": "0.10"},
        "RO-01",
        RELEASE | {"configuration": "at 0.10, c7"},
        {"configuration": "kept"},
    ),
    ("ML-08", {"threshold": "0.10"}, "RO-01", RELEASE | {"configuration": "0.1, c7"}, {"configuration": "kept"}),
    ("ML-08", {"threshold": "0.1"}, "RO-01", RELEASE | {"configuration": "0.15, v0.1.2"}, {"configuration": "broken"}),
    ("ML-08", {"threshold": "100 ms"}, "RO-01", RELEASE | {"configuration": "0.1 s, c7"}, {"configuration": "kept"}),
    ("ML-08", {"threshold": "100 ms"}, "RO-01", RELEASE | {"configuration": "cut at 100"}, {"configuration": "kept"}),
    (
        "ML-08",
        {"threshold": "1500 k€"},
        "RO-01",
        RELEASE | {"configuration": "under €1.5m, c7"},
        {"configuration": "kept"},
    ),
    ("ML-08", {"threshold": "45 k€"}, "RO-01", RELEASE | {"configuration": "$45,000, c7"}, {"configuration": "broken"}),
    ("ML-08", {"threshold": "1200"}, "RO-01", RELEASE | {"configuration": "1,200 (c7)"}, {"configuration": "kept"}),
    (
        "ML-08",
        {"threshold": "7"},
        "RO-01",
        RELEASE | {"configuration": "c7 of 2026-11-7"},
        {"configuration": "broken"},
    ),
]


@pytest.mark.parametrize(("source", "said", "code", "here", "told"), LINES)
def test_a_number_is_held_against_what_was_agreed(
    source: str, said: dict[str, str], code: str, here: dict[str, str], told: dict[str, str]
) -> None:
    pack = builtin_pack()
    question = pack.question(code)
    scene = Scene()
    scene.answer("kickoff.delivery", API)
    scene.answer(pack.question(source).id, said)
    waiting = held(scene.project, question)
    assert waiting, "the limit stands beside the question before anybody answers"
    assert {one.outcome for one in waiting} == {Outcome.WAITING}
    scene.answer(question.id, here)
    found = {one.check.field: one.outcome.value for one in held(scene.project, question)}
    assert found | told == found
    says_no = [one.check.field for one in broken(scene.project, [question])]
    assert sorted(says_no) == sorted(field for field, how in found.items() if how == "broken")
    assert [one.label for one in cautions(scene.project, [question])] == [
        question.field(name).label for name in says_no
    ]


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("0.1", "0.10", True),
        ("100 ms", "0.1 s", True),
        ("100 ms", "100 s", False),
        ("1,000 rows", "1000 rows", True),
        ("0.1.0", "0.1.00", False),
        ("Two people", "two  people", True),
        ("10 pages", "10 sheets", False),
        ("€45k", "45,000 €", True),
        ("€45", "$45", False),
        ("9" * 60_000, "9" * 60_000 + ".0", False),
        ("€" * 60_000, "€ " * 60_000, False),
        ("0 " * 60_000, "0" * 60_000, False),
        ("5 " + "a" * 90 + "x", "5 " + "a" * 90 + "y", False),
    ],
)
def test_two_texts_that_are_numbers_say_the_same_as_numbers(here: str, there: str, same: bool) -> None:
    assert same_text(here, there) is same


def test_what_is_told_names_the_source_and_both_numbers() -> None:
    scene = Scene()
    scene.answer("kickoff.delivery", API)
    scene.answer("kickoff.environment", {"pace": "asap", "latency": "250 ms?", "volume": "40 requests/s"})
    lines = [(f.label, f.text) for f in figures(scene.project, builtin_pack().question("preprod.load"))]
    assert lines == [
        ("p95 latency", "at most 250 ms (guess) (The environment)"),
        ("Throughput held", "at least 40 requests/s (The environment)"),
    ]
    scene.answer("preprod.load", LOAD | {"p95": "0.31 s"})
    told = [(f.label, f.text, f.tone) for f in figures(scene.project, builtin_pack().question("preprod.load"))]
    assert told == [
        ("p95 latency", "0.31 s is over 250 ms (guess) (The environment)", Tone.BAD),
        ("Throughput held", "2400 requests/min reaches 40 requests/s (The environment)", Tone.GOOD),
    ]


def test_many_kept_limits_share_one_line_and_a_broken_one_stands_alone() -> None:
    scene = Scene()
    scene.answer("kickoff.delivery", API)
    scene.answer("kickoff.environment", FAST)
    service = {"latency-limit": "250 ms", "latency": "210 ms", "errors-limit": "0.5 %", "errors": "0.1 %"}
    scene.answer("monitoring.service", service | {"cost-limit": "400 €", "cost": "0.5 k€"})
    lines = [(f.label, f.text, f.tone) for f in figures(scene.project, builtin_pack().question("monitoring.service"))]
    assert lines == [
        ("Throughput, must take", "at least 40 requests/s (The environment)", Tone.PLAIN),
        ("Cost a month, now", "0.5 k€ is over 400 € (Cost a month, limit)", Tone.BAD),
        ("As agreed", "p95 latency, limit 250 ms; p95 latency, now 210 ms; Errors, now 0.1 %", Tone.GOOD),
    ]


def test_what_does_not_apply_is_held_against_nothing() -> None:
    scene = Scene()
    scene.answer("kickoff.delivery", {"form": "batch"})
    scene.answer("kickoff.environment", FAST)
    assert not held(scene.project, builtin_pack().question("preprod.load"))


def test_hostile_words_are_told_on_one_line_and_nothing_breaks() -> None:
    scene = Scene()
    scene.answer("data-qa.snapshot", {"snapshot": "[/] | `x` " + "\u202eé" * 300})
    scene.answer("rollout.release", RELEASE | {"data": "a b [@click=app.quit]"})
    (found,) = broken(scene.project, [builtin_pack().question("rollout.release")])
    assert "\n" not in found.words
    assert len(found.words) < 250
