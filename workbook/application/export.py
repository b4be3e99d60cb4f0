"""Documents of a project into a folder; what people wrote there stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workbook.application.places import Places
from workbook.documents import (
    Comparison,
    DocumentSpec,
    State,
    catalogue,
    chosen,
    compare,
    default_folder,
    names_in,
    render,
    taken_back,
)
from workbook.documents import documents as documents_of
from workbook.documents import target as target_below
from workbook.documents import write as write_file
from workbook.domain.project import Project
from workbook.named import NamedTuple


class Exported(NamedTuple):
    """What became of one document.

    Attributes:
        state: as the file was found: new, current, stale, edited, damaged; leftover when what it told of was taken
            back.
        written: whether the file was changed now.
        diff: what a write changes, or would change; edits: block -> how a person changed it.
        problem: why a person has to look at it; empty when nobody has to.
        text: the whole document as it is rendered now.
        group, short: what all of its kind are called, and what it is called among them; empty for one that is alone.
    """

    document: str
    title: str
    path: Path
    state: str
    written: bool
    diff: str
    edits: tuple[tuple[str, str], ...]
    problem: str
    text: str
    group: str = ""
    short: str = ""

    @property
    def current(self) -> bool:
        """Whether the file says what the workbook says, now that this is done."""
        return not self.problem and (self.written or self.state == State.CURRENT.value)


def kinds() -> tuple[DocumentSpec, ...]:
    """Every kind of document that there is."""
    return catalogue()


def folder_for(places: Places, project: Project, chosen: str = "") -> Path:
    """Where a project's documents go: the folder chosen, else docs/ml/NAME in the repository or where the user is."""
    if chosen:
        return Path(chosen).expanduser().absolute()
    return (places.repository or Path.cwd()) / default_folder(project.name)


def export(
    project: Project, folder: Path, only: Sequence[str] = (), *, write: bool = True, cache: Path | None = None
) -> list[Exported]:
    """Writes documents, or says what a write would do.

    Args:
        folder: the target; it is never left.
        only: ids or file names of documents, or of kinds of them; all that the project has something to say for,
            when empty.
        write: False to look and leave everything as it is.
        cache: a folder for compiled templates.

    Raises:
        UnknownName: no such document. TemplateFailed, TargetUnwritable.
    """
    there = names_in(folder)
    wanted = [spec for name in only for spec in chosen(project, name, there)] or documents_of(project, there)
    rendered = [render(project, spec, there=there, cache=cache) for spec in _once(wanted)]
    compared = [compare(found, target_below(folder, found.spec.path)) for found in rendered]
    done = [_exported(found, write and _bring(found, folder)) for found in compared]
    return done if only else [*done, *(_leftover(folder / path) for path in taken_back(project, there))]


def _once(specs: Iterable[DocumentSpec]) -> list[DocumentSpec]:
    return list(dict.fromkeys(specs))


def _bring(found: Comparison, folder: Path) -> bool:
    """Writes what can be written; damaged markers are reported, not raised: the others are still to be done."""
    return found.damage is None and write_file(found, folder)


def _leftover(path: Path) -> Exported:
    """A file that is ours and tells of nothing any more; people may have written into it, so it stays."""
    problem = f"What it tells of was taken back: delete {path}."
    return Exported(path.stem, path.stem, path, "leftover", False, "", (), problem, "")


def _exported(found: Comparison, written: bool) -> Exported:
    spec = found.rendered.spec
    complaint = found.complaint
    return Exported(
        spec.id,
        spec.title,
        found.path,
        found.state.value,
        written,
        found.diff,
        tuple((edit.block, edit.diff) for edit in found.edits),
        str(complaint) if complaint is not None else "",
        found.rendered.text,
        spec.group,
        spec.short,
    )
