"""Text that people typed or pasted: accepted, made visible, escaped for Markdown and read back.

Nothing that leaves this module can move a terminal's cursor, hide behind a direction override or
open a block in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from workbook.errors import InvalidValue

LIMIT = 1_000_000
"""The longest text that one field takes, in characters."""

# Patterns stay plain text: `re` compiles each when it is first used, and importing this costs next to nothing.

_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
_BIDI = {0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"}
_BIDI |= {0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI"}


def accept(text: str, *, where: str = "") -> str:
    """The text as it is kept: LF line ends, no trailing blanks, control characters made visible.

    Args:
        text: what somebody typed, pasted or loaded.
        where: named in the error.

    Raises:
        InvalidValue: it holds half a character (a lone surrogate) or more than LIMIT characters.
    """
    if len(text) > LIMIT:
        hint = "Keep it in a file and link to it."
        raise InvalidValue(f"The text has {len(text):,} characters; a field takes {LIMIT:,}.", where=where, hint=hint)
    if text.isprintable() and text[-1:] != " ":  # the usual line: nothing to search for
        return text
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        hint = "Paste it again from its source."
        raise InvalidValue("The text holds half a character (a lone surrogate).", where=where, hint=hint)
    unified = re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text)
    lines = [line.rstrip() for line in visible(unified).split("\n")]
    return "\n".join(lines).strip("\n")


def visible(text: str) -> str:
    """The text with control characters and direction overrides shown as symbols; tabs and newlines stay."""
    return text if text.isprintable() else re.sub(_HIDDEN, _symbol, text)


def one_line(text: str, width: int = 0) -> str:
    """The text on one line, blanks folded; cut with an ellipsis past `width` characters (0: never)."""
    folded = " ".join(visible(text).split())
    return folded if not width or len(folded) <= width else folded[: width - 1].rstrip() + "…"


def slug(text: str, fallback: str = "project") -> str:
    """A name for files: ASCII letters, digits and hyphens, never empty, at most 60 characters."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:60].strip("-") or fallback


def escape_markdown(text: str) -> str:
    """The text as Markdown that renders as exactly that text; line breaks and paragraphs stay.

    A bare web or mail address stays as it is, so that it can be clicked, unless something in it
    has to be escaped. `unescape_markdown` is the inverse for every text that `accept` returned.
    """
    return with_breaks([_escape_line(line) for line in visible(text).split("\n")])


def with_breaks(lines: Sequence[str]) -> str:
    """Lines of Markdown as one text that keeps its line breaks and paragraphs."""
    broken = [_with_break(line) if line and below else line for line, below in pairwise(lines)]
    return "\n".join([*broken, lines[-1]])


def unescape_markdown(markdown: str) -> str:
    """The plain text behind what `escape_markdown` wrote."""
    return "\n".join(_unescape(_without_break(line)) for line in markdown.split("\n"))


def escape_cell(text: str) -> str:
    """The text as one cell of a Markdown table."""
    return "<br>".join(_escape_line(line) for line in visible(text).split("\n"))


def unescape_cell(cell: str) -> str:
    """The plain text behind what `escape_cell` wrote."""
    return _unescape(cell.strip(" \t"))


_SPECIAL = r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[0-9A-Za-z]+;)"
"""What means something anywhere. An underscore within a word does not, nor does a lone ampersand."""

_OPENING = r"(?:#{1,6}|\+)(?=\s|$)|-(?=[-:\s]|$)|:(?=[-\s]|$)|=(?=[=\s]*$)|>"
"""What opens a block at the start of a line, beside numbers of lists."""

_ESCAPED = r"\\([!-/:-@\[-`{-~])|&#(9|32);|<br\s*/?>"


_HARMLESS = r"[^\W\d_][^\\`*\[\]<|~$_&]*"
"""The usual line: it begins with a letter, and nothing in it means anything."""


def _escape_line(line: str) -> str:
    if re.fullmatch(_HARMLESS, line):
        return line
    escaped = _break_addresses(re.sub(_SPECIAL, r"\\\g<0>", line))
    if escaped[:1] in (" ", "\t"):  # four blanks would open a code block; behind this one nothing opens any other
        return f"&#{ord(escaped[0])};{escaped[1:]}"
    if re.match(_OPENING, escaped):
        return "\\" + escaped
    return re.sub(r"^([0-9]{1,9})([.)])(?=\s|$)", r"\1\\\2", escaped)


def _break_addresses(escaped: str) -> str:
    """Keeps an address with an escape in it from becoming a link: links show backslashes as they are."""
    if "\\" not in escaped or not _has_address(escaped):
        return escaped
    return re.sub(r"[^ \t]+", _break_address, escaped)  # an address goes on to the next ASCII blank


def _break_address(word: re.Match[str]) -> str:
    return re.sub(r":(?=//)|(?i:(?<=www)\.)", r"\\\g<0>", word[0]) if "\\" in word[0] else word[0]


def _has_address(line: str) -> bool:
    return "://" in line or "www." in line.lower()


def _with_break(line: str) -> str:
    """The line with a hard break behind it; a backslash right after an address would become part of it."""
    return f"{line} \\" if _has_address(line) else f"{line}\\"


def _without_break(line: str) -> str:
    """The line without the backslash of a hard break; a doubled one is a backslash that was typed."""
    backslashes = len(line) - len(line.rstrip("\\"))
    return line[:-1].rstrip(" ") if backslashes % 2 else line


def _unescape(markdown: str) -> str:
    return re.sub(_ESCAPED, _unescaped, markdown)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    return chr(int(found[2])) if found[2] else "\n"


def _symbol(hidden: re.Match[str]) -> str:
    code = ord(hidden[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code > 0xFFF0:
        return "�"
    return f"⟨{_BIDI.get(code, f'{code:02X}')}⟩"
