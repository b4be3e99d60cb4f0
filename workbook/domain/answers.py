"""Answers and rows: what the heads of a subject say, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from workbook.domain.events import Event, Subject
from workbook.domain.primitives import Choice, Confidence, Text, Value, decode
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import one_line


class Status(StrEnum):
    """Where a question stands. One list for all questions."""

    OPEN = "open"
    ANSWERED = "answered"
    UNKNOWN = "unknown"
    LATER = "later"
    PARKED = "parked"
    NOT_APPLICABLE = "not applicable"
    CARRIED = "carried"


class Answer(NamedTuple):
    """The current value of a question in a cycle.

    Attributes:
        values: by field name; what was said, verbatim.
        wording: the polished text for documents; empty where nobody polished it.
        reason: why it is not applicable.
        carried_from: the cycle that it was taken over from; empty for this cycle's own.
        conflict: the answers that stand against each other; then there are no values here.
        erased: the text was redacted.
        hands: by field, what each person showed of a show of fingers (see `workbook.domain.hands`).
    """

    question: str
    status: Status = Status.OPEN
    values: Mapping[str, Value] = {}
    wording: str = ""
    confidence: Confidence | None = None
    note: str = ""
    reason: str = ""
    recorded_by: str = ""
    answered_by: str = ""
    at: str = ""
    meeting: str = ""
    event: str = ""
    carried_from: str = ""
    conflict: tuple[Answer, ...] = ()
    erased: bool = False
    hands: Mapping[str, tuple[str, ...]] = {}

    @property
    def given(self) -> bool:
        """Whether there is something to read: an answer of this cycle, or a carried one."""
        return self.status in (Status.ANSWERED, Status.CARRIED)

    def text(self, name: str = "value") -> str:
        """The words of a text field, or an empty string."""
        value = self.values.get(name)
        return value.text if isinstance(value, Text) else ""


class Row(NamedTuple):
    """One row of a collection.

    Attributes:
        order: a fractional key: rows stand in its order.
        conflict: the versions that stand against each other; the first one's values stand here.
    """

    collection: str
    id: str
    subject: Subject
    values: Mapping[str, Value] = {}
    order: str = ""
    removed: bool = False
    recorded_by: str = ""
    answered_by: str = ""
    at: str = ""
    event: str = ""
    conflict: tuple[Row, ...] = ()
    erased: bool = False

    def text(self, name: str) -> str:
        """The words of a text column, or an empty string."""
        value = self.values.get(name)
        return value.text if isinstance(value, Text) else ""


def read_answer(event: Event) -> Answer:
    """The answer that one event says. An erased body gives an open answer marked so.

    What a newer version wrote and this one does not know is left out; it stays in the history.
    """
    body = event.body or {}
    status, confidence = body.get("status"), body.get("confidence")
    return Answer(
        question=event.subject.name,
        status=Status(status) if status in _STATUSES else Status.OPEN,
        values=_values(body),
        confidence=Confidence(confidence) if confidence in _CONFIDENCES else None,
        note=str(body.get("note", "")),
        reason=str(body.get("reason", "")),
        recorded_by=event.recorded_by,
        answered_by=event.answered_by,
        at=event.at,
        meeting=event.meeting,
        event=event.id,
        erased=event.body is None,
        hands=_hands(body),
    )


def read_row(event: Event) -> Row:
    """The row that one event says."""
    body = event.body or {}
    return Row(
        collection=event.subject.name,
        id=event.subject.row,
        subject=event.subject,
        values=_values(body),
        order=str(body.get("order", "")),
        removed=bool(body.get("removed", False)),
        recorded_by=event.recorded_by,
        answered_by=event.answered_by,
        at=event.at,
        event=event.id,
        erased=event.body is None,
    )


def said(event: Event) -> tuple[object, ...]:
    """What an answer or row says, to be compared: no note, no wording and no place in an order moves it."""
    body = event.body or {}
    return body.get("fields", {}), body.get("status", "answered"), body.get("removed", False)


def says_nothing(event: Event) -> bool:
    """Whether an answer was taken back as if nobody had answered."""
    body = event.body
    return body is not None and body.get("status") == "open" and not (body.get("fields") or body.get("note"))


def is_open(row: Row) -> bool:
    """Whether a row with a status (an action, a parked item) still waits for somebody."""
    return row.values.get("status") in (None, Choice(("open",)))


def find_out(title: str) -> str:
    """What the action is called that an unknown answer becomes, by the title of its question."""
    return f"Find out: {one_line(title)}"


def answer_it(title: str) -> str:
    """What the action is called by which somebody is asked to answer a question beforehand."""
    return f"Answer: {one_line(title)}"


def without_verb(action: str) -> str:
    """The question's title in such an action."""
    return action.removeprefix(find_out("")).removeprefix(answer_it(""))


_STATUSES = tuple(status.value for status in Status)  # no sets: what is looked for may be anything that JSON holds
_CONFIDENCES = tuple(confidence.value for confidence in Confidence)


def _values(body: Mapping[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, data in body.get("fields", {}).items():
        try:
            values[name] = decode(data)
        except InvalidValue:
            continue
    return values


def _hands(body: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    shown = body.get("hands")
    found = shown.items() if isinstance(shown, dict) else ()
    return {name: tuple(str(hand) for hand in hands) for name, hands in found if isinstance(hands, list)}
