"""A gate: what is missing, the decision, and why it is refused."""

from __future__ import annotations

import pytest

from tests.tui.desk import BEN, Desk, Seen
from workbook.application import typed
from workbook.domain.commands import DecideGate
from workbook.domain.gates import GateState, Waiver, review
from workbook.domain.primitives import Choice
from workbook.tui.screens.celebration import CelebrationScreen


async def _at_the_gate(see: Seen, phase: str = "kickoff") -> None:
    see.screen.update(key=f"gate:{phase}")
    await see.settle()


def _gate(desk: Desk) -> GateState:
    return review(desk.project, desk.project.pack.phase("kickoff")).state


def _decider(desk: Desk) -> None:
    desk.row("people", name="Mei", role="head of care", part="decides")
    desk.row("people", name="Tom", role="care team", part="affected")


async def test_a_gate_lists_what_is_missing_and_leads_there(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        await _at_the_gate(see)
        assert "Still missing" in see.words
        assert "The problem not answered" in see.words
        await see.keys("space")
        assert see.question == "kickoff.problem"


async def test_a_decision_is_refused_with_the_reason_and_stays_open(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened() as see:
        await _at_the_gate(see)
        await see.keys("enter")
        await see.each("down", "enter")
        await see.type("Mei")
        await see.keys("enter")
        await see.type("It is clear")
        await see.keys("ctrl+s")
        assert any("The gate still asks for" in notice and "The problem" in notice for notice in see.notices)
        assert see.editing
        assert "It is clear" in see.text
        assert _gate(desk) is GateState.IN_PROGRESS
        await see.each("escape", "enter")
        assert "It is clear" in see.text


async def test_a_stop_is_recorded_with_who_decided_and_why_and_undone(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened() as see:
        await _at_the_gate(see)
        await see.keys("enter")
        await see.keys("s")
        await see.keys("tab")
        await see.type("Mei")
        await see.keys("enter")
        await see.type("No decision changes")
        await see.keys("ctrl+s")
        assert not see.editing
        assert "Stop, decided by Mei" in see.words
        assert "No decision changes" in see.words
        assert _gate(desk) is GateState.FAILED
        assert not desk.drafts()
        await see.keys("u")
        assert _gate(desk) is GateState.IN_PROGRESS


async def test_fingers_are_shown_for_a_question_and_for_the_decision_and_stay_with_it(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened((80, 24)) as see:
        await see.keys("ctrl+g", *"KO-13", "enter", "f")
        await see.type("daily nothing\n")
        assert "There is no choice 'nothing'" in see.notices[-1]
        await see.keys("f", *["backspace"] * 20)
        await see.type("daily asap")
        assert "enter records nothing: daily and asap are level" in see.part(".dialog")
        await see.keys("enter")
        assert "They are level: talk" in see.notices[-1] and not desk.project.answer("kickoff.environment").given
        await see.keys("f")  # it is still there
        await see.type(" asap")
        assert "enter records asap as the answer, which 2 of 3 showed" in see.part(".dialog")
        await see.keys("enter", "f")
        await see.type("daily asap")
        assert "enter keeps them beside the answer; 1 of 2 saw it differently" in see.part(".dialog")
        await see.keys(*["backspace"] * 20, "escape")
        assert "Fingers: " in see.words and "1 of 3 saw it differently" in see.words
        await _at_the_gate(see)
        assert "Not everybody saw it the same way" in see.words and "≠ The environment" in see.words
        await see.keys("enter")
        await see.each("s", "tab")
        await see.type("Mei")
        await see.keys("enter")
        await see.type("No decision changes")
        await see.keys("tab")
        await see.type("go stop stop wobble")
        await see.keys("ctrl+s")
        assert see.editing and "There is no choice 'wobble'" in see.notices[-1]
        await see.keys(*["backspace"] * 7, "ctrl+s")
        assert "Fingers: go, stop, stop; 1 of 3 saw it" in see.words
    decision = review(desk.project, desk.project.pack.phase("kickoff")).decision
    assert decision is not None and decision.hands == ("go", "stop", "stop")
    assert desk.project.answer("kickoff.environment").values["pace"] == Choice(("asap",))  # what most of them showed


async def test_somebody_who_does_not_decide_is_refused(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened() as see:
        await _at_the_gate(see)
        await see.keys("enter")
        await see.keys("s")
        await see.keys("tab")
        await see.type("Tom")
        await see.keys("escape", "tab")
        await see.type("No")
        await see.keys("ctrl+s")
        assert any("Tom is not among those who decide" in notice for notice in see.notices)
        assert see.editing
    assert _gate(desk) is GateState.IN_PROGRESS


@pytest.mark.parametrize("size", [(120, 36), (64, 20)])
async def test_the_rollout_gate_is_celebrated_until_any_key(harbour: Desk, size: tuple[int, int]) -> None:
    async with harbour.opened(size) as see:
        await see.keys("escape")
        await _at_the_gate(see, "rollout")
        await see.keys("enter", "f", "tab", *"Ana", "tab", *"Everybody has it", "ctrl+s")
        assert isinstance(see.app.screen, CelebrationScreen)
        for words in ("Harbour Outfitters: review triage", "You did it!", "Your model is in production.", "any key"):
            assert words in see.text
        assert "Tomorrow you start on v2." in see.words
        await see.keys("d")
        assert see.screen.outline.key == "gate:rollout"
        assert "Fully out, decided by Ana Ruiz" in see.words
    decision = review(harbour.project, harbour.project.pack.phase("rollout")).decision
    assert decision is not None and decision.reason == "Everybody has it"


async def test_a_rollout_that_is_held_is_not_celebrated(harbour: Desk) -> None:
    async with harbour.opened() as see:
        await see.keys("escape")
        await _at_the_gate(see, "rollout")
        await see.keys("enter", "h", "tab", *"Ana", "tab", *"A week more at 25 %", "ctrl+s")
        assert "Held at a share, decided by Ana Ruiz" in see.words


async def test_a_decision_without_a_name_or_a_reason_is_refused(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened() as see:
        await _at_the_gate(see)
        await see.keys("enter")
        await see.keys("s")
        await see.keys("tab")
        await see.type("Mei")
        await see.keys("enter", "ctrl+s")
        assert any("needs a reason" in notice for notice in see.notices) or "▲" in see.text
        await see.type("Not now")
        await see.keys("shift+tab", "ctrl+u", "ctrl+s")
        assert any("needs somebody who decides" in notice and "Mei" in notice for notice in see.notices)
        assert see.editing
    assert _gate(desk) is GateState.IN_PROGRESS


async def test_two_who_decide_at_once_are_both_kept(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    async with desk.opened() as see:
        await _at_the_gate(see)
        await see.keys("enter")
        mei = desk.project.context.find("people", "Mei")
        desk.do(DecideGate("kickoff", "pivot", mei, "Another problem"), BEN)
        await see.keys("s", "tab", *"Mei", "enter", *"No decision changes", "ctrl+s")
        found = review(desk.project, desk.project.pack.phase("kickoff"))
        assert (found.conflict, found.decision) == (True, None)


async def test_a_gate_shows_what_to_look_at_and_is_signed(harbour: Desk) -> None:
    harbour.do(typed.row(harbour.project, "people", {"sign-off": "yes"}, harbour.project.context.find("people", "Raj")))
    async with harbour.opened() as see:
        await see.keys("escape")
        await _at_the_gate(see, "preprod")
        beside = see.part("#right")
        assert "Look at this first" in beside
        assert "binding" in beside or "Monitor" in beside
        assert "○ Raj Patel not yet" in beside
        await see.keys("o", *"Raj", "tab", "n", "tab", *"Nobody at night", "ctrl+s")
        assert "✗ Raj Patel says no: Nobody at night" in see.part("#right")
        await see.keys("o", *"Raj", "tab", "y", "ctrl+s")
        assert "✓ Raj Patel" in see.part("#right")
        await see.keys("u")
        assert "✗ Raj Patel" in see.part("#right")


async def test_two_decisions_of_one_gate_are_compared_and_settled(desk: Desk) -> None:
    desk.start()
    _decider(desk)
    mei, tom = (row.id for row in desk.project.rows("people")[-2:])
    waiver = Waiver("kickoff.limits", tom, "[/] after the board", "2026-12-24")
    async with desk.opened() as see:
        desk.do(DecideGate("kickoff", "stop", mei, "Too dear."))
        desk.do(DecideGate("kickoff", "stop", mei, "Nobody \x1b[2Jasked for it.", (waiver,), seen=()), BEN)
        await see.screen.refresh_from_store()
        await _at_the_gate(see)
        assert "Two decisions stand against each other" in see.words
        assert "Needs re-review" in see.words
        await see.keys("c")
        assert "Too dear." in see.words and "Nobody ␛[2Jasked for it." in see.words
        assert "Waived by Tom" in see.words and "[/]" in see.words
        await see.keys("2")
        assert "Two decisions" not in see.words and "Failed" in see.words
        await see.keys("c")  # there is nothing to settle
        assert see.screen is see.app.screen
    found = review(desk.project, desk.project.pack.phase("kickoff"))
    assert found.decision is not None
    assert (found.conflict, found.decision.waivers) == (False, (waiver,))
    assert found.decision.reason == "Nobody ␛[2Jasked for it."
