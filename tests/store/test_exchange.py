"""Events as lines: out and in again, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.place import Place, answer, erasing, named, record, row
from workbook.domain.canonical import canonical_json, digest
from workbook.domain.events import Draft, Stamp, Subject, header, seal
from workbook.errors import BadInput
from workbook.store.exchange import Loaded, parse
from workbook.store.store import Store

UNUSED = canonical_json({"format": 1})
PACK = canonical_json({"format": 1, "title": "Ünï"})


@pytest.fixture
def filled(store: Store) -> Store:
    store.adopt_pack(digest(PACK), PACK)
    store.adopt_pack(digest(UNUSED), UNUSED)
    adopted = Draft("pack.adopt", Subject("pack"), {"pack": digest(PACK)})
    record(store, named("One"), adopted, answer("Ünï\u2028code"), row("Ben", "r1"))
    record(store, named("Two"), answer("other"), project="p2")
    record(store, Draft("dream.note", Subject("dream"), {"deep": [{"er": None}]}))
    return store


def test_everything_travels_and_arrives_as_it_was(place: Place, filled: Store) -> None:
    (secret,) = record(filled, answer("secret", "q.secret"))
    record(filled, erasing(secret))
    lines = list(filled.dump())
    copy = place.open(place.folder / "copy.db")
    assert copy.load(lines) == Loaded(added=9, known=0, erased=0)
    assert copy.events() == filled.events()
    assert copy.pack_json(digest(PACK)) == PACK
    assert list(copy.dump()) == lines
    assert [line.name for line in copy.projects()] == ["One", "Two"]
    assert copy.doctor() == []


def test_the_first_line_says_the_format(filled: Store) -> None:
    assert json.loads(next(filled.dump())) == {"format": 1, "kind": "mlworkbook events"}


def test_one_project_travels_with_its_packs_and_without_gaps(place: Place, filled: Store) -> None:
    lines = list(filled.dump("p1"))
    assert [json.loads(line)["pack"] for line in lines if '"pack"' in line[:8]] == [digest(PACK)]
    copy = place.open(place.folder / "copy.db")
    copy.load(lines)
    assert copy.events() != [] and {event.project for event in copy.events()} == {"p1"}
    assert copy.doctor() == []


def test_lines_can_be_written_while_others_record(place: Place, filled: Store) -> None:
    other = place.open()
    lines = filled.dump()
    next(lines)
    next(lines)
    record(other, answer("meanwhile"))
    assert len(list(lines)) >= 7


def test_more_events_than_are_read_at_once_all_travel(place: Place, store: Store) -> None:
    record(store, *(answer("a", f"q.{number}") for number in range(1500)))
    copy = place.open(place.folder / "copy.db")
    assert copy.load(store.dump()).added == 1500
    assert copy.events() == store.events()


def test_what_is_here_already_changes_nothing(filled: Store) -> None:
    before = filled.events(), filled.projects()
    assert filled.load(filled.dump()) == Loaded(added=0, known=7)
    assert (filled.events(), filled.projects()) == before


def test_two_people_who_did_not_see_each_other_leave_two_versions(place: Place, store: Store) -> None:
    (first,) = record(store, answer("start"))
    other = place.open(place.folder / "other.db")
    other.load(store.dump())
    (mine,) = record(store, answer("mine", seen=[first.id]))
    (theirs,) = record(other, answer("theirs", seen=[first.id]), by="ben")
    store.load(other.dump())
    other.load(store.dump())
    for store_ in (store, other):
        assert store_.search("mine") != [] and store_.search("theirs") != []
        assert {event.id for event in store_.events()} == {first.id, mine.id, theirs.id}
    assert store.projects()[0].changed_at == other.projects()[0].changed_at


def test_recording_goes_on_after_the_clock_of_what_was_loaded_unless_that_is_absurd(place: Place, store: Store) -> None:
    ahead = place.open(place.folder / "ahead.db")
    here = place.time
    place.time = here.replace(hour=20)
    (later,) = record(ahead, answer("ten hours ahead"))
    place.time = here.replace(year=2036)
    (absurd,) = record(ahead, answer("ten years ahead", "q.b"))
    place.time = here
    store.load(ahead.dump())
    (mine,) = record(store, answer("now", "q.c"))
    assert later.clock < mine.clock < absurd.clock


# Damage


def edited(lines: list[str], number: int, change: Callable[[dict[str, Any]], None]) -> list[str]:
    data = json.loads(lines[number])
    change(data)
    return [*lines[:number], json.dumps(data), *lines[number + 1 :]]


def refused(place: Place, lines: list[str]) -> str:
    """What a store says that takes none of it in."""
    copy = place.open(place.folder / "refusing.db")
    record(copy, answer("mine"), project="mine")
    before = list(copy.dump())
    with pytest.raises(BadInput) as caught:
        copy.load(lines)
    assert list(copy.dump()) == before
    assert [line.id for line in copy.projects()] == ["mine"]
    return str(caught.value)


def test_a_damaged_line_is_named_and_nothing_is_loaded(place: Place, filled: Store) -> None:
    lines = list(filled.dump())
    event = json.loads(lines[4])

    def change(data: dict[str, Any]) -> None:
        data["body"]["fields"] = {"value": "forged"}

    said = refused(place, edited(lines, 5, change))
    assert "line 6" in said and json.loads(lines[5])["id"][:12] in said and "body" in said
    assert event["id"][:12] not in said


@pytest.mark.parametrize(
    ("number", "change", "says"),
    [
        (3, lambda data: data["header"].update(at="2020-01-01T00:00:00.000Z"), "header was changed"),
        (3, lambda data: data["header"].update(extra="x"), "lacks fields"),
        (3, lambda data: data["header"].pop("seen"), "lacks fields"),
        (3, lambda data: data["header"].update(version=True), "lacks fields"),
        (3, lambda data: data["header"].update(seen=[1]), "lacks fields"),
        (3, lambda data: data.update(id="f" * 64), "header was changed"),
        (3, lambda data: data.update(salt="f"), "body was changed"),
        (3, lambda data: data.update(salt=None), "lacks fields"),
        (3, lambda data: data.update(body={"name": 0.5}), "body was changed"),
        (3, lambda data: data.update(body={"name": "\ud800"}), "body was changed"),
        (3, lambda data: data.update(body=[]), "lacks fields"),
        (3, lambda data: data.update(body=None, salt=""), "body is missing"),
        (3, lambda data: data.clear(), "lacks fields"),
        (1, lambda data: data.update(json="{}"), "pack"),
        (0, lambda data: data.update(format=2), "newer"),
        (0, lambda data: data.update(kind="other events"), "format 1"),
        (0, lambda data: data.pop("format"), "first line"),
    ],
)
def test_whatever_was_changed_is_found(
    place: Place, filled: Store, number: int, change: Callable[[dict[str, Any]], None], says: str
) -> None:
    said = refused(place, edited(list(filled.dump()), number, change))
    assert f"line {number + 1}: " in said and says in said


def test_a_line_that_is_missing_is_noticed_by_the_one_after_it(place: Place, filled: Store) -> None:
    lines = list(filled.dump("p1"))
    assert "line 3" in (said := refused(place, [*lines[:2], *lines[3:]])) and "before it is missing" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("<<<<<<< HEAD", "conflict marker"),
        ("=======", "conflict marker"),
        (">>>>>>> theirs", "conflict marker"),
        ("{torn", "cut off"),
        ("[" * 100_000, "cut off"),
        ('{"id": ' + "9" * 5000 + "}", "cut off"),
        ("[]", "no event"),
        ("null", "no event"),
    ],
)
def test_lines_that_are_no_events_are_named(place: Place, filled: Store, line: str, says: str) -> None:
    lines = list(filled.dump())
    assert "line 5: " in (said := refused(place, [*lines[:4], line, *lines[4:]])) and says in said


def test_empty_lines_and_several_files_one_after_another_are_taken(place: Place, filled: Store) -> None:
    lines = [*filled.dump("p1"), "", "\n", *filled.dump("p2"), *filled.dump("p1")]
    assert place.open(place.folder / "copy.db").load(lines).added == 7


def test_a_file_without_anything_in_it_loads_nothing(store: Store) -> None:
    assert store.load([]) == Loaded(0, 0)


def test_many_problems_are_cut_short(place: Place) -> None:
    said = refused(place, ["x"] * 50)
    assert "line 10" in said and "line 11" not in said and "and 40 more" in said


@pytest.mark.property
@given(data=st.data())
def test_no_change_of_a_letter_goes_unnoticed(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(lines) - 1))
    line = lines[number]
    place = data.draw(st.integers(0, len(line) - 1))
    letter = data.draw(st.sampled_from('0aZ"{}[],: \\ü').filter(lambda letter: letter != line[place]))
    changed = [*lines[:number], line[:place] + letter + line[place + 1 :], *lines[number + 1 :]]
    whole = parse(lines, lambda _: False)
    try:
        parsed = parse(changed, lambda _: False)
    except BadInput:
        return
    assert parsed == whole  # such as a blank between two fields


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with Place(tmp_path_factory.mktemp("lines")) as place:
        store = place.open()
        store.adopt_pack(digest(PACK), PACK)
        record(store, named("One"), answer("two"), row("Ben", "r1"))
        return list(store.dump())


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("answer.set", {"fields": ["Boots"]}, "its fields are no record"),
        ("row.set", {"fields": "Boots"}, "its fields are no record"),
        ("answer.set", {"fields": {}, "git": "main"}, "its place in git is no record"),
        ("gate.decide", {"outcome": "go", "waivers": [{"rule": "kickoff.scope"}]}, "its waivers are no list"),
        (
            "gate.decide",
            {"waivers": [{"rule": "r", "owner": "o", "reason": "w", "until": "some day"}]},
            "its waivers are no list",
        ),
        ("body.erase", {"event": 7}, "it does not say which text it erases"),
    ],
)
def test_a_body_that_could_not_be_read_is_refused_though_its_hashes_are_right(
    store: Store, kind: str, body: dict[str, Any], why: str
) -> None:
    stamp = Stamp("p1", "act", "actor", "ana", "2026-11-23T10:00:00.000Z", "001795428000000.000000")
    event = seal(Draft(kind, Subject("kickoff.problem", "c1"), body), stamp, previous="", salt="salt")
    line = canonical_json({"id": event.id, "header": header(event), "salt": event.salt, "body": body})
    first = canonical_json({"format": 1, "kind": "mlworkbook events"})
    with pytest.raises(BadInput, match=f"line 2: event {event.id[:12]}: {why}"):
        store.load([first, line])
    assert store.events() == []
