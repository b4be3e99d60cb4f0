"""Rows by their names, and the past as it was."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.scene import Scene
from tests.domain.small_pack import PACK
from workbook.domain.commands import (
    RenameProject,
)
from workbook.domain.primitives import Ref, parse
from workbook.domain.progress import progress
from workbook.errors import BadInput, UnknownName

# Rows by name


def test_rows_are_found_by_name_and_its_beginning() -> None:
    scene = Scene()
    bo, bob = scene.row("people", "Bo"), scene.row("people", "Bob")
    at = scene.row("people", "@work desk")
    context = scene.project().context
    assert context.find("people", "bo") == bo
    assert context.find("people", "BOB") == bob
    assert context.find("people", "an") == "ana"
    assert context.name("people", bob) == "Bob"
    with pytest.raises(BadInput, match="Several are called 'b': Bo, Bob"):
        context.find("people", "b")
    with pytest.raises(UnknownName, match=r"no person 'Bop'. Did you mean 'Bo"):
        context.find("people", "Bop")
    with pytest.raises(UnknownName):
        context.find("people", "")
    owner = PACK.collection("metrics").column("owner")
    assert parse(owner, "@work desk", context) == Ref("people", at)


def test_of_two_names_that_differ_in_case_the_typed_one_is_meant() -> None:
    scene = Scene()
    small, large = scene.row("people", "bo"), scene.row("people", "BO")
    context = scene.project().context
    assert context.find("people", "bo") == small
    assert context.find("people", "BO") == large


def test_a_row_is_found_by_the_beginning_of_its_id() -> None:
    scene = Scene()
    bo = scene.row("people", "Bo")
    assert scene.project().row("people", bo[:8]).id == bo
    for name in ("", "zzz"):
        with pytest.raises(UnknownName):
            scene.project().row("people", name)


def test_a_person_who_was_taken_out_keeps_a_name_in_history() -> None:
    from workbook.domain.commands import RemoveRow

    scene = Scene()
    bo = scene.row("people", "Bo")
    scene.do(RemoveRow("people", bo))
    project = scene.project()
    assert bo not in [row.id for row in project.rows("people")]
    assert project.person(bo) == "Bo"
    assert project.person("") == project.person("nobody") == "somebody"


# Looking back


def test_the_past_is_seen_as_it_was() -> None:
    scene = Scene()
    (first,) = scene.say("kickoff.problem", "Waste")
    scene.row("people", "Bo")
    scene.do(RenameProject("Orders"))
    (second,) = scene.say("kickoff.problem", "Cost")
    past = scene.project(ledger=scene.ledger.until(first.clock))
    assert past.answer("kickoff.problem").text() == "Waste"
    assert len(past.rows("people")) == 1
    assert (past.name, past.changed_at) == ("Forecast", first.at)
    now = scene.project(ledger=scene.ledger.until(second.clock))
    assert (now.answer("kickoff.problem").text(), now.name, now.changed_at) == ("Cost", "Orders", second.at)


def test_an_older_conflict_is_seen_again_before_it_was_settled() -> None:
    scene = Scene()
    before = scene.project()
    scene.say("kickoff.problem", "Waste")
    (other,) = scene.say("kickoff.problem", "Cost", by="bo", on=before)
    scene.say("kickoff.problem", "Both")
    assert not scene.project().answer("kickoff.problem").conflict
    past = scene.project(ledger=scene.ledger.until(other.clock))
    assert [version.text() for version in past.answer("kickoff.problem").conflict] == ["Waste", "Cost"]


def test_a_project_without_history_can_be_looked_at() -> None:
    from workbook.domain.ledger import fold
    from workbook.domain.project import Project

    project = Project("p", fold(()), PACK, date(2026, 11, 23))
    assert (project.name, project.changed_at, project.cycle.id, project.rows("people")) == ("", "", "", ())
    assert not project.answer("kickoff.problem").given
    assert progress(project, PACK.questions).done == 0
