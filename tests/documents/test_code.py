"""Commands come out as code that is exactly what was typed, and nothing that is typed breaks out of it."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.builders import Scene
from tests.documents.structure import HOSTILE
from tests.strategies import MARKUP, texts
from workbook.documents import Block, read_back, render
from workbook.documents.code import fenced, in_line, prose, steps, unfenced
from workbook.documents.markers import Fenced, parse
from workbook.domain.commands import SetAnswer
from workbook.domain.primitives import Text
from workbook.errors import InvalidValue
from workbook.text import accept

COMMAND = "rollout.kill-switch:command"
BLOCKS = re.compile(r"</?(?:h[1-6]|table|ul|ol|blockquote|pre|hr|details|script|a|em|strong|del|img)\b")
PIECES = st.lists(st.sampled_from([*HOSTILE, *MARKUP, "`", "`x`", " `a b` ", "flag off", "``"]), max_size=14)
WILD = PIECES.map("".join).map(accept).filter(lambda text: bool(text.strip()))


def github(markdown: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown))


def shown(rendered: str) -> str:
    """What a reader sees, blanks and backticks aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered.replace("<br />", " "))).replace("`", "").split())


def switch(command: str) -> tuple[Scene, Block]:
    """A kill switch, and the block that holds its command."""
    scene = Scene()
    scene.do(SetAnswer("rollout.kill-switch", {"command": Text(command)}))
    return scene, next(block for block in render(scene.project, "runbook").blocks if block.id == COMMAND)


@pytest.mark.property
@given(text=texts() | WILD)
@example(text="```\nls -l | grep `date`\n```")
@example(text="a\n\n\n\nb")
@example(text="`")
@example(text="    indented\n\tand tabbed")
@example(text="echo 1\n<!-- mlworkbook:end rollout.kill-switch:command -->\n## 2")
@example(text="<!--mlworkbook:begin x -->")
@example(text="\x1b[31mred\x07\u202e")
def test_a_command_is_copied_as_it_was_typed_and_reads_back(text: str) -> None:
    text = accept(text)
    scene, block = switch(text)
    segments = [s for s in parse(render(scene.project, "runbook").text) if isinstance(s, Fenced)]

    assert next(s for s in segments if s.id == COMMAND).text == block.text
    assert read_back(block, block.text, scene.project) == ({"command": Text(text)},)
    for rendered in (github(block.text), MarkdownIt("gfm-like", {"linkify": False}).render(block.text)):
        code = re.findall(r"<pre><code>(.*?)\n</code></pre>", rendered, re.DOTALL)
        assert code == ([html.escape(text).replace("&#x27;", "'")] if fenced(text) else [])
        assert re.search(r"<h\d|<table", rendered) is None


def test_what_looks_like_a_marker_is_told_as_text() -> None:
    forged = "<!-- mlworkbook:end title -->"
    _, block = switch(forged)

    assert fenced(forged) == ""
    assert "```" not in block.text
    assert forged in html.unescape(github(block.text))


@pytest.mark.parametrize(
    ("edited", "read"),
    [
        ("**The command**\n\n```\nflag off --now\n```", "flag off --now"),
        ("**The command**\n\n```sh\nflag off | tee log\n```", "flag off | tee log"),
        ("**The command**\n\n````\na\n```\nb\n````", "a\n```\nb"),
        ("**The command**\n\nflag off \\| tee log", "flag off | tee log"),
    ],
)
def test_a_command_that_was_edited_in_the_file_is_understood(edited: str, read: str) -> None:
    scene, block = switch("flag off")
    assert read_back(block, edited, scene.project) == ({"command": Text(read)},)


def test_an_emptied_command_and_a_changed_label() -> None:
    scene, block = switch("flag off")
    assert read_back(block, "**The command**\n\n```\n```", scene.project) == ({},)
    assert read_back(block, "**The command**", scene.project) == ({},)
    with pytest.raises(InvalidValue):
        read_back(block, "**A command**\n\n```\nflag off\n```", scene.project)


@pytest.mark.property
@given(text=texts() | WILD)
@example(text="https://x.org/a`b c` d")
@example(text='(`rm *`), "`ls`": `a|b`')
@example(text="_ `a_b`_ *`c`*")
@example(text="flag off\\")
@example(text="www.x.org flag off. www.x.org/flag off")
def test_texts_with_code_in_them_say_what_was_typed(text: str) -> None:
    """Backticks aside: those around code are not shown, and code has others around it."""
    rendered = github("Above.\n\n" + prose(accept(text), ["flag off", "a b"]))

    assert shown(rendered) == " ".join(f"Above. {shown(html.escape(accept(text)))}".split())
    assert BLOCKS.search(re.sub(r"</?a\b[^>]*>", "", rendered)) is None


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("On ops-1: flag set x off. Then wait.", "On ops-1: `flag set x off`. Then wait."),
        ("flag set x off --now", "`flag set x off` --now"),
        ("unflag set x off", "unflag set x off"),
        ("run `ls *.log`, then call Mei", "run `ls *.log`, then call Mei"),
        ("a `b", "a \\`b"),
        ("see http://x.org/`ls -l`", "see http\\://x.org/\\`ls -l\\`"),
        ("once *and* twice", "once \\*and\\* twice"),
    ],
)
def test_which_words_are_code(text: str, markdown: str) -> None:
    assert prose(text, ["flag set x off", "off"]) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. Look. 2. Call.", "1. Look.\n2. Call."),
        ("1) Look 2) Call 3) Wait", "1. Look\n2. Call\n3. Wait"),
        ("1. Look\n2. Call\nnow", "1. Look\n2. Call\\\n    now"),
        ("1. Version 2. is out", "1. Version\n2. is out"),
        ("1. Look", "1\\. Look"),
        ("First 1. look 2. call", "First 1. look 2. call"),
        ("1. Look 3. Call", "1\\. Look 3. Call"),
        ("1. 2. 3.", "1\\. 2. 3."),
    ],
)
def test_what_is_counted_becomes_a_list(text: str, markdown: str) -> None:
    assert steps(text) == markdown


@pytest.mark.parametrize("text", ["a", "`", "``a`", " a ", "  ", "a`", "a\\"])
def test_code_in_a_line_is_what_it_was(text: str) -> None:
    found = re.fullmatch(r"<p><code>(.*)</code></p>\n", github(in_line(text)))
    assert found is not None
    assert html.unescape(found[1]) == text


def test_only_a_whole_block_is_unfenced() -> None:
    assert unfenced("```\na\n```\nb") is None
    assert unfenced("a") is None
    assert unfenced(fenced("a\n\n```\n")) == "a\n\n```\n"
