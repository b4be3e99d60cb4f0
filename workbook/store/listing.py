"""The projects of a workbook as home lists them, from what is stored beside them: nothing is folded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from workbook.named import NamedTuple


class Summary(NamedTuple):
    """What home shows of a project.

    Attributes:
        name: of the project; empty takes the one that its events say.
        pack: the digest of the pack that it was reckoned with.
        data: JSON data, with dates rather than "late".
    """

    name: str
    pack: str
    data: Mapping[str, Any]


class ProjectRow(NamedTuple):
    """A project as home lists it.

    Attributes:
        summary: what was stored with it last (see `Summary`); empty when nothing was.
        pack: the digest of the pack that the summary was reckoned with.
    """

    id: str
    name: str
    created_at: str
    changed_at: str
    summary: Mapping[str, Any]
    pack: str


def projects(connection: sqlite3.Connection) -> list[ProjectRow]:
    """Every project, the last changed first."""
    rows = connection.execute(
        "SELECT id, name, created_at, changed_at, summary, pack FROM projects ORDER BY changed_at DESC, id"
    ).fetchall()
    summaries = _summaries([row[4] for row in rows])
    return [ProjectRow._make((*row[:4], summary, row[5])) for row, summary in zip(rows, summaries, strict=True)]


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
