"""Deciding a gate: moving through what is missing, waiving it, and recording the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from workbook.application import typed
from workbook.domain.basis import basis
from workbook.domain.commands import DecideGate, SignGate, WaiveAhead
from workbook.domain.early import comes_early
from workbook.domain.gates import Lack, Waiver, review
from workbook.domain.hands import outcome_field, parse_hands
from workbook.domain.primitives import Choice, parse
from workbook.domain.project import Project
from workbook.domain.specs import Phase
from workbook.errors import WorkbookError
from workbook.text import one_line, visible
from workbook.tui.screens.editing import Editing
from workbook.tui.widgets.gate import decision_fields
from workbook.tui.widgets.lacks import Lacks
from workbook.tui.widgets.lines import Lines
from workbook.tui.widgets.question import names_for

_OF_A_QUESTION = frozenset(
    {"unknown", "not_applicable", "later", "park", "confirm", "confidence", "evidence", "note"}
    | {"said_by", "wording", "ask", "fingers"}
)


class Deciding(Editing):
    """The gate's part of the project screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "sign", "Sign", tooltip="Sign for what is there now, or say no, before the gate is decided"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a question has its gestures; only a gate is signed."""
        if action == "sign":
            return self.at_a_gate and not self.editing
        if action == "settle" and self.at_a_gate:
            return self.disputed_gate is not None
        if action in _OF_A_QUESTION and self.question is None:
            return False
        return super().check_action(action, parameters)

    @property
    def at_a_gate(self) -> bool:
        """Whether the cursor is on a gate."""
        return self.project is not None and self.here.startswith("gate:")

    @property
    def disputed_gate(self) -> Phase | None:
        """The phase of the gate that the cursor is on, where several decisions of it stand."""
        phase = self._phase() if self.at_a_gate and not self.editing else None
        return phase if phase is not None and review(self.shown, phase).conflict else None

    async def decide(self, phase: Phase) -> None:
        """Opens the form of the decision, which rests on what is shown now."""
        self._seen = basis(self.shown, phase)
        await self.gate_pane.decide(self.shown, phase, self.workbook_app.drafts.texts(self.draft_prefix + self.key))

    async def save_decision(self, texts: Mapping[str, str]) -> None:
        """Records the decision with its waivers; or the form stays open with the reason why not."""
        phase = self._phase()
        waivers = self.waivers(phase)
        try:
            outcome = _outcome(self.shown, phase, texts)
            named = texts.get("decider", "").strip()
            decider = self.shown.context.find("people", named) if named else ""
            wanted = waivers.wanted()
            hands = _hands(phase, texts.get("hands", ""))
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        author = await self.workbook_app.ask(lambda workbook: workbook.author_id(self.shown)) or ""
        reason = texts.get("reason", "")
        command = DecideGate(phase.id, outcome, decider, reason, wanted, self._seen, author, hands)
        if await self.carry_out(command):
            waivers.saved()
            self.workbook_app.drafts.drop(self.draft_prefix + self.key)
            await self.action_leave_editor()
            self._celebrate(phase, command.outcome)

    def _celebrate(self, phase: Phase, outcome: str) -> None:
        says = phase.gate.celebrates(outcome) if phase.gate else ""
        if says:
            from workbook.tui.screens.celebration import CelebrationScreen

            self.app.push_screen(CelebrationScreen(one_line(visible(self.shown.name)), says))

    # What is missing

    @on(Lines.Chosen, "#gate-lacks")
    async def go_to_the_lack(self, event: Lines.Chosen) -> None:
        """To the question that lacks an answer."""
        event.stop()
        if self.shown.pack.has_question(event.key):
            await self.go(event.key)
        else:
            self.notify("This is a rule of the gate; no question of its own answers it.", markup=False)

    @on(Lacks.Left)
    async def leave_the_lacks(self, event: Lacks.Left) -> None:
        """Back to the outline, out of the decision too."""
        event.stop()
        await self.action_leave_editor()

    @on(Lacks.Waive)
    async def waive_the_lack(self, event: Lacks.Waive) -> None:
        """Asks for the waiver; what is waived becomes open again."""
        event.stop()
        phase = self._phase()
        waivers = self.waivers(phase)
        found = review(self.shown, phase)
        if waivers.of(event.rule) is None:
            self._ask_for_waiver(phase, next(lack for lack in found.lacks if lack.rule == event.rule))
        elif found.decision is None and any(waiver.rule == event.rule for waiver in found.waivers):
            await self._waive_ahead(phase, event.rule)
        else:
            waivers.take_back(event.rule)
            self._drafts_changed()

    @work
    async def _ask_for_waiver(self, phase: Phase, lack: Lack) -> None:
        from workbook.tui.screens.aside import AsideForm

        def check(texts: Mapping[str, str]) -> Waiver:
            return typed.waiver(self.shown, phase, lack.rule, texts)

        made = await self.app.push_screen_wait(
            AsideForm(
                f"Waive “{lack.title}”?",
                typed.WAIVER,
                self.waivers(phase).texts(lack.rule),
                self.shown.context,
                lambda field: names_for(self.shown, field),
                check=check,
                keep=lambda texts: self.waivers(phase).note(lack.rule, texts),
                add=self.add_the_name,
                tell=self.workbook_app.show_error,
            )
        )
        if made is not None and comes_early(phase, lack.rule) and review(self.shown, phase).decision is None:
            await self._waive_ahead(phase, lack.rule, made)
        elif made is not None:
            self.waivers(phase).give(made)
        self._drafts_changed()

    async def _waive_ahead(self, phase: Phase, rule: str, *made: Waiver) -> None:
        """Lets a rule through from now on, or no longer: what it warns of happens before the gate is decided."""
        waivers = (*(waiver for waiver in review(self.shown, phase).waivers if waiver.rule != rule), *made)
        if await self.carry_out(WaiveAhead(phase.id, waivers)):
            self.waivers(phase).recorded(rule)

    # Signing

    @work
    async def action_sign(self) -> None:
        """One person stands behind what is there now, or says no."""
        from workbook.tui.screens.aside import AsideForm

        phase = self._phase()
        key, seen = f"{self.draft_prefix}line/sign/{phase.id}", basis(self.shown, phase)
        drafts = self.workbook_app.drafts

        def check(texts: Mapping[str, str]) -> SignGate:
            return typed.signature(self.shown, phase, texts)._replace(seen=seen)

        made = await self.app.push_screen_wait(
            AsideForm(
                f"Who signs for “{phase.title}”?",
                typed.SIGNATURE,
                drafts.texts(key),
                self.shown.context,
                lambda field: names_for(self.shown, field),
                check=check,
                keep=lambda texts: drafts.note(key, dict(texts)),
                add=self.add_the_name,
                tell=self.workbook_app.show_error,
            )
        )
        if made is not None and await self.carry_out(made):
            drafts.drop(key)

    def _drafts_changed(self) -> None:
        self.workbook_app.flush_drafts()
        self.update()

    def _phase(self) -> Phase:
        return self.shown.pack.phase(self.key.removeprefix("gate:"))


def _hands(phase: Phase, text: str) -> tuple[str, ...]:
    """The outcome that each person showed. Raises UnknownName, InvalidValue."""
    return parse_hands(outcome_field(phase.gate), text) if phase.gate and text.strip() else ()


def _outcome(project: Project, phase: Phase, texts: Mapping[str, str]) -> str:
    """The id of the outcome: the form holds its label. Raises InvalidValue."""
    chosen = parse(decision_fields(phase)[0], texts.get("outcome", ""), project.context)
    return chosen.chosen[0] if isinstance(chosen, Choice) else ""
