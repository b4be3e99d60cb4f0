"""A gate: what it asks for, what is missing, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workbook.domain.basis import questions
from workbook.domain.cautions import Caution, cautions
from workbook.domain.disagreements import disagreements
from workbook.domain.gates import GateReview, GateState, Lack, fingers, review
from workbook.domain.hands import outcome_field, words
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import FieldSpec, Kind, Phase
from workbook.tui.editors.form import AnswerForm
from workbook.tui.waivers import Waived, Waivers
from workbook.tui.widgets.lacks import Lacks, detail, heading
from workbook.tui.widgets.lines import Lines
from workbook.tui.words import day, plain, short_day, subject_title

_FEW = 4
_KEYS = "tab goes into this list, to waive what may wait; space to the next open question; enter decides."


class GatePane(VerticalScroll, can_focus=False):
    """Shows a gate; Enter opens the form of its decision."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = Vertical(id="gate-form")
        self._lacks: dict[str, Lack] = {}
        self._waived: dict[str, Waived] = {}
        self._asks: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """What is asked, the form when it is open, what is missing, and more about the lack under the cursor."""
        yield Static(id="gate-review", markup=False)
        yield self._place
        yield Static(id="gate-heading", markup=False)
        yield Lacks(id="gate-lacks")
        yield Static(id="gate-detail", markup=False)

    @property
    def form(self) -> AnswerForm | None:
        """The open decision, if one is open."""
        return next((child for child in self._place.children if isinstance(child, AnswerForm)), None)

    @property
    def lacks(self) -> Lacks:
        """The list of what is missing."""
        return self.query_one("#gate-lacks", Lacks)

    def show(self, project: Project, phase: Phase, waivers: Waivers) -> None:
        """Shows the gate of a phase as it stands, and what the next decision would waive."""
        found = review(project, phase)
        self._lacks = {lack.rule: lack for lack in found.lacks}
        self._asks = {question.id: question.ask for question in questions(phase)}
        waived = ((lack.rule, waivers.of(lack.rule)) for lack in found.lacks)
        self._waived = {rule: found for rule, found in waived if found is not None}
        self.query_one("#gate-review", Static).update(Content("\n").join(_lines(project, found)))
        self.query_one("#gate-heading", Static).update(heading(found, self._waived))
        self.lacks.show_lacks(found.lacks, self._waived)
        self._show_detail()

    def focus_lacks(self) -> bool:
        """Gives the keys to the list of what is missing. Whether it takes them: it has lines, and has them not yet."""
        wanted = bool(self._lacks) and not self.lacks.has_focus
        if wanted:
            self.lacks.focus()
        return wanted

    @on(Lines.Moved, "#gate-lacks")
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_detail(self, event: Message | None = None) -> None:
        """The lack under the cursor in full; while the keys go elsewhere, what they do."""
        if isinstance(event, Lines.Moved):
            event.stop()
        lack = self._lacks.get(self.lacks.key)
        text = Content("")
        if lack is not None and self.lacks.has_focus:
            text = detail(lack, self._asks.get(lack.rule, lack.title), self._waived.get(lack.rule))
        elif lack is not None and self.form is None:
            text = Content.styled(_KEYS, "$muted")
        self.query_one("#gate-detail", Static).update(text)

    async def decide(self, project: Project, phase: Phase, texts: dict[str, str]) -> None:
        """Opens the form of the decision."""
        await self.close()
        people = [project.row_name(row) for row in project.rows("people") if _may_decide(phase, project, row.id)]
        form = AnswerForm(decision_fields(phase), texts, project.context, lambda _field: people)
        await self._place.mount(form)
        form.focus_field()

    async def close(self) -> None:
        """Closes the form, if it is open."""
        if self.form is not None:
            await self._place.remove_children()


def decision_fields(phase: Phase) -> tuple[FieldSpec, ...]:
    """What a decision is made of."""
    assert phase.gate is not None
    shown = "One word a person, as people show it: " + " ".join(option.id for option in phase.gate.outcomes)
    return (
        outcome_field(phase.gate),
        FieldSpec("decider", Kind.REF, "Who decides", required=True, collection="people"),
        FieldSpec("reason", Kind.TEXT, "Why", required=True, long=True),
        FieldSpec("hands", Kind.TEXT, "Fingers", help=shown),
    )


def _may_decide(phase: Phase, project: Project, person: str) -> bool:
    gate = phase.gate
    return gate is None or not gate.decider or passes(project.pack, project.row("people", person), gate.decider)


def _lines(project: Project, found: GateReview) -> Iterator[Content]:
    gate = found.phase.gate
    assert gate is not None
    yield Content.styled(f"{found.phase.title} · gate", "$muted")
    yield Content("")
    yield Content.styled(gate.ask, "bold")
    if gate.why:
        yield Content("")
        yield Content.styled(gate.why, "$muted")
    yield Content("")
    yield Content.styled(found.state.value.capitalize(), _style(found.state))
    if found.conflict:
        yield Content("")
        yield plain("▲ Two decisions stand against each other. c compares and settles; enter decides anew.", "$error")
    yield from _decision(project, found)
    split = disagreements(project, found.phase)
    if split:
        yield Content("")
        yield Content.styled("Not everybody saw it the same way", "bold $secondary")
        for question in split:
            shown = f"  {words(question, project.answer_to(question))}"
            yield Content.assemble(("≠ ", "$warning"), plain(question.title), plain(shown, "$muted"))
    if found.changed:
        yield Content("")
        yield Content.styled("Changed since the decision", "bold $secondary")
        for name in found.changed:
            yield Content.assemble(("▲ ", "$warning"), plain(subject_title(project, name)))
    yield from _cautions(cautions(project, questions(found.phase)))


def _cautions(found: Sequence[Caution]) -> Iterator[Content]:
    """What is not as it was agreed on: a line each, and only as many as leave room for what is missing."""
    if found:
        yield Content("")
        yield Content.styled("To mind before deciding", "bold $secondary")
    for one in found[:_FEW]:
        yield Content.assemble(("✗ ", "$error"), plain(one.label, "bold"), "  ", plain(one.text))
    if len(found) > _FEW:
        yield Content.styled(f"  and {len(found) - _FEW} more: mlworkbook gate", "$muted")


def _decision(project: Project, found: GateReview) -> Iterator[Content]:
    decision = found.decision
    if decision is None or found.phase.gate is None:
        return
    labels = {outcome.id: outcome.label for outcome in found.phase.gate.outcomes}
    yield Content("")
    who = project.person(decision.decider)
    yield plain(f"{labels.get(decision.outcome, decision.outcome).capitalize()}, decided by {who}", "bold")
    yield plain(decision.reason)
    if decision.hands:
        yield plain(f"Fingers: {fingers(found)}", "$muted")
    yield plain(f"recorded by {project.person(decision.recorded_by)}, {day(decision.at, project.today)}", "$faint")
    listed = {lack.rule for lack in found.lacks}
    for waiver in decision.waivers:
        if waiver.rule not in listed:
            title = subject_title(project, waiver.rule)
            until = short_day(date.fromisoformat(waiver.until[:10]), project.today)
            yield plain(f"waived until {until}: {title}, {waiver.reason}", "$warning")


def _style(state: GateState) -> str:
    match state:
        case GateState.PASSED | GateState.PASSED_WITH_WAIVERS:
            return "bold $success"
        case GateState.FAILED:
            return "bold $error"
        case GateState.NEEDS_REVIEW | GateState.READY:
            return "bold $warning"
        case _:
            return "$muted"
