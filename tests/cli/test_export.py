"""`export`: documents written, checked, and never over somebody's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def spec(project: CommandLine, repository: Path) -> Path:
    """The spec of a project with one answer, exported."""
    project.ok("answer", "kickoff.problem", "Boots come back.")
    project.ok("export")
    return repository / "docs" / "ml" / "churn" / "spec.md"


def test_export_writes_into_the_repository_and_then_nothing_changes(project: CommandLine, spec: Path) -> None:
    assert "Boots come back" in spec.read_text(encoding="utf-8")
    before = {path: path.read_bytes() for path in spec.parent.rglob("*.*")}
    assert project.ok("export", "--check").out.startswith("current")
    project.ok("export")
    assert {path: path.read_bytes() for path in spec.parent.rglob("*.*")} == before


def test_check_fails_before_the_first_export_and_after_a_change_and_writes_nothing(
    project: CommandLine, spec: Path
) -> None:
    assert project("export", "--check", "--to", "elsewhere").code == 1
    assert not Path("elsewhere").exists()
    before = spec.read_bytes()
    project.ok("answer", "kickoff.problem", "Coats come back.")
    result = project("export", "--check", "--json")
    assert (result.code, result.json["ok"]) == (1, False)
    assert result.json["documents"][0]["state"] == "stale"
    assert spec.read_bytes() == before
    project.ok("export")
    assert "Coats come back" in spec.read_text(encoding="utf-8")
    project.ok("export", "--check")


def test_diff_shows_the_change_and_writes_nothing(project: CommandLine, spec: Path) -> None:
    before = spec.read_bytes()
    project.ok("answer", "kickoff.problem", "Coats come back.")
    shown = project.ok("export", "--diff").out
    assert [line for line in shown.splitlines() if line.startswith("-") and "Boots" in line]
    assert [line for line in shown.splitlines() if line.startswith("+") and "Coats" in line]
    assert spec.read_bytes() == before
    assert project("export", "--diff", "--check").code == 1


def test_a_hand_edit_stays_and_is_told(project: CommandLine, spec: Path) -> None:
    edited = spec.read_text(encoding="utf-8").replace("Boots come back.", "Boots and shoes come back.")
    spec.write_text(edited, encoding="utf-8")
    project.ok("answer", "kickoff.problem", "Coats come back.")
    result = project("export")
    assert result.code == 1
    assert "Changed by hand" in result.err
    assert "Boots and shoes come back." in spec.read_text(encoding="utf-8")
    assert "Boots and shoes" in project("export", "--diff").out


def test_damaged_markers_leave_the_file_alone(project: CommandLine, spec: Path) -> None:
    lines = spec.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if "mlworkbook:end" in line)
    spec.write_text("".join(lines[:first] + lines[first + 1 :]), encoding="utf-8")
    before = spec.read_bytes()
    result = project("export")
    assert result.code == 1
    assert "line" in result.err
    assert spec.read_bytes() == before


def test_only_to_and_as_of(project: CommandLine, spec: Path) -> None:
    then = project.ok("history", "kickoff.problem", "--json").json["acts"][0]["at"]
    project.ok("answer", "kickoff.problem", "Coats come back.")
    project.ok("export", "--only", "spec", "--to", "past", "--as-of", then)
    assert "Boots" in Path("past/spec.md").read_text(encoding="utf-8")
    assert "Boots" in spec.read_text(encoding="utf-8")
    wrong = project("export", "--only", "spce")
    assert (wrong.code, "'spec'" in wrong.err) == (2, True)


def test_a_card_keeps_the_keys_that_a_team_adds_and_is_written_as_of_a_day(project: CommandLine) -> None:
    first = {"candidate": "triage 1.0", "metric": "Recall", "value": "0.7"}
    project.ok("answer", "ml.candidate", json.dumps(first))
    then = project.ok("history", "ml.candidate", "--json").json["acts"][0]["at"]
    project.ok("export", "--only", "model-card", "--to", "out")
    card = Path("out/model-card.md")
    mine = card.read_text(encoding="utf-8").replace("---\n\n", "library_name: keras\n---\n\n", 1)
    card.write_text(mine, encoding="utf-8")
    project.ok("export", "--only", "model-card.md", "--to", "out", "--check")

    project.ok("answer", "ml.candidate", json.dumps({**first, "value": "0.8"}))
    shown = project.ok("export", "--only", "model-card", "--to", "out", "--diff").out
    assert "-- **How good, by Recall:** 0.7" in shown
    assert project("export", "--only", "model-card", "--to", "out", "--check").code == 1
    project.ok("export", "--only", "model-card", "--to", "out", "--as-of", then)
    assert card.read_text(encoding="utf-8") == mine


def test_a_folder_that_cannot_be_made_exits_3(project: CommandLine) -> None:
    Path("file").write_text("")
    assert project("export", "--to", "file/docs").code == 3
    assert project("export", "--to", ".git").code == 3
