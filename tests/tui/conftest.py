"""The real app on a real workbook, with a clock, an author and ids that do not change."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from tests.samples import START
from tests.tui.desk import Desk, counted
from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.workbook import Workbook
from workbook.resources import data
from workbook.tui import turns

STORIES = Path(__file__).parent.parent / "data"
"""A project of a week and one of an hour: short, and they stay as they are when the samples grow."""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the pack, warm for every test but the first."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A workbook with a week-old project and an hour-old one, replayed once; to be copied."""
    folder = tmp_path_factory.mktemp("samples")
    clock = Clock()
    with Workbook(Places(folder / "workbook.db", None, folder, cache), now=clock, token=counted()) as workbook:
        for name in ("kickoff-meeting.yaml", "an-hour-old.yaml"):
            replay(workbook, clock, load_scenario(STORIES / name), date(2026, 11, 2))
    return folder / "workbook.db"


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A workbook with one project of Ana's, and what is asked first; to be copied."""
    folder = tmp_path_factory.mktemp("begun")
    desk = Desk(Places(folder / "workbook.db", None, folder, cache))
    desk.start()
    return desk.places.database


@pytest.fixture(scope="session", autouse=True)
def _no_searching_through_the_imports() -> None:
    """What is imported by now stays: the garbage collector need not look at it in every frame."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_is_painted_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal Textual throws away what it paints; `see.text` draws the screen when it is asked for."""
    render_update = Compositor.render_update

    def unpainted(
        compositor: Compositor, full: bool = False, screen_stack: list[Any] | None = None, simplify: bool = False
    ) -> object:
        shines = compositor.root is not None and compositor.root.styles.background.a < 1
        if full or shines:  # what shines through a dialog is only known while that is painted
            return render_update(compositor, full, screen_stack, simplify)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", unpainted)


@pytest.fixture
def desk(tmp_path: Path, cache: Path, begun: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty workbook that Ana opens."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    folder = tmp_path / ".mlworkbook"
    folder.mkdir()
    return Desk(Places(folder / "workbook.db", None, tmp_path / "state", cache), begun)


@pytest.fixture
def sampled(desk: Desk, samples: Path) -> Desk:
    """A workbook with two projects: one with a kickoff behind it and one that has just begun."""
    shutil.copyfile(samples, desk.places.database)
    return desk


@pytest.fixture
def harbour(desk: Desk, sample_file: Callable[[str], Path]) -> Desk:
    """The workbook of a project near its end, at noon on its last day."""
    name = "harbour-outfitters"
    shutil.copyfile(sample_file(name), desk.places.database)
    last = START + timedelta(days=load_scenario(data() / name).days - 1)
    desk.now = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    return desk


@pytest.fixture(autouse=True)
def _a_busy_machine_is_slow_and_not_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key waits for the one before it, however long that takes."""
    monkeypatch.setattr(turns, "PATIENCE", 20.0)
