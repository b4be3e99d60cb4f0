"""Source blocks read back exactly, and edits of them are understood or refused by name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import Scene, builtin_pack
from tests.documents.stories import STORIES
from tests.strategies import texts, values
from workbook.documents import Block, read_back, render
from workbook.documents.closing import shown_rows
from workbook.documents.tables import from_table, to_table
from workbook.domain.commands import SetAnswer, SetWording
from workbook.domain.primitives import Choice, Confidence, Context, Quantity, Ref, Text, Value
from workbook.domain.project import Project
from workbook.domain.specs import Collection
from workbook.errors import InvalidValue, UnknownName

PEOPLE = {"r1": "Ana | Ruiz", "r2": "*Tom*"}
CONTEXT = Context(
    date(2026, 11, 23),
    find=lambda _table, name: next(row for row, known in PEOPLE.items() if known == name),
    name=lambda _table, row: PEOPLE[row],
)


def block(project: Project, block_id: str) -> Block:
    return next(block for block in render(project, "spec").blocks if block.id == block_id)


@pytest.mark.property
@given(text=texts(), doubt=st.sampled_from([None, Confidence.GUESS]))
@example(text="> said\n\n> \\", doubt=None)
@example(text="\u00a0x\n\n\n  y", doubt=None)
def test_texts_read_back_exactly(text: str, doubt: Confidence | None) -> None:
    """As a quotation, behind a label, with and without a guess, and as a wording."""
    scene = Scene()
    said = Text(text)
    scene.do(SetAnswer("kickoff.problem", {"value": said}, confidence=doubt))
    scene.do(SetAnswer("kickoff.decision", {"value": said}, confidence=doubt))
    scene.do(SetAnswer("kickoff.scope", {"in-scope": said}, confidence=doubt))
    scene.do(SetAnswer("kickoff.stop-rule", {"value": Text("x")}), SetWording("kickoff.stop-rule", text))
    ids = ["kickoff.problem:value", "kickoff.decision:value", "kickoff.scope:in-scope", "kickoff.stop-rule~wording"]

    for block_id in ids:
        found = block(scene.project, block_id)
        assert [*read_back(found, found.text, scene.project)[0].values()] == [said], block_id


def _records(collection: Collection) -> st.SearchStrategy[list[dict[str, Value]]]:
    columns = {c.name: values(c, tuple(PEOPLE)) for c in collection.columns}
    return st.lists(st.fixed_dictionaries({}, optional=columns).filter(bool), min_size=1, max_size=3)


@pytest.mark.property
@given(collection=st.sampled_from(builtin_pack().collections), data=st.data())
def test_tables_read_back_exactly(collection: Collection, data: st.DataObject) -> None:
    records = data.draw(_records(collection))

    table = to_table(collection.columns, records, CONTEXT, collection.key)

    assert list(from_table(collection.columns, table, CONTEXT)) == records


@pytest.mark.parametrize("story", STORIES)
def test_every_source_block_of_a_story_reads_back(story: str) -> None:
    project = STORIES[story]().project
    blocks = [block for block in render(project, "spec").blocks if block.source]

    assert len(blocks) > 10
    for found in blocks:
        assert found.source is not None
        question = project.pack.question(found.source.question)
        records = read_back(found, found.text, project)
        if question.view is None:
            field = found.source.field
            assert records == ({field: project.answer(question.id).values[field]},), found.id
        else:
            printed = {column.name for column in project.pack.columns(question)} - {"origin"}
            rows = [{k: v for k, v in r.values.items() if k in printed} for r in shown_rows(project, question)]
            if found.id == "kickoff.guardrails":
                records = tuple({**record, "kind": Choice(("guardrail",))} for record in records)
            assert list(records) == rows, found.id


def test_an_edited_text_is_the_new_value() -> None:
    project = STORIES["full"]().project
    scope = block(project, "kickoff.scope:in-scope")
    problem = block(project, "kickoff.problem:value")

    assert read_back(scope, "**In scope:** Shoes \\& boots", project) == ({"in-scope": Text("Shoes & boots")},)
    assert read_back(scope, "**In scope:**", project) == ({},)
    (said,) = read_back(problem, problem.text + "\n>\n> Please.", project)
    assert str(said["value"]).endswith("four hundred.\\n\\nPlease.')")


def test_an_edited_table_gives_its_rows() -> None:
    project = STORIES["full"]().project
    metrics = block(project, "kickoff.metrics")
    mei = project.context.find("people", "Mei Tanaka")

    edited = metrics.text.replace("33.0 %", "35 % (guess)").replace("Ana Ruiz |", "Mei Tanaka |")
    first, second = read_back(metrics, edited, project)

    assert first["target"] == Quantity("35", "%", Confidence.GUESS)
    assert first["owner"] == Ref("people", mei)
    assert second["source"] == Text("Chart log | catalogue tool")


@pytest.mark.parametrize(
    ("block_id", "old", "new", "error"),
    [
        ("kickoff.environment", "", "", InvalidValue),
        ("kickoff.scope:in-scope", "In scope", "Inside", InvalidValue),
        ("kickoff.metrics", "| business |", "| busyness |", UnknownName),
        ("kickoff.metrics", "| Kind |", "| Sort |", UnknownName),
        ("kickoff.metrics", "| 33.0 % |", "| a third |", InvalidValue),
        ("kickoff.metrics", "| 33.0 % |", "| 33.0 % | 34.0 % |", InvalidValue),
        ("kickoff.metrics", "Ana Ruiz", "Nobody Here", UnknownName),
        ("kickoff.metrics", "| --- | --- |", "", InvalidValue),
    ],
)
def test_what_cannot_be_read_back_is_refused(block_id: str, old: str, new: str, error: type[Exception]) -> None:
    project = STORIES["full"]().project
    found = block(project, block_id)

    with pytest.raises(error):
        read_back(found, found.text.replace(old, new), project)
