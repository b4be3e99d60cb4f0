"""History is only added to, whoever holds the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tests.store.place import Place, answer, erasing, record
from workbook.store.store import Store


@pytest.fixture
def raw(place: Place, store: Store) -> Iterator[sqlite3.Connection]:
    """A bare connection, with SQLite's own defaults, to a workbook with two events."""
    record(store, answer("a"), answer("b", "kickoff.risk"))
    connection = place.raw()
    yield connection
    connection.close()


COPY = "SELECT * FROM events WHERE seq = 1"
COPY_ID = "SELECT 9, id, project, kind, name, cycle, form, row, at, clock, recorded_by, answered_by, actor, previous,"
COPY_ID += " act, reverts, meeting, seen, digest, version, header FROM events WHERE seq = 1"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET at = 'x'",
        "UPDATE events SET seq = 7 WHERE seq = 2",
        "UPDATE OR REPLACE events SET id = (SELECT id FROM events WHERE seq = 2) WHERE seq = 1",
        "DELETE FROM events",
        "DELETE FROM events WHERE seq = 2",
        f"INSERT OR REPLACE INTO events {COPY}",
        f"REPLACE INTO events {COPY_ID}",
        f"INSERT OR IGNORE INTO events {COPY}",
        f"INSERT OR IGNORE INTO events {COPY_ID}",
        f"INSERT INTO events {COPY_ID} ON CONFLICT DO NOTHING",
        f"INSERT INTO events {COPY_ID} ON CONFLICT (id) DO UPDATE SET at = 'x'",
        "UPDATE bodies SET body = '{}'",
        "UPDATE bodies SET salt = ''",
        "DELETE FROM bodies WHERE seq = 1",
        "REPLACE INTO bodies VALUES (1, '', '{}')",
        "INSERT OR IGNORE INTO bodies VALUES (1, '', '{}')",
    ],
)
def test_what_was_recorded_cannot_be_changed(raw: sqlite3.Connection, statement: str) -> None:
    before = list(raw.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"never|already|only when"):
        raw.execute(statement)
    assert list(raw.iterdump()) == before


def test_a_body_goes_only_when_an_erasure_names_it_and_never_comes_back(raw: sqlite3.Connection, store: Store) -> None:
    first, second = store.events()
    salt, body = raw.execute("SELECT salt, body FROM bodies WHERE seq = 1").fetchone()
    record(store, erasing(first))
    with pytest.raises(sqlite3.IntegrityError, match="erased"):
        raw.execute("INSERT INTO bodies VALUES (1, ?, ?)", (salt, body))
    with pytest.raises(sqlite3.IntegrityError, match=r"body\.erase"):
        raw.execute("DELETE FROM bodies WHERE seq = ?", (second.seq,))


def test_an_erasure_in_another_project_erases_nothing_here(raw: sqlite3.Connection, store: Store) -> None:
    first = store.events()[0]
    record(store, erasing(first), project="p2")
    assert store.events()[0] == first
    with pytest.raises(sqlite3.IntegrityError, match=r"body\.erase"):
        raw.execute("DELETE FROM bodies WHERE seq = 1")


def test_guards_that_were_dropped_or_changed_are_put_back_at_the_next_start(place: Place, store: Store) -> None:
    record(store, answer("a"))
    store.close()
    place.change(
        "DROP TRIGGER events_delete",
        "DROP TRIGGER answers_au",
        "DROP TRIGGER events_update",
        "CREATE TRIGGER events_update BEFORE UPDATE ON events WHEN 0 BEGIN SELECT 1; END",
    )
    reader = place.open(readonly=True)
    assert {finding.where for finding in reader.doctor()} == {"events_delete", "events_update", "answers_au"}
    assert place.open().doctor() == []
    with pytest.raises(sqlite3.IntegrityError):
        place.change("DELETE FROM events")
    with pytest.raises(sqlite3.IntegrityError):
        place.change("UPDATE events SET at = 'x'")
