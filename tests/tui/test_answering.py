"""Answering: typing, saving, leaving, and what is kept meanwhile."""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path

import pytest

from tests.tui.desk import Desk
from workbook.domain.answers import Answer

PROBLEM = "kickoff.problem"


def _problem(desk: Desk) -> Answer:
    return desk.project.answer(PROBLEM)


async def test_a_text_is_saved_and_the_next_question_is_ready_to_type(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Boots come back.\nNobody knows why.")
        await see.keys("ctrl+s")
        assert see.question == "kickoff.why-now"
        await see.type("Spring")
        await see.keys("ctrl+s")
        assert "✓ Why now" in see.text
    assert _problem(desk).text() == "Boots come back.\nNobody knows why."
    assert desk.project.answer("kickoff.why-now").text() == "Spring"
    assert desk.project.person(_problem(desk).recorded_by) == "Ana"


async def test_typing_ahead_after_saving_triggers_no_gesture(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.keys(*"Boots", "ctrl+s", *"spads")
        assert "Boots" in _problem(desk).text()
        states = [desk.project.answer(q).status.value for q in ("kickoff.why-now", "kickoff.decision")]
        assert states == ["open", "open"]


async def test_a_saved_answer_is_edited_from_where_it_stands(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("home", "down", "enter")
        await see.type(" come back")
        await see.keys("ctrl+s")
    assert _problem(desk).text() == "Boots come back"


async def test_markup_and_control_characters_are_text(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.paste("[bold red]sure[/] \x1b[31m[@click=app.quit]x[/]")
        await see.keys("ctrl+s")
        await see.keys("escape", "up")
        assert "[bold red]sure[/]" in see.text
        assert "\x1b" not in see.text
    assert _problem(desk).text().startswith("[bold red]sure[/]")


async def test_escape_keeps_the_text_and_enter_goes_on_with_it(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Half a sen")
        await see.keys("escape")
        assert any("The problem" in line and "draft" in line for line in see.lines)
        assert "An unsaved draft is kept here" in see.words
        assert see.lines[0].endswith("✎ draft, not saved yet")
        assert not _problem(desk).given
        await see.keys("enter")
        await see.type("tence")
        await see.keys("ctrl+s")
    assert _problem(desk).text() == "Half a sentence"
    assert not desk.drafts()


async def test_moving_away_with_go_to_keeps_the_text(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Half")
        await see.keys("ctrl+g")
        await see.type("KO-03")
        await see.keys("enter")
        assert see.question == "kickoff.decision"
        assert any("The problem" in line and "draft" in line for line in see.lines)


async def test_a_draft_survives_the_end_of_the_app(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Nearly there")
        see.app.leave(129)
    assert see.app.return_code == 129
    assert any("Nearly there" in text for text in desk.drafts().values())
    async with desk.opened() as see:
        assert any("The problem" in line and "draft" in line for line in see.lines)
        await see.keys("enter")
        assert "Nearly there" in see.text


async def test_what_is_typed_is_on_disk_without_leaving_the_field(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Nearly there")
        await see.until(lambda: any("Nearly there" in text for text in desk.drafts().values()))


async def test_a_draft_that_is_typed_back_to_the_answer_is_none(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("home", "down", "enter")
        await see.each("x", "backspace", "escape")
        assert "draft" not in see.text


async def test_a_bad_number_in_a_composite_keeps_it_open_with_the_reason(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.environment", edit=True)
        await see.settle()
        await see.each("down", "down", "enter")
        await see.type("quick")
        await see.keys("ctrl+s")
        assert see.editing
        assert see.question == "kickoff.environment"
        assert "▲" in see.text and "quick" in see.text
        assert not desk.project.answer("kickoff.environment").given
        await see.keys(*["backspace"] * 5)
        await see.type("250 ms")
        await see.keys("ctrl+s")
        assert see.question != "kickoff.environment"
    answer = desk.project.answer("kickoff.environment")
    assert set(answer.values) == {"pace", "latency"}


async def test_a_composite_goes_from_field_to_field_with_enter(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.smallest-slice", edit=True)
        await see.settle()
        await see.type("Boots")
        await see.keys("tab")
        await see.type("Shoes")
        await see.keys("ctrl+s")
    answer = desk.project.answer("kickoff.smallest-slice")
    assert (answer.text("slice"), answer.text("then")) == ("Boots", "Shoes")


async def test_what_an_answer_still_lacks_is_said(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.screen.go("kickoff.scope", edit=True)
        await see.settle()
        await see.type("Shoes")
        await see.each("ctrl+s", "escape")
        await see.screen.go("kickoff.scope")
        await see.settle()
        assert "◐ The scope" in see.text
        assert "still needed: Out of scope" in see.words


async def test_the_editor_of_the_person_takes_the_text_and_gives_it_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.start()
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "%s, written elsewhere\\n" "$(cat "$2")" > "$2"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"{script} -w")
    async with desk.opened() as see:
        monkeypatch.setattr(see.app, "suspend", contextlib.nullcontext)
        await see.keys("enter")
        await see.type("Boots")
        await see.keys("ctrl+l")
        assert "Boots, written elsewhere" in see.text
        await see.keys("ctrl+s")
    assert _problem(desk).text() == "Boots, written elsewhere"


@pytest.mark.parametrize("editor", ["", "/nowhere/at-all", "false"])
async def test_an_editor_that_cannot_be_run_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    desk.start()
    monkeypatch.setenv("EDITOR", editor)
    async with desk.opened() as see:
        monkeypatch.setattr(see.app, "suspend", contextlib.nullcontext)
        await see.keys("enter")
        await see.type("Boots")
        await see.keys("ctrl+l")
        assert len(see.notices) == 1
        assert see.editing
        await see.keys("ctrl+s")
    assert _problem(desk).text() == "Boots"


async def test_a_terminal_that_cannot_be_handed_over_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    monkeypatch.setenv("EDITOR", "true")
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("Boots")
        await see.keys("ctrl+l")
        assert len(see.notices) == 1
        await see.keys("ctrl+s")
    assert _problem(desk).text() == "Boots"


async def test_thousands_stand_apart_where_one_reads_and_stay_as_typed_where_one_types(desk: Desk) -> None:
    desk.start()
    desk.answer("kickoff.limits", {"budget": "1,234,500 €"})
    async with desk.opened() as see:
        await see.screen.go("kickoff.limits")
        await see.settle()
        assert "1,234,500 €" in see.words
        await see.keys("enter")
        assert see.screen.open_form is not None and see.screen.open_form.texts["budget"] == "1234500 €"
