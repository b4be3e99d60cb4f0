"""A project to look at, without a store: commands are decided, sealed and folded as the application does it.

scene = Scene("Harbour Outfitters")
mei = scene.row("people", name="Mei Tanaka", role="data scientist", part="contributes")
scene.answer("kickoff.limits", {"budget": "~40 k€", "limits": "Raj half-time"}, said_by=mei)
scene.unknown("kickoff.data", owner=mei, due="2026-11-27")
scene.project
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from workbook import resources
from workbook.application import typed
from workbook.domain.answers import Status
from workbook.domain.clock import tick, utc
from workbook.domain.commands import Command, DecideGate, SetAnswer, SetRow, SetWording, StartCycle, StartProject
from workbook.domain.decide import decide, reverted
from workbook.domain.events import Draft, Event, Stamp, seal
from workbook.domain.gates import Waiver
from workbook.domain.ledger import fold
from workbook.domain.meetings.meeting import meeting_of
from workbook.domain.pack import Pack
from workbook.domain.primitives import Confidence
from workbook.domain.project import Project
from workbook.packs.loader import load_pack

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday."""

Texts = str | Mapping[str, str]


@cache
def builtin_pack() -> Pack:
    """The pack that ships with the program; read once for all tests."""
    return load_pack([resources.phases()]).pack


class Scene:
    """One project that takes commands. The first act starts it; every act is a minute after the last.

    Args:
        name: the project's.
        pack: what it is asked; the built-in pack when left out.
        now: when it starts.
        author: who types everything.
    """

    def __init__(
        self,
        name: str = "Harbour Outfitters: review triage",
        *,
        pack: Pack | None = None,
        now: datetime = NOON,
        author: str = "Irina Ray",
    ) -> None:
        self.pack = pack or builtin_pack()
        self.now = now
        self.events: list[Event] = []
        self._tokens = 0
        self._id = self.token()
        self.author = self.token()
        self.do(StartProject(name, self.pack.digest, self.author, author, "irina@harbour.example"))

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.at_cycle()

    @property
    def today(self) -> date:
        """The day of the last act."""
        return self.now.date()

    def at_cycle(self, cycle: str = "") -> Project:
        """The project as it stands in one of its cycles, the newest when left out."""
        return Project(self._id, fold(self.events), self.pack, self.today, cycle)

    def token(self) -> str:
        """An id: 128 bits in hex, one after the other."""
        self._tokens += 1
        return f"{self._tokens:032x}"

    def do(self, *commands: Command) -> tuple[Event, ...]:
        """Carries out commands, each as an act of its own. Gives the events of the last one."""
        events: tuple[Event, ...] = ()
        for command in commands:
            self.now += timedelta(minutes=1)
            project = self.project
            drafts = decide(project, command, self.token)
            events = self._sealed(drafts, reverted(project, command))
            self.events += events
        return events

    # What people do

    def answer(
        self, question: str, texts: Texts, *, confidence: Confidence | None = None, note: str = "", said_by: str = ""
    ) -> None:
        """An answer as typed: one text for a question with one field, else texts by field."""
        fields = {"value": texts} if isinstance(texts, str) else texts
        command = typed.answer(self.project, question, fields)
        self.do(command._replace(confidence=confidence, note=note or None, said_by=said_by))

    def row(self, table: str, texts: Mapping[str, str] | None = None, /, **columns: str) -> str:
        """A row as typed, by column; `table` is a collection or a question that shows one. Gives its id."""
        return self.do(typed.row(self.project, table, {**(texts or {}), **columns}))[0].subject.row

    def change(self, table: str, row: str, texts: Mapping[str, str]) -> None:
        """Other texts for some columns of a row; a blank one empties its column."""
        self.do(typed.row(self.project, table, texts, row))

    def unknown(self, question: str, *, owner: str = "", due: str = "", note: str = "") -> None:
        """Nobody knows yet; `owner` (a row of the people) finds out until `due` (a day, `2026-11-27`)."""
        self.do(SetAnswer(question, status=Status.UNKNOWN, owner=owner, due=due, note=note or None))

    def put_off(self, question: str, *, note: str = "") -> None:
        """Later."""
        self.do(SetAnswer(question, status=Status.LATER, note=note or None))

    def park(self, question: str, *, note: str = "") -> None:
        """Into the parking lot."""
        self.do(SetAnswer(question, status=Status.PARKED, note=note or None))

    def not_applicable(self, question: str, reason: str) -> None:
        """Left out, and why."""
        self.do(SetAnswer(question, status=Status.NOT_APPLICABLE, reason=reason))

    def word(self, question: str, text: str) -> None:
        """The polished wording of an answer."""
        self.do(SetWording(question, text))

    def gate(self, phase: str, outcome: str, decider: str, reason: str, waivers: tuple[Waiver, ...] = ()) -> None:
        """The decision that closes a phase."""
        self.do(DecideGate(phase, outcome, decider, reason, waivers))

    def cycle(self, title: str) -> None:
        """A new version of the project."""
        self.do(StartCycle(title))

    def conflict(self, question: str, texts: Texts) -> None:
        """An answer by somebody who did not see the current one: both stand."""
        fields = {"value": texts} if isinstance(texts, str) else texts
        self.do(typed.answer(self.project, question, fields)._replace(seen=()))

    def conflicting_row(self, table: str, row: str, texts: Mapping[str, str]) -> None:
        """A row's other version by somebody who did not see the current one."""
        command: SetRow = typed.row(self.project, table, texts, row)
        self.do(command._replace(seen=()))

    # Inside

    def _sealed(self, drafts: tuple[Draft, ...], reverts: str) -> tuple[Event, ...]:
        sealed: list[Event] = []
        act = self.token()
        meeting = meeting_of(self.project, drafts, self.now)
        for draft in drafts:
            latest = [*self.events, *sealed]
            stamp = Stamp(
                project=self._id,
                act=act,
                actor="a" * 32,
                recorded_by=self.author,
                at=utc(self.now),
                clock=tick(self.now, latest[-1].clock if latest else ""),
                meeting=meeting,
                reverts=reverts,
            )
            previous = latest[-1].id if latest else ""
            sealed.append(seal(draft, stamp, previous=previous, salt=f"salt{len(latest)}"))
        return tuple(sealed)
