"""Order keys: there is always room between two rows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook.domain.order import between

pytestmark = pytest.mark.property

KEYS = st.from_regex(r"[0-9a-z]{0,5}[1-9a-z]", fullmatch=True)


@given(KEYS, KEYS)
@example("a", "a1")
@example("az", "b")
@example("0001", "0002")
@example("z", "z01")
def test_between_two_keys(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        assert between(low, high) > low
    else:
        assert low < between(low, high) < high


@given(KEYS)
@example("1")
@example("0001")
@example("zzzzz")
def test_before_and_behind_a_key(key: str) -> None:
    assert "" < between("", key) < key
    assert between(key, "") > key


def test_the_first_key_leaves_room_on_both_sides() -> None:
    assert "" < between("", between("", "")) < between("", "") < between(between("", ""), "")


@given(st.lists(st.integers(0, 1_000_000), max_size=150))
def test_rows_put_anywhere_stand_where_they_were_put(places: list[int]) -> None:
    keys: list[str] = []
    for number in places:
        place = number % (len(keys) + 1)
        before = keys[place - 1] if place else ""
        following = keys[place] if place < len(keys) else ""
        keys.insert(place, between(before, following))
        assert not keys[place].endswith("0")  # nothing would fit before a key that ends in zeros
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("place", ["first", "last", "second"])
def test_keys_stay_short_however_often_rows_are_put_in_one_place(place: str) -> None:
    keys = [between("", "")]
    for _ in range(300):
        at = {"first": 0, "last": len(keys), "second": 1}[place]
        keys.insert(at, between(keys[at - 1] if at else "", keys[at] if at < len(keys) else ""))
    assert keys == sorted(keys)
    assert max(map(len, keys)) <= 80
