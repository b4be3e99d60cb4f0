"""How the files of documents stand: a sign, its colour and its words, the same wherever files are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

SIGNS = {
    "damaged": ("▲", "$error", "its markers are damaged"),
    "edited": ("▲", "$warning", "edited by hand; those parts stay"),
    "leftover": ("▲", "$warning", "what it tells of was taken back; delete it"),
    "stale": ("◐", "$warning", "to be written anew"),
    "new": ("+", "$accent", "not written yet"),
    "current": ("✓", "$success", "current"),
}
"""State of a file -> sign, colour, words; those that a person has to look at first."""
_SHORT = {"damaged": "damaged", "edited": "edited by hand", "leftover": "left over"}


def tally(states: Iterable[str]) -> Content:
    """How many files are in which state, on one line."""
    found = Counter(states)
    parts: list[Content | tuple[str, str]] = [("Documents  ", "bold $secondary")]
    for state, (sign, style, words) in SIGNS.items():
        if found[state]:
            parts += [(f"{sign} ", style), (f"{found[state]} {_SHORT.get(state, words)}   ", "$muted")]
    return Content.assemble(*parts, ("f4 shows and writes them", "$faint"))
