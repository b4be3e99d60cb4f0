"""Somebody leaves: what they had to do is handed on, and history stays as it was."""

from __future__ import annotations

import pytest

from tests.builders import Scene
from workbook.domain.commands import RemoveRow, Undo
from workbook.domain.duties import duties, in_words
from workbook.errors import Refused, UnknownName


def scene() -> tuple[Scene, str, str]:
    """Raj has a metric, an action that is open and one that is done, and looks after it all; Mei has nothing."""
    story = Scene()
    raj, mei = (story.row("people", name=name, role="Builds it", part="contributes") for name in ("Raj", "Mei"))
    story.row("metrics", name="Contacts", kind="guardrail", unit="x", direction="down", owner="Raj")
    story.row("actions", action="Call Bo", owner="Raj", due="2026-12-01")
    story.row("actions", action="Called Al", owner="Raj", due="2026-11-01", status="done")
    story.row("decisions", date="2026-11-20", decision="Shoes first", kind="other", owner="Raj")
    story.answer("kickoff.support", {"owner": "Raj", "hours": "8 to 18", "handover": "2027-04-01"})
    return story, raj, mei


def owners(story: Scene) -> dict[str, str]:
    project = story.project
    rows = [row for table in ("metrics", "actions", "decisions") for row in project.rows(table)]
    found = {project.row_name(row): project.person(row.values["owner"].row) for row in rows}  # type: ignore[union-attr]
    support = project.answer("kickoff.support").values["owner"]
    return found | {"support": project.person(support.row)}  # type: ignore[union-attr]


def test_what_is_over_or_was_only_said_once_is_no_duty() -> None:
    story, raj, mei = scene()
    assert [duty.title for duty in duties(story.project, raj)] == ["After launch", "metric Contacts", "action Call Bo"]
    assert in_words(duties(story.project, raj)) == "3 things to do: After launch, metric Contacts, action Call Bo"
    assert duties(story.project, mei) == ()


def test_a_person_with_something_to_do_asks_for_a_successor() -> None:
    story, raj, mei = scene()
    with pytest.raises(Refused, match="Raj has 3 things to do: After launch, metric Contacts, action Call Bo"):
        story.do(RemoveRow("people", raj))
    with pytest.raises(Refused, match="themselves"):
        story.do(RemoveRow("people", raj, successor=raj))
    with pytest.raises(UnknownName):
        story.do(RemoveRow("people", raj, successor="nobody"))
    before = owners(story)
    story.do(RemoveRow("people", raj, successor=mei))
    assert owners(story) == before | {"Contacts": "Mei", "Call Bo": "Mei", "support": "Mei"}
    assert "Raj" not in [story.project.row_name(row) for row in story.project.rows("people")]
    assert story.project.answer("kickoff.support").text("hours") == "8 to 18"
    story.do(Undo())
    assert owners(story) == before
    assert raj in [row.id for row in story.project.rows("people")]


def test_who_has_nothing_to_do_just_goes() -> None:
    story, _, mei = scene()
    story.do(RemoveRow("people", mei))
    assert mei not in [row.id for row in story.project.rows("people")]
