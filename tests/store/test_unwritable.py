"""A workbook that is read-only, held by another process, without room, or gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.place import Place, answer, record
from workbook.errors import (
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
)
from workbook.store.store import Store

if TYPE_CHECKING:
    pass


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
