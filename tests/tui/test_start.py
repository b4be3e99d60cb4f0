"""The first minute: a name, a few quick questions, the first real ones, and a first document."""

from __future__ import annotations

from pathlib import Path

from tests.tui.desk import Desk
from workbook.tui.screens.start import StartScreen


async def test_a_new_workbook_leads_from_the_name_to_the_first_draft(desk: Desk) -> None:
    async with desk.opened() as see:
        assert isinstance(see.app.screen, StartScreen)
        assert "What is the project called?" in see.text
        await see.type("Returns")
        await see.keys("enter")
        assert "1 of 4" in see.text
        for number in range(1, 5):
            assert f"{number} of 4" in see.text
            await see.keys("down", "enter")
        assert see.question == "kickoff.problem"
        assert see.editing
        assert "○ Why now" not in see.text
        for words in ("Boots come back", "Spring", "Which charts to check"):
            await see.type(words)
            await see.keys("ctrl+s")
        assert see.question == "kickoff.scope"
        await see.type("Shoes")
        await see.keys("ctrl+s")
        assert see.question == "kickoff.smallest-slice"
        await see.type("Boots")
        await see.keys("ctrl+s")
        assert "Your draft spec is ready" in see.words
        await see.keys("enter")
        assert see.app.screen.has_class("-focus") is False
    project = desk.project
    assert project.name == "Returns"
    assert {"criticality", "personal", "affected"} <= set(project.answer("kickoff.risk").values)
    assert "form" in project.answer("kickoff.delivery").values
    written = list(Path.cwd().rglob("spec.md"))
    assert len(written) == 1 and "Boots come back" in written[0].read_text(encoding="utf-8")


async def test_a_number_chooses_and_escape_leaves_a_question_open(desk: Desk) -> None:
    desk.start(triage=False)
    async with desk.opened() as see:
        assert "1 of 4" in see.text
        await see.keys("2")
        assert "2 of 4" in see.text
        await see.keys("escape")
        assert "3 of 4" in see.text
        await see.each("escape", "escape")
    assert list(desk.project.answer("kickoff.risk").values) == ["criticality"]
    assert not desk.project.answer("kickoff.delivery").given


async def test_what_is_answered_already_is_not_asked_again(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        assert not isinstance(see.app.screen, StartScreen)


async def test_the_name_that_was_begun_is_kept(desk: Desk) -> None:
    async with desk.opened() as see:
        await see.type("Retur")
    async with desk.opened() as see:
        assert "Retur" in see.text


async def test_an_empty_name_starts_nothing(desk: Desk) -> None:
    async with desk.opened() as see:
        await see.keys("enter")
        assert "What is the project called?" in see.text
    assert not desk.places.database.exists()


async def test_the_samples_are_one_key_away(desk: Desk) -> None:
    async with desk.opened() as see:
        await see.keys("f5")
    assert see.app.sample_wanted
    assert not desk.places.database.exists()


async def test_samples_say_that_they_are_a_scratch_copy(sampled: Desk) -> None:
    sampled.project_id = f"{1:032x}"
    async with sampled.opened(demo=True) as see:
        assert "sample, a scratch copy" in see.lines[0]
