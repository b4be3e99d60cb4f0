"""`verify`: what a gate was passed with, held against the workbook and the files."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CommandLine

DECIDE = ("--by", "Ana", "--why", "Seen", "--decide")


@pytest.fixture
def passed(project: CommandLine) -> CommandLine:
    """A project whose data was found fit, with its documents written."""
    project.ok("row", "add", "people", "name=Ana", "role=Head", "part=decides")
    project.ok("answer", "kickoff.problem", "Reviews are read by nobody")
    report = project("gate", "data-qa", "--json").json
    waived = [f"{lack['rule']}:Ana:2099-01-01:Later" for lack in report["lacks"]]
    project.ok("gate", "data-qa", *DECIDE, "fit", *(word for text in waived for word in ("--waive", text)))
    project.ok("export")
    return project


def held(mlw: CommandLine, *arguments: str) -> dict[str, Any]:
    result = mlw("verify", *arguments, "--json")
    (gate,) = result.json["gates"]
    assert (result.code == 0) is result.json["ok"] is gate["holds"]
    strict = mlw("verify", *arguments, "--strict", "--json")
    assert (strict.code == 0) is strict.json["ok"] is gate["unchanged"]
    return dict(gate)


def differences(mlw: CommandLine, *arguments: str) -> list[tuple[str, bool]]:
    return [(found["what"], found["damage"]) for found in held(mlw, *arguments)["differences"]]


def states(mlw: CommandLine) -> dict[str, str]:
    return {Path(file["path"]).name: file["state"] for file in held(mlw)["files"]}


def test_what_a_gate_was_passed_with_is_as_it_was(passed: CommandLine) -> None:
    assert "as it was" in passed.ok("verify", "--strict").out
    assert set(states(passed).values()) == {"as approved"}
    assert passed("verify", "ml").code == 1
    assert "ml" in passed("verify", "nothing").err
    passed.ok("gate", "data-qa", *DECIDE, "not-fit")
    assert "No gate" in passed.ok("verify").err


def test_later_answers_and_exports_move_on_and_are_no_fault(passed: CommandLine) -> None:
    passed.ok("answer", "kickoff.why-now", "Spring")
    assert held(passed)["unchanged"]  # what is added changes nothing that was approved
    passed.ok("answer", "kickoff.problem", "Returns [/] rise", "--by", "Ana")
    passed.ok("answer", "kickoff.problem", "--wording", "Too many returns")
    found = held(passed)
    assert [(change["title"], change["said_by"]) for change in found["changed"]] == [("KO-01 The problem", "Ana")]
    assert (found["holds"], set(states(passed).values())) == (True, {"as approved"})
    passed.ok("export")
    assert states(passed)["spec.md"] == "moved on"
    passed.ok("answer", "kickoff.problem", "Reviews are read by nobody")
    assert (held(passed)["changed"], states(passed)["spec.md"]) == ([], "of another day")
    told = passed.ok("verify", "--diff").out
    assert "moved on since" in told and "spec.md: It was written on another day" in told
    assert "Too many returns" in told and "▲" not in told
    assert passed("verify", "--strict").code == 1


def test_a_file_that_was_changed_by_hand_is_told_with_its_difference(passed: CommandLine, repository: Path) -> None:
    (file,) = repository.rglob("spec.md")
    before = file.read_text()
    file.write_text(before + "\nOur own words below.\n")
    assert states(passed)["spec.md"] == "as approved"
    file.write_text(before.replace("read by nobody", "read by [/] all"))
    shown = passed("verify", "--diff")
    assert (shown.code, "Changed by hand inside its blocks: kickoff.problem" in shown.out) == (1, True)
    assert "[/] all" in shown.out
    passed.ok("answer", "kickoff.why-now", "Spring")
    passed("export")
    assert states(passed)["spec.md"] == "changed by hand"  # no later export hides it
    file.write_text(before.replace("<!-- mlworkbook:end", "<!-- mlworkbook:ned", 1))
    assert (states(passed)["spec.md"], passed("verify").code) == ("damaged", 1)
    file.unlink()
    assert states(passed)["spec.md"] == "not there"
    assert passed("verify").code == 0


def test_an_erased_text_is_named_and_no_damage(passed: CommandLine) -> None:
    event = passed("show", "kickoff.problem", "--json").json["answer"]["event"]
    passed.ok("redact", event, "--why", "A customer asked")
    found = differences(passed)
    assert not any(damage for _, damage in found)
    assert any("cannot be made again" in what for what, _ in found)
    assert "A customer asked" in found[0][0]


def test_what_was_changed_or_lost_behind_its_back_is_named(passed: CommandLine, repository: Path) -> None:
    event = passed("show", "kickoff.problem", "--json").json["answer"]["event"]
    with sqlite3.connect(repository / ".mlworkbook" / "workbook.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        of = "(SELECT seq FROM events WHERE id = ?)"
        connection.execute(f"UPDATE bodies SET body = replace(body, 'nobody', 'anybody') WHERE seq = {of}", (event,))
    connection.close()
    assert differences(passed) == [("kickoff.problem: its body was changed.", True)]
