"""What `doctor` finds."""

from __future__ import annotations

from workbook.named import NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong: what, where, and what to do about it."""

    what: str
    where: str = ""
    hint: str = ""
