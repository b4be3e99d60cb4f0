"""Which project is meant: the one named, the repository's own, or the only one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from workbook.errors import InvalidValue, UnknownName
from workbook.store.listing import ProjectName, ProjectRow

Named: TypeAlias = ProjectName | ProjectRow


def named_project(rows: Sequence[Named], name: str) -> str:
    """The id of the project of that name, or id, or beginning of one. Raises UnknownName where none or several fit."""
    wanted = name.casefold()
    for fits in (
        [row for row in rows if row.id == name or row.name.casefold() == wanted],
        [row for row in rows if row.id.startswith(name) or row.name.casefold().startswith(wanted)],
    ):
        if len(fits) == 1:
            return fits[0].id
    raise UnknownName("project", name, (row.name for row in rows))


def own_project(rows: Sequence[Named], config: Path | None) -> str:
    """The id of the only project, or of the repository's own; empty when neither tells."""
    from workbook.application.config import own_project as named_in

    if len(rows) == 1:
        return rows[0].id
    named = named_in(config)
    return named if any(row.id == named for row in rows) else ""


def the_project(rows: Sequence[Named], config: Path | None) -> str:
    """The same, where one is needed. Raises InvalidValue with what to do."""
    own = own_project(rows, config)
    if own:
        return own
    if not rows:
        raise InvalidValue("There is no project yet.", hint="Start one with 'mlworkbook init NAME'.")
    names = ", ".join(repr(row.name) for row in rows[:8])
    raise InvalidValue("Several projects are here.", hint=f"Name one with -p: {names}.")
