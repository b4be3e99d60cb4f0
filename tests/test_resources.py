"""The folders that ship with the program, as a checkout has them. The wheel's are in tests/house."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from workbook import resources

ROOT = Path(__file__).parents[1]


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resources.phases() == ROOT / "phases"
    assert resources.templates() == ROOT / "templates"
    assert resources.data() == ROOT / "data"


def test_folders_inside_the_package_win(tmp_path: Path) -> None:
    package = tmp_path / "workbook"
    (package / "phases").mkdir(parents=True)
    (tmp_path / "phases").mkdir()
    for name in ("__init__.py", "resources.py"):
        shutil.copy(ROOT / "workbook" / name, package)

    found = _run(tmp_path, "from workbook import resources as r; print(r.phases(), r.templates())")

    assert found.split() == [str(package / "phases"), str(tmp_path / "templates")]


def test_importing_it_does_not_bring_importlib_resources() -> None:
    code = "import sys; old = set(sys.modules); import workbook.resources; print(set(sys.modules) - old)"

    assert "importlib.resources" not in _run(ROOT, code)


def _run(folder: Path, code: str) -> str:
    command = [sys.executable, "-S", "-c", code]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
