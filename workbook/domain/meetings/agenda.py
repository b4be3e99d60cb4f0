"""An agenda out of what is open: what to look back at, what to discuss and for how long, what else to do with the rest.

At most a dozen things are discussed: what must be asked aloud and what people disagree on comes first. What somebody
did beforehand is confirmed, what one person can find out is handed out, and lists of marks are swept. The numbers come
from practice: people listen to a few things, and a meeting needs its last minutes for the recap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from workbook.domain.answers import Row, answer_it, find_out, is_open
from workbook.domain.conditions import NEVER
from workbook.domain.gates import is_late
from workbook.domain.hands import is_split
from workbook.domain.meetings.meeting import AgendaItem, known_question, meetings
from workbook.domain.primitives import Ref
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import AT, Instrument, Question
from workbook.errors import UnknownName
from workbook.named import NamedTuple
from workbook.text import one_line

MOST: Final = 12
SHORTEST: Final = 3
"""Minutes below which nothing is discussed."""
_LONGEST_REVIEW = 10
_WEIGHTS = {True: 3, False: 2}
_SETTLED = (State.DONE, State.UNKNOWN, State.NOT_APPLICABLE, State.HIDDEN, State.PARKED)
"""What a meeting is through with; what is parked waits on the parking lot, which the next one looks at first."""
_OPEN = (State.OPEN, State.STARTED, State.CARRIED, State.CONFLICT, State.LATER)


class Proposal(NamedTuple):
    """An agenda to start from.

    Attributes:
        about: a phase, an instrument or a filled-in form; empty for a free agenda.
        actions, parked: what the last meeting left, to be looked at first.
        items: in the order of the meeting; their rows have no ids yet.
        closing: minutes kept free for the recap.
        facilitator: the person whose turn it is; empty where nobody is known.
    """

    about: str
    length: int
    actions: tuple[Row, ...]
    parked: tuple[Row, ...]
    items: tuple[AgendaItem, ...]
    closing: int
    facilitator: str


def propose(project: Project, about: str = "", length: int = 60, people: Sequence[str] = ()) -> Proposal:
    """The agenda of a meeting about a phase, an instrument or a filled-in form; about nothing, only the looking back.

    Args:
        about: the id of a phase or instrument, or of a filled-in form.
        length: minutes.
        people: who will be there, by id: the facilitator is one of them. Anybody who works on it, when left out.

    Raises:
        UnknownName: nothing has that id; says the nearest.
    """
    asked = _questions(project, about)
    actions, parked = unfinished(project), open_parked(project)
    review = _review(actions, parked, length)
    sweeps = _sweeps(project, about)
    confirmed = [question for question in asked if kind_of(project, question) == "confirm"]
    closing = max(2, round(length / 12))
    taken = sum(item.minutes or 0 for item in (*review, *sweeps)) + (len(confirmed) + 1) // 2
    left = max(length - closing - taken, SHORTEST)
    before = _carried(project)
    talked = sorted((q for q in asked if kind_of(project, q) == "discuss"), key=lambda q: _rank(project, q, before))
    shown = talked[: min(MOST, max(1, left // SHORTEST))]
    boxes = _boxes(shown, min(left, 10 * len(shown)))
    handed = [q for q in asked if kind_of(project, q) == "hand-out"] + [q for q in talked[len(shown) :] if _must(q)]
    discussed = [_item(question, "discuss", minutes) for question, minutes in zip(shown, boxes, strict=True)]
    last = [item for item in discussed if project.question(item.question).mode == "read-do"]
    items = (
        *review,
        *(item for item in discussed if item not in last),
        *(_item(question, "confirm") for question in confirmed),
        *sweeps,
        *last,
        *(_item(question, "hand-out") for question in handed),
    )
    return Proposal(about, length, actions, parked, items, closing, suggest_facilitator(project, people))


def kind_of(project: Project, question: Question) -> str:
    """What a meeting does with a question: discuss, confirm, hand-out, or nothing (empty)."""
    where = state(project, question)
    if where is State.DONE and is_split(project.answer_to(question)):
        return "discuss"
    if where not in _OPEN:
        return ""
    if question.killer or where is State.CONFLICT:
        return "discuss"
    if where in (State.CARRIED, State.STARTED) and (where is State.CARRIED or question.mode == "do-confirm"):
        return "confirm"
    if question.mode == "do-confirm":
        return "hand-out" if _must(question) else ""
    return "discuss"


def unfinished(project: Project) -> tuple[Row, ...]:
    """The open actions of the last meeting, and every one that is late."""
    held = [meeting for meeting in meetings(project) if not meeting.open]
    last = held[-1].id if held else ""
    found = (row for row in project.rows("actions") if is_open(row))
    return tuple(row for row in found if is_late(row, project.today) or (last and meeting_of_row(project, row) == last))


def open_parked(project: Project) -> tuple[Row, ...]:
    """What waits in the parking lot."""
    return tuple(row for row in project.rows("parking") if is_open(row))


def meeting_of_row(project: Project, row: Row) -> str:
    """The meeting in which a row was noted first; empty for none."""
    history = project.ledger.history(row.subject)
    return history[0].meeting if history else ""


def times_carried(project: Project, row: Row) -> int:
    """How many meetings closed while the row, an action or a parked item, was open."""
    history = project.ledger.history(row.subject)
    noted = history[0].at if history else ""
    return sum(bool(meeting.closed_at) and meeting.opened_at > noted for meeting in meetings(project))


def suggest_facilitator(project: Project, people: Sequence[str] = ()) -> str:
    """The person whose turn it is: who never led one, or whose last one is longest ago; empty where nobody is known."""
    led = {meeting.facilitator: place for place, meeting in enumerate(meetings(project), start=1)}
    known = [row.id for row in project.rows("people")]
    working = [row.id for row in project.rows("people") if _works(row)]
    among = [person for person in known if person in people] or working or known
    return min(among, key=lambda person: led.get(person, 0), default="")


def _works(row: Row) -> bool:
    part = row.values.get("part")
    return part is None or not {"informed", "affected"} & set(getattr(part, "chosen", ()))


def _questions(project: Project, about: str) -> list[Question]:
    if not about:
        return []
    for form in project.forms:
        if form.id == about:
            return list(form.questions)
    areas = {area.id: area for area in project.pack.areas}
    if about not in areas:
        raise UnknownName("phase or instrument", about, areas)
    area = areas[about]
    return [] if isinstance(area, Instrument) else [q for section in area.sections for q in section.questions]


def _sweeps(project: Project, about: str) -> list[AgendaItem]:
    """The sections of an instrument that still have unmarked items: half a minute for each."""
    found = next((instrument for instrument in project.pack.instruments if instrument.id == about), None)
    items = []
    for section in found.sections if found else ():
        waiting = sum(state(project, item) in _OPEN for item in section.questions)
        if waiting:
            name, minutes = f"{about}/{section.id}", (waiting + 1) // 2
            items.append(AgendaItem("", section.title, "sweep", name, minutes, "", "", ""))
    return items


def _review(actions: Sequence[Row], parked: Sequence[Row], length: int) -> list[AgendaItem]:
    found = [("Open actions", "actions", actions), ("Parking lot", "parking", parked)]
    most = max(2, min(_LONGEST_REVIEW, length // 10))
    return [
        AgendaItem("", title, "review", table, min(most, 1 + len(rows) // 2), "", "", "")
        for title, table, rows in found
        if rows
    ]


def _carried(project: Project) -> frozenset[str]:
    """The names of what the last meeting carried over."""
    held = [meeting for meeting in meetings(project) if not meeting.open]
    return frozenset(item.question for item in held[-1].agenda if item.outcome == "carried") if held else frozenset()


def _rank(project: Project, question: Question, carried: frozenset[str]) -> int:
    """What must be asked aloud and what people disagree on first, then what was carried over or is mandatory."""
    if question.killer or state(project, question) is State.CONFLICT or is_split(project.answer_to(question)):
        return 0
    return 1 if question.name in carried or project.mandatory(question) else 2 if _must(question) else 3


def _must(question: Question) -> bool:
    """Whether the gate asks for it, or may once more is known."""
    return question.core or question.mandatory != NEVER


def _boxes(questions: Iterable[Question], minutes: int) -> list[int]:
    """Whole minutes for each, killers and tables half as long again; together at most `minutes`, at least one each."""
    weights = [_WEIGHTS[question.killer or question.view is not None] for question in questions]
    total = sum(weights)
    boxes = [max(1, minutes * weight // total) for weight in weights]
    for place in range(minutes - sum(boxes)):
        boxes[place % len(boxes)] += 1
    return boxes


def _item(question: Question, kind: str, minutes: int | None = None) -> AgendaItem:
    return AgendaItem("", question.title, kind, question.name, minutes, "", "", "")


def is_settled(project: Project, item: AgendaItem) -> bool:
    """Whether what an item asks for is there."""
    question = known_question(project, item.question)
    return question is not None and state(project, question) in _SETTLED


def asked_of(project: Project, question_name: str) -> str:
    """The person who was asked to answer a question by themselves, or finds it out; empty where nobody was."""
    row = asking(project, question_name)
    owner = row.values.get("owner") if row else None
    return owner.row if isinstance(owner, Ref) else ""


def asking(project: Project, question_name: str) -> Row | None:
    """The open action by which somebody is to answer a question; None where nobody is."""
    open_rows = (row for row in project.rows("actions") if row.text("origin") == question_name and is_open(row))
    asked = [row for row in open_rows if finds_out(project, row) and isinstance(row.values.get("owner"), Ref)]
    return asked[-1] if asked else None


def asked_questions(project: Project) -> Iterator[str]:
    """The owner of each open action by which somebody is to answer a question; empty where it has none."""
    for row in project.rows("actions"):
        if is_open(row) and finds_out(project, row):
            owner = row.values.get("owner")
            yield owner.row if isinstance(owner, Ref) else ""


def finds_out(project: Project, row: Row) -> bool:
    """Whether an action is to answer the question that it came from; its words say which."""
    name = row.text("origin").partition(AT)[0]
    title = project.pack.question(name).title if project.pack.has_question(name) else ""
    return bool(title) and row.text("action") in (answer_it(title), find_out(title))


def parked_title(project: Project, row: Row) -> str:
    """What a parked item is called: one that only repeats its question goes by the question's title."""
    name = row.text("question").partition(AT)[0]
    question = project.pack.question(name) if project.pack.has_question(name) else None
    item = one_line(row.text("item"))
    return question.title if question is not None and item == one_line(question.ask) else item
