"""A whole phase typed into the real app gives the same project as replaying its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.samples import START
from tests.tui.desk import Desk, counted
from tests.tui.typist import Typist
from workbook.application.git import Author
from workbook.application.places import Places
from workbook.application.scenario import Clock, Scenario, Step, read_scenario, replay
from workbook.application.workbook import Workbook
from workbook.domain.basis import questions
from workbook.domain.gates import GateState, review
from workbook.domain.primitives import Value, show
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec
from workbook.resources import data
from workbook.tui import app

RAJ = Author("Raj Patel", "raj@harbour.example")

GESTURES = """
    - {at: 19 16:00, unknown: {id: kickoff.value, owner: Ines, due: 3w}}
    - {later: {id: kickoff.rhythm}}
    - {park: {id: kickoff.team-targets}}
    - {not-applicable: {id: kickoff.risks, reason: Shelves do not mind.}}
"""
"""What the sample does without: nobody in it leaves a question open."""

HIDDEN_COLUMNS = {("people", "email"), ("actions", "link")}
"""What no question of the kickoff asks for: the sample sets it as the command line would."""


@pytest.fixture
def story() -> Scenario:
    """The forecast's kickoff, all of it recorded by one person, and the gestures just before its Saturday."""
    text = (data() / "nightly-forecast" / "1-kickoff.yaml").read_text(encoding="utf-8")
    before, saturday = text.split("    # Saturday", 1)
    told = read_scenario(f"{before}{GESTURES}    # Saturday{saturday}".encode(), "kickoff.yaml")
    return told._replace(steps=tuple(step._replace(by=RAJ) for step in told.steps))


@pytest.fixture
def replayed(story: Scenario, tmp_path: Path, cache: Path, desk: Desk) -> Project:
    """What the scenario gives without a screen."""
    assert desk.project_id == ""  # made first: it sets the time zone
    clock = Clock()
    places = Places(tmp_path / "replayed.db", None, tmp_path / "replayed", cache)
    with Workbook(places, now=clock, token=counted(), author=RAJ) as workbook:
        return workbook.project(replay(workbook, clock, story, START))


async def test_a_phase_that_is_typed_is_the_phase_that_is_replayed(
    desk: Desk, story: Scenario, replayed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    desk.now = desk.now.replace(year=START.year, month=START.month, day=START.day)
    async with desk.opened((80, 24), author=RAJ) as see:
        typist = Typist(see, desk, START)
        for step in story.steps:
            await typist.do(step)
            assert not see.notices, step
        assert "Go, decided by Ines Moreau" in see.words
    assert typist.untold == HIDDEN_COLUMNS
    assert not desk.drafts()
    typed = desk.project
    assert _snapshot(typed) == _snapshot(replayed)
    assert _is_a_whole_phase(typed, story.steps)


def _is_a_whole_phase(project: Project, steps: tuple[Step, ...]) -> bool:
    """Whether the comparison had something to compare: every verb, and a gate that was passed."""
    kickoff = project.pack.phase("kickoff")
    found = {state(project, question) for question in questions(kickoff)}
    verbs = {"start", "answer", "row", "unknown", "later", "park", "not-applicable", "gate"}
    return (
        verbs == {step.verb for step in steps}
        and review(project, kickoff).state is GateState.PASSED
        and {State.DONE, State.UNKNOWN, State.LATER, State.PARKED, State.NOT_APPLICABLE} <= found
    )


def _snapshot(project: Project) -> dict[str, Any]:
    """What stands in the project as people read it: no ids, no times."""
    return {
        "name": project.name,
        "answers": {question.id: _answer(project, question.id) for question in project.pack.questions},
        "rows": {table.id: _rows(project, table.id) for table in project.pack.collections},
        "states": {question.name: state(project, question).value for question in project.questions},
        "gates": {phase.id: _gate(project, phase.id) for phase in project.pack.phases if phase.gate},
    }


def _answer(project: Project, name: str) -> Any:
    answer, question = project.answer(name), project.pack.question(name)
    texts = _texts(project, question.fields, answer.values)
    people = [project.person(person) for person in (answer.recorded_by, answer.answered_by)]
    return texts, answer.status.value, answer.note, answer.reason, answer.confidence, people


def _rows(project: Project, table: str) -> list[dict[str, str]]:
    columns = [c for c in project.pack.collection(table).columns if (table, c.name) not in HIDDEN_COLUMNS]
    return [_texts(project, columns, row.values) for row in project.rows(table)]


def _texts(project: Project, fields: Iterable[FieldSpec], values: Mapping[str, Value]) -> dict[str, str]:
    return {field.name: show(field, values[field.name], project.context) for field in fields if field.name in values}


def _gate(project: Project, phase: str) -> Any:
    found = review(project, project.pack.phase(phase))
    made = found.decision
    decided = (made.outcome, project.person(made.decider), made.reason, made.waivers) if made else ()
    return found.state.value, [lack.rule for lack in found.lacks], found.changed, decided
