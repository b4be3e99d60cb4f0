"""ctrl+l hands the text to $EDITOR, and takes it back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import CommandLine, Open


def script(folder: Path, body: str) -> str:
    """An editor, as a script with the file's path in `path`."""
    file = folder / "my editor.py"
    file.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{body}\n")
    return f"{sys.executable} '{file}'"


def test_the_text_goes_there_and_back(project: CommandLine, window: Open, tmp_path: Path) -> None:
    body = "print('EDITOR HERE', sys.stdin.isatty())\npath.write_text(path.read_text().upper() + ' [b]and[/b] more\\n')"
    app = window(environment={"EDITOR": script(tmp_path, body)})
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("returns eat")
    app.expect("returns eat")
    app.press("ctrl+l")
    app.expect("RETURNS EAT [b]and[/b] more", "Save, next")
    assert b"EDITOR HERE True" in app.raw
    app.type(", always")
    app.expect("more, always")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")
    assert "RETURNS EAT [b]and[/b] more, always" in project.ok("show", "kickoff.problem")


@pytest.mark.usefixtures("project")
def test_an_editor_that_fails_changes_nothing(window: Open, tmp_path: Path) -> None:
    app = window(environment={"VISUAL": script(tmp_path, "path.write_text('half'); sys.exit(3)"), "EDITOR": "true"})
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("returns eat")
    app.expect("returns eat")
    app.press("ctrl+l")
    app.expect("ended with 3", "returns eat", "Save, next")
