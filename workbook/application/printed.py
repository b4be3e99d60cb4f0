"""What a reading command printed, to be printed again while all that it rests on is as it was.

Kept with it are the occasion (its arguments, the folder, the day, the time zone, the settings of the environment) and
every file that was looked at, our own code among them, with its inode, its size and the times of its last change. Git
tells by the same signs whether a file was changed. As two changes may fall within one tick of a file system's clock,
nothing is kept before everything has been at rest for a while: then whatever comes later has another time.

What is in doubt is not kept, or not believed. Nothing that happens to the cache is an error, and nothing needs it.
Texts lie in it, for this user alone, until the next reading of the same workbook; `forget` takes them away at once.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

from workbook import __version__
from workbook.named import NamedTuple

if TYPE_CHECKING:
    from workbook.application.places import Places

OFF = "MLWORKBOOK_NO_CACHE"
"""The environment variable that turns this off."""
REST = 2_000_000_000
"""Nanoseconds: the coarsest file systems count the times of changes by two seconds."""
_ENTRIES = 2000
"""Folders with more in them are not looked through at each reading."""
_MANY = 64
"""Prints that are kept at most; the oldest go."""
_LARGEST = 1 << 20
"""Bytes of one kept print."""
_SETTINGS = ("HOME", "TZ", "LANG", "LANGUAGE", "NO_COLOR", "TERM", "COLUMNS")
_PREFIXES = ("MLWORKBOOK_", "XDG_", "LC_")
_KIND = "print-"
_ENDING = ".cache"
_UNREADABLE = (OSError, ValueError, TypeError, EOFError)


class Printed(NamedTuple):
    """What a command printed.

    Attributes:
        code: its exit code.
        texts: each piece, and whether it went to stderr.
    """

    code: int
    texts: tuple[tuple[str, bool], ...]


class Prints:
    """What was printed on one occasion.

    Args:
        arguments: of the command.

    Raises:
        OSError: the working directory is gone.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._begun = time.time_ns()
        self._folder = _folder()
        self._occasion = _occasion(arguments)
        self._name = f"{crc32(repr(self._occasion).encode('utf-8', 'surrogatepass')):08x}{_ENDING}"
        self._paths: dict[str, None] | None = None
        self._workbook = ""
        self._texts: list[tuple[list[str], bool]] = []

    def find(self) -> Printed | None:
        """What was printed then, if nothing that it rests on has changed; else it is thrown away."""
        for path in _kept(self._folder):
            if not path.endswith(self._name):
                continue
            with suppress(*_UNREADABLE):
                occasion, paths, stamps, code, texts = _read(path)
                if occasion == self._occasion and stamps == tuple(map(_stamp, paths)):
                    return Printed(code, texts)
            with suppress(OSError):
                os.unlink(path)
        return None

    def rest_on(self, workbook: str, paths: Iterable[str]) -> None:
        """Says that this command only reads, what its workbook is, and which files and folders it looks at."""
        self._workbook = workbook
        self._paths = dict.fromkeys(paths)

    def doubt(self) -> None:
        """Says that something else was looked at, such as the time: nothing of this run is kept."""
        self._paths = None

    def note(self, text: str, err: bool) -> None:
        """Takes down what is printed, line by line."""
        if not self._texts or self._texts[-1][1] is not err:
            self._texts.append(([], err))
        self._texts[-1][0].append(text)

    def keep(self, code: int) -> None:
        """Keeps what was printed, if it rests on what is known and at rest; what older states printed goes."""
        if self._paths is None or not self._folder:
            return
        with suppress(*_UNREADABLE):
            paths = tuple(dict.fromkeys((*_inside(self._paths), *_code())))
            stamps = tuple(map(_stamp, paths))
            if max(changed for stamp in stamps for changed in stamp[3:]) > self._begun - REST:
                return
            texts = tuple(("\n".join(lines), err) for lines, err in self._texts)
            data = marshal.dumps((self._occasion, paths, stamps, code, texts))
            if len(data) <= _LARGEST:
                self._write(data)

    def _write(self, data: bytes) -> None:
        """Beside the prints of the same workbook as it is now, and in place of those of its past."""
        place = f"{_KIND}{crc32(self._workbook.encode('utf-8', 'surrogatepass')):08x}-"
        state = f"{place}{crc32(repr(_stamp(self._workbook)).encode()):08x}-"
        kept = sorted(_kept(self._folder), key=os.path.getmtime)
        for number, path in enumerate(kept, start=_MANY - len(kept)):
            name = os.path.basename(path)
            if number < 0 or (name.startswith(place) and not name.startswith(state)):
                os.unlink(path)
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        target = os.path.join(self._folder, f"{state}{self._name}")
        half = f"{target}.{os.getpid()}"
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"%08x" % crc32(data) + data)
        os.replace(half, target)


def looked_at(places: Places) -> Iterator[str]:
    """What every reading command looks at: the workbook, its pack, and where these might be instead."""
    from workbook.resources import phases

    database, folder = str(places.database), str(places.database.parent)
    real = os.path.realpath(database)
    yield from (database, f"{real}-journal", f"{real}-wal", str(phases()))
    yield from (f"{folder}/phases", f"{folder}/config.yaml") if places.config else ()
    here = os.getcwd()
    while True:
        yield from (f"{here}/.git?", f"{here}/.mlworkbook/workbook.db?", f"{here}/.mlworkbook/config.yaml?")
        if here == os.path.dirname(here):
            break
        here = os.path.dirname(here)


def forget() -> None:
    """Takes away everything that was kept for this user: a text was erased."""
    for path in _kept(_folder()):
        with suppress(OSError):
            os.unlink(path)


def _folder() -> str:
    """Where prints are kept, beside the other caches (see `places`); empty where nothing is kept."""
    if os.environ.get(OFF):
        return ""
    named, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    below = {"linux": ".cache", "darwin": "Library/Caches"}.get(sys.platform, "")
    cache = named if named.startswith("/") else f"{home}/{below}" if home.startswith("/") and below else ""
    return f"{cache}/mlworkbook/prints" if cache else ""


def _occasion(arguments: Sequence[str]) -> tuple[Any, ...]:
    settings = [(k, v) for k, v in os.environ.items() if k in _SETTINGS or k.startswith(_PREFIXES)]
    terminal = sys.stdout is not None and sys.stdout.isatty()  # there is no stdout where it was closed
    wide = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else 0
    day = tuple(time.localtime()[:3])
    return __version__, sys.version, os.getcwd(), tuple(arguments), wide, day, time.tzname, tuple(sorted(settings))


def _kept(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith(_KIND)] if folder else []
    except OSError:
        return []


def _read(path: str) -> tuple[object, tuple[str, ...], tuple[object, ...], int, tuple[tuple[str, bool], ...]]:
    with open(path, "rb") as file:
        check, data = file.read(8), file.read()
    if check != b"%08x" % crc32(data):
        raise ValueError("this is damaged")
    occasion, paths, stamps, code, texts = marshal.loads(data)
    return occasion, paths, stamps, code, texts


def _stamp(path: str) -> tuple[int, ...]:
    """By what a change of a file, or of what a folder lists, is told; nothing where there is none. Raises OSError.

    A path that ends in `?` stands for whether it is there.
    """
    try:
        if path.endswith("?"):
            return (int(os.path.exists(path[:-1])),)
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _inside(paths: Iterable[str]) -> Iterator[str]:
    """The paths, and whatever is in those that are folders. Raises OSError when that is too much."""
    waiting = list(paths)
    count = 0
    while waiting:
        path = waiting.pop()
        count += 1
        if count > _ENTRIES:
            raise OSError("too many files to look at")
        yield path
        if os.path.isdir(path):
            waiting += [entry.path for entry in os.scandir(path)]


def _code() -> Iterator[str]:
    """The files of our own code that was used, and one of each library."""
    for name, module in list(sys.modules.items()):
        top, _, below = name.partition(".")
        if top == "workbook" or not (below or name in sys.stdlib_module_names):
            file = getattr(module, "__file__", None)
            if file:
                yield file
    yield "/etc/localtime"
