"""Rows that are offered below a table: a line each, with the key that takes it and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from workbook.tui.editors.pasted import brief

AT_ONCE = 4
"""How many have a key of their own while the table is empty; the next ones follow as these are taken."""
BESIDE_ROWS = 2
"""How many have one below rows, which need the room."""


class OfferLine(NamedTuple):
    """One row that is offered.

    Attributes:
        name: what it will be called; rest: the other columns, in words.
        source: the question that it comes from; empty for a start that the pack suggests.
    """

    name: str
    rest: str = ""
    source: str = ""


def carried(offers: Sequence[OfferLine]) -> list[OfferLine]:
    """Those that come from an earlier answer."""
    return [offer for offer in offers if offer.source]


def suggested(offers: Sequence[OfferLine]) -> list[OfferLine]:
    """Those that the pack suggests to begin with."""
    return [offer for offer in offers if not offer.source]


def carried_lines(offers: Sequence[OfferLine], at_once: int, width: int) -> list[Content]:
    """What comes from earlier answers: a line each, the first few with their key; an empty line before them."""
    found = carried(offers)
    if not found:
        return []
    every = f", 0 all {len(found)}" if len(found) > 1 else ""
    head = Content.styled(f"Offered: a number takes one{every}", "$faint")
    return [Content(""), head, *(_line(number, offer, width) for number, offer in enumerate(found[:at_once], start=1))]


def suggested_lines(offers: Sequence[OfferLine], width: int, *, briefly: bool) -> list[Content]:
    """What one key takes all at once; an empty line before it. Briefly: without the names."""
    found = suggested(offers)
    if not found:
        return []
    counted = " takes the suggestion" if len(found) == 1 else f" takes the {len(found)} suggestions"
    if briefly:
        return [Content(""), Content.assemble(("s", "bold $accent"), (counted, "$muted"))]
    counted += ": "
    line = Content.assemble(("s", "bold $accent"), counted, (", ".join(brief(offer.name) for offer in found), "$muted"))
    return [Content(""), *line.wrap(max(1, width))]


def _line(number: int, offer: OfferLine, width: int) -> Content:
    source = Content.styled(f"  ← {brief(offer.source, max(8, width // 4))}", "$faint")
    left = Content.assemble((f"{number} ", "bold $accent"), brief(offer.name), ("  " + brief(offer.rest), "$muted"))
    return left.truncate(max(1, width - source.cell_length), ellipsis=True) + source
