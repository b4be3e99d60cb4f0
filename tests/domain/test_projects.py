"""Projects, cycles, packs, and what must be forgotten."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from workbook.domain.answers import Status
from workbook.domain.commands import (
    AdoptPack,
    MoveRow,
    Redact,
    RemoveRow,
    RenameProject,
    SetAnswer,
    SetRow,
    StartCycle,
    StartProject,
    Undo,
)
from workbook.domain.decide import decide
from workbook.domain.events import Subject, chain_faults
from workbook.domain.ledger import fold
from workbook.domain.primitives import Quantity, Text
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.errors import InvalidValue, Refused, UnknownName


def test_a_project_starts_with_its_pack_its_first_cycle_and_its_author() -> None:
    scene = Scene(people=False)
    project = scene.project()
    assert project.name == "Forecast"
    assert [cycle.title for cycle in project.cycles] == ["v1"]
    (author,) = project.rows("people")
    assert (author.id, author.text("name"), author.text("email")) == ("ana", "Ana", "ana@example.org")
    assert len({event.act for event in scene.ledger.events}) == 1
    assert (scene.ledger.body(Subject("pack")) or {})["pack"] == "small"


@pytest.mark.parametrize(("name", "what"), [("", "cannot be empty"), (" \n", "cannot be empty"), ("x" * 121, "120")])
def test_a_project_needs_a_name(name: str, what: str) -> None:
    scene = Scene()
    empty = Project("p", fold(()), scene.pack, scene.today)
    for command in (StartProject(name, "small", "ana", "Ana"), RenameProject(name)):
        with pytest.raises(InvalidValue, match=what):
            decide(empty, command, scene.new_id)


def test_an_author_without_name_or_address() -> None:
    scene = Scene()
    empty = Project("p", fold(()), scene.pack, scene.today)
    start, *_, author = decide(empty, StartProject(" A\x1b \n b ", "small", "ana", " "), scene.new_id)
    assert start.body == {"name": "A␛ b"}
    assert author.body["fields"] == {"name": "somebody"}


def test_renaming() -> None:
    scene = Scene()
    scene.do(RenameProject("  Orders\n of the day "))
    assert scene.project().name == "Orders of the day"
    assert scene.do(RenameProject("Orders of the day")) == ()
    before = scene.project()
    scene.do(RenameProject("A"), on=before)
    scene.do(RenameProject("B"), by="bo", on=before)
    scene.do(RenameProject("C"))
    assert scene.project().name == "C"


def test_cycles_are_counted_on_and_named_once() -> None:
    scene = Scene()
    scene.do(StartCycle(""))
    scene.do(StartCycle("spring"))
    scene.do(StartCycle(""))
    assert [cycle.title for cycle in scene.project().cycles] == ["v1", "v2", "spring", "v4"]
    with pytest.raises(Refused, match="already"):
        scene.do(StartCycle("spring "))


def test_a_pack_is_adopted_once() -> None:
    scene = Scene()
    assert scene.do(AdoptPack("small", "1")) == ()
    assert len(scene.do(AdoptPack("large", "2"))) == 1
    assert scene.do(AdoptPack("large", "2")) == ()


# Erasing


def test_an_erasure_names_the_event_and_the_chain_still_holds() -> None:
    scene = Scene()
    (secret,) = scene.say("kickoff.problem", "password 1234")
    (erasure,) = scene.do(Redact(secret.id[:12], "  a password\n"), by="bo")
    assert erasure.body == {"event": secret.id, "why": "a password"}
    scene.erase(secret.id)
    answer = scene.project().answer("kickoff.problem")
    assert (answer.erased, answer.values, answer.recorded_by, answer.at) == (True, {}, "ana", secret.at)
    assert chain_faults(scene.ledger.events, frozenset(scene.ledger.erased)) == []
    scene.say("kickoff.problem", "Waste")
    assert scene.project().answer("kickoff.problem").text() == "Waste"


def test_what_was_said_once_more_is_erased_with_it() -> None:
    """Undo, settlement and move copy a text: whoever erases one of them means all."""
    scene = Scene()
    (secret,) = scene.say("kickoff.problem", "password 1234")
    (back,) = scene.do(Undo())
    (again,) = scene.do(Undo(back.act))
    (row,) = scene.do(SetRow("metrics", {"name": Text("Jane Doe")}))
    other = scene.row("metrics", "B")
    (moved,) = scene.do(MoveRow("metrics", row.subject.row, other))
    for head, copies in ((again, {secret.id, again.id}), (moved, {row.id, moved.id})):
        erasures = scene.do(Redact(head.id, "a secret"))
        assert {erasure.body["event"] for erasure in erasures if erasure.body} == copies
        for event_id in copies:
            scene.erase(event_id)
    assert "1234" not in repr(list(scene.ledger.events))
    assert "Jane" not in repr(list(scene.ledger.events))
    assert [r.id for r in scene.project().rows("metrics")] == [other, row.subject.row]


def test_what_cannot_be_erased() -> None:
    scene = Scene()
    (secret,) = scene.say("kickoff.problem", "password 1234")
    with pytest.raises(InvalidValue, match="needs a reason"):
        scene.do(Redact(secret.id, " "))
    with pytest.raises(UnknownName):
        scene.do(Redact("zz", "why"))
    (cycle,) = scene.do(StartCycle(""))
    with pytest.raises(Refused, match="no text of a person"):
        scene.do(Redact(cycle.id, "why"))
    (erasure,) = scene.do(Redact(secret.id, "a password"))
    with pytest.raises(Refused, match="no text of a person"):
        scene.do(Redact(erasure.id, "why"))
    with pytest.raises(Refused, match="erased already"):
        scene.do(Redact(secret.id, "again"))
    with pytest.raises(Refused, match="cannot be undone"):
        scene.do(Undo(erasure.act))


def test_erasing_an_answer_of_a_new_cycle_does_not_bring_back_the_old_one() -> None:
    scene = Scene()
    scene.say("kickoff.problem", "old")
    scene.do(StartCycle(""))
    (secret,) = scene.say("kickoff.problem", "password 1234")
    scene.do(Redact(secret.id, "a password"))
    scene.erase(secret.id)
    answer = scene.project().answer("kickoff.problem")
    assert (answer.status, answer.values, answer.erased) == (Status.OPEN, {}, True)


def test_an_erased_row_keeps_its_place_and_a_removed_one_stays_away() -> None:
    scene = Scene()
    first = scene.row("metrics", "A")
    (named,) = scene.do(SetRow("metrics", {"name": Text("Jane Doe's cost"), "baseline": Quantity("9", "%")}))
    last = scene.row("metrics", "C")
    scene.do(Redact(named.id, "a person's name"))
    scene.erase(named.id)
    rows = scene.project().rows("metrics")
    assert [row.id for row in rows] == [first, named.subject.row, last]
    assert (rows[1].values, rows[1].erased) == ({}, True)
    (removal,) = scene.do(RemoveRow("metrics", first))
    scene.do(Redact(removal.id, "a person's name"))
    scene.erase(removal.id)
    assert first not in [row.id for row in scene.project().rows("metrics")]


def test_a_person_whose_name_was_erased_is_somebody() -> None:
    scene = Scene()
    (added,) = scene.do(SetRow("people", {"name": Text("Bo")}))
    scene.say("kickoff.problem", "Waste", by=added.subject.row)
    assert scene.project().person(added.subject.row) == "Bo"
    scene.do(Redact(added.id, "asked to be forgotten"))
    scene.erase(added.id)
    assert scene.project().person(added.subject.row) == "somebody"


# The first answer to everything


def test_a_gesture_on_a_question_that_the_pack_lost_is_refused() -> None:
    scene = Scene()
    with pytest.raises(UnknownName):
        scene.do(SetAnswer("gone.question", status=Status.LATER))


def test_questions_of_a_new_project_wait() -> None:
    project = Scene(people=False).project()
    asked = [question for question in project.questions if not question.form]
    waiting = [question.id for question in asked if state(project, question) is not State.OPEN]
    assert waiting == ["kickoff.people"]  # its author is the first of them
