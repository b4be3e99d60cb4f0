"""Where things are on this machine: the workbook file, the team's packs, caches, drafts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from workbook.named import NamedTuple

FOLDER = ".mlworkbook"
FILE = "workbook.db"


class Places(NamedTuple):
    """Every path that the application uses; tests hand in their own.

    Attributes:
        database: the workbook file, which may not exist yet.
        repository: the root of the working copy that the workbook belongs to; None outside one.
        state: drafts and marks of this user; in no backup and no copy.
        cache: parsed packs; may vanish at any time.
    """

    database: Path
    repository: Path | None
    state: Path
    cache: Path

    @property
    def team_phases(self) -> Path | None:
        """The folder of the team's own pack files; None where there is none."""
        folder = self.database.parent / "phases" if self.database.parent.name == FOLDER else None
        return folder if folder is not None and folder.is_dir() else None

    @property
    def config(self) -> Path | None:
        """The file that names the repository's own project; None outside a repository."""
        return self.database.parent / "config.yaml" if self.database.parent.name == FOLDER else None


def find(option: str = "", environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> Places:
    """The places for a run.

    The workbook is the one named by the option or by MLWORKBOOK_DB, else the nearest
    `.mlworkbook/workbook.db` at or above the working directory (below the home folder), else a new
    one at the root of the surrounding git repository, else the one in the user's data folder.

    Args:
        option: the path given as `--workbook`, or empty.
    """
    environment = os.environ if environment is None else environment
    cwd = Path.cwd() if cwd is None else cwd
    home = Path(environment.get("HOME", "~")).expanduser()
    named = option or environment.get("MLWORKBOOK_DB", "")
    state, cache = _user_folder(environment, home, "STATE"), _user_folder(environment, home, "CACHE")
    repository = repository_root(cwd, home)
    if named:
        return Places(Path(named).expanduser().absolute(), repository, state, cache)
    for folder in _upwards(cwd, home):
        if (folder / FOLDER / FILE).exists() or (folder / FOLDER / "config.yaml").exists():
            return Places(folder / FOLDER / FILE, repository or folder, state, cache)
    if repository is not None:
        return Places(repository / FOLDER / FILE, repository, state, cache)
    return Places(_user_folder(environment, home, "DATA") / FILE, None, state, cache)


def repository_root(cwd: Path, home: Path) -> Path | None:
    """The nearest folder with a `.git` at or above `cwd`; the search stops below the home folder."""
    return next((folder for folder in _upwards(cwd, home) if (folder / ".git").exists()), None)


def _upwards(cwd: Path, home: Path) -> list[Path]:
    folders = [cwd, *cwd.parents]
    return folders[: folders.index(home)] if home in folders else folders


def _user_folder(environment: Mapping[str, str], home: Path, kind: str) -> Path:
    """The user's folder of that kind. XDG is read directly: asking platformdirs costs a command its start."""
    named = environment.get(f"XDG_{kind}_HOME", "")
    if named.startswith("/"):
        return Path(named) / "mlworkbook"
    import sys

    if sys.platform == "linux":
        below = {"STATE": ".local/state", "CACHE": ".cache", "DATA": ".local/share"}[kind]
        return home / below / "mlworkbook"
    import platformdirs

    folders = platformdirs.PlatformDirs("mlworkbook")
    by_kind = {"STATE": folders.user_state_path, "CACHE": folders.user_cache_path, "DATA": folders.user_data_path}
    return by_kind[kind]
