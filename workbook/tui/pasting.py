"""A paste is text, whatever it holds.

Textual takes an escape character inside a bracketed paste, with what follows it, for keys: a pasted colour code
would press ctrl+g or ctrl+q. Here it is made visible before the parser sees it. Only the sequence that ends a
paste cannot be told from the terminal's own; most terminals leave it out of what they paste.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

BEGIN, END = "\x1b[200~", "\x1b[201~"
_SHOWN = str.maketrans({"\x1b": "␛", "\x00": "␀"})  # Textual would drop the second


class PasteGuard(XTermParser):
    """Textual's parser of what a terminal sends, with pastes made harmless first."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._inside = False
        self._held = ""  # the end of what was read, where it may be the beginning of a mark

    def feed(self, data: str) -> Iterable[Message]:
        """Takes what was read; gives the messages that it means. Nothing at all means the end."""
        safe = self.guarded(data)
        return super().feed(safe) if safe or not data else ()

    def guarded(self, data: str) -> str:
        """What was read, with the escape characters inside of pastes as symbols."""
        safe, rest = [], self._held + data
        told = 0 if self._inside else len(self._held)  # outside of a paste nothing is kept waiting: esc is a key
        self._held = ""
        while rest:
            mark = END if self._inside else BEGIN
            text, found, after = rest.partition(mark)
            open_end = 0 if found else _overlap(text, mark)
            self._held = text[len(text) - open_end :] if open_end else ""
            if self._inside:
                safe.append(text[: len(text) - open_end].translate(_SHOWN) + found)
            else:
                safe.append((text + found)[told:])
            told = 0
            if found:
                self._inside = not self._inside
            rest = after
        return "".join(safe)


def guard_pastes() -> None:
    """From now on Textual reads terminals through the guard. (It offers no other way to put in a parser.)"""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        vars(linux_driver)["XTermParser"] = PasteGuard


def _overlap(text: str, mark: str) -> int:
    """How many of the last characters may be the beginning of the mark."""
    return next((size for size in range(min(len(text), len(mark) - 1), 0, -1) if mark.startswith(text[-size:])), 0)
