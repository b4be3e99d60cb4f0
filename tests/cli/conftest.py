"""A command line to call in this process, as one person in a repository of their own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from workbook.cli.main import run
from workbook.packs import compiler
from workbook.packs.compiler import Folder


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


@pytest.fixture(scope="session", autouse=True)
def _a_pack_is_compiled_once() -> Iterator[None]:
    """A team's pack is the same in every test, but the folder that it lies in, which the cache goes by, is not."""
    compile_pack = compiler.compile_pack
    known: dict[tuple[tuple[str, bytes], ...], dict[str, Any]] = {}

    def once(folders: Sequence[Folder]) -> dict[str, Any]:
        key = tuple((Path(source.name).name, source.data) for folder in folders for source in folder.files)
        if key not in known:
            known[key] = compile_pack(folders)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "compile_pack", once)
        yield


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
