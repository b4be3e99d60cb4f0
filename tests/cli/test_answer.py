"""`answer` and its gestures."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import CommandLine


def _answer(mlw: CommandLine, question: str) -> dict[str, object]:
    answer: dict[str, object] = mlw.ok("show", question, "--json").json["answer"]
    return answer


def test_a_text_is_recorded_verbatim_and_shown(project: CommandLine) -> None:
    said = '"Read all [reviews] for us" & *stop*'
    done = project.ok("answer", "kickoff.problem", said)
    assert done.out == ""
    assert "Recorded: KO-01 The problem" in done.err
    assert said in project.ok("show", "KO-01").out


def test_a_note_a_confidence_evidence_and_who_said_so(project: CommandLine) -> None:
    project.ok("row", "add", "people", "name=Ana Ruiz", "part=decides")
    project.ok(
        "answer",
        "ko-02",
        "Spring",
        "--note",
        "said twice",
        "--confidence",
        "estimate",
        "--by",
        "ana",
        "--evidence",
        "a/b",
    )
    found = _answer(project, "kickoff.why-now")
    assert found["note"] == "said twice"
    assert found["confidence"] == "estimate"
    assert (found["answered_by"], found["recorded_by"]) == ("Ana Ruiz", "Mei Tanaka")
    assert found["evidence"] == ["a/b"]


def test_several_fields_as_json_and_one_by_name(project: CommandLine) -> None:
    project.ok("answer", "kickoff.environment", json.dumps({"pace": "daily", "latency": "250?"}))
    project.ok("answer", "kickoff.environment:volume", "40")
    fields = {field["name"]: field for field in project.ok("show", "KO-13", "--json").json["answer"]["fields"]}
    assert fields["pace"]["value"] == {"choice": ["daily"]}
    assert fields["latency"]["text"] == "250 ms (guess)"
    assert fields["volume"]["value"] == {"amount": "40", "unit": "requests/s"}


def test_what_show_prints_can_be_answered_again(project: CommandLine) -> None:
    project.ok("answer", "kickoff.risk", '{"criticality": "internal", "affected": ["staff", "customers"]}')
    fields = project.ok("show", "kickoff.risk", "--json").json["answer"]["fields"]
    again = json.dumps({field["name"]: field["value"] for field in fields})
    assert "Nothing new" in project.ok("answer", "kickoff.risk", again).err


def test_a_dash_reads_stdin(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "-", stdin="Größe\r\nzweite Zeile\n".encode())
    fields = project.ok("show", "kickoff.problem", "--json").json["answer"]["fields"]
    assert fields[0]["value"] == "Größe\nzweite Zeile"
    assert project("answer", "kickoff.problem", "-", stdin=b"\xff\xfe").code == 2


def test_unknown_becomes_an_action_with_owner_and_day(project: CommandLine) -> None:
    project.ok("answer", "kickoff.value", "--unknown", "--owner", "Mei", "--due", "2026-12-01")
    actions = project.ok("status", "--json").json["actions"]
    assert [(action["origin"], action["owner"], action["due"]) for action in actions] == [
        ("kickoff.value", "Mei Tanaka", "2026-12-01")
    ]


@pytest.mark.parametrize(
    ("gesture", "state"),
    [
        (("--na", "We sell nothing"), "not applicable"),
        (("--park", "--note", "Tom knows"), "parked"),
        (("--later",), "later"),
        (("--unknown",), "unknown"),
    ],
)
def test_each_gesture_has_its_state(project: CommandLine, gesture: tuple[str, ...], state: str) -> None:
    project.ok("answer", "kickoff.value", *gesture)
    assert _answer(project, "kickoff.value")["state"] == state


def test_parking_adds_to_the_parking_lot(project: CommandLine) -> None:
    project.ok("answer", "kickoff.value", "--park", "--note", "Ask finance")
    assert "Ask finance" in project.ok("parking").out


def test_a_note_alone_keeps_the_answer(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "Reviews")
    project.ok("answer", "kickoff.problem", "--note", "in May")
    found = _answer(project, "kickoff.problem")
    assert (found["state"], found["note"]) == ("done", "in May")
    project.ok("answer", "kickoff.value", "--na", "None")
    project.ok("answer", "kickoff.value", "--confidence", "guess")
    assert _answer(project, "kickoff.value")["reason"] == "None"


def test_wording_stands_beside_what_was_said(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "reviews, dunno")
    project.ok("answer", "kickoff.problem", "--wording", "We read no reviews.")
    found = _answer(project, "kickoff.problem")
    assert found["wording"] == "We read no reviews."
    assert "reviews, dunno" in project.ok("show", "kickoff.problem").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kickoff.proble", "x"), "'kickoff.problem'"),
        (("kickoff.delivery:form", "strem"), "'stream'"),
        (("kickoff.environment:latncy", "1"), "'latency'"),
        (("kickoff.environment", "1"), "several fields"),
        (("kickoff.environment", '{"latency": '), "no JSON"),
        (("kickoff.environment:latency", "quick"), "not a number"),
        (("kickoff.people", "Ana"), "is a table"),
        (("kickoff.problem",), "nothing to record"),
        (("kickoff.problem", "--note", "n"), "nothing to record"),
        (("kickoff.problem", "x", "--later"), "one of --unknown"),
        (("kickoff.problem", "--park", "--later"), "one of --unknown"),
        (("kickoff.problem", "--na", " "), "reason"),
        (("kickoff.problem", "x", "--by", "Nobody"), "no person"),
        (("kickoff.problem", "x", "--due", "fri"), "go with --unknown"),
        (("kickoff.problem", "--unknown", "--due", "someday"), "not a day"),
        (("kickoff.problem", "x", "--confidence", "sure"), "guess"),
        (("kickoff.problem", "x", "--notes", "y"), "--note"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line_or_two(
    project: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    result = project("answer", *arguments)
    assert result.code == 2
    assert told in result.err
    assert len(result.err.splitlines()) <= 2
    assert "Traceback" not in result.err
    assert result.out == ""


def test_json_tells_the_act_and_the_answer(project: CommandLine) -> None:
    first = project.ok("answer", "joel.1", "yes", "--json").json
    assert first["recorded"] is True
    assert first["answer"]["state"] == "done"
    assert project.ok("answer", "joel.1", "yes", "--json").json["recorded"] is False
    assert project.ok("history", "--json").json["acts"][0]["act"] == first["act"]
