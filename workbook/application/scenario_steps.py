"""What each verb of a scenario does: the same commands as those of the screens and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from workbook.application import typed
from workbook.application.meetings import Settled, close_meeting, planned
from workbook.application.names import day, find_row, person
from workbook.application.workbook import Workbook
from workbook.domain.answers import Status
from workbook.domain.approvals import NO, YES
from workbook.domain.asking import asked
from workbook.domain.commands import (
    CloseForm,
    Command,
    DecideGate,
    MoveRow,
    OpenForm,
    RemoveRow,
    SetAnswer,
    SetWording,
    SignGate,
    StartCycle,
)
from workbook.domain.gates import Waiver
from workbook.domain.meetings.closing import find_item
from workbook.domain.meetings.meeting import find_meeting
from workbook.domain.primitives import Confidence
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.errors import InvalidValue

Said: TypeAlias = Mapping[str, Any]


def do(workbook: Workbook, project_id: str, verb: str, said: Any) -> str:
    """Carries out one step. Returns the project's id. Raises what the command raises."""
    if verb == "start":
        return workbook.start(said).project.id
    project = workbook.project(project_id)
    if verb == "end":
        close_meeting(workbook, project_id, "", _settled(project, said))
        return project_id
    command = _COMMANDS[verb](project, said)
    if isinstance(command, DecideGate):
        command = command._replace(author=workbook.author_id(project))
    workbook.record(project_id, command)
    return project_id


def _answer(project: Project, said: Said) -> Command:
    question = _question(project, said)
    texts = said.get("fields") or {question.fields[0].name if question.fields else "": _needed(said, "value")}
    command = typed.answer(project, question.name, texts)
    return command._replace(
        note=said.get("note"),
        confidence=Confidence(said["confidence"]) if "confidence" in said else None,
        evidence=tuple(said.get("evidence", ())),
        said_by=_person(project, said.get("said-by", "")),
    )


def _unknown(project: Project, said: Said) -> Command:
    owner, due = said.get("owner", ""), said.get("due", "")
    return _gesture(project, said, Status.UNKNOWN)._replace(
        owner=_person(project, owner), due=day(project, due, where="due") if due else ""
    )


def _not_applicable(project: Project, said: Said) -> Command:
    return _gesture(project, said, Status.NOT_APPLICABLE)._replace(reason=_needed(said, "reason"))


def _later(project: Project, said: Said) -> Command:
    return _gesture(project, said, Status.LATER)


def _park(project: Project, said: Said) -> Command:
    return _gesture(project, said, Status.PARKED)


def _gesture(project: Project, said: Said, status: Status) -> SetAnswer:
    question = _question(project, said)
    return SetAnswer(question.id, status=status, note=said.get("note"), form=question.instance)


def _word(project: Project, said: Said) -> Command:
    question = _question(project, said)
    return SetWording(question.id, _needed(said, "text"), question.instance)


def _question(project: Project, said: Said) -> Question:
    return asked(project, _needed(said, "id"), str(said.get("form", "")))


def _row(project: Project, said: Said) -> Command:
    table, name, form = _needed(said, "table"), said.get("row", ""), str(said.get("form", ""))
    row = typed.find_row_of(project, table, name, form)[1].id if name else ""
    command = typed.row(project, table, said.get("values", {}), row, form)
    return command._replace(said_by=_person(project, said.get("said-by", "")))


def _move(project: Project, said: Said) -> Command:
    _, collection = typed.find_table(project, _needed(said, "table"))
    after = find_row(project, collection, said["after"]).id if "after" in said else ""
    return MoveRow(collection.id, find_row(project, collection, _needed(said, "row")).id, after)


def _remove(project: Project, said: Said) -> Command:
    _, collection = typed.find_table(project, _needed(said, "table"))
    return RemoveRow(collection.id, find_row(project, collection, _needed(said, "row")).id)


def _gate(project: Project, said: Said) -> Command:
    waivers = tuple(_waiver(project, waiver) for waiver in said.get("waivers", ()))
    decider = _person(project, _needed(said, "decider"))
    return DecideGate(_needed(said, "phase"), _needed(said, "outcome"), decider, _needed(said, "reason"), waivers)


def _sign(project: Project, said: Said) -> Command:
    says, reason = str(said.get("says", YES)), str(said.get("reason", ""))
    if says not in (YES, NO):
        raise InvalidValue(f"{says!r} is neither yes nor no.", where="says")
    return SignGate(_needed(said, "phase"), _person(project, _needed(said, "person")), says == YES, reason)


def _waiver(project: Project, said: Said) -> Waiver:
    until = day(project, _needed(said, "until"), where="until")
    return Waiver(_needed(said, "rule"), _person(project, _needed(said, "owner")), _needed(said, "reason"), until)


def _cycle(_project: Project, said: Said) -> Command:
    return StartCycle(_needed(said, "title"))


def _open(_project: Project, said: Said) -> Command:
    return OpenForm(_needed(said, "form"), _needed(said, "title"))


def _close(project: Project, said: Said) -> Command:
    return CloseForm(project.form(_needed(said, "form")).id)


def _meet(project: Project, said: Said) -> Command:
    return planned(
        project,
        str(said.get("about", "")),
        length=int(said.get("length", 60)),
        people=[_person(project, name) for name in said.get("people", ())],
        facilitator=_person(project, said.get("leads", "")),
        title=str(said.get("title", "")),
    )


def _settled(project: Project, said: Said) -> Settled:
    """What becomes of what the newest meeting did not reach."""
    meeting = find_meeting(project)
    outcomes = {"park": "parked", "drop": "dropped"}
    named = [(outcome, name) for key, outcome in outcomes.items() for name in said.get(key, ())]
    items = {find_item(project, meeting, name).row: outcome for outcome, name in named}
    return Settled(items, {"": str(said["why-not"])} if "why-not" in said else {})


def _needed(said: Said, key: str) -> str:
    if key not in said:
        raise InvalidValue(f"The key {key!r} is missing.")
    return str(said[key])


def _person(project: Project, name: str) -> str:
    return person(project, name) if name else ""


_COMMANDS: Mapping[str, Callable[[Project, Said], Command]] = {
    "answer": _answer,
    "unknown": _unknown,
    "not-applicable": _not_applicable,
    "later": _later,
    "park": _park,
    "word": _word,
    "row": _row,
    "move": _move,
    "remove": _remove,
    "gate": _gate,
    "sign": _sign,
    "cycle": _cycle,
    "open": _open,
    "close": _close,
    "meet": _meet,
}
