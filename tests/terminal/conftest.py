"""A repository of Mei Tanaka's, and windows that are closed after each test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.driver import COMMAND, PATIENCE, Terminal

Open = Callable[..., Terminal]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests of a run: the pack is compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def repository(machine: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository to stand in, with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (machine / ".gitconfig").write_text("[user]\n\tname = Mei Tanaka\n\temail = mei@harbour.example\n")
    folder = machine / "churn"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def window() -> Iterator[Open]:
    """Opens windows; without a program it is `mlworkbook`."""
    opened: list[Terminal] = []

    def opener(*arguments: str, **options: Any) -> Terminal:
        terminal = Terminal(arguments or (COMMAND,), **options)
        opened.append(terminal)
        return terminal

    yield opener
    for terminal in opened:
        terminal.close()


class CommandLine:
    """The command from another process, as a second person or a script would call it."""

    def __call__(self, *arguments: str, name: str = "", stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Any result; `name` says who calls when it is not Mei."""
        other = {"GIT_CONFIG_COUNT": "2"} if name else {}
        for number, (key, value) in enumerate([("name", name), ("email", f"{name.lower()}@harbour.example")]):
            other |= {f"GIT_CONFIG_KEY_{number}": f"user.{key}", f"GIT_CONFIG_VALUE_{number}": value} if name else {}
        return subprocess.run(
            [COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, **other},
            check=False,
        )

    def ok(self, *arguments: str, name: str = "", stdin: str = "") -> str:
        """The output of a command that must end with 0."""
        result = self(*arguments, name=name, stdin=stdin)
        assert result.returncode == 0, result
        return result.stdout

    def json(self, *arguments: str) -> dict[str, Any]:
        """The same as JSON."""
        data: dict[str, Any] = json.loads(self.ok(*arguments, "--json"))
        return data


@pytest.fixture
def mlw(repository: Path) -> CommandLine:
    """The command line of Mei Tanaka, in her repository."""
    assert repository.is_dir()
    return CommandLine()


@pytest.fixture
def project(mlw: CommandLine, cache: Path, database: Path) -> CommandLine:
    """The same, with a project called Churn that was told its form: it opens at its first question."""
    made = cache / "churn"
    if not made.exists():
        mlw.ok("init", "Churn")
        mlw.ok("answer", "kickoff.delivery:form", "report")
        shutil.copytree(database.parent, made)
    else:
        shutil.copytree(made, database.parent)
    return mlw


@pytest.fixture
def database(repository: Path) -> Path:
    """Where the project's workbook is."""
    return repository / ".mlworkbook" / "workbook.db"
