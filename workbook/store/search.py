"""Looking for words in what the current answers and rows say."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from workbook.named import NamedTuple
from workbook.text import one_line

_MOST = 200
_AROUND = 60
_LONGEST = 500
_WORD = re.compile(r"[^\W_]+")

_FOUND = """
    SELECT project, question AS name, cycle, form, '' AS row, text, at, event FROM answers WHERE {answers}
    UNION ALL
    SELECT project, collection, cycle, form, row, text, at, event FROM rows WHERE {rows}
    ORDER BY at DESC, event LIMIT {most}
"""
_OF_PROJECT = "(:project = '' OR project = :project)"
_INDEXED = "id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :query) AND " + _OF_PROJECT
_LIKE = r"text LIKE :like ESCAPE '\' AND " + _OF_PROJECT
_BY_INDEX = _FOUND.format(answers=_INDEXED.format(table="answers"), rows=_INDEXED.format(table="rows"), most=_MOST)
_BY_LOOKING = _FOUND.format(answers=_LIKE, rows=_LIKE, most=_MOST)


class Hit(NamedTuple):
    """An answer or a row that holds the words.

    Attributes:
        name: a question (or its wording), or a collection.
        row: the row's id; empty for an answer.
        text: the place where the words stand, on one line.
    """

    project: str
    name: str
    cycle: str
    form: str
    row: str
    text: str
    at: str
    event: str


def search(connection: sqlite3.Connection, text: str, project: str = "") -> list[Hit]:
    """What holds all the words, or words that begin so; the newest first, 200 at most.

    Where no word begins so, the text is looked for as it stands: inside words, and in languages
    that write without blanks. Nothing in `text` is a command to the search engine.
    """
    text = text[:_LONGEST].encode("utf-8", "replace").decode().strip()
    words = _WORD.findall(text)
    query = " ".join(f'"{word}"*' for word in words)
    like = "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
    arguments = {"query": query, "like": like, "project": project}
    rows = _by_index(connection, arguments) if words else []
    if not rows and text:
        rows = connection.execute(_BY_LOOKING, arguments).fetchall()
    return [Hit._make((*row[:5], _excerpt(row[5], words or [text]), *row[6:])) for row in rows]


def _by_index(connection: sqlite3.Connection, arguments: Mapping[str, str]) -> list[Sequence[Any]]:
    try:
        return connection.execute(_BY_INDEX, arguments).fetchall()
    except sqlite3.OperationalError as error:
        if "phrase" in str(error):  # letters newer than SQLite's tables: it takes what is one word for several
            return []
        raise


def _excerpt(text: str, words: list[str]) -> str:
    """The text around the first place where one of the words stands."""
    lower = text.lower()
    places = [place for place in (lower.find(word.lower()) for word in words) if place >= 0]
    start = max(min(places, default=0) - _AROUND, 0)
    if start:
        start = text.find(" ", start, start + _AROUND) + 1 or start
    cut = one_line(text[start : start + 3 * _AROUND])
    return f"{'…' if start else ''}{cut}{'…' if start + 3 * _AROUND < len(text) else ''}"
