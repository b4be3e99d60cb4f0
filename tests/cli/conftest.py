"""A command line to call in this process, as one person in a repository of their own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from workbook.cli.main import run


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Its stdout as JSON."""
        data: dict[str, Any] = json.loads(self.out)
        return data


class CommandLine:
    """Calls commands, as `mlworkbook` would be."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes | io.BytesIO = b"") -> Result:
        """The result of any kind."""
        typed = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))
        self._capsys.readouterr()
        code = run(arguments)
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def ok(self, *arguments: str, stdin: bytes | io.BytesIO = b"") -> Result:
        """The result of a command that must end with 0."""
        result = self(*arguments, stdin=stdin)
        assert result.code == 0, result
        return result


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests of a run: the pack is compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def mlw(machine: Path, cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line of Mei Tanaka."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (machine / ".gitconfig").write_text("[user]\n\tname = Mei Tanaka\n\temail = mei@harbour.example\n")
    return CommandLine(capsys, monkeypatch)


@pytest.fixture
def repository(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository to stand in."""
    folder = machine / "churn"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def project(mlw: CommandLine, repository: Path) -> CommandLine:
    """The command line, in a repository with a project called Churn."""
    assert repository.is_dir()
    mlw.ok("init", "Churn")
    return mlw
