"""Types what a scenario tells into the real app, with the keys that a person would press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.tui.desk import Desk, Seen
from workbook.application.scenario import Step
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Kind, Phase, Question
from workbook.tui.screens.prompt import Confirm
from workbook.tui.widgets.gate import decision_fields

_PROMPTS = {"note": "t", "said-by": "b"}
"""What goes with an answer, each by its key."""


class Typist:
    """One person at the keyboard, who goes through one phase.

    Args:
        see: the app; it is opened on an empty workbook.
        desk: whose clock goes along.
        start: the date of day 1.

    Attributes:
        untold: tables and their columns that no question of the phase shows: they cannot be typed.
    """

    def __init__(self, see: Seen, desk: Desk, start: date) -> None:
        self.see = see
        self.desk = desk
        self.start = start
        self.untold: set[tuple[str, str]] = set()

    async def begin(self, name: str) -> None:
        """The project's name; the quick questions are left for later, and so is the first real one."""
        await self.see.keys(*["backspace"] * 40)
        await self.see.type(name)
        await self.see.keys("enter")
        await self.see.each(*["escape"] * len(self.desk.project.pack.triage.fields), "escape")

    async def do(self, step: Step) -> None:
        """One step, at its day and time."""
        moment = datetime.combine(self.start + timedelta(days=step.day - 1), step.at, UTC)
        self.desk.now = moment
        if step.verb == "start":
            await self.begin(str(step.said))
            return
        await self.see.until(lambda: self.project.today == moment.date())
        said: Any = step.said
        match step.verb:
            case "answer":
                await self._answer(said)
            case "unknown":
                await self._gesture(said, "d", f"@{said['owner']} >{said['due']}")
            case "not-applicable":
                await self._gesture(said, "a", said["reason"])
            case "later":
                await self._gesture(said, "s")
            case "park":
                await self._gesture(said, "p")
            case "row":
                await self._row(said)
            case "gate":
                await self._gate(said)
            case _:
                raise AssertionError(f"nobody taught the typist to {step.verb}")

    @property
    def project(self) -> Project:
        """The project as the screen shows it."""
        return self.see.screen.shown

    @property
    def phase(self) -> Phase:
        """The phase that is typed."""
        return self.project.pack.phases[0]

    # What a step says: the keys of one run

    def _to(self, question: Question) -> list[str]:
        """To a question by its code, wherever one is."""
        return ["ctrl+g", *question.code, "enter"]

    async def _answer(self, said: Mapping[str, Any]) -> None:
        question = self.project.pack.question(said["id"])
        texts = said.get("fields") or {question.fields[0].name: said["value"]}
        await self.see.keys(*self._to(question), "enter", *_filled(question.fields, texts), "ctrl+s")
        if isinstance(self.see.app.screen, Confirm):  # after the last of the opening questions: a first draft is ready
            await self.see.keys("escape")
        more = [key for name, gesture in _PROMPTS.items() if name in said for key in (gesture, *said[name], "enter")]
        if more:
            await self.see.keys(*self._to(question), *more)

    async def _gesture(self, said: Mapping[str, Any], key: str, line: str = "") -> None:
        question = self.project.pack.question(said["id"])
        await self.see.keys(*self._to(question), key, *((*line, "enter") if line else ()))

    async def _row(self, said: Mapping[str, Any]) -> None:
        question = self._table(said["table"])
        columns = self.project.pack.columns(question)
        shown = {name: text for name, text in said["values"].items() if name in [column.name for column in columns]}
        assert question.view is not None
        self.untold |= {(question.view.collection, name) for name in said["values"] if name not in shown}
        opened = self._row_at(question, said["row"]) if "row" in said else ["a"]
        await self.see.keys(*self._to(question), "enter", *opened, *_filled(columns, shown), "ctrl+s")

    def _row_at(self, question: Question, name: str) -> list[str]:
        """Down to the row whose name begins so, and into it."""
        rows = self.project.view_rows(question)
        place = next(place for place, row in enumerate(rows) if self.project.row_name(row).startswith(name))
        return ["home", *["down"] * place, "enter"]

    async def _gate(self, said: Mapping[str, Any]) -> None:
        """The gate stands below the last question."""
        last = [question for section in self.phase.sections for question in section.questions][-1]
        await self.see.keys(*self._to(last), "down", "enter")
        await self.see.keys(*_filled(decision_fields(self.phase), said), "ctrl+s")

    def _table(self, name: str) -> Question:
        """The question of the phase where rows of that table are typed."""
        asked = [question for section in self.phase.sections for question in section.questions]
        return next(q for q in asked if q.view is not None and name in (q.id, q.view.collection))


def _filled(fields: Sequence[FieldSpec], texts: Mapping[str, str]) -> Iterator[str]:
    """From field to field with tab, as far as there is something to say."""
    last = max(place for place, field in enumerate(fields) if field.name in texts)
    for place, field in enumerate(fields[: last + 1]):
        if place:
            yield "tab"
        text = texts.get(field.name, "")
        yield from _chosen(field, text) if text and field.kind is Kind.CHOICE else text


def _chosen(field: FieldSpec, text: str) -> Iterator[str]:
    """With the arrows and the space bar, whatever was chosen before."""
    wanted = {word.strip() for word in text.split(";")}
    places = [place for place, option in enumerate(field.options) if option.id in wanted]
    assert len(places) == len(wanted)
    yield "backspace"
    for place in places:
        yield from ("home", *["down"] * place, "space")
