"""An instrument as a grid: all items on one screen, one key a mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from workbook.domain.answers import Status
from workbook.domain.primitives import Choice
from workbook.domain.project import Project
from workbook.domain.scoring import MARK, has_evidence, score
from workbook.domain.specs import Instrument, Option, Question
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_SHORT_MARKS = {"0.5": "½"}


class Grid(Lines):
    """The items of an instrument by section. A mark goes down to the next item by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),  # there is nothing to open: a mark's own key marks
        Binding("y", "mark('y')", "Yes", tooltip="Mark it: yes"),
        Binding("n", "mark('n')", "No", tooltip="Mark it: no"),
        Binding("0", "mark('0')", "Not done", tooltip="Mark it: not done"),
        Binding("5", "mark('5')", "Manual", tooltip="Mark it: done by hand, half a point"),
        Binding("1", "mark('1')", "Automated", tooltip="Mark it: done by a machine, the whole point"),
        Binding("h", "half_point", "Next ½", tooltip="Go to the cheapest next half-point"),
    ]

    class Marked(Message):
        """A key gave an item its mark."""

        def __init__(self, question: str, option: str) -> None:
            super().__init__()
            self.question = question
            self.option = option

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._project: Project | None = None
        self._instrument: Instrument | None = None

    @property
    def question(self) -> str:
        """The id of the item under the cursor."""
        return self.key

    def show_instrument(self, project: Project, instrument: Instrument, item: str = "") -> None:
        """Shows the items with their marks; the cursor goes to `item`."""
        self._project = project
        self._instrument = instrument
        self.show(list(self._items(project, instrument)), item)

    def action_half_point(self) -> None:
        """To the next of the items whose next half-point lifts the score, or is the first step to it."""
        if self._project is None or self._instrument is None:
            return
        step = score(self._project, self._instrument).next_step
        items = [item.id for item in step.items] if step else []
        if items:
            here = items.index(self.key) + 1 if self.key in items else 0
            self.go_to(items[here % len(items)])
            self.post_message(self.Moved(self, self.key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the marks of this instrument have keys."""
        return action != "mark" or self._option(parameters[0]) is not None

    def action_mark(self, key: str) -> None:
        """A mark's key marks the item and goes on to the next."""
        option = self._option(key)
        if option is not None:
            self.post_message(self.Marked(self.key, option.id))
            self.action_move(1)

    def _option(self, key: object) -> Option | None:
        if self._project is None or not self.key:
            return None
        options = self._project.pack.question(self.key).field(MARK).options
        return next((option for option in options if option.key and option.key == key), None)

    def _items(self, project: Project, instrument: Instrument) -> Iterator[Line]:
        for place, section in enumerate(instrument.sections):
            if place:
                yield Line("", Content(""))
            yield Line("", Content.styled(section.title, "bold $secondary"))
            for number, item in enumerate(section.questions, 1):
                yield Line(item.id, self._left(number, item), self._right(project, item))

    def _left(self, number: int, item: Question) -> Content:
        killer = ("★", "$accent") if item.killer else (" ", "")
        return Content.assemble((f"{number:>2} ", "$muted"), killer, " ", plain(item.title))

    def _right(self, project: Project, item: Question) -> Content:
        answer = project.answer(item.id)
        mark = answer.values.get(MARK)
        chosen = mark.chosen[0] if isinstance(mark, Choice) and mark.chosen else ""
        parts: list[tuple[str, str] | str] = []
        if answer.conflict:
            parts.append(("▲ ", "$error"))
        if answer.status is Status.NOT_APPLICABLE:
            return Content.assemble(("n/a, counts as 0 ", "$muted"))
        if chosen and _scores(item, chosen):
            known = has_evidence(project, item.id)
            parts.append(("evidenced  " if known else "claimed  ", "$success" if known else "$faint"))
        for option in item.field(MARK).options:
            here = option.id == chosen
            parts += [(f" {_sign(option)} ", "bold $on-accent on $accent" if here else "$muted"), " "]
        return Content.assemble(*parts)


def _sign(option: Option) -> str:
    """What stands in the grid for a mark: its points, or its word for yes and no."""
    return option.label if option.id in ("yes", "no") else _SHORT_MARKS.get(option.points, option.points)


def _scores(item: Question, chosen: str) -> bool:
    return item.field(MARK).option(chosen).points not in ("", "0")
