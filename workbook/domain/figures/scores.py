"""Scores of an instrument, in a line or two beside the question that asks what to do about them; and as in 2016."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook.domain.figures.figure import Figure, Tone
from workbook.domain.project import Project
from workbook.domain.scoring import Score, items_of, points, score
from workbook.named import NamedTuple

_OF_2016 = "mlts"
_BANDS_OF_2016 = ((0, 0), (1, 2), (3, 4), (5, 6), (7, 10), (12, 14))


class In2016(NamedTuple):
    """The ML Test Score on the scale of its first version, which counts whole points where this one counts halves.

    Attributes:
        total: 0 to 14; sections: the sums by title, 0 to 14 each.
        band: `5 to 6`; empty for 11, which the first version left out.
    """

    total: Decimal
    sections: tuple[tuple[str, Decimal], ...]
    band: str


def in_2016(found: Score) -> In2016 | None:
    """The score as the version of 2016 has it; None while it is not complete, and for any other instrument.

    Source: E. Breck et al., "What's your ML test score?", NIPS 2016 workshop Reliable ML in the Wild: a point for a
    test run by hand, one more for an automatic one, the least sum of four sections; bands 0, 1-2, 3-4, 5-6, 7-10, 12
    and more.
    """
    if found.instrument.id != _OF_2016 or not found.complete:
        return None
    total = found.total * 2
    band = next((f"{low} to {high}" if high else "0" for low, high in _BANDS_OF_2016 if low <= total <= high), "")
    return In2016(total, tuple((part.section.title, part.points * 2) for part in found.sections), band)


def figures(project: Project, instrument_id: str) -> tuple[Figure, ...]:
    """The score, what holds it down, and the next half-point or what is not there yet; nothing without the list."""
    found = next((i for i in project.pack.instruments if i.id == instrument_id), None)
    return tuple(_figures(project, score(project, found))) if found else ()


def _figures(project: Project, found: Score) -> Iterator[Figure]:
    title = found.instrument.title
    if not found.complete:
        yield Figure(title, f"{found.answered} of {found.items} answered, no score yet", Tone.WARNING)
    else:
        band = f", {found.band.label}" if found.band else ""
        yield Figure(title, f"{found.total.normalize():f}{band}", Tone.PLAIN)
    if found.binding and found.complete:
        names = [s.section.title for s in found.sections if s.section.id in found.binding]
        yield Figure("Held down by", " and ".join(names))
    if found.minimum and found.enough is not None:
        sign = "more than" if found.minimum.strictly else "at least"
        verdict = "reached" if found.enough else "not reached"
        tone = Tone.GOOD if found.enough else Tone.BAD
        yield Figure("Suggested", f"{sign} {found.minimum.score} for {found.minimum.level}: {verdict}", tone)
    none = [item.title for item in items_of(found.instrument) if points(project, item) == 0]
    if none and found.instrument.total == "sum":
        yield Figure("Without a point", ", ".join(none), Tone.WARNING)
