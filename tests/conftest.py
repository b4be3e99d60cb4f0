"""What every test gets: hypothesis profiles, and a machine that is nobody's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.samples import replayed
from workbook.packs import compiler, loader
from workbook.packs.compiler import Folder

ROOT = Path(__file__).parents[1]

# The same run gives the same result; new examples are searched for by `make soak`, which also remembers them.
settings.register_profile("quick", deadline=None, max_examples=40, derandomize=True, database=None)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=2000,
    print_blob=True,
    database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "examples"),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_FORGOTTEN = ("MLWORKBOOK_", "GIT_", "XDG_", "LC_", "MAKE")
_FORGOTTEN_NAMES = ("COLORTERM", "COLUMNS", "EDITOR", "FORCE_COLOR", "LANGUAGE", "LINES", "NO_COLOR", "PAGER", "VISUAL")


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home and a working directory inside it; nothing of the developer's own settings is seen.

    It is a folder beside `tmp_path`, which stays empty for the test. Gives the home folder.
    """
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(_FORGOTTEN) or name in _FORGOTTEN_NAMES:
            monkeypatch.delenv(name)
    here = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / ".runtime",
        "GIT_CONFIG_GLOBAL": home / ".gitconfig",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CEILING_DIRECTORIES": home.parent,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    for name, value in here.items():
        monkeypatch.setenv(name, str(value))
    cwd = home / "here"
    cwd.mkdir()
    monkeypatch.chdir(cwd)
    return home


@pytest.fixture(scope="session", autouse=True)
def _a_pack_is_made_once() -> Iterator[None]:
    """The same files make the same pack in every test, though their folder, which the cache goes by, is another."""
    compile_pack, built = compiler.compile_pack, loader._built
    compiled: dict[tuple[tuple[tuple[str, bytes], ...], ...], dict[str, Any]] = {}

    def compiled_once(folders: Sequence[Folder]) -> dict[str, Any]:
        key = tuple(tuple((Path(source.name).name, source.data) for source in folder.files) for folder in folders)
        if key not in compiled:
            compiled[key] = compile_pack(folders)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "compile_pack", compiled_once)
        patch.setattr(loader, "_built", cache(built))
        yield


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the workbook file of a sample; it is replayed once for all tests, and is to be copied."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of the whole run
    return partial(replayed, folder=folder)
