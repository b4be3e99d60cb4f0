"""The projects of a workbook as home lists them, from what is stored beside them: nothing is folded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from workbook.named import NamedTuple

UNRECKONED = "{}"
"""What stands in place of a summary once something was recorded after it: whoever lists projects reckons it."""


class Summary(NamedTuple):
    """What home shows of a project.

    Attributes:
        pack: the digest of the pack that it was reckoned with.
        data: JSON data, with dates rather than "late"; never empty.
    """

    pack: str
    data: Mapping[str, Any]


class ProjectName(NamedTuple):
    """What tells a project from others."""

    id: str
    name: str


class ProjectRow(NamedTuple):
    """A project as home lists it.

    Attributes:
        summary: see `Summary`; empty where it is outdated, as by everything that was recorded since.
        pack: the digest of the pack that the summary was reckoned with; empty with it.
    """

    id: str
    name: str
    created_at: str
    changed_at: str
    summary: Mapping[str, Any]
    pack: str


def names(connection: sqlite3.Connection) -> list[ProjectName]:
    """The name of every project, of the last changed first."""
    rows = connection.execute("SELECT id, name FROM projects ORDER BY changed_at DESC, id").fetchall()
    return [ProjectName._make(row) for row in rows]


def projects(connection: sqlite3.Connection) -> list[ProjectRow]:
    """Every project, the last changed first."""
    rows = connection.execute(_LISTED).fetchall()
    at_once = _read("[" + ",".join([row[-1] or "null" for row in rows]) + "]")
    summaries = [_summary(row[4], known) for row, known in zip(rows, at_once, strict=True)]
    return [ProjectRow._make((*row[:4], summary, row[5])) for row, summary in zip(rows, summaries, strict=True)]


def keep(connection: sqlite3.Connection, project: str, seq: int, summary: Summary, *, over_others: bool) -> None:
    """Stores the summary of a project, unless it is outdated or there already. Needs a transaction.

    Args:
        seq: of the last event of the project that it rests on.
        over_others: also in place of one that was reckoned with another pack.
    """
    data = json.dumps(summary.data, ensure_ascii=False, separators=(",", ":"))
    connection.execute(
        "UPDATE projects SET summary = :data, pack = :pack WHERE id = :id AND (summary, pack) != (:data, :pack)"
        " AND (:over_others OR pack IN ('', :pack))"
        " AND NOT EXISTS (SELECT 1 FROM events WHERE seq > :seq AND +project = :id)",
        {"id": project, "data": data, "pack": summary.pack, "seq": seq, "over_others": over_others},
    )


def _read(text: str) -> Any:
    """What SQLite found to be valid JSON: it may let control characters pass."""
    return json.loads(text, strict=False)


def _summary(text: str, known: list[Any] | None) -> Mapping[str, Any]:
    """Empty for one that is damaged: it is derived, and so not worth an error. The next one takes its place."""
    if known is None or not text.startswith("{") or text == UNRECKONED:
        return {}
    return _Stored(text, {name: value for name, value in zip(_AT_ONCE, known, strict=True) if value is not None})


class _Stored(Mapping[str, Any]):
    """A summary as it is stored. Most of it is read when it is shown, as with many projects few of them are.

    Args:
        text: an object as JSON.
        known: what is read of it already.
    """

    def __init__(self, text: str, known: Mapping[str, Any]) -> None:
        self._text = text
        self._known = known
        self._read: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        return self._known[name] if name in self._known else self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, _Stored) else self._all == other

    def __repr__(self) -> str:
        return self._text

    __hash__ = None  # type: ignore[assignment]

    @property
    def _all(self) -> dict[str, Any]:
        if self._read is None:
            self._read = _read(self._text)
        return self._read


_AT_ONCE = ("open_actions", "meeting", "stands_until")
"""What is needed of every project, shown or not: how many actions are open, whether a meeting is held, and until which
day all of it is true."""

_LISTED = f"""
    SELECT id, name, created_at, changed_at, summary, pack, CASE WHEN json_valid(summary)
        THEN json_extract(summary, {", ".join(f"'$.{name}'" for name in _AT_ONCE)}) END
    FROM projects ORDER BY changed_at DESC, id
"""
