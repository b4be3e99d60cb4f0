"""Who writes: one chain for each incarnation of a file, and never a fork."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.place import Place, answer, record
from workbook.domain.events import Event, chain_faults
from workbook.store import identity
from workbook.store.store import Store


def one(store: Store) -> Event:
    (event,) = record(store, answer("text", f"q.{store.last_seq()}"))
    return event


def test_the_same_file_is_written_by_the_same_actor_in_every_run(place: Place) -> None:
    actors = {one(place.open()).actor for _ in range(3)}
    assert len(actors) == 1


def test_a_renamed_file_keeps_its_actor(place: Place, store: Store) -> None:
    before = one(store).actor
    store.close()
    moved = place.path.rename(place.folder / "moved.db")
    assert one(place.open(moved)).actor == before


@pytest.mark.parametrize("times", [1, 2])
def test_a_copied_file_is_written_by_somebody_new_and_no_chain_forks(place: Place, store: Store, times: int) -> None:
    original = [one(store).actor]
    store.close()
    copy = place.folder / "copy.db"
    shutil.copy(place.path, copy)
    stores = [place.open(), place.open(copy)]
    for _ in range(times):
        original.append(one(stores[0]).actor)
        copied = one(stores[1]).actor
    assert len(set(original)) == 1 and copied != original[0]
    stores[0].load(stores[1].dump())
    stores[1].load(stores[0].dump())
    for store_ in stores:
        assert chain_faults(store_.events()) == [] and store_.doctor() == []
        assert len(store_.events()) == 1 + 2 * times
    again = {one(place.open()).actor, one(place.open(copy)).actor}
    assert again == {original[0], copied}


def test_a_file_restored_over_its_later_self_is_written_by_somebody_new(place: Place, store: Store) -> None:
    before = one(store).actor
    backup = store.backup(place.folder / "backup.db")
    lost = one(store)
    dump = list(store.dump())
    store.close()
    inode = place.path.stat().st_ino
    place.path.write_bytes(backup.read_bytes())  # in place, so that it looks like the same file
    assert place.path.stat().st_ino == inode
    restored = place.open()
    assert one(restored).actor != before
    restored.load(dump)
    assert lost.id in [event.id for event in restored.events()]
    assert chain_faults(restored.events()) == []


def test_an_open_file_that_is_restored_in_place_is_noticed_too(place: Place, store: Store) -> None:
    before = one(store).actor
    backup = store.backup(place.folder / "backup.db")
    one(store)
    place.path.write_bytes(backup.read_bytes())
    assert one(store).actor != before
    assert chain_faults(store.events()) == []


def test_another_user_of_the_file_is_another_actor_and_both_keep_theirs(place: Place, store: Store) -> None:
    mine = one(store).actor
    theirs = one(place.open(state=place.folder / "other state")).actor
    assert theirs != mine
    assert one(place.open()).actor == mine
    assert one(place.open(state=place.folder / "other state")).actor == theirs
    assert chain_faults(store.events()) == []


def test_another_machine_is_another_actor(place: Place, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = one(store).actor
    monkeypatch.setattr(identity, "machine", lambda: "cloned")
    assert one(place.open()).actor != mine


def test_a_state_folder_that_cannot_be_written_stops_nobody(place: Place) -> None:
    place.state.write_text("in the way")
    first, second = place.open(), place.open()
    actors = [one(first).actor, one(first).actor, one(second).actor]
    assert actors[0] == actors[1] != actors[2]
    assert chain_faults(first.events()) == []


@pytest.mark.parametrize("mark", ["", "torn {", "[]", '{"actor": "x"}'])
def test_a_torn_mark_is_like_none(place: Place, store: Store, mark: str) -> None:
    before = one(store).actor
    store.close()
    (file,) = (place.state / "marks").iterdir()
    assert Path(file).stat().st_mode & 0o077 == 0
    file.write_text(mark)
    assert one(place.open()).actor != before
    assert place.open().doctor() == []
