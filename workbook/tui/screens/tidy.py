"""Tidying after a meeting: each answer in its paragraph of the document; Enter keeps it, `e` words it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.application.tidying import Tidy, read_again, wording_to_begin_with
from workbook.domain.commands import Command, KeepAnswer, SetWording
from workbook.domain.meetings.meeting import Meeting
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Kind
from workbook.text import one_line
from workbook.tui.editors.ref import RefEditor
from workbook.tui.screens.aside import AsideForm
from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.markdown import rendered
from workbook.tui.words import plain

_WORDING: Final = FieldSpec("wording", Kind.TEXT, "As documents are to say it", required=True, long=True)
_KEPT, _WORDED = ("✓ ", "$success"), ("✎ ", "$success")
_WAITING = ("○ ", "$faint")


class _Answers(Lines):
    """Where Enter keeps, and says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Reads well", tooltip="Keep it as it is printed")
    ]


class TidyScreen(OneProjectScreen):
    """Reads a meeting's answers; what is left can be read another time.

    Args:
        project: whose meeting it was.
        meeting: the one that is over.
        waiting: what is to be read, at least one.
    """

    ABOUT = (
        "Tidy",
        "What a meeting answered, each in the paragraph of the document that it stands in. What was typed in a hurry "
        "is kept as it is, or worded anew for readers; what was said stays in the history either way.",
    )
    CSS_PATH = "tidy.tcss"
    AUTO_FOCUS = "#tidy-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "word", "Word it", tooltip="Word it anew for documents; what was said stays"),
        Binding("escape", "leave", "Back", tooltip="Back to the project; the rest can be read later"),
    ]

    def __init__(self, project: Project, meeting: Meeting, waiting: Sequence[Tidy]) -> None:
        super().__init__(project)
        self._meeting = meeting
        self._waiting = {tidy.question.name: tidy for tidy in waiting}
        self._done: dict[str, tuple[str, str]] = {}

    def body(self) -> Iterator[Widget]:
        """The answers; below them the paragraph that one of them stands in."""
        yield Vertical(
            _Answers(id="tidy-list"),
            Static(id="tidy-place", markup=False),
            VerticalScroll(Static(id="tidy-text", markup=False), id="tidy-page", can_focus=False),
            classes="body",
        )

    def on_mount(self) -> None:
        """The first one."""
        self._show()

    @on(Lines.Moved)
    def show_the_paragraph(self, event: Lines.Moved) -> None:
        """How the answer under the cursor is printed."""
        event.stop()
        self._show_paragraph()

    @on(Lines.Chosen)
    async def keep_it(self, event: Lines.Chosen) -> None:
        """Enter: it reads well; on to the next one."""
        event.stop()
        tidy = self._chosen
        kept = KeepAnswer(self._meeting.id, tidy.question.id, tidy.question.instance)
        if tidy.question.name in self._done or await self._record(kept):
            self._done.setdefault(tidy.question.name, _KEPT)
            self._go_on()

    @work
    async def action_word(self) -> None:
        """Other words for documents; what was said stays."""
        tidy, drafts = self._chosen, self.workbook_app.drafts
        question = tidy.question
        key = f"{self._project.id}/{self._project.cycle.id}/line/tidy/{question.name}"
        texts = drafts.texts(key) or {_WORDING.name: wording_to_begin_with(self._project, tidy)}
        command = await self.app.push_screen_wait(
            AsideForm(
                f"“{question.title}” in {tidy.paragraph.path}. What was said stays.",
                (_WORDING,),
                texts,
                self._project.context,
                lambda _field: (),
                check=lambda texts: SetWording(question.id, texts[_WORDING.name], question.instance),
                keep=lambda texts: drafts.note(key, dict(texts)),
                add=_nobody_new,
                tell=self.workbook_app.show_error,
            )
        )
        if command is not None and await self._record(command):
            drafts.drop(key)
            self._done[question.name] = _WORDED
            project, cache = self._project, self.workbook_app.places.cache
            again = await self.workbook_app.ask(lambda _workbook: read_again(project, tidy, cache))
            self._waiting[question.name] = again or tidy
            self._show()

    def action_leave(self) -> None:
        """Back; what was not read waits."""
        self.dismiss("")

    async def _record(self, command: Command) -> bool:
        recorded = await self.workbook_app.record(self._project.id, command)
        if recorded is not None:
            self._project = recorded.project
        return recorded is not None

    def _go_on(self) -> None:
        """To the next one that nobody read; when there is none, back."""
        names = list(self._waiting)
        turn = names.index(self._chosen.question.name) + 1
        following = next((name for name in names[turn:] + names[:turn] if name not in self._done), "")
        if not following:
            self.notify(f"All answers of {self._meeting.title} are read.", markup=False)
            self.dismiss("")
            return
        self._show()
        self.query_one(Lines).go_to(following)
        self._show_paragraph()

    # What is shown

    @property
    def _chosen(self) -> Tidy:
        return self._waiting.get(self.query_one(Lines).key) or next(iter(self._waiting.values()))

    def _show(self) -> None:
        self.show_top(f"Tidy   {len(self._done)} of {len(self._waiting)} read   {one_line(self._meeting.title, 30)}")
        self.query_one(Lines).show([self._line(name, tidy) for name, tidy in self._waiting.items()])
        self._show_paragraph()

    def _line(self, name: str, tidy: Tidy) -> Line:
        left = Content.assemble(self._done.get(name, _WAITING), plain(one_line(tidy.question.title, 40)))
        return Line(name, left, plain(tidy.paragraph.path, "$muted"))

    def _show_paragraph(self) -> None:
        paragraph = self._chosen.paragraph
        place = " › ".join(part for part in (paragraph.path, one_line(paragraph.heading, 60)) if part)
        self.query_one("#tidy-place", Static).update(plain(place, "$accent"))
        self.query_one("#tidy-text", Static).update(rendered(paragraph.text))
        self.query_one("#tidy-page", VerticalScroll).scroll_home(animate=False)


async def _nobody_new(_event: RefEditor.RowWanted) -> None:
    raise AssertionError("a wording names nobody")
