"""Source blocks: one answer each, written by its codec and read back exactly."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.documents.code import fenced, unfenced
from workbook.documents.tables import Record, from_table, to_table
from workbook.domain.primitives import Text, Value, from_markdown, to_markdown
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec, Kind, Question
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import escape_markdown

HIDDEN_COLUMNS = frozenset(
    (("actions", "origin"), ("decisions", "question"), ("risks", "question"), ("people", "email"))
)
"""Columns, each with its table, that no document prints: question ids, and addresses that only the workbook needs."""

_WORDS = FieldSpec("value", Kind.TEXT, long=True)


class Source(NamedTuple):
    """What a source block holds.

    Attributes:
        id: of its block: `question:field`, `question~wording`, or the question of a table.
        field: empty for a wording and for a table.
        body: the answer as Markdown; a quotation of it has `> ` before each line.
        code: the answer as a block of code; empty where it cannot be one.
    """

    id: str
    question: str
    field: str
    body: str
    code: str = ""

    @property
    def quote(self) -> str:
        """The body as a block quotation."""
        return quoted(self.body)


class Block(NamedTuple):
    """One block of a document.

    Attributes:
        source: the answer that it holds; None for a composed one.
    """

    id: str
    text: str
    source: Source | None = None


def quoted(markdown: str) -> str:
    """Markdown as a block quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in markdown.split("\n"))


def field_source(project: Project, question: Question, field: FieldSpec) -> Source:
    """A field that was filled in; the wording stands for what was said where there is one field."""
    answer = project.answer_to(question)
    if answer.wording and len(question.fields) == 1:
        return wording_source(project, question)
    written = _written(project, field, answer.values[field.name])
    return Source(f"{question.id}:{field.name}", question.id, field.name, *written)


def wording_source(project: Project, question: Question) -> Source:
    """The polished wording of an answer; an empty body where nobody polished it."""
    wording = project.answer_to(question).wording
    body = to_markdown(_WORDS, Text(wording), project.context) if wording else ""
    return Source(f"{question.id}{WORDING}", question.id, "", body)


def table_source(project: Project, question: Question, records: Sequence[Record]) -> Source:
    """Some rows of a table question."""
    assert question.view is not None
    key = project.pack.collection(question.view.collection).key
    return Source(question.id, question.id, "", to_table(_columns(project, question), records, project.context, key))


def read_back(block: Block, text: str, project: Project) -> tuple[dict[str, Value], ...]:
    """What a source block says once a person has edited it.

    Args:
        block: as it was rendered.
        text: as it stands in the file.

    Returns:
        Values by column, row by row, for a table; else one record, by field. A wording's field is called `value`.
        What was emptied is left out.

    Raises:
        InvalidValue: the block is a composed one, or its opening words were changed too.
        UnknownName: a column, a choice or a row that there is not.
    """
    source = block.source
    if source is None:
        hint = "Change the answer in the workbook, or word it there."
        raise InvalidValue("This block is composed of several answers.", where=block.id, hint=hint)
    question = project.pack.question(source.question)
    if question.view is not None:
        return from_table(_columns(project, question), text, project.context)
    field = question.field(source.field) if source.field else _WORDS
    value = from_markdown(field, _body(block, source, text), project.context)
    return ({} if value is None else {field.name: value},)


def _written(project: Project, field: FieldSpec, value: Value) -> tuple[str, str]:
    code = fenced(value.text) if isinstance(value, Text) else ""
    return to_markdown(field, value, project.context), code


def _columns(project: Project, question: Question) -> list[FieldSpec]:
    """The columns that a document prints: not those that are the same in every row by the view's own test."""
    assert question.view is not None
    fixed = {test.column for test in question.view.where if len(test.options) == 1}
    fixed |= {column for table, column in HIDDEN_COLUMNS if table == question.view.collection}
    return [column for column in project.pack.columns(question) if column.name not in fixed]


def _body(block: Block, source: Source, text: str) -> str:
    """The answer's own Markdown, without what the template puts before it."""
    coded = bool(source.code) and block.text.endswith(source.code)
    quoted = block.text.endswith(source.quote)
    lead = block.text.removesuffix(source.code if coded else source.quote if quoted else source.body)
    if text.strip() == lead.strip():
        return ""
    if not text.startswith(lead):
        raise InvalidValue("The words before the answer were changed too.", where=block.id, hint=f"Keep {lead!r}.")
    body = text.removeprefix(lead)
    command = unfenced(body) if coded else None
    if command is not None:
        return escape_markdown(command)
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in body.split("\n")) if quoted else body
