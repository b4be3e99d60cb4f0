"""Moving about: the outline, the question beside it, and what fits on the window."""

from __future__ import annotations

import threading

import pytest
from textual.geometry import Size
from textual.screen import Screen

from tests.tui.desk import Desk
from workbook.tui.app import WorkbookApp
from workbook.tui.screens.project import ProjectScreen

FIRST = "kickoff.problem"


async def test_the_first_frame_is_painted_before_the_history_is_read(desk: Desk) -> None:
    desk.start()
    held = threading.Event()
    async with desk.opened(wait=False) as see:
        see.app.background.submit(lambda _workbook: held.wait(10))
        await see.pilot._wait_for_screen()
        assert see.lines[0] == "  mlworkbook  opening …"
        held.set()
        await see.settle()
        assert "Harbour" in see.lines[0]


@pytest.mark.parametrize("key", [":", "ctrl+p", "f1", "f8", "ctrl+g"])
async def test_what_is_asked_for_while_the_history_is_read_opens_over_the_first_screen(desk: Desk, key: str) -> None:
    desk.start()
    held = threading.Event()
    async with desk.opened(wait=False) as see:
        see.app.background.submit(lambda _workbook: held.wait(10))
        see._send(key)
        await see.pilot._wait_for_screen()
        assert len(see.app.screen_stack) == 1
        held.set()
        await see.until(lambda: len(see.app.screen_stack) == 3)
        await see.keys("escape")
        assert isinstance(see.app.screen, ProjectScreen)


async def test_a_project_is_whole_in_its_first_paint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    painted: list[list[str]] = []
    display = WorkbookApp._display

    def note(app: WorkbookApp, screen: Screen[object], update: object) -> None:
        if isinstance(screen, ProjectScreen) and not app._batch_count:
            painted.append([strip.text.rstrip() for strip in screen._compositor.render_strips()])
        display(app, screen, update)  # type: ignore[arg-type]

    monkeypatch.setattr(WorkbookApp, "_display", note)
    async with desk.opened() as see:
        assert "Harbour" in painted[0][0] and "In the customer's own words" in "\n".join(painted[0])
        assert painted[0][:-1] == see.lines[:-1]  # the keys come once it is known what has the focus


@pytest.mark.parametrize("key", ["gate:kickoff", "section:mlts/data", "area:joel"])
async def test_what_comes_after_the_first_paint_is_there_as_soon_as_somebody_wants_it(desk: Desk, key: str) -> None:
    desk.start()
    async with desk.opened() as see:
        for want in (lambda screen: screen.update(key=key), ProjectScreen.edit):
            screen = ProjectScreen()
            screen.project = desk.project
            await see.app.push_screen(screen)
            wanted = want(screen)
            if wanted is None:
                await see.settle()
                expected = "Still missing" if key.startswith("gate") else "0/"
                assert expected in see.words, see.words
            else:
                await wanted
                await see.settle()
                assert see.editing


async def test_a_project_opens_at_its_first_open_question(desk: Desk) -> None:
    desk.start()
    desk.answer(FIRST, "Too many returns")
    async with desk.opened() as see:
        assert see.question == "kickoff.why-now"
        assert "Why now, and what happens if we do nothing for a year?" in see.words
        assert not see.editing


async def test_the_outline_shows_every_state_and_counts(desk: Desk) -> None:
    desk.start()
    desk.answer(FIRST, "Too many returns")
    desk.answer("kickoff.scope", {"in-scope": "Shoes"})
    async with desk.opened() as see:
        assert "✓ The problem" in see.text
        assert "○ Why now" in see.text
        assert "◐ The scope" in see.text
        assert any("Kickoff" in line and "3/15 core" in line for line in see.lines)
        assert any("The need" in line and "1/3" in line for line in see.lines)


async def test_moving_through_the_outline_shows_and_opens_no_editor(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("down", "down")
        assert see.question == "kickoff.decision"
        assert "Which decision changes because of a prediction" in see.words
        await see.keys("k")
        assert see.question == "kickoff.why-now"
        assert not see.editing
    assert not desk.project.answer("kickoff.why-now").given


async def test_what_helps_stands_beside_the_question(desk: Desk) -> None:
    desk.start()
    desk.answer(FIRST, "Too many returns")
    async with desk.opened() as see:
        assert "For the facilitator" in see.text
        assert "For example" in see.text
        builds_on = see.text.partition("Builds on")[2]
        assert "Too many returns" in builds_on


async def test_enter_edits_and_escape_leaves(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        assert see.editing
        await see.keys("escape")
        assert not see.editing
        await see.keys("down")
        assert see.question == "kickoff.why-now"


async def test_a_phase_folds_and_unfolds(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("left")
        assert "○ The problem" not in see.text
        assert any("▸ Kickoff" in line for line in see.lines)
        await see.keys("right")
        assert "○ The problem" in see.text


async def test_going_to_a_question_of_a_folded_phase_unfolds_it(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("left")
        await see.keys("space")
        assert "○ Why now" in see.text or "○ The problem" in see.text


async def test_next_open_goes_on_with_the_core_and_ends_with_a_word(desk: Desk) -> None:
    desk.start()
    desk.answer("kickoff.why-now", "Spring")
    async with desk.opened() as see:
        await see.keys("space")
        assert see.question == "kickoff.decision"
        await see.keys("up", "up", "space")
        assert see.question == "kickoff.decision"


async def test_gestures_are_about_the_line_that_quick_keys_reached(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("down", "down", "p")
    assert desk.project.answer("kickoff.decision").status == "parked"


async def test_next_open_from_a_grid_keeps_the_keys_alive(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("mlts.monitor.7")
        await see.settle()
        assert see.screen.grid.has_focus
        await see.each("slash", "enter")
        assert see.question == FIRST
        await see.keys("down")
        assert see.question == "kickoff.why-now"


async def test_a_question_that_triage_hides_is_not_in_the_outline(desk: Desk) -> None:
    team = desk.places.database.parent / "phases"
    team.mkdir()
    (team / "team.yaml").write_text(
        """
phase:
  id: kickoff
  sections:
    - id: need
      questions:
        - id: kickoff.people-harmed
          title: Who could be harmed
          ask: Who could be harmed?
          mandatory: optional
          applies: {field: kickoff.risk:criticality, in: [mission-critical]}
          because: Only where much is at stake.
          type: text
""",
        encoding="utf-8",
    )
    desk.start()
    async with desk.opened() as see:
        assert "Who could be harmed" not in see.text
        await see.keys("slash")
        await see.type("harmed")
        assert "Who could be harmed" not in see.text
        await see.keys("escape")
        desk.answer("kickoff.risk", {"criticality": "mission-critical"})
        await see.screen.refresh_from_store()
        await see.settle()
        assert "○ Who could be harmed" in see.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (64, 20)])
async def test_every_size_shows_the_question_and_moves(desk: Desk, size: tuple[int, int]) -> None:
    desk.start()
    async with desk.opened(size) as see:
        assert "In the customer's own words" in see.words
        await see.keys("down")
        assert "Why now, and what happens" in see.words
        await see.keys("enter")
        await see.type("Spring is near")
        assert "Spring is near" in see.text
        await see.keys("ctrl+s")
    assert desk.project.answer("kickoff.why-now").text() == "Spring is near"


async def test_a_narrow_window_shows_outline_and_question_in_turns(desk: Desk) -> None:
    desk.start()
    async with desk.opened((64, 20)) as see:
        assert "○ Why now" not in see.text
        await see.keys("tab")
        assert "○ Why now" in see.text
        assert "In the customer's own words" not in see.words
        await see.keys("down", "enter")
        assert "Why now, and what happens" in see.words


async def test_going_to_a_question_leaves_the_outline_of_a_narrow_window(desk: Desk) -> None:
    desk.start()
    async with desk.opened((64, 20)) as see:
        await see.each("tab", "slash")
        await see.type("KO-03")
        await see.keys("enter")
        assert "Which decision changes" in see.words


async def test_a_window_too_small_says_so_and_keeps_the_text(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Half a sen")
        await see.resize(38, 12)
        assert "This window is too small." in see.text
        assert "Half a sen" not in see.text
        await see.resize(80, 24)
        assert "Half a sen" in see.text
        assert see.app.size == Size(80, 24)


async def test_focus_mode_shows_the_question_alone(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("f2")
        assert "For the facilitator" not in see.text
        assert "○ Why now" not in see.text
        assert "In the customer's own words" in see.words
        await see.keys("down")
        assert "Why now, and what happens" in see.words
        await see.keys("f2")
        assert "○ The decision" in see.text
