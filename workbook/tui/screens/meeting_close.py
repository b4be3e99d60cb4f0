"""Closing a meeting in four steps: what was not reached, the actions, decisions and parked items, the recap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.application.meeting_texts import summary_text
from workbook.application.meetings import Settled, close_meeting, given
from workbook.domain.answers import Row
from workbook.domain.meetings.agenda import parked_title
from workbook.domain.meetings.closing import OUTCOMES, Closing, closing, lacks
from workbook.domain.meetings.meeting import Meeting, find_meeting
from workbook.domain.primitives import Ref
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.host import Host
from workbook.tui.screens.prompt import Prompt
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.meeting_bar import TickingBar
from workbook.tui.widgets.page import Page
from workbook.tui.words import plain

_STEPS = ("Not reached", "Actions", "Decided", "Recap")
_OUTCOMES = {"carried": "carried to the next meeting", "parked": "parked", "dropped": "dropped"}
_KEYS = (
    "c carry   p park   x drop   enter goes on   esc back to the meeting",
    "w who and when, or why not   enter goes on   esc one step back",
    "enter goes on   esc one step back",
    "enter, and the meeting is closed   ↑ ↓ read on   c copies it, for a chat   esc one step back",
)


class Said:
    """What is said while a meeting closes, kept as a draft until it is closed.

    Args:
        keeper: keeps drafts.
        key: the draft's.
    """

    def __init__(self, keeper: DraftKeeper, key: str) -> None:
        self._keeper = keeper
        self._key = key

    @property
    def outcomes(self) -> dict[str, str]:
        """By agenda row, what becomes of it."""
        return {row: text for row, text in self._kept("item") if text in OUTCOMES}

    @property
    def reasons(self) -> dict[str, str]:
        """By row of an action, why it has no owner or no day yet."""
        return dict(self._kept("why"))

    def settle(self, row: str, outcome: str) -> None:
        """Says what becomes of an agenda item."""
        self._note(f"item/{row}", outcome)

    def explain(self, row: str, reason: str) -> None:
        """Says why an action has no owner or no day."""
        self._note(f"why/{row}", reason)

    def drop(self) -> None:
        """Forgets it: it is recorded."""
        self._keeper.drop(self._key)

    def _kept(self, what: str) -> Iterator[tuple[str, str]]:
        for name, text in self._keeper.texts(self._key).items():
            kind, _, row = name.partition("/")
            if kind == what:
                yield row, text

    def _note(self, name: str, text: str) -> None:
        self._keeper.note(self._key, {**self._keeper.texts(self._key), name: text})


class MeetingCloseScreen(ModalScreen[bool]):
    """Gives True once the meeting is closed; False when it goes on.

    Args:
        project: whose meeting it is.
        meeting: the one to close, also one that was left open long ago.
        said: what was said in its closing so far; whoever left it, or lost the window, need not say it again.
    """

    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "meeting_close.tcss"
    AUTO_FOCUS = "#close-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("c", "settle('carried')", "Carry"),
        Binding("p", "settle('parked')", "Park"),
        Binding("x", "settle('dropped')", "Drop"),
        Binding("w", "who", "Who, when, why not"),
        Binding("up", "read_on(-1)", "Up", show=False, priority=True),
        Binding("down", "read_on(1)", "Down", show=False, priority=True),
        Binding("pageup", "read_on(-10)", "Up", show=False, priority=True),
        Binding("pagedown,space", "read_on(10)", "Down", show=False, priority=True),
    ]

    def __init__(self, project: Project, meeting: Meeting, said: Said) -> None:
        super().__init__()
        self._project = project
        self._meeting = meeting
        self._step = 0
        self._said = said

    def compose(self) -> ComposeResult:
        """The steps, the list or the recap, the keys."""
        yield TickingBar(lambda: self._project)
        with Vertical(classes="dialog"):
            yield Static(id="close-head", markup=False)
            yield Static(id="close-says", markup=False)
            yield Lines(id="close-list")
            yield Page(id="recap")
            yield Static(id="close-keys", classes="hint", markup=False)

    def on_mount(self) -> None:
        """The first step."""
        self._show()

    @on(Lines.Chosen)
    async def go_on(self, event: Lines.Chosen) -> None:
        """Enter: the next step; after the last one the meeting is closed."""
        event.stop()
        if self._step == 1 and self._unexplained:
            self.notify("Each needs an owner and a day, or a word on why not: w.", severity="warning", markup=False)
        elif self._step < len(_STEPS) - 1:
            self._step += 1
            self._show()
        else:
            await self._close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading on is for the recap; a list moves its own cursor."""
        return self._step == len(_STEPS) - 1 if action == "read_on" else super().check_action(action, parameters)

    def action_read_on(self, lines: int) -> None:
        """A recap that is longer than the window is read to its end."""
        self.query_one(Page).scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """One step back; from the first, back to the meeting."""
        if not self._step:
            self.dismiss(False)
        else:
            self._step -= 1
            self._show()

    def action_settle(self, outcome: str) -> None:
        """What becomes of an item that was not reached; at the recap, the key that carries copies it."""
        lines = self.query_one(Lines)
        if self._step == len(_STEPS) - 1 and outcome == "carried":
            self.app.copy_to_clipboard(self._recap)
            self.notify("Copied, to be pasted into a chat.", markup=False)
        elif self._step == 0 and lines.key in {item.row for item in self._left.left}:
            self._said.settle(lines.key, outcome)
            self._show()
            lines.action_move(1)

    @work
    async def action_who(self) -> None:
        """`@name >day` gives an action its owner and its day; anything else says why it has none."""
        row = next((row for row in self._lacking if row.id == self.query_one(Lines).key), None)
        app = self.app
        if row is None or not isinstance(app, Host):
            return
        title = f"“{one_line(row.text('action'), 50)}” lacks {' and '.join(lacks(row))}."
        before = self._said.reasons.get(row.id, "")
        line = await app.push_screen_wait(Prompt(title, "@name >fri, or why not yet", before, empty=False))
        if not line:
            return
        if line[0] not in "@>":
            self._said.explain(row.id, line)
        else:
            try:
                recorded = await app.record(self._project.id, given(self._project, row, line))
            except WorkbookError as error:
                app.show_error(error)
                return
            self._project = recorded.project if recorded is not None else self._project
        self._show()

    async def _close(self) -> None:
        app = self.app
        if not isinstance(app, Host):
            return
        project_id, name = self._project.id, self._meeting.id
        settled = Settled(self._said.outcomes, self._said.reasons)
        if await app.ask(lambda workbook: close_meeting(workbook, project_id, name, settled)) is not None:
            self._said.drop()
            self.dismiss(True)

    # What is shown

    @property
    def _left(self) -> Closing:
        return closing(self._project, self._meeting)

    @property
    def _recap(self) -> str:
        """With what was just said, which is recorded when the meeting closes."""
        said = self._said
        return summary_text(self._project, self._meeting, reasons=said.reasons, outcomes=said.outcomes)

    @property
    def _lacking(self) -> tuple[Row, ...]:
        return self._left.lacking

    @property
    def _unexplained(self) -> list[Row]:
        return [row for row in self._lacking if row.id not in self._said.reasons]

    def _show(self) -> None:
        self._meeting = find_meeting(self._project, self._meeting.id)
        head = [
            Content.styled(f"{number} {title}   ", "bold $accent" if number == self._step + 1 else "$faint")
            for number, title in enumerate(_STEPS, start=1)
        ]
        self.query_one("#close-head", Static).update(Content.assemble(*head))
        self.query_one("#close-keys", Static).update(_KEYS[self._step])
        lines, recap = self.query_one(Lines), self.query_one(Page)
        recap.display = self._step == len(_STEPS) - 1
        lines.set_class(recap.display, "-low")
        says, shown = self._content()
        self.query_one("#close-says", Static).update(says)
        lines.show(shown or [_LAST if recap.display else _ON])
        if recap.display:
            recap.show("recap", plain(self._recap))
        lines.focus()

    def _content(self) -> tuple[str, list[Line]]:
        left, said = self._left, self._said
        match self._step:
            case 0:
                says = "These were not reached. They come up first in the next meeting, unless you say otherwise."
                return (says if left.left else "Everything on the agenda was reached."), [
                    Line(
                        item.row,
                        plain(one_line(item.item, 60)),
                        plain(_OUTCOMES[said.outcomes.get(item.row, "carried")], "$muted"),
                    )
                    for item in left.left
                ]
            case 1:
                says = "Nobody does these, or nobody knows until when. Say it, or say why not."
                done = "Every action has an owner and a day, or a word on why not."
                return (says if self._unexplained else done), [
                    Line(row.id, plain(one_line(row.text("action"), 60)), _lack(row, said.reasons.get(row.id, "")))
                    for row in left.lacking
                ]
            case 2:
                decided = [
                    Line(row.id, _named("✓ ", self._project.row_name(row)), _why(self._project, row))
                    for row in left.decisions
                ]
                parked = [Line(row.id, _named("P ", parked_title(self._project, row))) for row in left.parked]
                says = "Is that what was decided and parked?" if decided or parked else "Nothing was decided or parked."
                return says, [*decided, *parked]
            case _:
                return "Read it aloud. Does anybody object?", []


def _lack(row: Row, reason: str) -> Content:
    if reason:
        return plain(one_line(reason, 40), "$muted")
    return plain(f"lacks {' and '.join(lacks(row))}", "$warning")


def _why(project: Project, decision: Row) -> Content:
    owner = decision.values.get("owner")
    who = one_line(project.person(owner.row), 20) if isinstance(owner, Ref) else ""
    return plain(" · ".join(part for part in (who, one_line(decision.text("why"), 40)) if part), "$muted")


_ON = Line("on", Content.styled("enter goes on", "$muted"))
_LAST = Line("on", Content.styled("Nobody objects: enter closes the meeting", "bold $success"))


def _named(sign: str, name: str) -> Content:
    return Content.assemble((sign, "$success"), plain(one_line(name, 80)))
