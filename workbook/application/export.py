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
    compare,
    default_folder,
    document,
    render,
)
from workbook.documents import documents as documents_of
from workbook.documents import target as target_below
from workbook.documents import write as write_file
from workbook.domain.project import Project
from workbook.named import NamedTuple


class Exported(NamedTuple):
    """What became of one document.

    Attributes:
        state: as the file was found: new, current, stale, edited, damaged.
        written: whether the file was changed now.
        diff: what a write changes, or would change; edits: block -> how a person changed it.
        problem: why a person has to look at it; empty when nobody has to.
        text: the whole document as it is rendered now.
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
        only: ids or file names of documents; all that the project has something to say for, when empty.
        write: False to look and leave everything as it is.
        cache: a folder for compiled templates.

    Raises:
        UnknownName: no such document. TemplateFailed, TargetUnwritable.
    """
    wanted = [document(project, name) for name in only] or documents_of(project)
    rendered = [render(project, spec.id, cache=cache) for spec in _once(wanted)]
    compared = [compare(found, target_below(folder, _path(found.spec, folder))) for found in rendered]
    return [_exported(found, write and _bring(found, folder)) for found in compared]


def _path(spec: DocumentSpec, folder: Path) -> str:
    """The document's path; a form's keeps the file that it has, by its number, when its title is worded anew."""
    if not spec.form:
        return spec.path
    numbered = "-".join(spec.path.split("-")[:2])
    there = sorted(file.name for file in folder.glob(f"{numbered}-*.md"))
    return spec.path if spec.path in there or not there else there[0]


def _once(specs: Iterable[DocumentSpec]) -> list[DocumentSpec]:
    return list(dict.fromkeys(specs))


def _bring(found: Comparison, folder: Path) -> bool:
    """Writes what can be written; damaged markers are reported, not raised: the others are still to be done."""
    return found.damage is None and write_file(found, folder)


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
    )
