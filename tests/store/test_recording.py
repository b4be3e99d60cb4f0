"""Events in, events out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.store.place import Place, answer, named, record, row
from workbook.domain.events import Draft, Event, Subject, chain_faults
from workbook.store.store import Store


def test_what_was_recorded_is_read_back_by_another_process_as_it_was(place: Place, store: Store) -> None:
    body = {"status": "answered", "fields": {"value": 'Ünïcode ✓ \u2028 "quoted"'}, "order": [1, None, True]}
    draft = Draft("answer.set", Subject("kickoff.problem", "c1", "f1", "r1"), body, ("b", "a"), "bob")
    recorded = store.append([draft], project="p1", act="a1", recorded_by="ana", meeting="m1", reverts="a0")
    (event,) = place.open(create=False).events()
    assert event == recorded[0]
    assert (event.subject, event.body, event.seen) == (draft.subject, body, ("a", "b"))
    assert (event.recorded_by, event.answered_by, event.meeting, event.reverts) == ("ana", "bob", "m1", "a0")
    assert event.at == "2026-11-23T10:00:01.000Z"


def test_the_bytes_that_were_hashed_are_stored(place: Place, store: Store) -> None:
    from hashlib import sha256

    (event,) = record(store, answer("Späte Lieferungen"))
    raw = place.raw()
    header, salt, body = raw.execute("SELECT header, salt, body FROM events JOIN bodies USING (seq)").fetchone()
    raw.close()
    assert sha256(header.encode()).hexdigest() == event.id
    assert sha256((salt + body).encode()).hexdigest() == event.digest


def test_events_come_in_the_order_in_which_they_were_stored_and_after_a_number(store: Store) -> None:
    first = record(store, named("One"), answer("a"))
    other = record(store, named("Two"), project="p2")
    last = record(store, answer("b"), answer("c", "kickoff.risk"))
    assert [event.seq for event in (*first, *other, *last)] == [1, 2, 3, 4, 5]
    assert store.events("p1") == [*first, *last]
    assert store.events("p1", after=2) == list(last)
    assert store.events(after=2) == [*other, *last]
    assert store.events("p1", after=5) == store.events("nobody") == []
    assert store.last_seq() == 5


def test_an_actor_has_one_chain_in_each_project(store: Store) -> None:
    one = record(store, named("One"), answer("a"))
    two = record(store, named("Two"), project="p2")
    three = record(store, answer("b", "kickoff.risk"))
    assert [event.previous for event in (*one, *two, *three)] == ["", one[0].id, "", one[1].id]
    assert chain_faults(store.events("p1")) == []


def test_clock_readings_grow_within_an_act_and_though_the_wall_clock_goes_back(place: Place, store: Store) -> None:
    first = record(store, answer("a"), answer("b", "kickoff.risk"))
    assert first[0].clock < first[1].clock
    assert first[0].at == first[1].at
    place.time -= timedelta(hours=1)
    (second,) = record(store, answer("c"))
    assert second.clock > first[1].clock
    assert second.at < first[0].at


def test_an_act_is_recorded_as_a_whole_or_not_at_all(place: Place, store: Store) -> None:
    def fail(_: Sequence[Event]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.append([named("X"), answer("a")], project="p1", act="a", recorded_by="ana", look=fail)
    with pytest.raises(TypeError, match="float"):
        record(store, named("X"), Draft("answer.set", Subject("q"), {"fields": {"value": 0.5}}))
    assert store.events() == [] and store.projects() == [] and store.search("a") == []
    assert record(store, named("X"))[0].seq == 1  # and nothing is held
    assert len(place.open().events()) == 1


def test_nothing_to_record_is_nothing_recorded(store: Store) -> None:
    assert record(store) == ()
    assert store.projects() == []


def test_what_comes_of_an_act_is_looked_at_with_all_that_others_recorded_before(place: Place, store: Store) -> None:
    seen: list[tuple[list[int], int]] = []

    def look(new: Sequence[Event]) -> None:
        seen.append(([event.seq for event in new], len(store.events("p1"))))
        assert store.events("p1")[-len(new) :] == list(new)

    def append(*drafts: Draft) -> None:
        store.append(drafts, project="p1", act="a", recorded_by="ana", look=look)

    append(named("X"), answer("a"))
    record(place.open(), answer("b", "kickoff.risk"))
    append(answer("c"))
    assert seen == [([1, 2], 2), ([4], 4)]


def test_projects_are_listed_the_last_changed_first(store: Store) -> None:
    record(store, named("One"))
    record(store, named("Two"), project="p2")
    assert [line.name for line in store.projects()] == ["Two", "One"]
    record(store, answer("a"))
    first, _ = store.projects()
    assert (first.id, first.name, first.summary, first.pack) == ("p1", "One", {}, "")
    assert (first.created_at, first.changed_at) == ("2026-11-23T10:00:01.000Z", "2026-11-23T10:00:03.000Z")


def test_another_writer_shows_in_the_data_version(place: Place, store: Store) -> None:
    other = place.open()
    before = store.data_version()
    record(store, answer("mine"))
    assert store.data_version() == before
    record(other, row("Ben", "r1"))
    assert store.data_version() != before


def test_packs_are_kept_once(store: Store) -> None:
    store.adopt_pack("d1", '{"format":1}')
    store.adopt_pack("d1", "something else")
    assert store.pack_json("d1") == '{"format":1}'
    assert store.pack_json("d2") is None


def test_unknown_kinds_are_kept(store: Store) -> None:
    (event,) = record(store, Draft("dream.note", Subject("dream", row="r"), {"about": {"sheep": ["1", "2"]}}))
    assert store.events() == [event]
    assert store.doctor() == []
