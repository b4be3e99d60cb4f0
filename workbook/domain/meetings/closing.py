"""What is left to settle before a meeting closes: what was not reached, actions, decisions and parked items."""

from __future__ import annotations

from typing import Final

from workbook.domain.answers import Row, Status, is_open
from workbook.domain.commands import SetAnswer, SetRow
from workbook.domain.meetings.agenda import is_settled
from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import AGENDA, REVIEWS, AgendaItem, Meeting, known_question
from workbook.domain.primitives import Choice, Text
from workbook.domain.project import Project
from workbook.errors import InvalidValue, Refused, UnknownName
from workbook.named import NamedTuple

OUTCOMES: Final = ("carried", "parked", "dropped")
"""What can become of an agenda item that was not reached."""
CONFIRMED: Final = "confirmed"


class Closing(NamedTuple):
    """What a closing goes through.

    Attributes:
        left: agenda items that nobody settled and of which nobody said what becomes of them.
        lacking: actions of this meeting without an owner or a day, and without a word on why.
        decisions, parked: what was decided and parked in it.
    """

    left: tuple[AgendaItem, ...]
    lacking: tuple[Row, ...]
    decisions: tuple[Row, ...]
    parked: tuple[Row, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be closed as it stands."""
        return not self.left and not self.lacking


def closing(project: Project, meeting: Meeting) -> Closing:
    """What is left to settle, as the project stands now."""
    came = happened(project, meeting)
    current = {row.id: row for row in project.rows("actions")}
    actions = [current[row.id] for row in came.actions if row.id in current and is_open(current[row.id])]
    return Closing(
        tuple(item for item in meeting.agenda if is_left(project, item)),
        tuple(row for row in actions if lacks(row) and not row.text("note")),
        came.decisions,
        came.parked,
    )


def is_left(project: Project, item: AgendaItem) -> bool:
    """Whether an agenda item still waits: not settled, and nobody said what becomes of it.

    Looking back is done once it was looked at; what was handed out is somebody's action and not the meeting's.
    """
    if item.outcome in (*OUTCOMES, CONFIRMED) or item.kind in ("hand-out", "review") or item.question in REVIEWS:
        return False
    return bool(item.question) and not is_settled(project, item) and not _is_swept(project, item)


def lacks(row: Row) -> tuple[str, ...]:
    """What an action lacks: an owner, a day, or both."""
    return tuple(word for column, word in (("owner", "an owner"), ("due", "a day")) if column not in row.values)


def settle_item(meeting: Meeting, item: AgendaItem, outcome: str, why: str = "") -> SetRow:
    """What became of an agenda item: confirmed, skipped for now, carried to the next meeting, parked or dropped.

    Raises:
        InvalidValue: no such outcome.
    """
    if outcome not in (*OUTCOMES, CONFIRMED, "skipped"):
        raise InvalidValue(f"Nothing can become {outcome!r}.", where=item.item, hint=f"One of: {', '.join(OUTCOMES)}.")
    return SetRow(
        AGENDA, {"outcome": Choice((outcome,)), "note": Text(why) if why else None}, row=item.row, form=meeting.id
    )


def confirm_item(project: Project, meeting: Meeting, item: AgendaItem) -> tuple[SetAnswer | SetRow, ...]:
    """What is known still holds: an answer that was carried over becomes one of this cycle, as it stands.

    Raises:
        Refused: nothing is known yet.
    """
    question = known_question(project, item.question)
    answer = project.answer_to(question) if question else None
    rows = project.view_rows(question) if question else ()
    if question is None or answer is None or not (answer.given or rows):
        raise Refused("There is nothing to confirm yet.", where=item.item, hint="Answer it, or skip it.")
    kept = SetAnswer(question.id, answer.values, confidence=answer.confidence, form=question.instance)
    said = (kept,) if answer.status is Status.CARRIED else ()
    return (*said, settle_item(meeting, item, CONFIRMED))


def park_item(project: Project, item: AgendaItem) -> SetAnswer | SetRow:
    """The question of an agenda item in the parking lot; of one that is no question, the item itself."""
    question = known_question(project, item.question)
    if question is not None:
        return SetAnswer(question.id, status=Status.PARKED, form=question.instance)
    about = {"question": Text(item.question)} if item.question else {}
    return SetRow("parking", {"item": Text(item.item), "status": Choice(("open",)), **about})


def find_item(project: Project, meeting: Meeting, name: str) -> AgendaItem:
    """The agenda item about that question (id or code), or of that title or the beginning of it.

    Raises:
        UnknownName: there is none; says the nearest.
    """
    wanted = name.casefold()
    codes = {q.name: q.code.casefold() for q in project.pack.questions if q.code}
    for found in (
        [item for item in meeting.agenda if wanted in (item.question.casefold(), codes.get(item.question, ""))],
        [item for item in meeting.agenda if wanted == item.item.casefold()],
        [item for item in meeting.agenda if wanted and item.item.casefold().startswith(wanted)],
    ):
        if found:
            return found[0]
    raise UnknownName("agenda item", name, [n for item in meeting.agenda for n in (item.question, item.item) if n])


def why_not(row: Row, reason: str) -> SetRow:
    """Said aloud: why an action has no owner or no day yet."""
    return SetRow("actions", {"note": Text(reason)}, row=row.id)


def _is_swept(project: Project, item: AgendaItem) -> bool:
    """Whether every item of the section that a sweep is about has its mark."""
    area, _, section = item.question.partition("/")
    found = [s for a in project.pack.areas if a.id == area for s in a.sections if s.id == section]
    return bool(found) and all(project.answer_to(question).given for question in found[0].questions)
