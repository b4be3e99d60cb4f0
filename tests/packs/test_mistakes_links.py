"""What a pack carries forward fits at both ends, or the mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.sample import FILES, load, problems
from workbook.domain.links import Check, Rule

CHECKED = """\
phase:
  id: alone
  title: Alone
  sections:
    - id: a
      title: A
      questions:
        - id: alone.q
          title: Q
          ask: "Q?"
          mandatory: optional
          shows: [kickoff.risk, kickoff.problem]
          fields:
            - {name: speed, type: quantity}
            - {name: day, type: moment, time: true}
            - {name: words, type: text}
          checks:
            - CHECK
"""


def found(tmp_path: Path, check: str) -> list[str]:
    return problems(tmp_path, {**FILES, "zz.yaml": CHECKED.replace("CHECK", check)})


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (
            "{field: sped, at_most: kickoff.risk:latency}",
            "18:23: alone.q/checks: There is no field 'sped'. Did you mean",
        ),
        ("{field: speed, at_most: kickoff.risk:latenc}", "18:39: alone.q/checks/at_most: There is no field"),
        ("{field: speed, at_most: kickoff.risk:by}", "at_most: A quantity has no order beside a moment: two numbers"),
        ("{field: words, at_least: kickoff.problem:value}", "at_least: A text has no order beside a text: two numbers"),
        ("{field: words, same_as: kickoff.risk:latency}", "same_as: A text never says the same as a quantity."),
        (
            "{field: speed, mentions: kickoff.problem:value}",
            "Only a text can name something, and 'speed' is a quantity",
        ),
        ("{field: speed, at_most: alone.q:speed}", "at_most: The field is held against itself."),
        ("{field: words, mentions: live.owner:value}", "'live.owner' must stand among the question's `shows` as well."),
        (
            "{field: words, mentions: live.fell:title}",
            "'live.fell:title' is asked in a form: only that form can look at",
        ),
        (
            "{field: words}",
            "18:15: alone.q/checks/#1: One of the keys at_most, at_least, same_as, mentions is missing.",
        ),
        (
            "{field: speed, at_most: kickoff.risk:latency, same_as: kickoff.risk:latency}",
            "Only one of the keys at_most,",
        ),
        ("{field: speed, at_mst: kickoff.risk:latency}", "There is no key 'at_mst'. Did you mean 'at_most'?"),
    ],
)
def test_a_check_fits_at_both_ends(tmp_path: Path, check: str, problem: str) -> None:
    lines = found(tmp_path, check)
    assert any(problem in line and line.startswith("zz.yaml:18:") for line in lines), lines


def test_a_check_is_read(tmp_path: Path) -> None:
    checks = "{field: speed, at_most: kickoff.risk:latency}\n            - {field: day, at_least: kickoff.risk:by}"
    pack = load(tmp_path, {**FILES, "zz.yaml": CHECKED.replace("CHECK", checks)}).pack
    assert pack.question("alone.q").checks == (
        Check("speed", Rule.AT_MOST, "kickoff.risk:latency"),
        Check("day", Rule.AT_LEAST, "kickoff.risk:by"),
    )
