"""Text: what is accepted, what is shown, and Markdown that renders as exactly what was typed."""

from __future__ import annotations

import html
import re
import time
import unicodedata
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import texts, typed_texts
from workbook.errors import InvalidValue
from workbook.text import (
    LIMIT,
    accept,
    escape_cell,
    escape_markdown,
    one_line,
    slug,
    unescape_cell,
    unescape_markdown,
    visible,
)

pytestmark = pytest.mark.property

HOSTILE = (
    "# not a heading",
    "Title\n=====",
    "Title\n---",
    "- one\n- two",
    "+ one",
    "* one",
    "1. one\n2) two",
    "123456789. nine digits",
    "> quoted",
    "    indented like code\n\tand by a tab",
    "```\nfenced\n```",
    "~~~\nfenced",
    "`code` and ``more``",
    "a | b\n--|--\n1 | 2",
    "| a |\n|---|\n| 1 |",
    "a\n:-\nb",
    "<b>bold</b> <!-- comment --> <script>alert(1)</script>",
    "<https://example.org>",
    "[link](https://example.org) ![picture](x.png) [ref][a]\n\n[a]: /url",
    "[^1]: a footnote\n\nsee [^1]",
    "- [ ] a task\n- [x] done",
    "*em* **strong** _em_ __strong__ ***both***",
    "snake_case_name and _private_ and __init__",
    "~gone~ ~~gone~~",
    "&lt; &copy; &#35; &#x23; &nosuch; AT&T a&b;",
    "a  \nb",
    "a\\\nb\\",
    "\\# \\* \\\\",
    "\\",
    "***",
    "- - -",
    "___",
    "=",
    "-",
    "$x$ and $$y$$",
    "a<br>b\\<br>c<br/>",
    "https://x.org/a_b\u00a0\\",
    "see https://example.org/~me_you_*x*|y then",
    "https://example.org/a\nhttp://example.org/b_\nend",
    "www.example.org/_a_\nwww.example.org\nx",
    "ftp://example.org/~a mailto:a_b@example.org a_@example.org _a@example.org_",
    "https://example.org/?a=1&b=2&copy=3&amp;c=4",
    "(https://example.org/a_(b)_*)",
    "\u00a0 - hard blank\n\u3000# wide blank",
    "a\n\n\n\nb\n   c",
    "---\ntitle: x\n---",
    "a\n: b",
    "{{ 7*7 }} {% raw %}",
    "@me #12 :smile: !important",
    "-5 °C, +3, 1.5 ms, #tag, =x",
)
BLOCKS_AND_SPANS = re.compile(
    r"<(h[1-6]|ul|ol|li|blockquote|pre|code|table|t[rhd]|em|strong|del|img|input|hr|script|b|section|sup)\b"
)


# What is kept


@given(typed_texts())
def test_accepting_twice_changes_nothing_more(typed: str) -> None:
    once = accept(typed)
    assert accept(once) == once
    assert visible(once) == once


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_accepted_can_move_a_cursor_or_turn_the_reading_direction(typed: str) -> None:
    kept = accept(typed)
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def test_control_characters_stay_visible_as_symbols() -> None:
    assert accept("a\x1b[31mb\x00\x7f\x9b\u202ec") == "a␛[31mb␀␡⟨9B⟩⟨RLO⟩c"
    assert accept("\x0b\x0c\x1c") == "␋␌␜"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_line_end_becomes_one(end: str) -> None:
    assert accept(f"a{end}b{end}{end}c{end}") == "a\nb\n\nc"


def test_blanks_at_line_ends_and_empty_lines_around_go() -> None:
    assert accept("\n\n  a \t\nb\u00a0\n \n") == "  a\nb"


@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused_with_a_place_and_a_hint(half: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        accept(half, where="kickoff.problem")
    assert caught.value.where == "kickoff.problem"
    assert caught.value.hint


def test_a_text_over_the_limit_is_refused_and_nothing_is_cut() -> None:
    assert len(accept("x" * LIMIT)) == LIMIT
    with pytest.raises(InvalidValue, match="1,000,001"):
        accept("x" * (LIMIT + 1))


def test_a_long_paste_is_quick() -> None:
    pasted = "a_b *c* https://example.org/~x_ | <d>\n" * 2700
    begun = time.process_time()
    assert unescape_markdown(escape_markdown(accept(pasted))) == accept(pasted)
    assert time.process_time() - begun < 2  # 100 kB take some 0.1 s; a quadratic pattern would take minutes


@pytest.mark.parametrize("unit", ["\\", "`", "&", "1", "_", " ", "\t", "https://", "www.", "<br", "a@", "."])
def test_no_pattern_takes_long_over_a_long_line(unit: str) -> None:
    line = accept("x" + unit * (200_000 // len(unit)))
    begun = time.process_time()
    assert unescape_markdown(escape_markdown(line)) == line
    assert unescape_cell(escape_cell(line)) == line
    assert time.process_time() - begun < 3


# What is shown on one line


@given(typed_texts(), st.integers(1, 40))
def test_one_line_has_no_more_than_its_width(typed: str, width: int) -> None:
    shown = one_line(typed, width)
    assert len(shown) <= width
    assert len(shown.splitlines()) <= 1
    assert shown == shown.strip()


def test_one_line_folds_and_cuts() -> None:
    assert one_line(" a\n\t b ") == "a b"
    assert one_line("one two three", 8) == "one two…"
    assert one_line("exactly8", 8) == "exactly8"
    assert one_line("a\x1bb") == "a␛b"


@given(typed_texts())
def test_a_slug_is_a_safe_file_name(typed: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(typed))
    assert len(slug(typed)) <= 60


def test_slugs() -> None:
    assert slug("Störung: Würfel & Café №5") == "storung-wurfel-cafe-no5"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("漢字") == "project"
    assert slug("", fallback="incident") == "incident"
    assert slug("a" * 59 + "-b") == "a" * 59


# Markdown, there and back


@given(typed_texts())
@example("a<br>b")
@example("a\\<br>\\\\<br>")
@example("a\\\nb")
@example("https://example.org\nb\\")
def test_what_is_escaped_reads_back(typed: str) -> None:
    text = accept(typed)
    assert unescape_markdown(escape_markdown(text)) == text
    assert unescape_cell(escape_cell(text)) == text
    assert unescape_cell(f" {escape_cell(text)} ") == text


@given(texts())
def test_escaped_markdown_renders_as_the_text(text: str) -> None:
    assert shown(render(escape_markdown(text))) == folded(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_renders_as_itself(text: str) -> None:
    text = accept(text)
    rendered = render(escape_markdown(text))
    assert shown(rendered) == folded(text)
    assert BLOCKS_AND_SPANS.search(rendered) is None
    assert unescape_markdown(escape_markdown(text)) == text
    assert unescape_cell(escape_cell(text)) == text


@given(texts())
def test_no_text_opens_a_block_or_a_span(text: str) -> None:
    assert BLOCKS_AND_SPANS.search(render(escape_markdown(text))) is None


@given(texts())
def test_a_text_says_the_same_below_other_text_and_in_a_list(text: str) -> None:
    """Documents put answers behind a label, under a heading and into list items."""
    below = render("## Problem\n\n" + escape_markdown(text))
    assert shown(below.partition("</h2>")[2]) == folded(text)
    assert BLOCKS_AND_SPANS.search(below.partition("</h2>")[2]) is None


@given(st.lists(texts(), min_size=1, max_size=3))
def test_cells_stay_in_their_columns(cells: list[str]) -> None:
    row = "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"
    head = "|" + "---|" * len(cells)
    rendered = render(f"|{' h |' * len(cells)}\n{head}\n{row}")
    found = re.findall(r"<td>(.*?)</td>", rendered, re.DOTALL)
    assert [shown(cell) for cell in found] == [folded(cell) for cell in cells]
    assert not [cell for cell in found if BLOCKS_AND_SPANS.search(cell)]


@given(texts())
def test_links_are_only_addresses_that_stand_there(text: str) -> None:
    """A bare address may be clickable: its target must be what is shown."""
    for target, label in re.findall(r'<a href="([^"]*)">(.*?)</a>', render(escape_markdown(text)), re.DOTALL):
        assert unquote(html.unescape(target)).endswith(unquote(html.unescape(label)))


def test_a_plain_address_stays_clickable() -> None:
    rendered = render(escape_markdown("see https://example.org/a_b?x=1&y=2 for more\nand https://example.org/c\nend"))
    assert rendered.count("<a href=") == 2
    assert 'href="https://example.org/c"' in rendered


@pytest.mark.parametrize("text", ["-5 °C", "1.5 ms", "#tag", "a_b_c", "+3", "R&D", "3 > 2", "note: x", "2026-11-27"])
def test_what_markdown_would_leave_alone_is_left_alone(text: str) -> None:
    assert escape_markdown(text) == text


def render(markdown: str) -> str:
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(markdown, options=options, extensions=extensions))


def shown(rendered: str) -> str:
    """What a reader sees: tags gone, entities read."""
    return folded(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?a\b[^>]*>", "", rendered))))


def folded(text: str) -> str:
    return " ".join(text.split())
