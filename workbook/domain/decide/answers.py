"""Answers, and the four gestures beside answering: don't know yet, not applicable, later, park."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbook.domain.answers import Answer, Status, find_out, is_open
from workbook.domain.asking import asked
from workbook.domain.commands import SetAnswer, SetWording
from workbook.domain.decide.registers import last_key, row_draft
from workbook.domain.decide.settled import settled
from workbook.domain.events import Draft
from workbook.domain.flags import relied_on_older
from workbook.domain.order import between
from workbook.domain.primitives import Choice, Moment, Ref, Text, Value, clean, encode, moment
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec, Kind, Question
from workbook.errors import InvalidValue, Refused
from workbook.text import accept, one_line


def set_answer(project: Project, command: SetAnswer, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The answer, with the action, parked item and evidence that come of it; nothing if it says nothing new.

    Raises:
        UnknownName: no such question or field. InvalidValue: no value, or no reason where one is due.
    """
    question = asked(project, command.question, command.form)
    command = command._replace(values=_clean(question, command.values))
    before = project.answer_to(question)
    _check(question, command, before)
    body = _body(question, command, before)
    more = (
        *_consequences(project, question, command, before, new_id),
        *_evidence(project, question, command.evidence, new_id),
    )
    answered = question.name if command.status is Status.ANSWERED else ""
    if _says_nothing_new(project, question, command, body):
        return settled(project, more, answered)
    seen = command.seen if command.seen is not None else project.seen(question)
    subject = project.subject(question.id, question.instance)
    return settled(project, (Draft("answer.set", subject, body, seen, command.said_by), *more), answered)


def set_wording(project: Project, command: SetWording) -> tuple[Draft, ...]:
    """The wording, on a subject of its own, so that rewording moves no answer. An empty one goes back."""
    question = asked(project, command.question, command.form)
    if not project.answer_to(question).given:
        raise Refused("There is no answer to word.", where=question.name, hint="Answer the question first.")
    subject = project.subject(question.id + WORDING, question.instance)
    text = accept(command.text, where=question.id)
    if text == project.wording(question.id, question.instance):
        return ()
    seen = project.ledger.head_ids(subject) + project.answer_heads(question.id, question.instance)
    return (Draft("answer.set", subject, {"status": "answered", "fields": {"value": text}}, seen),)


def _clean(question: Question, values: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The values as their fields keep them, wherever they came from; what says nothing takes its field back."""
    fields = {name: question.field(name) for name in values}
    return {name: None if value is None else clean(fields[name], value) for name, value in values.items()}


def _check(question: Question, command: SetAnswer, before: Answer) -> None:
    if command.status is Status.NOT_APPLICABLE and not command.reason.strip():
        raise InvalidValue("Not applicable needs a reason.", where=question.id, hint="Say why in a few words.")
    if command.status is Status.CARRIED:
        raise InvalidValue("Only a new cycle carries answers.", where=question.id)
    if question.view is not None and command.status is Status.ANSWERED:
        return
    kept = _merged(before, command.values)
    if command.status is Status.ANSWERED and not kept:
        hint = "Type an answer, or say that it is not known yet."
        raise InvalidValue("There is nothing to record.", where=question.id, hint=hint)


def _merged(before: Answer, values: Mapping[str, Value | None]) -> dict[str, Any]:
    kept = {name: encode(value) for name, value in before.values.items()}
    kept |= {name: encode(value) for name, value in values.items() if value is not None}
    return {name: data for name, data in kept.items() if name not in values or values[name] is not None}


def _body(question: Question, command: SetAnswer, before: Answer) -> dict[str, Any]:
    note = before.note if command.note is None else accept(command.note, where=question.id)
    body: dict[str, Any] = {"status": command.status.value, "fields": _merged(before, command.values)}
    optional = {
        "confidence": (command.confidence or before.confidence or ""),
        "note": note,
        "reason": one_line(accept(command.reason, where=question.id)),
    }
    hands = _hands(command, before)
    return body | {name: str(text) for name, text in optional.items() if text} | ({"hands": hands} if hands else {})


def _hands(command: SetAnswer, before: Answer) -> dict[str, list[str]]:
    """What people showed; what was shown before stays as long as that field says the same."""
    after = {**before.values, **command.values} if command.status is Status.ANSWERED else {}
    kept = {name: hands for name, hands in before.hands.items() if after.get(name) == before.values.get(name)}
    shown = kept | dict(command.hands)
    return {name: list(hands) for name, hands in shown.items() if hands}


def _says_nothing_new(project: Project, question: Question, command: SetAnswer, body: Mapping[str, Any]) -> bool:
    heads = project.ledger.heads(project.subject(question.id, question.instance))
    if len(heads) != 1 or heads[0].body is None or _said(heads[0].body) != _said(body):
        return False
    if command.said_by not in ("", heads[0].answered_by):
        return False
    if command.seen is not None and set(command.seen) != set(project.seen(question)):
        return False
    return not relied_on_older(project, question)  # else the same words confirm it


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "git"}


def _consequences(
    project: Project, question: Question, command: SetAnswer, before: Answer, new_id: Callable[[], str]
) -> Iterator[Draft]:
    if command.status is Status.UNKNOWN:
        yield from _action(project, question, command, new_id)
    if command.status is Status.PARKED and before.status is not Status.PARKED:
        yield from _parked(project, question, command, new_id)


def _action(project: Project, question: Question, command: SetAnswer, new_id: Callable[[], str]) -> Iterator[Draft]:
    """The action item of an unknown: one per question; asked again, its owner and date are filled in."""
    known = [row for row in project.rows("actions") if row.text("origin") == question.name and is_open(row)]
    values: dict[str, Value] = dict(known[0].values) if known else {}
    values.setdefault("action", Text(find_out(question.title)))
    values |= {"origin": Text(question.name), "status": Choice(("open",))}
    if command.owner:
        values["owner"] = Ref("people", project.row("people", command.owner).id)
    if command.due:
        values["due"] = moment.clean(FieldSpec("due", Kind.MOMENT), Moment(command.due))
    if known and values == dict(known[0].values):
        return
    row = known[0].id if known else new_id()
    order = known[0].order if known else between(last_key(project, "actions"), "")
    yield row_draft(project, "actions", row, values, order)


def _parked(project: Project, question: Question, command: SetAnswer, new_id: Callable[[], str]) -> Iterator[Draft]:
    item = one_line(command.note or question.ask)
    values: dict[str, Value] = {"item": Text(item), "question": Text(question.name), "status": Choice(("open",))}
    yield row_draft(project, "parking", new_id(), values, between(last_key(project, "parking"), ""))


def _evidence(
    project: Project, question: Question, links: tuple[str, ...], new_id: Callable[[], str]
) -> Iterator[Draft]:
    known = {row.text("link") for row in project.rows("evidence") if row.text("about") == question.name}
    key = last_key(project, "evidence")
    for link in links:
        text = one_line(accept(link, where="evidence"))
        if text and text not in known:
            known.add(text)
            key = between(key, "")
            values: dict[str, Value] = {
                "what": Text(text),
                "link": Text(text),
                "about": Text(question.name),
                "kind": Choice((_kind_of(text),)),
            }
            yield row_draft(project, "evidence", new_id(), values, key)


def _kind_of(link: str) -> str:
    if "://" in link:
        return "link"
    is_commit = 7 <= len(link) <= 40 and all(letter in "0123456789abcdef" for letter in link)
    return "commit" if is_commit else "path"
