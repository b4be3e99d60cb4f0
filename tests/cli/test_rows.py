"""`row`, its short forms, and `show` of tables."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


def _names(mlw: CommandLine, table: str) -> list[str]:
    return [row["name"] for row in mlw.ok("show", table, "--json").json["rows"]]


def test_rows_are_added_changed_moved_and_taken_out(project: CommandLine) -> None:
    for option in ("Do nothing", "Keyword rule", "Model"):
        project.ok("row", "add", "kickoff.options", f"option={option}")
    project.ok("row", "set", "options", "model", "kind=ml", "verdict=chosen")
    project.ok("row", "move", "options", "Model", "--first")
    project.ok("row", "move", "options", "do nothing", "--after", "keyword")
    assert _names(project, "options") == ["Model", "Keyword rule", "Do nothing"]
    project.ok("row", "remove", "options", "Do")
    assert _names(project, "options") == ["Model", "Keyword rule"]
    project.ok("undo")
    assert _names(project, "options") == ["Model", "Keyword rule", "Do nothing"]


def test_a_row_added_at_a_question_stands_in_its_view(project: CommandLine) -> None:
    project.ok("row", "add", "kickoff.guardrails", "name=Complaints")
    rows = project.ok("show", "kickoff.guardrails", "--json").json["answer"]["rows"]
    assert [row["name"] for row in rows] == ["Complaints"]


def test_a_row_that_answers_its_table_question_closes_what_asked_for_it(project: CommandLine) -> None:
    project.ok("answer", "kickoff.guardrails", "--unknown")
    project.ok("answer", "kickoff.problem", "--park")
    told = project.ok("row", "add", "kickoff.guardrails", "name=Complaints").err
    assert "Done with it: Find out: Guardrails\n" in told
    told = project.ok("answer", "kickoff.problem", "Reviews are not read").err
    assert "Done with it: In the customer's own words" in told
    assert "0 rows" in project.ok("actions").out
    project.ok("undo")
    assert "Done with it" not in project.ok("answer", "kickoff.why-now", "Spring").err


def test_a_row_goes_by_the_beginning_of_its_id(project: CommandLine) -> None:
    row = project.ok("row", "add", "people", "name=Ana", "--json").json["row"]["row"]
    project.ok("row", "set", "people", row[:10], "role=Buyer", "name=Anna")
    assert "Anna" in _names(project, "people")


def test_an_empty_value_empties_a_column(project: CommandLine) -> None:
    project.ok("row", "set", "people", "Mei", "contact=#data")
    project.ok("row", "set", "people", "Mei", "contact=")
    fields = project.ok("show", "people", "--json").json["rows"][0]["fields"]
    assert "contact" not in [field["name"] for field in fields]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "peple", "name=x"), "'people'"),
        (("add", "people", "nme=x"), "'name'"),
        (("add", "people", "x"), "COLUMN=VALUE"),
        (("add", "people", "name=a", "name=b"), "twice"),
        (("add", "people", "part=decider"), "'decides'"),
        (("add", "kickoff.problem", "value=x"), "no table"),
        (("set", "people", "Nobody", "role=x"), "no person"),
        (("move", "people", "Mei"), "--after"),
        (("move", "people", "Mei", "--after", "Mei"), "behind itself"),
        (("remove", "people", "Nobody"), "no person"),
        (("ad", "people"), "'add'"),
        ((), "add, set, take, move or remove"),
    ],
)
def test_wrong_rows_are_answered_with_what_is_right(
    project: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    result = project("row", *arguments)
    assert result.code == 2
    assert told in result.err
    assert len(result.err.splitlines()) <= 2


def test_actions_are_added_listed_and_closed(project: CommandLine) -> None:
    project.ok("actions", "add", "Rerun tuning", "--owner", "Mei", "--due", "2026-12-01", "--from", "KO-16")
    project.ok("actions", "add", "Book a room")
    assert [action["origin"] for action in project.ok("status", "--json").json["actions"]] == ["kickoff.data", ""]
    project.ok("actions", "done", "rerun")
    project.ok("actions", "drop", "book")
    assert "Rerun" not in project.ok("actions").out
    assert "Rerun" in project.ok("actions", "--all").out


def test_decisions_and_parked_questions(project: CommandLine) -> None:
    project.ok("decisions", "add", "Shoes first", "--kind", "scope-cut", "--by", "Mei", "--why", "Few reviews")
    assert "Shoes first" in project.ok("decisions").out
    project.ok("parking", "add", "Who tells the suppliers?", "--by", "Mei", "--about", "KO-04")
    assert [row["name"] for row in project.ok("parking", "--json").json["rows"]] == ["Who tells the suppliers?"]
    project.ok("parking", "close", "who", "--outcome", "Ana does")
    assert project.ok("parking", "--json").json["rows"] == []


@pytest.mark.parametrize("table", ["actions", "decisions", "parking"])
def test_nothing_without_words_is_added_to_a_register(project: CommandLine, table: str) -> None:
    for text in ("", "  "):
        result = project(table, "add", text)
        assert (result.code, result.out) == (2, "")
        assert "no words" in result.err
    assert ", 0 rows" in project.ok(table).out


def test_offered_rows_are_listed_taken_and_told_when_their_source_changed(project: CommandLine) -> None:
    for name in ("Contacts", "Returns"):
        project.ok("row", "add", "kickoff.guardrails", f"name={name}", "direction=down", "minimum=4.8 per 100")
    listed = project.ok("row", "take", "RO-06", "--json").json["offered"]
    assert [(one["name"], one["from"]) for one in listed[:2]] == [
        ("Contacts: too high", ["Guardrails"]),
        ("Returns: too high", ["Guardrails"]),
    ]
    assert "above 4.8 per 100" in project.ok("row", "take", "rollout.abort").out
    assert _names(project, "criteria") == []
    project.ok("row", "take", "rollout.abort", "Contacts: too high")
    refused = project("row", "take", "rollout.abort", "Contact: too high")
    assert refused.code == 2
    assert "Did you mean" in refused.err
    project.ok("row", "take", "rollout.abort", "--all")
    assert _names(project, "criteria") == ["Contacts: too high", "Returns: too high"]
    project.ok("row", "add", "rollout.abort", "what=Ours")
    assert "Nothing is offered" in project.ok("row", "take", "rollout.abort").err
    project.ok("row", "set", "metrics", "Contacts", "minimum=5.5 per 100")
    shown = project.ok("show", "rollout.abort").out
    said = "Contacts: too high, on metrics Contacts (Minimum or limit 4.8 per 100 → 5.5 per 100)"
    assert f"Built on what changed since: {said}" in shown


def test_a_limit_that_is_not_kept_is_told_by_show_status_and_gate(project: CommandLine) -> None:
    project.ok("answer", "kickoff.limits", '{"budget": "40 k€", "limits": "None"}')
    project.ok("answer", "ml.cost:spent", "46000 €")
    assert "✗ Spent so far: 46000 € is over 40 k€ (Our limits)" in project.ok("show", "ml.cost").out
    assert "1 thing to mind" in project.ok("status").out
    assert "46000 € is over 40 k€ (Our limits)" in project("gate", "ml").out
    cautions = project.ok("status", "--json").json["cautions"]
    assert [(one["question"], one["label"]) for one in cautions] == [("ml.cost", "Spent so far")]


def test_a_person_who_leaves_hands_on_what_they_have_to_do(project: CommandLine) -> None:
    for name in ("Tom", "Mei"):
        project.ok("row", "add", "people", f"name={name}")
    project.ok("actions", "add", "Call Bo", "--owner", "Tom")
    refused = project("row", "remove", "people", "Tom")
    assert refused.code == 2
    assert "Tom has 1 thing to do: action Call Bo" in refused.err
    project.ok("row", "remove", "people", "Tom", "--successor", "Mei")
    (action,) = project.ok("actions", "--json").json["rows"]
    assert {field["name"]: field.get("text") for field in action["fields"]}["owner"] == "Mei"


def test_the_next_project_begins_with_what_the_last_one_left(project: CommandLine) -> None:
    name = project.ok("status", "--json").json["project"]["name"]
    project.ok("row", "add", "post.wishes", "item=An alert on the day", "decision=next")
    assert project("init", "--from", name).code == 2
    told = project.ok("init", "Alerts", "--from", name).err
    assert "as guesses: The problem, The scope." in told
    shown = project.ok("show", "kickoff.problem", "-p", "Alerts").out
    assert "An alert on the day" in shown
    assert f"Note: From {name}, v1: What first." in shown
