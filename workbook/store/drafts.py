"""Drafts: what is being typed, kept in the user's state folder and not in the workbook.

So it is kept while the workbook is locked, full or read-only, and it goes into no copy.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from workbook.errors import StoreError, StoreFull, TargetUnwritable

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Drafts:
    """The drafts for one workbook; each is a file of its own, that only its user can read.

    Args:
        folder: where the drafts of all workbooks are; it is made when needed.
        workbook_key: tells this workbook's drafts from those of others, such as its path.
    """

    def __init__(self, folder: Path, workbook_key: str) -> None:
        self._folder = folder / _name(workbook_key)

    def save(self, key: str, text: str) -> None:
        """Keeps a text under a key, over the one kept before. When it returns, the text survives a power cut.

        Raises:
            StoreFull, TargetUnwritable: it could not be kept; what was kept before still is.
        """
        file = self._file(key)
        part = file.with_suffix(f".{os.getpid()}.part")
        data = json.dumps({"key": key, "text": text}).encode("ascii")
        with self._explained():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _write(part, data)
                part.replace(file)
            except BaseException:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
            self._sync_folder()

    def read(self) -> dict[str, str]:
        """Every text that is kept, by key. Raises TargetUnwritable when the folder cannot be read."""
        with self._explained():
            files = sorted(self._folder.iterdir()) if self._folder.exists() else []
            found = [_read(file) for file in files if file.suffix == ".json"]
        return dict(pair for pair in found if pair is not None)

    def drop(self, key: str) -> None:
        """Forgets a text; nothing happens when there is none. Raises TargetUnwritable."""
        with self._explained():
            self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{_name(key)}.json"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._explain(error) from error

    def _explain(self, error: OSError) -> StoreError:
        where = str(self._folder)
        if error.errno in _NO_ROOM:
            return StoreFull("There is no room left to keep what is being typed.", where=where, hint="Make room.")
        what = f"What is being typed cannot be kept ({error.strerror})."
        return TargetUnwritable(what, where=where, hint="Check the rights of this folder.")

    def _sync_folder(self) -> None:
        if hasattr(os, "O_DIRECTORY"):
            _sync(os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY))


def _name(key: str) -> str:
    """A file name for any key: two keys never share one, not even where case does not count."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _write(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: Path) -> tuple[str, str] | None:
    """The key and the text; None for a file that we did not write."""
    try:
        kept = json.loads(file.read_bytes())
        return str(kept["key"]), str(kept["text"])
    except (ValueError, KeyError, TypeError, FileNotFoundError):  # another process may just have dropped it
        return None
