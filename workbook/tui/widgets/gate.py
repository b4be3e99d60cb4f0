"""A gate: what it asks for, what is missing, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbook.domain.gates import GateReview, GateState, review
from workbook.domain.project import Project, passes
from workbook.domain.specs import FieldSpec, Kind, Phase
from workbook.tui.editors.form import AnswerForm
from workbook.tui.words import day, plain, subject_title


class GatePane(VerticalScroll, can_focus=False):
    """Shows a gate; Enter opens the form of its decision."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = Vertical(id="gate-form")

    def compose(self) -> ComposeResult:
        """What is asked, the form when it is open, and what is missing."""
        yield Static(id="gate-review", markup=False)
        yield self._place
        yield Static(id="gate-lacks", markup=False)

    @property
    def form(self) -> AnswerForm | None:
        """The open decision, if one is open."""
        return next((child for child in self._place.children if isinstance(child, AnswerForm)), None)

    def show(self, project: Project, phase: Phase) -> None:
        """Shows the gate of a phase as it stands."""
        found = review(project, phase)
        self.query_one("#gate-review", Static).update(Content("\n").join(_lines(project, found)))
        self.query_one("#gate-lacks", Static).update(Content("\n").join(_lacks(found)))

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
    gate = phase.gate
    outcomes = gate.outcomes if gate else ()
    return (
        FieldSpec("outcome", Kind.CHOICE, "Decision", required=True, options=outcomes),
        FieldSpec("decider", Kind.REF, "Who decides", required=True, collection="people"),
        FieldSpec("reason", Kind.TEXT, "Why", required=True, long=True),
    )


def _may_decide(phase: Phase, project: Project, person: str) -> bool:
    gate = phase.gate
    return gate is None or not gate.decider or passes(project.row("people", person), gate.decider)


def _lines(project: Project, found: GateReview) -> Iterator[Content]:
    gate = found.phase.gate
    assert gate is not None
    yield Content.styled(f"{found.phase.title} · gate", "$muted")
    yield Content("")
    yield Content.styled(gate.ask, "bold")
    if gate.why:
        yield Content.styled(gate.why, "$muted")
    yield Content("")
    yield Content.styled(found.state.value.capitalize(), _style(found.state))
    yield from _decision(project, found)
    if found.changed:
        yield Content("")
        yield Content.styled("Changed since the decision", "bold $secondary")
        for name in found.changed:
            yield Content.assemble(("▲ ", "$warning"), plain(subject_title(project, name)))


def _decision(project: Project, found: GateReview) -> Iterator[Content]:
    decision = found.decision
    if decision is None or found.phase.gate is None:
        return
    labels = {outcome.id: outcome.label for outcome in found.phase.gate.outcomes}
    yield Content("")
    who = project.person(decision.decider)
    yield plain(f"{labels.get(decision.outcome, decision.outcome).capitalize()}, decided by {who}", "bold")
    yield plain(decision.reason)
    yield plain(f"recorded by {project.person(decision.recorded_by)}, {day(decision.at, project.today)}", "$faint")
    for waiver in decision.waivers:
        yield plain(f"waived until {waiver.until}: {waiver.rule}, {waiver.reason}", "$warning")


def _lacks(found: GateReview) -> Iterator[Content]:
    yield Content("")
    if not found.open_lacks:
        yield Content.styled("✓ Nothing is missing. Press enter to record the decision.", "$success")
        return
    yield Content.styled(f"Still missing ({len(found.open_lacks)})", "bold $secondary")
    for lack in found.open_lacks:
        yield Content.assemble(("○ ", "$warning"), plain(lack.title), plain(f"  {lack.why}", "$muted"))
    yield Content("")
    yield Content.styled("space goes to the next open question; enter decides all the same (stop, pivot).", "$muted")


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
