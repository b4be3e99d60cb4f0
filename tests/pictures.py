"""`make pictures`: the README's pictures, drawn by the real app on the sample projects."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from textual.pilot import Pilot

from workbook.application.demo import scratch
from workbook.application.git import Author
from workbook.application.places import Places
from workbook.application.workbook import Workbook
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
TODAY = date(2026, 11, 23)
SHOTS: dict[str, Sequence[str]] = {
    "home": (),
    "walk": ("enter",),
    "project": ("enter", "escape", "ctrl+g", *"Success metrics", "enter"),
    "scores": ("enter", "escape", "ctrl+g", *"Hyperparameters", "enter"),
    "spec": ("enter", "escape", "f4"),
}
"""What is typed before each picture is taken."""

_FOREIGN = re.compile(r"@font-face\s*\{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)


def main() -> None:
    """Draws every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, keys in SHOTS.items():
        svg = asyncio.run(_shot(keys))
        (FOLDER / f"{name}.svg").write_text(_alone(svg), encoding="utf-8")
        print(f"docs/pictures/{name}.svg")


async def _shot(keys: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        own = Places(base / "workbook.db", None, base / "state", base / "cache")
        with scratch(own, TODAY) as places:
            noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
            workbook = Workbook(places, now=lambda: noon, author=Author("Ana Ruiz"))
            app = WorkbookApp(lambda: workbook, DraftKeeper(workbook.drafts()), places=places, demo=True)
            async with app.run_test(size=(120, 36)) as pilot:
                await _settled(pilot)
                for key in keys:
                    await pilot.press({" ": "space"}.get(key, key))
                    await _settled(pilot)
                svg = app.export_screenshot(title="mlworkbook")
            app.background.close()
            return svg


async def _settled(pilot: Pilot[None]) -> None:
    """Everything that was asked of the store is on the screen."""
    app = pilot.app
    assert isinstance(app, WorkbookApp)
    for _ in range(3):
        await app.background.ask(lambda _workbook: None)
        await pilot.pause()


def _alone(svg: str) -> str:
    """The picture without addresses: no fonts from elsewhere, no word of who drew it."""
    return _FOREIGN.sub("", svg)


if __name__ == "__main__":
    main()
