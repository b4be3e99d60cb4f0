"""The gestures beside answering, what goes with an answer, and undo of each."""

from __future__ import annotations

import pytest

from tests.tui.desk import BEN, Desk
from workbook.domain.answers import Answer, Row
from workbook.domain.commands import StartCycle
from workbook.domain.progress import State, state

PROBLEM = "kickoff.problem"


def _problem(desk: Desk) -> Answer:
    return desk.project.answer(PROBLEM)


def _state(desk: Desk, question: str = PROBLEM) -> State:
    return state(desk.project, desk.project.pack.question(question))


def _actions(desk: Desk) -> list[Row]:
    return [row for row in desk.project.rows("actions") if row.text("origin") == PROBLEM]


async def test_dont_know_yet_makes_an_action_item_with_owner_and_day(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("d")
        assert "Who finds out about “The problem”" in see.words
        await see.type("@ana >fri")
        await see.keys("enter")
        assert "? The problem" in see.text
        assert see.question == "kickoff.why-now"
        (action,) = _actions(desk)
        assert desk.project.context.name("people", action.values["owner"].row) == "Ana"  # type: ignore[union-attr]
        assert str(action.values["due"].iso).startswith("2026-11-27")  # type: ignore[union-attr]
        await see.keys("u")
        assert _state(desk) is State.OPEN
        assert not _actions(desk)


async def test_dont_know_yet_needs_nobody_and_can_be_left(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.each("d", "escape")
        assert _state(desk) is State.OPEN
        await see.each("d", "enter")
    assert _state(desk) is State.UNKNOWN
    assert len(_actions(desk)) == 1


@pytest.mark.parametrize("line", ["@nobody", ">some day"])
async def test_dont_know_yet_says_whom_or_which_day_it_does_not_know(desk: Desk, line: str) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("d")
        await see.type(line)
        await see.keys("enter")
        assert len(see.notices) == 1
    assert _state(desk) is State.OPEN


async def test_not_applicable_asks_for_the_reason(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.each("a", "enter")
        assert "Why does “The problem” not apply?" in see.words
        await see.type("Only a study")
        await see.keys("enter")
        assert "– The problem" in see.text
        await see.keys("up")
        assert "Does not apply: Only a study" in see.words
        assert _problem(desk).reason == "Only a study"
        await see.keys("u")
    assert _state(desk) is State.OPEN


@pytest.mark.parametrize(("key", "sign", "wanted"), [("s", "»", State.LATER), ("p", "P", State.PARKED)])
async def test_later_and_park_are_one_key_and_go_on(desk: Desk, key: str, sign: str, wanted: State) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys(key)
        assert f"{sign} The problem" in see.text
        assert see.question == "kickoff.why-now"
        assert _state(desk) is wanted
        await see.keys("u")
    assert _state(desk) is State.OPEN


async def test_single_letters_are_text_inside_a_field(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await see.keys("enter")
        await see.type("dasputgebwyc?/: ")
        await see.keys("ctrl+s")
    assert _problem(desk).text().rstrip() == "dasputgebwyc?/:"


async def test_undo_takes_back_an_answer_and_keeps_both_in_the_history(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "First")
    desk.answer(PROBLEM, "Second")
    async with desk.opened() as see:
        await see.keys("u")
        assert _problem(desk).text() == "First"
        assert see.notices[-1] == "Undone: KO-01 The problem. History keeps both."
        await see.keys("u")
        assert _state(desk) is State.OPEN
    assert len(desk.project.ledger.history(desk.project.subject(PROBLEM))) == 4


async def test_undo_takes_back_only_what_the_same_person_did(desk: Desk) -> None:
    desk.start(author=BEN)
    desk.answer(PROBLEM, "Ben's words", BEN)
    async with desk.opened() as see:
        await see.keys("u")
        assert see.notices
    assert _problem(desk).text() == "Ben's words"


async def test_undo_with_nothing_left_says_so(desk: Desk) -> None:
    desk.start(triage=False)
    async with desk.opened() as see:
        await see.each("escape", "escape", "escape", "escape", "escape")
        await see.each("u")
        assert any("nothing left to undo" in notice for notice in see.notices)


async def test_confidence_goes_round_and_is_undone(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("up", "g")
        assert "guess" in see.words
        await see.each("g", "g")
        assert _problem(desk).confidence == "measured"
        assert "measured" in see.words
        await see.keys("u")
        assert _problem(desk).confidence == "estimate"
        assert _problem(desk).text() == "Boots"


async def test_evidence_is_added_and_undone(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("up", "e")
        await see.type("reports/returns.csv")
        await see.keys("enter")
        assert "reports/returns.csv" in see.words
        assert [row.text("link") for row in desk.project.rows("evidence")] == ["reports/returns.csv"]
        await see.keys("u")
        assert not desk.project.rows("evidence")


async def test_a_note_is_added_changed_and_undone(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("up", "t")
        await see.type("Said twice")
        await see.keys("enter")
        assert "Said twice" in see.words
        await see.keys("t")
        await see.type(", loudly")
        await see.keys("enter")
        assert _problem(desk).note == "Said twice, loudly"
        await see.keys("u")
        assert _problem(desk).note == "Said twice"


async def test_who_said_so_stands_beside_who_typed_it(desk: Desk) -> None:
    desk.start()
    desk.row("people", name="Mei", role="data scientist", part="contributes")
    desk.answer(PROBLEM, "Boots")
    async with desk.opened() as see:
        await see.each("up", "b")
        await see.type("@mei")
        await see.keys("enter")
        assert "Mei, recorded by Ana" in see.words
        assert desk.project.person(_problem(desk).answered_by) == "Mei"
        await see.keys("u")
        assert desk.project.person(_problem(desk).answered_by) == "Ana"


async def test_a_wording_stands_beside_what_was_said(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "boots come back")
    async with desk.opened() as see:
        await see.each("up", "w")
        await see.each("home", "delete", "B", "end", ".", "enter")
        assert "Worded for documents Boots come back." in see.words
        assert (_problem(desk).text(), _problem(desk).wording) == ("boots come back", "Boots come back.")
        await see.keys("u")
        assert _problem(desk).wording == ""


async def test_what_goes_with_an_answer_waits_for_one(desk: Desk) -> None:
    desk.start()
    before = len(desk.project.ledger)
    async with desk.opened() as see:
        await see.each("g", "e", "t", "b", "w", "y", "c")
        assert see.screen.question is not None
    assert len(desk.project.ledger) == before


async def test_a_carried_answer_is_confirmed_with_one_key(desk: Desk) -> None:
    desk.start()
    desk.answer(PROBLEM, "Boots")
    desk.do(StartCycle("v2"))
    async with desk.opened() as see:
        assert "v2" in see.lines[0]
        await see.screen.go(PROBLEM)
        await see.settle()
        assert "↻ The problem" in see.text
        assert "Press y to confirm it" in see.words
        await see.keys("y")
        assert "✓ The problem" in see.text
        assert _problem(desk).text() == "Boots"
        await see.keys("u")
    assert _state(desk) is State.CARRIED
