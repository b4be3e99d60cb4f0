"""The gestures beside answering: don't know yet, not applicable, later, park; and what goes with an answer."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from workbook.application.typed import confirmed
from workbook.domain.answers import Answer, Status
from workbook.domain.commands import RemoveRow, SetAnswer, Undo
from workbook.domain.compositions import PEOPLE
from workbook.domain.duties import duties, in_words
from workbook.domain.hands import agreed, field_of, foreseen, parse_hands, sign, words
from workbook.domain.primitives import Choice, Confidence, Moment, parse
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import WorkbookError
from workbook.text import one_line, visible
from workbook.tui.editors.table import TableEditor
from workbook.tui.screens.editing import Editing
from workbook.tui.screens.prompt import Prompt

_NEXT_CONFIDENCE = {
    None: Confidence.GUESS,
    Confidence.GUESS: Confidence.ESTIMATE,
    Confidence.ESTIMATE: Confidence.MEASURED,
    Confidence.MEASURED: Confidence.GUESS,
}


class Gestures(Editing):
    """Single letters act only outside fields; each is one act, and each can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "unknown", "Don't know", tooltip="Don't know yet: makes an action item"),
        Binding("a", "not_applicable", "N/A", show=False, tooltip="Does not apply here, with the reason"),
        Binding("s", "later", "Later", show=False, tooltip="Leave it for later"),
        Binding("p", "park", "Park", tooltip="Park it: keep it for another time"),
        Binding("u", "undo", "Undo", show=False, tooltip="Undo the last act"),
        Binding("y", "confirm", "Confirm", show=False, tooltip="Confirm that it still holds"),
        Binding("g", "confidence", "Sure?", show=False, tooltip="How sure: a guess, an estimate, measured"),
        Binding("e", "evidence", "Evidence", show=False, tooltip="Add a link that backs the answer"),
        Binding("t", "note", "Note", show=False, tooltip="Add a note to the answer"),
        Binding("b", "said_by", "Said by", show=False, tooltip="Who gave this answer"),
        Binding("f", "fingers", "Fingers", show=False, tooltip="A show of fingers: what each person holds up"),
        Binding("w", "wording", "Word it", show=False, tooltip="Word the answer for documents; what was said stays"),
    ]

    OUTSIDE_FIELDS: ClassVar[frozenset[str]] = Editing.OUTSIDE_FIELDS | frozenset(
        {"unknown", "not_applicable", "later", "park", "undo", "confirm", "confidence", "evidence", "note"}
        | {"said_by", "wording", "fingers"}
    )

    @work
    async def action_unknown(self) -> None:
        """Nobody knows yet: an action item, with who finds out and by when where somebody says so."""
        question = self.question
        if question is None:
            return
        hint = "@name >fri, or nothing for now. People: " + ", ".join(self._people()[:6])
        kept = self.kept_line("unknown", question.name)
        title = f"Who finds out about “{question.title}”, and by when?"
        line = await self.app.push_screen_wait(Prompt(title, hint, kept=kept))
        if line is None:
            return
        try:
            owner, due = self._owner_and_day(line)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        if await self.carry_out(SetAnswer(question.name, status=Status.UNKNOWN, owner=owner, due=due)):
            kept.drop()
            await self.set_aside()

    @work
    async def action_not_applicable(self) -> None:
        """It does not apply: the reason is asked for."""
        question = self.question
        if question is None:
            return
        kept = self.kept_line("not-applicable", question.name)
        title = f"Why does “{question.title}” not apply?"
        line = await self.app.push_screen_wait(Prompt(title, empty=False, kept=kept))
        if line and await self.carry_out(SetAnswer(question.name, status=Status.NOT_APPLICABLE, reason=line)):
            kept.drop()
            await self.set_aside()

    async def action_later(self) -> None:
        """Skipped for now; it comes back at the end."""
        await self._set_aside(Status.LATER)

    async def action_park(self) -> None:
        """Kept on the parking lot."""
        await self._set_aside(Status.PARKED)

    async def _set_aside(self, status: Status) -> None:
        question = self.question
        if question is not None and await self.carry_out(SetAnswer(question.name, status=status)):
            await self.set_aside()

    async def set_aside(self) -> None:
        """On from a question that nobody answers now."""
        await self.action_next_open()

    async def action_next_open(self) -> None:
        """The next question that waits."""
        raise AssertionError("the project screen moves")

    async def action_undo(self) -> None:
        """Takes the author's last act back."""
        author = await self.workbook_app.ask(lambda workbook: workbook.author_id(self.shown))
        if author == "":  # without a name, undo would take back anybody's last act
            self.notify("You have recorded nothing here yet.", timeout=3, markup=False)
        elif author is not None:
            await self._undo(author)

    async def _undo(self, author: str) -> None:
        from workbook.application.history import act_in_words

        recorded = await self.workbook_app.record(self.shown.id, Undo(author=author))
        if recorded is not None and recorded.events:
            undone = act_in_words(recorded.project, recorded.events[0].reverts)
            self.update(recorded.project)
            self.notify(f"Undone: {one_line(visible(undone))}. History keeps both.", timeout=5, markup=False)

    async def action_confirm(self) -> None:
        """What an earlier version said still holds, or what relied on an answer that changed since."""
        question = self.question
        for command in confirmed(self.shown, question) if question is not None else ():
            if not await self.carry_out(command):
                return

    async def action_confidence(self) -> None:
        """Guess, estimate, measured, in turn."""
        question = self.question
        if question is not None and self.shown.answer_to(question).given:
            now = self.shown.answer_to(question).confidence
            await self.carry_out(SetAnswer(question.name, confidence=_NEXT_CONFIDENCE[now]))

    @work
    async def action_evidence(self) -> None:
        """A link, path or commit that backs the answer."""
        question = self.question
        if question is None or not self.shown.answer_to(question).given:
            return
        kept = self.kept_line("evidence", question.name)
        prompt = Prompt("What backs this answer?", "A link, a path or a commit.", empty=False, kept=kept)
        line = await self.app.push_screen_wait(prompt)
        if line and await self.carry_out(SetAnswer(question.name, evidence=(line,))):
            kept.drop()

    @work
    async def action_note(self) -> None:
        """A note beside the answer."""
        question = self.question
        if question is None or not self.shown.answer_to(question).given:
            return
        kept = self.kept_line("note", question.name)
        prompt = Prompt("Note", text=self.shown.answer_to(question).note, kept=kept)
        line = await self.app.push_screen_wait(prompt)
        if line is not None and await self.carry_out(SetAnswer(question.name, note=line)):
            kept.drop()

    @work
    async def action_said_by(self) -> None:
        """Who gave the answer, where that is not who types."""
        question = self.question
        if question is None or not self.shown.answer_to(question).given:
            return
        hint = "People: " + ", ".join(self._people()[:8])
        kept = self.kept_line("said-by", question.name)
        line = await self.app.push_screen_wait(Prompt("Who said so?", hint, empty=False, kept=kept))
        if line:
            try:
                person = self.shown.context.find("people", line.removeprefix("@"))
            except WorkbookError as error:
                self.workbook_app.show_error(error)
                return
            if await self.carry_out(SetAnswer(question.name, said_by=person)):
                kept.drop()

    @work
    async def action_fingers(self) -> None:
        """What each person holds up, in one line; what that makes of the answer is told while it is typed."""
        question = self.question
        if question is None:
            return
        try:
            field = field_of(question)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        signs = " ".join(sign(option) for option in field.options)
        kept = self.kept_line("fingers", question.name)
        answer, hint = self.shown.answer_to(question), f"One sign a person, of: {signs}"
        told = partial(_foreseen, field, answer)
        prompt = Prompt(f"Fingers for “{question.title}”", hint, empty=False, kept=kept, told=told)
        line = await self.app.push_screen_wait(prompt)
        if not line:
            return
        try:
            hands = parse_hands(field, line)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        given, ahead = field.name in self.shown.answer_to(question).values, agreed(field, hands)
        if not given and not ahead:  # they are there to begin a talk, and must not end it by a rule of ours
            self.notify("They are level: talk, then answer. f keeps the fingers beside the answer.", markup=False)
            return
        values = {} if given else {field.name: Choice((ahead,))}
        if await self.carry_out(SetAnswer(question.name, values, hands={field.name: hands})):
            kept.drop()
            self.notify(words(question, self.shown.answer_to(question)), title="Fingers", markup=False)

    @work
    async def action_wording(self) -> None:
        """The wording for documents."""
        from workbook.domain.commands import SetWording
        from workbook.tui.words import said

        question = self.question
        if question is None or not self.shown.answer_to(question).given or question.view is not None:
            return
        answer = self.shown.answer_to(question)
        text = answer.wording or " ".join(said(self.shown, question, answer).split())
        kept = self.kept_line("wording", question.name)
        prompt = Prompt("Wording for documents", "What was said stays as it is.", text, kept=kept)
        line = await self.app.push_screen_wait(prompt)
        if line is not None and await self.carry_out(SetWording(question.name, line)):
            kept.drop()

    @on(TableEditor.RowRemoved)
    async def remove_the_row(self, event: TableEditor.RowRemoved) -> None:
        """A row taken out; undo brings it back. A person who has something to do hands it on first."""
        event.stop()
        if self.question is None or self.question.view is None:
            return
        if self.question.view.collection == PEOPLE and duties(self.shown, event.row_id):
            self.hand_over(event.row_id)
        else:
            await self.carry_out(RemoveRow(self.question.view.collection, event.row_id))

    @work
    async def hand_over(self, person: str) -> None:
        """Asks who takes over from a person, and takes the person out."""
        name, found = self.shown.person(person), in_words(duties(self.shown, person))
        others = [self.shown.row_name(row) for row in self.shown.rows(PEOPLE) if row.id != person]
        hint = "People: " + ", ".join(others[:8])
        kept = self.kept_line("hand-over", person)
        line = await self.app.push_screen_wait(
            Prompt(f"{name} has {found}. Who takes over?", hint, empty=False, kept=kept)
        )
        if not line:
            return
        try:
            successor = self.shown.context.find(PEOPLE, line.removeprefix("@"))
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        if await self.carry_out(RemoveRow(PEOPLE, person, successor=successor)):
            kept.drop()

    def _people(self) -> list[str]:
        return [name for name in map(self.shown.row_name, self.shown.rows("people")) if name]

    def _owner_and_day(self, line: str) -> tuple[str, str]:
        """`@mei >fri` in any order: a person's row id and a day; either may be missing."""
        name, _, typed_day = line.partition(">")
        owner = self.shown.context.find("people", name.strip().removeprefix("@")) if name.strip() else ""
        due = parse(FieldSpec("due", Kind.MOMENT), typed_day, self.shown.context)
        return owner, due.iso if isinstance(due, Moment) else ""


def _foreseen(field: FieldSpec, answer: Answer, line: str) -> str:
    """What enter does with the fingers as far as they are typed."""
    try:
        return foreseen(field, parse_hands(field, line), answer)
    except WorkbookError:
        return ""  # a word that is not yet whole; enter tells
