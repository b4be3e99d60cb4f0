"""`gate`: a review by exit code, and the decision."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

NEXT_MONTH = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def people(project: CommandLine) -> CommandLine:
    """A project with somebody who decides and somebody who does not."""
    project.ok("row", "add", "people", "name=Ana", "role=Head", "part=decides")
    project.ok("row", "add", "people", "name=Tom", "role=Agent", "part=affected")
    return project


@pytest.fixture
def ready(people: CommandLine) -> CommandLine:
    """A small project whose kickoff lacks nothing but the milestones and the support."""
    answers = {
        "kickoff.risk": '{"criticality": "internal", "affected": "staff", "personal": "none", "regulated": "none"}',
        "kickoff.problem": "Reviews",
        "kickoff.why-now": "Spring",
        "kickoff.decision": "Which charts to check",
        "kickoff.scope": '{"in-scope": "Shoes", "out-of-scope": "Coats"}',
        "kickoff.smallest-slice:slice": "Boots",
        "kickoff.delivery:form": "api",
        "kickoff.environment:pace": "daily",
    }
    for question, value in answers.items():
        people.ok("answer", question, value)
    rows = (
        "metrics name=Buys kind=business unit=% direction=up baseline=31 target=33 minimum=3 window=w source=X owner=A",
        "kickoff.guardrails name=Contacts unit=% direction=down baseline=4 minimum=5 window=w source=DB owner=Tom",
        "options option=Rule kind=rule verdict=fallback",
        "options option=Model kind=ml verdict=chosen",
        "actions action=Pull owner=Tom due=2w",
    )
    for row in rows:
        people.ok("row", "add", *row.split(" "))
    return people


def test_an_open_gate_exits_1_and_says_what_is_missing(ready: CommandLine) -> None:
    result = ready("gate", "kickoff")
    assert result.code == 1
    shown, asked = result.out.split("  It still asks for:\n")
    assert [line.split()[0] for line in asked.splitlines()] == ["kickoff.milestones", "kickoff.support"]
    assert [line.split()[:2] for line in shown.splitlines()[2:]] == [["✓", "Success"], ["○", "When"], ["✓", "The"]]
    report = ready("gate", "KO-G", "--json")
    assert (report.code, report.json["passed"], report.json["state"]) == (1, False, "in progress")
    assert report.json["deciders"] == ["Ana"]


def test_a_decision_needs_what_is_missing_or_waivers_by_name(ready: CommandLine) -> None:
    refused = ready("gate", "kickoff", "--decide", "go", "--by", "Ana", "--why", "Clear")
    assert (refused.code, "waive by name" in refused.err) == (2, True)
    waivers = [f"KO-18:Tom:{NEXT_MONTH}:No date: yet", f"kickoff.support:Ana:{NEXT_MONTH}:After the pilot"]
    options = [text for waiver in waivers for text in ("--waive", waiver)]
    decided = ready.ok("gate", "kickoff", "--decide", "go-with-conditions", "--by", "Ana", "--why", "Clear", *options)
    assert "Recorded" in decided.err
    report = ready.ok("gate", "kickoff", "--json").json
    assert report["state"] == "passed with waivers"
    assert [(w["rule"], w["owner"], w["reason"]) for w in report["decision"]["waivers"]] == [
        ("kickoff.milestones", "Tom", "No date: yet"),
        ("kickoff.support", "Ana", "After the pilot"),
    ]
    assert "No date: yet" in ready.ok("gate", "kickoff").out


def test_a_passed_gate_is_open_again_once_its_basis_moved(ready: CommandLine) -> None:
    ready.ok("row", "add", "milestones", "what=Sale", "kind=deadline", "date=12w", "owner=Ana")
    ready.ok("row", "add", "milestones", "what=Look", "kind=checkpoint", "date=6w", "owner=Ana")
    ready.ok("answer", "kickoff.support", '{"owner": "Tom", "hours": "9 to 5", "handover": "20w"}')
    assert "Nothing is missing" in ready("gate", "kickoff").out
    assert "Kickoff can be decided: mlworkbook gate kickoff" in ready.ok("status").out
    ready.ok("gate", "kickoff", "--decide", "go", "--by", "Ana", "--why", "Clear")
    assert ready("gate", "kickoff").code == 0
    assert "can be decided" not in ready.ok("status").out
    ready.ok("answer", "kickoff.problem", "Something else")
    moved = ready("gate", "kickoff", "--json")
    assert (moved.code, moved.json["state"], moved.json["changed"]) == (1, "needs re-review", ["kickoff.problem"])
    assert "Kickoff can be decided" in ready.ok("status").out


def test_a_decision_to_stop_is_recorded_and_does_not_pass(ready: CommandLine) -> None:
    ready.ok("gate", "kickoff", "--decide", "stop", "--by", "Ana", "--why", "No money")
    result = ready("gate", "kickoff", "--json")
    assert (result.code, result.json["state"]) == (1, "failed")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kickof",), "'kickoff'"),
        (("kickoff", "--by", "Ana"), "--decide"),
        (("kickoff", "--decide", "go"), "--by"),
        (("kickoff", "--decide", "stop", "--by", "Tom", "--why", "x"), "Ana"),
        (("kickoff", "--decide", "stop", "--by", "Ana"), "reason"),
        (("kickoff", "--decide", "perhaps", "--by", "Ana", "--why", "x"), "go-with-conditions"),
        (("kickoff", "--decide", "go", "--by", "Ana", "--why", "x", "--waive", "KO-18:Tom"), "RULE:OWNER:UNTIL:REASON"),
        (("kickoff", "--decide", "go", "--by", "Ana", "--why", "x", "--waive", "KO-99:Tom:2w:x"), "KO-"),
        (("kickoff", "--decide", "go", "--by", "Ana", "--why", "x", "--waive", "KO-18:Tom:2020-01-01:x"), "past"),
    ],
)
def test_a_wrong_decision_is_refused(people: CommandLine, arguments: tuple[str, ...], told: str) -> None:
    result = people("gate", *arguments)
    assert result.code == 2
    assert told in result.err
    assert len(result.err.splitlines()) <= 2


def test_a_decision_that_a_newcomer_types_stands(ready: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    for number, (key, value) in enumerate([("user.name", "Zoe"), ("user.email", "zoe@harbour.example")]):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    waivers = [("--waive", f"kickoff.{name}:Tom:{NEXT_MONTH}:Later") for name in ("milestones", "support")]
    told = [word for waiver in waivers for word in waiver]
    ready.ok("gate", "kickoff", "--decide", "go", "--by", "Ana", "--why", "Clear", *told)
    assert "Zoe" in ready.ok("show", "people").out
    report = ready("gate", "kickoff", "--json").json
    assert (report["state"], report["changed"]) == ("passed with waivers", [])


def test_whoever_must_sign_signs_before_it_is_decided(harbour: CommandLine) -> None:
    harbour.ok("row", "set", "people", "Raj", "sign-off=yes")
    assert harbour("gate", "preprod", "--json").json["to_sign"] == ["Raj Patel"]
    refused = harbour("gate", "preprod", "--sign", "no", "--by", "Raj")
    assert (refused.code, "needs a reason" in refused.err) == (2, True)
    harbour.ok("gate", "preprod", "--sign", "no", "--by", "Raj", "--why", "The [/] night rota \x1b[31mis empty")
    says = harbour("gate", "preprod").out
    assert ("Raj Patel says no" in says, "Not signed yet: Raj Patel" in says, "\x1b" in says) == (True, True, False)
    assert "Everybody who must sign off has signed: not so yet" in says or "everybody-signed" in says
    harbour.ok("gate", "preprod", "--sign", "yes", "--by", "Raj")
    (signed,) = harbour("gate", "preprod", "--json").json["signatures"]
    assert (signed["person"], signed["agrees"], signed["changed"]) == ("Raj Patel", True, [])
    assert harbour("gate", "preprod", "--sign", "yes").code == 2
    assert harbour("gate", "preprod", "--sign", "yes", "--by", "Raj", "--decide", "ready").code == 2


@pytest.fixture
def harbour(mlw: CommandLine, repository: Path, sample_file: Callable[[str], Path]) -> CommandLine:
    """The command line beside a project that may go out to everybody."""
    (repository / ".mlworkbook").mkdir()
    shutil.copyfile(sample_file("harbour-outfitters"), repository / ".mlworkbook" / "workbook.db")
    return mlw


def test_going_out_to_everybody_is_celebrated_beside_the_output(harbour: CommandLine) -> None:
    decide = ("gate", "rollout", "--by", "Ana", "--why", "Clear", "--decide")
    told = "You did it! Your model is in production."
    held = harbour.ok(*decide, "held")
    assert told not in held.err + held.out
    out = harbour.ok(*decide, "fully-out")
    assert (told in out.err, out.out) == (True, "")
    report = harbour.ok(*decide, "fully-out", "--json")
    assert report.json["decision"]["outcome"] == "fully-out"
    assert told not in report.out


def test_a_stage_that_comes_before_its_gate_is_told_until_it_is_let_through(people: CommandLine) -> None:
    people.ok("row", "add", "stages", "stage=5 %", "strategy=canary", "started=2026-03-01")
    told = people.ok("row", "add", "rollout.stages", "stage=Half", "strategy=phased").err
    assert "Half has to wait: the gate of Monitoring is not passed." in told
    told = people.ok("row", "set", "rollout.log", "Half", "started=2026-03-02").err
    assert "Half was started before the gate of Monitoring was passed." in told
    assert "mlworkbook gate rollout --waive monitoring-first:OWNER:UNTIL:REASON" in told
    assert "Half was started before" in people.ok("status").out
    assert "Too early: Half was started" in people.ok("show", "rollout.log").out
    people.ok("gate", "rollout", "--waive", f"monitoring-first:Ana:{NEXT_MONTH}:We look: by hand")
    people.ok("gate", "rollout", "--waive", f"two-stages:Tom:{NEXT_MONTH}:One shop only")
    waived = f"Waived by Ana until {NEXT_MONTH}: We look: by hand"
    assert waived in people.ok("status").out
    assert "--waive" not in people.ok("row", "set", "stages", "Half", "audience=Shoes").err
    (early,) = people.ok("status", "--json").json["early"]
    assert (early["gate"], early["waived"]) == ("monitoring", waived)
    gate = people("gate", "rollout")
    assert f"waived ahead: monitoring-first by Ana until {NEXT_MONTH}" in gate.out
    assert "monitoring-first " not in gate.out.partition("still asks for")[2]
    why = ("--by", "Ana", "--why", "Too early")
    people.ok("gate", "rollout", "--decide", "rolled-back", *why)
    decided = people("gate", "rollout", "--json").json
    assert [w["rule"] for w in decided["decision"]["waivers"]] == ["monitoring-first", "two-stages"]
    assert people("gate", "rollout", "--waive", f"two-stages:Tom:{NEXT_MONTH}:x").code == 2


def test_two_decisions_of_one_gate_that_meet_are_settled_by_command(
    people: CommandLine, repository: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "other.db"
    shutil.copy(repository / ".mlworkbook" / "workbook.db", copy)
    decide = ("gate", "kickoff", "--decide", "stop", "--by", "Ana", "--why")
    people.ok(*decide, "Too dear")
    people.ok("--workbook", str(copy), *decide, "Nobody asked")
    theirs = people.ok("--workbook", str(copy), "dump").out
    (tmp_path / "theirs.jsonl").write_text(theirs)
    people.ok("load", str(tmp_path / "theirs.jsonl"))
    gate = people("gate", "kickoff")
    assert "mlworkbook settle" in gate.out
    (conflict,) = people("settle", "--json").json["conflicts"]
    chosen = next(v for v in conflict["versions"] if {"label": "reason", "text": "Nobody asked"} in v["says"])
    people.ok("settle", chosen["event"])
    settled = people("gate", "kickoff", "--json").json
    assert (settled["conflict"], settled["decision"]["reason"]) == (False, "Nobody asked")
    assert people.ok("settle").code == 0


def test_what_people_showed_stays_with_the_decision_and_is_told_in_the_document(
    people: CommandLine, tmp_path: Path
) -> None:
    decide = ("gate", "kickoff", "--decide", "stop", "--by", "Ana", "--why", "Nobody would use it")
    assert people(*decide, "--hands", "go perhaps").code == 2
    people.ok(*decide, "--hands", "stop go stop")
    told = "go, stop, stop; 1 of 3 saw it differently"
    assert f"Fingers: {told}" in people("gate", "kickoff").out
    assert people("gate", "kickoff", "--json").json["decision"]["hands"] == told
    people.ok("export", "--to", str(tmp_path), "--only", "spec")
    assert f"Shown by fingers: {told}." in (tmp_path / "spec.md").read_text(encoding="utf-8")
