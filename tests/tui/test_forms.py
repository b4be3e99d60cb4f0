"""Forms that repeat, on the screen: opened, filled in, closed, opened again, dropped; found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import drills
from tests.tui.desk import BEN, Desk, Seen
from workbook.domain.commands import CloseForm, OpenForm
from workbook.domain.forms import FilledForm
from workbook.domain.progress import State, state
from workbook.tui import app


@pytest.fixture
def drilled(desk: Desk, tmp_path: Path) -> Desk:
    """A project whose kickoff has drills, with a table of their own."""
    drills.lay(tmp_path)
    desk.start()
    return desk


@pytest.fixture
def two(drilled: Desk) -> Desk:
    """The same with two drills that were opened."""
    for title in ("Pager at night", "Call centre"):
        drilled.do(OpenForm("drill", title))
    return drilled


def _form(desk: Desk, title: str) -> FilledForm:
    return next(form for form in desk.project.forms if form.title == title)


async def _at(see: Seen, key: str) -> None:
    see.screen.update(key=key)
    see.screen.outline.focus()
    await see.settle()


async def _whole(see: Seen, form: FilledForm) -> None:
    """Answers what a drill needs, by keys."""
    await _at(see, f"form:{form.id}")
    await see.keys("enter", "enter")
    assert see.question == "kickoff.drill-what"
    await see.keys("tab", *"It rang", "ctrl+s")
    await see.keys("a", *"Alarm", "tab", "home", "space", "ctrl+s")
    await see.keys("escape")


async def test_enter_on_the_line_of_forms_asks_for_a_title_and_opens_one(drilled: Desk) -> None:
    async with drilled.opened() as see:
        await _at(see, "forms:drill")
        assert "No drill yet." in see.words
        await see.keys("enter")
        assert "A new drill: what is it called?" in see.words
        await see.keys("enter")
        assert not drilled.project.forms
        await see.type("Pager at night")
        await see.keys("enter")
        form = _form(drilled, "Pager at night")
        assert form.open
        assert see.screen.question is not None and see.screen.question.instance == form.id
        assert "▾ Pager at night" in see.text
        assert "Pager at night" in see.lines[0]
    assert not drilled.drafts()


async def test_a_title_that_was_begun_is_kept_and_one_that_is_taken_is_refused(two: Desk) -> None:
    async with two.opened() as see:
        await _at(see, "forms:drill")
        await see.keys("enter", *"Call", "escape")
        assert len(two.project.forms) == 2
        await see.keys("enter", *" centre", "enter")
        assert any("There is a drill 'Call centre' already" in notice for notice in see.notices)
    assert len(two.project.forms) == 2


async def test_its_questions_keep_drafts_of_their_own(two: Desk) -> None:
    night, centre = _form(two, "Pager at night"), _form(two, "Call centre")
    async with two.opened() as see:
        await _at(see, f"form:{night.id}")
        await see.keys("enter", "enter", "tab", *"It ra", "escape")
        drafted = [line[:36] for line in see.lines if "draft" in line[:36]]
        assert len(drafted) == 1 and "What" in drafted[0]
        assert [key.rpartition("@")[2] for key in two.drafts()] == [night.id]
        await _at(see, f"form:{centre.id}")
        await see.keys("enter", "enter")
        assert "It ra" not in see.text
    async with two.opened() as see:
        await _at(see, f"form:{night.id}")
        await see.keys("enter", "enter", "tab", *"ng", "ctrl+s")
    assert two.project.answer("kickoff.drill-what", night.id).text("story") == "It rang"
    assert not two.project.answer("kickoff.drill-what", centre.id).text("story")


async def test_saving_goes_on_to_the_next_question_of_the_same_form(two: Desk) -> None:
    night = _form(two, "Pager at night")
    async with two.opened() as see:
        await _at(see, f"form:{night.id}")
        await see.keys("enter", "enter", "tab", *"It rang", "ctrl+s")
        assert see.screen.question is not None
        assert (see.question, see.screen.question.instance) == ("kickoff.drill-when", night.id)
        assert see.editing


async def test_a_row_of_its_table_belongs_to_it_alone(two: Desk) -> None:
    night, centre = _form(two, "Pager at night"), _form(two, "Call centre")
    async with two.opened() as see:
        await _whole(see, night)
        await see.screen.go(f"kickoff.drill-when@{night.id}")
        await see.settle()
        assert "Alarm" in see.words
        await see.screen.go(f"kickoff.drill-when@{centre.id}")
        await see.settle()
        assert "Alarm" not in see.words
    assert [row.subject.form for row in two.project.rows("steps")] == [night.id]


async def test_next_open_stays_inside_the_form_until_nothing_waits_there(two: Desk) -> None:
    night = _form(two, "Pager at night")
    async with two.opened() as see:
        await see.screen.go(f"kickoff.drill-fixes@{night.id}")
        await see.settle()
        met = []
        for _ in range(3):
            await see.keys("space")
            assert see.screen.question is not None
            met.append((see.question, see.screen.question.instance))
        assert set(met) == {("kickoff.drill-what", night.id), ("kickoff.drill-when", night.id)}
        await _whole(see, night)
        await see.screen.go(f"kickoff.drill-when@{night.id}")
        await see.settle()
        await see.keys("s", "space")
        assert see.screen.question is not None and see.screen.question.instance != night.id


@pytest.mark.parametrize(("key", "line", "wanted"), [("s", "", State.LATER), ("d", ">fri", State.UNKNOWN)])
async def test_gestures_are_about_this_form_and_no_other(two: Desk, key: str, line: str, wanted: State) -> None:
    night, centre = _form(two, "Pager at night"), _form(two, "Call centre")
    async with two.opened() as see:
        await see.screen.go(f"kickoff.drill-what@{night.id}")
        await see.settle()
        await see.keys(key, *((*line, "enter") if line else ()))
        stands = {form.title: state(two.project, form.questions[0]) for form in (night, centre)}
        assert stands == {"Pager at night": wanted, "Call centre": State.STARTED}
        await see.keys("u")
        assert state(two.project, night.questions[0]) is State.STARTED


async def test_x_is_refused_with_what_is_lacking_then_closes_and_opens_again(two: Desk) -> None:
    night = _form(two, "Pager at night")
    async with two.opened() as see:
        await _at(see, f"form:{night.id}")
        assert "What: still lacks Story" in see.words
        await see.keys("x")
        assert any("Pager at night still asks for What: still lacks Story" in notice for notice in see.notices)
        assert _form(two, "Pager at night").open
        await _whole(see, night)
        await see.keys("x")
        assert not _form(two, "Pager at night").open
        assert "✓ Closed by Ana" in see.words
        assert any("Pager at night" in line and "closed" in line for line in see.lines)
        await see.keys("x")
        assert _form(two, "Pager at night").open
        assert "x closes it" in see.words


async def test_x_is_text_inside_a_field_and_shows_only_in_a_form(two: Desk) -> None:
    async with two.opened() as see:
        assert not any(key.startswith("x ") for key in see.footer)
        await _at(see, f"form:{_form(two, 'Call centre').id}")
        assert any(key == "x Close" for key in see.footer)
        await see.keys("enter", "enter", "tab", *"axe", "ctrl+s")
    centre = _form(two, "Call centre")
    assert two.project.answer("kickoff.drill-what", centre.id).text("story") == "axe"


async def test_delete_drops_a_form_with_a_reason(two: Desk) -> None:
    async with two.opened() as see:
        await _at(see, f"form:{_form(two, 'Call centre').id}")
        await see.keys("delete", "enter")
        assert "Why drop “Call centre”?" in see.words
        await see.type("Opened twice")
        await see.keys("enter")
        assert [form.title for form in two.project.forms] == ["Pager at night"]
        assert see.screen.outline.key == "forms:drill"
        assert "Call centre" not in see.text
    dropped = next(form for form in two.project.forms_ever if form.title == "Call centre")
    assert dropped.reason == "Opened twice"


@pytest.mark.parametrize("typing", [False, True])
async def test_a_form_that_somebody_else_drops_is_left_and_what_was_typed_is_kept(
    two: Desk, monkeypatch: pytest.MonkeyPatch, typing: bool
) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    centre = _form(two, "Call centre")
    async with two.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        await _at(see, f"form:{centre.id}")
        await see.keys("enter", *(("enter", "tab", *"It ra") if typing else ()))
        two.do(CloseForm(centre.id, dropped=True, reason="Opened twice"), BEN)
        await see.until(lambda: see.screen.outline.key == "forms:drill")
        assert not see.editing
        assert see.words.startswith("Drills")
        assert not see.notices
    assert any("It ra" in text for text in two.drafts().values()) is typing


async def test_go_to_finds_its_questions_and_tells_the_forms_apart(two: Desk) -> None:
    async with two.opened() as see:
        await see.keys("ctrl+g", *"Timeline")
        found = [line for line in see.lines if "DR-02" in line]
        assert len(found) == 2
        assert "Pager at night" in found[0] and "Call centre" in found[1]
        await see.keys("down", "enter")
        assert see.screen.question is not None
        assert see.screen.question.name == f"kickoff.drill-when@{_form(two, 'Call centre').id}"
        await see.keys("ctrl+g", *"timeline pager", "enter")
        assert see.screen.question.name == f"kickoff.drill-when@{_form(two, 'Pager at night').id}"


async def test_history_names_the_form_and_leads_back_into_it(two: Desk) -> None:
    night = _form(two, "Pager at night")
    async with two.opened() as see:
        await _whole(see, night)
        await see.screen.go("kickoff.problem")
        await see.keys("f3")
        assert any("What, in Pager at night" in line for line in see.lines)
        await see.keys("enter")
        assert see.screen.question is not None and see.screen.question.instance == night.id
