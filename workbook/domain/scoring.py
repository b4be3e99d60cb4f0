"""Scores of the instruments, strictly as their authors define them.

Joel Test (J. Spolsky, 2000): a point per yes, over twelve items. ML Test Score (E. Breck et al.,
IEEE Big Data 2017): 0, 0.5 or 1 per test, summed by section; the score is the smallest sum.
An item that is not applicable counts as answered, with 0. While one item is unanswered the
score has no band.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import partial

from workbook.domain.answers import Status
from workbook.domain.primitives import Choice
from workbook.domain.project import Project
from workbook.domain.specs import Band, Instrument, Minimum, Question, Section
from workbook.named import NamedTuple

MARK = "mark"
"""The field of an instrument item that holds its points."""

HALF = Decimal("0.5")


class Degree(StrEnum):
    """How far an item is met."""

    OPEN = "open"
    NONE = "none"
    PART = "part"
    FULL = "full"
    NOT_APPLICABLE = "not applicable"


class SectionScore(NamedTuple):
    """One section's sum.

    Attributes:
        most: the sum if every item had full points.
    """

    section: Section
    points: Decimal
    most: Decimal
    answered: int


class NextStep(NamedTuple):
    """The cheapest way to a higher score.

    Attributes:
        items: items whose next half-point (or point) would count; of the first binding section.
        score: the score that one of them gives; unchanged where several sections bind.
        tied: how many sections bind.
    """

    items: tuple[Question, ...]
    score: Decimal
    tied: int


class Score(NamedTuple):
    """An instrument's result.

    Attributes:
        band: None while items are unanswered.
        binding: the sections that hold the score down; for a sum, none.
        evidenced: items with points and evidence; claimed: items with points and none.
        minimum: the suggestion for this project's criticality, when that is known.
        enough: whether the score reaches it; None without a suggestion or while incomplete.
    """

    instrument: Instrument
    total: Decimal
    sections: tuple[SectionScore, ...]
    answered: int
    items: int
    band: Band | None
    binding: tuple[str, ...]
    next_step: NextStep | None
    evidenced: int
    claimed: int
    minimum: Minimum | None
    enough: bool | None

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return self.answered == self.items

    @property
    def most(self) -> Decimal:
        """The score if every item had full points."""
        tops = [section.most for section in self.sections]
        return min(tops) if self.instrument.total == "minimum" else sum(tops, Decimal(0))


def points(project: Project, item: Question) -> Decimal | None:
    """What an item scores; None while it is unanswered, also where the pack lost the mark."""
    answer = project.answer(item.id)
    if answer.status is Status.NOT_APPLICABLE:
        return Decimal(0)
    mark = answer.values.get(MARK)
    if not answer.given or not isinstance(mark, Choice) or not mark.chosen:
        return None
    options = item.field(MARK).options
    return next((Decimal(option.points or 0) for option in options if option.id == mark.chosen[0]), None)


def degree(project: Project, item: Question) -> Degree:
    """How far an item is met: nobody marked it, nothing is done, part of it, all of it; or it does not apply."""
    if project.answer(item.id).status is Status.NOT_APPLICABLE:
        return Degree.NOT_APPLICABLE
    scored = points(project, item)
    if not scored:
        return Degree.OPEN if scored is None else Degree.NONE
    return Degree.FULL if scored == max(_possible(item)) else Degree.PART


def unmet(project: Project, instrument: Instrument) -> tuple[Question, ...]:
    """The items without a point: those that nobody marked, and those that were marked with nothing."""
    waiting = (Degree.OPEN, Degree.NONE)
    return tuple(item for item in items_of(instrument) if degree(project, item) in waiting)


def items_of(instrument: Instrument) -> tuple[Question, ...]:
    """All items, section by section."""
    return tuple(item for section in instrument.sections for item in section.questions)


def score(project: Project, instrument: Instrument) -> Score:
    """The instrument's score from the answers so far. Kept, as several gates may ask for it."""
    return project.kept.get(("score", instrument.id), partial(_score, project, instrument))


def _score(project: Project, instrument: Instrument) -> Score:
    sections = tuple(_section(project, section) for section in instrument.sections)
    least = min(section.points for section in sections)
    by_minimum = instrument.total == "minimum"
    total = least if by_minimum else sum((section.points for section in sections), Decimal(0))
    items = sum(len(section.section.questions) for section in sections)
    answered = sum(section.answered for section in sections)
    binding = tuple(s.section.id for s in sections if s.points == least) if by_minimum else ()
    evidenced, claimed = _evidence(project, instrument)
    minimum = suggested(project, instrument)
    complete = answered == items
    return Score(
        instrument,
        total,
        sections,
        answered,
        items,
        band_of(instrument, total) if complete else None,
        binding,
        _next_step(project, instrument, total, binding),
        evidenced,
        claimed,
        minimum,
        reaches(total, minimum) if complete and minimum else None,
    )


def band_of(instrument: Instrument, total: Decimal) -> Band:
    """The band of a score: open on the left, closed on the right."""
    for band in instrument.bands:
        above = not band.above or total > Decimal(band.above)
        if above and total <= Decimal(band.upto):
            return band
    return instrument.bands[-1]


def suggested(project: Project, instrument: Instrument) -> Minimum | None:
    """The minimum for the project's criticality; None while nobody said how critical it is."""
    if not instrument.level_field:
        return None
    levels = project.facts.chosen(instrument.level_field) or ()
    return next((minimum for minimum in instrument.minimums if minimum.level in levels), None)


def reaches(total: Decimal, minimum: Minimum) -> bool:
    """Whether a score is at least (or strictly more than) a minimum."""
    wanted = Decimal(minimum.score)
    return total > wanted if minimum.strictly else total >= wanted


def has_evidence(project: Project, question_id: str) -> bool:
    """Whether something backs the answer: a row of the evidence register that is about it."""
    return any(row.text("about") == question_id for row in project.rows("evidence"))


def _section(project: Project, section: Section) -> SectionScore:
    marks = [points(project, item) for item in section.questions]
    most = sum((max(_possible(item)) for item in section.questions), Decimal(0))
    given = [mark for mark in marks if mark is not None]
    return SectionScore(section, sum(given, Decimal(0)), most, len(given))


def _possible(item: Question) -> list[Decimal]:
    return [Decimal(option.points or 0) for option in item.field(MARK).options]


def _evidence(project: Project, instrument: Instrument) -> tuple[int, int]:
    scored = [item for item in items_of(instrument) if points(project, item)]
    evidenced = sum(has_evidence(project, item.id) for item in scored)
    return evidenced, len(scored) - evidenced


def _next_step(project: Project, instrument: Instrument, total: Decimal, binding: tuple[str, ...]) -> NextStep | None:
    where = [s for s in instrument.sections if not binding or s.id == binding[0]]
    items = [item for section in where for item in section.questions]
    gains = [(item, _gain(project, item)) for item in items]
    possible = [gain for _, gain in gains if gain > 0]
    if not possible:
        return None
    smallest = min(possible)
    cheapest = tuple(item for item, gain in gains if gain == smallest)
    reached = total if len(binding) > 1 else _after(project, instrument, binding, total, smallest)
    return NextStep(cheapest, reached, len(binding))


def _after(
    project: Project, instrument: Instrument, binding: tuple[str, ...], total: Decimal, gain: Decimal
) -> Decimal:
    """The score once the one binding section has gained: another section may bind before that."""
    if not binding:
        return total + gain
    others = [_section(project, s).points for s in instrument.sections if s.id not in binding]
    return min([total + gain, *others])


def _gain(project: Project, item: Question) -> Decimal:
    """The smallest step up from where an item stands; 0 at its top, and where it is not applicable."""
    if project.answer(item.id).status is Status.NOT_APPLICABLE:
        return Decimal(0)
    now = points(project, item) or Decimal(0)
    higher = [mark - now for mark in _possible(item) if mark > now]
    return min(higher, default=Decimal(0))
