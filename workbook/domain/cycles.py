"""The cycles of a project: v1, v2 ..., each starting from what the last one knew."""

from __future__ import annotations

from workbook.domain.events import display_order
from workbook.domain.ledger import Ledger
from workbook.named import NamedTuple


class Cycle(NamedTuple):
    """One version of the project."""

    id: str
    title: str
    at: str


def cycles(ledger: Ledger) -> tuple[Cycle, ...]:
    """All cycles, oldest first."""
    starts = [ledger.heads(subject) for subject in ledger.subjects_named("cycle")]
    events = sorted((heads[-1] for heads in starts if heads), key=display_order)
    return tuple(Cycle(e.subject.cycle, str((e.body or {}).get("title", "")), e.at) for e in events)


def lineage(all_cycles: tuple[Cycle, ...], cycle: str) -> tuple[str, ...]:
    """The cycle and those before it, newest first."""
    ids = [c.id for c in all_cycles]
    upto = ids.index(cycle) + 1 if cycle in ids else len(ids)
    return tuple(reversed(ids[:upto]))
