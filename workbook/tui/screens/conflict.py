"""A conflict: two people answered without seeing each other. Both are kept until one is chosen."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.tui.words import day, plain, said, value_text


class _Version(NamedTuple):
    """One of the versions that stand."""

    event: str
    who: str
    at: str
    text: str


class ConflictScreen(ModalScreen[str]):
    """Shows the versions side by side; gives the event of the one that holds."""

    CSS_PATH = "conflict.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", f"Version {number}", show=False) for number in range(1, 10)),
        Binding("escape", "leave", "Leave both"),
    ]

    def __init__(self, project: Project, question: Question) -> None:
        super().__init__()
        self._question = question
        self._today = project.today
        self._versions = _versions(project, question)[:9]

    def compose(self) -> ComposeResult:
        """The question, the versions, the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question.ask), classes="title", markup=False)
            with Horizontal():
                for number, version in enumerate(self._versions, 1):
                    with VerticalScroll(classes="version", can_focus=False):
                        head = f"{number}  {version.who}, {day(version.at, self._today)}"
                        yield Static(plain(head, "bold $accent"), markup=False)
                        yield Static(plain(version.text), markup=False, classes="words")
            keys = " or ".join(str(number) for number in range(1, len(self._versions) + 1))
            hint = f"{keys} says which holds. esc leaves both."
            yield Static(hint, classes="hint", markup=False)

    def action_choose(self, number: int) -> None:
        """This version holds."""
        if number <= len(self._versions):
            self.dismiss(self._versions[number - 1].event)

    def action_leave(self) -> None:
        """Nothing is settled."""
        self.dismiss("")


def _versions(project: Project, question: Question) -> list[_Version]:
    """The standing versions: of the answer, else of the first row in conflict."""
    answers = project.answer_to(question).conflict
    if answers:
        return [
            _Version(a.event, project.person(a.recorded_by), a.at, said(project, question, a) or a.status.value)
            for a in answers
        ]
    columns = project.pack.columns(question)
    row = next((row for row in project.view_rows(question) if row.conflict), None)
    found = []
    for version in row.conflict if row else ():
        texts = [(c.label or c.name, value_text(project, c, version.values.get(c.name))) for c in columns]
        words = "\n".join(f"{label}: {text}" for label, text in texts if text)
        taken_out = "(taken out)\n" if version.removed else ""
        found.append(_Version(version.event, project.person(version.recorded_by), version.at, taken_out + words))
    return found
