"""Commands that people typed, as Markdown code: copied from the page, they are what was typed.

A whole answer that is a command stands between fences. In other texts two things are code: what
somebody put between backticks, and the words of a command that was given as an answer of its own.
What could be taken for a marker of ours (see markers.py) is never code; it is escaped instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbook.documents.markers import LIKE_A_MARKER
from workbook.text import escape_markdown, visible, with_breaks

_FENCED = re.compile(r"(`{3,})[^`\n]*\n(?:(.*)\n)?\1`*", re.DOTALL)
_TYPED = r"`(?P<typed>[^`\s][^`]*)`"
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)](?=\s)")


def fenced(text: str) -> str:
    """A text as a block of code; empty where it cannot be one."""
    shown = visible(text)
    if LIKE_A_MARKER.search(shown):
        return ""
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}\n{shown}\n{fence}"


def unfenced(markdown: str) -> str | None:
    """The text of a block of code; None for what is none."""
    found = _FENCED.fullmatch(markdown.strip("\n"))
    return (found[2] or "") if found else None


def in_line(text: str) -> str:
    """A text of one line as code within a sentence; it must not look like a marker."""
    ticks = "`" * (_longest_run(text) + 1)
    ends = text[:1] + text[-1:]
    pad = " " if "`" in ends or (ends == "  " and text.strip(" ")) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def prose(text: str, commands: Sequence[str] = ()) -> str:
    """A text as Markdown that renders as it was typed, with the commands in it as code; line breaks stay."""
    code = _code(commands)
    return with_breaks([_line(line, code) for line in visible(text).split("\n")])


def steps(text: str, commands: Sequence[str] = ()) -> str:
    """Like `prose`; what was typed as `1. ... 2. ... 3. ...` becomes a list of steps."""
    parts = _parts(text)
    listed = (f"{number}. {_indented(prose(part, commands))}" for number, part in enumerate(parts, start=1))
    return "\n".join(listed) if parts else prose(text, commands)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _code(commands: Sequence[str]) -> re.Pattern[str]:
    """What is code in a line: blanks around it, so that it is no part of an address, and signs that end it."""
    longest_first = sorted(
        {c for c in commands if " " in c.strip() and not LIKE_A_MARKER.search(c)}, key=len, reverse=True
    )
    known = f"|(?P<known>{'|'.join(map(re.escape, longest_first))})" if longest_first else ""
    return re.compile(rf"(?<![^ \t])(?P<before>[\"'(]?)(?:{_TYPED}{known})(?=[.,;:!?)\"']*(?:[ \t]|$))")


def _line(line: str, code: re.Pattern[str]) -> str:
    return escape_markdown(line) if LIKE_A_MARKER.search(line) else "".join(_pieces(line, code))


def _pieces(line: str, code: re.Pattern[str]) -> Iterator[str]:
    end = 0
    for found in code.finditer(line):
        groups = found.groupdict()
        yield _escaped(line[end : found.end("before")], first=end == 0)
        yield in_line(groups["typed"] or groups["known"])
        end = found.end()
    yield _escaped(line[end:], first=end == 0)


def _escaped(piece: str, *, first: bool) -> str:
    """A piece of a line; within the line blanks stay as they are, and nothing can open a block."""
    if first:
        return escape_markdown(piece) if piece else ""
    core = piece.strip(" \t")
    if not core:
        return piece
    before, _, after = piece.partition(core)
    return f"{before}{escape_markdown(f'x {core}').removeprefix('x ')}{after}"


def _parts(text: str) -> list[str]:
    """The parts of a text that counts them from 1 on; empty for any other text, and where a part is."""
    found: list[re.Match[str]] = []
    for number in _NUMBER.finditer(text):
        if int(number[1]) == len(found) + 1:
            found.append(number)
    if len(found) < 2 or found[0].start() != 0:
        return []
    ends = [*(number.start() for number in found[1:]), len(text)]
    parts = [text[number.end() : end].strip() for number, end in zip(found, ends, strict=True)]
    return parts if all(parts) else []


def _indented(markdown: str) -> str:
    return "\n".join(f"    {line}" if line and place else line for place, line in enumerate(markdown.split("\n")))
