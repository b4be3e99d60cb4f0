"""Go to: any question by its id, code, words or answer; any phase, gate, instrument or filled-in form by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbook.domain.gates import review
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import Instrument, Phase, Question
from workbook.text import one_line
from workbook.tui.editors.line_input import LineInput
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import answer_line, plain, symbol

_MOST = 60
_FORM = 30
_CODE = re.compile(r"([a-z]+)-?0*([0-9a-z]*)")
_SHORT = re.compile(r"([a-z]*)-?0*([1-9][0-9]*[a-z]?|r[1-9])")


class _Place(NamedTuple):
    """A line of the outline with what it can be found by.

    Attributes:
        key: the line (see `Outline`).
        ids: what names it exactly, in small letters; a question's code comes first.
        words: what it is searched by.
        said: the answer, in one line.
        line: how it is shown.
    """

    key: str
    ids: tuple[str, ...]
    title: str
    words: str
    said: str
    line: Line


class GoToScreen(ModalScreen[str]):
    """Gives the outline's key of the chosen line; empty when it is left."""

    CSS_PATH = "goto.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._places = places(project)

    def compose(self) -> ComposeResult:
        """A line to type in, and what it finds."""
        with Vertical(classes="dialog"):
            yield LineInput(placeholder="Name, code, words of a question or of an answer; gate, phase")
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
        found = [place.line for place in ranked(self._places, query)[:_MOST]]
        lines = self.query_one(Lines)
        lines.show(found, found[0].key if found else "")


def places(project: Project) -> list[_Place]:
    """Everywhere that one can go."""
    return [*_questions(project), *_areas(project), *_filled(project)]


def _questions(project: Project) -> Iterator[_Place]:
    forms = {form.id: one_line(form.title, _FORM) for form in project.forms}
    for question in project.questions:
        if state(project, question) is State.HIDDEN:
            continue
        form = forms.get(question.instance, "")  # the questions of a form are asked in each, so it tells them apart
        said = answer_line(project, question)
        key = f"question:{question.name}"
        yield _Place(
            key,
            (question.code.casefold(), question.id.casefold()),
            question.title,
            f"{question.title} {form} {question.code} {question.id} {question.ask}",
            said,
            _line(key, symbol(state(project, question)), question.title, said, _where(project, question, form)),
        )


def _where(project: Project, question: Question, form: str) -> str:
    return f"{form or project.pack.area(question.area).title}  {question.code}"


def _areas(project: Project) -> Iterator[_Place]:
    for phase in project.pack.phases:
        key = f"gate:{phase.id}"
        if phase.gate is None:
            continue
        stands = review(project, phase).state.value
        line = _line(key, Content.styled("◇", "$muted"), f"Gate of {phase.title}", stands, "gate")
        yield _Place(key, (), f"gate of {phase.title}", f"{phase.title} gate of {phase.title}", "", line)
    areas: list[Phase | Instrument] = [*project.pack.phases, *project.pack.instruments]
    for area in areas:
        kind = "phase" if isinstance(area, Phase) else "scored"
        key = f"area:{area.id}"
        line = _line(key, Content.styled("▸", "$muted"), area.title, "", kind)
        yield _Place(key, (area.id.casefold(),), area.title, f"{area.title} {kind}", "", line)


def _filled(project: Project) -> Iterator[_Place]:
    for form in project.forms:
        key, title = f"form:{form.id}", one_line(form.title, _FORM)
        line = _line(key, Content.styled("▸", "$muted"), title, "", form.form.title)
        yield _Place(key, (), form.title, f"{form.title} {form.form.title}", "", line)


def _line(key: str, sign: Content, title: str, said: str, where: str) -> Line:
    left = Content.assemble(sign, " ", plain(title, "bold"), "  ", plain(said[:80], "$muted"))
    return Line(key, left, plain(f"{where} ", "$faint"))


def ranked(places: list[_Place], query: str) -> list[_Place]:
    """Ids and codes first, then what is called just so, then names that hold the words, then answers that do.

    Among names, phases, gates and forms come before questions.
    """
    if not query:
        return places
    asked, words = query.casefold(), query.casefold().split()
    exact = [place for place in places if asked in place.ids]
    exact += sorted((place for place in places if asked in _called(place.title)), key=_is_question)
    titled = sorted((place for place in places if _holds(place.title, words)), key=_is_question)
    said = [place for place in places if _holds(place.said, words)]
    matcher = Matcher(query)
    scored = [(matcher.match(place.words), place) for place in places]
    alike = [place for score, place in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
    return list(
        dict.fromkeys([*exact, *_coded(places, asked), *titled, *(said if len(query) > 3 else []), *alike, *said])
    )


def _coded(places: list[_Place], asked: str) -> list[_Place]:
    """By a code as short as people say it: `ko9` for KO-09, `k17b`, `mon3` for Monitor-3. Whole letters come first."""
    short = _SHORT.fullmatch(asked)
    if short is None:
        return []
    begun, number = short.groups()
    codes = [(_CODE.fullmatch(place.ids[0]), place) for place in places if _is_question(place)]
    found = [(code[1], place) for code, place in codes if code and code[2] == number and code[1].startswith(begun)]
    return [place for _letters, place in sorted(found, key=lambda pair: pair[0] != begun)]


def _called(title: str) -> tuple[str, str]:
    """A title in small letters, and without its article."""
    name = title.casefold()
    return name, name.removeprefix("the ")


def _is_question(place: _Place) -> bool:
    return place.key.startswith("question:")


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text.casefold() for word in words)
