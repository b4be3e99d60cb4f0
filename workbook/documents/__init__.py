"""Documents: a project as Markdown, beside what people wrote into it.

`render` makes a document of blocks, `compare` holds it against the file in its place, `write`
brings the file up to date and leaves alone what a person edited. jinja2 is imported by the first
`render`.
"""

from workbook.documents.catalogue import (
    DocumentSpec,
    catalogue,
    chosen,
    default_folder,
    documents,
    names_in,
    taken_back,
)
from workbook.documents.comparing import Comparison, Edit, State, compare
from workbook.documents.files import target, write
from workbook.documents.rendering import Rendered, render
from workbook.documents.sources import Block, Source, read_back

__all__ = [
    "Block",
    "Comparison",
    "DocumentSpec",
    "Edit",
    "Rendered",
    "Source",
    "State",
    "catalogue",
    "chosen",
    "compare",
    "default_folder",
    "documents",
    "names_in",
    "read_back",
    "render",
    "taken_back",
    "target",
    "write",
]
