"""`dump`, `load`, `backup`, `doctor`, `redact`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import CommandLine

SECRET = "hunter2-is-my-password"


def test_a_dump_gives_the_same_project_elsewhere(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "Größe \u202e \x1b[1m")
    lines = project.ok("dump").out
    assert all(json.loads(line) for line in lines.splitlines())
    first = project.ok(
        "--workbook",
        "other.db",
        "load",
        "-",
        stdin=lines.encode(),
    ).err
    assert "0 were here already" in first
    mine, other = project.ok("show", "--json").json, project.ok("--workbook", "other.db", "show", "--json").json
    assert mine == other
    again = project.ok("--workbook", "other.db", "load", "-", "--json", stdin=lines.encode()).json
    assert again["added"] == 0
    assert project.ok("--workbook", "other.db", "dump").out == lines


def test_a_changed_line_is_refused_with_its_number(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "mine")
    lines = project.ok("dump").out.replace('"mine"', '"other"')
    result = project("--workbook", "other.db", "load", "-", stdin=lines.encode())
    assert (result.code, "line" in result.err) == (2, True)
    assert project("--workbook", "other.db", "load", "-", stdin=b"\xff\n").code == 2


def test_one_project_is_dumped_alone(mlw: CommandLine, machine: Path) -> None:
    assert machine.is_dir()
    mlw.ok("init", "One")
    mlw.ok("init", "Two")
    lines = mlw.ok("dump", "-p", "one").out
    mlw.ok("--workbook", "other.db", "load", "-", stdin=lines.encode())
    assert [row["name"] for row in mlw.ok("--workbook", "other.db", "projects", "--json").json["projects"]] == ["One"]


def test_a_backup_is_a_workbook(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "Kept")
    made = project.ok("backup", "copy.db", "--json").json["backup"]
    assert "Kept" in project.ok("--workbook", made, "show", "kickoff.problem").out
    assert project("backup", "copy.db").code == 3
    kept = Path(project.ok("backup").out.strip())
    assert (kept.parent.name, kept.suffix, kept.is_file()) == ("backups", ".db", True)
    assert Path(project.ok("backup", str(kept.parent.parent)).out.strip()).parent == kept.parent.parent
    assert project("backup", "copy.db/inside").code == 3


def test_the_doctor_finds_a_changed_answer(project: CommandLine, repository: Path) -> None:
    project.ok("answer", "kickoff.problem", "the original text")
    project.ok("doctor")
    project.ok("doctor", "--rebuild")
    file = repository / ".mlworkbook" / "workbook.db"
    data = file.read_bytes()
    assert b"the original text" in data
    file.write_bytes(data.replace(b"the original text", b"the tampered text"))
    result = project("doctor", "--json")
    assert (result.code, result.json["ok"]) == (1, False)
    assert project("doctor").out


def test_redact_erases_for_good_and_the_doctor_stays_content(project: CommandLine, repository: Path) -> None:
    act = project.ok("answer", "kickoff.problem", SECRET, "--json").json
    event = act["answer"]["event"]
    project.ok("answer", "kickoff.problem", "clean")
    assert "undo" not in project.ok("redact", event[:12], "--why", "A password").err
    assert SECRET not in project.ok("history", "--all").out
    assert "A password" in project.ok("history", "kickoff.problem").out
    assert SECRET.encode() not in (repository / ".mlworkbook" / "workbook.db").read_bytes()
    project.ok("doctor")
    assert project("redact", event, "--why", "again").code == 2


def test_redact_names_the_files_and_the_folder_that_are_called_after_it(project: CommandLine, repository: Path) -> None:
    project.ok("row", "add", "decisions", "decision=Hand it to Tom Miller")
    project.ok("row", "add", "decisions", "decision=Hand it over")
    acts = project.ok("history", "--all", "--json").json["acts"]
    events = {event["title"]: event["event"] for act in acts for event in act["events"]}
    project.ok("export")
    folder = repository / "docs" / "ml" / "churn"
    called = folder / "decisions" / "0001-hand-it-to-tom-miller.md"
    assert called.exists()
    told = project.ok("redact", events["decision Hand it to Tom Miller"], "--why", "He asked", "--json")
    assert told.json["files"] == [str(called)]
    assert "docs/ml/churn/decisions/0001-hand-it-to-tom-miller.md is called after it: rename it" in told.err
    assert "until the next export" in told.err
    called.rename(called.with_name("0001-care.md"))
    project.ok("export")
    assert sorted(file.name for file in called.parent.iterdir()) == ["0001-care.md", "0002-hand-it-over.md"]
    assert not any("Miller" in file.read_text("utf-8") for file in folder.rglob("*.md"))

    (folder / "decisions" / "0002-hand-it-over.md").rename(folder / "decisions" / "0002-ours.md")
    assert project.ok("redact", events["decision Hand it over"], "--why", "Wrong", "--json").json["files"] == []
    told = project.ok("redact", events["the project"], "--why", "A customer")
    assert f"{folder} is called after it, and the next export goes elsewhere" in told.err


def test_without_a_workbook_there_is_nothing_to_care_for(mlw: CommandLine) -> None:
    for command in ("doctor", "backup", "dump"):
        assert mlw(command).code == 2


def test_the_file_can_be_read_by_others(project: CommandLine, repository: Path) -> None:
    """People open it in other tools: current answers stand in plain tables."""
    project.ok("answer", "kickoff.problem", "Boots come back.")
    with sqlite3.connect(repository / ".mlworkbook" / "workbook.db") as file:
        texts = [row[0] for row in file.execute("SELECT text FROM answers")]
    file.close()
    assert any("Boots come back." in text for text in texts)
