"""Every document of every sample, as GitHub's own renderer shows it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.documents import aftermath, nights, plans, stories
from tests.documents.github import foreign_html, items, page, rules, widths
from tests.documents.samples import GOLDEN, sample
from tests.documents.structure import HOSTILE, saying
from workbook.application.demo import SAMPLES
from workbook.documents import documents, render
from workbook.domain.project import Project
from workbook.text import accept, visible

GOLDENS = sorted(str(path.relative_to(GOLDEN)) for path in GOLDEN.rglob("*.md"))
SMALL = SAMPLES[4:]
"""The samples without goldens, quickly replayed."""
WILD = {"stories": stories.full, "nights": nights.standby, "aftermath": aftermath.full, "plans": plans.prepared}


@cache
def _written(project: Project) -> dict[str, str]:
    return {spec.id: render(project, spec.id).text for spec in documents(project) if not spec.is_sheet}


def _holds(markdown: str) -> None:
    """What is true of every document: tables are tables, HTML is ours, signs of Markdown are no text."""
    shown = page(markdown)
    lines = widths(markdown)

    assert len(shown.tables) == len(lines) == rules(markdown)
    for cells, table in zip(lines, shown.tables, strict=True):
        assert set(cells) == set(table), table
        assert len(cells) == len(table) + 1  # the rule below the head is no row
    assert foreign_html(markdown) == 0
    assert not set(shown.tags) & {"script", "style", "iframe", "img", "form", "textarea", "title", "h5", "h6"}
    assert shown.tags.count("details") == shown.tags.count("summary")
    assert shown.tags[0] == "h1"
    assert shown.tags.count("h1") == 1


def _reads_well(markdown: str) -> None:
    """What is true where nobody typed signs of Markdown: none is left over as text."""
    shown = page(markdown)

    assert "mlworkbook:" not in shown.text
    for tag, text in shown.blocks:
        assert tag in ("td", "th") or not re.search(r"^(?:\||>|#{1,6} |-{3})", text, re.MULTILINE), text
        assert not re.search(r"\*\*|\]\(|```", text), text
    assert shown.tags.count("li") == items(markdown)
    boxes = re.findall(r"^ *- \[[ x]\]", markdown, re.MULTILINE)
    assert shown.tasks == len(boxes)


@pytest.mark.parametrize("name", GOLDENS)
def test_a_golden_is_on_github_what_it_is_meant_to_be(name: str) -> None:
    markdown = (GOLDEN / name).read_text(encoding="utf-8")
    _holds(markdown)
    _reads_well(markdown)


@pytest.mark.parametrize("name", SMALL)
def test_a_sample_without_goldens_is_so_too(name: str) -> None:
    written = _written(sample(name))

    assert written
    for markdown in written.values():
        _holds(markdown)
        _reads_well(markdown)


@pytest.mark.parametrize("story", WILD)
def test_what_people_typed_is_text_on_github_as_well(story: str) -> None:
    typed = accept(" ".join(sign.strip(" ") or "x" for sign in HOSTILE))
    project = saying(WILD[story](), typed)
    words = re.sub(r"\s+", " ", visible(typed))

    for name, markdown in _written(project).items():
        _holds(markdown)
        assert words in re.sub(r"\s+", " ", page(markdown).text), name


@pytest.mark.parametrize(
    "fault",
    [
        "| a | b |\n| --- | --- |\n| 1 |",
        "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |",
        "| a | b |\n| --- |\n| 1 | 2 |",
        "text\n| a | b |",
        "An <b>answer</b>.",
        "<details>\n\nnever closed",
        "<script>alert(1)</script>",
        "# Another title",
        "Left **over.",
        "[Broken] (link)](x",
        "A list:\n1) one\n   2) two\n```",
        "<!-- a comment -->",
        "text\n- [ ]no box",
    ],
)
def test_the_rules_above_find_what_they_forbid(fault: str) -> None:
    markdown = f"# A title\n\n{fault}\n"
    with pytest.raises(AssertionError):
        _holds(markdown)
        _reads_well(markdown)
    _holds("# A title\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
