"""A meeting's agenda, clock and closing, from the history alone."""

from __future__ import annotations

from datetime import UTC, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, Scene
from tests.documents.meetings import minutes
from workbook.application.meeting_reports import status_report
from workbook.application.meetings import planned
from workbook.domain.answers import Status
from workbook.domain.commands import CloseForm, MarkMeeting, RemoveRow, ReopenForm, SetAnswer, Undo
from workbook.domain.meetings.agenda import MOST, propose, suggest_facilitator, times_carried
from workbook.domain.meetings.clock import Pace, by_section, clock
from workbook.domain.meetings.closing import closing, settle_item
from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import Meeting, find_meeting, forgotten, running
from workbook.errors import Refused, UnknownName


class Room(Scene):
    """A scene with a meeting: what is done at a minute of it carries its id, as the workbook would see to."""

    def open(self, about: str = "kickoff", length: int = 60) -> None:
        self.do(planned(self.project, about, length=length))
        self.opened = self.now

    @property
    def meeting(self) -> Meeting:
        return find_meeting(self.project)

    def at(self, minute: int) -> None:
        """The next act happens at that minute."""
        self.now = self.opened + timedelta(minutes=minute - 1)

    def read(self, minute: int) -> dict[str, int]:
        spent = clock(self.project, self.meeting, self.opened + timedelta(minutes=minute)).spent
        return {name: seconds // 60 for name, seconds in spent.items()}


@pytest.fixture
def room() -> Room:
    found = Room(name="Harbour")
    found.row("people", name="Ana Ruiz", part="decides")
    found.open()
    return found


# The agenda


@given(st.integers(min_value=5, max_value=480))
def test_an_agenda_fits_its_length_and_never_discusses_more_than_a_dozen(length: int) -> None:
    items = propose(Scene().project, "kickoff", length).items
    talked = [item for item in items if item.kind == "discuss"]
    assert 1 <= len(talked) <= MOST
    assert all(item.minutes and item.minutes >= 1 for item in talked)
    planned_minutes = sum(item.minutes or 0 for item in items)
    assert planned_minutes <= length
    assert Fraction(planned_minutes, length) <= Fraction(24, 25)


def test_what_must_be_asked_aloud_and_what_people_disagree_on_comes_first() -> None:
    scene = Scene()
    scene.answer("kickoff.why-now", "Spring")
    scene.conflict("kickoff.why-now", "Autumn")
    items = [item for item in propose(scene.project, "kickoff").items if item.kind == "discuss"]
    killers = [scene.project.question(item.question).killer for item in items]
    first = killers.index(False)
    assert items[first].question == "kickoff.why-now"
    assert all(killers[:first])
    assert items[-1].question == "kickoff.recap", "who does what is said at the end"


def test_what_is_known_is_confirmed_and_what_one_person_can_find_out_is_handed_out() -> None:
    scene = Scene()
    scene.answer("kickoff.limits", {"budget": "40 k€"})
    kinds = {item.question: item.kind for item in propose(scene.project, "kickoff").items}
    assert kinds["kickoff.limits"] == "confirm"
    assert kinds["kickoff.data"] == "hand-out"
    assert "kickoff.rhythm" not in kinds, "nobody must answer it"
    assert {item.kind for item in propose(scene.project, "mlts").items} == {"sweep"}


def test_the_last_meeting_is_looked_back_at_first_and_carried_ones_say_how_often(room: Room) -> None:
    row = room.row("actions", action="Pull the reviews", status="open", due="2026-11-20")
    room.row("parking", item="Returns too?", status="open")
    room.do(settle_item(room.meeting, room.meeting.agenda[3], "carried"))
    room.do(CloseForm(room.meeting.id))
    room.open()
    items = room.meeting.agenda
    assert [item.question for item in items[:2]] == ["actions", "parking"]
    assert times_carried(room.project, room.project.row("actions", row)) == 0
    room.do(CloseForm(room.meeting.id))
    assert times_carried(room.project, room.project.row("actions", row)) == 1


def test_a_free_agenda_is_empty_and_an_unknown_one_names_the_nearest() -> None:
    assert propose(Scene().project).items == ()
    with pytest.raises(UnknownName, match=r"kickof"):
        propose(Scene().project, "kickof")


def test_whoever_never_led_is_next(room: Room) -> None:
    first = room.meeting.facilitator
    assert suggest_facilitator(room.project) not in ("", first)
    assert suggest_facilitator(room.project, (first,)) == first, "of those who come"


# The clock


def test_time_goes_to_what_is_talked_about_and_jumping_loses_none(room: Room) -> None:
    first, second = (item.question for item in room.meeting.agenda[:2])
    assert room.read(4) == {first: 4}, "it runs from the opening on"
    room.at(6)
    room.do(MarkMeeting(room.meeting.id, "item", second))
    room.at(9)
    room.do(MarkMeeting(room.meeting.id, "item", "kickoff.limits"))
    room.at(10)
    room.do(MarkMeeting(room.meeting.id, "item", first))
    assert room.read(15) == {first: 11, second: 3, "kickoff.limits": 1}


def test_a_break_does_not_count_and_neither_does_the_time_while_it_was_closed(room: Room) -> None:
    first = room.meeting.agenda[0].question
    for minute, command in (
        (5, MarkMeeting(room.meeting.id, "pause")),
        (15, MarkMeeting(room.meeting.id, "go")),
        (20, CloseForm(room.meeting.id)),
        (40, ReopenForm(room.meeting.id)),
    ):
        room.at(minute)
        room.do(command)
    assert room.read(45) == {first: 15}


def test_an_answer_moves_the_clock_on_unless_something_open_is_talked_about(room: Room) -> None:
    room.at(4)
    room.answer("kickoff.problem", "Reviews")
    room.at(7)
    room.answer("kickoff.decision", "Which charts are checked")
    room.at(8)
    room.do(MarkMeeting(room.meeting.id, "item", "kickoff.scope"))
    room.at(10)
    room.answer("kickoff.why-now", "Spring")
    spent = room.read(12)
    assert spent["kickoff.problem"] == 4
    assert spent["kickoff.scope"] == 4, "somebody else answered something meanwhile"
    assert "kickoff.why-now" not in spent


def test_minutes_are_added_and_overtime_shows(room: Room) -> None:
    item = room.meeting.agenda[0]
    assert item.minutes
    late = room.opened + timedelta(minutes=item.minutes, seconds=30)
    assert clock(room.project, room.meeting, late).item_pace is Pace.OVER
    room.at(3)
    room.do(MarkMeeting(room.meeting.id, "more", item.question, 2))
    reading = clock(room.project, room.meeting, late)
    assert (reading.box, reading.item_pace) == ((item.minutes + 2) * 60, Pace.SOON)
    assert clock(room.project, room.meeting, room.opened + timedelta(minutes=56)).pace is Pace.SOON
    assert clock(room.project, room.meeting, room.opened + timedelta(minutes=61)).pace is Pace.OVER


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["item", "pause", "go", "more"]), st.integers(0, 3)), max_size=12
    )
)
def test_whatever_is_marked_the_parts_add_up_to_the_whole(marks: list[tuple[int, str, int]]) -> None:
    scene = Room()
    scene.open()
    names = [item.question for item in scene.meeting.agenda[:4]]
    minute = 1
    for later, what, item in marks:
        minute += later
        scene.at(minute)
        scene.do(MarkMeeting(scene.meeting.id, what, names[item], 1))
        minute = max(minute, round((scene.now - scene.opened).total_seconds() / 60))
    reading = clock(scene.project, scene.meeting, scene.opened + timedelta(minutes=minute + 5))
    assert reading.total == sum(reading.spent.values()) <= (minute + 5) * 60
    if not any(what == "pause" for _, what, _ in marks):
        assert reading.total == (minute + 5) * 60


@pytest.mark.parametrize("item", ["kickoff.problem@nobody", "no/such", "@", "mlts/data", "[/] \x1b", "x" * 5000])
def test_a_mark_that_names_nothing_breaks_nothing(room: Room, item: str) -> None:
    room.at(5)
    room.do(MarkMeeting(room.meeting.id, "item", item))
    marked = room.events[-1]
    room.events[-1] = marked._replace(body={"what": "more", "item": item, "minutes": "-5"})
    assert room.read(9)
    room.events[-1] = marked._replace(at="no time", body={"what": ["item"], "minutes": None})
    assert sum(room.read(9).values()) == 9
    room.events[-1] = marked
    assert room.read(9)[item] == 4
    assert by_section(room.project, clock(room.project, room.meeting, room.now), room.meeting)
    assert status_report(room.project, room.meeting, room.now)["clock"]["spent"] > 0
    assert "## Where the time went" in minutes(room)


# Held, forgotten, closed


def test_a_meeting_that_nobody_closed_is_forgotten_and_its_clock_stood_at_its_last_record(room: Room) -> None:
    room.at(30)
    room.do(MarkMeeting(room.meeting.id, "item", "kickoff.scope"))
    soon, late = (room.opened + timedelta(minutes=minutes) for minutes in (140, 400))
    assert running(room.project, soon) == room.meeting
    assert running(room.project, late) is None
    assert forgotten(room.project, late) == (room.meeting,)
    assert clock(room.project, room.meeting, late).total == 30 * 60


def test_closing_asks_for_owners_and_days_and_for_what_was_not_reached(room: Room) -> None:
    room.do(SetAnswer("kickoff.problem", status=Status.UNKNOWN))
    for item in room.meeting.agenda:
        if item.question not in ("kickoff.scope", "kickoff.problem"):
            room.do(settle_item(room.meeting, item, "dropped"))
    left = closing(room.project, room.meeting)
    assert [item.question for item in left.left] == ["kickoff.scope"]
    assert not left.ready


def test_what_came_of_it_leaves_out_what_was_taken_back(room: Room) -> None:
    room.answer("kickoff.problem", "Reviews")
    room.do(Undo())
    room.answer("kickoff.why-now", "Spring")
    room.answer("kickoff.why-now", "Autumn")
    row = room.row("risks", risk="A right chart is taken down")
    room.row("risks", risk="The feed stops")
    room.do(RemoveRow("risks", row))
    came = happened(room.project, room.meeting)
    assert [(c.question.id, c.before.given, c.after.text()) for c in came.answers] == [
        ("kickoff.why-now", False, "Autumn")
    ]
    assert [row.text("risk") for row in came.risks] == ["The feed stops"]


def test_answers_that_say_something_else_than_before_are_told_apart() -> None:
    room = Room()
    room.answer("kickoff.problem", "Reviews")
    room.open()
    room.answer("kickoff.problem", "Wrong size charts")
    room.answer("kickoff.why-now", "Spring")
    assert [c.changed for c in happened(room.project, room.meeting).answers] == [True, False]


def test_a_closed_meeting_has_no_clock_to_move(room: Room) -> None:
    room.do(CloseForm(room.meeting.id))
    with pytest.raises(Refused):
        room.do(MarkMeeting(room.meeting.id, "go"))
    assert room.opened.astimezone(UTC) > NOON
