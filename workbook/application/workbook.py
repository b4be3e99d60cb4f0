"""Workbook: what every face asks, and the only thing that talks to the engines.

events ── fold ──> Ledger ─┐
                           ├── view ──> Project ──> screens, documents, scores, command output
phases ──────────> Pack ───┘               │
events <── decide(project, command) <──────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from workbook.application import git
from workbook.application.choosing import Named, named_project, own_project, the_project
from workbook.application.moments import reading_at
from workbook.application.places import Places
from workbook.application.recorder import introduction, recorder
from workbook.application.tokens import random_token
from workbook.application.views import Recorded, View, begun, grown, unless_outdated
from workbook.domain.events import Draft, Event, Subject
from workbook.domain.ledger import Ledger, fold
from workbook.domain.pack import Pack
from workbook.domain.project import Project
from workbook.errors import PackError, UnknownName
from workbook.packs.loader import LoadedPack, load_pack, pack_from_json
from workbook.resources import phases
from workbook.store.listing import ProjectName, ProjectRow
from workbook.store.store import Store

if TYPE_CHECKING:  # what records is imported where it records: commands that only read start sooner
    from workbook.domain.commands import Command
    from workbook.store.drafts import Drafts
    from workbook.store.exchange import Loaded
    from workbook.store.findings import Finding
    from workbook.store.search import Hit

__all__ = ["ProjectRow", "Recorded", "Workbook"]


class Workbook:
    """One store with its packs. Not for several threads: see `workbook.application.background`.

    Args:
        places: where its files are.
        now: the clock; token: random 128 bits in hex. Tests hand in their own.
        author: who is typing; asked of git when left out.
    """

    def __init__(
        self,
        places: Places,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        token: Callable[[], str] | None = None,
        author: git.Author | None = None,
        readonly: bool = False,
    ) -> None:
        self.places = places
        self.now = now
        self._token = token or random_token
        self._author = author
        self._readonly = readonly
        self._store: Store | None = None
        self._loaded: LoadedPack | None = None
        self._views: dict[str, View] = {}
        self._behind = False
        self._git: dict[str, str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store. Nothing that was acknowledged waits to be written."""
        if self._store is not None:
            self._store.close()
            self._store = None

    # What there is

    @property
    def exists(self) -> bool:
        """Whether the workbook's file is there."""
        return self.places.database.exists()

    def check_writable(self) -> None:
        """Raises StoreReadOnly, StoreTooNew where the workbook is there and can only be read."""
        if self.exists:
            self.store.check_writable()

    @property
    def today(self) -> date:
        """The day, in the user's time zone."""
        return self.now().astimezone().date()

    @property
    def author(self) -> git.Author:
        """Who is typing."""
        if self._author is None:
            self._author = git.author(self.places.repository)
        return self._author

    @property
    def pack(self) -> Pack:
        """The built-in pack with the team's own over it. Raises PackError."""
        return self._pack().pack

    def names(self) -> list[ProjectName]:
        """The name of every project, of the last changed first."""
        return self.store.names() if self.exists or self._store else []

    def listed(self) -> list[ProjectRow]:
        """Every project, the last changed first, with an empty summary where that is outdated; folds nothing."""
        rows = self.store.projects() if self.exists or self._store else []
        with suppress(PackError):  # without a pack, nothing truer can be said
            pack, today = self.pack.digest, self.today
            return [unless_outdated(row, pack, today) for row in rows]
        return rows

    def projects(self) -> list[ProjectRow]:
        """Every project with what home shows of it, the last changed first."""
        from workbook.application.summary import reckoned

        return reckoned(self, self.listed())

    def find_project(self, name: str = "") -> str:
        """The id of the project of that name, or id, or beginning of one; without a name, the repository's own.

        Raises:
            UnknownName: none or several fit; says which there are.
        """
        rows = self.names()
        return named_project(rows, name) if name else the_project(rows, self.places.config)

    def own_project(self, rows: Sequence[Named]) -> str:
        """The id of the repository's own project, or of the only one; empty when neither tells."""
        return own_project(rows, self.places.config)

    def project(self, project_id: str, *, at: str = "", cycle: str = "") -> Project:
        """A project as it stands, or as it stood.

        Args:
            at: a day (`2026-09-04`: its end) or a UTC time; empty for now.
            cycle: id or title; empty for the newest.

        Raises:
            UnknownName, InvalidValue, StoreError.
        """
        project = self._latest(project_id)
        if not at:
            return Project(project_id, project.ledger, self.pack, self.today, cycle) if cycle else project
        clock, day = reading_at(at)
        past = project.ledger.until(clock)
        return Project(project_id, past, self.adopted(past), day, cycle)

    # What is done

    def start(self, name: str) -> Recorded:
        """A new project, the repository's own where it has none; its author is the first of its people."""
        from workbook.application.config import name_project
        from workbook.domain.commands import StartProject
        from workbook.domain.decide import decide

        project_id = self._token()
        person = self._token()
        command = StartProject(name, self._pack().pack.digest, person, self.author.name, self.author.email)
        empty = Project(project_id, fold(()), self.pack, self.today)
        self._keep_pack()
        recorded = self._append(empty, decide(empty, command, self._token), person)
        name_project(self.places.config, project_id, recorded.project.name)
        return recorded

    def record(self, project_id: str, command: Command, *, meeting: str = "") -> Recorded:
        """Carries out a command as one act, of `meeting`, of the one that it is about, or of the one being held.

        Raises:
            BadInput: it cannot be carried out. StoreError: it could not be written; nothing was.
        """
        from workbook.domain.commands import DecideGate, Redact
        from workbook.domain.decide import decide, reverted
        from workbook.domain.meetings.meeting import meeting_of, without_speakers

        project = self._with_newest_pack(self.project(project_id))
        drafts = decide(project, command, self._token)
        if not drafts:
            return Recorded(project, (), "")
        person = self._introduced(project)
        meeting = meeting or meeting_of(project, drafts, self.now())
        drafts = without_speakers(project, drafts, meeting)
        if isinstance(command, DecideGate) and not self._behind:
            from workbook.application.verifying import with_bundle

            drafts = with_bundle(self.project(project_id), drafts, person, self.now(), meeting, self.places.cache)
        recorded = self._append(project, drafts, person, reverted(project, command), meeting)
        if isinstance(command, Redact):
            self.store.erase_body(*(str(d.body["event"]) for d in drafts if d.kind == "body.erase"))
            self._views.pop(project_id, None)
            return recorded._replace(project=self.project(project_id))
        return recorded

    def write_behind(self) -> None:
        """For a scratch copy: from now on nothing waits for the disk."""
        self._behind = True
        self.store.write_behind()

    def speak_as(self, author: git.Author) -> None:
        """From now on somebody else is typing: a scenario has several people."""
        self._author = author

    def author_id(self, project: Project) -> str:
        """The person among the project's people who is typing; empty when they are not there yet."""
        return recorder(project, self.author)

    # Looking around

    def search(self, text: str, project_id: str = "") -> list[Hit]:
        """Answers and rows that hold the words, newest first."""
        return self.store.search(text, project_id)

    def changed(self, known: int) -> int | None:
        """A new number when somebody else wrote since `known`; None when nothing changed."""
        version = self.store.data_version()
        return None if version == known else version

    def drafts(self) -> Drafts:
        """What is being typed, kept outside the store."""
        from workbook.application.drafts import drafts

        return drafts(self.places)

    # Care of the file

    def doctor(self) -> list[Finding]:
        """What is wrong with the file; nothing when it is whole."""
        return self.store.doctor()

    def rebuild(self) -> None:
        """Writes all derived tables anew from the events."""
        self.store.rebuild()
        self.projects()

    def backup(self, to: Path) -> Path:
        """A verified copy. Raises TargetUnwritable."""
        return self.store.backup(to)

    def dump(self, project_id: str = "") -> Iterator[str]:
        """The events (of one project, or of all) as JSON Lines, packs with them."""
        return self.store.dump(project_id)

    def load(self, lines: Iterable[str]) -> Loaded:
        """Takes in what `dump` wrote; what is here already changes nothing. Raises BadInput."""
        self._views.clear()
        return self.store.load(lines)

    # Inside

    @property
    def store(self) -> Store:
        """The store, opened when first needed."""
        if self._store is None:
            self._store = Store.open(
                self.places.database,
                state=self.places.state,
                now=self.now,
                token=self._token,
                create=not self._readonly,
                readonly=self._readonly,
            )
        return self._store

    def _pack(self) -> LoadedPack:
        if self._loaded is None:
            folders = [phases(), *([self.places.team_phases] if self.places.team_phases else [])]
            self._loaded = load_pack(folders, self.places.cache)
        return self._loaded

    def adopted(self, ledger: Ledger) -> Pack:
        """The pack that the project had adopted at that time; today's when the store lost it."""
        digest = str((ledger.body(Subject("pack")) or {}).get("pack", ""))
        if digest == self.pack.digest:
            return self.pack
        kept = self.store.pack_json(digest) if digest else None
        return pack_from_json(kept) if kept else self.pack

    def _keep_pack(self) -> None:
        loaded = self._pack()
        self.store.adopt_pack(loaded.pack.digest, loaded.json_text)

    def _with_newest_pack(self, project: Project) -> Project:
        """The project once it has adopted today's pack, which it mostly has already."""
        from workbook.domain.commands import AdoptPack
        from workbook.domain.decide import decide

        drafts = decide(project, AdoptPack(self.pack.digest, self.pack.version), self._token)
        if not drafts:
            return project
        self._keep_pack()
        return self._append(project, drafts, self._introduced(project)).project

    def _latest(self, project_id: str) -> Project:
        """The project with everything that is recorded, in its newest cycle."""
        view = self.view(project_id)
        if not len(view.project.ledger):
            raise UnknownName("project", project_id, (row.id for row in self.names()))
        self._views[project_id] = view
        return view.project

    def view(self, project_id: str, new: Sequence[Event] = ()) -> View:
        """The same at whatever sequence number, with what an open transaction wrote (`new`): it is not remembered."""
        known, pack, today = self._views.get(project_id), self.pack, self.today
        return grown(known, self.store, pack, today, new) if known else begun(self.store, project_id, pack, today)

    def _append(
        self, project: Project, drafts: Sequence[Draft], person: str, reverts: str = "", meeting: str = ""
    ) -> Recorded:
        placed, act = [self._placed(draft) for draft in drafts], self._token()
        views: list[View] = []

        def look(new: Sequence[Event]) -> None:
            views.append(self.view(project.id, new))
            if drafts[0].kind == "form.open" and drafts[0].subject.form == meeting:
                from workbook.domain.meetings.meeting import alone

                alone(views[-1].project, self.now(), meeting)  # here, as another process may have opened one meanwhile

        events = self.store.append(
            placed, project=project.id, act=act, recorded_by=person, meeting=meeting, reverts=reverts, look=look
        )
        self._views[project.id] = views[-1]  # now that it is durable, it need not be read
        return Recorded(views[-1].project, events, act)

    def _introduced(self, project: Project) -> str:
        """Who records; where the project does not know them yet, an act of its own takes them among the people."""
        person = self.author_id(project)
        if not person:
            person = self._token()
            self._append(project, (introduction(self.author, person),), person)
        return person

    def _placed(self, draft: Draft) -> Draft:
        """The draft with the commit and branch at which it happens."""
        if self._git is None:
            self._git = git.position(self.places.repository)
        return draft._replace(body={**draft.body, "git": self._git}) if self._git else draft
