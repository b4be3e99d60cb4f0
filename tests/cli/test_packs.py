"""`packs`: what is asked, and mistakes by file and line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import CommandLine


def test_the_built_in_pack_is_listed_and_fine(mlw: CommandLine) -> None:
    report = mlw.ok("packs", "--json").json
    assert report == mlw.ok("packs", "list", "--json").json
    assert next(phase["id"] for phase in report["phases"]) == "kickoff"
    assert "kickoff" in mlw.ok("packs").out
    assert mlw.ok("packs", "check", "--json").json == {"format": 1, "ok": True, "problems": []}


def test_a_mistake_is_told_by_file_and_line_and_exits_1(project: CommandLine, repository: Path) -> None:
    folder = repository / ".mlworkbook" / "phases"
    folder.mkdir()
    (folder / "ours.yaml").write_text("phase:\n  id: kickoff\n  tile: Our kickoff\n")
    result = project("packs", "check")
    assert result.code == 1
    assert result.out.startswith(f"{folder / 'ours.yaml'}:3:3:")
    assert "'title'" in result.out
    assert project("packs", "check", "--json").json["ok"] is False
    assert project("status").code == 2
    (folder / "ours.yaml").write_text("phase:\n  id: kickoff\n  title: Our kickoff\n")
    project.ok("packs", "check")
    assert "Our kickoff" in project.ok("packs").out


def test_the_schema_is_json(mlw: CommandLine) -> None:
    assert json.loads(mlw.ok("packs", "schema").out)["$schema"]
