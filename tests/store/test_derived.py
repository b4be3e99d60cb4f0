"""What is derived: the same whether it grew with each act, was loaded, or was written anew."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.place import MEMORY, Place, answer, erasing, lines_of, named, record, row
from workbook.domain.events import Draft, Subject
from workbook.domain.ledger import fold
from workbook.store.store import Store

TABLES = ("projects", "answers", "rows")


def derived(place: Place, path: Path | None = None) -> dict[str, list[tuple[object, ...]]]:
    raw = place.raw(path)
    try:
        return {table: lines_of(raw, table) for table in TABLES}
    finally:
        raw.close()


SUBJECTS = [
    Subject("kickoff.problem", "c1"),
    Subject("kickoff.problem~wording", "c1"),
    Subject("postmortem.what", "c1", "f1"),
    Subject("people", row="r1"),
    Subject("metrics", "c1", row="r1"),
    Subject("project"),
]
KINDS = {"people": "row.set", "metrics": "row.set", "project": "project.set"}
VALUES = [
    "late orders",
    {"amount": "250", "unit": "ms", "confidence": "guess"},
    {"choice": ["a", "b"]},
    {"moment": "2026-11-27"},
    {"ref": "people", "row": "r1"},
    True,
    {"from the": "future"},
]


@st.composite
def gestures(draw: st.DrawFn) -> tuple[str, Subject, dict[str, object], float, str]:
    """A project, a subject, a body, how much of the subject's history was seen, and what kind of event it is."""
    subject = draw(st.sampled_from(SUBJECTS))
    body: dict[str, object] = {"status": draw(st.sampled_from(["answered", "parked"])), "order": "i"}
    body["fields"] = draw(st.dictionaries(st.sampled_from("abc"), st.sampled_from(VALUES), max_size=2))
    body |= draw(st.sampled_from([{}, {"removed": True}, {"note": "as said"}, {"name": "Forecast"}]))
    kind = draw(st.sampled_from(["usual", "usual", "usual", "erase", "unknown"]))
    return draw(st.sampled_from(["p1", "p2"])), subject, body, draw(st.floats(0, 1)), kind


def carry_out(store: Store, gesture: tuple[str, Subject, dict[str, object], float, str], act: str) -> None:
    project, subject, body, share, kind = gesture
    history = [event for event in store.events(project) if event.subject == subject]
    seen = tuple(event.id for event in history[len(history) - round(share * len(history)) :])
    draft = Draft(KINDS.get(subject.name, "answer.set"), subject, body, seen)
    if kind == "erase" and history:
        draft = erasing(history[-1])
    elif kind == "unknown":
        draft = draft._replace(kind="dream.note")
    store.append([draft], project=project, act=act, recorded_by="ana")


@pytest.mark.property
@given(st.lists(gestures(), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_growing_loading_in_any_order_and_rebuilding_say_the_same(
    done: list[tuple[str, Subject, dict[str, object], float, str]], chance: random.Random
) -> None:
    with TemporaryDirectory(dir=MEMORY) as folder, Place(Path(folder)) as place:
        store = place.open()
        for number, gesture in enumerate(done):
            carry_out(store, gesture, str(number))
        grown = derived(place)
        assert store.doctor() == []

        first, *lines = list(store.dump())
        chance.shuffle(lines)
        half = chance.randrange(len(lines) + 1)
        copy = place.open(place.folder / "copy.db")
        copy.load([first, *lines])
        assert derived(place, copy.path) == grown
        copy.load([first, *lines[:half]])
        assert derived(place, copy.path) == grown
        assert copy.doctor() == []
        for project in ("p1", "p2"):  # the file knows the same heads as the domain
            mine, theirs = fold(store.events(project)), fold(copy.events(project))
            assert {s: mine.head_ids(s) for s in mine.subjects} == {s: theirs.head_ids(s) for s in theirs.subjects}

        place.change("DELETE FROM answers", "UPDATE rows SET text = 'nonsense'", "DELETE FROM projects")
        store.rebuild()
        assert derived(place) == grown
        assert store.doctor() == []


def test_a_conflict_keeps_both_versions_findable_until_it_is_settled(place: Place, store: Store) -> None:
    one, two = record(store, answer("apples"), answer("pears"))
    (line,) = lines_of(raw := place.raw(), "answers")
    assert {one.id, two.id} <= set(str(line).split('"'))
    assert [hit.name for hit in store.search("apples")] == [hit.name for hit in store.search("pears")]
    record(store, answer("quinces", seen=[one.id, two.id]))
    assert store.search("apples") == store.search("pears") == []
    assert raw.execute("SELECT text, conflict FROM answers").fetchall() == [("quinces", "")]
    raw.close()


def test_a_removed_row_is_marked_and_no_longer_found_and_comes_back(place: Place, store: Store) -> None:
    (added,) = record(store, row("Ben", "r1"))
    (removed,) = record(store, row("Ben", "r1", seen=[added.id], removed=True))
    assert store.search("Ben") == []
    raw = place.raw()
    assert raw.execute("SELECT removed, fields, text FROM rows").fetchall() == [(1, "{}", "")]
    record(store, row("Ben", "r1", seen=[removed.id]))
    assert [hit.row for hit in store.search("ben")] == ["r1"]
    raw.close()


def test_the_tables_can_be_read_without_us(place: Place, store: Store) -> None:
    record(store, named("Forecast"), answer("late"), row("Ben", "r1"))
    raw = sqlite3.connect(f"{place.path.as_uri()}?mode=ro", uri=True)
    assert raw.execute("SELECT name FROM projects").fetchall() == [("Forecast",)]
    assert raw.execute("SELECT question, status, text FROM answers").fetchall() == [
        ("kickoff.problem", "answered", "late")
    ]
    assert raw.execute("SELECT collection, json_extract(fields, '$.name') FROM rows").fetchall() == [("people", "Ben")]
    raw.close()


def test_a_name_in_conflict_is_the_later_one_of_those_that_stand(store: Store) -> None:
    (first,) = record(store, named("One"))
    record(store, named("Two", seen=[first.id]))
    record(store, named("Three", seen=[first.id]))
    assert store.projects()[0].name == "Three"


def test_a_damaged_summary_is_no_error(place: Place, store: Store) -> None:
    record(store, named("One"))
    place.change("UPDATE projects SET summary = '{\"torn'")
    assert store.projects()[0].summary == {}


def test_rebuilding_puts_back_tables_that_are_gone(place: Place, store: Store) -> None:
    record(store, named("One"), answer("late"))
    before = derived(place)
    place.change("DROP TABLE answers", "DROP TABLE rows_fts")
    assert store.doctor() != []
    store.rebuild()
    assert derived(place) == before
    assert [hit.text for hit in store.search("late")] == ["late"]
    assert store.doctor() == []
