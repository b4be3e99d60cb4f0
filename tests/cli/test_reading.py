"""`status`, `show`, `projects`, `history`, `score`, and the past."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from workbook.application.moments import in_words


def test_status_counts_and_says_what_is_next(project: CommandLine) -> None:
    before = project.ok("status", "--json").json
    assert before["project"]["name"] == "Churn"
    project.ok("answer", before["next"]["id"], "Because")
    after = project.ok("status", "--json").json
    assert after["phases"][0]["core_done"] == before["phases"][0]["core_done"] + 1
    assert after["next"]["id"] != before["next"]["id"]
    assert after["next"]["title"] in project.ok("status").out


def test_late_actions_are_called_late(project: CommandLine) -> None:
    project.ok("actions", "add", "Old", "--due", (date.today() - timedelta(days=2)).isoformat())
    project.ok("actions", "add", "New", "--due", "tomorrow")
    assert {a["action"]: a["late"] for a in project.ok("status", "--json").json["actions"]} == {
        "Old": True,
        "New": False,
    }
    assert "2 actions open, 1 late" in project.ok("status").out
    assert project.ok("projects", "--json").json["projects"][0]["open_actions"][0]["action"] == "Old"


def test_projects_keeps_the_figures_that_it_had_to_reckon_where_it_can(
    project: CommandLine, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.ok("projects")
    project.ok("answer", "kickoff.problem", "Reviews")
    file = repository / ".mlworkbook" / "workbook.db"
    recorded = file.read_bytes()
    project.ok("status")
    assert file.read_bytes() == recorded
    with monkeypatch.context() as locked:
        locked.setattr(os, "access", lambda _path, how: not how & os.W_OK)
        shown = project.ok("projects").out
        assert file.read_bytes() == recorded and " 1/" in shown
    assert project.ok("projects").out == shown
    kept = file.read_bytes()
    assert kept != recorded
    assert project.ok("projects").out == shown
    assert file.read_bytes() == kept


@pytest.mark.parametrize("name", ["", "kickoff", "kickoff.need", "KO-01", "kickoff.problem", "joel", "people"])
def test_show_takes_questions_sections_phases_and_tables(project: CommandLine, name: str) -> None:
    project.ok("answer", "kickoff.problem", "Reviews")
    arguments = [name] if name else []
    assert project.ok("show", *arguments).out
    assert project.ok("show", *arguments, "--json").json["format"] == 1


def test_show_names_the_nearest(project: CommandLine) -> None:
    result = project("show", "kickof")
    assert (result.code, "'kickoff'" in result.err) == (2, True)


def test_the_past_is_shown_as_it_was(project: CommandLine) -> None:
    first = project.ok("answer", "kickoff.problem", "First", "--json").json["answer"]["at"]
    project.ok("answer", "kickoff.problem", "Second")
    then = project.ok("show", "kickoff.problem", "--as-of", first, "--json").json["answer"]
    assert then["fields"][0]["value"] == "First"
    today = date.today()
    assert "Second" in project.ok("show", "kickoff.problem", "--as-of", (today + timedelta(days=1)).isoformat()).out
    assert project("show", "--as-of", (today - timedelta(days=2)).isoformat()).code == 2
    assert project("show", "--as-of", "last summer").code == 2


def test_history_tells_what_it_was_before_and_after(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "First")
    project.ok("answer", "kickoff.problem", "Second")
    acts = project.ok("history", "kickoff.problem", "--json").json["acts"]
    assert [act["events"][0]["changes"] for act in acts] == [
        [{"label": "The problem", "before": "First", "after": "Second"}],
        [{"label": "The problem", "before": "", "after": "First"}],
    ]
    assert {act["by"] for act in acts} == {"Mei Tanaka"}
    told = project.ok("history", "KO-01").out
    assert "First → Second" in told and f"{in_words(acts[0]['at'])}  Mei Tanaka" in told
    assert "1 more" in project.ok("history", "kickoff.problem", "--limit", "1").err


def test_history_of_a_table_and_of_a_row(project: CommandLine) -> None:
    row = project.ok("row", "add", "people", "name=Ana", "--json").json["row"]["row"]
    project.ok("row", "set", "people", "Ana", "role=Buyer")
    assert len(project.ok("history", "people", "--json").json["acts"]) == 3
    assert len(project.ok("history", row[:8], "--json").json["acts"]) == 2
    assert len(project.ok("history", "kickoff.people", "--json").json["acts"]) == 3


def test_the_joel_test_of_the_brief(project: CommandLine) -> None:
    for number in range(1, 13):
        project.ok("answer", f"joel.{number}", "no" if number in (8, 11, 12) else "yes")
    score = project.ok("score", "--instrument", "joel", "--json").json["scores"][0]
    assert (score["score"], score["band"]) == ("9", "serious problems")
    assert "serious problems" in project.ok("score").out


def test_one_unmarked_item_leaves_no_band(project: CommandLine) -> None:
    for number in range(1, 12):
        project.ok("answer", f"joel.{number}", "yes")
    score = project.ok("score", "--instrument", "joel", "--json").json["scores"][0]
    assert (score["score"], score["band"], score["complete"]) == ("11", "", False)
    assert [item["id"] for item in score["not_yet"]] == ["joel.12"]
    assert "incomplete" in project.ok("score", "--instrument", "joel").out


def test_the_score_tells_what_is_unmet_and_how_it_came_about(project: CommandLine) -> None:
    assert "Nothing was marked yet" in project.ok("score", "--trend").out
    project.ok("answer", "joel.1", '{"mark": "no"}')
    project.ok("answer", "joel.2", '{"mark": "yes"}')
    told = project.ok("score", "--instrument", "joel", "--trend", "--unmet").out
    assert "★  J1   Source control" in told and "nothing done" in told and "Without a point: 11 of 12" in told
    assert "as it stands" in told and "2 of 12 answered" in told
    joel, mlts = project.ok("score", "--trend", "--json").json["scores"]
    assert [(step["kind"], step["score"], step["complete"]) for step in joel["trend"]] == [("now", "1", False)]
    assert joel["unmet"][0]["id"] == joel["killers_unmet"][0] == "joel.1" and joel["unmet"][0]["degree"] == "none"
    assert (mlts["trend"], mlts["in_2016"], len(mlts["unmet"])) == ([], None, 28)
    assert "trend" not in project.ok("score", "--json").json["scores"][0]


def test_an_unknown_instrument_is_answered_with_the_nearest(project: CommandLine) -> None:
    assert "'mlts'" in project("score", "--instrument", "mlt").err


def test_undo_takes_back_ones_own_latest_act_and_then_the_one_before(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "First")
    project.ok("answer", "kickoff.problem", "Second")
    project.ok("undo")
    assert "First" in project.ok("show", "kickoff.problem").out
    project.ok("undo")
    assert "not answered yet" in project.ok("show", "kickoff.problem").out
    assert "takes back" in project.ok("history").out


def test_undo_of_a_named_act_is_refused_once_it_was_built_on(project: CommandLine) -> None:
    act = project.ok("answer", "kickoff.problem", "First", "--json").json["act"]
    project.ok("answer", "kickoff.problem", "Second")
    result = project("undo", act[:10])
    assert (result.code, "changed again" in result.err) == (2, True)
    assert project("undo", "nothing-like-it").code == 2
