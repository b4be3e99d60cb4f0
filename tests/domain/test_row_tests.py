"""Tests on rows: what nobody is sure of passes for what it counts as, wherever rows are told apart."""

from __future__ import annotations

import pytest

from tests.builders import Scene as Meeting
from tests.builders import builtin_pack
from tests.domain import small_pack
from tests.domain.scene import Scene
from tests.domain.small_pack import question
from workbook.domain.answers import Row
from workbook.domain.conditions import HasRows, RowTest
from workbook.domain.pack import Pack
from workbook.domain.progress import missing, rule_holds
from workbook.domain.row_tests import passes
from workbook.domain.specs import Collection, FieldSpec, Kind, Option, Phase, Question, RowRule, Section, View

VERDICT = FieldSpec(
    "verdict",
    Kind.CHOICE,
    "Verdict",
    options=(Option("pass", "pass"), Option("fail", "fail"), Option("unsure", "not sure", counts_as="fail")),
)
CHECKS = Collection("checks", "Checks", "check", "check", (small_pack.text("check", required=True), VERDICT))
FAILS = (RowTest("verdict", ("fail",)),)
FAILING = Question(
    "data.failing",
    "What fails?",
    "Failing",
    "data",
    "main",
    view=View("checks", where=FAILS, rules=(RowRule("nothing that fails", 0, FAILS, at_most=0),)),
)
MEND = question("data.mend")._replace(applies=HasRows("checks", FAILS), because="Nothing fails.")


def pack() -> Pack:
    data = Phase("data", "Data", (Section("main", "Main", (FAILING, MEND)),))
    return small_pack.pack((small_pack.KICKOFF, data), "checks", (*small_pack.TABLES, CHECKS))


def checked(**rows: str) -> Scene:
    scene = Scene(pack())
    for name, verdict in rows.items():
        scene.row("checks", name, **({"verdict": verdict} if verdict else {}))
    return scene


def row(scene: Scene) -> Row:
    return scene.project().rows("checks")[0]


@pytest.mark.parametrize(
    ("verdict", "options", "passed"),
    [
        ("fail", ("fail",), True),
        ("unsure", ("fail",), True),
        ("unsure", ("fail", "unsure"), True),
        ("unsure", ("unsure",), True),
        ("unsure", ("pass",), False),
        ("fail", ("unsure",), False),
        ("pass", ("fail",), False),
        ("", ("fail",), False),
    ],
)
def test_unsure_passes_for_what_it_counts_as_and_for_itself(
    verdict: str, options: tuple[str, ...], passed: bool
) -> None:
    scene = checked(nulls=verdict)
    assert passes(scene.pack, row(scene), (RowTest("verdict", options),)) is passed


def test_a_test_on_a_column_that_the_pack_lost_is_literal() -> None:
    scene = checked(nulls="unsure")
    bare = small_pack.pack(collections=(*small_pack.TABLES, CHECKS._replace(columns=CHECKS.columns[:1])))
    for known in (bare, small_pack.PACK):
        assert not passes(known, row(scene), FAILS)
        assert passes(known, row(scene), (RowTest("verdict", ("unsure",)),))


def test_a_view_a_rule_and_a_condition_see_what_is_unsure() -> None:
    scene = checked(nulls="unsure", codes="pass")
    project = scene.project()
    assert [found.text("check") for found in project.view_rows(FAILING)] == ["nulls"]
    assert missing(project, FAILING) == ("nothing that fails",)
    assert project.applies(MEND)
    assert not checked(codes="pass").project().applies(MEND)


def test_in_the_built_in_pack_a_critical_check_that_nobody_is_sure_of_is_not_passed() -> None:
    question = builtin_pack().question("data-qa.checks")
    assert question.view is not None
    (rule,) = [rule for rule in question.view.rules if rule.at_most == 0]
    for verdict, holds in (("pass", True), ("fail", False), ("not sure", False)):
        scene = Meeting()
        scene.row("checks", check="Nulls", dimension="completeness", verdict=verdict, severity="critical")
        assert rule_holds(scene.project, question, rule) is holds
