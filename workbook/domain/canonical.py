"""Canonical JSON and the hashes over it: the same value gives the same bytes, everywhere and always."""

from __future__ import annotations

import json
from typing import Any


def canonical_json(data: Any) -> str:
    """Keys sorted, compact, UTF-8, no floats. Raises TypeError for a float, a foreign type, a key that is no text."""
    _check(data)
    return compact_json(data)


def compact_json(data: Any) -> str:
    """The same without the check, for what cannot hold floats or was checked before."""
    return _ENCODER.encode(data)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(*parts: str) -> str:
    """SHA-256 in hex over the parts, one after another, in UTF-8."""
    import hashlib  # loads OpenSSL: some milliseconds that reading does not need

    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(part.encode("utf-8"))
    return hasher.hexdigest()


def _check(data: Any) -> None:
    if type(data) is str:  # most are
        return
    if isinstance(data, float):
        raise TypeError(f"canonical JSON holds no floats: {data!r}")
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str):  # json would turn it into text, and another value would come back
                raise TypeError(f"canonical JSON has texts as keys: {key!r}")
            _check(value)
    elif isinstance(data, list | tuple):
        for value in data:
            _check(value)
