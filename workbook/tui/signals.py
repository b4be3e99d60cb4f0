"""Endings that nobody asked for: a closed terminal, a kill, a lost connection.

Textual has no handlers for them (the terminal would be left as it is, the text in it lost).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

_PATIENCE = 8.0
"""Seconds that an asked-for ending may take: drafts are on disk long before."""


def on_ending(leave: Callable[[int], None]) -> None:
    """Calls `leave` with the exit code (128 + signal) when the process is asked to end.

    Must be called on the running loop. Platforms without such signals keep their own ways.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None or sys.platform == "win32":
            continue
        loop.add_signal_handler(number, leave_for_sure, leave, 128 + int(number))


def leave_for_sure(leave: Callable[[int], None], code: int) -> None:
    """Asks, and some seconds later ends whatever has not ended: without a terminal nobody could end it by hand."""
    timer = threading.Timer(_PATIENCE, os._exit, (code,))
    timer.daemon = True
    timer.start()
    leave(code)


def only_after_a_stop() -> None:
    """Keeps Textual from starting on the terminal anew when it was not stopped.

    It does so at every SIGCONT, and the kernel sends one with the SIGHUP of a closed window: the second
    start would wait for ever for a terminal that is gone. To be called once Textual has set its handlers.
    """
    if sys.platform == "win32":
        return
    stop, go_on = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(stop) or not callable(go_on):
        return
    stopped: list[int] = []

    def stopping(number: int, frame: FrameType | None) -> None:
        stopped.append(number)
        stop(number, frame)

    def going_on(number: int, frame: FrameType | None) -> None:
        if stopped and not terminal_is_gone():
            stopped.clear()
            go_on(number, frame)

    signal.signal(signal.SIGTSTP, stopping)
    signal.signal(signal.SIGCONT, going_on)


def terminal_is_gone() -> bool:
    """Whether the terminal went away without a word: reading from it would spin for ever.

    Nothing tells us where another process leads the session (`make demo`): the hang-up goes to that one alone.
    To be asked only by an app that began on a terminal: one that is gone is no terminal any more.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    try:
        descriptor = sys.__stdin__.fileno()
        os.tcgetpgrp(descriptor)
    except (OSError, ValueError):
        return True
    return not os.isatty(descriptor)
