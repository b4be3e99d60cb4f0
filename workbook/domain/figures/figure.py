"""One figure: a line with a label, a value in words, and how good it is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How good a figure is; it is never told by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Figure(NamedTuple):
    """One line. Label and text may hold what people typed."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN
