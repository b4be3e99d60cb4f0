"""What a terminal sends, with pastes made harmless: however it comes in pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from workbook.tui.pasting import BEGIN, END, PasteGuard

HOSTILE = st.text(alphabet="ab\x1b\x00\x11[]201~\n", max_size=30)


def messages(*pieces: str) -> list[str]:
    """The keys by name, and the pastes in quotes."""
    guard = PasteGuard()
    found = [message for piece in pieces for message in guard.feed(piece)]
    return [_told(message) for message in found if isinstance(message, Key | Paste)]


def _told(message: Key | Paste) -> str:
    return message.key if isinstance(message, Key) else repr(message.text)


@given(HOSTILE.filter(lambda text: END not in text), st.lists(st.integers(0, 60), max_size=4))
@pytest.mark.property
def test_a_paste_presses_no_key(text: str, cuts: list[int]) -> None:
    sent = f"x{BEGIN}{text}{END}y"
    places = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    guard = PasteGuard()
    safe = "".join(guard.guarded(sent[here:there]) for here, there in pairwise(places))
    shown = text.replace("\x1b", "␛").replace("\x00", "␀")
    assert safe == f"x{BEGIN}{shown}{END}y"
    assert messages(safe) == ["x", repr(shown), "y"]


@given(st.text(alphabet="ab\x1b[A~20", max_size=20))
@pytest.mark.property
def test_keys_outside_of_a_paste_never_wait(text: str) -> None:
    guard = PasteGuard()
    if BEGIN not in text:
        assert "".join(guard.guarded(character) for character in text) == text


def test_the_parser_reads_on_after_a_paste() -> None:
    assert messages(f"{BEGIN}a\x1b[3", f"1mb\x07{END[:3]}", f"{END[3:]}c") == [repr("a␛[31mb\x07"), "c"]
