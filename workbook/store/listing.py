"""The projects of a workbook as home lists them, from what is stored beside them: nothing is folded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
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
        summary: see `Summary`; empty where something was recorded since it was reckoned.
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
    rows = connection.execute(
        "SELECT id, name, created_at, changed_at, summary, pack FROM projects ORDER BY changed_at DESC, id"
    ).fetchall()
    summaries = _summaries([row[4] for row in rows])
    return [ProjectRow._make((*row[:4], summary, row[5])) for row, summary in zip(rows, summaries, strict=True)]


def keep(connection: sqlite3.Connection, project: str, seq: int, summary: Summary) -> None:
    """Stores the summary of a project, unless it is outdated or there already. Needs a transaction.

    Args:
        seq: of the last event of the project that it rests on.
    """
    data = json.dumps(summary.data, ensure_ascii=False, separators=(",", ":"))
    connection.execute(
        "UPDATE projects SET summary = :data, pack = :pack WHERE id = :id AND summary != :data"
        " AND NOT EXISTS (SELECT 1 FROM events WHERE seq > :seq AND +project = :id)",
        {"id": project, "data": data, "pack": summary.pack, "seq": seq},
    )


def _summaries(texts: list[str]) -> list[Mapping[str, Any]]:
    """Parsed at one go, which takes half the time; one by one where one of them is damaged."""
    try:
        parsed = json.loads("[" + ",".join(texts) + "]")
    except ValueError:
        parsed = []
    if len(parsed) != len(texts):
        parsed = [_summary(text) for text in texts]
    return [data if isinstance(data, dict) else {} for data in parsed]


def _summary(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:  # derived, and so not worth an error: `doctor --rebuild` writes it anew
        return {}
