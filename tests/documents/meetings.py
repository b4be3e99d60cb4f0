"""Two meetings of Harbour Outfitters: the kickoff, and a second one that looks back at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.builders import Scene
from tests.documents.samples import GOLDEN
from workbook.application import typed
from workbook.application.meetings import at_question, join, kept, planned, understood
from workbook.documents import documents, render
from workbook.domain.answers import Status
from workbook.domain.commands import CloseForm, MarkMeeting, SetAnswer
from workbook.domain.meetings.closing import closing, park_item, settle_item, why_not
from workbook.domain.meetings.meeting import Meeting, find_meeting

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday."""


class Hour(Scene):
    """A scene in which things happen at minutes of a meeting."""

    def open(self, *people: str, length: int = 60) -> None:
        """The meeting begins; the first person leads."""
        self.opened = self.now + timedelta(minutes=1)
        self.do(planned(self.project, "kickoff", length=length, facilitator=people[0], people=people))

    @property
    def meeting(self) -> Meeting:
        return find_meeting(self.project)

    def at(self, minute: int) -> Hour:
        """What is done next is done at that minute."""
        self.now = self.opened + timedelta(minutes=minute - 1)
        return self

    def capture(self, line: str) -> None:
        """What a capture line says, kept where the meeting is."""
        question = at_question(self.project, self.meeting, self.now)
        self.do(kept(self.project, understood(self.project, line, self.meeting), self.meeting, question))

    def go(self, item: str) -> None:
        """On to another item."""
        self.do(MarkMeeting(self.meeting.id, "item", item))

    def close(self, why: str, **outcomes: str) -> None:
        """The end; what nobody speaks of is carried over."""
        left = closing(self.project, self.meeting)
        for row in left.lacking:
            self.do(why_not(row, why))
        for item in left.left:
            outcome = outcomes.get(item.question.replace(".", "_").replace("-", "_"), "carried")
            if outcome == "parked":
                self.do(park_item(self.project, item))
            self.do(settle_item(self.meeting, item, outcome, "It waits for the data" if outcome == "dropped" else ""))
        self.do(CloseForm(self.meeting.id))


def kickoff() -> Hour:
    """An hour about the problem, the scope and the dates, with five people."""
    hour = Hour(now=NINE - timedelta(minutes=30), author="Mei Tanaka")
    ana, raj, tom = (hour.row("people", name=name, part="decides") for name in ("Ana Ruiz", "Raj Iyer", "Tom Becker"))
    lena = hour.row("people", name="Lena Park", part="consulted")
    hour.answer("kickoff.why-now", "The winter sale")
    hour.now = NINE - timedelta(minutes=1)
    hour.open(ana, hour.author, raj, tom)
    came_late = join(hour.project, hour.meeting, lena, "from the second item on")
    assert came_late is not None
    hour.at(3).do(came_late)
    hour.at(6).answer("kickoff.problem", "Read all reviews for us.", said_by=ana)
    hour.at(7).go("kickoff.decision")
    hour.at(12).answer("kickoff.decision", "Which size charts somebody checks today", said_by=tom)
    hour.at(13).capture("a pull three months of review text @raj >fri")
    hour.at(14).go("kickoff.scope")
    hour.at(20).answer("kickoff.scope", {"in-scope": "Shoes and boots", "out-of-scope": "Coats"})
    hour.at(21).capture(
        "d shoes first; coats wait why: coats have too few reviews or: all clothing at once "
        "but: Tom fears that the sale comes first @ana >4w"
    )
    hour.at(22).capture("p could we do this for returns as well? @lena")
    hour.at(23).capture("r a right size chart is taken down @tom")
    hour.at(24).capture("n @lena: the largest supplier answers mails within a day")
    hour.at(25).go("kickoff.why-now")
    hour.at(30).answer("kickoff.why-now", "The sale of 1 March; after it nobody looks at charts", said_by=ana)
    hour.at(33).row("kickoff.metrics", name="90-day repeat purchase", kind="business", unit="%", baseline="31 %")
    answer = typed.answer(hour.project, "kickoff.risk", {"criticality": "customer-facing"})
    shown = ("internal", "customer-facing", "customer-facing", "mission-critical")
    hour.at(36).do(answer._replace(hands={"criticality": shown}))
    hour.at(40).capture("a load test on a weekend")
    hour.at(41).capture("a write the rollback page @mei >9 nov")
    hour.at(48).do(SetAnswer("kickoff.limits", status=Status.UNKNOWN, owner=raj, due="2026-11-06"))
    hour.at(57).close("Nobody from operations was there", kickoff_guardrails="parked", kickoff_error_cost="dropped")
    return hour


def second() -> Hour:
    """The week after: what was left is looked at, and the meeting is still open."""
    hour = kickoff()
    hour.now = NINE + timedelta(days=7)
    hour.open(hour.author, length=30)
    pull, load = (row for row in hour.project.rows("actions") if row.text("action").startswith(("pull", "load")))
    hour.at(2).change("actions", pull.id, {"status": "done"})
    hour.at(4).change("actions", load.id, {"owner": "Raj", "due": "2026-11-20", "note": "Raj asks operations"})
    return hour


STORIES = {"kickoff": kickoff, "second": second}


def minutes(hour: Scene, place: int = -1) -> str:
    """The minutes of a meeting; of the last one, when left out."""
    ids = [spec.id for spec in documents(hour.project) if spec.id.startswith("minutes/")]
    return render(hour.project, ids[place]).text


if __name__ == "__main__":  # python -m tests.documents.meetings writes the goldens anew: read them line by line
    for name, story in STORIES.items():
        (GOLDEN / f"minutes-{name}.md").write_text(minutes(story()), encoding="utf-8")
