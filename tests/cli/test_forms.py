"""`form`, and what `--form` and `ID@TITLE` do elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli import drills
from tests.cli.conftest import CommandLine


@pytest.fixture
def team(project: CommandLine, repository: Path) -> CommandLine:
    """The command line, where forms can be filled in."""
    drills.lay(repository)
    return project


@pytest.fixture
def filled(team: CommandLine) -> CommandLine:
    """The same with two drills and a visit."""
    team.ok("form", "open", "drill", "Pager at night")
    team.ok("form", "open", "drill", "Pager by day")
    team.ok("form", "open", "visit", "Call centre")
    return team


def _whole(mlw: CommandLine, form: str) -> None:
    mlw.ok("answer", "DR-01:story", "We rang.", "--form", form)
    mlw.ok("row", "add", "DR-02", "step=It rang", "kind=began", "--form", form)


def _listed(mlw: CommandLine, *options: str) -> dict[str, dict[str, Any]]:
    return {form["title"]: form for form in mlw.ok("form", "list", *options, "--json").json["forms"]}


def test_without_one_the_list_says_what_can_be_opened(team: CommandLine) -> None:
    assert "drill (Drills)" in team.ok("form").err
    report = team.ok("form", "list", "--json").json
    assert (report["format"], report["forms"]) == (1, [])
    assert {"drill", "visit"} <= {kind["id"] for kind in report["kinds"]}


def test_an_opened_one_is_listed_with_what_it_lacks(team: CommandLine) -> None:
    opened = team.ok("form", "open", "drill", "Pager at night", "--json")
    assert opened.json["form"]["title"] == "Pager at night"
    assert "form show 'Pager at night'" in opened.err
    form = _listed(team)["Pager at night"]
    assert (form["number"], form["form"], form["state"]) == (1, "drill", "open")
    assert (form["opened_by"], form["answered"], form["questions"]) == ("Mei Tanaka", 0, 3)
    assert form["lacks"] == ["What: still lacks Story", "Timeline: not answered"]
    assert "asks for What: still lacks Story" in team.ok("form", "list").out


def test_it_is_closed_reopened_and_dropped(filled: CommandLine) -> None:
    refused = filled("form", "close", "pager at")
    assert (refused.code, "Timeline" in refused.err) == (2, True)
    _whole(filled, "pager at")
    assert filled.ok("form", "close", "drill 1", "--json").json["form"]["state"] == "closed"
    assert "closed already" in filled.ok("form", "close", "drill 1").err
    filled.ok("form", "reopen", "drill 1")
    assert _listed(filled)["Pager at night"]["state"] == "open"
    filled.ok("form", "drop", "drill 1", "--why", "Opened twice")
    assert "Pager at night" not in _listed(filled)
    assert _listed(filled, "--all")["Pager at night"]["reason"] == "Opened twice"
    assert filled.ok("show", "steps", "--json").json["rows"] == []
    filled.ok("form", "reopen", "Pager at night")
    assert _listed(filled)["Pager at night"]["answered"] == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("form", "opn", "drill", "x"), "'open'"),
        (("form", "open", "dril", "x"), "'drill'"),
        (("form", "open", "drill", " "), "called"),
        (("form", "open", "drill", "Pager by day"), "already"),
        (("form", "show", "Pager at nite"), "'Pager at night'"),
        (("form", "show", "pager"), "drill 1"),
        (("form", "show", "1"), "visit 1"),
        (("form", "drop", "drill 1"), "--why"),
        (("form", "drop", "drill 1", "--why", " "), "reason"),
        (("form", "close", "nothing"), "no filled-in form"),
        (("answer", "DR-01:story", "x"), "--form"),
        (("answer", "DR-01", "--park"), "--form"),
        (("answer", "VI-01", "x", "--form", "pager by"), "does not ask"),
        (("answer", "VI-01@Pager by day", "x"), "does not ask"),
        (("answer", "kickoff.problem", "x", "--form", "drill 1"), "does not ask"),
        (("answer", "kickoff.problem@drill 1", "x"), "does not ask"),
        (("answer", "DR-01:story@drill 1", "x", "--form", "drill 2"), "Two forms"),
        (("answer", "DR-01:story", "--wording", "x", "--form", "drill 1"), "goes alone"),
        (("row", "add", "DR-02", "step=x"), "--form"),
        (("row", "add", "steps", "step=x"), "--form"),
        (("row", "add", "DR-03", "action=x"), "--form"),
        (("row", "add", "steps", "step=x", "--form", "Call"), "no such table"),
        (("row", "add", "people", "name=x", "--form", "Call"), "no such table"),
        (("row", "set", "DR-02@drill 1", "It rang", "kind=began"), "no step"),
        (("show", "kickoff.problem", "--form", "drill 1"), "does not ask"),
        (("show", "drll"), "'drill'"),
        (("history", "--form", "Pager at nite"), "'Pager at night'"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line_or_two(
    filled: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    result = filled(*arguments)
    assert result.code == 2
    assert told in result.err
    assert len(result.err.splitlines()) <= 2
    assert result.out == ""


@pytest.mark.parametrize(
    "name", ["DR-01:story@Pager at night", "DR-01@Pager at night:story", "kickoff.drill-what:story@pager at"]
)
def test_an_answer_is_given_to_a_question_at_a_form(filled: CommandLine, name: str) -> None:
    filled.ok("answer", name, "We rang.")
    found = filled.ok("show", "DR-01", "--form", "drill 1", "--json").json["answer"]
    assert [field["text"] for field in found["fields"]] == ["Pager at night", "We rang."]
    assert (found["id"], found["form"]["title"]) == ("kickoff.drill-what", "Pager at night")
    other = filled.ok("show", "DR-01@Pager by day", "--json").json["answer"]
    assert [field["text"] for field in other["fields"]] == ["Pager by day"]


def test_a_title_may_hold_a_colon_and_an_at(team: CommandLine) -> None:
    team.ok("form", "open", "visit", "Day 1: desk @ noon")
    team.ok("answer", "VI-01@Day 1: desk @ noon", "Calls")
    team.ok("answer", "VI-01:value@Day 1: desk @ noon", "Many calls")
    assert "Many calls" in team.ok("show", "VI-01@Day 1: desk @ noon").out


@pytest.mark.parametrize(
    ("gesture", "state"),
    [
        (("--na", "A test"), "not applicable"),
        (("--park",), "parked"),
        (("--later",), "later"),
        (("--unknown",), "unknown"),
    ],
)
def test_every_gesture_takes_a_form(filled: CommandLine, gesture: tuple[str, ...], state: str) -> None:
    done = filled.ok("answer", "VI-01", *gesture, "--form", "Call", "--json").json["answer"]
    assert (done["state"], done["form"]["title"]) == (state, "Call centre")
    assert filled.ok("show", "VI-01", "--form", "Call", "--json").json["answer"]["state"] == state


def test_a_note_evidence_and_a_wording_take_a_form(filled: CommandLine) -> None:
    filled.ok("answer", "VI-01", "busy", "--form", "Call", "--evidence", "a/b")
    filled.ok("answer", "VI-01@Call centre", "--note", "in May")
    filled.ok("answer", "VI-01", "--form", "Call", "--wording", "It was busy.")
    found = filled.ok("show", "VI-01@Call", "--json").json["answer"]
    assert (found["note"], found["wording"], found["evidence"]) == ("in May", "It was busy.", ["a/b"])


def test_rows_of_the_same_name_are_told_apart_by_their_form(filled: CommandLine) -> None:
    for form in ("drill 1", "drill 2"):
        filled.ok("row", "add", "steps", "step=It rang", "--form", form)
    assert "Several" in filled("row", "set", "steps", "It rang", "kind=ended").err
    filled.ok("row", "set", "steps", "it rang", "kind=began", "--form", "drill 2")
    filled.ok("row", "add", "DR-02@drill 2", "step=It stopped", "kind=ended")
    filled.ok("row", "move", "DR-02@drill 2", "It stopped", "--first")
    filled.ok("row", "remove", "DR-02@drill 1", "It r")
    rows = filled.ok("show", "steps", "--json").json["rows"]
    assert [(row["name"], row["form"]["title"]) for row in rows] == [
        ("It stopped", "Pager by day"),
        ("It rang", "Pager by day"),
    ]
    assert filled.ok("show", "steps", "--form", "drill 1", "--json").json["rows"] == []
    assert "in Pager by day" in filled.ok("show", "steps").out


def test_show_lists_forms_after_the_questions_of_their_phase(filled: CommandLine) -> None:
    for arguments in ((), ("kickoff",)):
        answers = filled.ok("show", *arguments, "--json").json["answers"]
        kickoff = [answer for answer in answers if answer["area"] == "kickoff"]
        assert answers[: len(kickoff)] == kickoff
        forms = [(answer["code"], answer["form"]["title"]) for answer in kickoff if answer["form"]]
        assert forms == [
            *((code, title) for title in ("Pager at night", "Pager by day") for code in ("DR-01", "DR-02", "DR-03")),
            ("VI-01", "Call centre"),
        ]
        assert not any(answer["form"] for answer in kickoff[: -len(forms)])
    assert "Kickoff, in Pager at night: What was tried" in filled.ok("show").out


def test_no_question_of_a_form_is_listed_where_none_is_filled_in(team: CommandLine) -> None:
    assert "DR-01" not in team.ok("show").out
    nothing = team.ok("show", "DR-01")
    assert "form open drill" in nothing.err
    assert team.ok("show", "DR-01", "--json").json["answers"] == []


def test_show_of_a_question_lists_it_in_every_form(filled: CommandLine) -> None:
    answers = filled.ok("show", "DR-01", "--json").json["answers"]
    assert [answer["form"]["title"] for answer in answers] == ["Pager at night", "Pager by day"]
    assert filled.ok("show", "DR-01").out.count("Pager by day") >= 1
    assert [a["code"] for a in filled.ok("show", "visit", "--json").json["answers"]] == ["VI-01"]


def test_form_show_is_the_whole_form(filled: CommandLine) -> None:
    _whole(filled, "drill 1")
    report = filled.ok("form", "show", "drill 1", "--json").json
    assert report["form"]["title"] == "Pager at night"
    assert [answer["code"] for answer in report["answers"]] == ["DR-01", "DR-02", "DR-03"]
    assert filled.ok("show", "--form", "drill 1", "--json").json == report
    shown = filled.ok("form", "show", "drill 1").out
    assert "drill 1, open" in shown
    assert "We rang." in shown


def test_a_field_says_when_it_is_required(filled: CommandLine) -> None:
    def told() -> dict[str, Any]:
        found = filled.ok("show", "DR-01@drill 1", "--json").json["answer"]
        field: dict[str, Any] = next(field for field in found["fields_taken"] if field["name"] == "told")
        return field

    assert (told()["required"], told()["conditional"]) == (False, True)
    done = filled.ok("answer", "DR-01:live@drill 1", "yes")
    assert "Who was told" in done.err
    assert told()["required"] is True


def test_a_line_names_the_first_few_lacks_and_form_show_all(project: CommandLine) -> None:
    project.ok("form", "open", "postmortem", "Size codes")
    lacks = _listed(project)["Size codes"]["lacks"]
    assert len(lacks) > 3
    assert f"and {len(lacks) - 3} more" in project.ok("form", "list").out
    shown = project.ok("form", "show", "Size codes").out
    assert all(lack in shown for lack in lacks)


def test_status_names_open_forms_and_what_they_lack(filled: CommandLine) -> None:
    _whole(filled, "drill 2")
    filled.ok("form", "close", "drill 2")
    forms = filled.ok("status", "--json").json["forms"]
    assert [(form["title"], form["lacks"][:1]) for form in forms] == [
        ("Pager at night", ["What: still lacks Story"]),
        ("Call centre", []),
    ]
    shown = filled.ok("status").out
    assert "2 forms open" in shown
    assert "asks for What: still lacks Story" in shown


def test_history_names_the_form(filled: CommandLine) -> None:
    _whole(filled, "drill 1")
    filled.ok("form", "close", "drill 1")
    filled.ok("form", "drop", "drill 2", "--why", "Opened twice")
    acts = filled.ok("history", "DR-01@drill 1", "--json").json["acts"]
    assert {event["title"] for act in acts for event in act["events"]} == {"DR-01 What, in Pager at night"}
    assert acts[0]["events"][0]["form"]["title"] == "Pager at night"
    inside = filled.ok("history", "--form", "drill 1").out
    assert "state: open → closed" in inside
    assert "Pager by day" not in inside
    dropped = filled.ok("history", "--form", "Pager by day").out
    assert "DR-01 What, in Pager by day" in dropped
    assert "reason: Opened twice" in dropped
    assert "state: open → dropped" in filled.ok("history", "drill").out


def test_an_action_names_the_form_that_it_came_from(filled: CommandLine) -> None:
    filled.ok("actions", "add", "Ask for notice", "--from", "VI-01@Call centre")
    assert "kickoff.visit-seen@Call centre" in filled.ok("actions").out
    origin = filled.ok("status", "--json").json["actions"][0]["origin"]
    assert filled.ok("show", origin, "--json").json["answer"]["form"]["title"] == "Call centre"


def test_what_undo_does_not_take_back_says_what_does(filled: CommandLine) -> None:
    act = filled.ok("form", "open", "drill", "Twice", "--json").json["act"]
    filled.ok("answer", "DR-01:story", "We rang.", "--form", "Twice")
    assert "form drop" in filled("undo", act).err


def test_undo_says_which_form_it_opened_again_and_never_passes_one_over(team: CommandLine) -> None:
    team.ok("answer", "kickoff.why-now", "Spring")
    team.ok("form", "open", "drill", "Pager [/] at night")
    _whole(team, "1")
    team.ok("form", "close", "1")
    assert "took back the closing of drill Pager [/] at night" in team.ok("undo").err
    assert _listed(team)["Pager [/] at night"]["state"] == "open"
    team.ok("undo")
    team.ok("undo")
    undone = team.ok("undo", "--json")
    assert "took back the opening of drill Pager [/] at night" in undone.err
    assert _listed(team) == {}
    assert "took back the undo of the opening of drill" in team.ok("undo", undone.json["act"]).err
    assert _listed(team)["Pager [/] at night"]["state"] == "open"
