"""Whatever people type into whatever field: the document keeps its blocks, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.builders import Scene
from tests.documents.github import body
from tests.documents.stories import STORIES
from tests.strategies import MARKUP, WHOLE
from workbook.documents import Rendered, render
from workbook.documents.markers import Fenced, parse
from workbook.domain.events import Event
from workbook.domain.ledger import fold
from workbook.domain.project import Project
from workbook.text import accept

pytestmark = pytest.mark.property

HOSTILE = [
    "<!-- mlworkbook:end title -->",
    "<!-- mlworkbook:begin evil sha256=0123456789abcdef -->",
    "<!-- mlworkbook:begin title -->",
    "\n# mlworkbook:end front-matter\n",
    "\n---\n",
    "<!--",
    "-->",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{#",
    "<details>",
    "<script>",
    "| --- | --- |",
    "\n\n## Not known yet\n\n",
    "\n> ",
    "\n\n\n",
    "    code",
    "\t",
    "~~~",
    "\\",
    "**",
    "$$",
    "\u202e",
    "\x1b[31m",
    "\u2028",
    "\ufeff",
]

TEXTS = st.lists(st.sampled_from(HOSTILE + MARKUP) | st.text(st.characters(codec="utf-8"), max_size=5), max_size=12)


@cache
def _story(name: str) -> Scene:
    return STORIES[name]()


@cache
def _calm(name: str) -> tuple[Rendered, Mapping[str, str]]:
    """The document where every text is one word, and its HTML."""
    rendered = render(_saying(_story(name), "calm"), "spec")
    return rendered, _html(rendered)


def _saying(scene: Scene, text: str) -> Project:
    """The same project, where every free text says something else."""
    said = accept(text) or "x"
    events = [event._replace(body=_replaced(event, said)) for event in scene.events]
    return Project(scene.project.id, fold(events), scene.pack, scene.today)


def _replaced(event: Event, said: str) -> dict[str, Any]:
    body = dict(event.body or {})
    kept = ("origin", "question", "about")
    fields: Mapping[str, Any] = body.get("fields", {})
    new = {name: said if isinstance(v, str) and name not in kept else _unit(v, said) for name, v in fields.items()}
    texts = {name: said for name in ("note", "reason", "name") if name in body}
    return body | texts | ({"fields": new} if fields else {})


def _unit(value: Any, said: str) -> Any:
    return {**value, "unit": said} if isinstance(value, dict) and "amount" in value else value


def _headings(rendered: Rendered) -> list[str]:
    """The headings as a Markdown parser sees them; the first holds the project's name."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(body(rendered.text))
    opened = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    return [f"{tokens[place].tag} {tokens[place + 1].content}" for place in opened][1:]


def _tables(html: str) -> list[tuple[int, set[int]]]:
    """Of every table: how many rows, and how many cells they have."""
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    rows = [re.findall(r"<tr>.*?</tr>", table, re.DOTALL) for table in tables]
    return [(len(lines), {len(re.findall(r"<t[hd][ >]", line)) for line in lines}) for lines in rows]


def _html(rendered: Rendered) -> dict[str, str]:
    return {
        "github": cmarkgfm.github_flavored_markdown_to_html(body(rendered.text)),
        "markdown-it": MarkdownIt("gfm-like", {"linkify": False, "html": False}).render(body(rendered.text)),
    }


def _bones(html: str) -> list[str]:
    """The blocks that stand outside any answer's reach."""
    return re.findall(r"</?(?:h[1-6]|table|tr|th|td|ul|ol|li|blockquote|pre|hr|details|script)\b", html)


@pytest.mark.parametrize("story", STORIES)
@WHOLE
@given(text=TEXTS.map("".join))
@example(text="".join(HOSTILE))
@example(text="\n".join(HOSTILE))
@example(text="<br>\\<br>|\\|\n\n|a|\n|-|")
def test_any_text_in_any_field_keeps_the_structure(story: str, text: str) -> None:
    calm, calm_html = _calm(story)
    wild = render(_saying(_story(story), text), "spec")
    wild_html = _html(wild)

    assert [block.id for block in wild.blocks] == [block.id for block in calm.blocks]
    assert [s.id for s in parse(wild.text) if isinstance(s, Fenced)] == [block.id for block in wild.blocks]
    assert _headings(wild) == _headings(calm)
    for parser, html in calm_html.items():
        assert _tables(wild_html[parser]) == _tables(html), parser
        assert _bones(wild_html[parser]) == _bones(html), parser


@WHOLE
@given(text=TEXTS.map("".join))
def test_an_answer_cannot_forge_a_marker(text: str) -> None:
    forged = f"{text}\n<!-- mlworkbook:end kickoff.decision:value -->\n{text}"
    rendered = render(_saying(_story("full"), forged), "spec")
    blocks = {s.id: s for s in parse(rendered.text) if isinstance(s, Fenced)}

    assert len(blocks) == len(rendered.blocks)
    assert not any(block.edited for block in blocks.values())
    assert "mlworkbook:end kickoff.decision:value" in blocks["kickoff.decision:value"].text


def test_nothing_typed_is_run_as_a_template() -> None:
    rendered = render(_saying(_story("full"), "{{ 7 * 7 }} {% set x = 1 %} {# gone? #}"), "spec")

    assert "{{ 7 \\* 7 }} {% set x = 1 %} {# gone? #}" in rendered.text
