"""`packs`: what is asked, and mistakes by file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.builders import builtin_pack
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


def test_every_item_of_the_talk_is_listed_with_what_covers_it(mlw: CommandLine) -> None:
    result = mlw.ok("packs", "talk", "--json")
    report = result.json
    assert (report["format"], report["items"], report["asked"], report["covered"]) == (1, 152, 141, 152)
    assert "kickoff.problem" in report["talk"][15]["covered_by"]["questions"]
    assert "152 of 152 items covered" in result.err
    assert "D-152" in mlw.ok("packs", "talk").out


def test_the_counts_of_the_readme_are_those_of_the_list(mlw: CommandLine) -> None:
    listed = mlw.ok("packs").out
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| ([^|]+?) +\| ([^|]+?) +\|$", readme, re.MULTILINE))
    report = mlw.ok("packs", "--json").json
    asked = sum(phase["questions"] for phase in report["phases"])
    core = sum(question.core for question in builtin_pack().questions if not question.form)
    items = {instrument["title"]: instrument["questions"] for instrument in report["instruments"]}
    assert f"In all: {asked} questions" in listed
    assert stated["Phases"].startswith(
        f"{len(report['phases'])}, each with its gate: {asked} questions, {core} of them"
    )
    assert [int(found) for found in re.findall(r"\d+", stated["Forms"])] == [
        form["questions"] for phase in report["phases"] for form in phase["forms"]
    ]
    assert {title: int(stated[title].split()[0]) for title in items} == items
    assert stated["Tables"].startswith(f"{len(report['collections'])};")
    assert stated["The talk"].startswith("its 152 items")
    assert len(re.findall(r"`[^`]+\.(?:md|csv)`", stated["Documents"])) == len(report["documents"])
