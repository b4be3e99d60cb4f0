"""What was erased is gone: from the record, from all that is derived, and from the bytes of the file."""

from __future__ import annotations

import pytest

from tests.store.place import Place, answer, erasing, named, record, row
from workbook.domain.events import Draft, chain_faults
from workbook.errors import Refused, StoreLocked
from workbook.store.listing import Summary
from workbook.store.store import Store

SECRET = "Hunter2Zanzibar"
TRACES = [b"hunter2zanzibar", b"hunter2", b"zanzibar", b"unter2zanz", b"2zanzib"]


def traces(place: Place) -> list[bytes]:
    """What is left of the secret in the file and beside it, in either case of its letters."""
    content = b"".join(file.read_bytes() for file in place.folder.rglob("*") if file.is_file()).lower()
    return [trace for trace in TRACES if trace in content]


@pytest.mark.parametrize(
    "draft",
    [answer(f"password {SECRET} for {SECRET}x"), row(SECRET, "r1"), named(SECRET)],
    ids=["answer", "row", "name"],
)
def test_no_trace_of_an_erased_text_is_left_in_the_file(place: Place, store: Store, draft: Draft) -> None:
    others = [answer(f"{SECRET[:3]} other text {number} " * 20, f"q.{number}") for number in range(60)]
    first = record(store, *others)
    (secret,) = record(store, draft)
    record(store, *(answer("later", event.subject.name, seen=[event.id]) for event in first))  # moves pages around
    assert traces(place) == TRACES
    store.append([erasing(secret)], project="p1", act="a", recorded_by="ana")
    store.erase_body(secret.id)
    assert traces(place) == []
    assert store.search(SECRET) == [] and SECRET not in str(store.projects())

    erased = next(event for event in store.events() if event.id == secret.id)
    assert (erased.body, erased.salt) == (None, "")
    assert (erased.recorded_by, erased.at, erased.digest) == (secret.recorded_by, secret.at, secret.digest)
    assert chain_faults(store.events(), frozenset([secret.id])) == []
    assert store.doctor() == []
    assert record(store, answer("goes on"))[0].previous == store.events()[-2].id


def test_traces_that_another_tool_left_between_the_lines_go_too(place: Place, store: Store) -> None:
    (secret,) = record(store, answer(f"password {SECRET}"))
    copied = "CREATE TABLE scratch AS SELECT text FROM answers"
    place.change("PRAGMA secure_delete = OFF", copied, "DROP TABLE scratch")
    record(store, erasing(secret))
    assert traces(place) == []


def test_a_summary_made_from_a_ledger_that_knew_the_text_does_not_bring_it_back(place: Place, store: Store) -> None:
    (secret,) = record(store, row(SECRET, "r1"))
    summary = Summary("", {"rows": [str(event.body) for event in store.events()]})
    store.keep_summary("p1", secret.seq, summary)
    assert store.projects()[0].summary == summary.data
    record(store, erasing(secret))
    store.keep_summary("p1", secret.seq, summary)
    assert traces(place) == []


def test_the_earlier_versions_of_an_erased_answer_stay(store: Store) -> None:
    (first,) = record(store, answer("harmless"))
    (second,) = record(store, answer(SECRET, seen=[first.id]))
    record(store, erasing(second))
    assert [event.body for event in store.events()][:2] == [first.body, None]
    assert store.search("harmless") == []  # it is not current


def test_only_what_an_erasure_names_is_erased(store: Store) -> None:
    (event,) = record(store, answer(SECRET))
    with pytest.raises(Refused, match=r"body\.erase"):
        store.erase_body(event.id)
    assert store.events() == [event]


def test_a_file_that_could_not_be_written_anew_is_told_of_and_tried_again_at_the_next_opening(
    place: Place, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Store) -> None:
        raise StoreLocked("held")

    (secret,) = record(store, answer(f"password {SECRET}"))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_scrub", held)
        record(store, erasing(secret))
    assert store.events()[0].body is None
    reader = place.raw()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    with pytest.raises(StoreLocked):
        store.erase_body(secret.id)
    assert [finding.what for finding in store.doctor()] == ["Traces of an erased text may still be in the file."]
    reader.close()
    assert place.open().doctor() == []
    assert traces(place) == []


def test_an_erasure_travels(place: Place, store: Store) -> None:
    (secret,) = record(store, answer(SECRET))
    with_text = list(store.dump())
    record(store, erasing(secret))
    without = list(store.dump())
    assert SECRET not in "".join(without)

    early = place.open(place.folder / "early.db")  # knew the text, hears of its erasure later
    early.load(with_text)
    assert early.load(without).erased == 1
    late = place.open(place.folder / "late.db")  # hears of the erasure first, and is given the text later
    late.load(without)
    assert late.load(with_text).added == 0
    backwards = place.open(place.folder / "backwards.db")
    backwards.load([with_text[0], without[-1], with_text[-1]])
    for store_ in (early, late, backwards):
        assert [event.body for event in store_.events() if event.id == secret.id] == [None]
        assert store_.search(SECRET) == [] and store_.doctor() == []
        store_.close()
    store.close()
    assert traces(place) == []
