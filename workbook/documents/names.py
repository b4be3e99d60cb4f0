"""What the documents of forms and rows are called: by what was said first, so that a name stays as it is.

The number goes by the order of creation, with all that was taken back since; the words are the first that were
recorded. So the same history gives the same names on every machine, whatever is reworded later. A file that is there
already keeps its name nevertheless: histories that are brought together can move a number, and people rename files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbook.domain.answers import read_answer, read_row
from workbook.domain.events import Event, Subject, display_order
from workbook.domain.forms import FilledForm
from workbook.domain.meetings.meeting import FORM as MEETING
from workbook.domain.meetings.meeting import asked_in, moment, zone_of
from workbook.domain.project import Project
from workbook.named import NamedTuple
from workbook.text import slug

_MARK = re.compile(rb"<!-- mlworkbook:begin title:([0-9a-f]{12}) ")
_BEGINNING = 4096
"""Bytes at the beginning of a file in which its title stands."""


class Named(NamedTuple):
    """A filled-in form or a row that has a document of its own.

    Attributes:
        number: in the order of creation; that of a row as its file says it.
        title: what it is called now.
        path: of its file, below the target folder.
    """

    id: str
    number: int
    title: str
    path: str


def mark(instance: str) -> str:
    """So much of the id of a form or row as names it in its file."""
    return instance[-12:]


def named_forms(project: Project, form: str, pattern: str, there: Mapping[str, str]) -> Iterator[Named]:
    """The filled-in forms of a kind, oldest first.

    Args:
        pattern: of the path, with room for `number` and `slug`.
        there: the paths of the files that are there, by `mark`.
    """
    for filled in project.forms:
        if filled.form.id == form:
            words = slug(_first_title(project, filled) or filled.title, form)
            path = pattern.format(number=filled.number, slug=words)
            yield Named(filled.id, filled.number, filled.title, there.get(mark(filled.id), path))


def named_meetings(project: Project, there: Mapping[str, str]) -> Iterator[Named]:
    """The meetings, oldest first: `minutes/2026-11-02-kickoff.md`, numbered where several of a kind are on one day.

    Args:
        there: the paths of the files that are there, by `mark`: they stay what they are called.
    """
    taken: dict[str, int] = {}
    for filled in project.every_form:
        if filled.form.id == MEETING:
            base = _meeting_base(project, filled)
            taken[base] = place = taken.get(base, 0) + 1
            path = f"minutes/{base}{f'-{place}' if place > 1 else ''}.md"
            if filled in project.forms:
                yield Named(filled.id, filled.number, filled.title, there.get(mark(filled.id), path))


def named_rows(project: Project, collection: str, pattern: str, there: Mapping[str, str]) -> Iterator[Named]:
    """The rows of a table, oldest first; arguments as of `named_forms`."""
    standing = {row.id: row for row in project.rows(collection)}
    taken = {number for path in there.values() if (number := _number(path, pattern))}
    for place, (row_id, history) in enumerate(_ever(project, collection), start=1):
        path = there.get(mark(row_id), "")
        if not path:
            number = next(number for number in range(place, place + len(taken) + 1) if number not in taken)
            taken.add(number)
            path = pattern.format(number=number, slug=slug(_first_text(project, collection, history), collection))
        if row_id in standing:
            yield Named(row_id, _number(path, pattern), project.row_name(standing[row_id]), path)


def names_there(folder: Path, patterns: Iterable[str]) -> dict[str, str]:
    """The paths of the files of forms and rows that are in a folder, by `mark`; those that cannot be read are none.

    Args:
        folder: the target; it need not be there.
        patterns: of the paths of each kind of document.
    """
    found: dict[str, str] = {}
    for pattern in patterns:
        files = folder.glob(re.sub(r"\{.*\}", "*", pattern))
        for file in sorted(files, key=lambda file: (len(file.name), file.name), reverse=True):  # a copy's is longer
            marked = _MARK.search(_beginning(file))
            if marked:
                found[marked[1].decode()] = file.relative_to(folder).as_posix()
    return found


def removed_rows(project: Project, collection: str) -> Iterator[str]:
    """The rows that there were and that were taken out."""
    standing = {row.id for row in project.rows(collection)}
    yield from (row for row, _ in _ever(project, collection) if row not in standing)


def _ever(project: Project, collection: str) -> list[tuple[str, tuple[Event, ...]]]:
    """Every row that there ever was, in the order of creation, with its history."""
    histories: dict[str, tuple[Event, ...]] = {}
    for subject in project.ledger.subjects_named(collection):
        if subject.row:
            histories[subject.row] = (*histories.get(subject.row, ()), *project.ledger.history(subject))
    ordered = {row: tuple(sorted(history, key=display_order)) for row, history in histories.items()}
    return sorted(ordered.items(), key=lambda found: display_order(found[1][0]))


def _first_text(project: Project, collection: str, history: tuple[Event, ...]) -> str:
    key = project.pack.collection(collection).key
    return next((text for event in history if (text := read_row(event).text(key))), "")


def _first_title(project: Project, filled: FilledForm) -> str:
    """What it was called when it was opened, or else what its key field said first."""
    opened = project.ledger.history(Subject(filled.form.id, filled.cycle, filled.id))
    title = next((str(event.body["title"]) for event in opened if event.body and event.body.get("title")), "")
    question, _, name = filled.form.key.partition(":")
    if title or not question:
        return title
    keyed = project.ledger.history(Subject(question, filled.cycle, filled.id))
    return next((text for event in keyed if (text := read_answer(event).text(name))), "")


def _number(path: str, pattern: str) -> int:
    """The number in a file's name; 0 where there is none."""
    found = re.match(r"\d+", path.removeprefix(pattern.partition("{")[0]))
    return int(found[0]) if found and path.startswith(pattern.partition("{")[0]) else 0


def _beginning(file: Path) -> bytes:
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(_BEGINNING)
    except OSError:
        return b""


def _meeting_base(project: Project, filled: FilledForm) -> str:
    values = project.answer("meeting.record", filled.id).values
    named = {name: getattr(values.get(name), "text", "") for name in ("phase", "about")}
    about = named["phase"] or asked_in(project, named["about"])
    zone = zone_of(getattr(values.get("zone"), "text", ""))
    return f"{moment(filled.opened_at).astimezone(zone):%Y-%m-%d}-{slug(about, MEETING)}"
