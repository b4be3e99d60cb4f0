"""Events as JSON Lines: out with every byte that was hashed, and in again only if all of it is whole.

The first line says the format; packs come before events:

    {"format": 1, "kind": "mlworkbook events"}
    {"pack": DIGEST, "json": TEXT}
    {"id": ID, "header": {...}, "salt": SALT, "body": {...}}
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from workbook.domain.bodies import misshapen
from workbook.domain.canonical import digest
from workbook.domain.events import HASHED, Event, Subject, faults
from workbook.errors import BadInput
from workbook.named import NamedTuple

FORMAT = 1
_FIRST = {"format": FORMAT, "kind": "mlworkbook events"}
_BATCH = 1000
_SHOWN = 10
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class Loaded(NamedTuple):
    """What came of loading: events that are new here, those known already, and texts erased here by them."""

    added: int
    known: int
    erased: int = 0


class Parsed(NamedTuple):
    """A file that was read and found whole.

    Attributes:
        events: each once, by id, in the file's order.
        lines: the number of the line of each event.
        packs: canonical JSON by digest.
    """

    events: dict[str, Event]
    lines: dict[str, int]
    packs: dict[str, str]


def dump(connection: sqlite3.Connection, project: str = "") -> Iterator[str]:
    """The lines for one project, or for all, without line ends. No read lock is held between lines."""
    yield json.dumps(_FIRST)
    for pack, text in _packs(connection, project):
        yield json.dumps({"pack": pack, "json": text}, ensure_ascii=False)
    last = 0
    while batch := _batch(connection, project, last):
        for _, name, header, salt, body in batch:
            pair = f'"salt":{json.dumps(salt or "")},"body":{body or "null"}'
            yield f'{{"id":{json.dumps(name)},"header":{header},{pair}}}'
        last = batch[-1][0]


def _packs(connection: sqlite3.Connection, project: str) -> list[tuple[str, str]]:
    if not project:
        return connection.execute("SELECT digest, json FROM packs ORDER BY digest").fetchall()
    return connection.execute(
        "SELECT digest, json FROM packs WHERE digest IN (SELECT json_extract(body, '$.pack') FROM events"
        " JOIN bodies USING (seq) WHERE project = ? AND name = 'pack' AND kind = 'pack.adopt') ORDER BY digest",
        (project,),
    ).fetchall()


def _batch(connection: sqlite3.Connection, project: str, after: int) -> list[tuple[int, str, str, str, str]]:
    return connection.execute(
        "SELECT events.seq, id, header, salt, body FROM events LEFT JOIN bodies ON bodies.seq = events.seq"
        f" WHERE events.seq > ? AND (? = '' OR project = ?) ORDER BY events.seq LIMIT {_BATCH}",
        (after, project, project),
    ).fetchall()


def parse(lines: Iterable[str], is_known: Callable[[str], bool]) -> Parsed:
    """Reads what `dump` wrote, from one store or several one after another.

    Args:
        is_known: whether the event of an id is in the store already, so that the file may build on it.

    Raises:
        BadInput: a line is damaged, or events are missing. It names the lines; nothing may be loaded.
    """
    parsed = Parsed({}, {}, {})
    problems: list[str] = []
    begun = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            begun = _read(line, number, parsed, begun)
        except BadInput as error:
            problems.append(f"line {number}: {error.what}")
    problems += _gaps(parsed, is_known)
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        listed = "; ".join(problems[:_SHOWN] + more)
        raise BadInput(f"Nothing was loaded. {listed}", hint="Take the file from its source again.")
    return parsed


def _read(line: str, number: int, parsed: Parsed, begun: bool) -> bool:
    """Takes in one line; says whether a first line was met."""
    if line.startswith(_CONFLICT):
        raise BadInput("it is a conflict marker of git; keep the lines of both sides and drop the markers")
    data = _json(line)
    if "format" in data:
        if data["format"] != FORMAT or data.get("kind") != _FIRST["kind"]:
            raise BadInput("this is no event file of format 1; a newer mlworkbook may have written it")
        return True
    if not begun:
        raise BadInput("the first line should say the format; this is not a file that 'mlworkbook dump' wrote")
    if "pack" in data:
        parsed.packs[str(data["pack"])] = _pack(data)
    else:
        event = event_of(data)
        parsed.events.setdefault(event.id, event)
        parsed.lines.setdefault(event.id, number)
    return begun


def _json(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput("it is not JSON; it may be cut off") from error
    if not isinstance(data, dict):
        raise BadInput("it is no event")
    return data


def _pack(data: Mapping[str, Any]) -> str:
    text = str(data.get("json", ""))
    if _digest(text) != data["pack"]:
        raise BadInput(f"the pack {str(data['pack'])[:12]} was changed")
    return text


def _digest(text: str) -> str:
    try:
        return digest(text)
    except UnicodeEncodeError:
        return ""


def event_of(data: Mapping[str, Any]) -> Event:
    """The event of one line, if it is whole by its own hashes. Raises BadInput."""
    header: Any = data.get("header")
    body, salt = data.get("body"), data.get("salt")
    name = str(data.get("id", ""))
    shown = f"event {name[:12]}"
    if not _is_header(header) or not isinstance(salt, str) or not isinstance(body, dict | None):
        raise BadInput(f"{shown}: it lacks fields, or has some that this version does not know")
    rest = {field: header[field] for field in HASHED if field not in Subject._fields and field != "seen"}
    subject = Subject(*(header[field] for field in Subject._fields))
    event = Event(id=name, subject=subject, body=body, seen=tuple(header["seen"]), salt=salt, **rest)
    found = faults(event) or tuple(filter(None, [misshapen(event)]))
    if found:
        raise BadInput(f"{shown}: {' and '.join(found)}")
    return event


def _is_header(header: Any) -> bool:
    if not isinstance(header, dict) or sorted(header) != sorted(HASHED):
        return False
    seen = header["seen"]
    texts = [value for field, value in header.items() if field not in ("seen", "version")]
    listed = isinstance(seen, list) and all(isinstance(text, str) for text in [*seen, *texts])
    return listed and type(header["version"]) is int


def _gaps(parsed: Parsed, is_known: Callable[[str], bool]) -> list[str]:
    """Events that build on one that is neither here nor there, and texts that are missing without an erasure."""
    events = parsed.events
    erased = {event.subject.row for event in events.values() if event.kind == "body.erase"}
    found = []
    for name, event in events.items():
        if event.previous and event.previous not in events and not is_known(event.previous):
            found.append(f"line {parsed.lines[name]}: event {name[:12]}: the event before it is missing")
        if event.body is None and name not in erased and not is_known(name):
            found.append(f"line {parsed.lines[name]}: event {name[:12]}: its body is missing")
    return found
