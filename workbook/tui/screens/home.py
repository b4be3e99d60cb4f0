"""Home: every project of the workbook at a glance, by stored summaries; those that are outdated follow by and by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.application.git import Author
from workbook.application.summary import reckoned
from workbook.application.waiting import anybody_asked, is_being_held, next_asked, waiting_for
from workbook.application.workbook import ProjectRow
from workbook.domain.answers import without_verb
from workbook.domain.meetings.meeting import known_question
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.draft_keeper import KeptLine
from workbook.tui.messages import ProjectWanted
from workbook.tui.requests import A_FEW, at_home
from workbook.tui.screens.base import Ground
from workbook.tui.screens.prompt import Prompt
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import day, plain, short_day

_WIDEST = 132
"""Columns that a line fills at most: the eye must find from its name to its end."""

_END = 20
"""What stands at the right end of a line: what is late, and the day of the last change."""


_LONGEST = 96
"""Letters of an action that are shown."""


_HELD = "● meeting  "
"""What stands there besides while a meeting of the project is held."""


class _Widths(NamedTuple):
    """How wide the columns are; 0 leaves one out."""

    room: int
    name: int
    phase: int
    bar: int
    scores: bool


def _widths(width: int, *, held: bool) -> _Widths:
    room = min(width - 2, _WIDEST) - 1  # the scrollbar keeps its place
    phase, bar, scores = (17, 12, True) if width >= 100 else (17, 6, False) if width >= 80 else (0, 0, False)
    end = _END + (len(_HELD) if held else 0)
    name = room - end - phase - bar - (7 + 1) - (15 if scores else 0)
    return _Widths(room, min(name, 52), phase, bar, scores)


class HomeScreen(Ground):
    """The list of projects; Enter opens one."""

    ABOUT = (
        "Projects",
        "Every project of this workbook: the phase that it is in, how much of that phase's core is answered, "
        "its two scores, what is late.",
    )
    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "#projects"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open this project"),
        Binding("n", "new", "New", tooltip="Start a new project"),
        Binding("c", "compare", "Compare", tooltip="Projects side by side"),
        Binding("i", "mine", "Mine", tooltip="What you were asked, and what you have to do"),
    ]

    def __init__(self, projects: Sequence[ProjectRow]) -> None:
        super().__init__()
        self._projects = list(projects)
        self._now: datetime | None = None
        self._author: Author | None = None
        self._width = 0

    def body(self) -> Iterator[Widget]:
        """The list, and a word on what is late."""
        yield Vertical(
            Static(id="home-head", markup=False),
            Lines(id="projects"),
            Static(id="home-detail", markup=False),
            classes="body",
        )

    async def on_mount(self) -> None:
        """Shows the list."""
        self._now = await self.workbook_app.ask(lambda workbook: workbook.now())
        await self._show_new()

    def on_resize(self) -> None:
        """The columns fit the width."""
        if self._width != self.app.size.width:
            self._show()

    async def refresh_from_store(self) -> None:
        """What another process recorded appears."""
        found = await self.workbook_app.ask(lambda workbook: (at_home(workbook), workbook.now()))
        if found is None or not self.still_there:
            return
        before, self._now = (self._projects, self._today), found[1]
        self._projects = found[0]
        if before != (self._projects, self._today):
            await self._show_new()

    async def _show_new(self) -> None:
        self._show()
        if self._author is None and anybody_asked(self._projects):
            self._author = await self.workbook_app.ask(lambda workbook: workbook.author)
            self._show()
        self._reckon()

    @work(exclusive=True, group="reckoning")
    async def _reckon(self) -> None:
        """What is outdated, a few projects at a time: no key waits for it, and no other request for long."""
        waiting = [row for row in self._projects if not row.summary]
        for start in range(0, len(waiting), A_FEW):
            few = partial(reckoned, rows=waiting[start : start + A_FEW])
            try:
                found = {row.id: row for row in await self.workbook_app.background.ask(few)}
            except WorkbookError:
                return  # home is looked at again as soon as something changes
            self._projects = [found.get(row.id, row) for row in self._projects]
            self._show()

    @on(Lines.Moved)
    def show_the_detail(self, event: Lines.Moved) -> None:
        """What is open in the project under the cursor."""
        event.stop()
        self._detail(event.key)

    @on(Lines.Chosen)
    async def open_the_chosen(self, event: Lines.Chosen) -> None:
        """Opens it."""
        event.stop()
        await self._open(event.key)

    async def action_open(self) -> None:
        """Opens the project under the cursor."""
        await self._open(self.query_one(Lines).key)

    @work
    async def action_new(self) -> None:
        """Asks for a name, then for what comes first."""
        kept = KeptLine(self.workbook_app.drafts, "line/new-project")
        name = await self.app.push_screen_wait(Prompt("What is the project called?", empty=False, kept=kept))
        if not name:
            return
        started = await self.workbook_app.ask(lambda workbook: workbook.start(name))
        if started is not None:
            kept.drop()
            self.post_message(ProjectWanted(started.project))

    def action_compare(self) -> None:
        """Projects side by side."""
        from workbook.tui.screens.compare import CompareScreen

        if self._projects:
            self.app.push_screen(CompareScreen())

    @work
    async def action_mine(self) -> None:
        """What waits for who types; one of them leads to its question."""
        from workbook.tui.screens.mine import chosen_of_mine

        chosen = await chosen_of_mine(self.workbook_app)
        if chosen is not None:
            await self._open(chosen.project, chosen.question)

    async def _open(self, project_id: str, question: str = "") -> None:
        project = await self.workbook_app.ask(lambda workbook: workbook.project(project_id))
        if project is not None:
            known = known_question(project, question)
            self.post_message(ProjectWanted(project, f"question:{known.name}" if known else ""))

    async def project_here(self) -> Project | None:
        """The project under the cursor."""
        project_id = self.query_one(Lines).key
        return await self.workbook_app.ask(lambda workbook: workbook.project(project_id)) if project_id else None

    async def go_to_key(self, project: Project, key: str) -> None:
        """Opens it there."""
        self.post_message(ProjectWanted(project, key))

    @property
    def _today(self) -> date | None:
        return self._now.astimezone().date() if self._now else None

    def _show(self) -> None:
        if self._now is None or self._today is None:
            return
        now, today = self._now, self._today
        self._width = self.app.size.width
        widths = _widths(self._width, held=any(is_being_held(row, now) for row in self._projects))
        actions = sum(len(row.summary.get("open_actions", ())) for row in self._projects)
        opened = _counted(actions, "open action") if all(row.summary for row in self._projects) else _AT_LEAST % actions
        told = f"   {_counted(len(self._projects), 'project')}, {opened}"
        asked = sum(w.asked for w in waiting_for(self._projects, self._author)) if self._author else 0
        mine = Content.styled(f"{asked} asked of you: i" if asked else "", "$warning")
        self.set_top(("mlworkbook", "bold $primary"), (told, "$muted"), state=mine)
        rows = self._projects
        phase = f"{'PHASE':<{widths.phase}}" if widths.phase else ""
        scores = f"{'JOEL':>6}{'ML TEST':>9}" if widths.scores else ""
        head = f" {'PROJECT':<{widths.name}}{phase}{'CORE':<{widths.bar + 7}}{scores}"
        head += f"{'CHANGED ':>{widths.room - len(head)}}"
        self.query_one("#home-head", Static).update(Content.styled(head if rows else "", "$faint"))
        lines = self.query_one(Lines)
        lines.show_some([row.id for row in rows], lambda place: _line(rows[place], now, today, widths))
        self._detail(lines.key)

    def _detail(self, project_id: str) -> None:
        row = next((row for row in self._projects if row.id == project_id), None)
        lines: Iterable[Content] = [_NONE]
        if row is not None and self._now is not None and self._today is not None:
            lines = _detail(row, self._now, self._today)
        text = Content("\n").join(lines)
        self.query_one("#home-detail", Static).update(text)


_AT_LEAST = "%d+ open actions"

_FOLLOWS = "Its figures follow. If they never come, 'mlworkbook doctor' says why."

_NONE = Content.assemble("No projects yet.  ", ("n", "bold $accent"), (" starts one.", "$muted"))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(row: ProjectRow, now: datetime, today: date, widths: _Widths) -> Line:
    if not row.summary:
        return Line(row.id, plain(f" {one_line(row.name, widths.name - 2)}", "bold"), _changed(row, today))
    phase = _current(row.summary)
    core, done = int(phase.get("core", 0)), int(phase.get("core_done", 0))
    filled = round(done / core * widths.bar) if core else 0
    left = Content.assemble(
        " ",
        plain(f"{one_line(row.name, widths.name - 2):<{widths.name}}", "bold"),
        plain(
            f"{one_line(phase.get('title', ''), widths.phase - 2):<{widths.phase}}" if widths.phase else "", "$muted"
        ),
        ("█" * filled, "$success"),
        ("░" * (widths.bar - filled), "$faint"),
        (f"{' ' if widths.bar else ''}{done}/{core}".ljust(7), "$muted"),
        *((f"{_score(row.summary, 'joel'):>6}{_score(row.summary, 'mlts'):>9}",) if widths.scores else ()),
    )
    late = len(_late(row.summary, today))
    marks = [(f"▲ {late} late  ", "$warning")] if late else []
    if is_being_held(row, now):
        marks = [(_HELD, "bold $success"), *marks]
    return Line(row.id, left, Content.assemble(*marks, _changed(row, today)))


def _changed(row: ProjectRow, today: date) -> Content:
    return Content.styled(day(row.changed_at, today) + " ", "$muted")


def _detail(row: ProjectRow, now: datetime, today: date) -> Iterator[Content]:
    if not row.summary:
        yield Content.styled(_FOLLOWS, "$muted")
        return
    actions = row.summary.get("open_actions", [])
    yield from _meeting(row, now, today)
    late = _late(row.summary, today)
    parked = f"   {row.summary['parked']} parked" if row.summary.get("parked") else ""
    title = _counted(len(actions), "open action") if actions else "No open actions"
    yield Content.assemble((title, "bold $secondary"), (parked, "$muted"))
    others = [action for action in actions if action not in late]
    shown = [*late[:3], *others][:5]
    for action in shown:
        yield _action(action, today, late=action in late)
    if len(actions) > len(shown):
        yield Content.styled(f"  and {len(actions) - len(shown)} more", "$faint")


def _action(action: Mapping[str, str], today: date, *, late: bool) -> Content:
    due = f"  {'late since' if late else 'by'} {_due_day(action['due'], today)}" if action["due"] else ""
    sign = ("▲ ", "$warning") if late else ("○ ", "$muted")
    return Content.assemble(sign, plain(one_line(action["action"], _LONGEST)), (due, "$warning" if late else "$muted"))


def _due_day(iso: str, today: date) -> str:
    return short_day(date.fromisoformat(iso[:10]), today)


def _meeting(row: ProjectRow, now: datetime, today: date) -> Iterator[Content]:
    """The meeting that is held, or the last one; what was asked to be answered next."""
    last = row.summary.get("meeting") or {}
    if last:
        title, opened = one_line(last["title"], 40), day(last["opened_at"], today)
        if is_being_held(row, now):
            yield plain(f"● {title} is being held, since {opened}", "$success")
        elif last["closed_at"]:
            yield plain(f"Last meeting: {title}, closed {day(last['closed_at'], today)}", "$muted")
        else:
            yield plain(f"▲ {title} was not closed", "$warning")
    asked = next_asked(row)
    if asked is not None:
        by = f", by {_due_day(asked['due'], today)}" if asked["due"] else ""
        who = one_line(asked.get("owner", ""), 24) or "somebody"
        yield plain(f"⇢ {who} is asked next: {one_line(without_verb(asked['action']), 60)}{by}", "$muted")


def _current(summary: Mapping[str, Any]) -> dict[str, Any]:
    """The first phase whose gate did not pass yet, else the last one."""
    phases: list[dict[str, Any]] = summary.get("phases", [])
    waiting = (phase for phase in phases if not str(phase.get("gate", "")).startswith("passed"))
    return next(waiting, phases[-1] if phases else {})


def _score(summary: Mapping[str, Any], instrument: str) -> str:
    score = next((score for score in summary.get("scores", []) if score["id"] == instrument), None)
    if score is None or not score["answered"]:
        return "–"
    complete = score["answered"] == score["items"]
    return str(score["score"]) if complete else f"{score['answered']}/{score['items']}"


def _late(summary: Mapping[str, Any], today: date) -> list[dict[str, str]]:
    actions: list[dict[str, str]] = summary.get("open_actions", [])
    return [action for action in actions if action["due"] and date.fromisoformat(action["due"][:10]) < today]
