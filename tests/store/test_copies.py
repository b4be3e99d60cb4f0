"""Backups: whole, checked, and never over something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.store.place import Place, answer, record
from workbook.errors import StoreDamaged, TargetUnwritable
from workbook.store import copies
from workbook.store.store import Store


def test_a_backup_is_a_workbook_with_everything_in_it(place: Place, store: Store) -> None:
    record(store, answer("late"), answer("more", "q.b"))
    place.path.chmod(0o640)
    to = place.folder / "backup.db"
    assert store.backup(to) == to
    copy = place.open(to)
    assert copy.events() == store.events() and copy.doctor() == []
    assert to.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in place.folder.iterdir()) == ["backup.db", "state", "workbook.db"]


def test_a_workbook_open_for_reading_can_be_backed_up_while_another_writes(place: Place, store: Store) -> None:
    record(store, answer("late"))
    reader = place.open(readonly=True)
    writer = place.raw()
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM projects")
    copy = place.open(reader.backup(place.folder / "backup.db"))
    writer.close()
    assert len(copy.projects()) == 1


def test_a_backup_replaces_nothing(place: Place, store: Store) -> None:
    there = place.folder / "there.db"
    there.write_text("mine")
    for to in (there, place.path):
        with pytest.raises(TargetUnwritable, match="already"):
            store.backup(to)
    assert there.read_text() == "mine"


def test_what_appears_meanwhile_is_not_replaced_either(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = place.folder / "backup.db"
    size = copies._size

    def slow(connection: object) -> int:
        to.write_text("mine")
        return size(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "_size", slow)
    with pytest.raises(TargetUnwritable):
        store.backup(to)
    assert to.read_text() == "mine"


def test_a_disk_without_hard_links_gets_its_backup_too(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    record(store, answer("late"))
    monkeypatch.setattr(os, "link", refuse)
    assert len(place.open(store.backup(place.folder / "backup.db")).events()) == 1


@pytest.mark.parametrize("to", ["nowhere/backup.db", "workbook.db/backup.db"])
def test_a_place_that_cannot_be_written_is_told(place: Place, store: Store, to: str) -> None:
    with pytest.raises(TargetUnwritable) as caught:
        store.backup(place.folder / to)
    assert caught.value.where == str(place.folder / to)


def test_no_backup_is_made_of_a_damaged_workbook(place: Place, store: Store) -> None:
    record(store, answer("late"))
    place.change("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'packs'")
    store.close()
    with pytest.raises(StoreDamaged):
        place.open(readonly=True).backup(place.folder / "backup.db")
    assert [file.name for file in Path(place.folder).iterdir() if "backup" in file.name] == []
