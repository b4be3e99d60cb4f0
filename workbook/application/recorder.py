"""Who records: the person among a project's people who is typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.events import Draft, Subject
from workbook.domain.project import Project
from workbook.text import one_line

if TYPE_CHECKING:
    from workbook.application.git import Author


def recorder(project: Project, author: Author) -> str:
    """The id of the author among the project's people, by e-mail or else by name; empty when they are not there."""
    people = project.rows("people")
    by_mail = [row.id for row in people if author.email and row.text("email") == author.email]
    by_name = [row.id for row in people if row.text("name") == one_line(author.name)]
    return next(iter(by_mail + by_name), "")


def introduction(author: Author, person: str) -> Draft:
    """The row that takes the author among the people, as `person`."""
    fields = {"name": one_line(author.name)} | ({"email": author.email} if author.email else {})
    return Draft("row.set", Subject("people", row=person), {"fields": fields, "order": "z"})
