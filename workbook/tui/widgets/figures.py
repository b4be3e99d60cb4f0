"""What the workbook works out from answers, as lines on a screen."""

from __future__ import annotations

from textual.content import Content

from workbook.domain.figures import Tone, figures
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
