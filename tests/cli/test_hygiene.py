"""What a command imports is paid for by everybody who types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import CommandLine

HEAVY = (
    "textual",
    "rich",
    "jinja2",
    "yaml",
    "sqlite_utils",
    "pandas",
    "numpy",
    "markdown_it",
    "platformdirs",
    "asyncio",
    "hashlib",
    "secrets",
    "subprocess",
)


def _imported(*arguments: str) -> set[str]:
    code = (
        "import sys, json\n"
        "from workbook.cli.main import run\n"
        f"assert run({list(arguments)!r}) in (0, 1)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["answer", "--help"],
        ["status"],
        ["show"],
        ["show", "kickoff.problem", "--json"],
        ["projects"],
        ["history"],
        ["score"],
        ["gate", "kickoff"],
        ["actions"],
        [],
    ],
    ids=" ".join,
)
def test_reading_commands_import_nothing_heavy(project: CommandLine, arguments: list[str]) -> None:
    project.ok("status")
    assert not _imported(*arguments) & set(HEAVY)


def test_help_and_version_import_no_store_and_no_domain(project: CommandLine) -> None:
    project.ok("status")
    code = (
        "import sys\n"
        "from workbook.cli.main import run\n"
        "run(['--help']); run(['--version'])\n"
        "print(*[name for name in sys.modules if name.startswith(('workbook.', 'sqlite3'))], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    found = set(done.stderr.split())
    assert not [name for name in found if not name.startswith(("workbook.cli", "workbook.text", "workbook.errors"))]
