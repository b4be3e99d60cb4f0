"""From a person's act to events: pure, and the only place where events are decided.

Each kind of command has a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from workbook.domain.commands import (
    AdoptPack,
    CloseForm,
    Command,
    DecideGate,
    KeepAnswer,
    MarkMeeting,
    MoveRow,
    OpenForm,
    OpenMeeting,
    Redact,
    RemoveRow,
    RenameProject,
    ReopenForm,
    SetAnswer,
    SetRow,
    Settle,
    SetWording,
    SignGate,
    StartCycle,
    StartProject,
    Undo,
    WaiveAhead,
)
from workbook.domain.decide import answers, conflicts, forms, gates, meetings, people, projects, rows, undo
from workbook.domain.events import Draft
from workbook.domain.project import Project


def decide(project: Project, command: Command, new_id: Callable[[], str]) -> tuple[Draft, ...]:  # noqa: C901
    """The events of one act.

    Args:
        project: what the author saw.
        new_id: gives a random id, 128 bits in hex.

    Returns:
        The drafts; none when the command changes nothing.

    Raises:
        BadInput: the command cannot be carried out; it says why and what to do.
    """
    match command:  # long, but one case a command: the type checker sees to it that none is missing
        case StartProject():
            return projects.start(command, new_id)
        case RenameProject():
            return projects.rename(project, command)
        case StartCycle():
            return projects.start_cycle(project, command, new_id)
        case AdoptPack():
            return projects.adopt(project, command)
        case SetAnswer():
            return answers.set_answer(project, command, new_id)
        case SetWording():
            return answers.set_wording(project, command)
        case SetRow():
            return rows.set_row(project, command, new_id)
        case OpenForm():
            return forms.open_form(project, command, new_id)
        case CloseForm():
            return forms.close_form(project, command)
        case ReopenForm():
            return forms.reopen_form(project, command)
        case OpenMeeting():
            return meetings.open_meeting(project, command, new_id)
        case MarkMeeting():
            return meetings.mark_meeting(project, command, new_id)
        case KeepAnswer():
            return meetings.keep_answer(project, command, new_id)
        case MoveRow():
            return rows.move_row(project, command)
        case RemoveRow():
            return people.remove(project, command, new_id)
        case Settle():
            return conflicts.settle(project, command)
        case DecideGate():
            return gates.decide_gate(project, command)
        case SignGate():
            return gates.sign_gate(project, command)
        case WaiveAhead():
            return gates.waive_ahead(project, command)
        case Undo():
            return undo.undo(project, command)
        case Redact():
            return projects.redact(project, command)
        case _:
            assert_never(command)


def reverted(project: Project, command: Command) -> str:
    """The act that a command takes back; empty for every other command."""
    return undo.target(project, command) if isinstance(command, Undo) else ""
