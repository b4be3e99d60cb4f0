"""Workbooks of other versions: a newer one is only read, an older one is migrated after a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.place import Place, answer, named, record
from workbook.errors import (
    StoreDamaged,
    StoreReadOnly,
    StoreTooNew,
)
from workbook.store import schema
from workbook.store.store import Store

if TYPE_CHECKING:
    from sqlite_utils import Database


def test_a_newer_workbook_can_be_read_and_says_what_is_needed_to_write(place: Place, store: Store) -> None:
    (event,) = record(store, named("Forecast"))
    store.close()
    place.change("PRAGMA user_version = 9", "UPDATE meta SET value = '4.2' WHERE key = 'needs'")
    before = place.path.read_bytes()
    newer = place.open()
    assert not newer.writable
    assert newer.events() == [event] and newer.projects()[0].name == "Forecast"
    for write in (
        lambda: record(newer, answer("a")),
        newer.rebuild,
        lambda: newer.load([]),
        lambda: newer.adopt_pack("d", "{}"),
    ):
        with pytest.raises(StoreTooNew, match=r"needs mlworkbook 4\.2"):
            write()
    assert place.path.read_bytes() == before


def test_a_newer_workbook_that_does_not_say_so_is_named_by_its_format(place: Place, store: Store) -> None:
    store.close()
    place.change("PRAGMA user_version = 9", "DROP TABLE meta")
    with pytest.raises(StoreTooNew, match="format 9"):
        record(place.open(), answer("a"))


def second(db: Database) -> None:
    """A migration as they come: it transforms a table, which drops the table's triggers."""
    db.table("answers").transform(rename={"confidence": "how_sure"})


def broken(db: Database) -> None:
    db.table("answers").drop()
    db.execute("INSERT INTO nowhere VALUES (1)")


def test_an_older_workbook_is_migrated_after_a_backup(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (event,) = record(store, answer("late"))
    store.close()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, second))
    migrated = place.open()
    assert migrated.events() == [event]
    assert [hit.text for hit in migrated.search("late")] == ["late"]
    raw = place.raw()
    assert raw.execute("SELECT how_sure FROM answers").fetchall() == [("",)]
    assert raw.execute("PRAGMA user_version").fetchone() == (2,)
    assert schema.missing_triggers(raw) == []
    raw.close()
    monkeypatch.undo()
    backup = place.open(place.folder / "workbook-before-format-2.db")
    assert backup.writable and backup.events() == [event]


def test_a_migration_that_fails_changes_nothing_and_the_backup_stays(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (event,) = record(store, answer("late"))
    store.close()
    before = place.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, broken))
        for _ in range(2):
            with pytest.raises(StoreDamaged, match="nowhere"):
                place.open()
    assert place.path.read_bytes() == before
    assert place.open().doctor() == []
    backups = sorted(place.folder.glob("workbook-before-*"))
    assert [path.name for path in backups] == ["workbook-before-format-2-2.db", "workbook-before-format-2.db"]
    assert all(place.open(path).events() == [event] for path in backups)


def test_an_older_workbook_that_cannot_be_written_says_so(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, second))
    with pytest.raises(StoreReadOnly, match="older"):
        place.open(readonly=True)
