"""Small windows, no colours, no terminal, job control, and files that are not as they should be."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.terminal.conftest import CommandLine, Open
from tests.terminal.driver import COMMAND, PATIENCE
from tests.terminal.test_kill import HALF


@pytest.mark.usefixtures("project")
def test_too_small_and_back(window: Open) -> None:
    app = window()
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type(HALF)
    app.expect(HALF)
    app.resize(20, 5)
    app.expect("window is too")
    app.type("ic")  # nobody sees it, and it is not lost
    app.resize(1, 1)
    app.drain(0.3, most=3)
    app.resize(100, 32)
    app.expect(HALF + "ic", "what problem should go away?", "Save, next")
    app.type("es.")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")


def test_a_narrow_window(project: CommandLine, window: Open) -> None:
    app = window(size=(64, 20))
    app.expect("what problem should go away?", "Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("Short of room.")
    app.expect("Short of room.")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")
    assert "Short of room." in project.ok("show", "kickoff.problem")


@pytest.mark.usefixtures("project")
def test_no_colour(window: Open) -> None:
    app = window(environment={"NO_COLOR": "1"})
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.press("ctrl+q")
    assert app.wait() == 0


@pytest.mark.usefixtures("project")
def test_a_dumb_terminal_gets_plain_text(window: Open) -> None:
    app = window(environment={"TERM": "dumb"})
    assert app.wait() == 0
    app.expect("Churn")
    assert b"\x1b" not in app.raw


def test_no_terminal_gets_plain_text(project: CommandLine) -> None:
    shown = project.ok()
    assert "Churn" in shown
    assert "\x1b" not in shown


@pytest.mark.usefixtures("project")
def test_stopped_and_continued(window: Open) -> None:
    script = f'set -m\n{shlex.quote(COMMAND)}\necho "stopped: $?"\nread answer\nfg >/dev/null\necho "ended: $?"'
    app = window("sh", "-c", script)
    app.expect("Enter to answer")
    app.press("ctrl+z")
    app.expect("stopped:")
    app.type("\n")
    app.expect("Enter to answer", "what problem should go away?")
    for _ in range(4):  # a terminal that is just being set anew may drop what is typed
        app.press("enter")
        with suppress(AssertionError):
            app.expect("Save, next", within=5)
            break
    app.press("ctrl+q")
    app.expect("ended: 0")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("content", [b"no workbook at all\n" * 500, b"SQLite format 3\x00" + b"\x07" * 5000])
def test_a_file_that_is_no_workbook(window: Open, database: Path, content: bytes) -> None:
    database.write_bytes(content)
    app = window()
    assert app.wait() == 3
    app.expect("mlworkbook:", str(database)[:20])
    assert b"Traceback" not in app.raw
    assert database.read_bytes() == content


@pytest.mark.usefixtures("project")
def test_a_damaged_workbook(window: Open, database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    app = window()
    app.drain(1.0, most=PATIENCE)
    if app.process.poll() is None:
        app.press("ctrl+q")
    assert app.wait() in (0, 3)
    assert b"Traceback" not in app.raw
    assert database.read_bytes() == whole[: len(whole) // 2]


def test_a_newer_workbook_is_only_read(project: CommandLine, window: Open, database: Path) -> None:
    project.ok("answer", "kickoff.problem", "It stands here.")
    newer = sqlite3.connect(database)
    newer.execute("PRAGMA user_version = 999")
    newer.execute("UPDATE meta SET value = '99.1' WHERE key = 'needs'")
    newer.commit()
    newer.close()
    app = window(size=(120, 36))
    app.expect("Read only", "mlworkbook 99.1")
    app.press("ctrl+g")
    app.expect("enter goes there")
    app.type("kickoff.problem")
    app.expect("It stands here.")
    app.press("enter")
    app.expect_gone("enter goes there")
    app.press("enter")
    app.expect("Save, next")
    app.type(" Still.")
    app.press("ctrl+s")
    app.expect("Not saved", "99.1", "Still.", "read only")


@pytest.mark.usefixtures("project")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_workbook_without_the_right_to_write(window: Open, database: Path) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o555)
    try:
        app = window()
        app.expect("Read only")
        app.press("enter")
        app.expect("Save, next")
        app.type("Nowhere to go.")
        app.press("ctrl+s")
        app.expect("Not saved", "Nowhere to go.")
    finally:
        database.parent.chmod(0o755)


@pytest.mark.usefixtures("project")
def test_a_project_that_is_not_there(window: Open) -> None:
    app = window(COMMAND, "-p", "Chrun")
    assert app.wait() == 2
    app.expect("Churn")
    assert b"Traceback" not in app.raw


@pytest.mark.usefixtures("project")
def test_help_needs_no_terminal() -> None:
    shown = subprocess.run([COMMAND, "--help"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert "mlworkbook" in shown.stdout
