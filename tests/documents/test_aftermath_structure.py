"""Post-mortems and the outcome review keep their blocks, headings and tables, whatever people type."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import Scene, builtin_pack
from tests.documents.aftermath import AFTERMATHS
from tests.documents.samples import GOLDEN, SAMPLES, sample, written
from tests.documents.structure import (
    HOSTILE,
    MARKER,
    TEXTS,
    Html,
    html_of,
    names_are_in_the_pack,
    no_question_shows,
    phrases_of,
    same_structure,
    saying,
    source_blocks_read_back,
    template,
    written_once,
)
from tests.strategies import WHOLE, texts
from workbook.documents import Rendered, documents, render
from workbook.documents.incident import label
from workbook.domain.project import Project
from workbook.text import accept

KINDS = ("postmortem", "outcome-review")
GOLDENS = ("postmortem-harbour", "outcome-review-harbour", "outcome-review-nightly")


@cache
def _scene(story: str) -> Scene:
    return AFTERMATHS[story]()


def _rendered(project: Project, kind: str) -> Rendered:
    return render(project, next(spec.id for spec in documents(project) if spec.id.startswith(kind)))


@cache
def _calm(story: str, kind: str) -> tuple[Rendered, Html]:
    rendered = _rendered(saying(_scene(story), "calm"), kind)
    return rendered, html_of(rendered)


@pytest.mark.property
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("story", AFTERMATHS)
@WHOLE
@given(text=TEXTS.map("".join))
@example(text="".join(HOSTILE))
@example(text="\n".join(HOSTILE))
@example(text="<br>\\<br>|\\|\n\n|a|\n|-|")
def test_any_text_in_any_field_keeps_the_structure(story: str, kind: str, text: str) -> None:
    same_structure(_rendered(saying(_scene(story), text), kind), _calm(story, kind))


@pytest.mark.property
@WHOLE
@given(text=texts())
def test_labels_of_diagrams_hold_nothing_that_a_diagram_understands(text: str) -> None:
    assert re.fullmatch(r"[\w ,.()/+'%…-]+", label(text))
    assert "%%" not in label(text)
    assert label(text) == label(label(text))


@pytest.fixture(params=GOLDENS)
def golden(request: pytest.FixtureRequest) -> str:
    """A document as it was read and found good, without its markers."""
    text = (GOLDEN / f"{request.param}.md").read_text(encoding="utf-8")
    return MARKER.sub("", text).strip()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_golden(name: str, kind: str) -> None:
    """Renew with `python -m tests.documents.samples`, then read what has changed as the reader would."""
    path = GOLDEN / f"{kind}-{name}.md"

    assert written(name, kind) == (path.read_bytes().decode() if f"{kind}-{name}" in GOLDENS else "")


FIGURES = {
    "postmortem-harbour": (
        *("after 45 minutes", "after 70 minutes", "after 450 minutes", "from 1.2 % to 18 %", "0.31", "25 minutes"),
        *("Suppliers can change codes", "set too wide", "Monitor 1", "Monitor 2", "Consistency", "12 min"),
    ),
    "outcome-review-harbour": (
        *("| 45 min | 70 min | 450 min", "minimum met, target missed; 70 % of the planned gain", "held, at 4.5"),
        *("a limit of 4.8", "40 k€", "46 k€", "| 250 ms | 210 ms |", "31.0 %", "33.0 %", "32.0 %", "32.4 %"),
        *("Warn us within a day when a size chart is wrong", "Read all reviews for us"),
    ),
    "outcome-review-nightly": ("| 6.0 % | 4.0 % | 5.0 % | 4.6 %", "closed this version"),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_every_figure_of_the_story_is_told(name: str) -> None:
    text = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")

    assert [figure for figure in FIGURES[name] if figure not in text] == []


def test_what_does_not_apply_is_not_told() -> None:
    text = (GOLDEN / "outcome-review-nightly.md").read_text(encoding="utf-8")

    for heading in ("How it runs", "Incidents", "What it cost", "Not known yet"):
        assert heading not in text


def test_no_residue_of_template_program_or_questions(golden: str) -> None:
    prose = re.sub(r"```mermaid.*?```", "", golden, flags=re.DOTALL)

    assert not re.search(r"[{}]|\bNone\b(?! on repeat)|\bTrue\b|\bFalse\b|Undefined|\[\]|  +[^|\s]", prose)
    assert not re.search(r" [.,;:](?!\w)|\.\.|\(\)", re.sub(r"\| +\|", "", prose))
    no_question_shows(prose)


def test_tables_are_tables_and_lists_are_lists(golden: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(golden)

    rules = re.findall(r"^\|(?: --- \|)+$", golden, re.MULTILINE)
    assert html.count("<table>") == len(rules) > 2
    assert not re.search(r"<p>[^<]*\|", html)
    assert not re.search(r"<p>- ", html)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_source_block_reads_back(name: str, kind: str) -> None:
    project = sample(name)
    found = [spec for spec in documents(project) if spec.id.startswith(kind)]
    blocks = sum(source_blocks_read_back(render(project, spec.id), project) for spec in found)

    assert blocks > 3 or not found


@pytest.mark.parametrize("kind", KINDS)
def test_writing_twice_changes_nothing(kind: str, tmp_path: Path) -> None:
    written_once(lambda: _rendered(_scene("full").project, kind), tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_in_the_template_is_in_the_pack(kind: str) -> None:
    names_are_in_the_pack(kind)
    assert phrases_of(kind)


def test_a_post_mortem_tells_every_question_of_its_form_by_itself() -> None:
    own = re.search(r"set own = \[(.*?)\]", template("postmortem"), re.DOTALL)
    assert own is not None

    assert set(re.findall(r'"([a-z.-]+)"', own[1])) == {q.id for q in builtin_pack().form("postmortem").questions}


@WHOLE
@given(text=st.sampled_from(HOSTILE))
def test_a_title_that_nobody_can_file_still_has_a_file(text: str) -> None:
    project = saying(_scene("full"), accept(text) or "x")

    assert re.fullmatch(r"postmortem-01-[a-z0-9-]+\.md", _rendered(project, "postmortem").spec.path)
