"""Pack folders -> Pack, by way of a cache: YAML is read only when a file has changed.

A cached pack is the canonical JSON that the store keeps of an adopted one, so both are read the
same way. Nothing that happens to the cache is ever an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook import __version__
from workbook.domain.canonical import canonical_json, digest
from workbook.domain.pack import Pack
from workbook.errors import PackError
from workbook.packs.build import build

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from workbook.packs.compiler import Folder

READ_AT_MOST = (1 << 20) + 1
"""One byte more than `strict_yaml` takes: enough to have it refuse the file."""
FORMAT = 1
"""Of the plain pack; one that cannot be read like this gets the next number."""
CACHE_FORMAT = 1
"""To be raised when the compiler gives something else for the same files within one version."""


class LoadedPack(NamedTuple):
    """A pack, and the canonical JSON whose SHA-256 is its digest."""

    pack: Pack
    json_text: str


def load_pack(folders: Sequence[Traversable | Path], cache: Path | None = None) -> LoadedPack:
    """The pack of some folders, each laid over the ones before it.

    Args:
        folders: the built-in pack first, then a team's own.
        cache: a folder for what was read; it is made when needed. None: nothing is cached.

    Raises:
        PackError: with every mistake as `file:line:col: where: what`, sorted by file and line.
    """
    contents = [_contents(folder) for folder in folders]
    key = _key(contents)
    kept = None if cache is None else cache / f"pack-{_key([(name, []) for name, _ in contents])[:16]}.json"
    text = None if kept is None else _cached(kept, key)
    if text is not None:
        with suppress(PackError):
            return LoadedPack(pack_from_json(text), text)
    text = pack_to_json({"format": FORMAT, **_compile(contents)})
    if kept is not None:
        _keep(kept, key, text)
    return LoadedPack(pack_from_json(text), text)


def pack_to_json(plain: dict[str, Any]) -> str:
    """The canonical JSON of a merged plain pack; its SHA-256 is the pack's digest."""
    return canonical_json(plain)


def pack_from_json(text: str) -> Pack:
    """The pack that `pack_to_json` wrote.

    Raises:
        PackError: it is damaged, or a newer mlworkbook wrote it.
    """
    try:
        plain = json.loads(text)
        if plain["format"] != FORMAT:
            raise PackError(["A newer mlworkbook wrote this pack; this one cannot read it."])
        return build(plain, digest(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise PackError([f"This stored pack is damaged: {type(error).__name__}: {error}"]) from error


_Contents = tuple[str, list[tuple[str, bytes]]]


def _contents(folder: Traversable | Path) -> _Contents:
    """A folder's name and its files, sorted by name. Raises PackError when it cannot be read."""
    try:
        found = sorted((entry for entry in folder.iterdir() if _is_pack_file(entry)), key=lambda entry: entry.name)
        files = [(entry, _read(entry)) for entry in found]
    except OSError as error:
        raise PackError([f"{error.filename or folder}:1:1: This cannot be read: {error.strerror or error}."]) from error
    return str(folder), [(str(entry), data) for entry, data in files]


def _is_pack_file(entry: Traversable | Path) -> bool:
    # .yml is taken in only to be refused by the compiler: left out without a word, it would be missed
    return entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith(".") and entry.is_file()


def _read(entry: Traversable | Path) -> bytes:
    with entry.open("rb") as file:
        return file.read(READ_AT_MOST)


def _key(contents: Sequence[_Contents]) -> str:
    """A hash over this version and all names and bytes: whatever changes the pack changes it."""
    hasher = sha256(f"{__version__} {CACHE_FORMAT}".encode())
    for folder, files in contents:
        hasher.update(f"\n{len(files)} {folder}".encode("utf-8", "surrogateescape"))
        for name, data in files:
            hasher.update(f"\n{len(data)} {name}\n".encode("utf-8", "surrogateescape"))
            hasher.update(data)
    return hasher.hexdigest()


def _compile(contents: Sequence[_Contents]) -> dict[str, Any]:
    from workbook.packs.compiler import Folder, Source, compile_pack  # only when there is YAML to read

    folders: list[Folder] = [
        Folder(name, tuple(Source(file, data) for file, data in files)) for name, files in contents
    ]
    return compile_pack(folders)


def _cached(file: Path, key: str) -> str | None:
    """The JSON kept for that key, if it is there and whole."""
    try:
        kept_key, kept_digest, text = file.read_bytes().decode("utf-8").split("\n", 2)
    except (OSError, ValueError):
        return None
    return text if kept_key == key and kept_digest == digest(text) else None


def _keep(file: Path, key: str, text: str) -> None:
    """Writes the cache so that a reader finds the old file or the new one, never half of one."""
    from tempfile import mkstemp

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=file.parent, prefix=".pack-")
        try:
            with os.fdopen(handle, "wb") as target:
                target.write(f"{key}\n{digest(text)}\n{text}".encode())
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
