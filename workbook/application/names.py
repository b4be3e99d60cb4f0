"""What people type to name a question, a row or a person, found in a project."""

from __future__ import annotations

from workbook.domain.answers import Row
from workbook.domain.project import Project
from workbook.domain.specs import Collection, Question
from workbook.errors import UnknownName

_HEX = frozenset("0123456789abcdef")


def person(project: Project, name: str) -> str:
    """The row id of a person by name, beginning of a name, or id. Raises UnknownName, BadInput."""
    return find_row(project, project.pack.collection("people"), name.strip().removeprefix("@")).id


def find_row(project: Project, collection: Collection, name: str) -> Row:
    """The row of that name, id, or the beginning of one. Raises UnknownName with the nearest, BadInput."""
    found = project.rows(collection.id)
    if len(name) >= 4 and set(name) <= _HEX:
        by_id = [row for row in found if row.id.startswith(name)]
        if len(by_id) == 1:
            return by_id[0]
    return project.row(collection.id, project.context.find(collection.id, name))


def questions(project: Project, name: str = "") -> list[Question]:
    """The questions behind a name: one question (id or code), a phase or instrument, `phase.section`; all without one.

    Raises:
        UnknownName: nothing has that name; says the nearest.
    """
    pack = project.pack
    if not name:
        return list(pack.questions)
    if pack.has_question(name) or any(name.upper() == question.code.upper() for question in pack.questions):
        return [pack.question(name)]
    found = [q for q in pack.questions if name in (q.area, f"{q.area}.{q.section}")]
    if not found:
        raise UnknownName("question, phase or table", name, known(project))
    return found


def known(project: Project) -> list[str]:
    """Every name that `questions` and tables go by."""
    pack = project.pack
    areas = [phase.id for phase in pack.phases] + [instrument.id for instrument in pack.instruments]
    sections = dict.fromkeys(f"{question.area}.{question.section}" for question in pack.questions)
    codes = [question.code for question in pack.questions if question.code]
    return [*areas, *sections, *(q.id for q in pack.questions), *codes, *(c.id for c in pack.collections)]


def day(project: Project, typed: str, *, where: str) -> str:
    """A day as `2026-11-27`, from any form that a field takes. Raises InvalidValue."""
    from workbook.domain.primitives import Moment, parse
    from workbook.domain.specs import FieldSpec, Kind

    value = parse(FieldSpec(where, Kind.MOMENT), typed, project.context)
    return value.iso if isinstance(value, Moment) else ""
