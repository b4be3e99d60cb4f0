"""What the project screen shows: state comes down here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import AwaitMount, Widget
from textual.widgets import ContentSwitcher, Static

from workbook.domain.basis import questions
from workbook.domain.gates import current_phase, review
from workbook.domain.progress import next_open
from workbook.domain.project import Project
from workbook.domain.scoring import score
from workbook.domain.specs import AT, Instrument, Phase, Question
from workbook.text import one_line
from workbook.tui.draft_keeper import KeptLine
from workbook.tui.screens.base import Ground
from workbook.tui.waivers import Waivers
from workbook.tui.widgets.gate import GatePane
from workbook.tui.widgets.grid import Grid
from workbook.tui.widgets.helps import form_help, forms_help, gate_help, help_content
from workbook.tui.widgets.meeting_bar import MeetingBar
from workbook.tui.widgets.outline import Outline
from workbook.tui.widgets.overview import form_content, forms_content, phase_content
from workbook.tui.widgets.page import Page
from workbook.tui.widgets.question import QuestionPane, question_content
from workbook.tui.widgets.read_back import ReadBack
from workbook.tui.widgets.scores import item_help, score_head
from workbook.tui.widgets.steady import Words
from workbook.tui.words import day


class ProjectView(Ground):
    """The three columns, and what stands in them. The parts that act are beside it: see `ProjectScreen`.

    Attributes:
        outline: the left column.
        page, pane, grid, gate_pane: the middle: what is read; the question that is edited; an instrument; a gate.
        project: what is shown; set beforehand, it stands in the first paint.
    """

    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline(id="outline")
        self.page = Page(id="page")
        self.pane = QuestionPane(id="question-pane")
        self.grid = Grid(id="grid")
        self.gate_pane = GatePane(id="gate-pane")
        self._beside = Page(id="help")
        self.project: Project | None = None
        self.key = ""
        self.saving = False
        self.asked = 0
        self._rest: AwaitMount | None = None
        self._whole = False
        self._fitted = Size(0, 0)  # the window that what is shown was made for
        self._told = ""  # the outline's line of which its message came through

    def body(self) -> Iterator[Widget]:
        """The line of a meeting, three columns, and room for what is read aloud."""
        yield MeetingBar()
        yield ReadBack()
        yield Horizontal(
            self.outline,
            ContentSwitcher(self.page, initial="page", id="middle"),
            Vertical(self._beside, id="right"),
            id="columns",
            classes="body",
        )

    async def complete(self) -> None:
        """Puts in place what is not in sight at first: the first paint does not wait for it."""
        if self._rest is None:
            words = (Words(id="grid-head", markup=False), self.grid, Words(id="grid-detail", markup=False))
            rest = (self.pane, Vertical(*words, id="grid-pane"), self.gate_pane)
            for pane in rest:
                pane.display = False
            self._rest = self.query_one("#middle").mount(*rest)
        await self._rest
        self._whole = True

    def on_mount(self) -> None:
        """Shows what is there already."""
        self.call_after_refresh(self.complete)
        if self.project is None:
            self.set_top(("mlworkbook", "bold $primary"), ("  opening …", "$muted"))
        else:
            self.open(self.project)

    def on_resize(self) -> None:
        """What was fitted to the former size is fitted to this one, once the screen knows whether it is low."""
        if self.app.size != self._fitted:
            self.call_later(self.update)

    # What is shown

    @property
    def shown(self) -> Project:
        """The project on the screen; only asked for once one is open."""
        assert self.project is not None
        return self.project

    @property
    def needs_triage(self) -> bool:
        """Whether the few questions that come first are still open."""
        project = self.shown
        fields = (project.pack.field(path) for path in project.pack.triage.fields)
        return not any(field.name in project.answer_to(question).values for question, field in fields)

    @property
    def is_under_way(self) -> bool:
        """Whether the project has passed a gate: then it opens with the whole walk, else with the next question."""
        gates = (phase.gate.id for phase in self.shown.pack.phases if phase.gate)
        return any(self.shown.ledger.heads(self.shown.subject(gate)) for gate in gates)

    @property
    def question(self) -> Question | None:
        """The question, or the instrument's item, that the cursor is on."""
        if self.project is None:
            return None
        kind, _, name = self.here.partition(":")
        if kind == "question":
            return self.project.question(name)
        if kind == "section" and self.grid.question:
            return self.project.pack.question(self.grid.question)
        return None

    @property
    def here(self) -> str:
        """The key of what the cursor is on: quick keys overtake the messages about it."""
        if self.key.startswith("section:") and self.grid.has_focus and self.grid.question:
            item = self.shown.pack.question(self.grid.question)
            return f"section:{item.area}/{item.section}"
        return self.key if self.outline.key == self._told else self.outline.key

    def open(self, project: Project) -> None:
        """Shows a project from its first open question; where none is open, the phase it is in."""
        self.project = project
        phase = current_phase(project)
        start = next_open(project, questions(phase))
        self.update(key=f"question:{start.id}" if start else f"area:{phase.id}")

    def update(self, project: Project | None = None, *, key: str = "") -> None:
        """Shows the project anew, after a change or a move."""
        self.project = project or self.project
        if self.project is None:
            return
        self.key, self._fitted = self.standing(self.project, key or self.here), self.app.size
        self.outline.show_project(self.project, self.drafted, self.key)
        self.show_key()

    def standing(self, project: Project, key: str) -> str:
        """The key; where it is in a form that was dropped, here or by somebody else, that of all such forms."""
        kind, _, name = key.partition(":")
        instance = name if kind == "form" else name.partition(AT)[2]
        dropped = next((form for form in project.forms_ever if form.dropped and form.id == instance), None)
        return f"forms:{dropped.form.id}" if dropped else key

    def show_key(self) -> None:
        """Shows what the key stands for in the middle and on the right."""
        project = self.shown
        self._told = self.outline.key
        kind, _, name = self.key.partition(":")
        if not self._whole and not self._is_text(kind, name):
            self.call_later(self._show_once_whole)
            return
        match kind:
            case "question":
                self._show_question(project, project.question(name))
            case "section":
                self._show_section(project, name)
            case "gate":
                self._switch("gate-pane")
                phase = project.pack.phase(name)
                self.gate_pane.show(project, phase, self.waivers(phase))
                self._help(gate_help(project, phase))
            case "forms":
                form = project.pack.form(name)
                self._overview(forms_content(project, form), forms_help(form))
            case "form":
                filled = project.form(name)
                self._overview(form_content(project, filled), form_help(project, filled))
            case _:
                self._show_area(project, name)
        self._show_top()
        self.refresh_bindings()

    def _is_text(self, kind: str, name: str) -> bool:
        """Whether a line is shown on the page, which is there from the first."""
        return kind not in ("section", "gate") and not (
            kind == "area" and isinstance(self.shown.pack.area(name), Instrument)
        )

    async def _show_once_whole(self) -> None:
        await self.complete()
        self.show_key()

    def _show_question(self, project: Project, question: Question) -> None:
        close = self.has_class("-low")
        if self.pane.editing:
            self._switch("question-pane")
            self.pane.show(project, question, close=close)
        else:
            draft = question.name in self.drafted
            self._read(question_content(project, question, draft=draft, close=close))
        self._help(help_content(project, question))

    def _show_section(self, project: Project, name: str) -> None:
        instrument_id, _, section_id = name.partition("/")
        instrument = project.pack.instrument(instrument_id)
        self._switch("grid-pane")
        here = self.grid.question
        section = next(section for section in instrument.sections if section.id == section_id)
        inside = here in [item.id for item in section.questions]
        self.grid.show_instrument(project, instrument, here if inside else section.questions[0].id)
        self._show_score(instrument)

    def _show_score(self, instrument: Instrument) -> None:
        item = self.shown.pack.question(self.grid.question)
        head = score_head(score(self.shown, instrument), compact=self.app.size.height < 30)
        self.query_one("#grid-head", Static).update(head)
        self.query_one("#grid-detail", Static).update(item_help(self.shown, item))
        self._help(help_content(self.shown, item))

    def _show_area(self, project: Project, name: str) -> None:
        area = project.pack.area(name)
        if isinstance(area, Instrument):
            self._show_section(project, f"{area.id}/{area.sections[0].id}")
            return
        self._overview(phase_content(project, area), gate_help(project, area))

    def _overview(self, content: Content, beside: Content) -> None:
        self._read(content)
        self._help(beside)

    def _read(self, content: Content) -> None:
        self._switch("page")
        self.page.show(self.key, content)

    def _switch(self, name: str) -> None:
        self.query_one("#middle", ContentSwitcher).current = name

    def _help(self, content: Content) -> None:
        self._beside.show(self.key, content)

    def _show_top(self) -> None:
        project = self.shown
        place = ""
        if self.question is not None:
            place = f"   {project.pack.area(self.question.area).title}"
            if self.question.instance:
                place += f"   {one_line(project.form(self.question.instance).title, 30)}"
        demo = ("   sample, a scratch copy", "$warning") if self.workbook_app.demo else ""
        room = 24 if self.has_class("-narrow") else 60
        title = (one_line(project.name, room), "bold $primary")
        of_you = "" if self.app.size.width < 112 else " of you"
        asked = (f"   {self.asked} asked{of_you}: i" if self.asked else "", "$warning")
        where = (f"  {project.cycle.title}", "$muted")
        self.set_top(title, where, asked, (place, "$muted"), demo, state=self._state_of_saving())

    def _state_of_saving(self) -> Content:
        """Whether what is on the screen is recorded: it is always in sight."""
        changed_at = self.shown.changed_at
        if self.saving:
            return Content.styled("… saving", "$muted")
        if self.key.removeprefix("question:") in self.drafted:
            return Content.styled("✎ draft, not saved yet", "$accent")
        return Content.styled(f"● saved {day(changed_at, self.shown.today)}" if changed_at else "", "$success")

    def waivers(self, phase: Phase) -> Waivers:
        """What the next decision of the phase's gate would waive."""
        key = f"{self.draft_prefix}gate:{phase.id}"
        return Waivers(self.workbook_app.drafts, key, self.shown, review(self.shown, phase))

    @property
    def draft_prefix(self) -> str:
        """How the keys of this project's drafts begin."""
        return f"{self.shown.id}/{self.shown.cycle.id}/"

    def kept_line(self, what: str, subject: str) -> KeptLine:
        """The draft of a line that is asked for in passing: what it is for, and about what."""
        return KeptLine(self.workbook_app.drafts, f"{self.draft_prefix}line/{what}/{subject}")

    @property
    def drafted(self) -> frozenset[str]:
        """The questions that somebody began to answer, and the gates that somebody began to decide."""
        if self.project is None:
            return frozenset()
        return frozenset(key.partition("#")[0] for key in self.workbook_app.drafts.keys(self.draft_prefix))
