"""A repository of Mei Tanaka's, and windows that are closed after each test."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.driver import COMMAND, Terminal

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
    """Opens windows; the first argument after the program may be left out."""
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

    def __call__(self, *arguments: str, name: str = "") -> subprocess.CompletedProcess[str]:
        """Any result; `name` says who calls when it is not Mei."""
        identity = ["-c", f"user.name={name}"] if name else []
        assert not identity, "names go through the environment"
        return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=60)

    def ok(self, *arguments: str) -> str:
        """The output of a command that must end with 0."""
        result = self(*arguments)
        assert result.returncode == 0, result
        return result.stdout

    def answer(self, question: str) -> str:
        """The answer to a question of one field."""
        shown: dict[str, Any] = json.loads(self.ok("show", question, "--json"))
        return json.dumps(shown, ensure_ascii=False)


@pytest.fixture
def mlw(repository: Path) -> CommandLine:
    """The command line of Mei Tanaka, in her repository."""
    assert repository.is_dir()
    return CommandLine()


@pytest.fixture
def project(mlw: CommandLine) -> CommandLine:
    """The same, with a project called Churn whose triage is answered."""
    mlw.ok("init", "Churn")
    return mlw
