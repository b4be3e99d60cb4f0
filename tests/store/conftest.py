from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.place import MEMORY, Place
from workbook.store.store import Store


@pytest.fixture
def place() -> Iterator[Place]:
    """A folder to open stores in; they are closed at the end."""
    with TemporaryDirectory(dir=MEMORY) as folder, Place(Path(folder)) as place:
        yield place


@pytest.fixture
def store(place: Place) -> Store:
    """A new, empty workbook."""
    return place.open()
