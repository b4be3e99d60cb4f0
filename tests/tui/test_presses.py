"""How many keys it takes. What is typed as text is counted apart; everything else that is pressed counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pytest

from tests.tui.desk import Desk, Seen
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.tui.screens.goto import places, ranked
from workbook.tui.screens.project import ProjectScreen

MOST = 6
"""Presses from any screen to any question."""
MORE = 2
"""Presses for an answer, or an action, besides its text."""

SCREENS = {
    "answer": ("enter",),
    "gate": ("ctrl+g", *"gate", "enter"),
    "decision": ("ctrl+g", *"gate", "enter", "enter"),
    "board": ("l",),
    "documents": ("f4",),
    "scorecard": ("f5", "v"),
    "help of a picture": ("f7", "f1"),
    "reference": ("f8",),
    "home": ("f6",),
    "grid": ("ctrl+g", *"j4", "enter"),
    "closing": ("m", "enter", "m"),
}
"""Each way to a screen, from the first question."""


def _at(see: Seen) -> str:
    """The question on the screen, once nothing lies above it."""
    return see.question if isinstance(see.app.screen, ProjectScreen) else ""


async def _stands_at(see: Seen, question: str) -> None:
    """From home a project is opened first."""
    await see.until(lambda: _at(see) == question, seconds=15.0)


def _short(project: Project, name: str) -> str:
    """The shortest beginning of its code that leads to a question."""
    code = project.question(name).code.casefold()
    letters, _, number = code.partition("-")
    number = number.lstrip("0")
    offers = [letters[:end] + number for end in range(1, len(letters) + 1)] if number else [code]
    found = places(project)
    return next(text for text in offers if ranked(found, text)[0].key == f"question:{name}")


def test_every_code_is_short_enough(desk: Desk) -> None:
    desk.start()
    project = desk.project
    shown = [question for question in project.questions if state(project, question) is not State.HIDDEN]
    assert len(shown) > 100
    for question in shown:
        keys = ["ctrl+g", *_short(project, question.name), "enter"]
        assert len(keys) <= MOST, (question.code, keys)


@pytest.mark.parametrize(
    ("size", "screens"), [((120, 36), tuple(SCREENS)[:6]), ((64, 20), tuple(SCREENS)[6:])], ids=["wide", "small"]
)
async def test_from_any_screen_to_any_question(desk: Desk, size: tuple[int, int], screens: Sequence[str]) -> None:
    desk.start()
    targets = ("kickoff.limits", "ml.groups", "data-qa.restrictions")
    keys = {name: ("ctrl+g", *_short(desk.project, name), "enter") for name in targets}
    async with desk.opened(size) as see:
        for place, screen in enumerate(screens):
            target = targets[place % len(targets)]
            await see.each(*SCREENS[screen])  # a key at a time, as a person would
            await see.keys(*keys[target])
            await _stands_at(see, target)


Pressed: TypeAlias = Sequence[tuple[str, Sequence[str], str, Sequence[str]]]
_IN_A_ROW: Pressed = (
    ("kickoff.problem", ["enter"], "Too many returns", ["ctrl+s"]),
    ("kickoff.why-now", [], "The sale of 1 March", ["ctrl+s"]),
    ("kickoff.decision", [], "Which charts are checked", ["ctrl+s"]),
    ("kickoff.people", ["a"], "Ben", ["ctrl+s"]),
    ("kickoff.scope", ["ctrl+s"], "Shoes\tCoats", ["ctrl+s"]),
)
"""Of each answer: its question, the presses before its text and behind it. A tab between two fields is text."""
_ELSEWHERE: Pressed = (
    ("kickoff.environment", ["enter"], "d", ["ctrl+s"]),
    ("kickoff.limits", ["enter"], "2000 €", ["ctrl+s"]),
    ("mlts.monitor.3", [], "1", []),
)


async def _count(see: Seen, before: Sequence[str], text: str, behind: Sequence[str]) -> int:
    """Presses keys, types a text, presses keys; how many there were besides the text."""
    await see.keys(*before)
    await see.keys(*("tab" if character == "\t" else character for character in text))
    await see.keys(*behind)
    return len(before) + len(behind)


async def test_an_answer_takes_its_text_and_two(desk: Desk) -> None:
    desk.start()
    async with desk.opened((80, 24)) as see:
        for name, before, text, behind in _IN_A_ROW:
            assert await _count(see, before, text, behind) <= MORE  # saving leads on, ready to type
            assert _is_there(desk, name), see.text
        for name, before, text, behind in _ELSEWHERE:
            await see.keys("ctrl+g", *_short(desk.project, name), "enter")
            assert await _count(see, before, text, behind) <= MORE
            assert _is_there(desk, name), see.text


def _is_there(desk: Desk, name: str) -> bool:
    question = desk.project.question(name)
    rows = [row.text("name") for row in desk.project.view_rows(question)]
    return desk.project.answer(name).given or "Ben" in rows


async def test_an_action_takes_its_text_and_two(desk: Desk) -> None:
    desk.start()
    places = ("answer", "gate", "board")
    async with desk.opened((80, 24)) as see:
        for number, place in enumerate(places):
            await see.each(*SCREENS[place])
            assert await _count(see, ["ctrl+o"], f"a rerun {number} @ana >fri", ["enter"]) == MORE
            assert [row.text("action") for row in desk.project.rows("actions")][number:] == [f"rerun {number}"], place
            await see.keys("ctrl+g", *"ko1", "enter")
