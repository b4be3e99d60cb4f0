"""A folder with workbooks in it, a clock that is set by hand, and gestures to fill them with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from workbook.domain.events import Draft, Event, Subject
from workbook.store.store import Store

START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""A disk in memory, where there is one: so that tests do not wait for a real one."""


class Place:
    """Opens stores in a folder and closes them; its clock moves a second with each look at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.path = folder / "workbook.db"
        self.time = START
        self._tokens = 0
        self._stores: list[Store] = []

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def token(self) -> str:
        self._tokens += 1
        return f"{self._tokens:032x}"

    def open(self, path: Path | None = None, **options: Any) -> Store:
        """A store; made if it is missing, unless `create` says otherwise."""
        usual: dict[str, Any] = {"create": True, "wait": 0.05, "state": self.state}
        store = Store.open(path or self.path, now=self.now, token=self.token, **(usual | options))
        self._stores.append(store)
        return store

    def raw(self, path: Path | None = None) -> sqlite3.Connection:
        """The file as anybody with SQLite sees it. The caller closes it."""
        return sqlite3.connect(path or self.path, isolation_level=None)

    def change(self, *statements: str, path: Path | None = None) -> None:
        """What somebody does to the file from outside."""
        connection = self.raw(path)
        for statement in statements:
            connection.execute(statement)
        connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for store in self._stores:
            store.close()


def answer(text: str, question: str = "kickoff.problem", *, seen: Iterable[str] = (), cycle: str = "c1") -> Draft:
    return Draft("answer.set", Subject(question, cycle), {"status": "answered", "fields": {"value": text}}, tuple(seen))


def row(name: str, row_id: str, *, seen: Iterable[str] = (), removed: bool = False) -> Draft:
    body: dict[str, Any] = {"fields": {"name": name}, "order": "i"} | ({"removed": True} if removed else {})
    return Draft("row.set", Subject("people", row=row_id), body, tuple(seen))


def named(name: str, *, seen: Iterable[str] = ()) -> Draft:
    return Draft("project.set", Subject("project"), {"name": name}, tuple(seen))


def erasing(event: Event) -> Draft:
    return Draft("body.erase", Subject("erase", row=event.id), {"event": event.id, "why": "a secret"}, (event.id,))


def record(store: Store, *drafts: Draft, project: str = "p1", act: str = "act", by: str = "ana") -> tuple[Event, ...]:
    return store.append(drafts, project=project, act=act, recorded_by=by)


def lines_of(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    """Everything in a derived table but its row numbers, sorted."""
    columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})") if column[1] != "id"]
    key = "id, " if table == "projects" else ""
    return sorted(connection.execute(f"SELECT {key}{', '.join(columns)} FROM {table}").fetchall())
