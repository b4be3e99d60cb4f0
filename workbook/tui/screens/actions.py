"""The actions: late, open and done, of this project or of all; done with a key, given another day with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from workbook.application import typed
from workbook.application.actions import redated
from workbook.application.meeting_reports import action_report
from workbook.application.summary import reckoned
from workbook.domain.answers import Row, is_open
from workbook.domain.commands import SetRow
from workbook.domain.gates import is_late
from workbook.domain.meetings.agenda import times_carried
from workbook.domain.meetings.meeting import known_question
from workbook.domain.primitives import Moment, Ref
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.screens.prompt import Prompt
from workbook.tui.screens.register import RegisterScreen, noted_in
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain, short_day

_MOST = 30
"""Projects whose actions are gathered; those that changed last come first."""


class ActionsScreen(RegisterScreen):
    """Gives the name of the question that the chosen action came from; empty when it is left."""

    ABOUT = (
        "Actions",
        "Who does what by when: what is late, what is open, what is done.",
    )
    OF_A_ROW = frozenset(("done", "another_day"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "done", "Done", tooltip="It is done"),
        Binding("r", "another_day", "Another day", tooltip="Give it another day, with the reason"),
        Binding("f", "person", "Whose", tooltip="Of one person after the other, or of all"),
        Binding("tab", "everywhere", "All projects", tooltip="Of this project, or of all"),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._projects: list[Project] = [project]
        self._whose = ""

    def show_news(self) -> None:
        """Shows the project's own anew."""
        self._projects = [self._project if known.id == self._project.id else known for known in self._projects]
        self._show()

    async def action_done(self) -> None:
        """It is done."""
        await self._change(lambda project, row: typed.row(project, "actions", {"status": "done"}, row.id))

    @work
    async def action_another_day(self) -> None:
        """`fri, waiting for the supplier`: the day, a comma, the reason. None is moved without one."""
        if self._chosen() is None:
            return
        prompt = Prompt("Until when, and why?", "fri, waiting for the supplier", empty=False)
        day, _, why = (await self.app.push_screen_wait(prompt) or "").partition(",")
        if day and not why.strip():
            self.notify("And why? A day, a comma, the reason.", severity="warning", markup=False)
        elif day:
            await self._change(lambda project, row: redated(project, row, day.strip(), why))

    def action_person(self) -> None:
        """Of the next person who has some; after the last one of all."""
        owners = sorted({_owner(project, row) for project, row in self._all()} - {""})
        names = ["", *owners]
        self._whose = names[(names.index(self._whose) + 1) % len(names)] if self._whose in names else ""
        self._show()

    @work
    async def action_everywhere(self) -> None:
        """Of all projects of the workbook; and back."""
        if len(self._projects) > 1:
            self._projects = [self._project]
        else:
            own = self._project.id
            found = await self.workbook_app.ask(
                lambda workbook: [
                    workbook.project(row.id)
                    for row in reckoned(workbook, workbook.listed()[:_MOST])
                    if row.id != own and row.summary.get("open_actions")
                ]
            )
            self._projects = [self._project, *(found or ())]
        self._show()

    async def _change(self, made: Callable[[Project, Row], SetRow]) -> None:
        found = self._chosen()
        if found is None:
            return
        project, row = found
        try:
            command = made(project, row)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        recorded = await self.workbook_app.record(project.id, command)
        if recorded is not None:
            self._projects = [recorded.project if known.id == project.id else known for known in self._projects]
            self._project = recorded.project if project.id == self._project.id else self._project
            self._show()

    # What is shown

    def _all(self) -> Iterator[tuple[Project, Row]]:
        return ((project, row) for project in self._projects for row in project.rows("actions"))

    def _chosen(self) -> tuple[Project, Row] | None:
        key = self.query_one(Lines).key
        return next(((project, row) for project, row in self._all() if _key(project, row) == key), None)

    def _question(self) -> str | None:
        found = self._chosen()
        return found[1].text("origin") if found is not None and found[0].id == self._project.id else None

    def _show(self) -> None:
        self.show_top("Actions")
        listed = [(p, row) for p, row in self._all() if not self._whose or _owner(p, row) == self._whose]
        late = [(p, row) for p, row in listed if is_open(row) and is_late(row, p.today)]
        coming = sorted((x for x in listed if is_open(x[1]) and x not in late), key=lambda x: _due(x[1]) or "9")
        done = [x for x in listed if not is_open(x[1])]
        whose = self._whose or "everybody"
        where = "all projects" if len(self._projects) > 1 else "this project"
        head = f"{len(late)} late, {len(coming)} open, {len(done)} done   of {one_line(whose, 24)}, {where}"
        several = len(self._projects) > 1
        lines = [
            *_group("Late", late, "▲ ", "$warning", several),
            *_group("Open", coming, "○ ", "", several),
            *_group("Done and dropped", done, "✓ ", "$muted", several),
        ]
        self._show_rows(head, lines, "No actions. ^o captures one.")

    def _about(self) -> Iterator[str]:
        found = self._chosen()
        if found is None:
            return
        project, row = found
        carried, origin = action_report(project, row)["carried"], known_question(project, row.text("origin"))
        yield row.text("action")
        yield f"from {origin.title}" if origin else ""
        yield noted_in(project, row)
        yield f"carried over {carried} times" if carried > 1 else "carried over once" if carried else ""
        yield row.text("note")


def _group(title: str, rows: Sequence[tuple[Project, Row]], sign: str, style: str, several: bool) -> Iterator[Line]:
    if rows:
        yield Line("", Content.styled(title, "$accent"))
    for project, row in rows:
        where = f"  {one_line(project.name, 18)}" if several else ""
        often = times_carried(project, row) if is_open(row) else 0
        carried = (f"  ↻{often}" if often else "", "$warning")
        words = plain(one_line(row.text("action"), 80), style)
        left = Content.assemble((sign, style), words, carried, plain(where, "$faint"))
        right = "  ".join(part for part in (one_line(_owner(project, row), 16), _day(project, row)) if part)
        yield Line(_key(project, row), left, plain(right or "nobody yet", "$muted"))
    if rows:
        yield Line("", Content(""))


def _day(project: Project, row: Row) -> str:
    due = _due(row)
    return short_day(date.fromisoformat(due), project.today) if due else ""


def _key(project: Project, row: Row) -> str:
    return f"{project.id}/{row.id}"


def _owner(project: Project, row: Row) -> str:
    owner = row.values.get("owner")
    return project.person(owner.row) if isinstance(owner, Ref) else ""


def _due(row: Row) -> str:
    due = row.values.get("due")
    return due.iso[:10] if isinstance(due, Moment) else ""
