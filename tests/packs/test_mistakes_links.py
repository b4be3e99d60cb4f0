"""What a pack carries forward fits at both ends, or the mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.sample import ALONE, FILES, changed, load, problems
from workbook.domain.conditions import RowTest
from workbook.domain.links import Check, Legacy, Offer, Rule

CHECKED = (
    ALONE
    + """\
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
)


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
        ("{field: words, mentions: live.owner:value}", "'live.owner' must stand among"),
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


OFFERED = (
    ALONE
    + """\
        - id: alone.q
          title: Q
          ask: "Q?"
          mandatory: optional
          shows: [kickoff.metrics, kickoff.problem, kickoff.risk]
          view:
            collection: actions
            seeds:
              - {action: SEED}
            offers:
              - OFFER
"""
)


@pytest.mark.parametrize(
    ("offer", "problem"),
    [
        ('{from: kickoff.metric, row: {action: "{name}"}}', "18:24: alone.q/view/offers/from: There is no question"),
        (
            '{from: live.ready, row: {action: "{where}"}}',
            "'live.ready' must stand among the question's `shows` as well.",
        ),
        (
            '{from: live.fell, row: {action: "{title}"}}',
            "'live.fell' is asked in a form: only that form can look at it.",
        ),
        (
            '{from: kickoff.metrics, row: {acton: "{name}"}}',
            "18:47: alone.q/view/offers/row: There is no column",
        ),
        ('{from: kickoff.metrics, row: {action: "{nam}"}}', "18:55: alone.q/view/offers/row/action: There is no field"),
        ('{from: kickoff.problem, row: {action: "{name}"}}', "There is no field 'name'."),
        ('{from: kickoff.problem, row: {action: "{live.owner:value}"}}', "'live.owner' must stand among"),
        ('{from: kickoff.problem, row: {action: "{kickoff.risk:lateny}"}}', "There is no field 'kickoff.risk:lateny'."),
        (
            "{from: kickoff.problem, where: [{column: kind, in: [model]}], row: {action: a}}",
            "has no rows to",
        ),
        ("{from: kickoff.metrics, where: [{column: knd, in: [model]}], row: {action: a}}", "There is no column 'knd'."),
        (
            "{from: kickoff.metrics, where: [{column: kind, in: [modl]}], row: {action: a}}",
            "There is no option",
        ),
        ("{from: kickoff.metrics}", "The key `row` is missing."),
    ],
)
def test_an_offer_fits_at_both_ends(tmp_path: Path, offer: str, problem: str) -> None:
    found = problems(tmp_path, {**FILES, "zz.yaml": OFFERED.replace("OFFER", offer).replace("SEED", "Call")})
    assert any(problem in line and line.startswith("zz.yaml:18:") for line in found), found


def test_a_suggestion_names_answers_that_are_there(tmp_path: Path) -> None:
    offer = '{from: kickoff.metrics, where: [{column: kind, in: [model]}], row: {action: "{name}", status: open}}'
    text = OFFERED.replace("OFFER", offer)
    found = problems(tmp_path, {**FILES, "zz.yaml": text.replace("SEED", '"{kickoff.risk:by} {action}"')})
    assert [line.split(": ", 1)[1] for line in found] == ["alone.q/view/seeds/action: There is no field 'action'."]
    good = {**FILES, "zz.yaml": text.replace("SEED", '"Before {kickoff.risk:by}"')}
    view = load(tmp_path / "good", good).pack.question("alone.q").view
    assert view is not None
    tests = (RowTest("kind", ("model",)),)
    assert view.offers == (Offer("kickoff.metrics", (("action", "{name}"), ("status", "open")), tests),)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("from: kickoff.metrics", "from: kickoff.metric", "pack/legacy/from: There is no question 'kickoff.metric'."),
        ("from: kickoff.metrics", "from: live.fell", "'live.fell' is asked in a form: nobody could say which one"),
        ("into: live.ready", "into: live.redy", "pack/legacy/into: There is no question 'live.redy'."),
        ("row: {why-not:", "row: {why-nt:", "pack/legacy/row: There is no field 'why-nt'. Did you mean 'why-not'?"),
        ('"{name}"', '"{nam}"', "pack/legacy/why-not: There is no field 'nam'. Did you mean 'name'?"),
        ("in: [model]", "in: [modl]", "pack/legacy/where/kind: There is no option 'modl'."),
    ],
)
def test_what_is_handed_on_fits_at_both_ends(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = problems(tmp_path, changed("pack.yaml", old, new))
    assert any(problem in line and line.startswith("pack.yaml:11:") for line in found), found


def test_a_legacy_is_read(tmp_path: Path) -> None:
    tests = (RowTest("kind", ("model",)),)
    (legacy,) = load(tmp_path, FILES).pack.legacy
    assert legacy == Legacy("kickoff.metrics", "live.ready", (("why-not", "{name}"),), tests)
