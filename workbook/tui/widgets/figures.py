"""What the workbook works out from answers, as lines on a screen."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from workbook.domain.early import Early, early_words, waiver_words
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import figures
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.tui.words import plain

_TONES = {
    Tone.PLAIN: ("·", "$muted"),
    Tone.GOOD: ("✓", "$success"),
    Tone.WARNING: ("▲", "$warning"),
    Tone.BAD: ("✗", "$error"),
}


def figure_lines(project: Project, question: Question) -> list[Content]:
    """A line for each figure; the sign says what the colour says."""
    lines = []
    for figure in figures(project, question):
        sign, style = _TONES[figure.tone]
        text = plain(figure.text, style if figure.tone is Tone.BAD else "")
        lines.append(Content.assemble((f"{sign} ", style), plain(figure.label, "bold"), "  ", text))
    return lines


def early_lines(project: Project, found: Iterable[Early]) -> list[Content]:
    """A line for each row that must wait for a gate, or did not; and what lets it through."""
    return [_early_line(project, one) for one in found]


def _early_line(project: Project, found: Early) -> Content:
    words = early_words(project, found)
    if found.waiver is not None:
        return plain(f"~ {words} {waiver_words(project, found.waiver)}", "$muted")
    told = plain(f"▲ {words}", "$error" if found.started else "$warning")
    return Content.assemble(told, plain(f"  At the gate of {found.phase.title}, w lets it through.", "$muted"))
