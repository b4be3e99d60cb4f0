"""Tidying after a meeting, for the faces: what of it stands in which document, and how it reads there."""

from __future__ import annotations

from pathlib import Path

from workbook.application.heading import Report, heading
from workbook.application.names import readable
from workbook.documents.paragraphs import Paragraph, paragraphs
from workbook.domain.meetings.meeting import Meeting
from workbook.domain.meetings.tidying import unread
from workbook.domain.primitives import Text
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.named import NamedTuple


class Tidy(NamedTuple):
    """An answer to be read once more, and where it stands."""

    question: Question
    paragraph: Paragraph


def to_tidy(project: Project, meeting: Meeting, cache: Path | None = None) -> tuple[Tidy, ...]:
    """What nobody kept or worded yet of a meeting's answers, and is told in a paragraph of its own.

    Raises:
        TemplateFailed.
    """
    asked = unread(project, meeting)
    found = paragraphs(project, asked, cache)
    return tuple(Tidy(question, found[question.name]) for question in asked if question.name in found)


def read_again(project: Project, tidy: Tidy, cache: Path | None = None) -> Tidy:
    """The same answer as it is printed now. Raises TemplateFailed."""
    found = paragraphs(project, [tidy.question], cache)
    return tidy._replace(paragraph=found.get(tidy.question.name, tidy.paragraph))


def wording_to_begin_with(project: Project, tidy: Tidy) -> str:
    """The text that a new wording begins with: what was said, or the sentences that were made of it."""
    answer = project.answer_to(tidy.question)
    alone = next(iter(answer.values.values())) if len(tidy.question.fields) == 1 else None
    return answer.wording or (alone.text if isinstance(alone, Text) else tidy.paragraph.words)


def tidy_report(project: Project, meeting: Meeting, found: tuple[Tidy, ...]) -> Report:
    """The same as a report."""
    return {
        **heading(project),
        "meeting": meeting.title,
        "answers": [
            {
                "id": readable(project, tidy.question.name),
                "title": tidy.question.title,
                "document": tidy.paragraph.path,
                "heading": tidy.paragraph.heading,
                "text": tidy.paragraph.text,
            }
            for tidy in found
        ],
    }
