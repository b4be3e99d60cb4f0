"""Answers and rows: what the heads of a subject say, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from workbook.domain.events import Event, Subject
from workbook.domain.primitives import Confidence, Text, Value, decode


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
    """The answer that one event says. An erased body gives an open answer marked so."""
    body = event.body or {}
    confidence = body.get("confidence")
    return Answer(
        question=event.subject.name,
        status=Status(body.get("status", "open")),
        values=_values(body),
        confidence=Confidence(confidence) if confidence else None,
        note=str(body.get("note", "")),
        reason=str(body.get("reason", "")),
        recorded_by=event.recorded_by,
        answered_by=event.answered_by,
        at=event.at,
        meeting=event.meeting,
        event=event.id,
        erased=event.body is None,
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


def _values(body: Mapping[str, Any]) -> dict[str, Value]:
    return {name: decode(data) for name, data in body.get("fields", {}).items() if data is not None}
