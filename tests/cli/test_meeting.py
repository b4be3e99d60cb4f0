"""A meeting by commands alone: an hour of a kickoff, with a clock that stands where it is put."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.room import MEI, PEOPLE, Room
from workbook.application.git import Author
from workbook.application.meetings import open_meeting, planned
from workbook.application.places import Places
from workbook.application.tokens import random_token
from workbook.application.workbook import Workbook
from workbook.cli.session import Session
from workbook.errors import Refused

Stored = dict[str, Path]


@pytest.fixture(scope="module")
def stored() -> Stored:
    """Workbooks that several tests begin with, by name; each is made once and copied."""
    return {}


@pytest.fixture
def room(
    machine: Path, cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, stored: Stored
) -> Room:
    """Harbour Outfitters with its five people, before any meeting."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    found = Room(capsys, machine / "harbour.db")
    if "people" not in stored:
        found.ok("init", "Harbour Outfitters")
        for name in PEOPLE:
            if name != MEI.name:
                found.ok("row", "add", "people", f"name={name}", "role=of Harbour", "part=contributes")
        stored["people"] = Path(shutil.copy(found.workbook, cache / "people.db"))
    shutil.copy(stored["people"], found.workbook)
    return found


@pytest.fixture
def after_it(room: Room, cache: Path, stored: Stored) -> Room:
    """The same after 41 minutes of its kickoff, which nobody closed yet."""
    if "kickoff" not in stored:
        held(room)
        stored["kickoff"] = Path(shutil.copy(room.workbook, cache / "kickoff.db"))
    shutil.copy(stored["kickoff"], room.workbook)
    return room


def held(room: Room) -> None:
    """A kickoff of an hour: answers, actions, decisions, parked questions, a risk, a note; nothing is closed yet."""
    room.at(0, "meeting", "start", "kickoff", "--facilitator", "ana", *with_all("mei", "raj", "tom", "lena"))
    room.at(6, "answer", "kickoff.problem", "Read all reviews for us.", "--by", "Ana")
    room.at(7, "meeting", "go")
    room.at(12, "answer", "kickoff.decision", "Which size charts are checked today", "--by", "Tom")
    room.at(13, "meeting", "capture", "a pull three months of reviews @raj >fri", "--about", "kickoff.data")
    room.at(14, "meeting", "go", "kickoff.scope")
    room.at(20, "answer", "kickoff.scope", '{"in-scope": "Shoes", "out-of-scope": "Coats"}')
    room.at(21, "meeting", "capture", "d shoes first why: coats have few reviews but: Tom fears the sale @ana >4w")
    room.at(22, "meeting", "capture", "p could we do returns as well? @lena")
    room.at(23, "meeting", "capture", "r a right size chart is taken down @tom")
    room.at(24, "meeting", "note", "@lena: the supplier answers mails within a day")
    room.at(25, "meeting", "go", "kickoff.why-now")
    room.at(30, "answer", "kickoff.why-now", "The spring sale", "--by", "Ana")
    room.at(34, "answer", "kickoff.why-now", "The sale of 1 March", "--by", "Ana")
    room.at(40, "meeting", "capture", "a load test on a weekend")
    room.at(41, "meeting", "capture", "a write the rollback page @mei")


def with_all(*names: str) -> list[str]:
    return [part for name in names for part in ("--with", name)]


def test_an_hour_of_a_kickoff_ends_with_everything_that_was_said(after_it: Room) -> None:
    room = after_it
    at = room.status(45)
    assert at["clock"]["spent"] == 45 * 60
    assert at["at"]["question"] == "kickoff.why-now"
    assert (at["clock"]["item_spent"], at["clock"]["item_pace"]) == (20 * 60, "over")
    assert at["meeting"]["here"] == ["Ana Ruiz", "Mei Tanaka", "Raj Iyer", "Tom Becker", "Lena Park"]

    refused = room("meeting", "close")
    assert refused.code == 1
    assert "load test on a weekend" in refused.out
    assert "write the rollback page  lacks a day" in refused.out
    room.at(56, "row", "set", "actions", "write", "due=2026-11-09")
    closed = room.at(
        58,
        "meeting",
        "close",
        "--park",
        "kickoff.metrics",
        "--drop",
        "kickoff.error-cost",
        "--why-not",
        "Ask on Monday",
    )
    for said in (
        "There: Ana Ruiz (led), Mei Tanaka, Raj Iyer, Tom Becker, Lena Park",
        "- shoes first (why: coats have few reviews) (against it: Tom fears the sale)",
        "- pull three months of reviews: Raj Iyer, by Fri 6 Nov 2026",
        "- load test on a weekend: nobody yet, no day yet (Ask on Monday)",
        "- write the rollback page: Mei Tanaka, by Mon 9 Nov 2026",
        "- a right size chart is taken down",
        "- could we do returns as well?",
        "- Success metrics",
        "Answered: The problem, The decision, The scope, Why now",
    ):
        assert said in closed.out, said
    report = room.ok("meeting", "status", "1", "--json").json
    became = {item["question"]: item["outcome"] for item in report["agenda"]}
    assert became["kickoff.metrics"] == "parked"
    assert became["kickoff.error-cost"] == "dropped"
    assert became["kickoff.options"] == "carried"
    assert report["meeting"]["state"] == "closed"
    assert report["clock"]["spent"] == 58 * 60
    origins = {action["action"]: action["origin"] for action in report["came"]["actions"]}
    assert origins["pull three months of reviews"] == "kickoff.data"
    assert origins["load test on a weekend"] == "kickoff.why-now", "what the meeting was at"


def test_the_minutes_name_everything_and_are_current_after_the_actions_are_done(after_it: Room, tmp_path: Path) -> None:
    room = after_it
    room.at(58, "meeting", "close", "--drop", "kickoff.error-cost", "--why-not", "Ask on Monday")
    to = ("--to", str(tmp_path), "--only", "minutes")
    room.ok("export", *to)
    text = (tmp_path / "minutes" / "2026-11-02-kickoff.md").read_text(encoding="utf-8")
    for said in (
        "Mon 2 Nov 2026, 09:00 to 09:58 UTC; it took 58 minutes, and 60 minutes were planned.",
        "**There:** Ana Ruiz (in the chair), Mei Tanaka, Raj Iyer, Tom Becker, Lena Park.",
        "- **shoes first**\n  - Decided by Ana Ruiz\n  - Came up at: The scope\n  - Why: coats have few reviews\n",
        "  - Seen differently: Tom fears the sale\n",
        "| pull three months of reviews | Raj Iyer | Fri 6 Nov 2026 | The data |",
        "| load test on a weekend | nobody yet | no day yet | Why now |",
        "| write the rollback page | Mei Tanaka | no day yet | Why now |",
        "- load test on a weekend: Ask on Monday",
        "- could we do returns as well? (raised by Lena Park, came up at: The scope)",
        "- a right size chart is taken down — Tom Becker",
        "- the supplier answers mails within a day (Lena Park, on: The scope)",
        "- The problem: Read all reviews for us. (Ana Ruiz)",
        "- Left out: Cost of errors",
        "| The need | 47 minutes |",
    ):
        assert said in text, said
    room.at(24 * 60, "actions", "done", "pull")
    assert "current" in room.ok("export", *to, "--check").out


def test_the_next_meeting_begins_with_what_the_last_one_left(after_it: Room) -> None:
    room = after_it
    room.at(58, "meeting", "close", "--why-not", "Later")
    agenda = room.at(24 * 60, "meeting", "agenda", "kickoff", "--length", "30").out
    assert agenda.index("## First") < agenda.index("## To discuss")
    assert "pull three months of reviews" in agenda
    assert "Parked: could we do returns as well?" in agenda
    again = room.ok("meeting", "start", "kickoff", "--json").json
    assert [item["kind"] for item in again["agenda"][:2]] == ["review", "review"]
    assert again["at"]["title"] == "Open actions"
    assert again["meeting"]["facilitator"] != "Ana Ruiz"


def test_whatever_another_process_records_belongs_to_the_meeting_and_one_at_a_time_is_held(room: Room) -> None:
    room.at(0, "meeting", "start", "kickoff")
    tom = Author("Tom Becker", "")
    room.at(3, "answer", "kickoff.limits:budget", "40 k€", by=tom)
    room.at(4, "actions", "add", "Ask legal", "--owner", "Tom", "--due", "fri", by=tom)
    second = room("meeting", "start", "kickoff", by=tom)
    assert second.code == 2
    assert "still being held" in second.err
    came = room.status(5)["came"]
    assert [answer["id"] for answer in came["answers"]] == ["kickoff.limits"]
    assert [action["action"] for action in came["actions"]] == ["Ask legal"]


def test_of_two_processes_that_open_a_meeting_at_the_same_moment_one_does(room: Room, tmp_path: Path) -> None:
    theirs: list[str] = []

    def overtaken() -> str:
        """The ids of our meeting are asked for after we looked: that is when the other one opens theirs."""
        if not theirs:
            theirs.append("Theirs")
            room.ok("meeting", "start", "kickoff", "--title", *theirs)
        return random_token()

    places = Places(room.workbook, None, tmp_path, tmp_path)
    with Workbook(places, now=lambda: room.now, token=overtaken, author=MEI) as ours:
        project = ours.project(ours.projects()[0].id)
        with pytest.raises(Refused, match="Theirs is still being held"):
            open_meeting(ours, project.id, planned(project, "kickoff", title="Ours"))
    assert [meeting["title"] for meeting in room.ok("meeting", "list", "--json").json["meetings"]] == theirs


KILLED = """
import os, signal, sys
from datetime import datetime, timedelta, UTC
from workbook.cli.main import run
from workbook.cli.session import Session
from workbook.errors import Refused

now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
acts = (50, "meeting", "go", "kickoff.limits"), (52, "meeting", "capture", "a ask legal @mei >fri")
for minute, *arguments in acts:
    run(["--workbook", sys.argv[1], *arguments], Session(now=lambda: now + timedelta(minutes=minute)))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_it_is_the_same_meeting_at_the_same_question_with_an_honest_clock(after_it: Room) -> None:
    room = after_it
    other = subprocess.run([sys.executable, "-c", KILLED, str(room.workbook)], capture_output=True, check=False)
    assert other.returncode == -signal.SIGKILL
    again = room.status(57)
    assert again["meeting"]["state"] == "open"
    assert again["at"]["question"] == "kickoff.limits"
    assert (again["clock"]["item_spent"], again["clock"]["spent"], again["clock"]["pace"]) == (7 * 60, 57 * 60, "soon")
    asked = [action for action in again["came"]["actions"] if action["action"] == "ask legal"]
    assert [(action["origin"], action["due"]) for action in asked] == [("kickoff.limits", "2026-11-06")]
    assert "is being held" in room.ok("status").err


def test_a_forgotten_meeting_takes_nothing_more_and_can_be_closed_days_later(after_it: Room, tmp_path: Path) -> None:
    room = after_it
    days = 3 * 24 * 60
    room.at(days, "answer", "kickoff.support:owner", "Mei")
    assert "was never closed" in room.ok("status").err
    late = room.status(days)
    assert late["meeting"]["state"] == "forgotten"
    assert late["clock"]["spent"] == 41 * 60, "it ended with its last record"
    assert "kickoff.support" not in [answer["id"] for answer in late["came"]["answers"]]
    room.at(days + 1, "meeting", "close", "--why-not", "Nobody was left")
    closed = room.at(days + 2, "meeting", "status", "1", "--json").json
    assert (closed["meeting"]["state"], closed["clock"]["spent"]) == ("closed", 41 * 60)
    room.ok("export", "--to", str(tmp_path), "--only", "minutes")
    (minutes,) = (tmp_path / "minutes").iterdir()
    assert "Mon 2 Nov 2026, 09:00 to 09:41 UTC; it took 41 minutes" in minutes.read_text(encoding="utf-8")


@pytest.mark.parametrize("day", [0, -9])
def test_a_clock_that_is_put_back_keeps_no_document_from_being_written(room: Room, tmp_path: Path, day: int) -> None:
    ahead = 60 * 24 * 9
    room.at(ahead if day == 0 else 0, "meeting", "start", "kickoff")
    room.at(day * 60 * 24 + 5, "meeting", "capture", "a ask legal @mei >fri")
    room.at(day * 60 * 24 + 6, "meeting", "close")
    room.ok("score", "--trend")
    room.ok("export", "--to", str(tmp_path / "docs"))
    (minutes,) = (tmp_path / "docs" / "minutes").glob("*.md")
    assert "ask legal" in minutes.read_text() and "**There:** " in minutes.read_text()
    assert room("export", "--to", str(tmp_path / "docs"), "--check").code == 0


def test_the_minutes_call_a_row_without_words_something(room: Room, tmp_path: Path) -> None:
    room.at(0, "meeting", "start", "kickoff")
    room.at(1, "row", "add", "actions", "owner=Mei", "due=fri")
    room.at(1, "row", "add", "decisions", "why=it was late")
    room.at(2, "meeting", "close")
    room.ok("export", "--to", str(tmp_path))
    (minutes,) = (tmp_path / "minutes").glob("*.md")
    said = minutes.read_text()
    assert "| An action without words | Mei" in said and "- **A decision without words**" in said


def test_a_post_mortem_keeps_no_speakers(room: Room) -> None:
    room.ok("form", "open", "postmortem", "Size codes")
    room.at(0, "meeting", "start", "--form", "Size codes")
    room.at(2, "answer", "post.pm-summary", "Sizes were renamed.", "--form", "Size codes", "--by", "Tom")
    noted = room.at(3, "meeting", "note", "@tom: it was late")
    assert "Tom" not in noted.out
    assert "Nobody is named" in noted.err
    answer = room.ok("show", "post.pm-summary", "--form", "Size codes", "--json").json["answer"]
    assert answer["answered_by"] == "Mei Tanaka", "who types, and nobody who spoke"
    factor = ("row", "add", "post.pm-factors", "area=process", "--form", "Size codes")
    assert "This names Tom Becker." in room.ok(*factor, "factor=Becker did not look").err
    assert "This names" not in room.ok(*factor, "factor=Nobody is told when codes change").err


def test_what_is_known_is_confirmed_and_the_past_is_seen_as_a_meeting_left_it(room: Room) -> None:
    room.ok("answer", "kickoff.limits:budget", "40 k€")
    room.at(0, "meeting", "start", "kickoff", "--title", "First")
    refused = room("meeting", "confirm", "kickoff.data")
    assert (refused.code, "nothing to confirm" in refused.err) == (2, True)
    room.at(1, "meeting", "confirm", "kickoff.people", "kickoff.limits")
    room.at(2, "meeting", "pause")
    room.at(5, "meeting", "pause", "--over")
    room.at(6, "meeting", "more", "5", "--whole")
    room.at(7, "meeting", "skip", "kickoff.options", "--why", "Ana is not here")
    status = room.status(8)
    assert (status["clock"]["spent"], status["clock"]["planned"]) == (5 * 60, 65 * 60)
    left = [item["question"] for item in status["closing"]["left"]]
    assert "kickoff.people" not in left
    assert "kickoff.options" in left, "what was skipped comes up again"
    room.at(9, "answer", "kickoff.problem", "Read all reviews")
    room.at(10, "meeting", "close")
    room.at(600, "answer", "kickoff.problem", "Find wrong size charts")
    then = room.ok("show", "kickoff.problem", "--as-of", "First", "--json").json["answer"]
    assert then["fields"][0]["text"] == "Read all reviews"
    assert "neither a day nor a time" in room("show", "kickoff.problem", "--as-of", "Second").err


def test_questions_are_handed_out_and_done_once_they_are_answered(room: Room) -> None:
    asked = room.ok("ask", "@raj", "kickoff.limits", "KO-01", "by", "thu")
    assert "Thu 5 Nov 2026" in asked.err
    room.ok("ask", "@tom", "kickoff.limits", "by", "next", "friday")
    (one,) = room.ok("mine", "--who", "raj", "--json").json["actions"]
    assert (one["answer"], one["due"]) == ("kickoff.problem", "2026-11-05")
    assert "Our limits" in room.ok("mine", by=Author("Tom Becker", "")).out
    room.ok("answer", "kickoff.problem", "Reviews")
    assert room.ok("mine", "--who", "raj", "--json").json["actions"] == []
    assert [a["owner"] for a in room.ok("mine", "--everybody", "--json").json["actions"]] == ["Tom Becker"]
    assert "Did you mean 'Raj Iyer'?" in room("ask", "@rja", "kickoff.limits").err
    assert room("ask", "kickoff.limits").code == 2
    assert room("mine", "--who", "nobody").code == 2


def test_actions_for_other_tools_are_quoted_and_keep_their_ids(room: Room, tmp_path: Path) -> None:
    hostile = "'; touch pwned; echo '$(touch pwned)`touch pwned` \\ ,; \x1b]0;x\x07 é" + "long " * 30
    room.ok("actions", "add", hostile, "--owner", "Tom", "--due", "fri")
    script = room.ok("actions", "issues").out
    assert "\x1b" not in script
    told = subprocess.run(
        ["sh", "-c", 'gh() { printf "%s|" "$@"; }\n' + script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert told.startswith("issue|create|--title|'; touch pwned; echo '$(touch pwned)`touch pwned` \\ ,; ␛]0;x␇")
    assert list(tmp_path.iterdir()) == []
    first, second = (room.ok("actions", "calendar").out for _ in range(2))
    assert first == second
    lines = first.split("\n")
    assert all(len(line.encode()) <= 75 for line in first.replace("\r\n", "\n").split("\n"))
    unfolded = first.replace("\r\n ", "").replace("\n ", "")
    assert "\\\\ \\,\\; " in unfolded
    assert len(lines) > 8


REFUSED = {
    ("meeting",): "No meeting is being held.",
    ("meeting", "start", "kickof"): "Did you mean 'kickoff'?",
    ("meeting", "start", "kickoff", "--with", "anna"): "Did you mean 'Ana Ruiz'?",
    ("meeting", "note", "x"): "A note belongs to a meeting.",
    ("meeting", "summary"): "There is no meeting",
    ("meeting", "strat"): "Did you mean 'start'?",
    ("meeting", "capture", "a x >blah"): "is no day",
}


def test_what_cannot_be_done_says_why(room: Room) -> None:
    for arguments, said in REFUSED.items():
        result = room(*arguments)
        assert (result.code, result.out) == (2, ""), arguments
        assert said in result.err


def test_fingers_are_kept_and_told_at_the_gate(room: Room) -> None:
    room.ok("answer", "mlts.data.1", "manual", "--hands", "0 ½ ½ 1")
    assert "Fingers: 0 ½ ½ 1; 2 of 4 saw it differently" in room.ok("show", "mlts.data.1").out
    gate = room("gate", "preprod", "--json")
    assert json.loads(gate.out)["disagreements"][0]["hands"] == "0 ½ ½ 1; 2 of 4 saw it differently"


def test_completion_offers_people(project: CommandLine) -> None:
    from click.shell_completion import ShellComplete

    from workbook.cli.main import cli

    project.ok("meeting", "start", "kickoff")
    with Session() as session:
        offered = ShellComplete(cli, {"obj": session}, "mlworkbook", "_X").get_completions(
            ["meeting", "start", "kickoff", "--with"], "me"
        )
        assert [item.value for item in offered] == ["Mei Tanaka"]


def test_answers_are_read_in_their_paragraphs_after_it_and_kept_or_worded(after_it: Room) -> None:
    room = after_it
    room.at(58, "meeting", "close", "--why-not", "Later")
    minutes = room.ok("meeting", "status", "1", "--json").json["clock"]
    listed = room.at(90, "meeting", "tidy")
    assert "The scope  (kickoff.scope)\n  spec.md, Scope\n  | **In scope:** Shoes" in listed.out
    room.ok("meeting", "tidy", "--keep", "kickoff.problem")
    room.ok("answer", "kickoff.scope", "--wording", "Shoes, and no coats.")
    room.ok("answer", "kickoff.decision", "Something else, and not in that meeting")
    waiting = room.ok("meeting", "tidy", "--json").json["answers"]
    assert [found["id"] for found in waiting] == ["kickoff.why-now"]
    room.ok("meeting", "tidy", "--keep-all")
    room.ok("undo")
    assert [found["id"] for found in room.ok("meeting", "tidy", "--json").json["answers"]] == ["kickoff.why-now"]
    room.ok("meeting", "tidy", "--keep-all")
    assert "Nothing of Kickoff meeting, 2 Nov 2026 is left to read." in room.ok("meeting", "tidy").err
    room.ok("answer", "kickoff.scope", "--wording", "")
    assert "| **In scope:** Shoes" in room.ok("meeting", "tidy").out, "the wording went, so it is to be read again"
    assert room.ok("meeting", "status", "1", "--json").json["clock"] == minutes, "reading is no part of the meeting"
    assert room("meeting", "tidy", "--keep", "kickoff.value").code == 2, "nobody answered it"


def test_minutes_go_by_the_clocks_of_the_room(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    room.at(15 * 60, "meeting", "start", "kickoff", "--with", "ana")  # 00:00 UTC is half past five in the morning there
    room.at(15 * 60 + 30, "meeting", "close")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    room.ok("export", "--to", str(tmp_path), "--only", "minutes")
    text = (tmp_path / "minutes" / "2026-11-03-kickoff.md").read_text(encoding="utf-8")
    assert "Tue 3 Nov 2026, 05:30 to 06:00 (UTC+05:30); it took 30 minutes" in text


def test_a_meeting_is_not_closed_around_its_steps_and_an_action_keeps_every_word(room: Room) -> None:
    room.at(0, "meeting", "start", "kickoff")
    refused = room("form", "close", "Kickoff meeting")
    assert refused.code == 2 and 'mlworkbook meeting close "Kickoff meeting, 2 Nov 2026"' in refused.err
    room.ok("meeting", "capture", "a load test @mei >fri")
    room.ok("actions", "redate", "load", "+2w", "--why", "The cluster is full")
    room.ok("actions", "redate", "load", "+3w", "--why", "Still full")
    assert "due Mon 23 Nov 2026; The cluster is full; Still full" in room.ok("mine", "--who", "Mei").out


def test_a_closing_is_not_undone_while_another_meeting_is_held(room: Room) -> None:
    room.at(0, "meeting", "start", "kickoff", "--title", "First")
    room.at(1, "meeting", "close", "First")
    room.at(2, "meeting", "start", "kickoff", "--title", "Second")
    act = next(
        act["act"] for act in room.ok("history", "--json").json["acts"] if act["events"][0]["kind"] == "form.close"
    )
    refused = room("undo", act)
    assert (refused.code, "Second is still being held" in refused.err) == (2, True)
    assert "took back the opening of meeting Second" in room.ok("undo").err
    assert "took back the closing of meeting First" in room.ok("undo").err
