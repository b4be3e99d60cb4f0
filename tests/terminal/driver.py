"""A real terminal around the real command: a pty, a screen kept by pyte, the raw bytes beside it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

COMMAND = str(Path(sys.executable).with_name("mlworkbook"))
PATIENCE = 20.0
"""Seconds until something that does not show is a failure; a busy machine is slow, not wrong."""

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f6": b"\x1b[17~",
}
PASTE_BEGIN, PASTE_END = b"\x1b[200~", b"\x1b[201~"


class _Screen(pyte.Screen):
    """A screen that lets pass what pyte does not know: it takes `CSI > … m` for colours."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """A window with a program in it.

    Args:
        arguments: the program and what it is told; `mlworkbook` alone when left out.
        size: columns and lines.
        cwd: where it starts.
        environment: set on top of this process' own.
        prepare: called in the new process, before the program starts.
    """

    def __init__(
        self,
        arguments: Sequence[str] = (COMMAND,),
        *,
        size: tuple[int, int] = (100, 32),
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        self.raw = bytearray()
        self.presses = 0
        self._screen = _Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        self._set_size(*size)

        def settle() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # the pty becomes the controlling terminal of the new session
            prepare()

        self.process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            preexec_fn=settle,
        )
        self._slave = slave  # kept open: a shell would have it open as well, and reads do not end by an error

    # Looking

    @property
    def text(self) -> str:
        """The screen as it stands, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def screen(self) -> pyte.Screen:
        """The screen with its colours."""
        return self._screen

    def line(self, words: str) -> str:
        """The first line of the screen that holds these words. Raises AssertionError when none does."""
        found = [line for line in self.text.splitlines() if words in line]
        assert found, f"no line holds {words!r}\n{self.text}"
        return found[0]

    def expect(self, *words: str, within: float = PATIENCE) -> str:
        """Reads until the screen shows all of these; the screen then."""
        return self.until(lambda text: all(word in text for word in words), f"show {words}", within)

    def expect_gone(self, words: str, within: float = PATIENCE) -> str:
        """Reads until the screen no longer shows this; the screen then."""
        return self.until(lambda text: words not in text, f"lose {words!r}", within)

    def until(self, holds: Callable[[str], bool], what: str, within: float = PATIENCE) -> str:
        """Reads until this holds of the screen; the screen then. Raises AssertionError with the screen."""
        deadline = time.monotonic() + within
        while not holds(self.text):
            left = deadline - time.monotonic()
            if left <= 0 or (not self._read(min(left, 0.25)) and self.process.poll() is not None):
                self._read(0.1)
                if holds(self.text):
                    break
                state = f"ended with {self.process.returncode}" if self.process.poll() is not None else "runs"
                raise AssertionError(f"the screen did not {what}; the program {state}\n{self.text}")
        return self.text

    def drain(self, quiet: float = 0.3, most: float = PATIENCE) -> str:
        """Reads until nothing more comes for a moment; the screen then."""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline and self._read(quiet):
            pass
        return self.text

    # Keys

    def press(self, *keys: str) -> None:
        """Presses keys: by name (`enter`, `ctrl+s`), or the character itself."""
        for key in keys:
            self.presses += 1
            self.send(_bytes(key))

    def type(self, text: str) -> None:
        """Types a text. Not counted among the presses."""
        self.send(text.encode())

    def paste(self, text: str | bytes) -> None:
        """A bracketed paste."""
        self.send(PASTE_BEGIN + (text if isinstance(text, bytes) else text.encode()) + PASTE_END)

    def send(self, data: bytes) -> None:
        """Bytes as they are; reads meanwhile, so that neither side blocks the other."""
        os.set_blocking(self._master, False)
        deadline = time.monotonic() + PATIENCE
        while data and time.monotonic() < deadline:
            readable, writable, _ = select.select([self._master], [self._master], [], 1.0)
            if writable:
                data = data[os.write(self._master, data[:4096]) :]
            if readable:
                self._read(0)
        assert not data, "the program does not read its keys"

    # The window and its end

    def resize(self, columns: int, lines: int) -> None:
        """Another size; the program is told by SIGWINCH."""
        self._set_size(columns, lines)
        self._screen.resize(lines, columns)

    def hang_up(self) -> None:
        """The window is closed: the kernel sends SIGHUP, and the terminal is gone."""
        os.close(self._slave)
        os.close(self._master)
        self._slave = self._master = -1

    def signal(self, number: int) -> None:
        """A signal to the program in the foreground."""
        os.kill(os.tcgetpgrp(self._master), number)

    def kill(self) -> None:
        """kill -9, at once."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def wait(self, within: float = PATIENCE) -> int:
        """Its exit status: negative after a signal. Raises AssertionError when it does not end."""
        deadline = time.monotonic() + within
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end\n{self.text}"
            if self._master < 0:
                time.sleep(0.05)
            else:
                self._read(0.05)
        while self._master >= 0 and self._read(0):
            pass
        return self.process.returncode

    def close(self) -> None:
        """Ends what still runs and lets go of the terminal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
        for handle in (self._slave, self._master):
            if handle >= 0:
                os.close(handle)
        self._slave = self._master = -1

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self, wait: float) -> bool:
        """Takes what the program wrote. Whether there was something."""
        if not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)


def _bytes(key: str) -> bytes:
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) & 0x1F])
    assert len(key) == 1, f"no key is called {key!r}"
    return key.encode()
