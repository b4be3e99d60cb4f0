"""Help: every command has one, with an example that works as a line of shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli import drills
from tests.cli.conftest import CommandLine
from workbook.cli.main import cli
from workbook.cli.table import COMMANDS


def _all(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            assert sub is not None
            found += _all(sub, (*path, name))
    return found


PATHS = _all(cli)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_help_ends_in_examples_of_its_own(mlw: CommandLine, path: tuple[str, ...]) -> None:
    shown = mlw.ok(*path, "--help").out
    _, sign, examples = shown.partition("Examples:\n")
    assert sign
    for line in examples.replace("\\\n", " ").splitlines():
        words = shlex.split(line)
        assert words[0] == "mlworkbook"
        assert " ".join(path) in " ".join(words)
    assert all(len(line) <= 130 for line in shown.splitlines())


@pytest.mark.parametrize("path", [path for path in PATHS if path], ids=" ".join)
def test_what_an_example_calls_exists(path: tuple[str, ...]) -> None:
    """Options in examples are options of the command; only the project's content is not looked at."""
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    sub = set(command.list_commands(click.Context(command))) if isinstance(command, click.Group) else set()
    for example in getattr(command, "examples", ()):
        words = shlex.split(example.replace("\\\n", " "), comments=False)
        own = words[len(path) :]
        if not sub.intersection(own):
            mine = own[: own.index("|")] if "|" in own else own
            unknown = [word for word in mine if word.startswith("--") and word not in (*options, "--workbook", "--")]
            assert not unknown, example


def test_the_list_of_commands_matches_the_commands() -> None:
    for name, *_ in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name


def test_completion_scripts_are_printed_for_each_shell(mlw: CommandLine) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_MLWORKBOOK_COMPLETE" in mlw.ok("completion", shell).out
    assert mlw("completion", "csh").code == 2


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mlworkbook sta", ["status"]),
        ("mlworkbook answer kickoff.pr", ["kickoff.problem"]),
        ("mlworkbook show peop", ["people"]),
        ("mlworkbook gate kick", ["kickoff"]),
        ("mlworkbook score --instrument jo", ["joel"]),
        ("mlworkbook export --only sp", ["spec"]),
        ("mlworkbook status -p Ch", ["Churn"]),
        ("mlworkbook -p Ch", ["Churn"]),
        ("mlworkbook actions do", ["done"]),
    ],
)
def test_tab_offers_names(project: CommandLine, words: str, offered: list[str]) -> None:
    assert project is not None
    assert _tab(words) == offered


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mlworkbook form open dri", ["drill"]),
        ("mlworkbook form show call", [r"Call\\ centre"]),
        ("mlworkbook answer VI-01 x --form Ca", [r"Call\\ centre"]),
        (r"mlworkbook form show Call\ ce", [r"Call\\ centre"]),
        ("mlworkbook answer kickoff.visit-seen@c", [r"kickoff.visit-seen@Call\\ centre"]),
        ("mlworkbook show kickoff.problem@c", []),
    ],
)
def test_tab_offers_forms_as_bash_takes_them(
    project: CommandLine, repository: Path, words: str, offered: list[str]
) -> None:
    drills.lay(repository)
    project.ok("form", "open", "visit", "Call centre")
    assert _tab(words) == offered


def test_tab_stays_quiet_when_something_is_wrong(mlw: CommandLine, repository: Path) -> None:
    assert mlw is not None
    (repository / ".mlworkbook" / "phases").mkdir(parents=True)
    (repository / ".mlworkbook" / "config.yaml").write_text("project: x\n")
    (repository / ".mlworkbook" / "phases" / "a.yaml").write_text("no: pack\n")
    assert _tab("mlworkbook answer kick") == []


def _tab(words: str) -> list[str]:
    environment = {
        **os.environ,
        "_MLWORKBOOK_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(shlex.split(words)) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "workbook"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]
