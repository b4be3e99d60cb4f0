"""The question that is meant, where it may be one that is asked in a form."""

from __future__ import annotations

from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.errors import Refused


def asked(project: Project, name: str, form: str = "") -> Question:
    """The question as it can be answered: within its filled-in form, where it is one of a form.

    Args:
        name: an id or a code, or `post.pm-summary@TITLE`.
        form: the filled-in form, where the name does not say it.

    Raises:
        UnknownName: no such question or form. Refused: the form does not ask it, or none is named.
    """
    question = project.question(name)
    if form:
        return _within(project, question, form)
    if question.form and not question.instance:
        titles = ", ".join(found.title for found in project.forms if found.form.id == question.form)
        hint = (
            f"Name one with --form: {titles}." if titles else f"Open one first: mlworkbook form open {question.form}."
        )
        raise Refused("This is asked in a form that is filled in as often as needed.", where=question.id, hint=hint)
    return question


def _within(project: Project, question: Question, name: str) -> Question:
    form = project.form(name)
    if form.form.id != question.form:
        raise Refused(f"{form.title} does not ask this.", where=question.id)
    if question.instance not in ("", form.id):
        raise Refused("Two forms are named.", where=question.id, hint=f"It is {form.title}, or it is the other one.")
    return question._replace(instance=form.id)
