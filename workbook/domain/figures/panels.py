"""The ten panels: the talk's picture of what a project was from one pair of eyes to the next (slide 4), from answers.

The first words of the customer are kept back until the customer was asked again, so that nobody is led.

Every project has all ten, however small its risk: they ask for nothing that was not answered anyway, and a picture that
nobody drew is a finding in itself. Only where its question is not asked in such a project, the panel says so instead of
asking for it; and nobody must hold the panels beside each other where the risk does not call for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Answer, read_answer
from workbook.domain.primitives import Choice, show
from workbook.domain.project import Project
from workbook.domain.scoring import items_of, score
from workbook.domain.specs import Phase, Question
from workbook.named import NamedTuple

PROBLEM, ASKED_AGAIN, VERDICTS = "kickoff.problem", "post.asked-again", "panels"
_TESTS = "scores"

PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What the customer described", (PROBLEM,)),
    ("What the data looked like", ("data-qa.picture",)),
    ("What data science began to build", ("ml.approach:started", "ml.experiments")),
    ("What the budget could buy", ("kickoff.limits:budget", "ml.cost:spent", "ml.cost:forecast")),
    ("What the pivot looked like", ("ml.pivots",)),
    ("What code got reused", ("ml.reuse",)),
    ("What got tested", (_TESTS,)),
    ("What got pushed to production", ("rollout.release:model", "rollout.shipped:shipped")),
    ("What got documented", ("post.documents",)),
    ("What the customer wanted", (f"{ASKED_AGAIN}:words",)),
)
"""Each panel's name, and the fields and tables that fill it."""


class Source(NamedTuple):
    """Where a panel's words come from.

    Attributes:
        question, code, title: which question; for the marks of an instrument only the title.
        who: the name of who said it last; at: when, in UTC.
    """

    question: str
    code: str
    title: str
    who: str
    at: str


class Panel(NamedTuple):
    """One picture.

    Attributes:
        says: what it shows, a line for each answer; empty where nobody said anything, or it is kept back.
        ask: the question that would fill it, where it is empty.
        verdict: match, drift or missing, where somebody held it beside the first; note: what they noted.
        kept_back: it is known, and not shown before the customer was asked again.
        because: why nobody is asked for it here, where it is empty for that.
        sources: which questions say it, who, and when.
    """

    number: int
    title: str
    says: tuple[str, ...]
    ask: str
    verdict: str
    note: str
    kept_back: bool
    because: str = ""
    sources: tuple[Source, ...] = ()


def panels(project: Project) -> tuple[Panel, ...]:
    """All ten, in the order of the talk."""
    return tuple(_panel(project, number, title, paths) for number, (title, paths) in enumerate(PANELS, 1))


def first_told(project: Project) -> Answer | None:
    """The problem as it was told first, whatever became of the wording; None where nobody told it."""
    subjects = (project.subject(PROBLEM)._replace(cycle=cycle) for cycle in reversed(project.lineage))
    told = (read_answer(event) for subject in subjects for event in project.ledger.history(subject))
    return next((answer for answer in told if answer.text()), None)


def waits(project: Project) -> bool:
    """Whether the customer is still to be asked again; never where nobody is asked for that."""
    if not project.pack.has_question(ASKED_AGAIN) or not project.applies(project.pack.question(ASKED_AGAIN)):
        return False
    return "words" not in project.answer(ASKED_AGAIN).values


def holds_back(project: Project, question: Question, shown: str) -> bool:
    """Whether an answer is kept from those who look at a question: the first words, until the customer was asked."""
    return shown == PROBLEM and waits(project) and question.area == project.pack.question(ASKED_AGAIN).area


def problem_in(project: Project, phase: Phase) -> str:
    """The problem in the words of whoever told it first, for the head of a later phase; empty where it is kept back."""
    told = first_told(project) if project.pack.has_question(PROBLEM) else None
    if told is None or phase.id == project.pack.question(PROBLEM).area:
        return ""
    late = waits(project) and phase.id == project.pack.question(ASKED_AGAIN).area
    return "" if late else told.text()


def _panel(project: Project, number: int, title: str, paths: tuple[str, ...]) -> Panel:
    says = tuple(line for path in paths for line in _lines(project, path))
    kept_back = number == 1 and bool(says) and waits(project)
    verdict, note = _verdict(project, number)
    found = Panel(number, title, () if kept_back else says, "", verdict, note, kept_back)
    return found._replace(sources=tuple(_sources(project, paths))) if says else _empty(project, found, paths)


def _empty(project: Project, found: Panel, paths: tuple[str, ...]) -> Panel:
    """The panel with what would fill it, or why nobody is asked for that here."""
    if _TESTS in paths:
        titles = " and ".join(instrument.title for instrument in project.pack.instruments)
        return found._replace(ask=f"The marks of {titles}." if titles else "")
    known = (path.partition(":")[0] for path in paths)
    questions = [project.pack.question(name) for name in known if project.pack.has_question(name)]
    asked = [question for question in questions if project.applies(question)]
    if asked:
        return found._replace(ask=asked[0].ask)
    return found._replace(because=next((q.because for q in questions if q.because), "The pack does not ask for it."))


def _sources(project: Project, paths: tuple[str, ...]) -> Iterator[Source]:
    for name in dict.fromkeys(path.partition(":")[0] for path in paths):
        if name == _TESTS:
            yield from _marks(project)
        elif project.pack.has_question(name):
            question = project.pack.question(name)
            said = _said_last(project, question)
            if said is not None and said.at:
                yield Source(question.id, question.code, question.title, project.person(said.answered_by), said.at)


def _marks(project: Project) -> Iterator[Source]:
    """One source for each instrument: its mark of the latest time."""
    for instrument in project.pack.instruments:
        marks = [answer for item in items_of(instrument) if (answer := project.answer(item.id)).given]
        if marks:
            last = max(marks, key=lambda answer: answer.at)
            yield Source("", "", instrument.title, project.person(last.answered_by), last.at)


def _said_last(project: Project, question: Question) -> Answer | None:
    if question.id == PROBLEM:
        return first_told(project)
    if question.view is None:
        answer = project.answer(question.id)
        return answer if answer.given else None
    heads = [head for row in project.view_rows(question) for head in project.ledger.heads(row.subject)]
    return read_answer(max(heads, key=lambda head: head.clock)) if heads else None


def _lines(project: Project, path: str) -> Iterator[str]:
    name, _, field_name = path.partition(":")
    if path == _TESTS:
        yield from _tests(project)
    elif path == PROBLEM:
        first = first_told(project)
        yield from (first.text(),) if first else ()
    elif project.pack.has_question(name):
        question = project.pack.question(name)
        if question.view is not None:
            names = [text for row in project.view_rows(question) if (text := project.row_name(row))]
            yield from (", ".join(names),) if names else ()
            return
        fields = [field for field in question.fields if field_name in ("", field.name)]
        values = project.answer(name).values
        for field in fields:
            if field.name in values:
                text = show(field, values[field.name], project.context)
                yield f"{field.label or question.title}: {text}" if len(question.fields) > 1 and field_name else text


def _tests(project: Project) -> Iterator[str]:
    for instrument in project.pack.instruments:
        found = score(project, instrument)
        if not found.answered:
            continue
        held = [section.section.title for section in found.sections if section.section.id in found.binding]
        by = f", held down by {' and '.join(held)}" if held and found.complete else ""
        done = f"{found.total.normalize():f} of {found.most.normalize():f}{by}"
        yield f"{instrument.title}: {done if found.complete else f'{found.answered} of {found.items} answered'}"


def _verdict(project: Project, number: int) -> tuple[str, str]:
    """What somebody noted about the panel whose name begins with the number."""
    if VERDICTS not in {collection.id for collection in project.pack.collections}:
        return "", ""
    for row in project.rows(VERDICTS):
        verdict = row.values.get("verdict")
        if row.text("panel").partition(".")[0].strip() == str(number) and isinstance(verdict, Choice):
            return verdict.chosen[0], row.text("note")
    return "", ""
