"""A conflict: two people answered without seeing each other. Both are kept until one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.domain.early import waiver_words
from workbook.domain.events import Event
from workbook.domain.gates import read_decision
from workbook.domain.project import Project
from workbook.domain.specs import Phase, Question
from workbook.tui.words import day, plain, read_text, said, subject_title


class Version(NamedTuple):
    """One of the versions that stand: its event, who recorded it and when, what it says."""

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

    def __init__(self, asked: str, versions: Sequence[Version], today: date) -> None:
        super().__init__()
        self._asked = asked
        self._today = today
        self._versions = versions[:9]

    def compose(self) -> ComposeResult:
        """The question, the versions, the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._asked), classes="title", markup=False)
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


def decisions(project: Project, phase: Phase) -> list[Version]:
    """The standing decisions of a gate, with their waivers."""
    heads = project.ledger.heads(project.subject(phase.gate.id)) if phase.gate else ()
    people = [project.person(head.recorded_by) for head in heads]
    return [Version(e.id, who, e.at, _decided(project, phase, e)) for e, who in zip(heads, people, strict=True)]


def _decided(project: Project, phase: Phase, event: Event) -> str:
    made = read_decision(event)
    labels = {outcome.id: outcome.label for outcome in phase.gate.outcomes} if phase.gate else {}
    who = f", decided by {project.person(made.decider)}" if made.decider else ""
    head = f"{labels.get(made.outcome, made.outcome) or 'Nothing decided'}{who}"
    waived = [f"{subject_title(project, w.rule)}: {waiver_words(project, w)}" for w in made.waivers]
    erased = "(erased)" if event.body is None else ""
    return "\n".join(part for part in (erased or head, made.reason, *waived) if part)


def versions(project: Project, question: Question) -> list[Version]:
    """The standing versions: of the answer, else of the first row in conflict."""
    answers = project.answer_to(question).conflict
    if answers:
        return [
            Version(a.event, project.person(a.recorded_by), a.at, said(project, question, a) or a.status.value)
            for a in answers
        ]
    columns = project.pack.columns(question)
    row = next((row for row in project.view_rows(question) if row.conflict), None)
    found = []
    for version in row.conflict if row else ():
        texts = [(c.label or c.name, read_text(project, c, version.values.get(c.name))) for c in columns]
        words = "\n".join(f"{label}: {text}" for label, text in texts if text)
        taken_out = "(taken out)\n" if version.removed else ""
        found.append(Version(version.event, project.person(version.recorded_by), version.at, taken_out + words))
    return found
