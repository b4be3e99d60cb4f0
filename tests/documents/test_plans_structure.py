"""The data quality report, the card and the plans keep their blocks, headings and tables, whatever people type."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from tests.documents.test_structure import HOSTILE, TEXTS, _bones, _headings, _html, _saying, _tables
from tests.strategies import WHOLE
from workbook import resources
from workbook.documents import Rendered, compare, read_back, render, write
from workbook.documents.markers import Fenced, parse
from workbook.domain.project import Project

MARKER = re.compile(r"^<!-- .* -->$", re.MULTILINE)
MERMAID = re.compile(r"```mermaid.*?```", re.DOTALL)
NAMES = (*SAMPLES, "prepared", "hasty", "empty")


@cache
def _scene(story: str) -> Scene:
    return STORIES[story]()


def _kept(html: str) -> list[str]:
    """What must stay as it is; a command that looks like a marker is no code."""
    return [bone for bone in _bones(html) if "pre" not in bone]


def _project(name: str) -> Project:
    return sample(name) if name in SAMPLES else _scene(name).project


@cache
def _calm(story: str, kind: str) -> tuple[Rendered, Mapping[str, str]]:
    rendered = render(_saying(_scene(story), "calm"), kind)
    return rendered, _html(rendered)


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
    calm, calm_html = _calm(story, kind)
    wild = render(_saying(_scene(story), text), kind)
    wild_html = _html(wild)

    assert [block.id for block in wild.blocks] == [block.id for block in calm.blocks]
    assert [s.id for s in parse(wild.text) if isinstance(s, Fenced)] == [block.id for block in wild.blocks]
    assert _headings(wild) == _headings(calm)
    for parser, html in calm_html.items():
        assert _tables(wild_html[parser]) == _tables(html), parser
        assert _kept(wild_html[parser]) == _kept(html), parser


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
    for question in builtin_pack().questions:
        for left in (question.id, question.code, question.ask):
            assert not re.search(rf"(?<![\w.-]){re.escape(left)}(?![\w.-])", prose), left
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
    blocks = [block for block in render(project, kind).blocks if block.source]

    assert blocks
    for block in blocks:
        assert block.source is not None
        found = read_back(block, block.text, project)
        if block.source.field and "~" not in block.id:
            question = project.pack.question(block.source.question)
            assert found == ({block.source.field: project.answer_to(question).values[block.source.field]},)
        assert found, block.id


@pytest.mark.parametrize("kind", KINDS)
def test_writing_twice_changes_nothing(kind: str, tmp_path: Path) -> None:
    rendered = render(_scene("prepared").project, kind)
    path = tmp_path / rendered.spec.path

    assert write(compare(rendered, path), tmp_path)
    assert not write(compare(render(_scene("prepared").project, kind), path), tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_in_the_template_is_in_the_pack(kind: str) -> None:
    template = (resources.templates() / f"{kind}.md.j2").read_text(encoding="utf-8")
    pack = builtin_pack()
    names = set(re.findall(r'"((?:kickoff|data-qa|ml|preprod|rollout|monitoring)\.[a-z-]+(?::[a-z0-9-]+)?)"', template))
    gates = {phase.gate.id for phase in pack.phases if phase.gate}

    assert len(names) > 20
    for name in names - gates:
        _ = pack.field(name) if ":" in name else pack.question(name)
    for question, field in re.findall(r'words\("([a-z.-]+)", "([a-z-]+)"', template):
        pack.field(f"{question}:{field}")
    for path, phrases in re.findall(r'phrase\("([a-z.:-]+)", \{(.*?)\n\}', template, re.DOTALL):
        assert set(re.findall(r'"([a-z0-9-]+)":', phrases)) == {option.id for option in pack.field(path)[1].options}


@pytest.mark.parametrize("kind", PHASES)
def test_a_document_of_a_phase_tells_every_question_of_it(kind: str) -> None:
    template = (resources.templates() / f"{kind}.md.j2").read_text(encoding="utf-8")
    told = "".join(re.findall(r"set (?:own|elsewhere) = \[(.*?)\]", template, re.DOTALL))

    asked = {q.id for section in builtin_pack().phase(PHASES[kind]).sections for q in section.questions}
    assert asked <= set(re.findall(r'"([a-z.-]+)"', told))


def test_what_the_card_leaves_to_another_document_is_told_there() -> None:
    templates = {
        name: (resources.templates() / f"{name}.md.j2").read_text("utf-8") for name in ("model-card", "outcome-review")
    }
    elsewhere = re.search(r"set elsewhere = \[(.*?)\]", templates["model-card"])
    assert elsewhere is not None

    names = re.findall(r'"([a-z.-]+)"', elsewhere[1])
    assert names
    assert all(f'"{name}"' in templates["outcome-review"] for name in names)
