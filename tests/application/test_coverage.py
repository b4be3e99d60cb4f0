"""The talk's items: each is covered by something that is there, and each that is asked for is found in a document."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from tests.builders import builtin_pack
from tests.documents.samples import sample
from workbook.application.coverage import Item, holes, items
from workbook.documents import chosen, render
from workbook.documents.inline import inline, of_value
from workbook.domain.primitives import Value
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Instrument, Kind, Question

PACK = builtin_pack()
ITEMS = items()
SHORTEST = 6
"""Letters from which on a text that is found in a document was not found there by chance."""


def test_all_152_items_are_covered() -> None:
    assert [item.id for item in ITEMS] == [f"D-{number:03}" for number in range(1, 153)]
    assert sum(item.asked for item in ITEMS) == 141
    assert {item.id: holes(PACK, item) for item in ITEMS if holes(PACK, item)} == {}


def test_what_is_not_there_is_a_hole() -> None:
    names = ("questions", "fields", "tables", "phases", "pages", "samples", "documents")
    lost = Item("D-001", "1", "", True, tuple((kind, "kickoff.nothing:at=all") for kind in names))
    assert len(holes(PACK, lost)) == len(names)
    assert holes(PACK, Item("D-001", "1", "", True, (("documents", "spec"),))) == (
        "nothing covers it",
        "nobody is asked for it",
    )
    option = Item("D-001", "1", "", True, (("fields", "kickoff.environment:pace=hourly"),))
    assert holes(PACK, option) == ("fields: kickoff.environment:pace=hourly is not there",)


def test_questions_and_the_list_name_the_same_items() -> None:
    by_questions = {(item, question.id) for question in PACK.questions for item in question.talk}
    by_list = {(item.id, question) for item in ITEMS for question in item.named("questions")}
    assert by_questions == by_list


def test_each_item_that_is_asked_for_is_answered_and_found_in_the_documents_it_names() -> None:
    missing = {(item.id, name) for item in ITEMS for name in item.named("documents") if not _told(item, name)}
    assert missing == set()
    assert [item.id for item in ITEMS if item.asked and not item.named("documents")] == []


def _told(item: Item, document: str) -> bool:
    """Whether something that the sample project answered for the item stands in that document."""
    asked = [PACK.question(name) for name in item.named("questions")]
    asked += [PACK.field(path.partition("=")[0])[0] for path in item.named("fields")]
    return any(found in _text(document) for question in asked for found in _said(question))


def _said(question: Question) -> list[str]:
    """What Harbour Outfitters answered, as a document would say it; of an item of an instrument, its name."""
    project = sample("harbour")
    instruments: dict[str, Instrument] = {instrument.id: instrument for instrument in PACK.instruments}
    if question.area in instruments:
        return [inline(question.title)] if project.answer(question.id).given else []
    here = [question._replace(instance=form.id) for form in project.forms if form.form.id == question.form]
    cells = chain.from_iterable(_values(project, asked) for asked in (here if question.form else [question]))
    texts = (_bare(of_value(field, value, project.context)) for field, value in cells)
    return [text for text in texts if len(text) >= SHORTEST]


def _values(project: Project, question: Question) -> list[tuple[FieldSpec, Value]]:
    if question.view is None:
        given = project.answer_to(question).values
        found = [(field, given[field.name]) for field in question.fields if field.name in given]
    else:
        rows, columns = project.view_rows(question), PACK.columns(question)
        found = [(column, row.values[column.name]) for row in rows for column in columns if column.name in row.values]
    return [(field, value) for field, value in found if field.kind not in (Kind.REF, Kind.FLAG)]


@cache
def _text(document: str) -> str:
    project = sample("harbour")
    mine = [spec.id for spec in chosen(project, document)]
    return _bare("\n".join(render(project, name).text for name in mine))


def _bare(text: str) -> str:
    """Without the line breaks and signs that quotations and tables put into it."""
    return re.sub(r"[\s>|]+", " ", text).strip()
