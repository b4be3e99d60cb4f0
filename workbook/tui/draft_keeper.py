"""Drafts: what is being typed is on disk within a second, whatever becomes of the workbook."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple, Protocol

from workbook.errors import WorkbookError


class DraftBox(Protocol):
    """Where drafts are kept (see `workbook.application.Workbook.drafts`)."""

    def save(self, key: str, text: str) -> None:
        """Keeps a text, durably."""

    def read(self) -> dict[str, str]:
        """Everything that is kept, by key."""

    def drop(self, key: str) -> None:
        """Forgets a text."""


class DraftKeeper:
    """Writes drafts on a thread of its own, so that neither typing nor a locked workbook waits.

    Keys say which answer of which project a draft belongs to; texts are by field name.
    """

    def __init__(self, box: DraftBox) -> None:
        self._box = box
        self._lock = Lock()
        self._pending: dict[str, dict[str, str] | None] = {}
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._kept = {key: _decoded(text) for key, text in box.read().items()}

    def texts(self, key: str) -> dict[str, str]:
        """The texts of a draft by field; empty when there is none."""
        return dict(self._kept.get(key, {}))

    def keys(self, prefix: str) -> frozenset[str]:
        """The rest of every key that begins so."""
        return frozenset(key.removeprefix(prefix) for key in self._kept if key.startswith(prefix))

    def note(self, key: str, texts: dict[str, str]) -> None:
        """Remembers what was typed; `flush` writes it."""
        with self._lock:
            if any(text.strip() for text in texts.values()):
                self._kept[key] = dict(texts)
                self._pending[key] = dict(texts)
            else:
                self._kept.pop(key, None)
                self._pending[key] = None

    def drop(self, key: str) -> None:
        """Forgets a draft, on disk too: it was saved as an answer, or thrown away.

        Where the state folder cannot be written just now, the next `flush` tries again and says so.
        """
        with self._lock:
            if self._kept.pop(key, None) is not None or key in self._pending:
                self._pending[key] = None
        self.flush()

    def flush(self) -> Future[None] | None:
        """Writes what is pending, on the drafts' own thread; None when nothing is, or after `close`.

        The future raises StoreError where the state folder cannot be written.
        """
        return self._thread.submit(self._write) if self._pending and not self._closed else None

    def close(self) -> None:
        """Writes what is pending and waits for it; for the way out."""
        last = self.flush()
        self._closed = True
        try:
            if last is not None:
                last.result(timeout=5)
        except (WorkbookError, TimeoutError):
            self._thread.shutdown(wait=False)
        else:
            self._thread.shutdown()

    def _write(self) -> None:
        with self._lock:
            pending, self._pending = self._pending, {}
        for key, texts in pending.items():
            try:
                if texts is None:
                    self._box.drop(key)
                else:
                    self._box.save(key, json.dumps(texts, ensure_ascii=False))
            except WorkbookError:
                with self._lock:
                    self._pending = {key: texts, **self._pending}  # tried again at the next flush
                raise


class KeptLine(NamedTuple):
    """The draft of one line that is asked for in passing, such as a reason or a note."""

    keeper: DraftKeeper
    key: str

    @property
    def text(self) -> str:
        """What was typed before and not saved."""
        return self.keeper.texts(self.key).get("value", "")

    def note(self, text: str) -> None:
        """Remembers what was typed."""
        self.keeper.note(self.key, {"value": text})

    def drop(self) -> None:
        """Forgets it: it was saved."""
        self.keeper.drop(self.key)


def _decoded(text: str) -> dict[str, str]:
    try:
        texts = json.loads(text)
    except json.JSONDecodeError:
        return {"value": text}
    return {str(name): str(value) for name, value in texts.items()} if isinstance(texts, dict) else {"value": text}
