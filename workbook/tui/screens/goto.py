"""Go to: any question by its id, code, words or answer."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.text import one_line
from workbook.tui.editors.line_input import LineInput
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import answer_line, plain, symbol

_MOST = 60
_FORM = 30


class _Place(NamedTuple):
    """A question with the words that it can be found by."""

    question: Question
    name: str
    answer: str


class GoToScreen(ModalScreen[str]):
    """Gives the id of the chosen question; empty when it is left."""

    CSS_PATH = "goto.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        asked = [q for q in project.questions if state(project, q) is not State.HIDDEN]
        self._forms = {form.id: one_line(form.title, _FORM) for form in project.forms}
        self._places = [_Place(q, self._words(q), answer_line(project, q)) for q in asked]

    def compose(self) -> ComposeResult:
        """A line to type in, and what it finds."""
        with Vertical(classes="dialog"):
            yield LineInput(placeholder="Name, code, words of the question or of an answer")
            yield Lines(id="found")
            yield Static("enter goes there, esc leaves", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Everything, before anything is typed."""
        self._find("")

    @on(Input.Changed)
    def find_what_is_typed(self, event: Input.Changed) -> None:
        """Finds while typing."""
        event.stop()
        self._find(event.value.strip())

    @on(Input.Submitted)
    def take_the_first(self, event: Input.Submitted) -> None:
        """Enter takes the line under the cursor."""
        event.stop()
        self.dismiss(self.query_one(Lines).key)

    @on(Lines.Chosen)
    def take_the_clicked(self, event: Lines.Chosen) -> None:
        """So does a click."""
        event.stop()
        self.dismiss(event.key)

    def action_move(self, by: int) -> None:
        """The arrows move the cursor while the line keeps the focus."""
        self.query_one(Lines).action_move(by)

    def action_leave(self) -> None:
        """Nowhere."""
        self.dismiss("")

    def _find(self, query: str) -> None:
        found = [self._line(place) for place in _ranked(self._places, query)[:_MOST]]
        lines = self.query_one(Lines)
        lines.show(found, found[0].key if found else "")

    def _words(self, question: Question) -> str:
        """What a question is found by; in a form also by the form's title: its questions are asked in each."""
        form = self._forms.get(question.instance, "")
        return f"{question.title} {form} {question.code} {question.id} {question.ask}"

    def _line(self, place: _Place) -> Line:
        question = place.question
        area = self._forms.get(question.instance) or self._project.pack.area(question.area).title
        sign = symbol(state(self._project, question))
        left = Content.assemble(sign, " ", plain(question.title, "bold"), "  ", plain(place.answer[:80], "$muted"))
        return Line(question.name, left, plain(f"{area}  {question.code}", "$faint"))


def _ranked(places: list[_Place], query: str) -> list[_Place]:
    """Names first, then answers that hold the words; in the order of the walk where they tie."""
    if not query:
        return places
    exact = [p for p in places if query.casefold() in (p.question.code.casefold(), p.question.id.casefold())]
    matcher = Matcher(query)
    named = [(matcher.match(place.name), place) for place in places if place not in exact]
    ranked = [place for score, place in sorted(named, key=lambda pair: -pair[0]) if score > 0]
    words = query.casefold().split()
    said = [p for p in places if all(word in p.answer.casefold() for word in words)]
    return list(dict.fromkeys([*exact, *(said if len(query) > 3 else []), *ranked, *said]))
