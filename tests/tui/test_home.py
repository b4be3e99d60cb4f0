"""Home when much has changed since it was looked at: names at once, figures as they are reckoned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.desk import BEN, Desk
from workbook.application import summary
from workbook.application.background import BackgroundWorkbook
from workbook.application.workbook import Workbook
from workbook.domain.project import Project
from workbook.tui import app
from workbook.tui.requests import A_FEW, at_home
from workbook.tui.screens.home import HomeScreen

MANY = 5 * A_FEW


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many projects each request to the workbook reckoned."""
    counts: list[int] = []
    summarise, run = summary.summarise, BackgroundWorkbook._run

    def counted(project: Project) -> dict[str, Any]:
        counts[-1] += 1
        return summarise(project)

    def request(background: BackgroundWorkbook, asked: Callable[[Workbook], Any]) -> Any:
        counts.append(0)
        return run(background, asked)

    monkeypatch.setattr(summary, "summarise", counted)
    monkeypatch.setattr(BackgroundWorkbook, "_run", request)
    return counts


async def test_many_that_changed_come_a_few_at_a_time_and_each_but_once(desk: Desk, reckoned: list[int]) -> None:
    with desk.workbook() as workbook:
        for number in range(MANY):
            workbook.start(f"Project {number}")
    assert desk.places.config is not None
    desk.places.config.unlink()  # it names one of them as the repository's own
    async with desk.opened() as see:
        assert isinstance(see.app.screen, HomeScreen)
        assert len(see.listed("#projects")) == MANY
        await see.until(lambda: all("0/" in line.left.plain for line in see.listed("#projects")))
        assert (max(reckoned), sum(reckoned)) == (A_FEW, MANY)
        await see.keys("end", "home")
        assert "No open actions" in see.text
    async with desk.opened() as see:  # they are kept
        assert all("0/" in line.left.plain for line in see.listed("#projects"))
        assert sum(reckoned) == MANY


async def test_of_one_that_cannot_be_reckoned_the_name_is_shown_and_it_is_not_tried_for_ever(
    sampled: Desk, reckoned: list[int]
) -> None:
    with sampled.workbook() as workbook:
        raw = workbook.store._connection
        raw.execute("DROP TRIGGER bodies_update")
        raw.execute("UPDATE bodies SET body = '{torn' WHERE seq = 1")
        raw.execute("UPDATE projects SET summary = '{}'")
        torn, whole = sorted(workbook.names(), key=lambda row: row.id != workbook.store.events(after=1)[0].project)
    async with sampled.opened() as see:
        text = next(line for line in see.listed("#projects") if line.key == torn.id)
        assert text.left.plain.strip() == torn.name and "/" not in text.left.plain
        assert "/" in next(line for line in see.listed("#projects") if line.key == whole.id).left.plain
        tried = len(reckoned)
        await see.keys("down", "up")
        assert ("If they never come" in see.text) == (see.listed("#projects")[0].key == torn.id)
        assert "+ open actions" in see.lines[0] and not any(reckoned[tried:])


async def test_what_another_process_records_shows_with_its_figures(
    sampled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.02)
    async with sampled.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        with sampled.workbook() as workbook:
            sampled.project_id = workbook.find_project("Harbour")
        assert "1 late" in see.text
        sampled.row("actions", BEN, action="Ask the shops", due="2026-11-01")
        await see.until(lambda: "2 late" in see.text)
        with sampled.workbook() as workbook:
            assert all(row.summary for row in workbook.listed())  # home kept them
            assert at_home(workbook) == workbook.listed()
