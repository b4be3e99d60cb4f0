"""Whatever people type into whatever field: the document keeps its blocks, headings and tables."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given

from tests.builders import Scene
from tests.documents.stories import STORIES
from tests.documents.structure import HOSTILE, TEXTS, Html, html_of, same_structure, saying
from tests.strategies import WHOLE
from workbook.documents import Rendered, render
from workbook.documents.markers import Fenced, parse

pytestmark = pytest.mark.property


@cache
def _story(name: str) -> Scene:
    return STORIES[name]()


@cache
def _calm(name: str) -> tuple[Rendered, Html]:
    """The document where every text is one word, and its HTML."""
    rendered = render(saying(_story(name), "calm"), "spec")
    return rendered, html_of(rendered)


@pytest.mark.parametrize("story", STORIES)
@WHOLE
@given(text=TEXTS.map("".join))
@example(text="".join(HOSTILE))
@example(text="\n".join(HOSTILE))
@example(text="<br>\\<br>|\\|\n\n|a|\n|-|")
def test_any_text_in_any_field_keeps_the_structure(story: str, text: str) -> None:
    same_structure(render(saying(_story(story), text), "spec"), _calm(story))


@WHOLE
@given(text=TEXTS.map("".join))
def test_an_answer_cannot_forge_a_marker(text: str) -> None:
    forged = f"{text}\n<!-- mlworkbook:end kickoff.decision:value -->\n{text}"
    rendered = render(saying(_story("full"), forged), "spec")
    blocks = {s.id: s for s in parse(rendered.text) if isinstance(s, Fenced)}

    assert len(blocks) == len(rendered.blocks)
    assert not any(block.edited for block in blocks.values())
    assert "mlworkbook:end kickoff.decision:value" in blocks["kickoff.decision:value"].text


def test_nothing_typed_is_run_as_a_template() -> None:
    rendered = render(saying(_story("full"), "{{ 7 * 7 }} {% set x = 1 %} {# gone? #}"), "spec")

    assert "{{ 7 \\* 7 }} {% set x = 1 %} {# gone? #}" in rendered.text
