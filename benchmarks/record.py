"""The store: an answer recorded, history read, the latest answers of one project."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from benchmarks.fixtures import FULL, ORDINARY, Desk
from benchmarks.harness import CouldNotRun, Result, compare, inside
from workbook.application import typed
from workbook.application.summary import summarise
from workbook.application.views import begun
from workbook.application.workbook import Workbook

_TIMES = 20
_COMMIT = "a bare single-row commit, same pragmas"
_PROJECTS, _QUESTIONS, _TURNS = 20, 500, 100
_COUNTED = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :many)"
_WHOSE = "printf('%032x', i % :projects), 'q.' || (i / :projects % :questions)"
_EVENTS = f"""
    {_COUNTED} INSERT INTO events (id, project, name, kind, cycle, form, row, at, clock, recorded_by, answered_by,
        actor, previous, act, reverts, meeting, seen, digest, version, header)
    SELECT printf('%064x', i), {_WHOSE}, 'answer.set', '', '', '', '2026-01-05T09:00:00.000Z', i, '', '', 'actor', '',
        i, '', '', '[]', '', 1, printf('%.200c', 'h') FROM n"""
_CURRENT = f"""
    {_COUNTED.replace(":many", ":projects * :questions")} INSERT INTO answers (project, question, cycle, form, status,
        confidence, text, recorded_by, answered_by, at, event, conflict)
    SELECT {_WHOSE}, '', '', 'answered', '', printf('%.60c', 'w'), '', '', '', i, '' FROM n"""
_SAID = f"{_COUNTED} INSERT INTO said (project, question, text) SELECT {_WHOSE}, printf('%.60c', 'w') FROM n"
_ANSWERS = "SELECT question, status, text FROM answers WHERE project = ?"
_NEWEST = """
    SELECT question, text FROM questions JOIN said USING (question) WHERE seq = (
        SELECT max(seq) FROM said AS later WHERE later.project = ? AND later.question = questions.question)"""


def answers(desk: Desk, full: Desk) -> Iterator[Result]:
    """An answer validated, hashed, derived, indexed and durable."""
    for place, events, goal in ((desk, ORDINARY, 1.35), (full, FULL, None)):
        with place.open() as workbook, closing(_bare(place.folder)) as bare:
            commit = inside(_committing(bare), _TIMES)
            what = f"answer through Workbook, {events:,} events"
            yield compare(what, inside(_answering(workbook), _TIMES), _COMMIT, commit, goal=goal, by="wall")
            with closing(_durable(place.copy(place.folder.with_name(f"{place.folder.name}-rows")).database)) as rows:
                alone = inside(_writing(rows), _TIMES)
                yield compare("its rows alone, by sqlite3", alone, _COMMIT, commit, goal=None, by="wall")


def _answering(workbook: Workbook) -> Callable[[], object]:
    project_id = workbook.find_project()
    numbers = count()

    def answer() -> None:
        project = workbook.project(project_id)
        said = f"Read all reviews for us: attempt {next(numbers)}."
        workbook.record(project_id, typed.answer(project, "kickoff.problem", {"value": said}))

    return answer


def history(_desk: Desk, full: Desk) -> Iterator[Result]:
    """What stands of a long history: most of its events need not be decoded for that."""
    with full.open() as workbook:
        project_id = workbook.find_project()
        store, pack, today = workbook.store, workbook.pack, workbook.today

        def decode() -> None:
            store.events(project_id)

        def fold_and_view() -> None:
            summarise(begun(store, project_id, pack, today).project)

        whole, all_of_them = inside(fold_and_view), inside(decode)
        yield compare("read, fold and view, 10,000 events", whole, "decoding them all", all_of_them, goal=1.5)


def latest(desk: Desk, full: Desk) -> Iterator[Result]:
    """One project's current answers: they must not grow with its history."""
    queries = [_latest(place) for place in (full, desk)]
    mine, its = (inside(query, 200) for query in queries)
    against = f"the same with {ORDINARY} events"
    yield compare("latest answers of a project, 10,000 events", mine, against, its, goal=1.5)


def _latest(desk: Desk) -> Callable[[], object]:
    connection = sqlite3.connect(desk.database)
    project = connection.execute("SELECT id FROM projects").fetchone()
    return lambda: connection.execute(_ANSWERS, project).fetchall()


def million(desk: Desk, _full: Desk) -> Iterator[Result]:
    """The same question put to a workbook with a million events, and to a bare table of as many by an index."""
    with closing(sqlite3.connect(desk.database)) as workbook, closing(sqlite3.connect(desk.folder / "said.db")) as bare:
        _fill(workbook, bare)
        project = (f"{_PROJECTS // 2:032x}",)
        mine = inside(lambda: workbook.execute(_ANSWERS, project).fetchall(), 20)
        its = inside(lambda: bare.execute(_NEWEST, project).fetchall(), 20)
        if len(workbook.execute(_ANSWERS, project).fetchall()) != _QUESTIONS:
            raise CouldNotRun("The workbook with a million events was not filled.")
        yield compare("latest answers of a project, 1,000,000 events", mine, "an indexed seek for each", its, goal=3)


def _fill(workbook: sqlite3.Connection, bare: sqlite3.Connection) -> None:
    """Events of the size of short answers. The guards of history would only slow the making."""
    for (guard,) in workbook.execute("SELECT name FROM sqlite_master WHERE name LIKE 'events_%' AND type = 'trigger'"):
        workbook.execute(f"DROP TRIGGER {guard}")
    places = {"many": _PROJECTS * _QUESTIONS * _TURNS, "questions": _QUESTIONS, "projects": _PROJECTS}
    with workbook, bare:
        workbook.execute(_EVENTS, places)
        workbook.execute(_CURRENT, places)
        bare.execute("CREATE TABLE said (seq INTEGER PRIMARY KEY, project TEXT, question TEXT, text TEXT)")
        bare.execute(_SAID, places)
        bare.execute("CREATE INDEX newest ON said (project, question, seq)")
        bare.execute("CREATE TABLE questions AS SELECT DISTINCT question FROM said")


def _durable(file: Path) -> sqlite3.Connection:
    """A connection with the settings of a workbook's own."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _bare(folder: Path) -> sqlite3.Connection:
    """A table of texts in a file beside the workbook."""
    connection = _durable(folder / "work" / "bare.db")
    connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
    return connection


def _writing(rows: sqlite3.Connection) -> Callable[[], object]:
    """Writes what the last answer in a workbook wrote once more: nothing is read, decided, hashed or shown.

    Its guards, its indexes and its search are kept up; so this is what any way of recording costs at least.
    """
    event = rows.execute("SELECT * FROM events ORDER BY seq DESC LIMIT 1").fetchone()[2:]
    salt, body = rows.execute("SELECT salt, body FROM bodies ORDER BY seq DESC LIMIT 1").fetchone()
    insert = f"INSERT INTO events VALUES (NULL, {', '.join('?' * (len(event) + 1))})"
    numbers = count()

    def write() -> None:
        event_id, number = os.urandom(32).hex(), next(numbers)
        rows.execute("BEGIN IMMEDIATE")
        seq = rows.execute(insert, (event_id, *event)).lastrowid
        rows.execute("INSERT INTO bodies VALUES (?, ?, ?)", (seq, salt, body))
        said = (f"Read all reviews for us: attempt {number}.", event_id, "kickoff.problem")
        rows.execute("UPDATE answers SET text = ?, event = ? WHERE question = ?", said)
        rows.execute("UPDATE projects SET changed_at = ?", (f"2026-01-05T09:00:{number:09}Z",))
        rows.execute("COMMIT")

    return write


def _committing(bare: sqlite3.Connection) -> Callable[[], object]:
    return lambda: bare.execute("INSERT INTO said (text) VALUES (?)", ("Read all reviews for us: attempt 1.",))
