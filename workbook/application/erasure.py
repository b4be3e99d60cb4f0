"""What an erasure does not reach by itself: exported files that are called after the erased words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbook.application.export import folder_for
from workbook.application.places import Places
from workbook.documents import names_in
from workbook.domain.decide.projects import find_event
from workbook.domain.events import Event
from workbook.domain.project import Project
from workbook.text import slug

_TYPED = ("name", "title", "note", "reason")
"""Keys of a body, beside its fields, that hold a text."""


def called_after(project: Project, places: Places, event: str) -> list[Path]:
    """The exported files, and their folder, whose names are made of what an event says.

    Their names stay when the text is erased: a file that is there keeps what it is called. Folders beside the
    project's own are looked at too: it may have had another name when it was exported.

    Args:
        project: as it is before the erasure.
        event: the beginning of its id.

    Raises:
        UnknownName: no such event.
    """
    words = {word for text in _texts(find_event(project, event)) if (word := slug(text, ""))}
    folders = sorted(path for path in folder_for(places, project).parent.glob("*") if path.is_dir())
    paths = [path for folder in folders for path in (folder, *_files(folder))]
    return [path for path in paths if any(_holds(path.stem, word) for word in words)]


def _files(folder: Path) -> Iterator[Path]:
    """The files of forms and rows, which are called after what was said."""
    yield from (folder / path for path in sorted(names_in(folder).values()))


def _texts(event: Event) -> Iterator[str]:
    """What somebody typed; what they chose among options is no text."""
    body = event.body or {}
    yield from (str(body.get(name, "")) for name in _TYPED)
    yield from (value for value in (body.get("fields") or {}).values() if isinstance(value, str))


def _holds(name: str, words: str) -> bool:
    return f"-{words}-" in f"-{name}-"
