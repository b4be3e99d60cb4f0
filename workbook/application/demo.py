"""The samples: a scratch workbook that shows the product, and vanishes afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from hashlib import sha256
from os import getpid
from pathlib import Path
from tempfile import mkdtemp
from time import time

from workbook import __version__
from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.workbook import Workbook
from workbook.resources import data

TALK = tuple(f"talk/{name}.yaml" for name in ("consulting", "fashion", "online-advertising", "finance"))
"""The four companies of the talk, as far as its slides tell of them."""

SAMPLES = (
    "harbour-outfitters",
    "nightly-forecast",
    "fraud-screening",
    "document-classifier",
    "invoice-sorter.yaml",
    *TALK,
)
_FORGOTTEN = 7 * 24 * 3600
"""Seconds after which a scratch folder belongs to nobody: its demo was killed."""


@contextmanager
def scratch(places: Places, today: date) -> Iterator[Places]:
    """The places of a new workbook with the samples, in the state folder; it is removed at the end.

    Args:
        places: of the user; nothing but their state and cache folders is touched.
        today: the samples end shortly before it.

    Raises:
        BadInput: a scenario cannot be carried out. StoreError, OSError: there is no room for it.
    """
    places.state.mkdir(parents=True, exist_ok=True)
    _sweep(places.state)
    folder = Path(mkdtemp(prefix="demo-", dir=places.state))
    try:
        own = Places(folder / "workbook.db", None, folder / "state", places.cache)
        _fill(own, today)
        yield own
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(own: Places, today: date) -> None:
    """Copies the samples from the cache, or replays them and keeps a copy there: replaying takes a moment."""
    clock = Clock()
    with Workbook(own, now=clock) as workbook:
        key = _key(workbook.pack.digest)
        kept = next((file for file in own.cache.glob(f"demo-{key}-*.db") if _is_of_today(file, today)), None)
        if kept is not None:
            shutil.copyfile(kept, own.database)
            return
        scenarios = [load_scenario(data() / name) for name in SAMPLES]
        days = max(scenario.days for scenario in scenarios)
        start = _first_day(days, today)
        workbook.write_behind()
        for scenario in scenarios:
            replay(workbook, clock, scenario, start)
        workbook.projects()  # what home shows of them is kept with the copy
    with suppress(OSError):
        _keep(own.database, own.cache / f"demo-{key}-{start}-{days}.db")


def _first_day(days: int, today: date) -> date:
    """The latest Monday from which all scenarios end before today: they share their days."""
    latest = today - timedelta(days=days)
    return latest - timedelta(days=latest.weekday())


def _is_of_today(kept: Path, today: date) -> bool:
    """Whether a kept copy ends shortly before today; its name says when it begins and how long it takes."""
    start, _, days = kept.stem.rpartition("-")
    return days.isdigit() and start.endswith(str(_first_day(int(days), today)))


def _key(digest: str) -> str:
    """A hash over this version, the pack and the bytes of all samples: whatever changes them changes it."""
    hasher = sha256(f"{__version__} {digest}".encode())
    for name in SAMPLES:
        place = data() / name
        files = sorted(place.iterdir(), key=lambda file: file.name) if place.is_dir() else [place]
        for file in files:
            hasher.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return hasher.hexdigest()[:16]


def _keep(database: Path, kept: Path) -> None:
    """Puts a copy into the cache in one step, in the place of older ones."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    making = kept.with_name(f".{kept.name}.{getpid()}")
    shutil.copyfile(database, making)
    for old in kept.parent.glob("demo-*.db"):
        old.unlink(missing_ok=True)
    making.replace(kept)


def _sweep(state: Path) -> None:
    """Removes the folders that killed demos left behind."""
    for folder in state.glob("demo-*"):
        with suppress(OSError):
            if time() - folder.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)
