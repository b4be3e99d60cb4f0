"""Which documents there are."""

from __future__ import annotations

from typing import NamedTuple

from workbook.errors import UnknownName
from workbook.text import slug


class DocumentSpec(NamedTuple):
    """One document that the workbook writes.

    Attributes:
        path: of its file, below the target folder.
        title: what people call it.
        template: its file in templates/.
        phases: the phases whose answers it tells.
    """

    id: str
    path: str
    title: str
    template: str
    phases: tuple[str, ...]


_CATALOGUE = (DocumentSpec("spec", "spec.md", "Specification", "spec.md.j2", ("kickoff",)),)


def catalogue() -> tuple[DocumentSpec, ...]:
    """Every document, in the order of the walk."""
    return _CATALOGUE


def document(name: str) -> DocumentSpec:
    """The document of that id or file name. Raises UnknownName with the nearest."""
    for spec in _CATALOGUE:
        if name in (spec.id, spec.path):
            return spec
    raise UnknownName("document", name, (spec.id for spec in _CATALOGUE))


def default_folder(project_name: str) -> str:
    """Where a project's documents go below the root of its repository."""
    return f"docs/ml/{slug(project_name)}"
