"""Every screen as text, in three sizes.

`UPDATE_GOLDEN=1 pytest tests/tui/test_golden.py` writes them anew; look at each.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.tui.desk import Desk, Seen

GOLDEN = Path(__file__).parent / "golden"
SIZES = [(120, 36), (80, 24), (64, 20)]


_EVENT = re.compile(r"event [0-9a-f]{12}")
"""The id of an event: it hangs on every word of the pack, which says nothing of the screen."""


def _check(see: Seen, name: str, size: tuple[int, int]) -> None:
    file = GOLDEN / f"{name}-{size[0]}x{size[1]}.txt"
    shown = _EVENT.sub("event ............", see.text)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(shown + "\n", encoding="utf-8")
    assert file.read_text(encoding="utf-8").splitlines() == shown.splitlines(), f"{file.name} is different"


async def _go(see: Seen, question: str, *, edit: bool = False) -> None:
    await see.screen.go(question, edit=edit)
    await see.settle()


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_the_screens_of_a_project(sampled: Desk, size: tuple[int, int]) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened(size) as see:
        await _go(see, "kickoff.problem")
        _check(see, "question", size)
        await see.keys("f1")
        _check(see, "help", size)
        await see.each("escape", "slash")
        await see.type("size chart")
        _check(see, "go-to", size)
        await see.each("escape", "f3")
        _check(see, "history", size)
        await see.each("escape", "f4")
        _check(see, "documents", size)
        await see.keys("escape")
        await _go(see, "kickoff.environment", edit=True)
        _check(see, "form", size)
        await _go(see, "kickoff.options", edit=True)
        _check(see, "table", size)
        await _go(see, "mlts.data.2", edit=True)
        _check(see, "grid", size)
        see.screen.update(key="gate:kickoff")
        see.screen.outline.focus()
        await see.settle()
        _check(see, "gate", size)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_home(sampled: Desk, size: tuple[int, int]) -> None:
    async with sampled.opened(size) as see:
        _check(see, "home", size)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_start(desk: Desk, size: tuple[int, int]) -> None:
    desk.start(triage=False)
    async with desk.opened(size) as see:
        _check(see, "start", size)
