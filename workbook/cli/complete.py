"""What a shell offers when somebody presses Tab. Where something is wrong nothing is offered: no error in a prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from workbook.application.workbook import Workbook

Names = Callable[[click.Context, click.Parameter, str], list[str]]


def _matching(names: Callable[[Workbook], Iterable[str]]) -> Names:
    def offer(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
        try:
            return [name for name in names(context.obj.reading) if name.startswith(typed)]
        except (WorkbookError, OSError):
            return []

    return offer


questions = _matching(lambda workbook: [question.id for question in workbook.pack.questions])
phases = _matching(lambda workbook: [phase.id for phase in workbook.pack.phases])
gated = _matching(lambda workbook: [phase.id for phase in workbook.pack.phases if phase.gate])
instruments = _matching(lambda workbook: [instrument.id for instrument in workbook.pack.instruments])
tables = _matching(lambda workbook: [collection.id for collection in workbook.pack.collections])
projects = _matching(lambda workbook: [row.name for row in workbook.projects()])


@_matching
def everything(workbook: Workbook) -> list[str]:
    """Question ids, phases, instruments and tables."""
    pack = workbook.pack
    areas = [phase.id for phase in pack.phases] + [instrument.id for instrument in pack.instruments]
    return [*areas, *(question.id for question in pack.questions), *(table.id for table in pack.collections)]


def documents(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Ids of documents."""
    from workbook.application.export import kinds

    return [spec.id for spec in kinds() if not spec.form and spec.id.startswith(typed)]
