"""The runbook and the readiness report keep their blocks, headings and tables, whatever people type."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from tests.builders import Scene, builtin_pack
from tests.documents.nights import KINDS, STORIES
from tests.documents.samples import GOLDEN, SAMPLES, sample
from tests.documents.structure import (
    HOSTILE,
    MARKER,
    TEXTS,
    Html,
    bones,
    html_of,
    names_are_in_the_pack,
    no_question_shows,
    same_structure,
    saying,
    source_blocks_read_back,
    template,
    written_once,
)
from tests.strategies import WHOLE
from workbook.documents import Rendered, render

GOLDENS = tuple(f"{kind}-{name}" for kind in KINDS for name in SAMPLES)


@cache
def _scene(story: str) -> Scene:
    return STORIES[story]()


@cache
def _calm(story: str, kind: str) -> tuple[Rendered, Html]:
    rendered = render(saying(_scene(story), "calm"), kind)
    return rendered, html_of(rendered)


def _kept(html: str) -> list[str]:
    """What must stay as it is; a text that counts its steps is a list, and one that looks like a marker is no code."""
    return [bone for bone in bones(html) if not re.search(r"pre|ol|ul|li", bone)]


def _levels(rendered: Rendered) -> list[str]:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(rendered.text)
    return [token.tag for token in tokens if token.type == "heading_open"]


@pytest.mark.property
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("story", ["standby", "hurried"])
@WHOLE
@given(text=TEXTS.map("".join))
@example(text="".join(HOSTILE))
@example(text="\n".join(HOSTILE))
@example(text="<br>\\<br>|\\|\n\n|a|\n|-|")
@example(text="1. `a | b` 2. ```c``` 3. </details> ##")
def test_any_text_in_any_field_keeps_the_structure(story: str, kind: str, text: str) -> None:
    same_structure(render(saying(_scene(story), text), kind), _calm(story, kind), _kept, _levels)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_golden(name: str, kind: str) -> None:
    """Renew with `python -m tests.documents.nights`, then read what has changed as the reader would."""
    assert render(sample(name), kind).text == (GOLDEN / f"{kind}-{name}.md").read_bytes().decode()


@pytest.fixture(params=[*GOLDENS, "runbook-hurried", "readiness-hurried", "runbook-empty", "readiness-empty"])
def prose(request: pytest.FixtureRequest) -> str:
    """A document as its reader sees it: without its markers."""
    kind, _, name = request.param.partition("-")
    project = sample(name) if name in SAMPLES else _scene(name).project
    return MARKER.sub("", render(project, kind).text).strip()


def test_no_residue_of_template_program_or_questions(prose: str) -> None:
    assert not re.search(r"[{}]|\bNone\b(?! yet| today)|\bTrue\b|\bFalse\b|Undefined|\[\]|[^ |\n]  +[^|\s]", prose)
    assert not re.search(r" [.,;:](?!\w)|(?<!\.)\.\.(?!\.)|\(\)", re.sub(r"\| +\|", "", prose))
    no_question_shows(prose)


def test_tables_are_tables_and_lists_are_lists(prose: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(prose)

    assert html.count("<table>") == len(re.findall(r"^\|(?: --- \|)+$", prose, re.MULTILINE))
    assert not re.search(r"<p>[^<]*\|(?!\|)", re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL))
    assert not re.search(r"(?:<p>|\n)(?:- |\d+\. )", html)


def test_every_heading_has_something_under_it(prose: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(prose)
    closed = [place for place, token in enumerate(tokens) if token.type == "heading_close"]

    assert len(closed) > 2
    for place in closed:
        following = tokens[place + 1]
        assert following.type != "heading_open" or following.tag > tokens[place].tag


def test_every_link_within_a_document_leads_somewhere(prose: str) -> None:
    """GitHub: the heading in lower case, without punctuation, blanks as hyphens."""
    tokens = MarkdownIt("gfm-like").parse(prose)
    heads = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}

    for target in re.findall(r"\]\(#([^)]*)\)", prose):
        assert target in anchors


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*SAMPLES, "standby", "hurried"])
def test_every_source_block_reads_back(name: str, kind: str) -> None:
    project = sample(name) if name in SAMPLES else _scene(name).project

    assert source_blocks_read_back(render(project, kind), project) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_writing_twice_changes_nothing(kind: str, tmp_path: Path) -> None:
    written_once(lambda: render(_scene("standby").project, kind), tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_in_the_template_is_in_the_pack(kind: str) -> None:
    names_are_in_the_pack(kind)


def test_a_readiness_report_tells_every_question_of_pre_production() -> None:
    own = re.search(r"set own = \[(.*?)\]", template("readiness"), re.DOTALL)
    assert own is not None

    asked = [q.id for section in builtin_pack().phase("preprod").sections for q in section.questions]
    assert set(re.findall(r'"([a-z.-]+)"', own[1])) == set(asked)
