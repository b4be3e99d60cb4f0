"""Endings that nobody asked for: a closed terminal, a kill, a lost connection.

Textual has no handlers for them (the terminal would be left as it is, the text in it lost).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable


def on_ending(leave: Callable[[int], None]) -> None:
    """Calls `leave` with the exit code (128 + signal) when the process is asked to end.

    Must be called on the running loop. Platforms without such signals keep their own ways.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None or sys.platform == "win32":
            continue
        loop.add_signal_handler(number, leave, 128 + int(number))


def terminal_is_gone() -> bool:
    """Whether the terminal went away without a word: reading from it would spin for ever."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    try:
        descriptor = sys.__stdin__.fileno()
        if not os.isatty(descriptor):
            return False
        os.tcgetpgrp(descriptor)
    except (OSError, ValueError):
        return True
    return False
