"""A file that is missing, foreign, torn, older, newer, read-only, held or full."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.place import Place, answer, named, record
from workbook.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreReadOnly, StoreTooNew
from workbook.store import schema
from workbook.store.store import Store

if TYPE_CHECKING:
    from sqlite_utils import Database


def test_a_workbook_is_made_with_its_folders_only_when_that_is_wanted(place: Place) -> None:
    path = place.folder / "new" / "folder" / "workbook.db"
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(StoreError, match="There is no workbook here"):
            place.open(path, **options)
    assert not path.parent.exists()
    assert place.open(path).writable
    assert record(place.open(path), answer("a"))[0].seq == 1


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


# Newer and older


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


# Read-only, held, full, gone


def test_a_workbook_opened_for_reading_refuses_every_write(place: Place, store: Store) -> None:
    (event,) = record(store, answer("late"))
    store.close()
    before = place.path.read_bytes()
    reader = place.open(readonly=True)
    assert not reader.writable
    assert reader.events() == [event]
    assert reader.doctor() == []
    for write in (
        lambda: record(reader, answer("a")),
        reader.rebuild,
        lambda: reader.load([]),
        lambda: reader.adopt_pack("d", "{}"),
    ):
        with pytest.raises(StoreReadOnly):
            write()
    assert place.path.read_bytes() == before


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_without_the_right_to_write_opens_for_reading(
    place: Place, store: Store, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (event,) = record(store, answer("late"))
    store.close()
    locked = place.path if what == "file" else place.folder
    mode = locked.stat().st_mode
    locked.chmod(mode & ~0o222)
    if os.access(locked, os.W_OK):  # rights do not bind the superuser: say to the store what others are told
        told = os.access
        monkeypatch.setattr(
            os, "access", lambda path, how: told(path, how) and not (Path(path) == locked and how & os.W_OK)
        )
    try:
        reader = place.open()
        assert not reader.writable
        assert reader.events() == [event]
        with pytest.raises(StoreReadOnly):
            record(reader, answer("a"))
    finally:
        locked.chmod(mode)


def test_a_right_that_is_taken_away_later_is_told_and_nothing_is_lost(place: Place, store: Store) -> None:
    (event,) = record(store, answer("late"))
    store._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreReadOnly):
        record(store, answer("b"))
    store._connection.execute("PRAGMA query_only = OFF")
    assert store.events() == [event]
    assert place.open().doctor() == []


HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
time.sleep(0.3)
"""


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_held_workbook_is_waited_for_and_then_named_with_its_holder(place: Place, store: Store, lock: str) -> None:
    (event,) = record(store, answer("late"))
    command = [sys.executable, "-c", HOLD, str(place.path), lock]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked) as caught:
            record(store, answer("b"))
        if lock == "BEGIN IMMEDIATE":
            assert store.events() == [event]  # reading goes on
        holder.communicate("\n")
    if Path("/proc/locks").exists():
        assert f"(process {holder.pid})" in caught.value.what
    assert record(store, answer("c"))[0].seq == 2


def test_a_lock_that_is_let_go_in_time_is_no_error(place: Place) -> None:
    patient = place.open(wait=10.0)
    command = [sys.executable, "-c", HOLD, str(place.path), "BEGIN IMMEDIATE"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        assert holder.stdin is not None
        holder.stdin.write("\n")
        holder.stdin.close()
        assert record(patient, answer("b"))[0].seq == 1


def test_a_full_disk_leaves_nothing_half_written_and_trying_again_works(place: Place, store: Store) -> None:
    (event,) = record(store, answer("late"))
    pages = store._number("PRAGMA page_count")
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = [answer("word " * 1000, f"q.{number}") for number in range(20)]
    with pytest.raises(StoreFull, match="no room"):
        record(store, *big)
    assert store.events() == [event] and store.search("word") == []
    store._connection.execute("PRAGMA max_page_count = 1000000")
    again = record(store, *big)
    assert again[0].previous == event.id and again[0].actor == event.actor
    assert place.open().doctor() == []


LIMITED = """
import resource, sys
from pathlib import Path
from tests.store.place import Place, answer, record
from workbook.errors import StoreFull

place = Place(Path(sys.argv[1]))
store = place.open()
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
kept = 0
try:
    for number in range(1000):
        record(store, answer("word " * 500, f"q.{number}"))
        kept += 1
except StoreFull as error:
    print(kept, len(store.events()), error.what)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are set in another way there")
def test_a_limit_on_file_sizes_is_met_like_a_full_disk(place: Place) -> None:
    command = [sys.executable, "-c", LIMITED, str(place.folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    kept, there, what = done.stdout.split(" ", 2)
    assert int(kept) == int(there) > 5 and "no room" in what
    assert len(place.open().events()) == int(kept)
    assert place.open().doctor() == []


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_file_that_went_away_while_open_is_not_written_to(place: Place, store: Store, how: str) -> None:
    (event,) = record(store, answer("late"))
    aside = place.folder / "aside.db"
    place.path.rename(aside)
    if how == "replaced":
        shutil.copy(aside, place.path)
    with pytest.raises(StoreDamaged, match="moved or replaced"):
        record(store, answer("b"))
    assert place.open(aside).events() == [event]


def test_a_path_with_strange_letters_is_a_path(place: Place) -> None:
    path = place.folder / "50% of #1? ünï & co" / "work book.db"
    record(place.open(path), answer("a"))
    assert [file.name for file in path.parent.iterdir()] == ["work book.db"]


def test_sqlite_is_new_enough_for_what_is_promised() -> None:
    assert sqlite3.sqlite_version_info >= (3, 35)
