"""Looking around: go to, palette, help, history, documents, home, themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.tui.desk import Desk
from workbook.application.history import history
from workbook.domain.commands import OpenForm
from workbook.tui.screens.goto import GoToScreen
from workbook.tui.screens.help import HelpScreen
from workbook.tui.screens.home import HomeScreen
from workbook.tui.themes import THEMES

PROBLEM = "kickoff.problem"


async def test_go_to_finds_code_id_name_wording_and_answer(desk: Desk) -> None:
    desk.start()
    desk.answer("kickoff.scope", {"in-scope": "Boots", "out-of-scope": "Winter coats"})
    async with desk.opened() as see:
        for typed in ("KO-05", "kickoff.scope", "the scope", "explicitly out", "winter coats"):
            await see.keys("ctrl+g" if typed == "KO-05" else "slash")
            assert isinstance(see.app.screen, GoToScreen)
            await see.type(typed)
            await see.keys("enter")
            assert see.question == "kickoff.scope", typed
            await see.keys("up")


async def test_go_to_is_forgiving_and_moves_with_the_arrows(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("slash")
        await see.type("smlst slic")
        await see.keys("enter")
        assert see.question == "kickoff.smallest-slice"
        await see.keys("slash")
        await see.each("down", "down", "enter")
        assert see.question == "kickoff.decision"
        await see.keys("slash")
        await see.type("zzzz qqqq")
        await see.keys("enter")
        assert see.question == "kickoff.decision"


async def test_go_to_a_gate_a_phase_and_an_instrument(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        for typed, key in (("gate", "gate:kickoff"), ("gate roll", "gate:rollout"), ("joel test", "area:joel")):
            await see.keys("slash")
            await see.type(typed)
            await see.keys("enter")
            assert see.screen.outline.key == key


async def test_what_is_called_just_so_comes_before_what_only_holds_the_words(desk: Desk) -> None:
    desk.start()
    desk.do(OpenForm("review", "Two weeks after launch"))
    async with desk.opened() as see:
        await see.keys("slash")
        await see.type("after launch")
        await see.keys("enter")
        assert see.question == "kickoff.support"


async def test_go_to_an_item_of_an_instrument_stands_in_its_grid(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("slash")
        await see.type("mlts.model.3")
        await see.keys("enter")
        assert see.question == "mlts.model.3"
        await see.keys("1")
    assert desk.project.answer("mlts.model.3").given


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_has_two_keys_and_runs_what_is_chosen(desk: Desk, key: str) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys(key)
        assert isinstance(see.app.screen, CommandPalette)
        await see.type("leave it for later")
        await see.until(lambda: "key: s" in see.text)
        await see.each("down", "enter")
        await see.until(lambda: not isinstance(see.app.screen, CommandPalette))
        await see.settle()
    assert desk.project.answer(PROBLEM).status == "later"


async def test_the_palette_opens_over_an_editor_and_keeps_its_text(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Half")
        await see.keys("ctrl+p")
        assert isinstance(see.app.screen, CommandPalette)
        await see.keys("escape")
        assert "Half" in see.text


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_has_two_keys_and_is_about_the_question(desk: Desk, key: str) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys(key)
        assert isinstance(see.app.screen, HelpScreen)
        shown = see.part(".dialog")
        assert "In the customer's own words" in shown
        assert "For the facilitator" in shown
        assert "esc leaves" in shown
        await see.keys("escape")
        assert see.question == PROBLEM


async def test_help_of_a_screen_says_what_the_screen_is_for(sampled: Desk) -> None:
    async with sampled.opened((64, 20)) as see:
        await see.keys("f1")
        shown = see.part(".dialog")
        assert "Projects" in shown and "Every project of this workbook" in shown and "Start a new project" in shown


async def test_help_while_typing_is_about_the_editor(desk: Desk) -> None:
    desk.start()
    async with desk.opened((120, 60)) as see:
        await see.keys("f1")
        assert "Don't know yet" in see.text
        await see.each("escape", "enter", "f1")
        assert "Save, and go on" in see.text
        assert "Don't know yet" not in see.text


async def test_history_shows_before_and_after_and_leads_there(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "First words")
    desk.answer(PROBLEM, "Second words")
    async with desk.opened() as see:
        await see.keys("f3")
        change = see.part("#change")
        assert "- First words + Second words" in change
        assert "23 Nov 2026, 12:00 UTC, Ana" in change
        await see.keys("down")
        assert "+ First words" in see.part("#change")
        await see.keys("enter")
        assert see.question == PROBLEM
        await see.each("f3", "q")
        assert "History of The problem: 2 events" in see.text


async def test_history_on_the_screen_has_the_words_of_the_command(desk: Desk) -> None:
    desk.start()
    desk.answer("kickoff.scope", {"in-scope": "Boots", "out-of-scope": "Coats"})
    desk.answer("kickoff.scope", {"in-scope": "Boots", "out-of-scope": "Winter coats"})
    desk.row("people", name="Mei", role="head of care", part="decides")
    project = desk.project
    newest, scope = (act["events"][0] for act in history(project, limit=2)["acts"])
    async with desk.opened() as see:
        await see.keys("f3")
        assert newest["title"] == "person Mei" and "person Mei" in see.text
        for change in newest["changes"]:
            assert f"{change['label']} + {change['after']}" in see.part("#change")
        await see.keys("down")
        assert scope["title"] in see.text
        (change,) = scope["changes"]
        assert f"{change['label']} - Coats + Winter coats" in see.part("#change")
        assert "Boots" not in see.part("#change")


async def test_the_documents_are_seen_compared_and_written(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots come back")
    async with desk.opened() as see:
        await see.keys("f4")
        assert "not written yet" in see.text
        assert "Boots come back" in see.part("#page")
        await see.keys("tab")
        assert "+" in see.part("#page") and "mlworkbook:begin" in see.part("#page")
        await see.keys("w")
        assert "✓ current" in see.text
        await see.keys("tab", "escape")
        assert see.question
    (written,) = Path.cwd().rglob("spec.md")
    assert "Boots come back" in written.read_text(encoding="utf-8")


async def test_home_shows_every_project_at_a_glance_and_opens_one(sampled: Desk) -> None:
    async with sampled.opened() as see:
        assert isinstance(see.app.screen, HomeScreen)
        line = next(line for line in see.lines if "Harbour Outfitters" in line)
        assert re.search(r"Kickoff .*13/15 +9 +2.5 .*▲ 1 late +12 Nov", line)
        assert "late since 10 Nov" in see.text
        await see.keys("down", "enter")
        assert "Nightly stock forecast" in see.lines[0]
        await see.keys("f6")
        assert isinstance(see.app.screen, HomeScreen)


async def test_late_is_said_by_the_workbooks_own_clock(sampled: Desk) -> None:
    sampled.now = sampled.now.replace(month=11, day=6)
    async with sampled.opened() as see:
        assert "late since 10 Nov" not in see.text
        assert "by 10 Nov" in see.text


async def test_a_new_project_is_started_from_home(sampled: Desk) -> None:
    async with sampled.opened() as see:
        await see.keys("n")
        await see.type("Returns forecast")
        await see.keys("enter")
        assert "Returns forecast" in see.lines[0]
    with sampled.workbook() as workbook:
        assert "Returns forecast" in [row.name for row in workbook.projects()]


async def test_a_key_walks_through_dark_light_and_high_contrast(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        grounds, themes = set(), []
        for _ in THEMES:
            themes.append(see.app.theme)
            grounds.add(see.app.screen.styles.background.rgb)
            await see.keys("f9")
        assert len(set(themes)) == len(grounds) == 3
        assert see.app.theme == themes[0]


async def test_no_color_is_honoured_and_signs_still_tell(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        assert "✓ The problem" in see.text and "○ Why now" in see.text
        strips = see.app.screen._compositor.render_strips()
        colours = {
            colour.triplet
            for strip in strips
            for segment in strip.apply_filter(see.app._filters[0], see.app.screen.background_colors[1])
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and colour.triplet is not None
        }
        assert all(len({*triplet}) == 1 for triplet in colours)
