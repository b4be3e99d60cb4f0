"""Tables in which cells fold: for projects side by side, on a screen and in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

LEAST = 9
"""A column narrower than this is no use to anybody; below it a face stacks the cells."""


def widths(table: Sequence[Sequence[str]], room: int, measure: Callable[[str], int], gap: int = 2) -> list[int]:
    """How wide each column is in a table that fits the room; empty where there is no room for so many.

    Columns that need little get that; the others share the rest.
    """
    wanted = [max(map(measure, column)) for column in zip(*table, strict=True)]
    free = room - gap * (len(wanted) - 1)
    found = [0] * len(wanted)
    left = sorted(range(len(wanted)), key=wanted.__getitem__)
    while left:
        place = left.pop(0)
        found[place] = min(wanted[place], free // (len(left) + 1))
        free -= found[place]
    return found if all(width >= min(LEAST, wish) for width, wish in zip(found, wanted, strict=True)) else []


def lines(cells: Sequence[str], of_width: Sequence[int], measure: Callable[[str], int]) -> Iterator[tuple[str, ...]]:
    """A row of a table as lines, each cell folded and padded to its width."""
    folded = [fold(cell, width, measure) for cell, width in zip(cells, of_width, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        yield tuple(part + " " * (width - measure(part)) for part, width in zip(parts, of_width, strict=True))


def fold(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """A text on lines of a width; a word that is longer is cut into pieces."""
    found = [""]
    for word in text.split():
        joined = f"{found[-1]} {word}".lstrip()
        if measure(joined) <= width:
            found[-1] = joined
            continue
        pieces = list(_pieces(word, max(width, 2), measure))
        found = [*(line for line in found if line), *pieces]
    return found


def _pieces(word: str, width: int, measure: Callable[[str], int]) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and measure(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
