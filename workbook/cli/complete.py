"""What a shell offers when somebody presses Tab. Where something is wrong nothing is offered: no error in a prompt."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from workbook.application.workbook import Workbook
    from workbook.domain.forms import FilledForm
    from workbook.domain.project import Project

AT = "@"
"""As in `workbook.domain.specs`, which no help imports."""

COMPLETE = "_MLWORKBOOK_COMPLETE"
"""The variable in which a completion script says for which shell it asks."""

Names = Callable[[click.Context, click.Parameter, str], list[str]]


def _typable(name: str) -> str:
    """The name as a command line takes it.

    bash puts in what it is given, and its script loses half the backslashes; the other shells quote by themselves.
    """
    if os.environ.get(COMPLETE) != "bash_complete":
        return name
    return re.sub(r"[^\w@%+=:,./-]", r"\\\g<0>", name).replace("\\", "\\\\")


def _matching(names: Callable[[Workbook], Iterable[str]]) -> Names:
    def offer(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
        try:
            return [_typable(name) for name in names(context.obj.reading) if name.startswith(typed)]
        except (WorkbookError, OSError):
            return []

    return offer


phases = _matching(lambda workbook: [phase.id for phase in workbook.pack.phases])
gated = _matching(lambda workbook: [phase.id for phase in workbook.pack.phases if phase.gate])
instruments = _matching(lambda workbook: [instrument.id for instrument in workbook.pack.instruments])
tables = _matching(lambda workbook: [collection.id for collection in workbook.pack.collections])
projects = _matching(lambda workbook: [row.name for row in workbook.names()])
forms = _matching(lambda workbook: [form.id for form in workbook.pack.forms])
_pack_questions = _matching(lambda workbook: [question.id for question in workbook.pack.questions])


meeting_subjects = _matching(lambda workbook: [area.id for area in workbook.pack.areas])


def people(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Names of the project's people."""
    wanted = typed.removeprefix(AT).casefold()
    try:
        project: Project = context.obj.project()
        names = [project.row_name(row) for row in project.rows("people")]
    except (WorkbookError, OSError):
        return []
    return [_typable(name) for name in names if name.casefold().startswith(wanted)]


def meetings(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Titles of the project's meetings."""
    wanted = typed.casefold()
    titles = (form.title for form in _forms_of_project(context) if form.form.id == "meeting")
    return [_typable(title) for title in titles if title.casefold().startswith(wanted)]


@_matching
def _everything(workbook: Workbook) -> list[str]:
    pack = workbook.pack
    areas = [phase.id for phase in pack.phases] + [instrument.id for instrument in pack.instruments]
    kinds = [form.id for form in pack.forms]
    return [*areas, *kinds, *(question.id for question in pack.questions), *(table.id for table in pack.collections)]


def filled_forms(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Titles of the project's filled-in forms."""
    wanted = typed.casefold()
    titles = (form.title for form in _forms_of_project(context))
    return [_typable(title) for title in titles if title.casefold().startswith(wanted)]


def questions(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Ids of questions; behind an `@`, the forms that ask one."""
    return _in_forms(context, typed) if AT in typed else _pack_questions(context, parameter, typed)


def everything(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Question ids, phases, instruments, forms and tables."""
    return _in_forms(context, typed) if AT in typed else _everything(context, parameter, typed)


def _in_forms(context: click.Context, typed: str) -> list[str]:
    asked = typed.partition(AT)[0]
    forms = (form for form in _forms_of_project(context) if any(question.id == asked for question in form.questions))
    named = [f"{asked}{AT}{form.title}" for form in forms]
    return [_typable(name) for name in named if name.casefold().startswith(typed.casefold())]


def _forms_of_project(context: click.Context) -> tuple[FilledForm, ...]:
    try:
        project: Project = context.obj.project()
        return project.forms
    except (WorkbookError, OSError):
        return ()


def documents(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Ids of documents."""
    from workbook.application.export import kinds

    return [spec.id for spec in kinds() if spec.id.startswith(typed)]
