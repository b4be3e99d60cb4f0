"""The store: an answer recorded, history read, the latest answers of one project."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from benchmarks.fixtures import FULL, ORDINARY, Desk
from benchmarks.harness import Result, compare, inside
from workbook.application import typed
from workbook.application.summary import summarise
from workbook.application.workbook import Workbook
from workbook.domain.ledger import fold
from workbook.domain.project import Project

_TIMES = 20
_COMMIT = "a bare single-row commit, same pragmas"


def answers(desk: Desk, full: Desk) -> Iterator[Result]:
    """An answer validated, hashed, derived, indexed and durable."""
    for place, events, goal in ((desk, ORDINARY, 1.35), (full, FULL, None)):
        with place.open() as workbook, closing(_bare(place.folder)) as bare:
            commit = inside(_committing(bare), _TIMES)
            what = f"answer through Workbook, {events:,} events"
            yield compare(what, inside(_answering(workbook), _TIMES), _COMMIT, commit, goal=goal, by="wall")


def _answering(workbook: Workbook) -> Callable[[], object]:
    project_id = workbook.find_project()
    numbers = count()

    def answer() -> None:
        project = workbook.project(project_id)
        said = f"Read all reviews for us: attempt {next(numbers)}."
        workbook.record(project_id, typed.answer(project, "kickoff.problem", {"value": said}))

    return answer


def history(_desk: Desk, full: Desk) -> Iterator[Result]:
    """What is done with events once they are decoded."""
    with full.open() as workbook:
        project_id = workbook.find_project()
        store, pack, today = workbook.store, workbook.pack, workbook.today

        def decode() -> None:
            store.events(project_id)

        def decode_fold_and_view() -> None:
            summarise(Project(project_id, fold(store.events(project_id)), pack, today))

        whole = inside(decode_fold_and_view)
        yield compare("decode, fold and view, 10,000 events", whole, "decoding alone", inside(decode), goal=1.5)


def latest(desk: Desk, full: Desk) -> Iterator[Result]:
    """One project's current answers: they must not grow with its history."""
    queries = [_latest(place) for place in (full, desk)]
    mine, its = (inside(query, 200) for query in queries)
    against = f"the same with {ORDINARY} events"
    yield compare("latest answers of a project, 10,000 events", mine, against, its, goal=1.5)


def _latest(desk: Desk) -> Callable[[], object]:
    connection = sqlite3.connect(desk.database)
    project = connection.execute("SELECT id FROM projects").fetchone()
    query = "SELECT question, status, text FROM answers WHERE project = ?"
    return lambda: connection.execute(query, project).fetchall()


def _bare(folder: Path) -> sqlite3.Connection:
    """A table of texts in a file beside the workbook, as durable as that one."""
    connection = sqlite3.connect(folder / "work" / "bare.db", isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
    return connection


def _committing(bare: sqlite3.Connection) -> Callable[[], object]:
    return lambda: bare.execute("INSERT INTO said (text) VALUES (?)", ("Read all reviews for us: attempt 1.",))
