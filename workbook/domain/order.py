"""Fractional order keys: a row moves without renumbering the others."""

from __future__ import annotations

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(before: str, after: str) -> str:
    """A key that sorts after `before` and ahead of `after`; either may be empty (no neighbour).

    Keys are fractions in base 36, written without the leading point and never ending in 0, so that
    there is always room for another. Two neighbours with the same key leave no room: then the
    new key follows them.
    """
    if after and before >= after:
        after = ""
    key = ""
    for place in range(len(before) + len(after) + 1):
        low = _DIGITS.index(before[place]) if place < len(before) else 0
        high = _DIGITS.index(after[place]) if place < len(after) else len(_DIGITS)
        if low == high:
            key += _DIGITS[low]
            continue
        middle = (low + high) // 2
        if middle > low:
            return key + _DIGITS[middle]
        key += _DIGITS[low]  # no digit fits here: keep the lower one, and go one place further
        after = ""
    return key + _DIGITS[len(_DIGITS) // 2]
