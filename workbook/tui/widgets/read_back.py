"""What was just said, large for a moment, to be read aloud. It takes no key: people may type on below it."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from workbook.domain.meetings.capture import Captured
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.text import one_line
from workbook.tui.words import answer_line, plain, read_text

_STAYS = 5.0
"""Seconds: as long as it takes to read two lines aloud."""
_MOST = 300


class ReadBack(Static):
    """Stands above the keys, over what is there, and goes by itself."""

    DEFAULT_CSS = """
    ReadBack {
        layer: cover; dock: bottom; margin-bottom: 1; width: 100%; height: auto; max-height: 8; display: none;
        background: $panel; border-top: solid $accent; padding: 1 4; text-style: bold;
        &.-said { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="read-back", markup=False)
        self._timer: Timer | None = None

    def say(self, project: Project, question: Question) -> None:
        """The answer to a question."""
        lines = _lines(project, question)
        if any(lines):
            self.quote(*lines, about=question.title)

    def decided(self, decision: Captured) -> None:
        """A decision, with its reason and with who saw it differently."""
        told = {"Why": decision.why, "Not": decision.alternatives, "Seen differently": decision.dissent}
        self.quote(decision.text, *(f"{name}: {text}" for name, text in told.items() if text), about="Decided")

    def quote(self, *texts: str, about: str) -> None:
        """Texts, a line each, under what they are about."""
        head = Content.styled(f"{about}, read aloud:", "not bold $muted")
        lines = (head, *(plain(one_line(text, _MOST)) for text in texts))
        self.app.clear_notifications()  # they would lie on top of it
        self.update(Content("\n").join(lines))
        self.add_class("-said")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_STAYS, self.go)

    def go(self) -> None:
        """Makes room for what is told next."""
        self.remove_class("-said")


def _lines(project: Project, question: Question) -> list[str]:
    """An answer of several fields says which is which: nobody must hear what is out as what is in."""
    answer = project.answer_to(question)
    given = [(field, read_text(project, field, answer.values.get(field.name))) for field in question.fields]
    told = [f"{field.label or field.name}: {text}" for field, text in given if text]
    return told if len(told) > 1 and not answer.wording else [answer_line(project, question)]
