"""What helps with the question: what it builds on, a hint, an example, what was said before."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from workbook.domain.answers import Answer, Status, read_answer
from workbook.domain.approvals import Signature, missing_signatures, signatures
from workbook.domain.figures.panels import holds_back
from workbook.domain.forms import FilledForm
from workbook.domain.gates import review
from workbook.domain.progress import State
from workbook.domain.project import Project
from workbook.domain.specs import Form, Phase, Question
from workbook.text import one_line
from workbook.tui.widgets.figures import figure_lines
from workbook.tui.words import IN_WORDS, answer_line, day, plain, said, subject_title

_SHORT = 160
_GOES_INTO = 5
_OPEN = IN_WORDS[State.OPEN]


def help_content(project: Project, question: Question, *, whole: bool = False) -> Content:
    """What stands to the right of a question, as one content; `whole`: with the question itself."""
    parts = [part for block in _blocks(project, question, whole) for part in (*block, Content(""))]
    return Content("\n").join(parts[:-1])


def forms_help(form: Form) -> Content:
    """What stands to the right of all forms of a kind: what one of them asks."""
    asked = [plain(question.title, "$muted") for section in form.sections for question in section.questions]
    return Content("\n").join([_title("It asks for"), *asked])


def form_help(project: Project, filled: FilledForm) -> Content:
    """What stands to the right of a filled-in form: what it says so far."""
    lines = []
    for question in filled.questions:
        text = answer_line(project, question, _SHORT // 2)
        if text:
            lines += [Content.styled(question.title, "$muted"), plain(text)]
    return Content("\n").join([_title("It says"), *lines]) if lines else forms_help(filled.form)


def gate_help(project: Project, phase: Phase) -> Content:
    """What stands to the right of a gate: who signed, and what to look at before deciding."""
    blocks = [*_signed(project, phase), *_shown_at(project, phase)]
    parts = [part for block in blocks for part in (*block, Content(""))]
    return Content("\n").join(parts[:-1])


def _shown_at(project: Project, phase: Phase) -> Iterator[list[Content]]:
    lines = []
    for question in (project.pack.question(name) for name in (phase.gate.shows if phase.gate else ())):
        text = answer_line(project, question, _SHORT // 2)
        lines.append(Content.styled(question.title, "$muted"))
        lines.append(plain(text) if text else Content.styled(_OPEN, "$faint"))
        lines += [Content.assemble("  ", line) for line in figure_lines(project, question)]
    if lines:
        yield [_title("Look at this first"), *lines]


def _signed(project: Project, phase: Phase) -> Iterator[list[Content]]:
    decision = review(project, phase).decision
    waiting = missing_signatures(project, phase, decision.decider if decision else "")
    lines = [_signature(project, signed) for signed in signatures(project, phase)]
    for row in waiting:
        lines.append(Content.assemble(("○ ", "$warning"), plain(project.row_name(row)), ("  not yet", "$muted")))
    if lines:
        yield [_title("Signed"), *lines, Content.styled("o signs, or says no", "$faint")]


def _signature(project: Project, signed: Signature) -> Content:
    sign = ("✓ ", "$success") if signed.counts else ("▲ ", "$warning") if signed.agrees else ("✗ ", "$error")
    says = "" if signed.agrees else "  says no"
    gone = f"  before “{subject_title(project, signed.moved[0])}” changed" if signed.moved else ""
    reason = f": {one_line(signed.reason, _SHORT)}" if signed.reason else ""
    return Content.assemble(sign, plain(project.person(signed.person)), plain(says + gone + reason, "$muted"))


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
            lines.append(Content.styled("kept back until the customer has been asked again", "$faint"))
            continue
        lines.append(plain(text) if text else Content.styled(_OPEN, "$faint"))
    if lines:
        yield [_title("Builds on"), *lines]


def _stands(answer: Answer) -> str:
    """What an answer without a value says: that nobody knows yet, that it is left for later."""
    if answer.status is Status.ANSWERED:
        return answer.status.value
    return IN_WORDS[State(answer.status.value)]


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
    subject = project.subject(question.id, question.instance)
    standing = project.ledger.head_ids(subject)  # of two versions that stand against each other none was before
    events = [event for event in project.ledger.history(subject) if event.id not in standing]
    lines = []
    for event in reversed(events[-4:]):
        answer = read_answer(event)
        text = "erased" if answer.erased else said(project, question, answer) or _stands(answer)
        who = project.person(answer.answered_by)
        lines.append(Content.styled(f"{day(event.at, project.today)}  {who}", "$muted"))
        lines.append(plain(one_line(text, _SHORT)))
    if lines:
        yield [_title("Before"), *lines]


def _title(text: str) -> Content:
    return Content.styled(text, "bold $secondary")
