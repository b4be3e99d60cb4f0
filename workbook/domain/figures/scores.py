"""Scores of an instrument, in a line or two beside the question that asks what to do about them."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.figures.figure import Figure, Tone
from workbook.domain.project import Project
from workbook.domain.scoring import Score, points, score


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
    items = (item for section in found.instrument.sections for item in section.questions)
    none = [item.title for item in items if points(project, item) == 0]
    if none and found.instrument.total == "sum":
        yield Figure("Without a point", ", ".join(none), Tone.WARNING)
