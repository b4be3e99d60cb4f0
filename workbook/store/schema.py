"""The tables of a workbook, the guards of its history, and how an older file becomes a newer one.

`events`, `bodies` and `packs` are the record. `projects`, `answers` and `rows` (and the search
index of the last two) are derived from it, and plain enough to be read in Datasette or sqlite3.
sqlite-utils is imported only to make or migrate them.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4D4C5742
"""What `file` and `PRAGMA application_id` tell a workbook by: MLWB."""

DERIVED = ("projects", "answers", "rows")
SEARCHED = ("answers", "rows")

_EVENTS = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, cycle TEXT NOT NULL, form TEXT NOT NULL, row TEXT NOT NULL,
    at TEXT NOT NULL, clock TEXT NOT NULL,
    recorded_by TEXT NOT NULL, answered_by TEXT NOT NULL,
    actor TEXT NOT NULL, previous TEXT NOT NULL,
    act TEXT NOT NULL, reverts TEXT NOT NULL, meeting TEXT NOT NULL,
    seen TEXT NOT NULL, digest TEXT NOT NULL, version INTEGER NOT NULL,
    header TEXT NOT NULL
);
CREATE INDEX events_by_actor ON events (project, actor);
CREATE INDEX events_erasing ON events (row) WHERE kind = 'body.erase';
CREATE TABLE bodies (
    seq INTEGER PRIMARY KEY REFERENCES events (seq),
    salt TEXT NOT NULL,
    body TEXT NOT NULL
);
"""

_ERASED = """EXISTS (
        SELECT 1 FROM events AS erased JOIN events AS erasing
        ON erasing.row = erased.id AND erasing.project = erased.project AND erasing.kind = 'body.erase'
        WHERE erased.seq = {seq}
    )"""

GUARDS = {
    "events_insert": """CREATE TRIGGER events_insert BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id OR seq = new.seq)
    BEGIN SELECT raise(ABORT, 'this event is recorded already'); END""",
    "events_update": """CREATE TRIGGER events_update BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'events are never changed'); END""",
    "events_delete": """CREATE TRIGGER events_delete BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'events are never deleted'); END""",
    "bodies_insert": f"""CREATE TRIGGER bodies_insert BEFORE INSERT ON bodies
    WHEN EXISTS (SELECT 1 FROM bodies WHERE seq = new.seq) OR {_ERASED.format(seq="new.seq")}
    BEGIN SELECT raise(ABORT, 'this body is recorded already, or erased'); END""",
    "bodies_update": """CREATE TRIGGER bodies_update BEFORE UPDATE ON bodies
    BEGIN SELECT raise(ABORT, 'bodies are never changed'); END""",
    "bodies_delete": f"""CREATE TRIGGER bodies_delete BEFORE DELETE ON bodies
    WHEN NOT {_ERASED.format(seq="old.seq")}
    BEGIN SELECT raise(ABORT, 'a body goes only when a body.erase names it'); END""",
}
"""They hold against UPDATE and DELETE, and before INSERT against OR REPLACE and OR IGNORE."""


def _keeping_the_index(table: str) -> dict[str, str]:
    into = f"INSERT INTO {table}_fts"
    forget = f"{into} ({table}_fts, rowid, text) VALUES ('delete', old.id, old.text);"
    learn = f"{into} (rowid, text) VALUES (new.id, new.text);"
    return {
        f"{table}_ai": f"CREATE TRIGGER {table}_ai AFTER INSERT ON {table} BEGIN {learn} END",
        f"{table}_ad": f"CREATE TRIGGER {table}_ad AFTER DELETE ON {table} BEGIN {forget} END",
        f"{table}_au": f"CREATE TRIGGER {table}_au AFTER UPDATE OF text ON {table}"
        f" WHEN old.text IS NOT new.text BEGIN {forget} {learn} END",
    }


TRIGGERS = GUARDS | _keeping_the_index("answers") | _keeping_the_index("rows")


def _first(db: Database) -> None:
    """The first format."""
    db.executescript(_EVENTS)
    db.table("packs").create({"digest": str, "json": str}, pk="digest", not_null={"digest", "json"})
    db.table("meta").create({"key": str, "value": str}, pk="key", not_null={"key", "value"})
    create_derived(db)


def create_derived(db: Database) -> None:
    """The derived tables, empty, with their search index; `create_triggers` keeps it up to date."""
    projects = ("id", "name", "created_at", "changed_at", "summary", "pack")
    head = ("text", "recorded_by", "answered_by", "at", "event", "conflict")
    answers = ("project", "cycle", "form", "question")
    rows = ("project", "collection", "cycle", "form", "row")
    db.table("projects").create(dict.fromkeys(projects, str), pk="id", not_null=projects)
    for name, key, rest in (
        ("answers", answers, ("status", "confidence", *head)),
        ("rows", rows, ("fields", "position", *head)),
    ):
        columns: dict[str, type] = {"id": int, **dict.fromkeys((*key, *rest), str)}
        table = db.table(name)
        table.create(columns | ({"removed": int} if name == "rows" else {}), pk="id", not_null=columns)
        table.create_index(key, unique=True)
        # enable_fts() knows no `detail`: without places of words, an answer is recorded a tenth faster
        db.execute(
            f'CREATE VIRTUAL TABLE {name}_fts USING fts5 (text, content="{name}", content_rowid="id",'
            " tokenize='unicode61 remove_diacritics 2', columnsize=0, detail=none)"
        )


def drop_derived(db: Database) -> None:
    """Takes the derived tables away, whatever they look like."""
    for name in SEARCHED:
        db.table(f"{name}_fts").drop(ignore=True)
    for name in DERIVED:
        db.table(name).drop(ignore=True)


STEPS: tuple[Callable[[Database], None], ...] = (_first,)
"""One migration after another; each is a format of its own. A step is never changed once released."""


def newest() -> int:
    """The format that this version writes."""
    return len(STEPS)


def migrate(connection: sqlite3.Connection, needs: str) -> None:
    """Runs the steps that the file lacks, inside the caller's exclusive transaction.

    Args:
        needs: the version of mlworkbook that a file of this format asks for.
    """
    from sqlite_utils import Migrations

    db = database(connection)
    migrations = Migrations("mlworkbook")
    for step in STEPS:
        migrations(name=step.__name__.strip("_"))(step)
    migrations.apply(db)
    create_triggers(connection)  # a migration that transforms a table has dropped its triggers
    db.table("meta").upsert({"key": "needs", "value": needs}, pk="key")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {newest()}")


def missing_triggers(connection: sqlite3.Connection) -> list[str]:
    """The names of triggers that are gone or say something else."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    present = dict(connection.execute(query).fetchall())
    return [name for name, sql in TRIGGERS.items() if present.get(name) != sql]


def create_triggers(connection: sqlite3.Connection) -> None:
    """Puts the triggers back that are gone or say something else. Needs a transaction."""
    for name in missing_triggers(connection):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute(TRIGGERS[name])


def database(connection: sqlite3.Connection) -> Database:
    """The connection as sqlite-utils sees it, without plugins.

    sqlite-utils imports pandas and numpy where a team has them, for types that no workbook holds:
    that would make a command several times slower, so they are out of its sight while it is imported.
    """
    if "sqlite_utils" not in sys.modules:
        hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
        sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
        try:
            import sqlite_utils  # noqa: F401
        finally:
            for name in hidden:
                del sys.modules[name]
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)
