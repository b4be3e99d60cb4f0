"""The outline: every phase, section and question with its state, and where we are.

Phases and filled-in forms that nobody works on are folded: the walk has many questions, and a person sees a few.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from workbook.domain.basis import questions
from workbook.domain.forms import FilledForm
from workbook.domain.gates import GateState, review
from workbook.domain.progress import State, progress, state
from workbook.domain.project import Project
from workbook.domain.scoring import SectionScore, score
from workbook.domain.specs import Form, Instrument, Phase, Question, Section
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain, points_text, symbol

_FOLDABLE = ("area:", "form:")

_ROOMY = 112
"""Columns of the window from which the outline is wide enough to say that it counts the core."""

GATE_SIGNS = {
    GateState.PASSED: ("✓", "$success"),
    GateState.PASSED_WITH_WAIVERS: ("✓", "$success"),
    GateState.READY: ("◆", "$accent"),
    GateState.FAILED: ("✗", "$error"),
    GateState.NEEDS_REVIEW: ("▲", "$warning"),
}


class Outline(Lines):
    """Lines whose keys say what they are.

    `area:kickoff`, `question:NAME`, `section:mlts/data`, `gate:kickoff`; `forms:postmortem` for all of a form that
    are filled in, and `form:ID` for one of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose('folded')", "Unfold", tooltip="Show what is in this phase or test"),
        Binding("enter", "choose('unfolded')", "Fold", tooltip="Fold this phase or test away"),
        Binding("enter", "choose('question')", "Answer", tooltip="Answer this question"),
        Binding("enter", "choose('section')", "Mark", tooltip="Mark the items of this section"),
        Binding("enter", "choose('gate')", "Decide", tooltip="Decide this gate"),
        Binding("enter", "choose('forms')", "New", tooltip="Start a new one"),
        Binding("enter", "choose('form')", "Go on", tooltip="Go through its questions"),
        Binding("left", "fold", "Fold", show=False),
        Binding("right", "unfold", "Unfold", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._project: Project | None = None
        self._unfolded: set[str] = set()
        self._here: set[str] = set()  # unfolded because the cursor was led there: folds when it is led elsewhere
        self._drafts: frozenset[str] = frozenset()

    def show_project(self, project: Project, drafts: frozenset[str] = frozenset(), key: str = "") -> None:
        """Shows a project as it stands; `drafts` are the questions with unsaved text."""
        self._project = project
        self._drafts = drafts
        self._unfold_to(key)
        self.show(list(self._outlined(project)), key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The footer says what Enter does on the line under the cursor."""
        return action != "choose" or not parameters or parameters[0] == self._kind

    @property
    def _kind(self) -> str:
        """What the cursor is on, as Enter tells it apart."""
        kind = self.key.partition(":")[0]
        return kind if kind != "area" else "unfolded" if self._is_open(self.key) else "folded"

    def action_choose(self, _kind: str = "") -> None:
        """Folds or unfolds a phase; anything else is chosen: a form, too, which then goes through its questions."""
        if self.key.startswith("area:"):
            self._toggle(self.key)
        else:
            super().action_choose()

    def unfold(self, key: str) -> None:
        """Opens the phase or form of that line, where it is one; what was open on the way to elsewhere folds."""
        if key.startswith(_FOLDABLE):
            self._here = set(self._holders(key))

    def action_fold(self) -> None:
        """Folds what the cursor is in: the form first, then the phase."""
        for holder in reversed(self._holders(self.key)):
            if self._is_open(holder):
                self._toggle(holder)
                return

    def action_unfold(self) -> None:
        """Unfolds the phase or form under the cursor."""
        if self.key.startswith(_FOLDABLE) and not self._is_open(self.key):
            self._toggle(self.key)

    def _toggle(self, holder: str) -> None:
        opened = self._is_open(holder)
        self._here.discard(holder)
        self._unfolded = self._unfolded - {holder} if opened else self._unfolded | {holder}
        if self._project is not None:
            self.show(list(self._outlined(self._project)), holder)
            self.post_message(self.Moved(self, self.key))

    def _unfold_to(self, key: str) -> None:
        holders = {holder for holder in self._holders(key) if holder != key}
        if holders and not holders <= self._here | self._unfolded:
            self._here = holders

    def _holders(self, key: str) -> tuple[str, ...]:
        """The keys of the phase, and of the form, that a line stands in, itself among them."""
        kind, _, name = key.partition(":")
        match kind:
            case "question" if self._project is not None:
                question = self._project.question(name)
                form = (f"form:{question.instance}",) if question.instance else ()
                return f"area:{question.area}", *form
            case "form" if self._project is not None:
                return f"area:{self._project.form(name).form.area}", key
            case "forms" if self._project is not None:
                return (f"area:{self._project.pack.form(name).area}",)
            case "section":
                return (f"area:{name.partition('/')[0]}",)
            case "area" | "gate":
                return (f"area:{name}",)
            case _:
                return ()

    def _outlined(self, project: Project) -> Iterator[Line]:
        areas: list[Phase | Instrument] = [*project.pack.phases, *project.pack.instruments]
        for place, area in enumerate(areas):
            if place and (self._open(areas[place - 1]) or self._open(area)):
                yield Line("", Content(""))
            yield self._heading(project, area)
            if self._open(area):
                yield from self._phase(project, area) if isinstance(area, Phase) else self._instrument(project, area)

    def _heading(self, project: Project, area: Phase | Instrument) -> Line:
        left = Content.assemble(("▾ " if self._open(area) else "▸ ", "$muted"), (area.title, "bold"))
        if isinstance(area, Instrument):
            found = score(project, area)
            if found.complete:
                return Line(f"area:{area.id}", left, Content.styled(f"{points_text(found.total)} ", "bold"))
            return Line(f"area:{area.id}", left, Content.styled(f"{found.answered}/{found.items} ", "$muted"))
        return Line(f"area:{area.id}", left, self._phase_counts(project, area))

    def _phase_counts(self, project: Project, phase: Phase) -> Content:
        """The core that is done; of a folded phase also where its gate stands."""
        counts = progress(project, questions(phase))
        core = " core" if self.app.size.width >= _ROOMY else ""
        words = (f"{counts.core_done}/{counts.core}{core} ", "$muted")
        if phase.gate is None or self._open(phase):
            return Content.assemble(words)
        found = review(project, phase)
        sign, style = GATE_SIGNS.get(found.state, ("", ""))
        return Content.assemble(words, (f"{sign} ", style)) if sign else Content.assemble(words)

    def _open(self, area: Phase | Instrument) -> bool:
        return self._is_open(f"area:{area.id}")

    def _is_open(self, holder: str) -> bool:
        return holder in self._unfolded or holder in self._here

    def _phase(self, project: Project, phase: Phase) -> Iterator[Line]:
        for section in phase.sections:
            asked = [question for question in section.questions if state(project, question) is not State.HIDDEN]
            if asked:
                yield Line("", Content.styled(f"  {section.title}", "$muted"), self._count(project, section))
            for question in asked:
                yield self._question(project, question)
        for form in phase.forms:
            yield from self._forms(project, form)
        if phase.gate is not None:
            found = review(project, phase)
            sign, style = GATE_SIGNS.get(found.state, ("◇", "$muted"))
            title = Content.assemble("  ", (sign, style), " Gate")
            yield Line(f"gate:{phase.id}", title, Content.styled(f"{found.state.value} ", "$muted"))

    def _forms(self, project: Project, form: Form) -> Iterator[Line]:
        filled = [found for found in project.forms if found.form.id == form.id]
        count = Content.styled(f"{len(filled)} " if filled else "", "$faint")
        yield Line(f"forms:{form.id}", Content.assemble("  ", ("+ ", "$muted"), plain(form.title)), count)
        for found in filled:
            yield from self._filled(project, found)

    def _filled(self, project: Project, found: FilledForm) -> Iterator[Line]:
        opened = self._is_open(f"form:{found.id}")
        counts = progress(project, found.questions)
        right = ("closed ", "$muted") if not found.open else (f"{counts.done}/{counts.all} ", "$muted")
        left = Content.assemble(("    ▾ " if opened else "    ▸ ", "$muted"), plain(found.title))
        yield Line(f"form:{found.id}", left, Content.assemble(right))
        for question in found.questions if opened else ():
            if state(project, question) is not State.HIDDEN:
                yield self._question(project, question)

    def _instrument(self, project: Project, instrument: Instrument) -> Iterator[Line]:
        binding = score(project, instrument).binding
        for found in score(project, instrument).sections:
            yield self._scored(instrument, found, found.section.id in binding)

    def _scored(self, instrument: Instrument, found: SectionScore, binds: bool) -> Line:
        items = len(found.section.questions)
        done = State.DONE if found.answered == items else State.STARTED if found.answered else State.OPEN
        left = Content.assemble("  ", symbol(done), " ", found.section.title)
        right = f"{points_text(found.points)} " if found.answered == items else f"{found.answered}/{items} "
        style = "$warning" if binds and found.answered == items else "$muted"
        return Line(f"section:{instrument.id}/{found.section.id}", left, Content.styled(right, style))

    def _question(self, project: Project, question: Question) -> Line:
        indent = "      " if question.instance else "  "
        left = Content.assemble(indent, symbol(state(project, question)), " ", plain(question.title))
        signs = []
        if question.name in self._drafts:
            signs.append(("draft ", "$accent"))
        elif question.killer:
            signs.append(("★ ", "$faint"))
        return Line(f"question:{question.name}", left, Content.assemble(*signs) if signs else Content(""))

    def _count(self, project: Project, section: Section) -> Content:
        counts = progress(project, section.questions)
        return Content.styled(f"{counts.done}/{counts.all} ", "$faint")
