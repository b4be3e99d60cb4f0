"""Overviews: a phase, the forms that are filled in, and one of them, each on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from workbook.domain.basis import questions
from workbook.domain.early import early
from workbook.domain.figures.panels import problem_in
from workbook.domain.forms import FilledForm
from workbook.domain.gates import GateReview, review
from workbook.domain.progress import State, next_open, progress, state
from workbook.domain.project import Project
from workbook.domain.specs import Form, Phase, Question
from workbook.text import one_line
from workbook.tui.widgets.figures import early_lines
from workbook.tui.words import day, plain

BAR = 14
_QUOTES = ' "“”„'
_SHORT = 160
_WAIVED = "with waivers"


def phase_content(project: Project, phase: Phase) -> Content:
    """What a phase is for, how far each section is, what its gate still asks for, what comes next."""
    return Content("\n").join(_phase_lines(project, phase))


def forms_content(project: Project, form: Form) -> Content:
    """What a form is for, and those that were filled in."""
    lines = [plain(form.title, "bold"), Content(""), plain(form.purpose, "$muted"), Content("")]
    filled = [found for found in project.forms if found.form.id == form.id]
    lines += [_filled_line(project, found) for found in filled]
    if not filled:
        lines.append(Content.styled(f"No {form.noun} yet.", "$muted"))
    lines += [Content(""), Content.styled(f"Enter starts a new {form.noun}.", "$accent")]
    return Content("\n").join(lines)


def form_content(project: Project, found: FilledForm) -> Content:
    """One filled-in form: who opened it, how far it is, what it lacks before it can be closed."""
    from workbook.domain.decide.forms import lacks  # with all that decides: the first screen needs none of it

    counts = progress(project, found.questions)
    opened = f"Opened by {project.person(found.opened_by)}, {day(found.opened_at, project.today)}."
    lines = [plain(found.title, "bold"), plain(f"{found.form.noun} {found.number}. {opened}", "$muted"), Content("")]
    lines.append(Content.assemble(bar(counts.done, counts.all), f"  {counts.done} of {counts.all} answered"))
    lines.append(Content(""))
    if found.open:
        lines += _lacking(lacks(project, found))
        lines += [Content(""), Content.styled("Enter goes through its questions.  x closes it.", "$muted")]
    else:
        closed = f"Closed by {project.person(found.closed_by)}, {day(found.closed_at, project.today)}."
        lines += [plain(f"✓ {closed}", "$success"), Content(""), Content.styled("x opens it again.", "$muted")]
    return Content("\n").join(lines)


def bar(done: int, total: int, width: int = BAR) -> Content:
    """How far something is, as a bar."""
    filled = round(done / total * width) if total else 0
    return Content.assemble(("█" * filled, "$success"), ("░" * (width - filled), "$faint"))


def gate_line(project: Project, found: GateReview) -> Content:
    """Where a gate stands, and who decided."""
    made = found.decision
    if made is None or found.phase.gate is None:
        return Content(found.state.value)
    labels = {outcome.id: outcome.label for outcome in found.phase.gate.outcomes}
    label = labels.get(made.outcome, made.outcome)
    said = "" if label.endswith(_WAIVED) and found.state.value.endswith(_WAIVED) else f"{label}, "
    who = f"{said}{project.person(made.decider)}, {day(made.at, project.today)}"
    return Content.assemble(f"{found.state.value}: ", plain(who))


def hidden_reasons(project: Project, asked: Iterable[Question]) -> tuple[str, ...]:
    """Why questions are not asked here, each reason once."""
    hidden = (question for question in asked if state(project, question) is State.HIDDEN)
    return tuple(dict.fromkeys(question.because for question in hidden if question.because))


def _phase_lines(project: Project, phase: Phase) -> Iterator[Content]:
    yield plain(phase.title, "bold")
    yield Content("")
    yield plain(phase.purpose, "$muted")
    problem = problem_in(project, phase)
    if problem:
        yield Content("")
        yield plain(f"“{one_line(problem.strip(_QUOTES), _SHORT)}”", "italic")
    yield Content("")
    widest = max(len(section.title) for section in phase.sections)
    for section in phase.sections:
        counts = progress(project, section.questions)
        if counts.all:
            done = f"  {counts.done}/{counts.all}"
            yield Content.assemble(f"{section.title:<{widest}}  ", bar(counts.done, counts.all), (done, "$muted"))
    reasons = hidden_reasons(project, questions(phase))
    if reasons:
        yield Content("")
        yield Content.styled("Not asked here", "$muted")
        yield from (plain(f"  {reason}", "$faint") for reason in reasons)
    found = review(project, phase) if phase.gate is not None else None
    if found is not None:
        yield Content("")
        yield from _gate_lines(project, found)
    following = next_open(project, questions(phase))
    asks = following.ask if following is not None else ""
    if found is not None and phase.gate is not None and found.waits:
        asks = f"The gate. {phase.gate.ask}"
    if asks:
        yield Content("")
        yield Content.assemble(("Next: ", "$muted"), plain(asks), ("   space goes there", "$faint"))


def _gate_lines(project: Project, found: GateReview) -> Iterator[Content]:
    yield Content.assemble(("Gate  ", "bold"), gate_line(project, found))
    yield from early_lines(project, [one for one in early(project) if one.phase == found.phase])
    yield from _lacking([lack.words for lack in found.open_lacks])


def _lacking(found: Iterable[str], most: int = 8) -> Iterator[Content]:
    listed = list(found)
    yield from (plain(f"  ◐ {line}", "$warning") for line in listed[:most])
    if len(listed) > most:
        yield Content.styled(f"  and {len(listed) - most} more", "$muted")


def _filled_line(project: Project, found: FilledForm) -> Content:
    counts = progress(project, found.questions)
    where = "closed" if not found.open else f"{counts.done}/{counts.all}"
    at = day(found.opened_at, project.today)
    return Content.assemble("  ", plain(found.title), (f"   {where}   opened {at}", "$muted"))
