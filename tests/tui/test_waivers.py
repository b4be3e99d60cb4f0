"""Waivers on the gate screen: one lack after another, kept until the decision is saved with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk import Desk, Seen
from workbook.domain.commands import SetRow, WaiveAhead
from workbook.domain.early import early, early_words
from workbook.domain.gates import Decision, GateReview, GateState, Waiver, review
from workbook.domain.primitives import Moment
from workbook.tui.screens.aside import AsideForm

MILESTONES, SUPPORT = "kickoff.milestones", "kickoff.support"
"""What the gate of the older sample lacks."""
CONDITIONS, STOP = ("down", "enter"), ("s", "tab")
"""Keys that choose an outcome."""


@pytest.fixture
def nearly(sampled: Desk) -> Desk:
    """A kickoff that lacks two things, and a person who may decide it."""
    sampled.project_id = f"{1:032x}"
    return sampled


async def _at_the_gate(see: Seen) -> None:
    see.screen.update(key="gate:kickoff")
    see.screen.outline.focus()
    await see.settle()


async def _waive(see: Seen, owner: str, reason: str, until: str) -> None:
    """Waives the lack under the cursor."""
    await see.keys("w")
    assert isinstance(see.app.screen, AsideForm)
    for text in (owner, reason, until):
        await see.type(text)
        await see.keys("enter")
    assert not isinstance(see.app.screen, AsideForm), see.text


async def _decide(see: Seen, *outcome: str) -> None:
    await see.each("enter", *outcome)
    await see.type("Ana Ruiz")
    await see.keys("enter")
    await see.type("It is clear enough")
    await see.keys("ctrl+s")


def _decision(desk: Desk) -> Decision:
    decision = _review(desk).decision
    assert decision is not None
    return decision


def _review(desk: Desk) -> GateReview:
    return review(desk.project, desk.project.pack.phase("kickoff"))


async def test_each_lack_is_waived_by_one_key_and_the_decision_holds_them(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        assert "Still missing (2)" in see.words
        await see.keys("tab")
        await _waive(see, "Raj", "The board meets then", "1 dec")
        assert "Still missing (1), 1 waived" in see.words
        assert "Milestones waived by Raj" in see.words and "pending" in see.words
        assert "Waived until 2026-12-01 by Raj Patel: The board meets then" in see.words
        assert not [lack for lack in _review(nearly).lacks if lack.waived]
        await see.keys("down")
        await _waive(see, "Mei", "Named in January", "2w")
        assert "All that is missing is waived (2)" in see.words
        await see.keys("escape")
        await _decide(see, *CONDITIONS)
        assert not see.editing, see.notices
        assert "Passed with waivers" in see.words, see.text
        assert "pending" not in see.words and "until 2026-12-01" in see.words
    assert _review(nearly).state is GateState.PASSED_WITH_WAIVERS
    found = {waiver.rule: waiver for waiver in _decision(nearly).waivers}
    assert set(found) == {MILESTONES, SUPPORT}
    assert found[MILESTONES].reason == "The board meets then"
    assert found[MILESTONES].until == "2026-12-01"
    assert nearly.project.person(found[MILESTONES].owner) == "Raj Patel"
    assert not nearly.drafts()


async def test_what_was_waived_ahead_goes_into_the_decision_whether_a_line_lists_it_or_not(nearly: Desk) -> None:
    mei = nearly.project.context.find("people", "Mei")
    ahead = [Waiver(rule, mei, "One laptop", "2026-12-31") for rule in ("kickoff.problem", MILESTONES, SUPPORT)]
    nearly.do(WaiveAhead("kickoff", tuple(ahead)))
    async with nearly.opened() as see:
        await see.keys("escape")  # from the walk
        await _at_the_gate(see)
        await _decide(see, *CONDITIONS)
        assert "Passed with waivers" in see.words and "Press enter" not in see.words
    assert {waiver.rule for waiver in _decision(nearly).waivers} == {"kickoff.problem", MILESTONES, SUPPORT}


async def test_what_was_waived_is_kept_when_the_gate_is_decided_anew(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        await see.keys("tab")
        await _waive(see, "Raj", "The board meets then", "1 dec")
        await see.keys("escape")
        await _decide(see, *STOP)
        assert _review(nearly).state is GateState.FAILED
        assert [waiver.rule for waiver in _decision(nearly).waivers] == [MILESTONES]
        await see.keys("tab")
        await see.keys("down")
        await _waive(see, "Mei", "Named in January", "2w")
        await see.keys("escape")
        await _decide(see, *CONDITIONS)
    assert _review(nearly).state is GateState.PASSED_WITH_WAIVERS
    assert [waiver.rule for waiver in _decision(nearly).waivers] == [MILESTONES, SUPPORT]
    assert not nearly.drafts()


async def test_a_second_w_takes_a_waiver_back_and_a_third_finds_its_words(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        await see.keys("tab")
        await _waive(see, "Raj", "The board meets then", "1 dec")
        await see.keys("w")
        assert "Still missing (2)" in see.words
        await see.keys("w")
        assert "Raj Patel" in see.text and "The board meets then" in see.text
        await see.each("ctrl+s", "escape")
        await _decide(see, *STOP)
        assert len(_decision(nearly).waivers) == 1
        await see.each("tab", "w")
        assert "Still missing (2)" in see.words
        await see.keys("escape")
        await _decide(see, *STOP)
    assert not _decision(nearly).waivers


async def test_enter_on_a_lack_goes_to_its_question(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        await see.each("tab", "down", "enter")
        assert see.question == SUPPORT
        assert not see.editing


async def test_waivers_given_and_waivers_begun_survive(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        await see.keys("tab")
        await _waive(see, "Raj", "The board meets then", "1 dec")
        await see.each("down", "w")
        await see.type("Mei")
        await see.keys("tab")
        await see.type("Named in Jan")
        await see.keys("escape")
        assert "Still missing (1), 1 waived" in see.words
    async with nearly.opened() as see:
        await _at_the_gate(see)
        assert "Still missing (1), 1 waived" in see.words
        await see.each("tab", "down", "w")
        assert "Named in Jan" in see.text
        await see.each("tab", "end")
        await see.type("uary")
        await see.keys("enter")
        await see.type("2w")
        await see.keys("enter")
        assert "All that is missing is waived (2)" in see.words
    assert not [lack for lack in _review(nearly).lacks if lack.waived]


async def test_the_form_says_what_does_not_fit_and_adds_a_person(nearly: Desk) -> None:
    async with nearly.opened() as see:
        await _at_the_gate(see)
        await see.each("tab", "w")
        await see.type("Nora")
        assert "add “Nora”" in see.text
        await see.keys("enter")
        await see.type("Not yet")
        await see.keys("enter")
        await see.type("yesterday")
        await see.keys("enter")
        assert any("cannot end in the past" in notice for notice in see.notices)
        assert isinstance(see.app.screen, AsideForm)
        await see.keys("ctrl+u")
        await see.type("fri")
        await see.keys("ctrl+s")
        assert "Milestones waived by Nora" in see.words
    assert "Nora" in [nearly.project.row_name(row) for row in nearly.project.rows("people")]


MANY = """
phase:
  id: kickoff
  sections:
    - id: extra
      title: Extra
      questions:
"""
QUESTION = """\
        - {{id: kickoff.extra-{0}, code: KX-{0}, title: "Extra question {0}", ask: "And what of {0}?",
           type: text, mandatory: core}}
"""


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (64, 20)])
async def test_twenty_lacks_are_moved_through_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    phases = Path(desk.places.database.parent / "phases")
    phases.mkdir()
    desk.start()
    count = 20 - len(_review(desk).lacks)
    (phases / "extra.yaml").write_text(MANY + "".join(QUESTION.format(number) for number in range(1, count + 1)))
    desk.row("people", name="Mei", role="head of care", part="decides")
    async with desk.opened(size) as see:
        await _at_the_gate(see)
        assert "Still missing (20)" in see.words
        await see.keys("tab")
        assert "> not answered" not in see.words
        await see.keys("end")
        assert f"Extra question {count} not answered" in see.words
        assert f"And what of {count}?" in see.words
        assert len(see.footer) <= 7
        assert any("Waive" in key for key in see.footer) and any("Help" in key for key in see.footer)
        await _waive(see, "Mei", "Not yet", "fri")
        assert "Still missing (19), 1 waived" in see.words
        assert "pending" in see.words
        await see.keys("escape")
        await see.keys("enter")
        assert see.editing and len(see.footer) <= 7


async def test_what_comes_too_early_is_told_and_let_through_at_once(desk: Desk) -> None:
    desk.start()
    desk.row("people", name="Ana Ruiz", part="decides")
    desk.row("stages", stage="5 %", strategy="canary", started="2026-11-01")
    desk.row("stages", stage="[/] Half", strategy="phased")
    async with desk.opened() as see:
        await see.screen.go("rollout.log")
        await see.settle()
        assert "▲ [/] Half has to wait: the gate of Monitoring is not passed." in see.words
        half = desk.project.rows("stages")[-1].id
        desk.do(SetRow("stages", {"started": Moment("2026-11-20")}, half))
        await see.screen.go("rollout.log", edit=True)
        await see.each("down", "enter")
        await see.settle()
        desk_words = "[/] Half was started before the gate of Monitoring was passed."
        see.screen.update(key="gate:rollout")
        see.screen.outline.focus()
        await see.settle()
        await see.until(lambda: "Monitoring first" in see.words)  # what was recorded outside arrives in its own time
        await see.keys("tab")
        see.screen.gate_pane.lacks.go_to("monitoring-first")
        await _waive(see, "Ana Ruiz", "We look by hand", "1 dec")
        assert "pending" not in see.words
        (found,) = early(desk.project)
        assert (early_words(desk.project, found), found.waiver and found.waiver.reason) == (
            desk_words,
            "We look by hand",
        )
        await see.keys("w")
        assert early(desk.project)[0].waiver is None
        assert not desk.drafts()
