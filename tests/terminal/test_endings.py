"""Endings that nobody asked for, and those that somebody did: the text is kept, the terminal is as before."""

from __future__ import annotations

import resource
import shlex
import shutil
import signal
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.driver import COMMAND, Terminal
from tests.terminal.test_kill import HALF, reopened

MODES = {
    "alternate screen": 1049,
    "mouse": 1000,
    "mouse moves": 1003,
    "mouse by SGR": 1006,
    "paste": 2004,
    "focus": 1004,
}
SHELL = """
set -m
stty -a > {folder}/before
{command}
echo "ended: $?"
stty -a > {folder}/after
"""


def in_a_shell(window: Open, folder: Path) -> Terminal:
    """The command as a shell runs it, which is there before and afterwards."""
    script = SHELL.format(folder=shlex.quote(str(folder)), command=shlex.quote(COMMAND))
    return window("sh", "-c", script)


def begin_a_sentence(app: Terminal) -> None:
    app.expect("what problem should go away?", "Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type(HALF)
    app.expect(HALF)


def assert_restored(app: Terminal, folder: Path) -> None:
    """Every mode is off, the cursor is shown, and stty says the same as before."""
    raw = bytes(app.raw)
    on = [name for name, mode in MODES.items() if raw.rfind(b"\x1b[?%dh" % mode) > raw.rfind(b"\x1b[?%dl" % mode)]
    assert not on, on
    assert raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
    assert (folder / "after").read_text() == (folder / "before").read_text()
    assert " echo " in (folder / "after").read_text()
    assert b"Traceback" not in raw


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal(window: Open, tmp_path: Path, number: int, code: int) -> None:
    app = in_a_shell(window, tmp_path)
    begin_a_sentence(app)
    app.signal(number)
    app.expect(f"ended: {code}")
    assert app.wait() == 0
    assert_restored(app, tmp_path)
    reopened(window())


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
def test_a_key(window: Open, tmp_path: Path, key: str) -> None:
    app = in_a_shell(window, tmp_path)
    begin_a_sentence(app)
    app.press(key)
    app.expect("ended: 0")
    assert app.wait() == 0
    assert_restored(app, tmp_path)
    reopened(window())


@pytest.mark.usefixtures("project")
def test_the_window_is_closed(window: Open) -> None:
    app = window()
    begin_a_sentence(app)
    app.hang_up()
    assert app.wait(10) == 129
    reopened(window())


@pytest.mark.usefixtures("project")
def test_the_window_is_closed_and_nobody_says_so(window: Open) -> None:
    app = window(prepare=_deaf_to_hang_ups)
    begin_a_sentence(app)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    app.hang_up()
    app.wait(10)  # reading from a terminal that is gone gives nothing, at once, for ever
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 6
    reopened(window())


@pytest.mark.usefixtures("project")
def test_the_window_is_closed_and_only_the_shell_is_told(window: Open) -> None:
    app = window("sh", "-c", f"trap '' HUP; {COMMAND}; exit $?")  # like make, which waits for what it started
    begin_a_sentence(app)
    app.hang_up()
    assert app.wait(20) == 129
    reopened(window())


@pytest.mark.usefixtures("project")
def test_the_text_of_the_same_moment_is_kept(window: Open) -> None:
    app = window()
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.send(HALF.encode() + b"\x11")  # the text and ctrl+q arrive at once
    assert app.wait() == 0
    reopened(window())


@pytest.mark.usefixtures("project")
def test_no_draft_can_be_kept(window: Open, machine: Path) -> None:
    drafts = machine / ".local" / "state" / "mlworkbook" / "drafts"
    drafts.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(drafts, ignore_errors=True)
    app = window()
    app.expect("Enter to answer")
    drafts.write_text("in the way")
    app.press("enter")
    app.expect("Save, next")
    app.type(HALF)
    app.expect("cannot be kept", HALF)
    app.press("ctrl+s")  # an answer can still be saved
    app.expect("what happens if we do nothing")
    app.type(HALF)
    app.expect(HALF)
    app.press("ctrl+q")
    assert app.wait(15) == 0


def _deaf_to_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
