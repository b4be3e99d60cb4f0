"""What git knows: who is typing, and where in the repository's history it happens."""

from __future__ import annotations

from pathlib import Path

from workbook.named import NamedTuple


class Author(NamedTuple):
    """Who is typing. The name is never empty; the e-mail address may be."""

    name: str
    email: str = ""


def author(folder: Path | None = None) -> Author:
    """The author from git's configuration, else the login name."""
    settings = dict(_pairs(_git(folder, "config", "--get-regexp", r"^user\.(name|email)$")))
    name = settings.get("user.name", "") or _login()
    return Author(name, settings.get("user.email", ""))


def position(repository: Path | None) -> dict[str, str]:
    """The commit and branch that the repository stands at; empty outside one."""
    if repository is None:
        return {}
    commit, _, branch = _git(repository, "log", "-1", "--format=%H %D", "--decorate=short").partition(" ")
    if not commit:
        return {}
    branch = branch.split(",")[0].removeprefix("HEAD -> ").strip()
    return {"commit": commit[:12], **({"branch": branch} if branch and branch != "HEAD" else {})}


def _git(folder: Path | None, *arguments: str) -> str:
    """What git prints; empty when it is not there or says no."""
    import subprocess  # a command that only reads asks git nothing

    command = ["git", *(["-C", str(folder)] if folder else []), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _pairs(lines: str) -> list[tuple[str, str]]:
    split = (line.partition(" ") for line in lines.splitlines())
    return [(key, value.strip()) for key, _, value in split]


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
