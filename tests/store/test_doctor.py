"""What doctor finds: any damage, by name."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.place import MEMORY, Place, answer, named, record, row
from workbook.domain.canonical import digest
from workbook.domain.events import HASHED
from workbook.errors import StoreDamaged
from workbook.store import surroundings
from workbook.store.findings import Finding
from workbook.store.schema import GUARDS
from workbook.store.store import Store

DROP_GUARDS = [f"DROP TRIGGER {name}" for name in GUARDS]


@pytest.fixture
def filled(store: Store) -> Store:
    record(store, named("One"), answer("needle in the text"), answer("more", "kickoff.risk"), row("Ben", "r1"))
    record(store, named("Two"), project="p2")
    return store


def tampered(place: Place, *statements: str) -> list[Finding]:
    """What doctor says after somebody took the guards away and did something; nothing is repaired first."""
    place.change(*DROP_GUARDS, *statements)
    found = place.open(readonly=True).doctor()
    return [finding for finding in found if finding.where not in GUARDS]


def test_a_whole_workbook_has_no_findings(filled: Store) -> None:
    assert filled.doctor() == []


def test_flipped_bytes_in_an_answer_are_found_and_the_event_is_named(place: Place, filled: Store) -> None:
    event = filled.events()[1]
    filled.close()
    content = place.path.read_bytes()
    assert content.count(b'"value":"needle') == 1
    place.path.write_bytes(content.replace(b'"value":"needle', b'"value":"noodle'))
    found = place.open(readonly=True).doctor()
    named_ = [finding for finding in found if finding.where.startswith(f"event {event.id[:12]} (number 2, answer.set")]
    assert "body was changed" in named_[0].what and named_[0].hint
    assert all(finding in named_ or finding.where == "table answers" for finding in found)


@pytest.mark.parametrize("column", [*HASHED, "id", "header"])
def test_a_change_of_any_column_is_found(place: Place, filled: Store, column: str) -> None:
    filled.close()
    changed = {"version": "2", "seen": """'["x"]'"""}.get(column, f"{column} || 'x'")
    found = tampered(place, f"UPDATE events SET {column} = {changed} WHERE seq = 2")
    assert any("(number 2, " in finding.where for finding in found)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE bodies SET salt = salt || 'x' WHERE seq = 2", "body was changed"),
        ("UPDATE bodies SET body = 'x' WHERE seq = 2", "no longer JSON"),
        ("UPDATE bodies SET body = ' ' || body WHERE seq = 2", "another way"),
        ("UPDATE bodies SET body = CAST(body AS BLOB) WHERE seq = 2", "no text"),
        ("UPDATE bodies SET salt = x'ff' WHERE seq = 2", "no text"),
        ("UPDATE events SET header = x'ff' WHERE seq = 2", "no text"),
        ("UPDATE events SET seen = 'x' WHERE seq = 2", "no longer JSON"),
        ("DELETE FROM bodies WHERE seq = 2", "body is missing"),
        ("DELETE FROM events WHERE seq = 2", "the event before it is missing"),
        ("DELETE FROM events WHERE seq = 2", "belongs to no event"),
        ("DELETE FROM events WHERE seq = 5", "has 4 events, where 5 were written"),
        ("DELETE FROM events", "has 0 events"),
        ("UPDATE bodies SET body = CAST(x'7bff' AS TEXT) WHERE seq = 2", "no longer JSON"),
    ],
)
def test_tampering_with_the_record_is_found(place: Place, filled: Store, statement: str, says: str) -> None:
    filled.close()
    assert any(says in finding.what for finding in tampered(place, "PRAGMA foreign_keys = OFF", statement))


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE answers SET status = 'parked'", "table answers"),
        ("DELETE FROM rows", "table rows"),
        ("UPDATE projects SET name = 'x' WHERE id = 'p1'", "table projects"),
        ("INSERT INTO answers_fts (answers_fts) VALUES ('delete-all')", "table answers"),
    ],
)
def test_what_is_derived_is_held_against_the_record_and_can_be_rebuilt(
    place: Place, filled: Store, statement: str, where: str
) -> None:
    place.change(statement)
    (finding,) = filled.doctor()
    assert finding.where == where and "--rebuild" in finding.hint
    filled.rebuild()
    assert filled.doctor() == []


def test_changed_packs_and_strange_triggers_are_found(place: Place, store: Store) -> None:
    store.adopt_pack(digest("{}"), "{}")
    place.change(
        "UPDATE packs SET json = '[]'", "CREATE TRIGGER eats BEFORE INSERT ON events BEGIN SELECT raise(IGNORE); END"
    )
    assert {finding.where for finding in store.doctor()} == {f"pack {digest('{}')[:12]}", "eats"}


def test_two_copies_that_wrote_as_one_are_found(place: Place, store: Store) -> None:
    (first,) = record(store, answer("a"))
    copy = place.folder / "copy.db"
    copy.write_bytes(place.path.read_bytes())
    record(store, answer("b"))
    other = place.open(copy)
    other._own_identity()._actor = first.actor  # as if it could not be told from the original
    other._own_identity().reached(0)
    record(other, answer("c"))
    store.load(other.dump())
    assert [finding.what for finding in store.doctor()] == [
        "An event is damaged: it forks its actor's chain: two copies of one store wrote as one."
    ]
    assert record(store, answer("d"))[0].actor != first.actor  # and it goes no further


def test_a_network_folder_is_warned_of(place: Place, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.doctor() == []
    synced = place.open(place.folder / "Dropbox" / "workbook.db")
    assert "Dropbox" in synced.doctor()[0].what
    monkeypatch.setattr(surroundings, "_NETWORK", frozenset(_kinds_of_local_disks()))
    assert "network" in store.doctor()[0].what


def _kinds_of_local_disks() -> set[str]:
    return {line.split()[2] for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()}


@pytest.mark.property
@given(share=st.integers(0, 999_999), torn=st.binary(min_size=1, max_size=16))
def test_no_overwritten_bytes_change_an_answer_unnoticed(share: int, torn: bytes, filled_file: Path) -> None:
    whole = filled_file.read_bytes()
    offset = 100 + share * (len(whole) - 116) // 1_000_000  # behind the file's own header
    with TemporaryDirectory(dir=MEMORY) as folder, Place(Path(folder)) as place:
        place.path.write_bytes(whole)
        before = place.open(readonly=True).events()
        place.path.write_bytes(whole[:offset] + torn + whole[offset + len(torn) :])
        try:
            store = place.open(readonly=True)
            after = store.events()
            found = store.doctor()
        except StoreDamaged:
            return
        assert after == before or found


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Place(tmp_path_factory.mktemp("whole")) as place:
        store = place.open()
        record(store, named("One"), *(answer(f"text {number}" * 9, f"q.{number}") for number in range(30)))
        return place.path


def test_a_file_that_cannot_be_read_to_its_end_is_a_finding_and_no_traceback(place: Place, filled: Store) -> None:
    record(filled, *(answer("word " * 300, f"q.{number}") for number in range(40)))
    root = sqlite3.connect(place.path).execute("SELECT rootpage FROM sqlite_master WHERE name = 'bodies'").fetchone()[0]
    filled.close()
    content = bytearray(place.path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    place.path.write_bytes(content)
    found = place.open(readonly=True).doctor()
    assert any("damaged" in finding.what for finding in found)
    assert any("cannot be read to its end" in finding.what for finding in found)


def test_an_event_that_lost_a_part_is_told_as_damage(place: Place, filled: Store) -> None:
    event = filled.events()[1]
    filled.close()
    assert tampered(place, "UPDATE events SET seen = '' WHERE seq = 2")
    with pytest.raises(StoreDamaged, match=f"event {event.id[:12]}"):
        place.open(readonly=True).events()
