"""A document as GitHub shows it: cmark-gfm, GitHub's own renderer, and what it made of the Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options

_EXTENSIONS = ["table", "autolink", "tagfilter", "strikethrough", "tasklist"]
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COMMENT = r"^<!-- (?:mlworkbook:(?:begin \S+ sha256=[0-9a-f]{16}|end \S+)|Written by mlworkbook\. [^<>]*) -->$"
_FOLDED = r"^</?details>$|^<summary>[^<>]*</summary>$"
_OURS = re.compile(rf"{_COMMENT}|{_FOLDED}|(?<!\\)<br>", re.MULTILINE)
_SEPARATOR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_RULE = re.compile(r"^\|(?: :?-+:? \|)+$", re.MULTILINE)
_FENCED = re.compile(r"^(`{3,})[^`\n]*\n.*?^\1`*$", re.DOTALL | re.MULTILINE)


class Page(NamedTuple):
    """What GitHub makes of a document.

    Attributes:
        tags: every element, in order of appearance.
        tables: of each table the number of cells of every row, its head first.
        tasks: how many boxes there are to tick.
        text: what a reader sees.
        blocks: the same, by the innermost block that it stands in; code is left out.
    """

    tags: tuple[str, ...]
    tables: tuple[tuple[int, ...], ...]
    tasks: int
    text: str
    blocks: tuple[tuple[str, str], ...]


def body(markdown: str) -> str:
    """A document without its front matter, which GitHub shows as a table of its own."""
    return _FRONT_MATTER.sub("", markdown)


def page(markdown: str) -> Page:
    """A document as GitHub shows it; front matter is left out."""
    reader = _Reader()
    reader.feed(_html(body(markdown), Options.CMARK_OPT_UNSAFE))
    tables = tuple(tuple(row) for row in reader.tables)
    blocks = tuple((tag, text) for tag, text in reader.blocks if text.strip())
    return Page(tuple(reader.tags), tables, reader.tasks, "".join(text for _, text in reader.said), blocks)


def foreign_html(markdown: str) -> int:
    """How many pieces of HTML are in a document that are none of ours."""
    return _html(_OURS.sub("", body(markdown)), 0).count("<!-- raw HTML omitted -->")


def widths(markdown: str) -> tuple[tuple[int, ...], ...]:
    """Of each table in the source the cells of its lines, head and rule first; the renderer cuts and pads them."""
    lines = _FENCED.sub("", body(markdown)).split("\n")
    tables: list[list[int]] = []
    for number, line in enumerate(lines):
        if line.startswith("|"):
            if number == 0 or not lines[number - 1].startswith("|"):
                tables.append([])
            tables[-1].append(len(_SEPARATOR.findall(line)) - 1)
    return tuple(tuple(table) for table in tables)


def rules(markdown: str) -> int:
    """How many lines look like the one below the head of a table."""
    return len(_RULE.findall(_FENCED.sub("", body(markdown))))


def items(markdown: str) -> int:
    """How many lines of the source are meant as items of lists."""
    return len(re.findall(r"^ *(?:[-*+]|\d+[.)]) ", _FENCED.sub("", body(markdown)), re.MULTILINE))


def _html(markdown: str, options: int) -> str:
    options |= Options.CMARK_OPT_GITHUB_PRE_LANG
    return str(markdown_to_html_with_extensions(markdown, options=options, extensions=_EXTENSIONS))


class _Reader(HTMLParser):
    """Collects what stands in which element."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.tables: list[list[int]] = []
        self.tasks = 0
        self.said: list[tuple[str, str]] = []
        self.blocks: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "input":
            self.tasks += dict(attrs).get("type") == "checkbox"
        if tag in ("br", "hr", "input", "img"):
            self.said.append((tag, "\n"))
            return
        self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in ("td", "th"):
            self.tables[-1][-1] += 1
        if tag in _BLOCKS:
            self.blocks.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append((self._open[-1] if self._open else "", data))
        if self.blocks and "code" not in self._open:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


_BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "summary")
