"""Finding words in what is current."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.place import Place, answer, named, record, row
from workbook.store.store import Store


def found(store: Store, text: str, project: str = "") -> list[str]:
    return [hit.row or hit.name for hit in store.search(text, project)]


@pytest.fixture
def filled(store: Store) -> Store:
    record(store, answer("Señor Müller waits for late orders"), answer("100% of them_all", "kickoff.risk"))
    record(store, row("Orderly Müller", "r1"), answer("注文が遅れる", "kickoff.words"))
    record(store, named("Two"), answer("late again, 注文", "kickoff.other"), project="p2")
    return store


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("late", ["kickoff.other", "kickoff.problem"]),
        ("LATE ord", ["kickoff.problem"]),
        ("ord mull", ["r1", "kickoff.problem"]),
        ("senor", ["kickoff.problem"]),
        ("late nothing", []),
        ("rder", ["r1", "kickoff.problem"]),  # inside a word
        ("遅れ", ["kickoff.words"]),
        ("100%", ["kickoff.risk"]),
        ("%", ["kickoff.risk"]),
        ("them_all", ["kickoff.risk"]),
        ("_", ["kickoff.risk"]),
        ("answered", []),  # what stands in the record but is not to be read
        ("r1", []),
        ("", []),
        ("  \n", []),
    ],
)
def test_words_and_beginnings_of_words_are_found_the_newest_first(filled: Store, text: str, names: list[str]) -> None:
    assert found(filled, text) == names


def test_one_project_can_be_searched(filled: Store) -> None:
    assert found(filled, "late", "p2") == ["kickoff.other"]


def test_only_what_is_current_is_found(filled: Store) -> None:
    (old,) = [event for event in filled.events() if event.subject.name == "kickoff.problem"]
    record(filled, answer("on time", seen=[old.id]))
    assert found(filled, "waits") == []
    assert found(filled, "time") == ["kickoff.problem"]


def test_the_text_around_the_words_is_shown_on_one_line(store: Store) -> None:
    record(store, answer("before " * 100 + "\x1bneedle\n" + "after " * 100))
    (hit,) = store.search("needle")
    assert "before ␛needle after" in hit.text
    assert hit.text.startswith("…before") and hit.text.endswith("…") and len(hit.text) < 200


@pytest.mark.property
@given(st.text(max_size=20))
def test_no_text_is_a_command_to_the_search_engine(searched: Store, text: str) -> None:
    searched.search(text)
    searched.search(f'"{text}* OR NEAR( {text}')


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Place(tmp_path_factory.mktemp("search")) as place:
        store = place.open()
        record(store, answer("late orders"))
        yield store


@pytest.mark.property
@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12))
def test_a_word_finds_the_text_that_it_stands_in(searched: Store, word: str) -> None:
    (event,) = record(searched, answer(f"before {word} after", f"q.{len(searched.events())}"))
    assert event.id in [hit.event for hit in searched.search(word)]


def test_very_long_texts_and_half_characters_are_searched_for_too(store: Store) -> None:
    assert store.search("x" * 100_000) == []
    assert store.search("\ud800") == []
