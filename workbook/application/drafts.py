"""Where the drafts of a workbook are kept: known before the workbook itself is opened."""

from __future__ import annotations

from workbook.application.places import Places
from workbook.store.drafts import Drafts


def drafts(places: Places) -> Drafts:
    """What is being typed, kept outside the store."""
    return Drafts(places.state / "drafts", str(places.database))
