"""A question that shows figures needs what they are worked out from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.sample import ALONE, FILES, changed, problems

FIGURES = (
    ALONE
    + """\
        - {id: alone.q, title: Q, ask: "Q?", mandatory: optional, type: flag, computed: WHAT}
"""
)


@pytest.mark.parametrize(
    ("computed", "lacks"),
    [
        (
            "verdicts",
            [
                "the column metrics:direction, which is not there.",
                "the column metrics:kind, which lacks guardrail.",
                "the column metrics:target, which is not there.",
                "the column metrics:minimum, which is not there.",
                "the column metrics:maximum, which is not there.",
                "the collection 'readings', which is not there.",
            ],
        ),
        ("joel", []),
        ("mlts", ["the instrument 'mlts', which is not there."]),
        ("coverage", ["the collection 'monitors', which is not there."]),
        ("durations", ["one filled-in form: ask this in a form."]),
        ("threshold", ["the question 'kickoff.error-cost', which is not there."]),
        ("slip", ["the collection 'milestones', which is not there."]),
    ],
)
def test_figures_need_what_they_are_worked_out_from(tmp_path: Path, computed: str, lacks: list[str]) -> None:
    found = problems(tmp_path, {**FILES, "zz.yaml": FIGURES.replace("WHAT", computed)})
    assert found == sorted(f"zz.yaml:8:89: alone.q/computed: `{computed}` is worked out from {what}" for what in lacks)


def test_figures_need_fields_of_the_right_type(tmp_path: Path) -> None:
    old = "- {id: kickoff.happened, title: What"
    cost = "{id: kickoff.error-cost, title: Cost, ask: X?, mandatory: optional, fields: [{name: miss, type: text}]}"
    files = changed("kickoff.yaml", old, f"- {cost}\n            {old}")
    files["live.yaml"] = files["live.yaml"].replace("computed: joel", "computed: threshold")
    assert [problem.split("from ")[1] for problem in problems(tmp_path, files)] == [
        "the field kickoff.error-cost:false-alarm, which is not there.",
        "the field kickoff.error-cost:miss, which must be a quantity.",
    ]


def test_what_is_wrong_in_itself_is_not_held_against_figures(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, changed("collections.yaml", "label: Time, time: true", "label: Time, time: yes"))
    assert "Here belongs true or false" in found
