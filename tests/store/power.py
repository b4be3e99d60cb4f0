"""Power cuts: what a program asked of the disk, and what a cut at any moment may leave of it.

`traced` runs a program under strace and reads which calls it made in a folder. `Disk` replays them. What was synced is
there for good; of what was not, each write may be there, be missing, or be torn at a sector, and of what happened to
names in a folder a beginning is there. Nothing else is assumed of a file system.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

SECTOR = 512
CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
_REFUSED = "open,creat,writev,pwritev,pwritev2,truncate,fallocate,sync_file_range,link,linkat,copy_file_range"
_LINE = re.compile(r"^\d+ (\w+)\((.*)\) = (-?\d+)")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
_STRING = re.compile(r'"([^"]*)"')
_HANDLE = re.compile(r"^(\d+)<([^>]*)>")

Image: TypeAlias = dict[str, bytes]
"""What is on the disk after a cut, by name."""


class Call(NamedTuple):
    """One thing that was asked for: `said` is what the program told its user."""

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    to: str = ""


def why_not() -> str:
    """Why nothing can be traced here; empty when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


def traced(command: Sequence[str], folder: Path, log: Path, cwd: Path) -> list[Call]:
    """What a program did in a folder and said on its output, in order. It must end well."""
    options = ["-f", "-y", "-xx", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS},{_REFUSED}"]
    subprocess.run(["strace", *options, *command], check=True, cwd=cwd, capture_output=True, timeout=300)
    found: list[Call] = []
    for line in log.read_text(encoding="ascii").splitlines():
        found += _calls(line, str(folder))
    return found


def _calls(line: str, folder: str) -> Iterator[Call]:
    match = _LINE.match(line)
    if match is None or int(match[3]) < 0:
        assert folder.encode().hex() not in line.replace("\\x", ""), f"not understood: {line[:300]}"
        return
    name, arguments = match[1], match[2]
    texts = [_bytes(text) for text in _STRING.findall(arguments)]
    handle = _HANDLE.match(arguments)
    path = _bytes(handle[2]).decode() if handle else texts[0].decode() if texts else ""
    if name == "openat":
        path = texts[0].decode()
    if handle and handle[1] == "1" and name == "write":
        yield Call("said", data=texts[0])
    elif path == folder or path.startswith(f"{folder}/"):
        yield _call(name, path, arguments, texts)


def _call(name: str, path: str, arguments: str, texts: list[bytes]) -> Call:
    numbers = arguments.rsplit(", ", 2)
    match name:
        case "openat":
            return Call("create" if "O_CREAT" in arguments else "empty" if "O_TRUNC" in arguments else "open", path)
        case "pwrite64":
            return Call("write", path, int(numbers[-1]), texts[0])
        case "ftruncate":
            return Call("truncate", path, int(numbers[-1]))
        case "fsync" | "fdatasync":
            return Call("sync", path)
        case "unlink" | "unlinkat":
            return Call("unlink", path)
        case "rename" | "renameat" | "renameat2":
            return Call("rename", path, to=texts[1].decode())
        case _:
            raise AssertionError(f"{name} is not modelled: {arguments[:200]}")


def _bytes(text: str) -> bytes:
    return bytes.fromhex("".join(_HEX.findall(text)))


class _Change(NamedTuple):
    """Something that is not synced: a write (with data) or a new length, of a file; or a name's."""

    file: int
    offset: int
    data: bytes | None
    name: str = ""


class Disk:
    """A folder as the program sees it, and what of it is synced."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._synced_names: dict[str, int] = {}
        self._synced: dict[int, bytes] = {}
        self._changes: list[_Change] = []
        self._name_changes: list[_Change] = []

    def do(self, call: Call) -> None:
        """Carries out what was asked for."""
        match call.kind:
            case "create":
                if call.path not in self._names:
                    file = len(self._synced)
                    self._synced[file] = b""
                    self._name(call.path, file)
            case "write":
                self._changes.append(_Change(self._names[call.path], call.offset, call.data))
            case "truncate":
                self._changes.append(_Change(self._names[call.path], call.offset, None))
            case "empty":
                self._changes.append(_Change(self._names[call.path], 0, None))
            case "unlink":
                self._name(call.path, -1)
            case "rename":
                self._name(call.to, self._names[call.path])
                self._name(call.path, -1)
            case "sync":
                self._sync(call.path)

    def _name(self, path: str, file: int) -> None:
        self._name_changes.append(_Change(file, 0, None, path))
        if file < 0:
            del self._names[path]
        else:
            self._names[path] = file

    def _sync(self, path: str) -> None:
        if path in self._names:
            file = self._names[path]
            self._synced[file] = _written(self._synced[file], [c for c in self._changes if c.file == file])
            self._changes = [change for change in self._changes if change.file != file]
        else:  # a folder
            here = [change for change in self._name_changes if str(Path(change.name).parent) == path]
            self._name_changes = [change for change in self._name_changes if change not in here]
            self._synced_names = _named(self._synced_names, here)

    def images(self, chance: random.Random, torn: int) -> Iterator[Image]:
        """What a cut now may leave: all that was synced and no more, all that was done, and some between."""
        yield self._image(0, [])
        yield self._image(len(self._name_changes), self._changes)
        for _ in range(torn):
            names = chance.randint(0, len(self._name_changes))
            yield self._image(names, [part for change in self._changes for part in _torn(change, chance)])

    def _image(self, names: int, changes: Sequence[_Change]) -> Image:
        found = _named(self._synced_names, self._name_changes[:names])
        return {
            path: _written(self._synced[file], [change for change in changes if change.file == file])
            for path, file in found.items()
        }


def _named(names: dict[str, int], changes: Sequence[_Change]) -> dict[str, int]:
    found = names | {change.name: change.file for change in changes}
    return {path: file for path, file in found.items() if file >= 0}


def _written(before: bytes, changes: Sequence[_Change]) -> bytes:
    data = bytearray(before)
    for change in changes:
        if change.data is None:
            data = data[: change.offset].ljust(change.offset, b"\0")
        else:
            end = change.offset + len(change.data)
            data = data.ljust(end, b"\0")
            data[change.offset : end] = change.data
    return bytes(data)


def _torn(change: _Change, chance: random.Random) -> Iterator[_Change]:
    """The change, nothing of it, or some of its sectors."""
    fate = chance.choice(("there", "missing", "torn"))
    if fate == "missing":
        return
    if change.data is None or fate == "there":
        yield change
        return
    for start in range(0, len(change.data), SECTOR):
        if chance.random() < 0.5:
            yield change._replace(offset=change.offset + start, data=change.data[start : start + SECTOR])
