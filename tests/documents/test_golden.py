"""Two specifications, compared word by word with what was read and found good."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from tests.builders import builtin_pack
from tests.documents.stories import GOLDEN, STORIES
from tests.documents.structure import MARKER
from workbook.documents import render

_OWNED = re.compile(r": (.+ finds out(?: by \d+ \w{3} \d{4}\.|; no day is set\.)|nobody has it yet[.;].*)$")


@pytest.fixture(params=STORIES)
def written(request: pytest.FixtureRequest) -> str:
    """The specification of a story."""
    return render(STORIES[request.param]().project, "spec").text


def _prose(written: str) -> str:
    """What a reader sees: no comments, no blank lines at the ends."""
    return MARKER.sub("", written).strip()


@pytest.mark.parametrize("story", STORIES)
def test_golden(story: str) -> None:
    """Renew with `python -m tests.documents.stories`, then read what has changed as a stranger would."""
    golden = (GOLDEN / f"spec-{story}.md").read_bytes().decode()

    assert render(STORIES[story]().project, "spec").text == golden


def test_no_residue_of_template_or_program(written: str) -> None:
    prose = _prose(written)

    assert not re.search(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b|Undefined|mlworkbook|  +[^|\s]", prose)
    assert not re.search(r" [.,;:]|\.\.|\(\)|: *$(?!\n\n)", prose, re.MULTILINE)


def test_no_ids_codes_or_question_text(written: str) -> None:
    prose = _prose(written)

    for question in builtin_pack().questions:
        for name in (question.id, question.code, question.ask):
            assert not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", prose), name
    for field in (field for question in builtin_pack().questions for field in question.fields):
        assert field.label.endswith("?") is False or field.label not in prose


def test_every_heading_has_something_under_it(written: str) -> None:
    tokens = [token.type for token in MarkdownIt("gfm-like").parse(_prose(written))]

    closed = [place for place, kind in enumerate(tokens) if kind == "heading_close"]
    assert len(closed) > 10
    assert all(place + 1 < len(tokens) and tokens[place + 1] != "heading_open" for place in closed)


def test_everything_unknown_names_its_owner_or_says_that_it_has_none() -> None:
    prose = _prose(render(STORIES["sloppy"]().project, "spec").text)
    section = prose.split("## Not known yet\n")[1].split("\n## ")[0]

    lines = [re.sub(r" Note: .*", "", line) for line in section.splitlines() if line.startswith("- ")]
    assert len(lines) > 10
    assert all(_OWNED.search(line) for line in lines)


def test_the_sloppy_notes_are_told_in_their_own_words_and_nothing_is_added() -> None:
    """Every figure and date in the document was typed; so was every name."""
    scene = STORIES["sloppy"]()
    prose = _prose(render(scene.project, "spec").text)
    typed = " ".join(str(event.body) for event in scene.events) + " 27 Nov 2026 4 Dec 2026 16 Mar 2027 23 Nov 2026"

    assert all(number in typed for number in re.findall(r"\d+", prose))
    for words in ("read all reviews for us!! bad size charts -> returns", "care team picks charts to check, am, daily"):
        assert words in prose
    assert not re.search(r"\b(Ana|Tom|Mei|Raj|Irina)\b", prose)
