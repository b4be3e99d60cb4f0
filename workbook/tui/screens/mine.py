"""What waits for whoever types: what they were asked and by when, then what they have to do, in all projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.application.waiting import Waiting, waiting_for
from workbook.text import one_line
from workbook.tui.host import Host
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain, short_day

_DIGITS = 9


class MineScreen(ModalScreen[Waiting | None]):
    """Gives what was chosen; None when it is left.

    Args:
        waiting: what was asked comes first.
        whose: who it waits for, by name.
        today: what days count from.
    """

    ABOUT: ClassVar[tuple[str, str]] = (
        "What waits for you",
        "The questions that somebody handed to you, with the day they are wanted by, and the actions that you own, in "
        "all projects of this workbook. What is answered or done goes from here by itself.",
    )
    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "mine.tcss"
    AUTO_FOCUS = "#mine-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i", "leave", "Leave"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1", tooltip="Help and keys"),
        *(Binding(str(digit), f"take({digit})", "Go there", show=False) for digit in range(1, _DIGITS + 1)),
    ]

    def __init__(self, waiting: Sequence[Waiting], whose: str, today: date) -> None:
        super().__init__()
        self._waiting = waiting
        self._whose = whose
        self._today = today

    def compose(self) -> ComposeResult:
        """Whose, the list, the keys."""
        asked = sum(waiting.asked for waiting in self._waiting)
        title = f"{one_line(self._whose, 30)}: {asked} asked of you, {len(self._waiting) - asked} to do"
        with Vertical(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield Lines(id="mine-list")
            yield Static(
                "enter, or its digit, goes there   i shows this again   esc leaves", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        """What was asked, then what is to be done."""
        nothing = Line("none", Content.styled("Nothing waits for you.", "$muted"))
        self.query_one(Lines).show(list(self._lines()) or [nothing])

    @on(Lines.Chosen)
    def take_the_line(self, event: Lines.Chosen) -> None:
        """Enter goes to it."""
        event.stop()
        self.action_take(int(event.key) if event.key.isdecimal() else 0)

    def action_take(self, number: int) -> None:
        """Goes to the one of that number."""
        if 0 < number <= len(self._waiting):
            self.dismiss(self._waiting[number - 1])

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def _lines(self) -> Iterator[Line]:
        several = len({waiting.project for waiting in self._waiting}) > 1
        title = ""
        for number, waiting in enumerate(self._waiting, start=1):
            group = "You were asked" if waiting.asked else "To do"
            if group != title:
                if title:
                    yield Line("", Content(""))
                yield Line("", Content.styled(group, "$accent"))
                title = group
            yield self._line(number, waiting, several)

    def _line(self, number: int, waiting: Waiting, several: bool) -> Line:
        where = f"  {one_line(waiting.project_name, 24)}" if several else ""
        digit = f"{number} " if number <= _DIGITS else "  "
        left = Content.assemble((digit, "$muted"), plain(one_line(waiting.text, 80)), plain(where, "$faint"))
        return Line(str(number), left, self._by(waiting.due))

    def _by(self, due: str) -> Content:
        if not due:
            return Content.styled("no day", "$faint")
        day = date.fromisoformat(due[:10])
        late = day < self._today
        words = "today" if day == self._today else f"{day:%a} {short_day(day, self._today)}"
        return Content.styled(f"▲ since {words}" if late else f"by {words}", "$warning" if late else "$muted")


async def chosen_of_mine(app: Host) -> Waiting | None:
    """Shows what waits for whoever types, and gives what they choose."""
    found = await app.ask(
        lambda workbook: (waiting_for(workbook.projects(), workbook.author), workbook.author.name, workbook.today)
    )
    return await app.push_screen_wait(MineScreen(*found)) if found is not None else None
