"""Undo and redo: every state comes back, no line of history goes."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from tests.domain.small_pack import PACK
from tests.domain.snapshot import snapshot
from workbook.domain.answers import Status
from workbook.domain.commands import (
    CloseForm,
    DecideGate,
    MoveRow,
    Redact,
    RemoveRow,
    RenameProject,
    ReopenForm,
    SetAnswer,
    SetRow,
    Settle,
    SetWording,
    StartCycle,
    Undo,
)
from workbook.domain.flags import relied_on_older
from workbook.domain.gates import review
from workbook.domain.primitives import Choice, Quantity, Text
from workbook.errors import Refused, UnknownName


def text(scene: Scene) -> str:
    return scene.project().answer("kickoff.problem").text()


# Step by step


def test_undo_brings_back_what_stood_before_and_keeps_the_history() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "one")
    scene.say("kickoff.problem", "two")
    known = list(scene.ledger.events)
    (event,) = scene.do(Undo())
    assert text(scene) == "one"
    assert event.reverts == known[-1].act
    assert list(scene.ledger.events)[:-1] == known


def test_undo_goes_back_step_by_step_to_nothing() -> None:
    scene = Scene()
    for words in ("one", "two", "three"):
        scene.say("kickoff.problem", words)
    for words in ("two", "one", ""):
        scene.do(Undo())
        assert text(scene) == words
    assert scene.project().answer("kickoff.problem").status is Status.OPEN


def test_nothing_is_left_to_undo_of_a_new_project() -> None:
    scene = Scene(people=False)
    with pytest.raises(Refused, match="nothing left"):
        scene.do(Undo())
    scene.say("kickoff.problem", "one")
    scene.do(Undo())
    with pytest.raises(Refused, match="nothing left"):
        scene.do(Undo())


def test_everybody_undoes_their_own() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "one")
    scene.say("data.source", "till", by="bo")
    with pytest.raises(Refused, match="built on it since"):
        scene.do(Undo(author="ana"))
    scene.do(Undo(author="bo"), by="bo")
    scene.do(Undo(author="ana"))
    assert text(scene) == ""
    with pytest.raises(Refused, match="nothing left"):
        scene.do(Undo(author="bo"), by="bo")


def test_an_act_is_undone_whole() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.deadline", status=Status.UNKNOWN, evidence=("https://x.org",)))
    assert scene.project().rows("actions")
    assert len(scene.do(Undo())) == 3
    project = scene.project()
    assert (project.rows("actions"), project.rows("evidence")) == ((), ())
    assert project.answer("kickoff.deadline").status is Status.OPEN


def test_acts_are_undone_by_name_in_any_order() -> None:
    scene = Scene()
    (first,) = scene.say("kickoff.problem", "one")
    scene.say("kickoff.harm", "none")
    scene.do(Undo(first.act[:10]))
    assert text(scene) == ""
    assert scene.project().answer("kickoff.harm").text() == "none"
    with pytest.raises(Refused, match="taken back already"):
        scene.do(Undo(first.act))
    with pytest.raises(UnknownName, match="no act 'zz'"):
        scene.do(Undo("zz"))


def test_what_was_changed_again_is_not_undone_underneath() -> None:
    scene = Scene()
    (first,) = scene.say("kickoff.problem", "one")
    (second,) = scene.say("kickoff.problem", "two", by="bo")
    with pytest.raises(Refused, match=r"changed again since.*Undo the later change first"):
        scene.do(Undo(first.act))
    scene.do(Undo(second.act), by="bo")
    scene.do(Undo(first.act))
    assert text(scene) == ""


def test_redo_is_undoing_the_undo_by_name() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "one")
    scene.say("kickoff.problem", "two")
    (second_back,) = scene.do(Undo())
    (first_back,) = scene.do(Undo())
    scene.do(Undo(first_back.act))
    assert text(scene) == "one"
    scene.do(Undo(second_back.act))
    assert text(scene) == "two"
    scene.do(Undo())
    assert text(scene) == "one"
    scene.say("kickoff.problem", "three")
    with pytest.raises(Refused, match="taken back already"):
        scene.do(Undo(first_back.act))


def test_an_undo_that_was_answered_over_is_not_taken_back() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "one")
    (back,) = scene.do(Undo())
    scene.say("kickoff.problem", "two")
    with pytest.raises(Refused, match="changed again since"):
        scene.do(Undo(back.act))


# Others


def test_what_others_built_on_stays() -> None:
    scene = Scene()
    bo = scene.row("people", "Bo")
    (event,) = scene.say("kickoff.problem", "one")
    scene.say("data.source", "till", by=bo)
    with pytest.raises(Refused, match=r"Bo built on it since \(data.source\)"):
        scene.do(Undo(event.act))
    scene.do(Undo(author=bo), by=bo)
    scene.do(Undo(event.act))
    assert text(scene) == ""


def test_ones_own_later_answer_does_not_hold_it() -> None:
    scene = Scene()
    (event,) = scene.say("kickoff.problem", "one")
    scene.say("data.source", "till")
    scene.do(Undo(event.act))
    assert relied_on_older(scene.project(), PACK.question("data.source")) == ("kickoff.problem",)


def test_a_gate_holds_what_it_was_decided_on_even_against_its_own_recorder() -> None:
    scene = Scene()
    (event,) = scene.say("data.source", "till")
    scene.do(DecideGate("data", "pass", "ana", "good"))
    with pytest.raises(Refused, match=r"Ana built on it since \(data.gate\)"):
        scene.do(Undo(event.act))
    scene.do(Undo())
    scene.do(Undo(event.act))
    assert not scene.project().answer("data.source").given


def test_a_gate_does_not_hold_the_other_side_of_a_conflict() -> None:
    scene = Scene()
    before = scene.project()
    scene.say("data.source", "till")
    scene.do(DecideGate("data", "pass", "ana", "good"))
    scene.say("data.source", "shelf", by="bo", on=before)
    scene.do(Undo(author="bo"), by="bo")
    assert scene.project().answer("data.source").text() == "till"
    assert review(scene.project(), PACK.phase("data")).passed


def test_what_was_redone_is_held_like_the_first_time() -> None:
    scene = Scene()
    (event,) = scene.say("kickoff.problem", "one")
    (back,) = scene.do(Undo(event.act))
    scene.do(Undo(back.act))
    scene.say("data.source", "till", by="bo")
    with pytest.raises(Refused, match="built on it"):
        scene.do(Undo(event.act))


# Conflicts


def test_undoing_a_settlement_brings_the_conflict_back_and_redoing_settles_it() -> None:
    scene = Scene()
    before = scene.project()
    (one,) = scene.say("kickoff.problem", "one", on=before)
    scene.say("kickoff.problem", "two", by="bo", on=before)
    scene.do(Settle(one.id))
    back = scene.do(Undo())
    versions = scene.project().answer("kickoff.problem").conflict
    assert sorted(version.text() for version in versions) == ["one", "two"]
    assert sorted(version.answered_by for version in versions) == ["ana", "bo"]
    scene.do(Undo(back[0].act))
    assert (text(scene), scene.project().answer("kickoff.problem").conflict) == ("one", ())


def test_taking_back_ones_own_side_of_a_conflict_leaves_the_other() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "zero")
    before = scene.project()
    scene.say("kickoff.problem", "one", on=before)
    scene.say("kickoff.problem", "two", by="bo", on=before)
    scene.do(Undo(author="bo"), by="bo")
    assert (text(scene), scene.project().answer("kickoff.problem").conflict) == ("one", ())
    scene.do(Undo(author="ana"))
    assert text(scene) == "zero"


# Rows, cycles, names


def test_rows_come_and_go() -> None:
    scene = Scene()
    first, second = scene.row("metrics", "A"), scene.row("metrics", "B")
    scene.do(MoveRow("metrics", second, ""))
    scene.do(SetRow("metrics", {"baseline": Quantity("9", "%")}, first))
    scene.do(RemoveRow("metrics", first))

    def now() -> list[str]:
        rows = scene.project().rows("metrics")
        return [row.text("name") + ("+" if "baseline" in row.values else "") for row in rows]

    states = [["B"], ["B", "A+"], ["B", "A"], ["A", "B"], ["A"], []]
    assert now() == states[0]
    for wanted in states[1:]:
        scene.do(Undo())
        assert now() == wanted
    backs = [event.act for event in scene.ledger.events if event.reverts]
    for wanted in reversed(states[:-1]):
        scene.do(Undo(backs.pop()))
        assert now() == wanted


def test_in_a_new_cycle_undo_goes_back_to_what_was_carried() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "one")
    scene.do(SetWording("kickoff.problem", "One."))
    row = scene.row("metrics", "A")
    scene.do(StartCycle(""))
    former = snapshot(scene.project())
    for command in (
        SetAnswer("kickoff.problem"),
        SetAnswer("kickoff.problem", {"value": Text("two")}),
        SetWording("kickoff.problem", "Uno."),
        SetWording("kickoff.problem", ""),
        SetRow("metrics", {"name": Text("A2")}, row),
        RemoveRow("metrics", row),
    ):
        assert scene.do(command)
        assert snapshot(scene.project()) != former
        scene.do(Undo())
        assert snapshot(scene.project()) == former
    assert scene.project().answer("kickoff.problem").status is Status.CARRIED


def test_a_name_comes_back_and_a_cycle_cannot_be_undone() -> None:
    scene = Scene()
    (renamed,) = scene.do(RenameProject("Orders"))
    (cycle,) = scene.do(StartCycle(""))
    with pytest.raises(Refused, match="cannot be undone"):
        scene.do(Undo(cycle.act))
    with pytest.raises(Refused, match="beginning of a version cannot") as refused:
        scene.do(Undo())  # the rename is older, and nobody meant that
    assert "name it" in refused.value.hint
    scene.do(Undo(renamed.act))
    assert scene.project().name == "Forecast"


def test_what_was_erased_does_not_come_back_by_undo() -> None:
    scene = Scene()
    (secret,) = scene.say("kickoff.problem", "password 1234")
    scene.say("kickoff.problem", "two")
    scene.do(Redact(secret.id, "a password"), by="bo")
    scene.erase(secret.id)
    scene.do(Undo(author="ana"))
    answer = scene.project().answer("kickoff.problem")
    assert (answer.values, answer.conflict) == ({}, ())


# Forms


def test_the_opening_of_a_form_is_undone_and_redone() -> None:
    scene = Scene()
    scene.open("incident", "First")
    second = scene.open("incident", "Second")
    events = scene.do(Undo())
    assert [form.title for form in scene.project().forms] == ["First"]
    (dropped,) = (form for form in scene.project().forms_ever if form.id == second)
    assert (dropped.dropped, dropped.reason) == (True, "Its opening was taken back.")
    scene.do(Undo(events[0].act))
    assert [form.title for form in scene.project().forms if form.open] == ["First", "Second"]


def test_closing_dropping_and_reopening_are_undone() -> None:
    scene = Scene()
    form = scene.open("incident", "First")
    scene.do(CloseForm(form, dropped=True, reason="A drill"))
    scene.do(Undo())
    assert scene.project().form(form).open
    scene.do(SetAnswer("incident.what", {"value": Text("It fell"), "title": Text("First")}, form=form))
    scene.do(SetRow("moments", {"event": Text("It began"), "kind": Choice(("started",))}, form=form))
    scene.do(CloseForm(form))
    closed = scene.project().form(form)
    scene.do(ReopenForm(form))
    scene.do(Undo())
    again = scene.project().form(form)
    assert (again.open, again.closed_by) == (False, closed.closed_by)
    scene.do(Undo())
    assert scene.project().form(form).open


def test_what_was_recorded_in_a_form_is_undone_before_its_opening() -> None:
    scene = Scene()
    form = scene.open("incident", "First")
    opening = list(scene.ledger.events)[-1].act
    scene.do(SetAnswer("incident.money", {"value": Text("4 k")}, form=form), by="bo")
    with pytest.raises(Refused, match="recorded in it since") as refused:
        scene.do(Undo(opening))
    assert "form drop" in refused.value.hint
    scene.do(Undo(author="bo"), by="bo")
    scene.do(Undo(opening))
    assert scene.project().forms == ()
