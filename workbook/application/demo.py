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
from workbook.application.scenario import Clock, Scenario, load_scenario, replay
from workbook.application.workbook import Workbook
from workbook.resources import data

SAMPLES = ("harbour-outfitters", "nightly-forecast")
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
        scenarios = [load_scenario(data() / name) for name in SAMPLES]
        start = _first_day(scenarios, today)
        kept = own.cache / f"demo-{_key(workbook.pack.digest, start)}.db"
        if kept.exists():
            shutil.copyfile(kept, own.database)
            return
        for scenario in scenarios:
            replay(workbook, clock, scenario, start)
    with suppress(OSError):
        _keep(own.database, kept)


def _first_day(scenarios: list[Scenario], today: date) -> date:
    """The latest Monday from which all scenarios end before today: they share their days."""
    latest = today - timedelta(days=max(scenario.days for scenario in scenarios))
    return latest - timedelta(days=latest.weekday())


def _key(digest: str, start: date) -> str:
    texts = [repr(load_scenario(data() / name)).encode() for name in SAMPLES]
    about = f"{__version__} {digest} {start}".encode()
    return sha256(b"\n".join([about, *texts])).hexdigest()[:16]


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
