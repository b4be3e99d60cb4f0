from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.place import Place
from workbook.store.store import Store


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A folder to open stores in; they are closed at the end."""
    with Place(tmp_path) as place:
        yield place


@pytest.fixture
def store(place: Place) -> Store:
    """A new, empty workbook."""
    return place.open()
