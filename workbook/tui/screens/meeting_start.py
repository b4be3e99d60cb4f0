"""Opening a meeting: what it is about, how long, who is there; the agenda follows from that."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.application import typed
from workbook.application.meeting_texts import agenda_markdown
from workbook.application.meetings import asked_line, planned
from workbook.domain.commands import OpenMeeting
from workbook.domain.meetings.agenda import asked_of
from workbook.domain.meetings.meeting import AgendaItem, asked_in
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.host import Host
from workbook.tui.screens.prompt import Prompt
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.page import Page
from workbook.tui.words import plain

_SHORTEST, _LONGEST, _STEP = 15, 240, 15
_KINDS = {
    "review": "Looking back first",
    "discuss": "To discuss",
    "confirm": "To confirm, one key each",
    "sweep": "To sweep in a grid",
    "hand-out": "Handed out beforehand",
}


class MeetingStartScreen(ModalScreen[OpenMeeting | None]):
    """Gives the meeting to be opened; None when it is left.

    Args:
        project: whose meeting it is.
        about: the phase, instrument or filled-in form to suggest; empty for the first one.
    """

    CSS_PATH = "meeting_start.tcss"
    AUTO_FOCUS = "#people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("space", "here", "Here or not"),
        Binding("l", "lead", "Leads"),
        Binding("n", "new_person", "Somebody new"),
        Binding("a", "ask", "Asks beforehand"),
        Binding("c", "copy", "Copies the agenda"),
        Binding("right", "about(1)", "About something else", show=False),
        Binding("left", "about(-1)", "About something else", show=False),
        Binding("plus", f"length({_STEP})", "Longer", show=False),
        Binding("minus", f"length(-{_STEP})", "Shorter", show=False),
    ]

    def __init__(self, project: Project, about: str = "") -> None:
        super().__init__()
        self._project = project
        open_forms = [form.id for form in project.forms if form.open and form.form.id != "meeting"]
        self._abouts = [*(area.id for area in project.pack.areas), *open_forms, ""]
        self._at = self._abouts.index(about) if about in self._abouts else 0
        self._length = 60
        self._people: set[str] = set()
        self._leads = ""

    def compose(self) -> ComposeResult:
        """What and how long; who; the agenda."""
        with Vertical(classes="dialog"):
            yield Static(id="meeting-head", markup=False)
            with Horizontal(id="meeting-columns"):
                yield Lines(id="people")
                yield Page(id="agenda")
            yield Static(
                "enter starts   space here   l leads   n new name   a asks beforehand   c copies it   ←→ about   "
                "+- minutes   esc leaves",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """The suggestion."""
        self._leads = self._plan().facilitator
        self._people = {self._leads} - {""}
        self._show()

    @on(Lines.Chosen)
    def start(self, event: Lines.Chosen) -> None:
        """Enter starts it."""
        event.stop()
        self.dismiss(self._plan())

    def action_leave(self) -> None:
        """No meeting."""
        self.dismiss(None)

    def action_here(self) -> None:
        """Somebody is here, or is not."""
        person = self.query_one(Lines).key
        if person.startswith("person:"):
            self._people ^= {person.removeprefix("person:")}
            self._show()

    def action_lead(self) -> None:
        """Somebody leads, and so is here."""
        person = self.query_one(Lines).key
        if person.startswith("person:"):
            self._leads = person.removeprefix("person:")
            self._people.add(self._leads)
            self._show()

    def action_about(self, by: int) -> None:
        """About the next phase, instrument or form; the last is a meeting about nothing in particular."""
        self._at = (self._at + by) % len(self._abouts)
        self._show()

    def action_length(self, by: int) -> None:
        """Longer or shorter; the timeboxes follow."""
        self._length = min(_LONGEST, max(_SHORTEST, self._length + by))
        self._show()

    @work
    async def action_new_person(self) -> None:
        """Somebody who is not among the people yet."""
        name = await self.app.push_screen_wait(Prompt("Who is here too?", empty=False))
        app = self.app
        if not name or not isinstance(app, Host):
            return
        before = {row.id for row in self._project.rows("people")}
        recorded = await app.record(self._project.id, typed.row(self._project, "people", {"name": name}))
        if recorded is not None:
            self._project = recorded.project
            new = {row.id for row in self._project.rows("people")} - before
            self._people |= new
            self._show("".join(f"person:{person}" for person in new))

    def action_copy(self) -> None:
        """The agenda as Markdown, to be sent around."""
        self.app.copy_to_clipboard(agenda_markdown(self._project, self._plan()))
        self.notify("Copied as Markdown, to be sent around.", markup=False)

    @work
    async def action_ask(self) -> None:
        """What is handed out, one question after the other: who answers it, and by when. Escape ends it."""
        app = self.app
        waiting = [item for item in self._plan().agenda if item.kind == "hand-out"]
        waiting = [item for item in waiting if not asked_of(self._project, item.question)]
        if not waiting or not isinstance(app, Host):
            self.notify("Everything that is handed out was asked of somebody.", markup=False)
            return
        for number, item in enumerate(waiting, start=1):
            if not await self._asked(app, item, f"{number} of {len(waiting)}"):
                return

    async def _asked(self, app: Host, item: AgendaItem, place: str) -> bool:
        """Asks for a name until one fits. False when it was left."""
        text = ""
        while True:
            title = f"{place}: who answers “{one_line(item.item, 40)}” beforehand, and by when?"
            hint = f"@name by thu; nothing leaves it to the meeting. People: {', '.join(self._names[:6])}"
            line = await app.push_screen_wait(Prompt(title, hint, text))
            if not line:
                return line is not None
            try:
                command, told = asked_line(self._project, item.question, line)
            except WorkbookError as error:
                app.show_error(error)
                text = line
                continue
            recorded = await app.record(self._project.id, command)
            if recorded is not None:
                self._project = recorded.project
                self.notify(told, markup=False)
                self._show()
            return True

    @property
    def _names(self) -> list[str]:
        return [one_line(self._project.row_name(row), 30) for row in self._project.rows("people")]

    def _plan(self) -> OpenMeeting:
        about = self._abouts[self._at]
        people = [row.id for row in self._project.rows("people") if row.id in self._people]
        return planned(self._project, about, length=self._length, people=people, facilitator=self._leads)

    def _show(self, key: str = "") -> None:
        plan = self._plan()
        about = asked_in(self._project, self._abouts[self._at]) or "nothing in particular"
        head = Content.assemble(
            ("Meeting about ", "$muted"),
            plain(one_line(about, 40), "bold $primary"),
            (f"   {self._length} minutes", "bold"),
        )
        self.query_one("#meeting-head", Static).update(head)
        self.query_one(Lines).show([self._person(row.id) for row in self._project.rows("people")] or [_NOBODY], key)
        self.query_one(Page).show(about, agenda_content(self._project, plan.agenda))

    def _person(self, person: str) -> Line:
        here = person in self._people
        sign = Content.styled("■ " if here else "□ ", "$success" if here else "$faint")
        name = plain(one_line(self._project.person(person), 22), "bold" if here else "$muted")
        leads = Content.styled("leads", "$accent") if person == self._leads else Content("")
        return Line(f"person:{person}", Content.assemble(sign, name), leads)


_NOBODY = Line("nobody", Content.styled("Nobody is known yet: n adds somebody.", "$muted"))


def agenda_content(project: Project, items: tuple[AgendaItem, ...]) -> Content:
    """An agenda by what is done with its items."""
    parts: list[Content] = []
    for kind, title in _KINDS.items():
        listed = [item for item in items if item.kind == kind]
        if not listed:
            continue
        parts.append(Content.styled(title if not parts else f"\n{title}", "$accent"))
        parts.extend(_item(project, item) for item in listed)
    return Content("\n").join(parts) if parts else Content.styled("Nothing is open there: talk, and capture.", "$muted")


def _item(project: Project, item: AgendaItem) -> Content:
    minutes = f"{item.minutes:>3}′ " if item.minutes else "     "
    person = item.owner or (asked_of(project, item.question) if item.kind == "hand-out" else "")
    owner = f"  {one_line(project.person(person), 20)}" if person else ""
    return Content.assemble((minutes, "$muted"), plain(one_line(item.item, 40)), plain(owner, "$muted"))
