"""A document of lines instead of blocks: a CSV file that spreadsheets and trackers take in.

    file   = head line*
    line   = cell ("," cell)*, as RFC 4180 has it
    head   = the names of the columns; its `id` names a line, its last one is `revision`

There is no room for markers, so each line of ours carries the hash of its other cells in its revision. A line that does
not agree with its revision was changed by hand. Every other line is outside: it belongs to whoever wrote it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from workbook.documents.markers import Fenced, Outside, Segment, fingerprint
from workbook.errors import DocumentDamaged
from workbook.text import one_line

HEAD = (
    *("title", "description", "id", "owner", "due_date", "state", "priority", "from", "question", "meeting", "link"),
    "revision",
)
"""The columns. GitLab takes the first two and `due_date` by themselves; Jira asks which column is what."""

_ID = HEAD.index("id")
_LINE_ID = re.compile(r"action-[0-9a-f]{12}")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_LONGEST = 32_000
"""Letters of a cell; a spreadsheet holds 32,767."""
_HINT = "Put the columns back as they were, or move the file away and export anew."


def line(cells: Sequence[str]) -> str:
    """Cells as one line without its end, and without a revision."""
    written = StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def cell(text: str) -> str:
    """A text as a cell: on one line, cut where a spreadsheet would cut it, and never a formula.

    A spreadsheet takes an apostrophe at the beginning as "what follows is text".
    """
    plain = one_line(text, _LONGEST)
    return f"'{plain}" if _FORMULA.match(plain) else plain


def head() -> str:
    """The first line, with its end."""
    return line(HEAD) + "\n"


def sealed(_id: str, text: str) -> str:
    """A line with its revision and its end; it holds its id itself."""
    return f"{text},r{fingerprint(text)}\n"


def called(text: str) -> str:
    """What people call a line: its first cell."""
    return one_line(next(iter(next(csv.reader([text]), [])), ""), 60)


def parse_sheet(content: str) -> list[Segment]:
    """The lines of ours in a file and what else stands there; their `raw`s joined give the file again.

    Raises:
        DocumentDamaged: it is no CSV, or its columns are others; says in which line.
    """
    segments: list[Segment] = []
    known: set[str] = set()
    for raw, cells in _records(content):
        if not segments:
            if tuple(cells) != HEAD:
                raise DocumentDamaged("The columns of this file are not ours.", where="line 1", hint=_HINT)
            segments.append(Outside(raw))
        elif len(cells) > _ID and _LINE_ID.fullmatch(cells[_ID]) and cells[_ID] not in known:
            known.add(cells[_ID])
            last = len(HEAD) - 1
            text = line([*cells[:last], *cells[last + 1 :]])
            segments.append(Fenced(cells[_ID], "".join(cells[last : last + 1])[1:], text, raw))
        else:
            segments.append(Outside(raw))
    return segments


def _records(content: str) -> Iterable[tuple[str, list[str]]]:
    """Each record with the very lines that it is written in. Raises DocumentDamaged."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", content)
    reader = csv.reader(lines, strict=True)
    read = 0
    try:
        for cells in reader:
            yield "".join(lines[read : reader.line_num]), cells
            read = reader.line_num
    except csv.Error as error:
        raise DocumentDamaged(f"This is no CSV: {error}.", where=f"line {reader.line_num}", hint=_HINT) from error
