"""What a person can do, as data. `workbook.domain.decide` turns each into events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from workbook.domain.answers import Status
from workbook.domain.gates import Waiver
from workbook.domain.meetings.meeting import AgendaItem
from workbook.domain.primitives import Confidence, Value
from workbook.named import NamedTuple


class StartProject(NamedTuple):
    """A new project, with its first cycle and the person who starts it.

    Attributes:
        pack: the digest of the pack that it adopts.
        email: of the author; may be empty.
    """

    name: str
    pack: str
    author: str
    author_name: str
    email: str = ""


class RenameProject(NamedTuple):
    """Another name for the project."""

    name: str


class StartCycle(NamedTuple):
    """A new version, starting from the last one's answers."""

    title: str


class AdoptPack(NamedTuple):
    """From now on, ask what this pack asks."""

    pack: str
    version: str


class SetAnswer(NamedTuple):
    """An answer, or another status of a question.

    Attributes:
        values: by field name; None takes a field back. Fields not named stay as they are.
        evidence: links that back the answer.
        seen: the heads that its author was shown; None for those of the project given.
        owner, due: of the action item that an unknown becomes (a person's row id; a day).
        said_by: who gave the answer, where that is not who records it.
        hands: by field, the option that each person showed; those shown before go with another value.
    """

    question: str
    values: Mapping[str, Value | None] = {}
    status: Status = Status.ANSWERED
    confidence: Confidence | None = None
    note: str | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()
    form: str = ""
    seen: tuple[str, ...] | None = None
    owner: str = ""
    due: str = ""
    said_by: str = ""
    hands: Mapping[str, tuple[str, ...]] = {}


class SetWording(NamedTuple):
    """The polished wording of an answer, for documents; what was said stays."""

    question: str
    text: str
    form: str = ""


class SetRow(NamedTuple):
    """A row added or changed.

    Attributes:
        row: the row's id; empty adds one.
        values: by column; None empties a column. Columns not named stay as they are.
        seen: the heads that its author was shown; None for those of the project given.
        form: the filled-in form that a new row is added in.
        rests_on: the events that it was taken from.
    """

    collection: str
    values: Mapping[str, Value | None]
    row: str = ""
    seen: tuple[str, ...] | None = None
    said_by: str = ""
    form: str = ""
    rests_on: tuple[str, ...] = ()


class OpenForm(NamedTuple):
    """A form to be filled in once more: an incident, a review.

    Attributes:
        title: what this one is called; it becomes the text of the form's key field.
    """

    form: str
    title: str


class CloseForm(NamedTuple):
    """A filled-in form that is done; `dropped`: that was opened in error, and `reason` says why."""

    form: str
    dropped: bool = False
    reason: str = ""


class ReopenForm(NamedTuple):
    """A closed form that is worked on again."""

    form: str


class OpenMeeting(NamedTuple):
    """A meeting that begins now.

    Attributes:
        phase: the phase or instrument that it is about; about: the id of a filled-in form.
        facilitator, attendees: rows of the people.
        length: minutes.
        blameless: nobody is named as a speaker.
        zone: how far the clocks there are from UTC, as `+01:00`; empty for not at all.
        agenda: what it goes through; the rows of the items are made now.
    """

    title: str
    phase: str = ""
    about: str = ""
    facilitator: str = ""
    length: int = 60
    attendees: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    blameless: bool = False
    zone: str = ""


class MarkMeeting(NamedTuple):
    """Something about a meeting's clock.

    Attributes:
        what: `item` (from now on it is about `item`), `more` (minutes for `item`, or for the whole meeting when that is
            empty), `pause` or `go`.
    """

    meeting: str
    what: str
    item: str = ""
    minutes: int = 0


class KeepAnswer(NamedTuple):
    """An answer of a meeting reads well in its document: it stays as it is printed."""

    meeting: str
    question: str
    form: str = ""


class MoveRow(NamedTuple):
    """A row put behind another; at the top when `after` is empty."""

    collection: str
    row: str
    after: str


class RemoveRow(NamedTuple):
    """A row taken out. Its history stays.

    Attributes:
        successor: of a person who has something to do: the row of who takes it over.
    """

    collection: str
    row: str
    seen: tuple[str, ...] | None = None
    successor: str = ""


class Settle(NamedTuple):
    """A conflict decided: this version (an event id, or the beginning of one) holds."""

    event: str


class DecideGate(NamedTuple):
    """The decision that closes a phase.

    Attributes:
        decider: a row of the people; author: the one who types it, empty when they are not there yet.
        hands: the outcome that each person showed.
    """

    phase: str
    outcome: str
    decider: str
    reason: str
    waivers: tuple[Waiver, ...] = ()
    seen: tuple[str, ...] | None = None
    author: str = ""
    hands: tuple[str, ...] = ()


class WaiveAhead(NamedTuple):
    """What is let through from now on, before a gate is decided; the decision then says what stays waived.

    Attributes:
        waivers: all that are to count; others that were given before do no longer.
    """

    phase: str
    waivers: tuple[Waiver, ...]


class SignGate(NamedTuple):
    """One person stands behind the decision of a gate, or does not.

    Attributes:
        person: a row of the people.
    """

    phase: str
    person: str
    agrees: bool
    reason: str = ""
    seen: tuple[str, ...] | None = None


class Undo(NamedTuple):
    """An act taken back; the latest of its author when `act` is empty."""

    act: str = ""
    author: str = ""


class Redact(NamedTuple):
    """The text of one event erased for good."""

    event: str
    why: str


Command: TypeAlias = (
    StartProject
    | RenameProject
    | StartCycle
    | AdoptPack
    | SetAnswer
    | SetWording
    | SetRow
    | OpenForm
    | CloseForm
    | ReopenForm
    | OpenMeeting
    | MarkMeeting
    | KeepAnswer
    | MoveRow
    | RemoveRow
    | Settle
    | DecideGate
    | SignGate
    | WaiveAhead
    | Undo
    | Redact
)
