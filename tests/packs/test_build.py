"""What the format's keys become in the domain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.sample import changed, load
from workbook.domain.conditions import (
    ALWAYS,
    NEVER,
    All,
    Answered,
    AnyOf,
    Closed,
    Complete,
    Decided,
    Enough,
    FieldAtLeast,
    FieldIs,
    HasRows,
    Not,
    Overdue,
    Passed,
    PassedBefore,
    RowTest,
    Signed,
)
from workbook.domain.pack import Pack
from workbook.domain.specs import Kind


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load(tmp_path_factory.mktemp("packs")).pack


def test_the_manifest(pack: Pack) -> None:
    assert (pack.id, pack.title, pack.version) == ("small", "A small pack", "1.10")
    assert pack.triage.fields == ("kickoff.risk:criticality", "kickoff.risk:personal")
    assert pack.triage.opening == ("kickoff.problem",)


def test_questions_come_in_the_order_of_the_walk_forms_and_instruments_last(pack: Pack) -> None:
    kickoff = ["kickoff.problem", "kickoff.risk", "kickoff.metrics", "kickoff.happened"]
    live = ["live.ready", "live.owner", "live.fixes", "live.fell", "live.times", "live.again", "live.after"]
    assert [question.id for question in pack.questions] == [*kickoff, *live, "joel.1", "joel.2"]


def test_a_question_knows_where_it_stands(pack: Pack) -> None:
    happened = pack.question("kickoff.happened")
    assert (happened.area, happened.form, happened.section) == ("kickoff", "incident", "what")
    assert pack.question("J1").area == "joel"


def test_an_inline_type_is_one_required_field_called_value(pack: Pack) -> None:
    problem = pack.question("kickoff.problem")
    (field,) = problem.fields
    assert (field.name, field.kind, field.long, field.required) == ("value", Kind.TEXT, True, True)
    assert (problem.example, field.example) == ("Clerks retype orders", "")


def test_an_inline_field_may_be_left_open(tmp_path: Path) -> None:
    files = changed("kickoff.yaml", "long: true", "long: true\n          required: false")
    assert load(tmp_path, files).pack.question("kickoff.problem").fields[0].required is False


def test_core_is_mandatory_always(pack: Pack) -> None:
    problem = pack.question("kickoff.problem")
    assert (problem.core, problem.mandatory, problem.applies) == (True, ALWAYS, ALWAYS)


def test_scaled_is_mandatory_by_the_manifest(pack: Pack) -> None:
    risk = pack.question("kickoff.risk")
    assert (risk.core, risk.mandatory) == (False, FieldAtLeast("kickoff.risk:criticality", "customer"))


def test_optional_is_never_mandatory_and_an_instrument_need_not_say_so(pack: Pack) -> None:
    assert pack.question("kickoff.happened").mandatory == NEVER
    assert pack.question("joel.1").mandatory == NEVER


def test_conditions(pack: Pack) -> None:
    metrics = pack.question("kickoff.metrics")
    inner = All((FieldIs("kickoff.risk:criticality", ("internal",)), NEVER))
    assert metrics.applies == AnyOf((FieldIs("kickoff.risk:personal", ("yes",)), Not(inner)))
    assert (metrics.core, metrics.mandatory) == (False, Answered("kickoff.problem"))


def test_words_that_yaml_takes_for_booleans_stay_words(pack: Pack) -> None:
    assert pack.collection("people").column("part").option("no").label == "takes no part"


def test_a_person_is_a_reference_to_the_people(pack: Pack) -> None:
    column = pack.collection("people").column("stands_in")
    assert (column.kind, column.collection, column.only) == (Kind.REF, "people", (RowTest("part", ("decides",)),))


def test_yesno_is_a_choice_with_keys(pack: Pack) -> None:
    field = pack.question("kickoff.risk").field("personal")
    assert [(o.id, o.key) for o in field.options] == [("yes", "y"), ("no", "n")]


def test_marks(pack: Pack) -> None:
    joel1, joel2 = pack.question("joel.1"), pack.question("joel.2")
    assert [field.name for field in joel1.fields] == ["mark", "note"]
    assert [(o.id, o.points, o.key, o.help) for o in joel1.field("mark").options] == [
        ("yes", "1", "y", "A server."),
        ("no", "0", "n", ""),
    ]
    assert [field.name for field in joel2.fields] == ["mark", "result", "note"]
    assert [(o.id, o.points, o.key, o.help) for o in joel2.field("mark").options] == [
        ("none", "0", "0", ""),
        ("manual", "0.5", "5", "By hand."),
        ("automated", "1", "1", "By a job."),
    ]
    assert joel1.field("mark").required
    assert joel2.field("mark").required
    assert [option.id for option in joel2.field("result").options] == ["pass", "fail", "unknown"]


def test_a_view(pack: Pack) -> None:
    view = pack.question("kickoff.metrics").view
    assert view is not None
    business = (RowTest("kind", ("business",)),)
    assert (view.collection, view.where, view.required) == ("metrics", business, ("baseline",))
    assert dict(view.seeds[0].texts) == {"name": "Orders an hour", "kind": "business"}
    assert (view.rules[0].at_least, view.rules[0].complete, view.rules[0].where) == (1, True, business)
    assert [(c.name, c.required) for c in pack.columns(pack.question("kickoff.metrics"))] == [
        ("name", True),
        ("kind", False),
        ("baseline", True),
    ]


def test_the_gate(pack: Pack) -> None:
    gate = pack.phase("kickoff").gate
    assert gate is not None
    assert (gate.passing, gate.decider) == (("go",), (RowTest("part", ("decides",)),))
    assert gate.rules[0].condition == Answered("kickoff.problem")


def test_the_instrument(pack: Pack) -> None:
    joel = pack.instrument("joel")
    assert [(band.above, band.upto) for band in joel.bands] == [("", "1"), ("1", "2")]
    assert [(m.level, m.score, m.strictly) for m in joel.minimums] == [
        ("internal", "0.5", False),
        ("customer", "1", True),
    ]


def test_text_is_kept_as_people_would_see_it(tmp_path: Path) -> None:
    files = changed("kickoff.yaml", "ask: Go or stop?", 'ask: "Go \\e[31mor stop?"')
    gate = load(tmp_path, files).pack.phase("kickoff").gate
    assert gate is not None
    assert gate.ask == "Go ␛[31mor stop?"


def test_what_only_a_gate_can_ask(pack: Pack) -> None:
    gate = pack.phase("live").gate
    assert gate is not None
    assert {rule.id: rule.condition for rule in gate.rules} == {
        "whole": Complete("joel"),
        "enough": Enough("joel"),
        "before": Passed("kickoff.gate"),
        "fallen": AnyOf((Closed("fall"), Not(HasRows("timeline")))),
        "late": Not(Overdue("actions")),
        "signed": Signed((RowTest("part", ("decides",)),), each=True),
        "others": Decided("by-another"),
        "first": PassedBefore("kickoff.gate", "actions", "due", (RowTest("due", filled=True),), 3),
    }
    assert gate.celebration is not None
    assert (gate.celebrates("stay"), gate.celebrates("leave")) == ("Cake.", "")


def test_a_condition_counts_rows(pack: Pack) -> None:
    assert pack.question("live.owner").mandatory == HasRows("actions", (RowTest("status", ("open",)),), 2)


def test_a_checklist_is_ticked_through_or_says_why_not(pack: Pack) -> None:
    done = pack.question("live.ready").field("done")
    assert (done.kind, done.several, done.every, done.unless) == (Kind.CHOICE, True, True, "why-not")


def test_a_score_of_one_field_has_no_points(pack: Pack) -> None:
    rehearsed = pack.question("live.ready").field("rehearsed")
    assert [(option.id, option.key, option.points) for option in rehearsed.options] == [
        ("none", "0", ""),
        ("manual", "5", ""),
        ("automated", "1", ""),
    ]
    assert rehearsed.progress


def test_a_field_that_is_required_sometimes(pack: Pack) -> None:
    where = pack.question("live.ready").field("where")
    assert (where.required, where.needed) == (False, FieldIs("live.ready:rehearsed", ("manual", "automated")))
    assert pack.question("live.ready").field("done").needed == NEVER


def test_what_stands_beside_a_question(pack: Pack) -> None:
    assert [(q.id, q.computed) for q in pack.questions if q.computed] == [
        ("live.ready", "joel"),
        ("live.times", "durations"),
    ]
    assert [q.id for q in pack.questions if q.known] == ["live.owner"]


@pytest.mark.parametrize(
    ("rule", "at_least", "at_most", "every"),
    [
        ("{says: x}", 1, None, False),
        ("{says: x, at_least: 3}", 3, None, False),
        ("{says: x, at_most: 0}", 0, 0, False),
        ("{says: x, at_least: 1, at_most: 1}", 1, 1, False),
        ("{says: x, every: true}", 0, None, True),
        ("{says: x, every: true, at_least: 2}", 2, None, True),
    ],
)
def test_row_rules(tmp_path: Path, rule: str, at_least: int, at_most: int | None, every: bool) -> None:
    view = load(tmp_path, changed("live.yaml", "{says: each with all columns, every: true}", rule)).pack
    rules = view.question("live.fixes").view
    assert rules is not None
    assert (rules.rules[1].at_least, rules.rules[1].at_most, rules.rules[1].every) == (at_least, at_most, every)


def test_tables_and_views_of_forms(pack: Pack) -> None:
    assert [(c.id, c.scope, c.living) for c in pack.collections] == [
        ("people", "project", False),
        ("metrics", "cycle", False),
        ("actions", "project", True),
        ("timeline", "form", False),
    ]
    after = pack.question("live.after").view
    assert after is not None
    assert after.own
    assert pack.collection("actions").column("status").progress


def test_the_form(pack: Pack) -> None:
    form = pack.form("fall")
    assert (form.area, form.key, form.purpose) == ("live", "live.fell:title", "What happened, once it fell.")


def test_what_stands_for_another_option(pack: Pack) -> None:
    assert pack.counts_as("actions", "status") == {"unsure": "open"}
    assert pack.counts_as("actions", "due") == pack.counts_as("actions", "x") == pack.counts_as("x", "status") == {}
