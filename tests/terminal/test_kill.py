"""What is being typed survives: a kill, a locked workbook, a full disk."""

from __future__ import annotations

import resource
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import CommandLine, Open
from tests.terminal.driver import PATIENCE, Terminal

SECOND = "what happens if we do nothing"
HALF = "Customers leave and nobody not"
PROMISED = 1.0
"""Seconds of typing that a kill may cost at most."""


def typing(app: Terminal, text: str = HALF) -> None:
    """In the middle of a sentence, at the first question, for as long as is promised."""
    app.expect("what problem should go away?", "Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type(text)
    app.expect(text[-20:])
    until = time.monotonic() + PROMISED
    while time.monotonic() < until:
        app.drain(0.1, most=0.1)


def reopened(app: Terminal, text: str = HALF) -> None:
    """The draft is announced, and Enter goes on with it."""
    app.expect("An unsaved draft is kept here")
    app.press("enter")
    app.expect("Save, next", text[-20:])


def answer(project: CommandLine) -> str:
    """What is recorded as the problem."""
    return project.ok("show", "kickoff.problem")


def test_kill_in_mid_sentence(project: CommandLine, window: Open) -> None:
    app = window()
    typing(app)
    app.kill()
    assert HALF not in answer(project)

    again = window()
    reopened(again)
    again.type("ices.")
    again.press("ctrl+s")
    again.expect(SECOND)
    assert HALF + "ices." in answer(project)
    again.press("ctrl+q")
    assert again.wait() == 0
    last = window()
    last.expect("Enter to answer", SECOND)
    assert "unsaved draft" not in last.text


@pytest.mark.usefixtures("mlw")
def test_kill_of_the_name_in_mid_word(window: Open, database: Path) -> None:
    app = window()
    app.expect("What is the project called?", "churn")
    app.type(" early war")
    app.expect("churn early war")
    until = time.monotonic() + PROMISED
    while time.monotonic() < until:
        app.drain(0.1, most=0.1)
    app.kill()
    assert not database.exists()
    window().expect("What is the project called?", "churn early war")


def test_while_another_process_holds_the_workbook(project: CommandLine, window: Open, database: Path) -> None:
    app = window()
    app.expect("Enter to answer")
    other = sqlite3.connect(database, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        typing(app)
        app.press("ctrl+s")
        app.expect("Not saved", "is held by", within=PATIENCE)
        app.expect("Save, next", HALF)
        app.kill()
        again = window()
        again.expect("waiting", "is held by")
        other.execute("ROLLBACK")
        assert HALF not in answer(project)
        reopened(again)  # it opens by itself, once it is free
        again.press("ctrl+s")
        again.expect(SECOND)
        assert HALF in answer(project)
    finally:
        other.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit: a limit for a process that runs")
def test_a_full_disk(project: CommandLine, window: Open, database: Path) -> None:
    app = window()
    typing(app)
    app.paste(" A long story." * 4000)
    app.expect("A long story.")
    _, hard = resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (database.stat().st_size, hard))
    app.press("ctrl+s")
    app.expect("Not saved", "no room left")
    app.expect("Save, next", "A long story.")
    assert "A long story" not in answer(project)
    app.kill()

    again = window()
    again.expect("An unsaved draft is kept here")
    again.press("enter")
    again.expect("Save, next", "A long story.")
    resource.prlimit(again.process.pid, resource.RLIMIT_FSIZE, (database.stat().st_size, hard))
    again.press("ctrl+s")
    again.expect("Not saved", "no room left")
    resource.prlimit(again.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
    again.press("ctrl+s")
    again.expect(SECOND)
    assert answer(project).count("A long story.") == 4000
    project.ok("doctor")


def test_kill_in_the_middle_of_a_reason(project: CommandLine, window: Open) -> None:
    reason = "Nobody buys from us any m"
    app = window()
    app.expect("what problem should go away?", "Enter to answer")
    app.press("a")
    app.expect("not apply?")
    app.type(reason)
    app.expect(reason)
    until = time.monotonic() + PROMISED
    while time.monotonic() < until:
        app.drain(0.1, most=0.1)
    app.kill()

    again = window()
    again.expect("Enter to answer")
    again.press("a")
    again.expect("not apply?", reason)
    again.type("ore.")
    again.press("enter")
    again.expect(SECOND)
    assert reason + "ore." in answer(project)
    again.press("a")
    again.expect("not apply?")
    assert reason not in again.text
