"""A Markdown document as one renderable: a whole page costs one widget, not one per paragraph."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement
from rich.text import Text

from workbook.text import visible

_MARKER = re.compile(r"^<!-- mlworkbook:.*?-->\n?", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


class _CalmHeading(Heading):
    """A heading on the left, without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The heading's words in bold, with room above all but the first."""
        text = self.text
        text.justify = "left"
        text.stylize("bold")
        if self.tag != "h1":
            yield Text("")
        yield text


class Page(Markdown):
    """Markdown with calm headings."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "heading_open": _CalmHeading}


def rendered(text: str) -> Markdown:
    """A document as it reads: without the markers of its blocks, without front matter and without live links."""
    return Page(_MARKER.sub("", _FRONT_MATTER.sub("", visible(text))), hyperlinks=False)
