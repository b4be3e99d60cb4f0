"""A text in an editor outside: $VISUAL or $EDITOR."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import SuspendNotSupported

from workbook.tui.screens.project_view import ProjectView


def edited_elsewhere(screen: ProjectView, command: str, text: str) -> str | None:
    """The text after an outside editor had it; None when the editor could not be run."""
    with tempfile.TemporaryDirectory(prefix="mlworkbook-") as folder:
        path = Path(folder) / "answer.md"
        path.write_text(text, encoding="utf-8")
        try:
            with screen.app.suspend():
                done = subprocess.run([*shlex.split(command), str(path)], check=False)
        except (OSError, ValueError, SuspendNotSupported) as error:
            screen.notify(f"{command}: {error}", severity="error", markup=False)
            return None
        if done.returncode != 0:
            screen.notify(f"{command} ended with {done.returncode}; the text is as it was.", markup=False)
            return None
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
