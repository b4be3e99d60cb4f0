"""A project in memory: commands become sealed events, with a clock and ids that are the same in every run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from tests.domain.small_pack import PACK
from workbook.domain.canonical import digest
from workbook.domain.clock import tick, utc
from workbook.domain.commands import Command, OpenForm, SetAnswer, SetRow, StartProject
from workbook.domain.decide import decide, reverted
from workbook.domain.events import Event, Stamp, seal
from workbook.domain.ledger import Ledger, fold
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Text
from workbook.domain.project import Project

TODAY = date(2026, 11, 23)


class Scene:
    """What happened so far. Each command is one act, a minute after the last one."""

    def __init__(self, pack: Pack = PACK, *, people: bool = True) -> None:
        self.pack = pack
        self.today = TODAY
        self.ledger: Ledger = fold(())
        self._ids = 0
        self._now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self._clock = ""
        self._latest: dict[str, str] = {}
        self.do(StartProject("Forecast", pack.digest, "ana", "Ana", "ana@example.org"), by="ana")
        if people:
            self.do(SetRow("people", {"part": Choice(("decides",))}, row="ana"), by="ana")

    def do(self, command: Command, *, by: str = "ana", on: Project | None = None) -> tuple[Event, ...]:
        """The events of a command.

        Args:
            by: whose hands are at the keys.
            on: an older view that the person still looks at; else what stands now.
        """
        project = on or self.project()
        drafts = decide(project, command, self.new_id)
        if not drafts:
            return ()
        self._now += timedelta(minutes=1)
        self._clock = tick(self._now, self._clock)
        act = self.new_id()
        stamp = Stamp("p1", act, "actor-" + by, by, utc(self._now), self._clock, reverts=reverted(project, command))
        events: list[Event] = []
        for draft in drafts:
            event = seal(draft, stamp, previous=self._latest.get(by, ""), salt=self.new_id())
            self._latest[by] = event.id
            events.append(event)
        self.take(events)
        return tuple(events)

    def take(self, events: Iterable[Event]) -> None:
        self.ledger = self.ledger.plus(events)

    def erase(self, event_id: str) -> None:
        """What the store does after a redaction: the body and its salt are gone."""
        kept = (e._replace(body=None, salt="") if e.id == event_id else e for e in self.ledger.events)
        self.ledger = fold(kept)

    def new_id(self) -> str:
        self._ids += 1
        return digest("id", str(self._ids))[:32]

    def project(self, cycle: str = "", today: date | None = None, ledger: Ledger | None = None) -> Project:
        return Project("p1", ledger or self.ledger, self.pack, today or self.today, cycle)

    # Short forms

    def say(self, question: str, words: str, *, by: str = "ana", on: Project | None = None) -> tuple[Event, ...]:
        return self.do(SetAnswer(question, {"value": Text(words)}), by=by, on=on)

    def open(self, form: str, title: str, *, by: str = "ana") -> str:
        """A form to fill in; the id of this one."""
        return self.do(OpenForm(form, title), by=by)[0].subject.form

    def risk(self, criticality: str, personal: str = "no") -> tuple[Event, ...]:
        values = {"criticality": Choice((criticality,)), "personal": Choice((personal,))}
        return self.do(SetAnswer("kickoff.risk", values))

    def row(self, table: str, name: str, *, by: str = "ana", **choices: str) -> str:
        """A new row; its id."""
        key = self.pack.collection(table).key
        values = {key: Text(name)} | {column: Choice((option,)) for column, option in choices.items()}
        return self.do(SetRow(table, values), by=by)[0].subject.row
