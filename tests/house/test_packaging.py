"""What ships: the wheel built from the sdist, installed by itself and run from elsewhere, and the editable install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from workbook import __version__

ROOT = Path(__file__).parents[2]
SHIPPED = ("phases", "templates")
LIVE = ("live.db", "live.db-journal", "live.sqlite3")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dist folder, with sdist and wheel, of a copied checkout in which somebody left databases lying about."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in ("workbook", "phases", "templates", "data"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "constraints.txt"):
        shutil.copy(ROOT / name, checkout)
    for name in LIVE:
        (checkout / "data" / name).touch()
        (checkout / "workbook" / name).touch()
    (checkout / "data" / "scenario.yaml").touch()
    (checkout / "data" / "rows.csv").touch()
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", checkout / "dist", checkout], checkout)
    return checkout / "dist"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing but the installed wheel."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-index", "--no-deps"]
    _run([*pip, "--target", target, *built.glob("*.whl")], target)
    return target


def _run(command: list[str | Path], cwd: Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _python(installed: Path, *arguments: str) -> str:
    """Runs Python with the wheel and the libraries; -S leaves the editable install out of sight."""
    paths = f"{installed}{os.pathsep}{sysconfig.get_path('purelib')}"
    elsewhere = installed.parent
    return _run([sys.executable, "-S", *arguments], elsewhere, PYTHONPATH=paths).strip()


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_is_what_runs(installed: Path) -> None:
    code = "import workbook; print(workbook.__version__, workbook.__file__)"

    assert _python(installed, "-c", code) == f"{__version__} {installed / 'workbook' / '__init__.py'}"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_finds_what_the_checkout_has(name: str, built: Path, installed: Path) -> None:
    found = Path(_python(installed, "-c", f"from workbook import resources; print(resources.{name}())"))

    assert found == installed / "workbook" / name
    assert _files(found) == _files(built.parent / name)
    assert _files(found)


def test_the_wheel_brings_every_source_file(built: Path, installed: Path) -> None:
    ours = _files(built.parent / "workbook") - set(LIVE)

    assert "__init__.py" in ours
    assert ours <= _files(installed / "workbook")


def test_data_ships_as_yaml_only(installed: Path) -> None:
    shipped = _files(installed / "workbook" / "data")

    assert "scenario.yaml" in shipped
    assert {Path(name).suffix for name in shipped} == {".yaml"}


def test_nobody_s_workbook_travels(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    (sdist,) = built.glob("*.tar.gz")

    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    with tarfile.open(sdist) as archive:
        names += archive.getnames()

    assert any(name.endswith("scenario.yaml") for name in names)
    assert not [name for name in names if name.endswith(LIVE)]


def test_module_and_command_say_the_version(installed: Path) -> None:
    module = _python(installed, "-m", "workbook", "--version")
    command = _python(installed, str(installed / "bin" / "mlworkbook"), "--version")

    assert __version__ in module
    assert command == module


def test_the_editable_install_leads_here() -> None:
    code = "import workbook, workbook.resources as r; print(workbook.__file__, r.phases(), sep='\\n')"

    found = _run([sys.executable, "-I", "-c", code], Path.cwd()).split()

    assert found == [str(ROOT / "workbook" / "__init__.py"), str(ROOT / "phases")]
