"""The store's one interface: events in, events out, and everything that is derived from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from workbook.domain.clock import utc
from workbook.domain.events import Draft, Event, Stamp
from workbook.domain.lines import Line, read
from workbook.errors import Refused, StoreDamaged, StoreError, StoreReadOnly, StoreTooNew
from workbook.store import about, records
from workbook.store.connection import explained, transaction
from workbook.store.listing import ProjectName, ProjectRow, Summary, keep, names, projects
from workbook.store.opening import Opened, open_file

if TYPE_CHECKING:  # what only writes, searches or repairs is imported there: most commands read
    from workbook.store.exchange import Loaded
    from workbook.store.findings import Finding
    from workbook.store.identity import Identity
    from workbook.store.search import Hit

WAIT = 5.0
"""How many seconds to wait for another process, before it is an error."""


class Store:
    """One workbook file. It belongs to the thread that opened it.

    Every method may raise StoreError: the file is locked, damaged, full, or went away. What raises
    has written nothing.
    """

    def __init__(
        self, path: Path, opened: Opened, state: Path, now: Callable[[], datetime], token: Callable[[], str]
    ) -> None:
        self.path = path
        self.writable = opened.writable
        self._needs = opened.needs
        self._connection = opened.connection
        self._now = now
        self._token = token
        self._state = state
        self._inode = _inode(path)
        self._identity: Identity | None = None
        self._kept: set[str] = set()  # the projects whose summary was stored

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        state: Path,
        now: Callable[[], datetime],
        token: Callable[[], str],
        create: bool = False,
        readonly: bool = False,
        wait: float = WAIT,
    ) -> Self:
        """Opens the workbook's file.

        A file or folder that cannot be written gives a store with `writable` False; so does a file
        of a newer format. An older one is migrated, after a verified backup beside it.

        Args:
            state: the user's state folder for this tool.
            now: the clock; token: gives random 128 bits in hex.
            create: whether to make the file when it is missing (or empty).
            wait: how many seconds to wait for another process.

        Raises:
            StoreError: there is no such file. StoreDamaged: it is no workbook; it is left as it is.
            StoreLocked, StoreReadOnly, StoreFull, TargetUnwritable: it cannot be made or migrated.
        """
        opened = open_file(path, token=token, create=create, readonly=readonly, wait=wait)
        store = cls(path, opened, state, now, token)
        with suppress(StoreError):  # it stays due
            if store.writable and store._is_scrub_due():
                store._scrub()
        return store

    def write_behind(self) -> None:
        """From now on nothing waits for the disk, and a power cut may lose it: for files that are thrown away."""
        self._connection.execute("PRAGMA synchronous = OFF").close()

    def close(self) -> None:
        """Lets go of the file."""
        if self._identity is not None:
            self._identity.close()
        self._connection.close()

    # Reading

    def lines(self, project: str = "", after: int = 0) -> list[Line]:
        """The events of a project (of all when empty) stored after a sequence number, in that order, not read yet."""
        with explained(self.path):
            return records.lines(self._connection, project, after)

    def events(self, project: str = "", after: int = 0) -> list[Event]:
        """The same, read. Raises StoreDamaged: one of them is no JSON; names it."""
        return read(self.lines(project, after))

    def check_bodies(self, project: str) -> None:
        """Raises StoreDamaged: the text of an event of the project is no JSON; names it. It reads none of them."""
        with explained(self.path):
            records.check_bodies(self._connection, project)

    def names(self) -> list[ProjectName]:
        """The name of every project, of the last changed first."""
        with explained(self.path):
            return names(self._connection)

    def projects(self) -> list[ProjectRow]:
        """Every project, the last changed first."""
        with explained(self.path):
            return projects(self._connection)

    def data_version(self) -> int:
        """A number that changes when another connection writes. It waits for nobody: it is asked for all the time."""
        with self._at_once():
            return self._number("PRAGMA data_version")

    def last_seq(self) -> int:
        """The highest sequence number; 0 in an empty workbook."""
        with explained(self.path):
            return about.last_seq(self._connection)

    def search(self, text: str, project: str = "") -> list[Hit]:
        """The current answers and rows that hold all the words, the newest first."""
        from workbook.store.search import search

        with explained(self.path):
            return search(self._connection, text, project)

    def pack_json(self, digest: str) -> str | None:
        """The canonical JSON of a kept pack; None when it was never kept."""
        with explained(self.path):
            row = self._connection.execute("SELECT json FROM packs WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else None

    # Writing

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        project: str,
        act: str,
        recorded_by: str,
        meeting: str = "",
        reverts: str = "",
        look: Callable[[Sequence[Event]], None] | None = None,
    ) -> tuple[Event, ...]:
        """Records the events of one act, all or none. When it returns, they survive a power cut.

        A `body.erase` takes the body that it names out of the file for good.

        Args:
            act: one gesture of a person.
            look: is given the sealed events before they are recorded, and may refuse them by raising. What it
                reads from this store meanwhile has them in it already, and all that others recorded before.

        Returns:
            The sealed events, with their sequence numbers.

        Raises:
            StoreError: nothing was recorded.
        """
        if not drafts:
            return ()
        from workbook.store import projector, writing

        with self._writing() as connection:
            now = self._now()
            seq, last = about.last(connection)
            actor = self._own_identity().actor(seq)
            clock = writing.next_clock(connection, now, last)
            stamp = Stamp(project, act, actor, recorded_by, utc(now), clock, meeting, reverts)
            events, erased = writing.record(connection, drafts, stamp, self._token)
            projector.write_project(connection, project, events, erased)
            if look is not None:
                look(events)
        if erased:
            with suppress(StoreError):  # it stays due; `erase_body` tells
                self._scrub()
        return tuple(events)

    def keep_summary(self, project: str, seq: int, summary: Summary) -> None:
        """Keeps what home shows of a project for whoever lists it next. It waits for nobody: it can be reckoned again.

        One that was reckoned with another pack gives way once: two homes with packs of their own would keep each other
        awake.

        Args:
            seq: of the last event of the project that it rests on; after a later one it is not kept.
        """
        if not self.writable:
            return
        with suppress(StoreError), self._at_once(), self._writing() as connection:
            keep(connection, project, seq, summary, over_others=project not in self._kept)
            self._kept.add(project)

    def adopt_pack(self, digest: str, json_text: str) -> None:
        """Keeps a pack, so that the past can be seen as it was asked. One that is kept already stays."""
        if self.pack_json(digest) is None:
            with self._writing() as connection:
                connection.execute("INSERT OR IGNORE INTO packs VALUES (?, ?)", (digest, json_text))

    def erase_body(self, *event_ids: str) -> None:
        """Makes sure that nothing is left in the file of texts whose erasure was recorded.

        Raises:
            Refused: the erasure of one of them is not recorded.
            StoreError: traces may be left, as the file could not be written anew; `doctor` tells
                of it, and the next opening tries again.
        """
        from workbook.store import writing

        with explained(self.path):
            left = [event_id for event_id in event_ids if writing.has_body(self._connection, event_id)]
        if left:
            raise Refused("Only what a body.erase names can be erased.", where=f"event {left[0][:12]}")
        if self._is_scrub_due():
            self._scrub()

    # Exchange

    def dump(self, project: str = "") -> Iterator[str]:
        """The events and packs of a project, or of all, as lines of JSON."""
        from workbook.store.exchange import dump

        with explained(self.path):
            yield from dump(self._connection, project)

    def load(self, lines: Iterable[str]) -> Loaded:
        """Takes in what `dump` wrote, all or nothing. What is here already changes nothing.

        Raises:
            BadInput: lines are damaged or missing; it names them.
        """
        from workbook.store import writing
        from workbook.store.exchange import Loaded, parse

        with self._writing() as connection:
            identity = self._own_identity()
            seq, last = about.last(connection)
            ours = identity.actor(seq)
            parsed = parse(lines, lambda event_id: writing.is_known(connection, event_id))
            for pack in parsed.packs.items():
                connection.execute("INSERT OR IGNORE INTO packs VALUES (?, ?)", pack)
            new = [event for event in parsed.events.values() if not writing.is_known(connection, event.id)]
            erased = writing.take_in(connection, new, self._now(), last)
            if any(event.actor == ours for event in new):  # a copy that we could not tell from this file
                identity.renew()
        if erased:
            with suppress(StoreError):
                self._scrub()
        return Loaded(len(new), len(parsed.events) - len(new), erased)

    # Care

    def rebuild(self) -> None:
        """Writes everything that is derived anew, from the events alone, but for the summaries."""
        from workbook.store.care import rebuild

        with self._writing() as connection:
            rebuild(connection)

    def doctor(self) -> list[Finding]:
        """Everything that is wrong with the file; nothing when it is whole. Raises StoreLocked."""
        from workbook.store.care import doctor

        with explained(self.path):
            return doctor(self._connection, self.path, self.writable)

    def backup(self, to: Path) -> Path:
        """A verified copy. Raises TargetUnwritable, StoreDamaged."""
        from workbook.store.copies import copy_to

        return copy_to(self._connection, self.path, to)

    # Inside

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """What is held by another process is an error, and not waited for."""
        with explained(self.path):
            wait = self._number("PRAGMA busy_timeout")
            self._connection.execute("PRAGMA busy_timeout = 0").close()
            try:
                yield
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {wait}").close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction, begun only if the file is the one that was opened."""
        self.check_writable()
        if _inode(self.path) != self._inode:
            hint = "Open it again. What is being typed is kept as a draft."
            raise StoreDamaged("The workbook was moved or replaced while it was open.", where=str(self.path), hint=hint)
        with transaction(self._connection, self.path):
            yield self._connection
            reached = about.last_seq(self._connection)
        if self._identity is not None:
            self._identity.reached(reached)

    def check_writable(self) -> None:
        """Raises StoreReadOnly, StoreTooNew where the file can only be read."""
        if self._needs:
            hint = "It can be read with this one; install the newer one to write."
            raise StoreTooNew(f"Writing this workbook needs {self._needs}.", where=str(self.path), hint=hint)
        if not self.writable:
            hint = "Check the rights of the file and of its folder, or work on a copy."
            raise StoreReadOnly("The workbook can be read but not written.", where=str(self.path), hint=hint)

    def _own_identity(self) -> Identity:
        if self._identity is None:
            from workbook.store.identity import Identity

            store = about.meta(self._connection, "store")
            self._identity = Identity(self.path, self._state, store, self._token)
        return self._identity

    def _scrub(self) -> None:
        """Writes the whole file anew, so that nothing is left between the lines."""
        with explained(self.path):
            self._connection.execute("VACUUM")
            self._connection.execute("DELETE FROM meta WHERE key = 'scrub'")

    def _is_scrub_due(self) -> bool:
        with explained(self.path):
            return about.meta(self._connection, "scrub") != ""

    def _number(self, query: str) -> int:
        with explained(self.path):
            return int(self._connection.execute(query).fetchone()[0])


def _inode(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
