"""A file that is missing, foreign or torn."""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.place import Place, answer, record
from workbook.errors import (
    StoreDamaged,
    StoreError,
    TargetUnwritable,
)
from workbook.store import schema
from workbook.store.store import Store

if TYPE_CHECKING:
    pass


def test_a_workbook_is_made_with_its_folders_only_when_that_is_wanted(place: Place) -> None:
    path = place.folder / "new" / "folder" / "workbook.db"
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(StoreError, match="There is no workbook here"):
            place.open(path, **options)
    assert not path.parent.exists()
    assert place.open(path).writable
    assert record(place.open(path), answer("a"))[0].seq == 1


def test_a_folder_in_which_no_workbook_can_be_made_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.folder / "file").touch()
    with pytest.raises(TargetUnwritable, match="cannot be made"):
        place.open(place.folder / "file" / "workbook.db")
    closed = place.folder / "closed"
    closed.mkdir(mode=0o555)
    if os.access(closed, os.W_OK):
        monkeypatch.setattr(os, "access", lambda path, _: Path(path) != closed)
    with pytest.raises(TargetUnwritable, match="cannot be written"):
        place.open(closed / "workbook.db")
    assert list(closed.iterdir()) == []


def test_a_file_says_what_it_is(place: Place, store: Store) -> None:
    assert store.writable
    raw = place.raw()
    pragmas = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version", "journal_mode")
    }
    raw.close()
    assert pragmas == {"application_id": schema.APPLICATION_ID, "user_version": 1, "journal_mode": "delete"}


def test_the_connection_is_set_to_lose_nothing(store: Store) -> None:
    wanted = {"synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "recursive_triggers": 1}
    assert {name: store._number(f"PRAGMA {name}") for name in wanted} == wanted


def test_a_workbook_that_a_tool_put_into_wal_mode_is_taken_out_of_it(place: Place, store: Store) -> None:
    record(store, answer("a"))
    store.close()
    place.change("PRAGMA journal_mode = WAL")
    record(place.open(), answer("b"))
    assert [file.name for file in place.folder.iterdir() if "-wal" in file.name] == []


@pytest.mark.parametrize(
    "content", [b"x", b"just some notes\n" * 1000, b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 8192]
)
def test_a_file_that_is_no_workbook_is_refused_and_left_alone(place: Place, content: bytes) -> None:
    place.path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        place.open()
    assert caught.value.where == str(place.path) and caught.value.exit_code == 3
    assert place.path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(place: Place) -> None:
    place.change("CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('mine')")
    before = place.path.read_bytes()
    with pytest.raises(StoreDamaged, match="not a workbook"):
        place.open()
    assert place.path.read_bytes() == before


def test_a_folder_is_refused(place: Place) -> None:
    with pytest.raises(StoreDamaged, match="folder"):
        place.open(place.folder)


def test_an_empty_file_is_taken_as_a_name_for_a_new_workbook(place: Place) -> None:
    place.path.touch()
    with pytest.raises(StoreError, match="no workbook"):
        place.open(readonly=True)
    assert place.path.stat().st_size == 0
    assert place.open().writable


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused_and_left_alone(place: Place, store: Store, share: float) -> None:
    record(store, *(answer("word " * 200, f"q.{number}") for number in range(40)))
    store.close()
    whole = place.path.read_bytes()
    torn = whole[: int(len(whole) * share)]
    place.path.write_bytes(torn)
    with pytest.raises(StoreDamaged):
        place.open().events()
    assert place.path.read_bytes() == torn


@pytest.mark.parametrize("wrong", [b'"value\xff:"needle', b'"value" "needle'], ids=["no text", "no JSON"])
def test_bytes_that_say_nothing_any_more_are_met_with_an_error(place: Place, store: Store, wrong: bytes) -> None:
    record(store, answer("needle in the text"))
    store.close()
    content = place.path.read_bytes()
    assert content.count(b'"value":"needle') == 1
    place.path.write_bytes(content.replace(b'"value":"needle', wrong))
    with pytest.raises(StoreDamaged, match="damaged"):
        place.open().events()


def test_a_path_with_strange_letters_is_a_path(place: Place) -> None:
    path = place.folder / "50% of #1? ünï & co" / "work book.db"
    record(place.open(path), answer("a"))
    assert [file.name for file in path.parent.iterdir()] == ["work book.db"]


def test_sqlite_is_new_enough_for_what_is_promised() -> None:
    assert sqlite3.sqlite_version_info >= (3, 35)


def test_a_workbook_whose_making_was_cut_short_is_made_anew(place: Place) -> None:
    """What a power cut may leave: some pages, and the journal that says that there was nothing before."""
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 1, 0, 512, 4096)
    place.path.write_bytes(b"\0" * 4096 * 3)
    place.path.with_name(f"{place.path.name}-journal").write_bytes(header.ljust(512, b"\0"))
    store = place.open()
    assert store.events() == []
    assert store.doctor() == []
