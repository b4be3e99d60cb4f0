"""Text that wants to be a program: it is shown, kept, and does nothing."""

from __future__ import annotations

import json
import re

import pytest

from tests.terminal.conftest import CommandLine, Open
from tests.terminal.driver import Terminal

MARKUP = "x[/] [/etc/passwd] [@click=app.quit]press[/] [bold red"
DRIVING = "\x1b]52;c;aGFja2Vk\x07 \x1b]0;owned\x07 \x1b[2J \x9b31m \x00 \x08 \x7f"
TURNING = "\u202egnp.exe\u202c \u2066in\u2069"
WIDE = "עברית العربية 日本語 👩‍👩‍👧‍👦 e" + "\u0301" * 40
NAME = "x[/][@click=app.quit]q[/] \x1b]52;c;aGE=\x07\x1b[2J \x9b1m \u202eexe\u202c 日本 👩‍👩‍👧"  # a name takes 120
HOSTILE = f"{MARKUP} {DRIVING} {TURNING} {WIDE}"

OURS = re.compile(
    rb"\x1b\[[0-9;:?<>=$ ]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78M]|[\r\n]"  # what Textual itself sends
)
POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")  # the shape of the mouse pointer
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def assert_nothing_ran(app: Terminal) -> None:
    """No control character but those that the app draws with; nothing that was asked for by the text."""
    app.drain()
    raw = POINTER.sub(b"", bytes(app.raw))
    for forbidden in (b"\x1b]", b"52;c;aGFja2Vk\x07", b"\x1b[2J", b"\x1b[31m\x00"):
        assert forbidden not in raw, forbidden
    left = OURS.sub(b"", raw).decode("utf-8", "replace")
    hidden = [left[max(0, found.start() - 20) : found.end() + 20] for found in HIDDEN.finditer(left)]
    assert not hidden, hidden[:5]
    assert "Traceback" not in left


def test_hostile_text_everywhere(mlw: CommandLine, window: Open) -> None:
    stripped = HOSTILE.replace("\x00", "")  # no argument of a command can hold it
    mlw.ok("init", NAME)
    mlw.ok("answer", "kickoff.delivery:form", "report")
    mlw.ok("answer", "kickoff.why-now", "-", stdin=HOSTILE)
    mlw.ok("answer", "kickoff.scope", json.dumps({"in-scope": HOSTILE, "out-of-scope": HOSTILE}))
    mlw.ok("row", "add", "people", f"name={NAME}")
    mlw.ok("row", "add", "risks", f"risk={stripped}")
    app = window(size=(120, 40))
    app.expect("x[/]", "Enter to answer")
    for _ in range(12):  # through the outline: every answer and table is painted once
        app.press("down")
    app.drain(0.3, most=3)
    app.press("ctrl+g")
    app.expect("enter goes there")
    app.type("why now")
    app.expect("Why now")
    app.press("enter")
    app.expect("what happens if we do nothing", "[@click=app.quit]press[/]")
    app.press("enter")
    app.expect("Save, next")
    app.press("escape")
    app.press("f3")
    app.drain(0.4, most=3)
    app.press("escape")
    app.press("f4")
    app.drain(0.4, most=5)
    app.press("escape")
    app.drain(0.3, most=2)
    app.press("f6")
    app.expect("PROJECT")
    assert_nothing_ran(app)
    app.press("ctrl+q")
    assert app.wait() == 0


@pytest.mark.usefixtures("mlw")
def test_a_hostile_paste_into_the_name(window: Open) -> None:
    app = window()
    app.expect("What is the project called?")
    app.paste(NAME)
    app.expect("q[/]", "⟨RLO⟩")
    app.press("enter")
    app.expect("1 of 4", "x[/]")
    assert_nothing_ran(app)


@pytest.mark.usefixtures("mlw")
def test_a_paste_of_several_lines_into_the_name_loses_none(window: Open) -> None:
    app = window()
    app.expect("What is the project called?")
    app.paste(" early\nwarning\nsystem")
    app.expect("early warning system")


def test_a_big_paste(project: CommandLine, window: Open) -> None:
    app = window()
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    line = f"{MARKUP} {DRIVING} {TURNING}\n"
    lines = line * (100_000 // len(line))
    app.paste(lines + "the very end")
    app.expect("the very end")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")
    assert_nothing_ran(app)
    kept = project.ok("show", "kickoff.problem")
    assert kept.count("[@click=app.quit]press[/]") == lines.count("\n")
    assert "the very end" in kept


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("key", [b"\x11", b"\x03"])
def test_a_paste_that_ends_itself_and_quits(window: Open, key: bytes) -> None:
    app = window()
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("Before the paste. ")
    app.paste(b"In the paste.\x1b[201~" + key + b"After it.")
    app.wait()  # the app cannot tell it from a person's key; what was typed is what counts
    again = window()
    again.expect("An unsaved draft is kept here")
    again.press("enter")
    again.expect("Before the paste. In the paste.")
