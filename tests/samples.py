"""The samples, each replayed once in a whole run of tests, whichever process wants it first."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.workbook import Workbook
from workbook.resources import data

START = date(2026, 5, 4)
"""A Monday, as day 1 of every demo is."""


def replayed(name: str, folder: Path) -> Path:
    """The workbook file of a sample as it stands on its last day; to be copied, never to be changed.

    Args:
        name: of the sample's file or folder.
        folder: where it is kept for all processes of the run.
    """
    file = folder / f"{name}.db"
    with _alone(folder / f"{name}.lock"):
        if not file.exists():
            making = folder / f"{name}.making"
            making.mkdir()
            _replay(name, making).replace(file)
    return file


def _replay(name: str, folder: Path) -> Path:
    clock, numbers = Clock(), count(1)
    places = Places(folder / "workbook.db", None, folder / "state", folder / "cache")
    with Workbook(places, now=clock, token=lambda: f"{next(numbers):032x}") as workbook, _in_utc():
        workbook.write_behind()
        replay(workbook, clock, load_scenario(data() / name), START)
        workbook.rebuild()
    return places.database


@contextmanager
def _in_utc() -> Iterator[None]:
    """What people did at eight was done at eight in UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Other processes that want the same sample wait for it here."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
