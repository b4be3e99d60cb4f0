"""A project as a document: data, template, blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbook import resources
from workbook.documents import front_matter
from workbook.documents.catalogue import NO_NAMES, DocumentSpec, Names, document
from workbook.documents.later import Said
from workbook.documents.markers import Fenced, Outside, parse_rendered
from workbook.documents.plain import gather
from workbook.documents.sources import Block, Source
from workbook.domain.project import Project
from workbook.errors import DocumentDamaged, TemplateFailed
from workbook.named import NamedTuple

if TYPE_CHECKING:
    from workbook.documents.sandbox import Templates

_BLANK_LINES = re.compile(r"\n{3,}")


class Rendered(NamedTuple):
    """A document as the project has it today.

    Attributes:
        text: the whole file, for where there is none yet; LF line ends.
    """

    spec: DocumentSpec
    text: str
    blocks: tuple[Block, ...]


def render(
    project: Project,
    wanted: str | DocumentSpec,
    *,
    there: Names = NO_NAMES,
    templates: Path | None = None,
    cache: Path | None = None,
) -> Rendered:
    """A document of a project. The same project gives the same bytes.

    Args:
        wanted: the document, or its id or file name (see `catalogue`).
        there: the files of forms and rows that have a name already.
        templates: the folder of the templates; those that ship with the program when left out.
        cache: a folder for compiled templates, which may vanish at any time.

    Raises:
        UnknownName: there is no such document. TemplateFailed: its template is wrong; says where.
    """
    spec = document(project, wanted, there) if isinstance(wanted, str) else wanted
    if spec.is_sheet:
        from workbook.documents import actions, sheet

        blocks = actions.lines(project)
        return Rendered(spec, sheet.head() + "".join(sheet.sealed(block.id, block.text) for block in blocks), blocks)
    data, sources = gather(project, spec, there)
    written = _templates(templates or resources.templates(), cache).render(spec.template, data)
    blocks = _blocks(spec, written, sources)
    return Rendered(spec, front_matter.whole(blocks), blocks)


@lru_cache(maxsize=4)
def _templates(folder: Path, cache: Path | None) -> Templates:
    from workbook.documents.sandbox import Templates  # jinja2 costs some 40 ms

    return Templates(folder, cache=cache)


def _blocks(spec: DocumentSpec, written: str, sources: Said) -> tuple[Block, ...]:
    """The blocks that a template wrote. Raises TemplateFailed when something stands outside them."""
    try:
        segments = parse_rendered(written)
    except DocumentDamaged as error:
        raise TemplateFailed(error.what, where=spec.template) from error
    stray = [s.raw.strip() for s in segments if isinstance(s, Outside) and s.raw.strip()]
    if stray:
        raise TemplateFailed(f"This stands outside every block: {stray[0][:60]!r}.", where=spec.template)
    found = (segment for segment in segments if isinstance(segment, Fenced) and segment.text)
    return tuple(_block(spec, fenced, sources[fenced.id]) for fenced in found)


def _block(spec: DocumentSpec, fenced: Fenced, source: Source | None) -> Block:
    if source is None:
        return Block(fenced.id, _BLANK_LINES.sub("\n\n", fenced.text))
    if not source.body or not fenced.text.endswith((source.body, source.quote, source.code or source.body)):
        raise TemplateFailed(f"The block {fenced.id} does not end with its answer.", where=spec.template)
    return Block(fenced.id, fenced.text, source)
