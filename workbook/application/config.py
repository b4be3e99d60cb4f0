"""`.mlworkbook/config.yaml`: which project a repository is about."""

from __future__ import annotations

from pathlib import Path

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


def write_config(config: Path, project_id: str, name: str) -> None:
    """Names the project in the repository, and keeps the database out of git."""
    config.parent.mkdir(parents=True, exist_ok=True)
    comment = " ".join(name.split())
    config.write_text(f"# The project of this repository: {comment}\nproject: {project_id}\n", encoding="utf-8")
    ignore = config.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, encoding="utf-8")
