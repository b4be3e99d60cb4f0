"""Rows that earlier answers offer to a table: each with what it came from, and never written by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from workbook.domain.answers import Row
from workbook.domain.conditions import RowTest
from workbook.domain.flags import taken_from
from workbook.domain.primitives import Quantity, Ref, Text, Value, parse, show
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import FieldSpec, Kind, Question
from workbook.errors import BadInput
from workbook.named import NamedTuple
from workbook.text import one_line

PLACE = re.compile(r"\{([a-z][a-z0-9_.:-]*)\}")
"""What stands for an earlier answer in the texts of an offer."""


class Offered(NamedTuple):
    """A row to be taken.

    Attributes:
        name: what it will be called.
        values: by column; what the source does not say is left out.
        sources: the titles of the questions that it comes from; empty for a start that the pack suggests.
        rests_on: the events that say so.
    """

    name: str
    values: Mapping[str, Value]
    sources: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


class Source(NamedTuple):
    """What an offer is made of: fields and values by name, and the row that they stand in."""

    question: Question | None
    fields: Mapping[str, FieldSpec]
    values: Mapping[str, Value]
    row: Row | None
    heads: tuple[str, ...]


_NOTHING = Source(None, {}, {}, None, ())


def offered(project: Project, question: Question) -> tuple[Offered, ...]:
    """The rows that a table question offers and that are not in it yet.

    A row is in it when one has the same name, or refers to the same row. What the pack suggests to begin with is
    offered until somebody adds a row of their own.
    """
    view = question.view
    if view is None or not (view.offers or view.seeds):
        return ()
    return project.kept.get(("offered", question.name), partial(_offered, project, question))


def find_offered(project: Project, question: Question, name: str) -> Offered | None:
    """The offered row of that name, if it is still offered."""
    return next((one for one in offered(project, question) if one.name == name), None)


def _offered(project: Project, question: Question) -> tuple[Offered, ...]:
    assert question.view is not None
    rows = project.view_rows(question)
    key = project.pack.collection(question.view.collection).key
    there = {project.row_name(row).casefold() for row in rows}
    referred = {value for row in rows for value in row.values.values() if isinstance(value, Ref)}
    found: dict[str, Offered] = {}
    begun = not all(taken_from(project, row) for row in rows)
    for one, source in _candidates(project, question, with_seeds=not begun):
        taken = one.name.casefold() in there or (source is not None and source in referred)
        if key in one.values and not taken:
            found.setdefault(one.name.casefold(), one)
    return tuple(found.values())


def _candidates(project: Project, question: Question, *, with_seeds: bool) -> Iterator[tuple[Offered, Ref | None]]:
    """Everything that could be taken, each with the row that it comes from where the new one refers to it."""
    assert question.view is not None
    for offer in question.view.offers:
        for source in sources_of(project, project.beside(question, offer.source), offer.where):
            one = _made(project, question, offer.texts, source)
            row = Ref(source.row.collection, source.row.id) if source.row else None
            yield one, row if row in one.values.values() else None
    for seed in question.view.seeds if with_seeds else ():
        yield _made(project, question, seed.texts, _NOTHING), None


def sources_of(project: Project, asked: Question, where: tuple[RowTest, ...]) -> Iterator[Source]:
    """What a question says: an answer once, a table row by row."""
    if not project.applies(asked):
        return
    if asked.view is None:
        answer = project.answer_to(asked)
        fields = {field.name: field for field in asked.fields}
        if answer.given:
            yield Source(asked, fields, answer.values, None, project.answer_heads(asked.id, asked.instance))
        return
    columns = {column.name: column for column in project.pack.collection(asked.view.collection).columns}
    for row in project.view_rows(asked):
        if passes(project.pack, row, where):
            yield Source(asked, columns, row.values, row, project.ledger.head_ids(row.subject))


def _made(project: Project, question: Question, texts: tuple[tuple[str, str], ...], source: Source) -> Offered:
    assert question.view is not None
    collection = project.pack.collection(question.view.collection)
    values: dict[str, Value] = {}
    for test in question.view.where:
        if test.options:
            values |= parsed(project, collection.column(test.column), test.options[0])
    for name, text in texts:
        values |= _value(project, collection.column(name), text, source)
    titles, heads = _rests_on(project, texts, source)
    key = collection.column(collection.key)
    name = show(key, values[key.name], project.context) if key.name in values else ""
    return Offered(name, values, titles, heads)


def _value(project: Project, column: FieldSpec, text: str, source: Source) -> dict[str, Value]:
    """The column's value, or nothing where the text names what was not said, or does not fit."""
    found = PLACE.fullmatch(text)
    field, value = _named(project, found[1], source) if found else (None, None)
    if source.row is not None and column.kind is Kind.REF and column.collection == source.row.collection and found:
        return {column.name: Ref(source.row.collection, source.row.id)}
    if field is not None and value is not None and _alike(field, column):
        return {column.name: value}
    words = filled(project, text, source)
    return parsed(project, column, words) if words else {}


def filled(project: Project, text: str, source: Source) -> str:
    """The text with what the source says in its places; empty where the source does not say it."""
    words = {name: _words(project, *_named(project, name, source)) for name in PLACE.findall(text)}
    return PLACE.sub(lambda match: words[match[1]], text) if all(words.values()) else ""


def _alike(field: FieldSpec, column: FieldSpec) -> bool:
    """Whether the one takes the other's value as it is."""
    if field.kind is not column.kind or field.kind is Kind.CHOICE:
        return False
    return field.collection == column.collection and field.time == column.time and (column.long or not field.long)


def _named(project: Project, name: str, source: Source) -> tuple[FieldSpec | None, Value | None]:
    if ":" not in name:
        return source.fields.get(name), source.values.get(name)
    question, field = project.pack.field(name)
    answer = project.answer(question.id)
    return field, answer.values.get(field.name) if answer.given and project.applies(question) else None


def _words(project: Project, field: FieldSpec | None, value: Value | None) -> str:
    if field is None or value is None:
        return ""
    if isinstance(value, Text):
        return value.text
    bare = value._replace(confidence=None) if isinstance(value, Quantity) else value
    return show(field, bare, project.context)


def parsed(project: Project, column: FieldSpec, text: str) -> dict[str, Value]:
    """The value of that text by the column's name; nothing where it does not fit."""
    try:
        value = parse(column, text if column.long else one_line(text), project.context)
    except BadInput:  # such as a day where a time belongs: the row is offered, and this is left to be filled in
        return {}
    return {} if value is None else {column.name: value}


def _rests_on(
    project: Project, texts: tuple[tuple[str, str], ...], source: Source
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of the questions that a row comes from, and the events that say so."""
    titles = [source.question.title] if source.question else []
    heads = [*source.heads]
    for path in (name for _, text in texts for name in PLACE.findall(text) if ":" in name):
        question, field = project.pack.field(path)
        if field.name in project.answer(question.id).values:
            titles.append(question.title)
            heads += project.answer_heads(question.id)
    return tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(heads))
