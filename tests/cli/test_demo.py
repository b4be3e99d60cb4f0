"""`demo`: the samples, and nothing left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

HARBOUR = "Harbour Outfitters: review triage"


@pytest.fixture
def state(machine: Path) -> Path:
    """The user's state folder."""
    assert machine.is_dir()
    return Path(os.environ["XDG_STATE_HOME"]) / "mlworkbook"


def test_without_a_terminal_it_prints_the_samples_and_cleans_up(mlw: CommandLine, state: Path) -> None:
    result = mlw.ok("demo")
    assert result.out.startswith(HARBOUR)
    assert "Nightly stock forecast" in result.out
    assert "--load-only" in result.err
    assert not list(state.glob("demo-*"))


def test_the_first_sample_tells_the_story_of_the_brief(mlw: CommandLine) -> None:
    harbour = next(p for p in mlw.ok("demo", "--json").json["projects"] if p["project"]["name"] == HARBOUR)
    scores = {score["id"]: score for score in harbour["scores"]}
    assert (scores["joel"]["score"], scores["joel"]["band"]) == ("9", "serious problems")
    assert (scores["mlts"]["score"], scores["mlts"]["binding"], scores["mlts"]["enough"]) == ("2.5", ["monitor"], True)
    sections = {section["id"]: section["points"] for section in scores["mlts"]["sections"]}
    assert sections == {"data": "4.0", "model": "3.5", "infra": "4.5", "monitor": "2.5"}
    kickoff = harbour["phases"][0]
    assert (kickoff["gate"], kickoff["gate_passed"], kickoff["unknown"]) == ("in progress", False, 2)
    assert 0 < kickoff["gate_lacks"] <= 3
    assert sum(action["late"] for action in harbour["actions"]) == 1
    assert {action["origin"] for action in harbour["actions"]} >= {"kickoff.value", "kickoff.stop-rule"}
    assert harbour["conflicts"] == []


def test_load_only_keeps_the_samples_once(mlw: CommandLine, state: Path) -> None:
    mlw.ok("--workbook", "samples.db", "demo", "--load-only")
    assert len(mlw.ok("--workbook", "samples.db", "projects", "--json").json["projects"]) == 2
    mlw.ok("--workbook", "samples.db", "demo", "--load-only")
    assert len(mlw.ok("--workbook", "samples.db", "projects", "--json").json["projects"]) == 2
    mlw.ok("--workbook", "samples.db", "doctor")
    mlw.ok("--workbook", "samples.db", "-p", "harbour", "answer", "kickoff.rhythm:stand-up", "weekly")
    assert not list(state.glob("demo-*"))


def test_the_users_own_workbook_is_not_touched(project: CommandLine) -> None:
    before = project.ok("dump").out
    project.ok("demo")
    assert project.ok("dump").out == before


def test_a_second_demo_comes_from_the_cache(mlw: CommandLine, cache: Path) -> None:
    first = mlw.ok("demo").out
    kept = list((cache / "mlworkbook").glob("demo-*.db"))
    assert len(kept) == 1
    written = kept[0].stat().st_mtime_ns
    assert mlw.ok("demo").out == first
    assert kept[0].stat().st_mtime_ns == written


def test_what_a_killed_demo_left_is_swept(mlw: CommandLine, state: Path) -> None:
    left = state / "demo-left"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    mlw.ok("demo")
    assert not left.exists()
