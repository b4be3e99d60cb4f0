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

from workbook.domain.answers import read_answer, read_row
from workbook.domain.events import Event
from workbook.domain.gates import read_decision
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import Question
from workbook.text import one_line
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import day, plain, said, value_text

_SILENT = frozenset(("pack.adopt",))


class HistoryScreen(ModalScreen[str]):
    """All events of the project, or those of one question; gives the question to go to."""

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
        self._events = {e.id: e for e in reversed(list(project.ledger.events)) if e.kind not in _SILENT}

    def compose(self) -> ComposeResult:
        """What happened on the left, before and after on the right."""
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
        name = self._events[event.key].subject.name.removesuffix(WORDING)
        known = self._project.pack.has_question(name)
        self.dismiss(name if known else self._question_of(name))

    def _question_of(self, collection: str) -> str:
        views = (q for q in self._project.pack.questions if q.view is not None and q.view.collection == collection)
        return next((question.id for question in views), "")

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
        view = self._question.view
        return event.subject.name.removesuffix(WORDING) in (self._question.id, view.collection if view else "")

    def _line(self, event: Event) -> Line:
        when = day(event.at, self._project.today)
        who = self._project.person(event.recorded_by)
        undo = "undo: " if event.reverts else ""
        left = Content.assemble((f"{when:>11}  ", "$muted"), plain(undo + _title(self._project, event)))
        wide = self.app.size.width >= 100
        return Line(event.id, left, plain(one_line(who, 16), "$faint") if wide else Content(""))

    def _detail(self, event_id: str) -> None:
        event = self._events.get(event_id)
        text = Content("\n").join(_detail(self._project, event)) if event else Content("Nothing yet.")
        self.query_one("#change-text", Static).update(text)


def _title(project: Project, event: Event) -> str:
    """What an event is about, in words."""
    name = event.subject.name.removesuffix(WORDING)
    match event.kind:
        case "project.set":
            return f"Project “{(event.body or {}).get('name', '')}”"
        case "cycle.start":
            return f"{(event.body or {}).get('title', 'A new version')} starts"
        case "gate.decide":
            return f"Gate: {read_decision(event).outcome or 'taken back'}"
        case "body.erase":
            return "A text was erased"
        case "row.set":
            title = project.pack.collection(name).noun if _is_collection(project, name) else name
            removed = " taken out" if (event.body or {}).get("removed") else ""
            return f"{title}: {_row_key(project, event)}{removed}"
        case _:
            title = project.pack.question(name).title if project.pack.has_question(name) else name
            return f"{title} (wording)" if event.subject.name.endswith(WORDING) else title


def _detail(project: Project, event: Event) -> Iterator[Content]:
    at = event.at[:16].replace("T", " ")
    yield plain(f"{at} UTC, {project.person(event.recorded_by)}", "$muted")
    if event.answered_by != event.recorded_by:
        yield plain(f"said by {project.person(event.answered_by)}", "$muted")
    git = (event.body or {}).get("git", {})
    if git:
        yield plain(f"at commit {git.get('commit', '')} {git.get('branch', '')}", "$faint")
    yield Content("")
    for seen in event.seen:
        before = project.ledger.event(seen)
        if before is not None and before.subject == event.subject:
            yield from _prefixed("- ", _words(project, before), "$error")
    yield from _prefixed("+ ", _words(project, event), "$success")
    yield Content("")
    yield plain(f"event {event.id[:12]}   act {event.act[:12]}", "$faint")


def _prefixed(sign: str, text: str, style: str) -> Iterator[Content]:
    for line in text.split("\n"):
        yield Content.assemble((sign, style), plain(line))


def _words(project: Project, event: Event) -> str:
    """What an event says, in full."""
    if event.body is None:
        return "(erased)"
    name = event.subject.name
    if event.kind == "row.set" and _is_collection(project, name):
        row = read_row(event)
        columns = project.pack.collection(name).columns
        texts = [(c.label or c.name, value_text(project, c, row.values.get(c.name))) for c in columns]
        return "\n".join(f"{label}: {text}" for label, text in texts if text)
    if event.kind == "answer.set" and project.pack.has_question(name):
        answer = read_answer(event)
        parts = [said(project, project.pack.question(name), answer), answer.note]
        if answer.status != "answered":
            parts.insert(0, f"{answer.status} {answer.reason}".strip())
        return "\n".join(part for part in parts if part)
    return "\n".join(f"{key}: {value}" for key, value in event.body.items() if key not in ("git", "fields"))


def _row_key(project: Project, event: Event) -> str:
    if not _is_collection(project, event.subject.name):
        return ""
    key = project.pack.collection(event.subject.name).key
    return one_line(read_row(event).text(key), 60) or "(no name)"


def _is_collection(project: Project, name: str) -> bool:
    return any(collection.id == name for collection in project.pack.collections)
