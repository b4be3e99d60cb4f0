"""Actions for other tools: a calendar file (RFC 5545), and command lines that open issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from workbook.domain.answers import Row, is_open
from workbook.domain.meetings.meeting import moment
from workbook.domain.primitives import Moment, Ref
from workbook.domain.project import Project
from workbook.text import one_line, visible

_OCTETS = 75
_COMPACT = "%Y%m%d"


def calendar(project: Project, actions: Iterable[Row]) -> str:
    """The open actions that have a day, as all-day entries with ids that stay: a second import replaces, adds nothing.

    RFC 5545: lines end in CR LF and are folded at 75 octets.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mlworkbook//actions//EN"]
    for row in actions:
        due = row.values.get("due")
        if is_open(row) and isinstance(due, Moment):
            lines += _entry(project, row, due.day)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def issue_lines(project: Project, actions: Iterable[Row]) -> str:
    """A `gh issue create` line for each open action; whatever was typed is one quoted word of the shell.

    `gh` knows no day, so that stands in the body.
    """
    found = (row for row in actions if is_open(row))
    return "".join(
        f"gh issue create --title {_quoted(_title(row))} --body {_quoted(_body(project, row))}\n" for row in found
    )


def _entry(project: Project, row: Row, day: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{row.id}@mlworkbook"
    yield f"DTSTAMP:{moment(row.at):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.strftime(_COMPACT)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{(day + timedelta(days=1)).strftime(_COMPACT)}"
    owner = _owner(project, row)
    yield f"SUMMARY:{_escaped(_title(row) + (f' ({owner})' if owner else ''))}"
    yield f"DESCRIPTION:{_escaped(_body(project, row))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _title(row: Row) -> str:
    return one_line(row.text("action")) or "An action without a name"


def _body(project: Project, row: Row) -> str:
    due = row.values.get("due")
    origin = row.text("origin").partition("@")[0]
    came_from = one_line(project.pack.question(origin).title) if project.pack.has_question(origin) else ""
    told = {
        "Owner": _owner(project, row) or "nobody yet",
        "Due": due.iso if isinstance(due, Moment) else "no day yet",
        "From": came_from,
        "Note": one_line(row.text("note")),
        "Link": one_line(row.text("link")),
        "Project": one_line(project.name),
    }
    return "\n".join(f"{name}: {text}" for name, text in told.items() if text)


def _owner(project: Project, row: Row) -> str:
    owner = row.values.get("owner")
    return one_line(project.person(owner.row)) if isinstance(owner, Ref) else ""


def _escaped(text: str) -> str:
    """A text of RFC 5545: backslash, semicolon, comma and line breaks are written with a backslash."""
    plain = visible(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first behind a blank; no letter is cut in two."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece


def _quoted(text: str) -> str:
    """The text as one word of a POSIX shell: nothing in it is obeyed, whatever it is.

    A control character would reach the terminal of whoever looks at the line, and is shown as a symbol.
    """
    return "'" + visible(text).replace("'", "'\"'\"'") + "'"
