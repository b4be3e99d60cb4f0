"""The capture line: one chord from anywhere, also while typing. What it is understood as stands below it."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbook.application.meetings import understood
from workbook.domain.meetings.meeting import Meeting
from workbook.domain.project import Project
from workbook.text import one_line, visible
from workbook.tui.draft_keeper import KeptLine
from workbook.tui.editors.line_input import LineInput
from workbook.tui.words import plain

_KINDS = "a action · d decision · r risk · p parking lot · n note    @name >day    why: or: but:"
_NAME = r"@([^@>]*)$"


class CaptureScreen(ModalScreen[str]):
    """Gives the line; empty when it is left, and then the text is kept.

    Args:
        project: whose people it names.
        meeting: the one that is held, if any.
        about: the question that it will belong to, in words.
        kept: its draft; whoever records the line drops it.
    """

    CSS_PATH = "capture.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("tab", "complete", "Complete", tooltip="The rest of the name behind @"),
    ]

    def __init__(self, project: Project, meeting: Meeting | None, about: str, kept: KeptLine) -> None:
        super().__init__()
        self._project = project
        self._meeting = meeting
        self._about = about
        self._kept = kept

    def compose(self) -> ComposeResult:
        """Where it belongs, the line, what it says."""
        with Vertical(classes="dialog"):
            yield Static(f"Capture   {one_line(self._about, 40)}".rstrip(), id="capture-title", markup=False)
            yield LineInput(self._kept.text, "a rerun tuning @mei >fri")
            yield Static(id="capture-echo", markup=False)

    def on_mount(self) -> None:
        """Says what a line may hold."""
        self._echo()

    def keep_typed(self) -> None:
        """Notes what stands in the line."""
        if self._typed:
            self._kept.note(self._typed)
        else:
            self._kept.drop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tells at each key what it is understood as."""
        event.stop()
        self.keep_typed()
        self._echo()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives a line that can be kept; another one stays, with the reason below it."""
        event.stop()
        if self._typed.strip() and not understood(self._project, self._typed, self._meeting).problems:
            self.dismiss(self._typed)

    def action_leave(self) -> None:
        """Nothing is kept but the text."""
        self.dismiss("")

    def action_complete(self) -> None:
        """Completes the name at the end of the line: of those who are here first."""
        found = re.search(_NAME, self._typed)
        names = self._names(found.group(1)) if found else []
        if found and names:
            line = self.query_one(LineInput)
            line.value = f"{self._typed[: found.start()]}@{names[0]} "
            line.cursor_position = len(line.value)

    @property
    def _typed(self) -> str:
        return self.query_one(LineInput).value

    def _names(self, begun: str) -> list[str]:
        here = self._meeting.attendees if self._meeting else ()
        ids = [*here, *(row.id for row in self._project.rows("people") if row.id not in here)]
        names = (self._project.person(person) for person in ids)
        return [name for name in names if name.casefold().startswith(begun.strip().casefold())]

    def _echo(self) -> None:
        captured = understood(self._project, self._typed, self._meeting)
        completes = self._completes()
        if not self._typed.strip():
            text = Content.styled(_KINDS, "$muted")
        elif captured.problems:
            text = Content.styled(completes, "$muted") if completes else plain(" ".join(captured.problems), "$warning")
        else:
            hints = "".join(f"\n{hint}" for hint in captured.hints)
            keys = "   enter\N{NO-BREAK SPACE}keeps\N{NO-BREAK SPACE}it   " + completes
            text = Content.assemble(plain(captured.echo, "$success"), plain(hints, "$warning"), (keys, "$muted"))
        self.query_one("#capture-echo", Static).update(text)

    def _completes(self) -> str:
        """The names that the one at the end of the line may become; empty when it is whole, or none."""
        found = re.search(_NAME, self._typed)
        names = self._names(found.group(1)) if found else []
        begun = bool(found and names and len(found.group(1).strip()) < len(names[0]))
        return "tab completes: " + visible(", ".join(names[:6])) if begun else ""
