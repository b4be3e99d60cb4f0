"""History: who answered what, and when. Nothing is ever gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.application.history import event_report, subject_title
from workbook.application.moments import in_words
from workbook.domain.events import Event, Subject
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import AT, Question
from workbook.text import one_line
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.meeting_bar import TickingBar
from workbook.tui.words import day, plain

_SILENT = frozenset(("pack.adopt",))


class HistoryScreen(ModalScreen[str]):
    """All events of the project, or those of one question; gives the question to go to."""

    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("q", "only_this", "This question / all"),
    ]

    def __init__(self, project: Project, question: Question | None) -> None:
        super().__init__()
        self._project = project
        self._question = question
        self._only = False
        self._titles: dict[Subject, str] = {}
        self._events = {e.id: e for e in reversed(list(project.ledger.events)) if e.kind not in _SILENT}

    def compose(self) -> ComposeResult:
        """What happened on the left, before and after on the right."""
        yield TickingBar(lambda: self._project)
        with Vertical(classes="dialog"):
            yield Static(id="history-title", classes="title", markup=False)
            with Horizontal():
                yield Lines(id="events")
                with VerticalScroll(id="change", can_focus=False):
                    yield Static(id="change-text", markup=False)
            yield Static("enter goes there, q this question or all, esc leaves", classes="hint", markup=False)

    def on_mount(self) -> None:
        """The newest first."""
        self._show()

    def action_only_this(self) -> None:
        """Between the question's history and the project's."""
        self._only = not self._only and self._question is not None
        self._show()

    def action_leave(self) -> None:
        """Back to where it was."""
        self.dismiss("")

    @on(Lines.Moved)
    def show_the_change(self, event: Lines.Moved) -> None:
        """Before and after of the event under the cursor."""
        event.stop()
        self._detail(event.key)

    @on(Lines.Chosen)
    def go_there(self, event: Lines.Chosen) -> None:
        """To the question that the event is about."""
        event.stop()
        self.dismiss(self._question_of(self._events[event.key].subject))

    def _question_of(self, subject: Subject) -> str:
        """The question that a subject belongs to; empty when none does any more."""
        name = subject.name.removesuffix(WORDING)
        if not self._project.pack.has_question(name):
            views = (q for q in self._project.pack.questions if q.view is not None and q.view.collection == name)
            name = next((question.id for question in views), "")
        if not (name and subject.form):
            return name
        filled = any(form.id == subject.form for form in self._project.forms)
        return f"{name}{AT}{subject.form}" if filled else ""

    def _show(self) -> None:
        shown = [event for event in self._events.values() if self._wanted(event)]
        what = self._question.title if self._only and self._question else self._project.name
        self.query_one("#history-title", Static).update(plain(f"History of {what}: {len(shown)} events"))
        lines = self.query_one(Lines)
        lines.show([self._line(event) for event in shown], shown[0].id if shown else "")
        self._detail(lines.key)
        lines.focus()

    def _wanted(self, event: Event) -> bool:
        if not self._only or self._question is None:
            return True
        view, subject = self._question.view, event.subject
        names = (self._question.id, view.collection if view else "")
        return subject.name.removesuffix(WORDING) in names and subject.form in ("", self._question.instance)

    def _line(self, event: Event) -> Line:
        when = day(event.at, self._project.today)
        who = self._project.person(event.recorded_by)
        undo = "undo: " if event.reverts else ""
        left = Content.assemble((f"{when:>11}  ", "$muted"), plain(undo + self._title(event.subject)))
        wide = self.app.size.width >= 100
        return Line(event.id, left, plain(one_line(who, 16), "$faint") if wide else Content(""))

    def _title(self, subject: Subject) -> str:
        """A row's name is looked for among all rows, so once will do."""
        if subject not in self._titles:
            self._titles[subject] = one_line(subject_title(self._project, subject))
        return self._titles[subject]

    def _detail(self, event_id: str) -> None:
        event = self._events.get(event_id)
        text = Content("\n").join(_detail(self._project, event)) if event else Content("Nothing yet.")
        self.query_one("#change-text", Static).update(text)


def _detail(project: Project, event: Event) -> Iterator[Content]:
    told = event_report(project, event)
    yield plain(f"{in_words(event.at)}, {project.person(event.recorded_by)}", "$muted")
    if told["said_by"]:
        yield plain(f"said by {told['said_by']}", "$muted")
    if told["git"]:
        yield plain(f"at commit {told['git'].get('commit', '')} {told['git'].get('branch', '')}", "$faint")
    if told["erased"]:
        erased = told["erased"]
        yield plain(f"erased by {erased['by']}, {in_words(erased['at'])}: {erased['why']}", "$warning")
    for change in told["changes"]:
        yield Content("")
        if change["label"]:
            yield plain(change["label"], "$muted")
        yield from _prefixed("- ", change["before"], "$error")
        yield from _prefixed("+ ", change["after"], "$success")
    yield Content("")
    yield plain(f"event {event.id[:12]}   act {event.act[:12]}", "$faint")


def _prefixed(sign: str, text: str, style: str) -> Iterator[Content]:
    for line in text.split("\n") if text else ():
        yield Content.assemble((sign, style), plain(line))
