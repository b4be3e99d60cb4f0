"""Where an answer stands in a document: its own block, below the heading that it has there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from workbook.documents.catalogue import DocumentSpec, documents
from workbook.documents.rendering import render
from workbook.documents.sources import Block
from workbook.domain.meetings.meeting import FORM as MEETING
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.named import NamedTuple
from workbook.text import unescape_markdown

_HEADING = "heading:"
_BOLD = re.compile(r"(?<!\\)\*\*")
_ADDED = re.compile(
    r"(?:\s+This is an? (?:guess|estimate)\.)?(?:\s+Carried over from .*, not confirmed yet\.)?$"
    r"| \((?:a guess|an estimate|carried over from)[^)]*\)(?=:)",
    re.MULTILINE,
)
"""What a document adds by itself (see `standing` and `marks` in macros.md.j2)."""


class Paragraph(NamedTuple):
    """An answer as a document prints it.

    Attributes:
        path: the document's file; heading: what it stands below, in words.
        text: Markdown.
    """

    path: str
    heading: str
    text: str

    @property
    def words(self) -> str:
        """The text without what only Markdown or the document added: what a new wording begins with."""
        return unescape_markdown(_ADDED.sub("", _BOLD.sub("", self.text)))


def paragraphs(project: Project, asked: Sequence[Question], cache: Path | None = None) -> dict[str, Paragraph]:
    """The paragraphs of questions by name, each in the first document that tells it; some questions have none.

    Args:
        cache: a folder for compiled templates.

    Raises:
        TemplateFailed.
    """
    found: dict[str, Paragraph] = {}
    for spec in documents(project):
        wanted = [question for question in asked if question.name not in found and _tells(spec, question)]
        blocks = render(project, spec, cache=cache).blocks if wanted else ()
        for question in wanted:
            own = [block for block in blocks if _is_of(block, question)]
            if own:
                text = "\n\n".join(block.text for block in own)
                found[question.name] = Paragraph(spec.path, _heading(blocks, own[0]), text)
    return found


def _tells(spec: DocumentSpec, question: Question) -> bool:
    if spec.is_sheet or spec.table or spec.form == MEETING:
        return False
    return spec.instance == question.instance if question.instance else question.area in spec.phases


def _is_of(block: Block, question: Question) -> bool:
    return block.id == question.id or block.id.startswith((f"{question.id}:", f"{question.id}~"))


def _heading(blocks: Iterable[Block], own: Block) -> str:
    last = ""
    for block in blocks:
        if block == own:
            break
        last = block.text if block.id.startswith(_HEADING) else last
    return unescape_markdown(last.lstrip("# "))
