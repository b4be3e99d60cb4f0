"""`verify`: what a gate was passed with, held against the workbook and the files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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


def differences(mlw: CommandLine, *arguments: str) -> list[tuple[str, bool]]:
    result = mlw("verify", *arguments, "--json")
    (gate,) = result.json["gates"]
    assert (result.code == 0) is result.json["ok"] is gate["holds"]
    return [(found["what"], found["damage"]) for found in gate["differences"]]


def test_what_a_gate_was_passed_with_is_as_it_was_and_later_answers_do_not_matter(passed: CommandLine) -> None:
    assert "as it was" in passed.ok("verify").out
    passed.ok("answer", "kickoff.why-now", "Spring")
    assert differences(passed, "data-qa") == []
    assert passed("verify", "ml").code == 1
    assert "ml" in passed("verify", "nothing").err
    passed.ok("gate", "data-qa", *DECIDE, "not-fit")
    assert "No gate" in passed.ok("verify").err


def test_a_file_that_says_something_else_is_told_with_its_difference(passed: CommandLine, repository: Path) -> None:
    (file,) = repository.rglob("spec.md")
    file.write_text(file.read_text().replace("read by nobody", "read by [/] all"))
    assert differences(passed) == [("The file is not the one that the gate was passed with.", True)]
    shown = passed("verify", "--diff")
    assert (shown.code, "+" in shown.out, "[/] all" in shown.out) == (1, True, True)
    file.unlink()
    assert differences(passed) == []


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
