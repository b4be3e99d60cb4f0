"""The carry-forward map, line by line: where an answer reappears, by which means, and what the samples make of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import builtin_pack
from workbook.application import typed
from workbook.application.places import Places
from workbook.application.workbook import Workbook
from workbook.domain.cautions import cautions
from workbook.domain.gates import GateState, review
from workbook.domain.limits import held
from workbook.domain.pack import Pack
from workbook.domain.specs import Question

SHOWN, SAME, OFFERED, HELD, PICKED = "shown", "same rows", "offered", "held against", "picked from"

MAP = [
    ("KO-03", "ML-03", SHOWN),
    ("KO-03", "RO-11", SHOWN),
    ("KO-04", "RO-11", OFFERED),
    ("KO-04", "PM-13", PICKED),
    ("KO-05", "ML-19", SHOWN),
    ("KO-05", "PO-04", SHOWN),
    ("KO-06", "RO-04", OFFERED),
    ("KO-06", "RO-15", SHOWN),
    ("KO-06", "PO-13", OFFERED),
    ("KO-07", "ML-03", PICKED),
    ("KO-07", "ML-06", SHOWN),
    ("KO-07", "RO-05", OFFERED),
    ("KO-07", "MO-01", OFFERED),
    ("KO-07", "MO-02", PICKED),
    ("KO-07", "PM-03", SHOWN),
    ("KO-07", "PO-09", SHOWN),
    ("KO-08", "RO-06", OFFERED),
    ("KO-08", "MO-01", OFFERED),
    ("KO-08", "PM-03", SHOWN),
    ("KO-08", "PO-09", SHOWN),
    ("KO-09", "ML-08", SHOWN),
    ("KO-09", "RO-06", SHOWN),
    ("KO-10", "ML-02", OFFERED),
    ("KO-10", "RO-07", PICKED),
    ("KO-11", "DQ-06", HELD),
    ("KO-11", "ML-04", SHOWN),
    ("KO-11", "MO-08", SHOWN),
    ("KO-13", "DQ-08", SHOWN),
    ("KO-13", "PP-14", HELD),
    ("KO-13", "MO-09", HELD),
    ("KO-15", "ML-16", HELD),
    ("KO-16", "DQ-01", SAME),
    ("KO-18", "PP-20", SAME),
    ("KO-18", "RO-09", SHOWN),
    ("KO-19", "PP-18", OFFERED),
    ("KO-19", "MO-13", OFFERED),
    ("KO-19", "PO-07", OFFERED),
    ("KO-22", "ML-G", SHOWN),
    ("KO-22", "PO-15", SHOWN),
    ("DQ-05", "MO-01", OFFERED),
    ("DQ-05", "MO-05", OFFERED),
    ("DQ-09", "ML-09", SAME),
    ("ML-09", "MO-11", SAME),
    ("DQ-12", "mlts.data.4", SHOWN),
    ("DQ-14", "mlts.monitor.1", SHOWN),
    ("DQ-14", "PP-18", SHOWN),
    ("DQ-15", "MO-06", HELD),
    ("DQ-17b", "ML-19", SHOWN),
    ("ML-06", "RO-05", SHOWN),
    ("ML-06", "MO-15", SHOWN),
    ("ML-06", "PO-09", SHOWN),
    ("ML-06", "RO-01", HELD),
    ("ML-08", "MO-01", SHOWN),
    ("ML-14", "RO-01", SHOWN),
    ("ML-15", "MO-10", HELD),
    ("PP-16", "RO-06", SHOWN),
    ("PP-16", "RO-07", SHOWN),
    ("PP-16", "PM-07", HELD),
    ("PP-18", "MO-14", SHOWN),
    ("PP-18", "PM-07", SHOWN),
    ("RO-13", "PM-08", OFFERED),
    ("RO-13", "PO-09", SHOWN),
    ("MO-01", "PM-06", PICKED),
]


def means(pack: Pack, source: Question, target: Question) -> set[str]:
    """By which means a question meets an earlier answer again."""
    view, earlier = target.view, source.view
    found = {SHOWN} if source.id in target.shows else set()
    fields = (*target.fields, *(pack.columns(target)))
    if earlier and view and earlier.collection == view.collection:
        found.add(SAME)
    if earlier and any(field.collection == earlier.collection for field in fields):
        found.add(PICKED)
    if any(check.other.partition(":")[0] == source.id for check in target.checks):
        found.add(HELD)
    texts = [text for seed in (view.seeds if view else ()) for _, text in seed.texts]
    if view and (any(offer.source == source.id for offer in view.offers) or any(source.id + ":" in t for t in texts)):
        found.add(OFFERED)
    return found


@pytest.mark.parametrize(("source", "target", "by"), MAP)
def test_an_answer_reappears(source: str, target: str, by: str) -> None:
    pack = builtin_pack()
    gates = {phase.gate.code: phase.gate for phase in pack.phases if phase.gate}
    if target in gates:
        assert pack.question(source).id in gates[target].shows
    else:
        assert by in means(pack, pack.question(source), pack.question(target))


TOLD = {
    "harbour-outfitters": {
        "DQ-03": "4900 cases is short of 5000 cases (Positive cases wanted)",
        "DQ-06": "14 days is the same as 14 days (What is predicted)",
        "ML-16": "46 k€ (estimate) is over 40 k€ (Our limits)",
        "PP-14": "210 ms (measured) is within 250 ms (The environment)",
        "MO-06": "2 hours is within 6 hours (Late data)",
        "MO-10": "60 days is within 60 days (Getting older)",
    },
    "fraud-screening": {
        "DQ-06": "70 days (measured) is not the same as 45 days (guess) (What is predicted)",
        "ML-16": "163 k€ is within 420 k€ (Our limits)",
        "PP-14": "22 ms (measured) is within 80 ms (The environment)",
        "MO-06": "30 s is within 30 s (Late data)",
        "MO-08": "70 days is the same as 70 days (measured) (The labels)",
        "MO-10": "45 days is within 45 days (Getting older)",
    },
}


@pytest.mark.parametrize("name", TOLD)
def test_the_samples_hold_their_numbers_against_what_was_agreed(
    name: str, tmp_path: Path, sample_file: Callable[[str], Path]
) -> None:
    with opened(tmp_path, sample_file(name)) as workbook:
        project = workbook.project(workbook.find_project())
        for code, words in TOLD[name].items():
            assert words in [one.words for one in held(project, project.pack.question(code))], code


def test_raising_the_criticality_reopens_every_gate_that_was_passed(
    tmp_path: Path, sample_file: Callable[[str], Path]
) -> None:
    with opened(tmp_path, sample_file("harbour-outfitters")) as workbook:
        project = workbook.project(workbook.find_project())
        passed = [phase for phase in project.pack.phases if phase.gate and review(project, phase).passed]
        assert len(passed) == 6
        raised = typed.answer(project, "kickoff.risk", {"criticality": "mission-critical"})
        project = workbook.record(project.id, raised).project
        assert {review(project, phase).state for phase in passed} == {GateState.NEEDS_REVIEW}
        assert all("kickoff.risk" in review(project, phase).changed for phase in passed)

        contacts = next(row for row in project.rows("metrics") if project.row_name(row) == "Support contacts")
        loosened = typed.row(project, "metrics", {"minimum": "5.5 per 100 orders"}, contacts.id)
        project = workbook.record(project.id, loosened).project
        for phase in project.pack.phases[1:]:
            asked = [question for section in phase.sections for question in section.questions]
            told = [one.text for one in cautions(project, asked) if one.label == "Support contacts"]
            assert told == ["the limit was 4.8 per 100 orders at the kickoff, and is 5.5 per 100 orders now"]


def test_how_alerts_reach_people_has_to_fit_the_criticality(tmp_path: Path, sample_file: Callable[[str], Path]) -> None:
    with opened(tmp_path, sample_file("fraud-screening")) as workbook:
        project = workbook.project(workbook.find_project())

        def lacks() -> set[str]:
            return {lack.rule for lack in review(project, project.pack.phase("monitoring")).lacks}

        assert not {"reaches-people", "wakes-somebody"} & lacks()
        for route, missing in (("work-hours", {"wakes-somebody"}), ("ticket", {"wakes-somebody", "reaches-people"})):
            for row in project.rows("monitors"):
                project = workbook.record(project.id, typed.row(project, "monitors", {"route": route}, row.id)).project
            assert {"reaches-people", "wakes-somebody"} & lacks() == missing
        lowered = typed.answer(project, "kickoff.risk", {"criticality": "internal"})
        project = workbook.record(project.id, lowered).project
        assert not {"reaches-people", "wakes-somebody"} & lacks()


def opened(folder: Path, file: Path) -> Workbook:
    """A copy of a sample's workbook."""
    database = folder / "workbook.db"
    shutil.copyfile(file, database)
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    return Workbook(Places(database, None, folder / "state", folder / "cache"), now=lambda: now)
