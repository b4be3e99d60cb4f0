"""A real terminal around a command: how long until a word is painted on it, and at what cost."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.harness import Cost, CouldNotRun, Measured

COLUMNS, LINES = 120, 40
PATIENCE = 30.0
_ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=$:]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)")


def painted(command: Sequence[str], word: str, *, folder: Path, environment: Mapping[str, str]) -> Measured:
    """Measures from the start of a command until the word stands on its screen."""

    def measured() -> Cost:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        begin = time.perf_counter()
        with subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        ) as started:
            os.close(slave)
            try:
                _wait_for(master, word, begin)
                return Cost(time.perf_counter() - begin, _cpu(started.pid))
            finally:
                started.send_signal(signal.SIGKILL)
                started.wait()
                os.close(master)

    return measured


def _wait_for(master: int, word: str, begin: float) -> None:
    shown = b""
    while word.encode() not in _ESCAPES.sub(b"", shown):
        ready, _, _ = select.select([master], [], [], PATIENCE - (time.perf_counter() - begin))
        try:
            new = os.read(master, 65536) if ready else b""
        except OSError:  # how Linux says that nobody holds the other end any more
            new = b""
        if not new:
            raise CouldNotRun(f"{word!r} was never painted: {_ESCAPES.sub(b'', shown)[-300:].decode(errors='replace')}")
        shown += new


def _cpu(pid: int) -> float:
    """The processor time of all threads of a running process, to the nanosecond where Linux tells; else nothing."""
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        return 0.0
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9
