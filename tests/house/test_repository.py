"""Rules of the repository: it stands on its own, and its parts agree."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from workbook import __version__

ROOT = Path(__file__).parents[2]

# Folders that tools make; nothing in them is ours.
FOREIGN = {"__pycache__", "build", "dist", "node_modules"}
LONGEST = 350

# Each is written so that it does not find itself.
FORBIDDEN = {
    "a registry": re.compile(r"py[p]i\.(org|python)|python[h]osted|anaconda\.(org|com)|npm[j]s\.(org|com)|simple[/]\s"),
    "a download address": re.compile(r"https?[:]//\S+(\.whl|\.tar\.gz|\.zip|/releases/download/)"),
    "an index option": re.compile(r"--(extra-)?index[-]url|--find[-]links|--trusted[-]host"),
    "a local address": re.compile(r"file[:]//"),
    "a path of one machine": re.compile(r"(?<![\w.~$}*<>])/(?:home|Users|root|work|opt|private)/\w"),
}


def _ours() -> Iterator[Path]:
    """Every text file of the repository. Hidden folders are foreign, save those that are committed."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not (name in FOREIGN or name.startswith("."))]
        yield from (Path(folder) / name for name in names if not name.endswith((".db", ".png", ".pyc")))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    files = list(_ours())

    assert ROOT / ".ci" / "run" in files
    assert ROOT / "pyproject.toml" in files
    for file in files:
        found = FORBIDDEN[what].search(file.read_text(encoding="utf-8"))
        assert not found, f"{file.relative_to(ROOT)} names {what}: {found[0]}"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a registry", "see https://py" + "pi.org/project/textual"),
        ("a registry", "https://files.python" + "hosted.org/x"),
        ("a download address", "https:" + "//example.com/a-1.0.tar.gz"),
        ("an index option", "--extra-index" + "-url x"),
        ("a local address", "textual @ file" + ":///wheels/textual.whl"),
        ("a path of one machine", "open('/" + "home/ann/notes')"),
        ("a path of one machine", "cd /" + "Users/ann"),
    ],
)
def test_the_rules_above_find_what_they_forbid(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


def test_no_source_file_grows_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "workbook").rglob("*.py")
    }

    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_the_version_is_the_installed_one() -> None:
    assert version("mlworkbook") == __version__


def test_pins_are_names_and_versions_and_cover_what_is_asked_for() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    pinned = {_canonical(pin) for pin in pins}
    assert [name for name in asked if _canonical(name) not in pinned] == []


def _canonical(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_readme_begins_with_both_commands() -> None:
    top = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:15])

    assert "make demo" in top
    assert "make test" in top


def test_every_target_of_the_makefile_is_explained() -> None:
    text = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    said = {line.split()[1] for line in text.splitlines()}
    assert said == {"help", "demo", "test", "test-docs", "bench", "pictures", "soak", "clean"}
