"""Table questions: rows are added, changed, moved, taken out, and begun."""

from __future__ import annotations

from tests.tui.desk import Desk, Seen
from workbook.application import typed
from workbook.domain.answers import Status
from workbook.domain.commands import SetAnswer


async def _at(see: Seen, question: str) -> None:
    await see.screen.go(question, edit=True)
    await see.settle()


def _names(desk: Desk, question: str) -> list[str]:
    project = desk.project
    return [project.row_name(row) for row in project.view_rows(project.pack.question(question))]


async def test_a_row_is_added_and_shown(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.keys("a")
        await see.type("Keyword rules")
        assert not _names(desk, "kickoff.options")
        await see.keys("ctrl+s")
        assert see.editing
        assert "Keyword rules" in see.text
        await see.keys("escape")
        assert "Keyword rules" in see.text
    assert "Keyword rules" in _names(desk, "kickoff.options")


async def test_a_row_that_answers_its_question_says_what_it_was_the_end_of(desk: Desk) -> None:
    desk.start()
    desk.do(SetAnswer("kickoff.guardrails", status=Status.UNKNOWN))
    async with desk.opened() as see:
        await _at(see, "kickoff.guardrails")
        await see.keys("a")
        await see.type("Complaints")
        await see.keys("ctrl+s")
        assert see.notices == ["Find out: Guardrails"]


async def test_a_row_is_changed_and_undo_takes_it_back(desk: Desk) -> None:
    desk.start()
    desk.row("kickoff.options", option="Rules")
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.each("enter", "end")
        await see.type(" by hand")
        await see.keys("ctrl+s")
        assert _names(desk, "kickoff.options") == ["Rules by hand"]
        await see.each("escape", "u")
        assert _names(desk, "kickoff.options") == ["Rules"]


async def test_a_row_is_taken_out_by_asking_twice_and_comes_back_by_undo(desk: Desk) -> None:
    desk.start()
    desk.row("kickoff.options", option="Rules")
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.keys("d")
        assert "Remove “Rules”?" in see.words
        assert _names(desk, "kickoff.options") == ["Rules"]
        await see.keys("d")
        assert not _names(desk, "kickoff.options")
        await see.each("escape", "u")
        assert _names(desk, "kickoff.options") == ["Rules"]


async def test_rows_change_places(desk: Desk) -> None:
    desk.start()
    desk.row("kickoff.options", option="Rules")
    desk.row("kickoff.options", option="Model")
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.keys("J")
        assert _names(desk, "kickoff.options") == ["Model", "Rules"]
        assert see.text.index("Model") < see.text.index("Rules")


async def test_a_row_that_was_begun_is_kept(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.keys("a")
        await see.type("Key")
        await see.each("escape", "escape")
        assert any("The options" in line and "draft" in line for line in see.lines)
        assert not _names(desk, "kickoff.options")
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        await see.keys("a")
        assert "Key" in see.text
        await see.type("word rules")
        await see.keys("ctrl+s")
    assert _names(desk, "kickoff.options") == ["Keyword rules"]
    assert not desk.drafts()


async def test_an_outside_editor_serves_a_row_too(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _at(see, "kickoff.options")
        assert not any("$EDITOR" in key for key in see.footer)
        await see.keys("a")
        assert any("$EDITOR" in key for key in see.footer)


async def test_a_person_who_is_not_there_yet_is_added_on_the_spot(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _at(see, "kickoff.support")
        await see.type("Mei")
        assert "add “Mei”" in see.text
        await see.keys("enter")
        assert "Mei" in [desk.project.row_name(row) for row in desk.project.rows("people")]
        await see.type("office hours")
        await see.keys("ctrl+s")
    answer = desk.project.answer("kickoff.support")
    assert answer.text("hours") == "office hours"
    assert "owner" in answer.values


async def test_what_is_offered_is_taken_by_a_key_and_told_when_its_source_changed(desk: Desk) -> None:
    desk.start()
    metric = desk.row("metrics", name="Contacts", kind="guardrail", direction="down", minimum="4.8 per 100")
    async with desk.opened() as see:
        await see.screen.go("rollout.abort")
        await see.settle()
        assert "+ offered: Contacts: too high" in see.words
        assert not _names(desk, "rollout.abort")
        await see.each("enter", "1", "escape")
        assert _names(desk, "rollout.abort") == ["Contacts: too high"]
        assert "offered" not in see.words
    desk.do(typed.row(desk.project, "metrics", {"minimum": "5.5 per 100"}, metric))
    async with desk.opened() as see:
        await see.screen.go("rollout.abort")
        await see.settle()
        changed = "▲ Contacts: too high: “Contacts” changed since: Minimum or limit 4.8 per 100 → 5.5 per 100"
        assert changed in see.words
        await see.each("y")
        assert "changed since" not in see.words


async def test_a_person_who_leaves_hands_on_what_they_have_to_do(desk: Desk) -> None:
    desk.start()
    for name in ("Tom", "Mei"):
        desk.row("people", name=name)
    desk.row("actions", action="Call Bo", owner="Tom", due="2026-12-01")
    async with desk.opened() as see:
        await _at(see, "kickoff.people")
        await see.each("j", "d", "d")
        assert "Tom has 1 thing to do: action Call Bo. Who takes over?" in see.words
        assert "Tom" in _names(desk, "kickoff.people")
        await see.type("mei")
        await see.keys("enter")
        assert "Tom" not in _names(desk, "kickoff.people")
    (action,) = desk.project.rows("actions")
    assert desk.project.context.name("people", action.values["owner"].row) == "Mei"  # type: ignore[union-attr]
