"""Finds the folders that ship with the program: phases/, templates/ and data/.

Only this module knows that they lie inside the package in a wheel, and beside it in a
checkout and in an editable install.
"""

from __future__ import annotations

from pathlib import Path

# importlib.resources would cost every command some 9 ms more and buys only zipped wheels, which nobody installs.
_PACKAGE = Path(__file__).parent


def phases() -> Path:
    """The folder of the built-in pack."""
    return _folder("phases")


def templates() -> Path:
    """The folder of the document templates."""
    return _folder("templates")


def data() -> Path:
    """The folder of the demo scenarios."""
    return _folder("data")


def _folder(name: str) -> Path:
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
