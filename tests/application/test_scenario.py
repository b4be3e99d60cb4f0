"""Scenarios: strict files, replayed through the real workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, read_scenario, replay
from workbook.application.workbook import Workbook
from workbook.domain.project import Project
from workbook.errors import BadInput, UnknownName
from workbook.resources import data

HEAD = """\
scenario:
  people:
    mei: {name: Mei Tanaka, email: mei@harbour.example}
    tom: {name: Tom Becker}
  steps:
    - {at: 1 09:00, by: mei, start: Trial}
"""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the pack."""
    return tmp_path_factory.mktemp("cache")


def _replayed(tmp_path: Path, cache: Path, steps: str) -> Project:
    clock = Clock()
    places = Places(tmp_path / "workbook.db", None, tmp_path / "state", cache)
    with Workbook(places, now=clock) as workbook:
        scenario = read_scenario((HEAD + steps).encode(), "trial.yaml")
        return workbook.project(replay(workbook, clock, scenario, date(2026, 11, 2)))


def test_each_step_is_recorded_by_its_person_at_its_time(tmp_path: Path, cache: Path) -> None:
    project = _replayed(
        tmp_path,
        cache,
        "    - {answer: {id: kickoff.problem, value: Reviews}}\n"
        "    - {at: 3 10:00, by: tom, answer: {id: kickoff.why-now, value: Spring, said-by: Mei}}\n",
    )
    first, second = project.answer("kickoff.problem"), project.answer("kickoff.why-now")
    assert (project.person(first.recorded_by), project.person(second.recorded_by)) == ("Mei Tanaka", "Tom Becker")
    assert project.person(second.answered_by) == "Mei Tanaka"
    assert [event.at[:10] for event in project.ledger.events][-1] == "2026-11-04"
    assert project.today == date(2026, 11, 4)


def test_what_was_written_behind_and_rebuilt_shows_at_home_what_was_written_step_by_step(
    tmp_path: Path, cache: Path
) -> None:
    scenario, shown = load_scenario(data() / "invoice-sorter.yaml"), []
    for behind in (False, True):
        folder, clock = tmp_path / str(behind), Clock()
        with Workbook(Places(folder / "workbook.db", None, folder / "state", cache), now=clock) as workbook:
            if behind:
                workbook.write_behind()
            replay(workbook, clock, scenario, date(2026, 5, 4))
            if behind:
                workbook.rebuild()
            shown += [row._replace(id="") for row in workbook.projects()]
    assert shown[0] == shown[1]
    assert shown[0].summary["phases"][0]["core_done"] == 5


def test_every_verb_does_what_it_says(tmp_path: Path, cache: Path) -> None:
    project = _replayed(
        tmp_path,
        cache,
        """\
    - {answer: {id: kickoff.problem, value: Reviews, note: said, confidence: guess, evidence: [a/b]}}
    - {word: {id: kickoff.problem, text: Worded.}}
    - {unknown: {id: kickoff.why-now, owner: Mei, due: fri}}
    - {not-applicable: {id: kickoff.decision, reason: None taken}}
    - {later: {id: kickoff.scope}}
    - {park: {id: kickoff.value, note: Ask}}
    - {row: {table: options, values: {option: A}}}
    - {row: {table: options, values: {option: B}}}
    - {row: {table: options, row: A, values: {kind: rule}}}
    - {move: {table: options, row: B}}
    - {row: {table: options, values: {option: C}}}
    - {remove: {table: options, row: C}}
    - {row: {table: people, row: Mei, values: {part: decides}}}
    - {gate: {phase: kickoff, outcome: stop, decider: Mei, reason: No money}}
    - {cycle: {title: v2}}
""",
    )
    statuses = {q: project.answer(q).status.value for q in ("kickoff.why-now", "kickoff.decision", "kickoff.scope")}
    assert statuses == {"kickoff.why-now": "unknown", "kickoff.decision": "not applicable", "kickoff.scope": "later"}
    assert project.wording("kickoff.problem") == "Worded."
    assert [project.row_name(row) for row in project.rows("options")] == ["B", "A"]
    assert [row.text("item") for row in project.rows("parking")] == ["Ask"]
    assert [cycle.title for cycle in project.cycles] == ["v1", "v2"]
    assert any(event.kind == "gate.decide" for event in project.ledger.events)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("- {answr: {id: kickoff.problem, value: x}}", ("trial.yaml:7:", "'answer'")),
        ("- {answer: {id: kickoff.problem, valeu: x}}", ("trial.yaml:7:", "'value'")),
        ("- {later: {id: kickoff.scope}, park: {id: kickoff.scope}}", ("trial.yaml:7:", "one known thing")),
        ("- {at: soon, later: {id: kickoff.scope}}", ("trial.yaml:7:", "3 10:05")),
        ("- {by: ana, later: {id: kickoff.scope}}", ("trial.yaml:7:", "mei")),
        ("- {later: {}}", ("trial.yaml:7:", "'id' is missing")),
        ("- {later: {id: kickoff.scpe}}", ("trial.yaml:7:", "'kickoff.scope'")),
        ("- {answer: {id: kickoff.delivery, value: apy}}", ("trial.yaml:7:", "form")),
        ("- {row: {table: people, values: {name: [a]}}}", ("trial.yaml:7:",)),
        ("- later", ("trial.yaml:7:",)),
    ],
)
def test_mistakes_are_told_by_file_and_line(tmp_path: Path, cache: Path, step: str, told: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as caught:
        _replayed(tmp_path, cache, f"    {step}\n")
    for text in told:
        assert text in str(caught.value)


def test_a_scenario_begins_with_a_start() -> None:
    with pytest.raises(BadInput, match="start"):
        read_scenario(
            b"scenario:\n  people: {a: {name: A}}\n  steps:\n    - {at: 1 09:00, by: a, cycle: {title: v2}}\n", "x"
        )


def test_the_original_error_is_kept(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        _replayed(tmp_path, cache, "    - {answer: {id: kickoff.problm, value: x}}\n")
    assert caught.value.nearest == "kickoff.problem"
