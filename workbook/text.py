"""Text that people typed or pasted: accepted, made visible, escaped for Markdown and read back.

Nothing that leaves this module can move a terminal's cursor, hide behind a direction override or
open a block in Markdown.
"""

from __future__ import annotations

import re
import unicodedata

from workbook.errors import InvalidValue

LIMIT = 1_000_000
"""The longest text that one field takes, in characters."""

_BIDI = {0x202A: "⟨LRE⟩", 0x202B: "⟨RLE⟩", 0x202C: "⟨PDF⟩", 0x202D: "⟨LRO⟩", 0x202E: "⟨RLO⟩"}
_BIDI |= {0x2066: "⟨LRI⟩", 0x2067: "⟨RLI⟩", 0x2068: "⟨FSI⟩", 0x2069: "⟨PDI⟩"}
_C0 = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_C1 = {code: f"⟨{code:02X}⟩" for code in range(0x80, 0xA0)}
_VISIBLE = _BIDI | _C0 | _C1 | {0x7F: "␡", 0xFFFE: "�", 0xFFFF: "�"}
_HIDDEN = re.compile("[" + "".join(re.escape(chr(code)) for code in _VISIBLE) + "]")
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    if _SURROGATE.search(text):
        hint = "Paste it again from its source."
        raise InvalidValue("The text holds half a character (a lone surrogate).", where=where, hint=hint)
    unified = re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text)
    lines = [line.rstrip() for line in visible(unified).split("\n")]
    return "\n".join(lines).strip("\n")


def visible(text: str) -> str:
    """The text with control characters and direction overrides shown as symbols; tabs and newlines stay."""
    if _HIDDEN.search(text) is None:
        return text
    return text.translate(_VISIBLE)


def one_line(text: str, width: int = 0) -> str:
    """The text on one line, blanks folded; cut with an ellipsis past `width` characters (0: never)."""
    folded = " ".join(visible(text).split())
    return folded if not width or len(folded) <= width else folded[: width - 1].rstrip() + "…"


def slug(text: str, fallback: str = "project") -> str:
    """A name for files: ASCII letters, digits and hyphens, never empty, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:60].strip("-") or fallback


_ALWAYS_ESCAPED = re.compile(r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=#>:])|(\d+)([.)]))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#(9|32);")


def escape_markdown(text: str) -> str:
    """The text as Markdown that renders as exactly that text; line breaks and paragraphs stay.

    `unescape_markdown` is its inverse for every text that `accept` returned.
    """
    lines = [_escape_line(line) for line in visible(text).split("\n")]
    closed = [f"{line}\\" if line and following else line for line, following in zip(lines, lines[1:], strict=False)]
    return "\n".join([*closed, lines[-1]])


def unescape_markdown(markdown: str) -> str:
    """The plain text behind what `escape_markdown` wrote."""
    lines = markdown.split("\n")
    return "\n".join(_ESCAPE.sub(_unescaped, _without_break(line)) for line in lines)


def escape_cell(text: str) -> str:
    """The text as one cell of a Markdown table."""
    return "<br>".join(_escape_line(line) for line in visible(text).split("\n"))


def unescape_cell(cell: str) -> str:
    """The plain text behind what `escape_cell` wrote."""
    return "\n".join(_ESCAPE.sub(_unescaped, line) for line in cell.strip().split("<br>"))


def _escape_line(line: str) -> str:
    escaped = _ALWAYS_ESCAPED.sub(lambda found: "\\" + found[0], line)
    escaped = _LINE_START.sub(_escape_start, escaped)
    if escaped[:1] in (" ", "\t"):  # four blanks would open a code block
        return f"&#{ord(escaped[0])};{escaped[1:]}"
    return escaped


def _escape_start(found: re.Match[str]) -> str:
    indent, sign, number, dot = found.groups()
    return f"{indent}\\{sign}" if sign else f"{indent}{number}\\{dot}"


def _without_break(line: str) -> str:
    """The line without the backslash of a hard break; a doubled one is a backslash that was typed."""
    backslashes = len(line) - len(line.rstrip("\\"))
    return line[:-1] if backslashes % 2 else line


def _unescaped(found: re.Match[str]) -> str:
    return found[1] if found[1] else chr(int(found[2]))
