"""The outline: every phase, section and question with its state, and where we are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from workbook.domain.gates import GateState, review
from workbook.domain.progress import State, progress, state
from workbook.domain.project import Project
from workbook.domain.scoring import SectionScore, score
from workbook.domain.specs import Instrument, Phase, Question, Section
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain, points_text, symbol

GATE_SIGNS = {
    GateState.PASSED: ("✓", "$success"),
    GateState.PASSED_WITH_WAIVERS: ("✓", "$success"),
    GateState.READY: ("◆", "$accent"),
    GateState.FAILED: ("✗", "$error"),
    GateState.NEEDS_REVIEW: ("▲", "$warning"),
}


class Outline(Lines):
    """Lines whose keys say what they are: `area:kickoff`, `question:ID`, `section:mlts/data`, `gate:kickoff`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "fold", "Fold", show=False),
        Binding("right", "unfold", "Unfold", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._project: Project | None = None
        self._folded: set[str] = set()
        self._drafts: frozenset[str] = frozenset()

    def show_project(self, project: Project, drafts: frozenset[str] = frozenset(), key: str = "") -> None:
        """Shows a project as it stands; `drafts` are the questions with unsaved text."""
        self._project = project
        self._drafts = drafts
        self._unfold_to(key)
        self.show(list(self._outlined(project)), key)

    def action_choose(self) -> None:
        """Folds or unfolds a phase; anything else is chosen."""
        if self.key.startswith("area:"):
            self._toggle(self.key.removeprefix("area:"))
        else:
            super().action_choose()

    def action_fold(self) -> None:
        """Folds the phase that the cursor is in."""
        area = self._area(self.key)
        if area and area not in self._folded:
            self._toggle(area)

    def action_unfold(self) -> None:
        """Unfolds the phase under the cursor."""
        area = self.key.removeprefix("area:")
        if self.key.startswith("area:") and area in self._folded:
            self._toggle(area)

    def _toggle(self, area: str) -> None:
        self._folded ^= {area}
        if self._project is not None:
            self.show(list(self._outlined(self._project)), f"area:{area}")
            self.post_message(self.Moved(self, self.key))

    def _unfold_to(self, key: str) -> None:
        self._folded.discard(self._area(key))

    def _area(self, key: str) -> str:
        kind, _, name = key.partition(":")
        match kind:
            case "question" if self._project is not None:
                return self._project.pack.question(name).area
            case "section":
                return name.partition("/")[0]
            case _:
                return name

    def _outlined(self, project: Project) -> Iterator[Line]:
        areas: list[Phase | Instrument] = [*project.pack.phases, *project.pack.instruments]
        for place, area in enumerate(areas):
            if place:
                yield Line("", Content(""))
            yield self._heading(project, area)
            if area.id not in self._folded:
                yield from self._phase(project, area) if isinstance(area, Phase) else self._instrument(project, area)

    def _heading(self, project: Project, area: Phase | Instrument) -> Line:
        fold = "▸" if area.id in self._folded else "▾"
        left = Content.assemble((f"{fold} ", "$muted"), (area.title, "bold"))
        if isinstance(area, Instrument):
            found = score(project, area)
            if found.complete:
                return Line(f"area:{area.id}", left, Content.styled(f"{points_text(found.total)} ", "bold"))
            return Line(f"area:{area.id}", left, Content.styled(f"{found.answered}/{found.items} ", "$muted"))
        counts = progress(project, [question for section in area.sections for question in section.questions])
        return Line(f"area:{area.id}", left, Content.styled(f"{counts.core_done}/{counts.core} core ", "$muted"))

    def _phase(self, project: Project, phase: Phase) -> Iterator[Line]:
        for section in phase.sections:
            asked = [question for question in section.questions if state(project, question) is not State.HIDDEN]
            if asked:
                yield Line("", Content.styled(f"  {section.title}", "$muted"), self._count(project, section))
            for question in asked:
                yield self._question(project, question)
        if phase.gate is not None:
            found = review(project, phase)
            sign, style = GATE_SIGNS.get(found.state, ("◇", "$muted"))
            title = Content.assemble("  ", (sign, style), " Gate")
            yield Line(f"gate:{phase.id}", title, Content.styled(f"{found.state.value} ", "$muted"))

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
        left = Content.assemble("  ", symbol(state(project, question)), " ", plain(question.title))
        signs = []
        if question.id in self._drafts:
            signs.append(("draft ", "$accent"))
        elif question.killer:
            signs.append(("★ ", "$faint"))
        return Line(f"question:{question.id}", left, Content.assemble(*signs) if signs else Content(""))

    def _count(self, project: Project, section: Section) -> Content:
        counts = progress(project, section.questions)
        return Content.styled(f"{counts.done}/{counts.all} ", "$faint")
