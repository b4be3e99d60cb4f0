"""Looking for conditions and not for somebody to blame: who is named where nobody should be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.domain.primitives import Text, Value
from workbook.domain.project import Project

FACTORS = "factors"
"""The table of what made an incident possible: a person is never a factor."""


def people_named(project: Project, values: Iterable[Value | None]) -> tuple[str, ...]:
    """The people of the project who are named in some texts, by their whole name or by a part that only they have."""
    text = " ".join(value.text for value in values if isinstance(value, Text)).casefold()
    words = set(re.findall(r"\w+", text))
    names = {row.id: project.row_name(row) for row in project.rows("people")}
    parts = [part for name in names.values() for part in set(name.casefold().split())]
    return tuple(name for name in names.values() if name and _is_named(name.casefold(), text, words, parts))


def _is_named(name: str, text: str, words: set[str], parts: list[str]) -> bool:
    own = (part for part in name.split() if len(part) > 2 and parts.count(part) == 1)
    return name in text or any(part in words for part in own)
