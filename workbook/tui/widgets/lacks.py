"""What a gate still asks for: a list to move through, to go to, and to waive from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from workbook.domain.gates import GateReview, Lack
from workbook.tui.waivers import Waived
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_FEWEST = 4


class Lacks(Lines):
    """One line for each lack, waived or not; they stay in the order of the phase."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", tooltip="Go to the question that is missing"),
        Binding("w", "waive", "Waive", tooltip="Waive this lack, or take its waiver back"),
        Binding("escape", "leave", "Back", show=False, tooltip="Back to the outline"),
    ]

    class Waive(Message):
        """This lack is to be waived; or, when it is, to be open again."""

        def __init__(self, rule: str) -> None:
            super().__init__()
            self.rule = rule

    class Left(Message):
        """Escape."""

    def show_lacks(self, lacks: Sequence[Lack], waived: Mapping[str, Waived]) -> None:
        """Shows them; the cursor stays on its lack."""
        self.show([_line(lack, waived.get(lack.rule)) for lack in lacks])
        self.display = bool(lacks)
        self.styles.max_height = max(1, len(lacks))
        self.styles.min_height = min(_FEWEST, len(lacks))

    def action_waive(self) -> None:
        """Tells that the lack under the cursor is meant."""
        if self.key:
            self.post_message(self.Waive(self.key))

    def action_leave(self) -> None:
        """Tells that it is left."""
        self.post_message(self.Left())


def heading(found: GateReview, waived: Mapping[str, Waived]) -> Content:
    """How much is missing."""
    lacks = found.lacks
    count = len(lacks) - len(waived)
    if not lacks:
        asks = "" if found.passed else " Press enter to record the decision."
        return Content.styled(f"✓ Nothing is missing.{asks}", "$success")
    if not count:
        return Content.styled(f"✓ All that is missing is waived ({len(waived)})", "bold $success")
    beside = f", {len(waived)} waived" if waived else ""
    return Content.assemble((f"Still missing ({count})", "bold $secondary"), (beside, "$muted"))


def detail(lack: Lack, ask: str, waived: Waived | None) -> Content:
    """The lack under the cursor in full: what is asked and what is missing, or what it is waived by."""
    if waived is None:
        return Content.assemble(plain(ask), plain(f"  {lack.why}", "$muted"))
    until = plain(f"Waived until {waived.until} by {waived.owner}: ", "$warning")
    return Content.assemble(until, plain(waived.reason), plain("  not saved yet" if waived.pending else "", "$accent"))


def _line(lack: Lack, waived: Waived | None) -> Line:
    if waived is None:
        return Line(
            lack.rule, Content.assemble(("○ ", "$warning"), plain(lack.title), plain(f"  {lack.why}", "$muted"))
        )
    left = Content.assemble(("~ ", "$warning"), plain(lack.title), plain(f"  waived by {waived.owner}", "$muted"))
    state = ("pending ", "$accent") if waived.pending else (f"until {waived.until} ", "$muted")
    return Line(lack.rule, left, Content.styled(*state))
