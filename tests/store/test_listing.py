"""The projects as home lists them: a summary stands until something is recorded after it, and no longer."""

from __future__ import annotations

from tests.store.place import Place, answer, named, record, row
from workbook.store.listing import ProjectName, Summary
from workbook.store.store import Store

FIGURES = Summary("digest", {"phases": [{"id": "kickoff", "core_done": 1}], "name": "Späte Lieferungen"})


def figures(store: Store, project: str = "p1") -> tuple[object, str]:
    """What stands in the project's line, and by which pack."""
    found = next(row for row in store.projects() if row.id == project)
    return found.summary, found.pack


def test_a_summary_is_outdated_by_the_next_act_and_in_the_same_transaction(place: Place, store: Store) -> None:
    record(store, named("One"))
    (other,) = record(store, named("Two"), project="p2")
    (last,) = record(store, answer("a"))
    assert figures(store) == ({}, "")
    store.keep_summary("p1", last.seq, FIGURES)
    store.keep_summary("p2", other.seq, FIGURES)
    assert figures(place.open()) == (FIGURES.data, "digest")  # as it was, for whoever comes next
    record(place.open(), row("Ben", "r1"))
    assert figures(store) == ({}, "")
    assert figures(store, "p2") == (FIGURES.data, "digest")  # nobody touched it
    assert store.doctor() == []


def test_a_summary_that_comes_after_another_act_is_not_kept(place: Place, store: Store) -> None:
    (first,) = record(store, named("One"))
    (second,) = record(place.open(), answer("meanwhile"))  # another process, while the first reckons
    store.keep_summary("p1", first.seq, FIGURES)
    assert figures(store) == ({}, "")
    record(store, named("Two"), project="p2")  # what happens to others does not matter
    store.keep_summary("p1", second.seq, FIGURES)
    assert figures(store) == (FIGURES.data, "digest")


def test_a_summary_that_is_there_already_is_not_written_again(place: Place, store: Store) -> None:
    (event,) = record(store, named("One"))
    other = place.open()
    store.keep_summary("p1", event.seq, FIGURES)
    before = other.data_version()
    place.open().keep_summary("p1", event.seq, FIGURES)  # else two homes would keep each other awake
    assert other.data_version() == before


def test_a_summary_is_not_waited_for(place: Place, store: Store) -> None:
    (event,) = record(store, named("One"))
    patient = place.open(wait=60.0)
    writer = place.raw()
    writer.execute("BEGIN IMMEDIATE")
    patient.keep_summary("p1", event.seq, FIGURES)
    assert figures(patient) == ({}, "")
    writer.execute("COMMIT")
    reader = place.raw()
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM projects").fetchall()
    patient.keep_summary("p1", event.seq, FIGURES)
    assert figures(patient) == ({}, "")
    reader.execute("COMMIT")
    assert patient._number("PRAGMA busy_timeout") == 60_000  # recording waits as before
    patient.keep_summary("p1", event.seq, FIGURES)
    assert figures(store) == (FIGURES.data, "digest")
    for connection in (reader, writer):
        connection.close()


def test_where_nothing_can_be_written_no_summary_is_kept_and_that_is_no_error(place: Place, store: Store) -> None:
    (event,) = record(store, named("One"))
    before = place.path.read_bytes()
    place.open(readonly=True).keep_summary("p1", event.seq, FIGURES)
    store._connection.execute("PRAGMA query_only = ON")
    store.keep_summary("p1", event.seq, FIGURES)
    assert place.path.read_bytes() == before


def test_a_damaged_summary_is_mended_by_the_next_one(place: Place, store: Store) -> None:
    (event,) = record(store, named("One"))
    (other,) = record(store, named("Two"), project="p2")
    store.keep_summary("p2", other.seq, FIGURES)
    for torn in ("", '{"torn', "[1", "[]", "1], [2", "null", '"{"', '{"phases": 1} {', " {}"):
        place.change(f"UPDATE projects SET summary = '{torn}' WHERE id = 'p1'")
        assert (figures(store)[0], figures(store, "p2")[0]) == ({}, FIGURES.data)
    store.keep_summary("p1", event.seq, FIGURES)
    assert figures(store) == (FIGURES.data, "digest")


def test_loading_and_rebuilding_outdate_what_they_touch_and_names_are_there(place: Place, store: Store) -> None:
    (one,) = record(store, named("One"))
    lines = list(store.dump())
    (two,) = record(store, named("Two"), project="p2")
    copy = place.open(place.folder / "copy.db")
    copy.load(lines)
    copy.keep_summary("p1", one.seq, FIGURES)
    copy.load(store.dump("p2"))
    assert (figures(copy), figures(copy, "p2")) == ((FIGURES.data, "digest"), ({}, ""))
    copy.load(lines)  # nothing new
    assert figures(copy) == (FIGURES.data, "digest")
    copy.keep_summary("p2", two.seq, FIGURES)
    copy.rebuild()
    assert (figures(copy), figures(copy, "p2")) == (({}, ""), ({}, ""))
    assert copy.names() == [ProjectName("p2", "Two"), ProjectName("p1", "One")]


def test_a_summary_is_read_back_as_it_was_whatever_people_typed(store: Store) -> None:
    typed = 'a\u0000b "q" \\ [/] {} \x1b[2J \u202e \u2028 \U0001f600 $.meeting null'
    actions = [{"action": typed, "due": "", "asked": False}, {"action": "", "due": "2026-11-27", "asked": True}]
    data = {"cycle": typed, "open_actions": actions, "parked": 2, "meeting": {"title": typed}, typed: [None, True]}
    (event,) = record(store, named("One"))
    store.keep_summary("p1", event.seq, Summary("", data))
    found = store.projects()[0].summary
    assert (found["open_actions"], found["meeting"], found.get("nothing", 0)) == (actions, {"title": typed}, 0)
    assert found == data and dict(found) == data and found == store.projects()[0].summary
    (later,) = record(store, answer("a"))
    store.keep_summary("p1", later.seq, Summary("", {"parked": 3}))  # as another version might write it
    few = store.projects()[0].summary
    assert (few != found, few.get("open_actions", ()), few.get("meeting") or {}, len(few)) == (True, (), {}, 1)
