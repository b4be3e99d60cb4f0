"""Forms that repeat: opened, closed, dropped, opened again."""

from __future__ import annotations

from collections.abc import Callable

from workbook.domain.commands import CloseForm, OpenForm, ReopenForm
from workbook.domain.events import Draft, Subject
from workbook.domain.forms import FilledForm, find_form
from workbook.domain.gates import lack
from workbook.domain.primitives import Text, encode
from workbook.domain.project import Project
from workbook.errors import InvalidValue, Refused
from workbook.text import accept, one_line


def open_form(project: Project, command: OpenForm, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """One more of a form, its title in the key field. Raises UnknownName, InvalidValue."""
    form = project.pack.form(command.form)
    title = one_line(accept(command.title, where=form.id))
    if not title:
        raise InvalidValue(f"What is this {form.noun} called?", where=form.id, hint="Give it a title of a few words.")
    if title in [known.title for known in project.forms]:
        raise Refused(f"There is a {form.noun} {title!r} already.", where=form.id, hint="Give it another title.")
    instance, cycle = new_id(), project.cycle.id
    opened = Draft("form.open", Subject(form.id, cycle, instance), {"title": title})
    question, _, name = form.key.partition(":")
    if not question:
        return (opened,)
    body = {"status": "answered", "fields": {name: encode(Text(title))}}
    return opened, Draft("answer.set", Subject(question, cycle, instance), body)


def close_form(project: Project, command: CloseForm) -> tuple[Draft, ...]:
    """The form is done, or dropped. Raises UnknownName; Refused while something mandatory is missing."""
    filled = project.form(command.form)
    if not command.dropped:
        if not filled.open:
            return ()
        _check_lacks(project, filled)
    reason = one_line(accept(command.reason, where=filled.form.id))
    if command.dropped and not reason:
        raise InvalidValue("Dropping needs a reason.", where=filled.form.id, hint="Say why in a few words.")
    body = {"dropped": True, "reason": reason} if command.dropped else {}
    return (Draft("form.close", _subject(filled), body, project.ledger.head_ids(_subject(filled))),)


def reopen_form(project: Project, command: ReopenForm) -> tuple[Draft, ...]:
    """The form is worked on again, also one that was dropped; nothing when it is open. Raises UnknownName."""
    filled = find_form(project.forms_ever, command.form)
    if filled.open:
        return ()
    seen = project.ledger.head_ids(_subject(filled))
    return (Draft("form.open", _subject(filled), {"title": filled.title}, seen),)


def lacks(project: Project, filled: FilledForm) -> tuple[str, ...]:
    """What a form still needs before it can be closed, in the words that a gate has for it."""
    found = ((question.title, lack(project, question)) for question in filled.questions)
    return tuple(f"{title}: {why}" for title, why in found if why)


def _check_lacks(project: Project, filled: FilledForm) -> None:
    found = lacks(project, filled)
    if found:
        listed, more = "; ".join(found[:5]), f"; and {len(found) - 5} more" if len(found) > 5 else ""
        raise Refused(
            f"{filled.title} still asks for {listed}{more}.", where=filled.form.id, hint="Answer these first."
        )


def _subject(filled: FilledForm) -> Subject:
    return Subject(filled.form.id, filled.cycle, filled.id)
