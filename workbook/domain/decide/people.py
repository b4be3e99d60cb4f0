"""A row taken out; of the people, what they had to do is handed on first."""

from __future__ import annotations

from collections.abc import Callable

from workbook.domain.commands import RemoveRow, SetAnswer, SetRow
from workbook.domain.compositions import PEOPLE
from workbook.domain.decide.answers import set_answer
from workbook.domain.decide.rows import remove_row, set_row
from workbook.domain.duties import Duty, duties, in_words
from workbook.domain.events import Draft
from workbook.domain.primitives import Ref
from workbook.domain.project import Project
from workbook.errors import Refused


def remove(project: Project, command: RemoveRow, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The row taken out, and in the same act the successor named wherever the person had something to do.

    Raises:
        UnknownName: no such row. Refused: a person has something to do, and no successor is named.
    """
    if command.collection != PEOPLE:
        return remove_row(project, command)
    row = project.row(PEOPLE, command.row)
    found = duties(project, row.id)
    if not command.successor:
        if found:
            hint = "Say who takes it over: --successor NAME."
            raise Refused(f"{project.person(row.id)} has {in_words(found)}.", where=PEOPLE, hint=hint)
        return remove_row(project, command)
    successor = project.row(PEOPLE, command.successor)
    if successor.id == row.id:
        raise Refused("Nobody takes over from themselves.", where=PEOPLE, hint="Name somebody else.")
    handed = (draft for duty in found for draft in _handed(project, duty, Ref(PEOPLE, successor.id), new_id))
    return (*handed, *remove_row(project, command))


def _handed(project: Project, duty: Duty, to: Ref, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    values = {field.name: to for field in duty.fields}
    if duty.row is not None:
        return set_row(project, SetRow(duty.row.collection, values, duty.row.id), new_id)
    assert duty.question is not None
    return set_answer(project, SetAnswer(duty.question.id, values, form=duty.question.instance), new_id)
