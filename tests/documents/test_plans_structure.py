"""The data quality report, the card and the plans keep their blocks, headings and tables, whatever people type."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from tests.builders import Scene, builtin_pack
from tests.documents.github import body
from tests.documents.plans import KINDS, PHASES, STORIES
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
from workbook.domain.project import Project

MERMAID = re.compile(r"```mermaid.*?```", re.DOTALL)
NAMES = (*SAMPLES, "prepared", "hasty", "empty")


@cache
def _scene(story: str) -> Scene:
    return STORIES[story]()


def _kept(html: str) -> list[str]:
    """What must stay as it is; a command that looks like a marker is no code."""
    return [bone for bone in bones(html) if "pre" not in bone]


def _project(name: str) -> Project:
    return sample(name) if name in SAMPLES else _scene(name).project


@cache
def _calm(story: str, kind: str) -> tuple[Rendered, Html]:
    rendered = render(saying(_scene(story), "calm"), kind)
    return rendered, html_of(rendered)


@cache
def _prose(kind: str, name: str) -> str:
    """A document as its reader sees it: without its markers."""
    return MARKER.sub("", body(render(_project(name), kind).text)).strip()


@pytest.mark.property
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("story", ["prepared", "hasty"])
@WHOLE
@given(text=TEXTS.map("".join))
@example(text="".join(HOSTILE))
@example(text="\n".join(HOSTILE))
@example(text="<br>\\<br>|\\|\n\n|a|\n|-|")
def test_any_text_in_any_field_keeps_the_structure(story: str, kind: str, text: str) -> None:
    same_structure(render(saying(_scene(story), text), kind), _calm(story, kind), _kept)


@pytest.mark.parametrize("name", [*SAMPLES, "hasty"])
@pytest.mark.parametrize("kind", KINDS)
def test_golden(name: str, kind: str) -> None:
    """Renew with `python -m tests.documents.plans`, then read what has changed as the reader would."""
    assert render(_project(name), kind).text == (GOLDEN / f"{kind}-{name}.md").read_bytes().decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_as_if_a_person_had_written_it(kind: str, name: str) -> None:
    text = _prose(kind, name)
    prose = MERMAID.sub("", text)

    assert not re.search(r"[{}]|\bTrue\b|\bFalse\b|Undefined|\[\]|[^ |\n]  +[^|\s]", prose)
    assert not re.search(r" [.,;:](?!\w)|(?<!\.)\.\.(?!\.)|\(\)", re.sub(r"\| +\|", "", prose))
    no_question_shows(prose)
    _headings_hold_something(prose)
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    assert html.count("<table>") == len(re.findall(r"^\|(?: --- \|)+$", text, re.MULTILINE))
    assert not re.search(r"<p>[^<]*\|(?!\|)", re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL))
    assert not re.search(r"(?:<p>|\n)(?:- |\d+\. )", re.sub(r"<pre.*?</pre>", "", html, flags=re.DOTALL))


def _headings_hold_something(prose: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(prose)
    closed = [place for place, token in enumerate(tokens) if token.type == "heading_close"]
    for place in closed:
        following = tokens[place + 1]
        assert following.type != "heading_open" or following.tag > tokens[place].tag


@pytest.mark.parametrize("name", [*SAMPLES, "prepared", "hasty"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_source_block_reads_back(name: str, kind: str) -> None:
    project = _project(name)

    assert source_blocks_read_back(render(project, kind), project)


@pytest.mark.parametrize("kind", KINDS)
def test_writing_twice_changes_nothing(kind: str, tmp_path: Path) -> None:
    written_once(lambda: render(_scene("prepared").project, kind), tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_in_the_template_is_in_the_pack(kind: str) -> None:
    names_are_in_the_pack(kind)


@pytest.mark.parametrize("kind", PHASES)
def test_a_document_of_a_phase_tells_every_question_of_it(kind: str) -> None:
    told = "".join(re.findall(r"set (?:own|elsewhere) = \[(.*?)\]", template(kind), re.DOTALL))

    asked = {q.id for section in builtin_pack().phase(PHASES[kind]).sections for q in section.questions}
    assert asked <= set(re.findall(r'"([a-z.-]+)"', told))


def test_what_the_card_leaves_to_another_document_is_told_there() -> None:
    elsewhere = re.search(r"set elsewhere = \[(.*?)\]", template("model-card"))
    assert elsewhere is not None

    names = re.findall(r'"([a-z.-]+)"', elsewhere[1])
    assert names
    assert all(f'"{name}"' in template("outcome-review") for name in names)
