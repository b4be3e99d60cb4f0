"""`demo`: the samples, and nothing left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

HARBOUR = "Harbour Outfitters: review triage"
FRAUD, PAPERS = "Meridian Pay: card fraud screening", "Norden Pumps: supplier papers"


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


def test_the_first_sample_is_through_all_gates_but_the_last(mlw: CommandLine) -> None:
    harbour = next(p for p in mlw.ok("demo", "--json").json["projects"] if p["project"]["name"] == HARBOUR)
    scores = {score["id"]: score for score in harbour["scores"]}
    assert (scores["joel"]["score"], scores["joel"]["band"]) == ("9", "serious problems")
    assert (scores["mlts"]["score"], scores["mlts"]["binding"], scores["mlts"]["enough"]) == ("2.5", ["monitor"], True)
    sections = {section["id"]: section["points"] for section in scores["mlts"]["sections"]}
    assert sections == {"data": "4.0", "model": "3.5", "infra": "4.5", "monitor": "2.5"}
    *passed, post = harbour["phases"]
    assert [phase["gate"] for phase in passed] == ["passed"] * 6
    assert (post["id"], post["gate"], post["gate_lacks"]) == ("post", "in progress", 2)
    assert [action["origin"] for action in harbour["actions"] if not action["late"]] == ["post.containers"]
    assert sum(action["late"] for action in harbour["actions"]) == 1
    assert harbour["conflicts"] == []


def test_the_other_samples_are_closed_a_new_one_and_one_that_is_not_closed(mlw: CommandLine) -> None:
    reports = {p["project"]["name"]: p for p in mlw.ok("demo", "--json").json["projects"]}
    talk = ["Consulting", "Fashion", "Finance", "Online advertising*"]
    told = [HARBOUR, "Invoice sorter", FRAUD, PAPERS, "Nightly stock forecast"]
    assert (list(reports)[:5], sorted(list(reports)[5:])) == (told, sorted(talk))
    for name in ("Nightly stock forecast", PAPERS):
        assert {phase["gate"] for phase in reports[name]["phases"]} == {"passed"}
    assert [phase["gate"] for phase in reports[FRAUD]["phases"]][-2:] == ["passed", "failed"]
    gates = [phase["gate"] for phase in reports["Invoice sorter"]["phases"]]
    assert gates == ["in progress", *["not started"] * 6]


def test_load_only_keeps_the_samples_once(mlw: CommandLine, state: Path) -> None:
    mlw.ok("--workbook", "samples.db", "demo", "--load-only")
    assert len(mlw.ok("--workbook", "samples.db", "projects", "--json").json["projects"]) == 9
    mlw.ok("--workbook", "samples.db", "demo", "--load-only")
    assert len(mlw.ok("--workbook", "samples.db", "projects", "--json").json["projects"]) == 9
    mlw.ok("--workbook", "samples.db", "doctor")
    mlw.ok("--workbook", "samples.db", "-p", "harbour", "answer", "kickoff.rhythm:stand-up", "daily")
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
