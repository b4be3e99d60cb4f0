"""What helps with the question: what it builds on, a hint, an example, what was said before."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from workbook.domain.answers import read_answer
from workbook.domain.figures.panels import holds_back
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.tui.words import answer_line, day, plain, said

_SHORT = 160
_GOES_INTO = 5


def help_content(project: Project, question: Question, *, whole: bool = False) -> Content:
    """What stands to the right of a question, as one content; `whole`: with the question itself."""
    parts = [part for block in _blocks(project, question, whole) for part in (*block, Content(""))]
    return Content("\n").join(parts[:-1])


def _blocks(project: Project, question: Question, whole: bool) -> Iterator[list[Content]]:
    yield from _item(question, whole)
    yield from _builds_on(project, question)
    yield from _marks(question)
    if question.hint:
        yield [_title("For the facilitator"), Content.styled(question.hint, "$muted")]
    if question.example:
        yield [_title("For example"), Content.styled(question.example, "$muted italic")]
    yield from _before(project, question)
    yield from _goes_into(project, question)
    if question.source:
        yield [_title("Source"), Content.styled(question.source, "$faint")]


def _item(question: Question, whole: bool) -> Iterator[list[Content]]:
    """The question itself: of an instrument's item always, as its line in the grid has only its name."""
    if whole or any(option.points for field in question.fields for option in field.options):
        yield [plain(question.ask, "bold"), Content.styled(question.why, "$muted")]


def _builds_on(project: Project, question: Question) -> Iterator[list[Content]]:
    lines = []
    for shown in (project.beside(question, name) for name in question.shows):
        text = answer_line(project, shown, _SHORT)
        lines.append(Content.styled(shown.title, "$muted"))
        if holds_back(project, question, shown.id):
            lines.append(Content.styled("  kept back until the customer has been asked again", "$faint"))
            continue
        lines.append(plain(f"  {text}") if text else Content.styled("  not answered yet", "$faint"))
    if lines:
        yield [_title("Builds on"), *lines]


def _goes_into(project: Project, question: Question) -> Iterator[list[Content]]:
    """Where the answer comes up again, so that people see why it is worth the care."""
    titles = [fed.title for fed in project.pack.fed_by(question.id) if not fed.form and project.applies(fed)]
    if titles:
        more = f" and {len(titles) - _GOES_INTO} more" if len(titles) > _GOES_INTO else ""
        yield [_title("Comes up again in"), Content.styled(", ".join(titles[:_GOES_INTO]) + more, "$muted")]


def _marks(question: Question) -> Iterator[list[Content]]:
    if not question.fields:
        return
    for option in question.fields[0].options:
        if option.points and option.help:
            yield [_title(option.label.capitalize()), Content.styled(option.help, "$muted")]


def _before(project: Project, question: Question) -> Iterator[list[Content]]:
    events = project.ledger.history(project.subject(question.id, question.instance))[:-1]
    lines = []
    for event in reversed(events[-4:]):
        answer = read_answer(event)
        text = "erased" if answer.erased else said(project, question, answer) or answer.status.value
        who = project.person(answer.answered_by)
        lines.append(Content.styled(f"{day(event.at, project.today)}  {who}", "$muted"))
        lines.append(plain("  " + " ".join(text.split())[:_SHORT]))
    if lines:
        yield [_title("Before"), *lines]


def _title(text: str) -> Content:
    return Content.styled(text, "bold $secondary")
