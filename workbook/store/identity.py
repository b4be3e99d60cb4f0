"""The actor: who writes, as one chain of events. One for each user, machine and incarnation of a file.

The mark that says which actor writes into this very file lies in the user's state folder and not in
the file. So whoever opens a copy, or a file restored over its own later self, writes as somebody
new, and no chain ever forks.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from workbook.domain.canonical import digest
from workbook.store.surroundings import machine

_WIDTH = 200
"""The mark is always as long, and so is written over in one go."""


class Identity:
    """Finds the actor, and notes how far it came.

    Args:
        file: the workbook's file, which exists.
        state: the user's state folder. Where it cannot be written, every run is an actor of its own.
        store: the id of the store, which its copies share.
        token: gives random 128 bits in hex.
    """

    def __init__(self, file: Path, state: Path, store: str, token: Callable[[], str]) -> None:
        status = file.stat()
        place = f"{status.st_dev} {status.st_ino} {machine()}"
        self._mark = state / "marks" / f"{digest(store, ' ', place)[:32]}.json"
        self._token = token
        self._handle: int | None = None
        self._actor = ""

    def actor(self, last_seq: int) -> str:
        """Who writes now. To be asked in a write transaction, so that two processes agree.

        Args:
            last_seq: the last sequence number in the file. If the actor came further than that,
                the file was restored from a copy, and the actor is a new one.
        """
        known, reached = self._read()
        if known and reached <= last_seq:
            self._actor = known
        elif known or not self._actor:
            self._actor = self._token()
            self.reached(last_seq)
        return self._actor

    def reached(self, seq: int) -> None:
        """Notes the last sequence number, once it is committed.

        It is not forced to disk, and two processes may note theirs the wrong way round: a mark that
        lags behind is only less strict.
        """
        mark = json.dumps({"actor": self._actor, "seq": seq}).ljust(_WIDTH - 1) + "\n"
        with suppress(OSError):
            if self._handle is None:
                self._mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._handle = os.open(self._mark, os.O_RDWR | os.O_CREAT, 0o600)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, mark.encode("utf-8"))

    def renew(self) -> None:
        """Writes as somebody new from now on: another file has written under our name."""
        self._actor = self._token()
        self.reached(0)

    def close(self) -> None:
        """Lets go of the mark."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _read(self) -> tuple[str, int]:
        try:
            mark = json.loads(self._bytes())
            return str(mark["actor"]), int(mark["seq"])
        except (OSError, ValueError, KeyError, TypeError):
            return "", 0

    def _bytes(self) -> bytes:
        if self._handle is None:
            return self._mark.read_bytes()
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, _WIDTH)
