"""`.mlworkbook/config.yaml`: which project a repository is about."""

from __future__ import annotations

from pathlib import Path

from workbook.errors import TargetUnwritable

_IGNORE = """\
# The working store stays on this machine; answers travel by `mlworkbook dump`.
*.db
*.db-*
*.db.*
backups/
"""


def own_project(config: Path | None) -> str:
    """The id of the repository's own project; empty where nothing names one.

    Raises:
        BadInput: the file is no plain YAML.
    """
    if config is None or not config.exists():
        return ""
    from workbook.strict_yaml import parse, plain

    settings = plain(parse(config.read_bytes(), str(config)))
    return str(settings.get("project", "")) if isinstance(settings, dict) else ""


def name_project(config: Path | None, project_id: str, name: str) -> None:
    """Names the repository's own project, where none is named yet, and keeps the database out of git.

    Raises:
        TargetUnwritable: the folder takes no files.
    """
    if config is None or own_project(config):
        return
    try:
        _write(config, project_id, name)
    except OSError as error:
        raise TargetUnwritable(f"This cannot be written: {error.strerror}.", where=str(config)) from error


def _write(config: Path, project_id: str, name: str) -> None:
    config.parent.mkdir(parents=True, exist_ok=True)
    comment = " ".join(name.split())
    config.write_text(f"# The project of this repository: {comment}\nproject: {project_id}\n", encoding="utf-8")
    ignore = config.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, encoding="utf-8")
