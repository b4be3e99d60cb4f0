"""What people type to name a question, a row or a person, found in a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbook.domain.answers import Row
from workbook.domain.asking import asked
from workbook.domain.forms import FilledForm
from workbook.domain.naming import find_named
from workbook.domain.project import Project
from workbook.domain.specs import AT, Collection, Question
from workbook.errors import Refused, UnknownName

_HEX = frozenset("0123456789abcdef")


def person(project: Project, name: str) -> str:
    """The row id of a person by name, beginning of a name, or id. Raises UnknownName, BadInput."""
    return find_row(project, project.pack.collection("people"), name.strip().removeprefix("@")).id


def find_row(project: Project, collection: Collection, name: str, among: Iterable[Row] | None = None) -> Row:
    """The row of that name, id, or the beginning of one. Raises UnknownName with the nearest, BadInput.

    Args:
        among: the rows that are meant; all of the table when left out.
    """
    found = project.rows(collection.id) if among is None else tuple(among)
    if len(name) >= 4 and set(name) <= _HEX:
        by_id = [row for row in found if row.id.startswith(name)]
        if len(by_id) == 1:
            return by_id[0]
    names = {row.id: project.row_name(row) for row in found}
    return project.row(collection.id, find_named(names, name, noun=collection.noun, where=collection.id))


def questions(project: Project, name: str = "", form: str = "") -> list[Question]:
    """The questions behind a name, as they are asked: those of a form once in each that is filled in.

    Args:
        name: one question (id or code, or `ID@TITLE`), a phase or instrument, `phase.section`, a form; all without one.
        form: a filled-in form; then only its questions.

    Raises:
        UnknownName: nothing has that name; says the nearest. Refused: the form does not ask it.
    """
    if AT in name:
        return [asked(project, name, form)]
    wanted = questions_of_pack(project, name)
    filled = [project.form(form)] if form else project.forms
    found = [question for area in _areas(wanted) for question in _asked_in(area, wanted, filled, bool(form))]
    if form and not found:
        raise Refused(f"{filled[0].title} does not ask this.", where=name)
    return found


def _areas(questions: Iterable[Question]) -> list[str]:
    return list(dict.fromkeys(question.area for question in questions))


def _asked_in(
    area: str, wanted: Sequence[Question], filled: Sequence[FilledForm], only_forms: bool
) -> Iterator[Question]:
    """The questions of a phase or instrument, then those of its filled-in forms, one form after another."""
    ids = {question.id for question in wanted}
    if not only_forms:
        yield from (question for question in wanted if question.area == area and not question.form)
    for form in filled:
        yield from (question for question in form.questions if question.area == area and question.id in ids)


def questions_of_pack(project: Project, name: str = "") -> list[Question]:
    """The same as the pack has them: a question of a form once, and without an answer. Raises UnknownName."""
    pack = project.pack
    if not name:
        return list(pack.questions)
    if pack.has_question(name) or any(name.upper() == question.code.upper() for question in pack.questions):
        return [pack.question(name)]
    found = [q for q in pack.questions if name in (q.area, f"{q.area}.{q.section}", q.form)]
    if not found:
        raise UnknownName("question, phase, form or table", name, known(project))
    return found


def split_field(project: Project, name: str) -> tuple[str, str]:
    """`ID:field` as the two; in a form `ID:field@TITLE` or `ID@TITLE:field`, where a title may hold a colon too."""
    head, at, title = name.partition(AT)
    question, _, field = head.partition(":")
    titled = any(form.title.casefold().startswith(title.casefold()) for form in project.forms)
    if not field and ":" in title and not titled:
        title, _, field = title.rpartition(":")
    return question + at + title, field


def known(project: Project) -> list[str]:
    """Every name that `questions` and tables go by."""
    pack = project.pack
    areas = [phase.id for phase in pack.phases] + [instrument.id for instrument in pack.instruments]
    forms = [form.id for form in pack.forms]
    sections = dict.fromkeys(f"{question.area}.{question.section}" for question in pack.questions)
    codes = [question.code for question in pack.questions if question.code]
    return [*areas, *forms, *sections, *(q.id for q in pack.questions), *codes, *(c.id for c in pack.collections)]


def readable(project: Project, name: str) -> str:
    """A question's name as people read it: of one that is asked in a form, with the form's title for its id."""
    question, at, instance = name.partition(AT)
    titles = {form.id: form.title for form in project.every_form} if at else {}
    return f"{question}{AT}{titles[instance]}" if instance in titles else name


def day(project: Project, typed: str, *, where: str) -> str:
    """A day as `2026-11-27`, from any form that a field takes. Raises InvalidValue."""
    from workbook.domain.primitives import Moment, parse
    from workbook.domain.specs import FieldSpec, Kind

    value = parse(FieldSpec(where, Kind.MOMENT), typed, project.context)
    return value.iso if isinstance(value, Moment) else ""
