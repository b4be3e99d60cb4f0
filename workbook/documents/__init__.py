"""Documents: a project as Markdown, beside what people wrote into it.

`render` makes a document of blocks, `compare` holds it against the file in its place, `write`
brings the file up to date and leaves alone what a person edited. jinja2 is imported by the first
`render`.
"""

from workbook.documents.catalogue import DocumentSpec, catalogue, default_folder, document, documents
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
    "compare",
    "default_folder",
    "document",
    "documents",
    "read_back",
    "render",
    "target",
    "write",
]
