"""Pack folders -> Pack, by way of a cache: YAML is read only when a file has changed.

A cached pack is the canonical JSON that the store keeps of an adopted one, so both are read the
same way. Before it stand the very files that it was made from: they are compared and not hashed, as
that would load OpenSSL. Nothing that happens to the cache is ever an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from workbook import __version__
from workbook.domain.canonical import canonical_json, digest
from workbook.domain.pack import Pack
from workbook.errors import PackError
from workbook.named import NamedTuple
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
    if cache is None:
        text = pack_to_json({"format": FORMAT, **_compile(contents)})
        return LoadedPack(pack_from_json(text), text)
    made_from = _joined(contents)
    file = cache / f"pack-{crc32(_joined([(name, []) for name, _ in contents])):08x}.cache"
    with suppress(PackError):
        kept = _cached(file, made_from)
        if kept is not None:
            return LoadedPack(_built(kept.text, kept.digest), kept.text)
    text = pack_to_json({"format": FORMAT, **_compile(contents)})
    pack = pack_from_json(text)
    _keep(file, made_from, _Kept(pack.digest, text))
    return LoadedPack(pack, text)


def pack_to_json(plain: dict[str, Any]) -> str:
    """The canonical JSON of a merged plain pack; its SHA-256 is the pack's digest."""
    return canonical_json(plain)


def pack_from_json(text: str) -> Pack:
    """The pack that `pack_to_json` wrote.

    Raises:
        PackError: it is damaged, or a newer mlworkbook wrote it.
    """
    return _built(text, digest(text))


def _built(text: str, sha: str) -> Pack:
    try:
        plain = json.loads(text)
        if plain["format"] != FORMAT:
            raise PackError(["A newer mlworkbook wrote this pack; this one cannot read it."])
        return build(plain, sha)
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


def _joined(contents: Sequence[_Contents]) -> bytes:
    """This version with all names and bytes: whatever changes the pack changes it."""
    parts = [f"{__version__} {CACHE_FORMAT}".encode()]
    for folder, files in contents:
        parts.append(f"\n{len(files)} {folder}".encode("utf-8", "surrogateescape"))
        for name, data in files:
            parts += [f"\n{len(data)} {name}\n".encode("utf-8", "surrogateescape"), data]
    return b"".join(parts)


def _compile(contents: Sequence[_Contents]) -> dict[str, Any]:
    from workbook.packs.compiler import Folder, Source, compile_pack  # only when there is YAML to read

    folders: list[Folder] = [
        Folder(name, tuple(Source(file, data) for file, data in files)) for name, files in contents
    ]
    return compile_pack(folders)


class _Kept(NamedTuple):
    """What the cache holds behind the files: the digest of the JSON, and the JSON."""

    digest: str
    text: str


def _cached(file: Path, made_from: bytes) -> _Kept | None:
    """What was kept for these files, if it is there and whole."""
    try:
        data = file.read_bytes()
        if not data.startswith(made_from):
            return None
        check, sha, text = data[len(made_from) :].split(b"\n", 2)
        return _Kept(sha.decode(), text.decode()) if check == _check(sha, text) else None
    except (OSError, ValueError):
        return None


def _check(sha: bytes, text: bytes) -> bytes:
    """Tells of a damaged disk; nobody is kept from forging it."""
    return b"%08x" % crc32(text, crc32(sha))


def _keep(file: Path, made_from: bytes, kept: _Kept) -> None:
    """Writes the cache so that a reader finds the old file or the new one, never half of one."""
    from tempfile import mkstemp

    sha, text = kept.digest.encode(), kept.text.encode()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=file.parent, prefix=".pack-")
        try:
            with os.fdopen(handle, "wb") as target:
                target.write(made_from + b"\n".join((_check(sha, text), sha, text)))
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
