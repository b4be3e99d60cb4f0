"""Every import contract of pyproject.toml is broken once on purpose, to see that it is held."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Contract -> the offences that it has to report by name, each (room, what it imports). All are put into one copy of the
# tree, so that one run proves them all. "new" is a room that nobody has declared.
OFFENCES: dict[str, list[tuple[str, str]]] = {
    "Imports go inwards only": [
        ("errors", "workbook.text"),
        ("text", "workbook.domain"),
        ("domain", "workbook.resources"),
        ("domain", "workbook.store"),
        ("store", "workbook.packs"),
        ("packs", "workbook.documents"),
        ("documents", "workbook.application"),
        ("application", "workbook.tui"),
        ("tui", "workbook.cli"),
    ],
    "Faces reach engines only through the application": [
        ("cli", "workbook.store"),
        ("cli", "workbook.packs"),
        ("cli", "workbook.documents"),
        ("tui", "workbook.store"),
        ("tui", "workbook.packs"),
        ("tui", "workbook.documents"),
    ],
    "Textual and Rich only in the TUI": [("cli", "textual.app"), ("application", "rich.text"), ("new", "textual")],
    "SQLite only in the store": [("documents", "sqlite3"), ("packs", "sqlite_utils.db"), ("new", "sqlite3")],
    "YAML only in strict_yaml": [("packs", "yaml"), ("new", "yaml")],
    "Jinja and Markdown only in the documents": [("tui", "jinja2"), ("store", "markdown_it"), ("new", "jinja2")],
    "The domain is pure": [("domain", "click"), ("domain", "platformdirs"), ("text", "yaml")],
}


def _contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What lint-imports says of a tree with all the offences: contract -> verdict line and findings."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "workbook", folder / "workbook", ignore=shutil.ignore_patterns("__pycache__"))
    for room, imported in (offence for offences in OFFENCES.values() for offence in offences):
        _offend(folder / "workbook", room, imported)

    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, env={"COLUMNS": "500"}
    )

    assert done.returncode == 1, done.stdout + done.stderr
    return _split(done.stdout)


def _offend(package: Path, room: str, imported: str) -> None:
    """Adds the import to a module of the room: a new file in a package, a line at the end of a module."""
    if (package / f"{room}.py").exists():
        with (package / f"{room}.py").open("a", encoding="utf-8") as file:
            file.write(f"\nimport {imported}\n")
        return
    (package / room).mkdir(exist_ok=True)
    (package / room / "__init__.py").touch()
    with (package / room / _offender(imported)).open("x", encoding="utf-8") as file:
        file.write(f"import {imported}\n")


def _offender(imported: str) -> str:
    return f"offence_{imported.replace('.', '_')}.py"


def _split(output: str) -> dict[str, str]:
    """Cuts the closing part of the output, where a contract's name is a heading, into one text per contract."""
    verdicts, _, findings = output.partition("Broken contracts")
    names = _contracts()
    found = dict.fromkeys(names, "")
    current = ""
    for line in findings.splitlines():
        current = line.strip() if line.strip() in names else current
        if current:
            found[current] += line + "\n"
    return {name: f"{_verdict(verdicts, name)}\n{found[name]}" for name in names}


def _verdict(output: str, name: str) -> str:
    return next((line for line in output.splitlines() if line.startswith(f"{name} ")), "")


def test_every_contract_has_offences() -> None:
    assert sorted(OFFENCES) == sorted(_contracts())


@pytest.mark.parametrize("contract", OFFENCES)
def test_contract_is_broken_by_its_offences(contract: str, reports: dict[str, str]) -> None:
    report = reports[contract]

    assert report.startswith(f"{contract} BROKEN")
    for room, imported in OFFENCES[contract]:
        importer = f"workbook.{room}"
        if not (ROOT / "workbook" / f"{room}.py").exists():
            importer += f".{_offender(imported).removesuffix('.py')}"
        target = imported if imported.startswith("workbook.") else imported.partition(".")[0]
        assert f"{importer} -> {target} " in report


def test_a_module_without_a_layer_is_reported(reports: dict[str, str]) -> None:
    assert "workbook.new" in reports["Imports go inwards only"]


def test_the_domain_imports_only_the_standard_library_and_its_neighbours() -> None:
    allowed = sys.stdlib_module_names | {"workbook.domain", "workbook.text", "workbook.errors", "workbook.named"}
    inner = [*(ROOT / "workbook" / "domain").rglob("*.py"), ROOT / "workbook" / "text.py"]

    for file in inner:
        for name in _imports(file):
            assert name in allowed, f"{file.relative_to(ROOT)} imports {name}"


def _imports(file: Path) -> set[str]:
    """What a file imports: the first name of foreign modules, the first two of our own."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names |= {f"workbook.{alias.name}" for alias in node.names} if module == "workbook" else {module}
    return {".".join(name.split(".")[: 2 if name.startswith("workbook") else 1]) for name in names}
