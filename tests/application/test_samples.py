"""The samples: where each of them ends, and that the record holds every figure of its story."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.samples import START
from workbook.application.demo import SAMPLES
from workbook.application.moments import reading_at
from workbook.application.places import Places
from workbook.application.scenario import load_scenario
from workbook.application.workbook import Workbook
from workbook.domain.answers import Row, Status
from workbook.domain.basis import questions
from workbook.domain.figures import costs, coverage, incidents, panels, slips, takeaways, verdicts
from workbook.domain.gates import GateState, is_late, review
from workbook.domain.primitives import Choice, Moment, Quantity
from workbook.domain.project import Project
from workbook.domain.scoring import score
from workbook.domain.specs import Question
from workbook.resources import data

WEEK = timedelta(days=6)
"""A demo may be opened so many days after its samples end."""

BEFORE_POST = ["kickoff", "data-qa", "ml", "preprod", "rollout", "monitoring"]

Replayed: TypeAlias = Callable[[str], Project]


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory, sample_file: Callable[[str], Path]) -> Replayed:
    """Gives a sample's project as it stands on its last day."""
    folder = tmp_path_factory.mktemp("samples")

    @cache
    def project_of(name: str) -> Project:
        database = folder / f"{name}.db"
        shutil.copyfile(sample_file(name), database)
        last = START + timedelta(days=load_scenario(data() / name).days - 1)
        now = datetime.combine(last, time(20), UTC)
        with Workbook(Places(database, None, folder / "state", folder / "cache"), now=lambda: now) as workbook:
            return workbook.project(workbook.find_project())

    return project_of


@pytest.fixture
def harbour(replayed: Replayed) -> Project:
    """The shop's review triage, told in full."""
    return replayed("harbour-outfitters")


@pytest.fixture
def nightly(replayed: Replayed) -> Project:
    """The shop's stock forecast, for colleagues only."""
    return replayed("nightly-forecast")


def test_all_samples_end_on_one_day() -> None:
    days = {name: load_scenario(data() / name).days for name in SAMPLES}
    assert days["invoice-sorter.yaml"] == max(days.values()) == days["harbour-outfitters"]
    assert days["nightly-forecast"] == 130


# Harbour Outfitters


def test_harbour_is_through_every_gate_but_the_last(harbour: Project) -> None:
    for day in (harbour.today, harbour.today + WEEK):
        states = _gates(_on(harbour, day))
        assert {name: states[name] for name in BEFORE_POST} == dict.fromkeys(BEFORE_POST, GateState.PASSED)
        assert states["post"] is GateState.IN_PROGRESS
    assert _outcomes(harbour) == {
        "kickoff": "go",
        "data-qa": "fit-with-restrictions",
        "ml": "go",
        "preprod": "ready",
        "rollout": "fully-out",
        "monitoring": "live",
        "post": "",
    }


def test_harbour_went_out_with_a_waiver_that_was_made_good(harbour: Project) -> None:
    decisions = [event.body or {} for event in harbour.ledger.history(harbour.subject("preprod.gate"))]
    assert [(body["outcome"], [waiver["rule"] for waiver in body["waivers"]]) for body in decisions] == [
        ("ready-with-waivers", ["rollback-at-night"]),
        ("ready", []),
    ]


def test_harbour_lacks_a_verdict_and_one_fix_that_is_late(harbour: Project) -> None:
    for day in (harbour.today, harbour.today + WEEK):
        project = _on(harbour, day)
        lacks = [lack.rule for lack in review(project, project.pack.phase("post")).lacks]
        assert sorted(lacks) == ["nothing-late", "post.verdict"]
        assert [project.row_name(row) for row in project.rows("actions") if is_late(row, day)] == [
            "Put the notice of new codes into the supplier contracts"
        ]
    assert harbour.answer("post.verdict").status is Status.LATER


def test_nothing_in_harbour_stands_against_itself(harbour: Project) -> None:
    assert not [question.name for question in harbour.questions if harbour.answer_to(question).conflict]
    assert not [row for c in harbour.pack.collections for row in harbour.rows(c.id) if row.conflict]


def test_every_kickoff_question_of_harbour_is_answered(harbour: Project) -> None:
    unanswered = [
        question.id
        for question in questions(harbour.pack.phase("kickoff"))
        if not (harbour.view_rows(question) if question.view else harbour.answer(question.id).given)
    ]
    assert unanswered == []


def test_harbour_closed_its_kickoff_one_post_mortem_and_one_review(harbour: Project) -> None:
    assert [(filled.form.id, filled.title, filled.open) for filled in harbour.forms] == [
        ("meeting", "Kickoff meeting", False),
        ("review", "Two weeks after launch", False),
        ("postmortem", "Renamed size codes", False),
    ]


def test_the_figures_of_harbour_come_out_as_told(harbour: Project) -> None:
    found = {harbour.row_name(verdict.metric): verdict for verdict in verdicts.verdicts(harbour)}
    repeat, contacts = found["90-day repeat purchase"], found["Support contacts"]
    assert verdicts.words(repeat) == "minimum met, target missed; 70 % of the planned gain"
    assert [_amount(q) for q in (repeat.baseline, repeat.target, repeat.minimum, repeat.actual)] == [
        "31.0",
        "33.0",
        "32.0",
        "32.4",
    ]
    assert verdicts.words(contacts) == "held"
    assert [_amount(q) for q in (contacts.baseline, contacts.minimum, contacts.actual)] == ["4.2", "4.8", "4.5"]
    assert repeat.when == Moment((START + timedelta(days=176)).isoformat())
    assert costs.threshold(harbour) == Decimal("0.10")
    assert {harbour.row_name(slip.milestone): slip.days for slip in slips.slips(harbour)} == {
        "Spring range goes online": 0,
        "Tom reads a week of lists": 0,
        "First shadow stage": 8,
    }


def test_the_monitors_of_harbour_lead_somewhere(harbour: Project) -> None:
    found = coverage.coverage(harbour)
    assert (len(found.monitors), found.unanswered) == (14, ())
    assert [harbour.row_name(row) for row in found.untested] == [
        "Drift of the inputs",
        "Support contacts",
        "Age of the model",
    ]


def test_the_night_of_the_size_codes_is_timed(harbour: Project) -> None:
    incident = harbour.form("Renamed").id
    assert incidents.durations(harbour, incident) == incidents.Durations(45, 70, 450)
    impact = harbour.answer("post.pm-impact", incident)
    assert all(figure in impact.note for figure in ("1.2 %", "18 %", "PSI", "0.31"))
    assert len([row for row in harbour.rows("factors") if row.subject.form == incident]) == 4


def test_the_scores_of_harbour_come_out_as_told(harbour: Project) -> None:
    joel, mlts = (score(harbour, harbour.pack.instrument(name)) for name in ("joel", "mlts"))
    assert (joel.total, joel.complete, _noes(harbour)) == (Decimal(9), True, ["joel.8", "joel.11", "joel.12"])
    assert (mlts.total, mlts.binding, mlts.complete, mlts.enough) == (Decimal("2.5"), ("monitor",), True, True)
    assert [str(section.points) for section in mlts.sections] == ["4.0", "3.5", "4.5", "2.5"]


def test_the_ten_panels_and_the_card_of_harbour_fill_themselves(harbour: Project) -> None:
    found = panels.panels(harbour)
    assert [panel.verdict for panel in found].count("drift") == 5
    assert found[0].says[0].startswith('"Read all reviews for us.')
    assert found[6].says == ("The Joel Test: 9 of 12", "The ML Test Score: 2.5 of 7, held down by Monitoring")
    assert found[9].says == ('In their own words: "Warn us within a day when a size chart is wrong."',)
    assert [light.title for light in takeaways.takeaways(harbour) if not light.lit] == [
        "Debugging",
        "Every part of the pipeline evaluated by itself",
    ]
    clock, day = reading_at((START + timedelta(days=149)).isoformat())
    before = Project(harbour.id, harbour.ledger.until(clock), harbour.pack, day)
    first, *_, last = panels.panels(before)
    assert (first.kept_back, first.says, first.ask) == (True, (), "")  # known, and kept back: nobody is led
    assert (last.says, last.ask) == ((), before.pack.question("post.asked-again").ask)
    asks, other = before.pack.question("post.panels"), before.pack.question("joel.7")
    assert panels.holds_back(before, asks, "kickoff.problem") and not panels.holds_back(
        before, other, "kickoff.problem"
    )
    assert not panels.holds_back(harbour, asks, "kickoff.problem")


@pytest.mark.parametrize(
    ("question", "field", "said"),
    [
        ("kickoff.limits", "budget", "40 k€"),
        ("ml.cost", "forecast", "46 k€"),
        ("kickoff.error-cost", "false-alarm", "2 €"),
        ("kickoff.error-cost", "miss", "18 €"),
        ("kickoff.target", "label-delay", "14 days"),
        ("kickoff.environment", "latency", "250 ms"),
        ("preprod.load", "p95", "210 ms"),
        ("ml.threshold", "threshold", "0.10"),
        ("ml.candidate", "candidate", "review-triage 1.2.0"),
        ("rollout.release", "model", "review-triage 1.2.2"),
        ("post.asked-again", "words", "Warn us within a day when a size chart is wrong."),
        ("post.outcome", "explains", "46 k€ spent of 40"),
    ],
)
def test_each_number_of_the_story_stands_where_it_is_asked(
    harbour: Project, question: str, field: str, said: str
) -> None:
    value = harbour.answer(question).values[field]
    text = f"{value.amount} {value.unit}".strip() if isinstance(value, Quantity) else str(getattr(value, "text", ""))
    assert text == said if isinstance(value, Quantity) else said in text


def test_the_stages_of_harbour_went_as_planned(harbour: Project) -> None:
    days = [(harbour.row_name(row), _days(row)) for row in harbour.rows("stages")]
    assert days == [("Shadow", (107, 113)), ("5 %", (114, 116)), ("25 %", (117, 120)), ("100 %", (121, 128))]
    assert [row.text("option") for row in harbour.rows("options") if _is(row, "verdict", "fallback")] == [
        "Keyword rule on review text"
    ]
    first = harbour.rows("wishes")[0]
    assert (first.text("item"), _is(first, "decision", "next")) == ("Warn on the day a chart looks wrong", True)


# The nightly stock forecast


def test_nightly_is_through_every_gate(nightly: Project) -> None:
    for day in (nightly.today, START + timedelta(days=183) + WEEK):
        assert set(_gates(_on(nightly, day)).values()) == {GateState.PASSED}
        assert not [row for row in nightly.rows("actions") if is_late(row, day)]
    assert _outcomes(nightly)["post"] == "close"


def test_the_figures_of_nightly_come_out_as_told(nightly: Project) -> None:
    found = {nightly.row_name(verdict.metric): verdict for verdict in verdicts.verdicts(nightly)}
    assert verdicts.words(found["Stock-outs"]) == "minimum met, target missed; 70 % of the planned gain"
    assert _amount(found["Stock-outs"].actual) == "4.6"
    assert verdicts.words(found["Stock in the stores"]) == "held"
    assert _noes(nightly) == ["joel.8", "joel.10", "joel.11", "joel.12"]
    mlts = score(nightly, nightly.pack.instrument("mlts"))
    assert (mlts.complete, mlts.enough) == (True, True)
    assert min(section.points for section in mlts.sections) == Decimal("1.5")


def test_nightly_is_asked_much_less(harbour: Project, nightly: Project) -> None:
    long, short = _asked(harbour), _asked(nightly)
    assert len(short) * 2 < len(long)
    assert {question.id for question in short} <= {question.id for question in long} | {"preprod.batch-time"}


def test_nightly_is_asked_nothing_about_people_or_services(nightly: Project) -> None:
    hidden = {"data-qa.personal", "preprod.load", "monitoring.service"}
    assert not [question.id for question in nightly.questions if question.id in hidden and nightly.applies(question)]
    asked = {question.id: " ".join([question.title, question.ask]).lower() for question in _asked(nightly)}
    about = ("personal", "privacy", "consent", "request per", "requests", "latency", "under load")
    assert not [name for name, words in asked.items() if any(word in words for word in about)]


# The invoice sorter


def test_the_invoice_sorter_has_just_begun(replayed: Replayed) -> None:
    sorter = replayed("invoice-sorter.yaml")
    states = _gates(sorter)
    assert states.pop("kickoff") is GateState.IN_PROGRESS
    assert set(states.values()) == {GateState.NOT_STARTED}
    assert sorter.answer("kickoff.risk").values["criticality"] == Choice(("internal",))
    assert sorter.answer("kickoff.scope").status is Status.LATER
    origins = {row.text("origin") for row in sorter.rows("actions")}
    assert origins == {"kickoff.why-now", "kickoff.people"}


def _on(project: Project, day: date) -> Project:
    return Project(project.id, project.ledger, project.pack, day)


def _gates(project: Project) -> dict[str, GateState]:
    found = {phase.id: review(project, phase) for phase in project.pack.phases if phase.gate}
    assert not [name for name, gate in found.items() if gate.conflict]
    return {name: gate.state for name, gate in found.items()}


def _outcomes(project: Project) -> dict[str, str]:
    decisions = {phase.id: review(project, phase).decision for phase in project.pack.phases if phase.gate}
    return {name: decision.outcome if decision else "" for name, decision in decisions.items()}


def _asked(project: Project) -> list[Question]:
    asked = [question for phase in project.pack.phases for question in questions(phase)]
    return [question for question in asked if project.mandatory(question)]


def _noes(project: Project) -> list[str]:
    items = [item for section in project.pack.instrument("joel").sections for item in section.questions]
    return [item.id for item in items if project.answer(item.id).values.get("mark") == Choice(("no",))]


def _amount(value: Quantity | None) -> str:
    return value.amount if value else ""


def _is(row: Row, column: str, option: str) -> bool:
    return row.values.get(column) == Choice((option,))


def _days(row: Row) -> tuple[int, ...]:
    moments = [row.values.get(name) for name in ("started", "ended")]
    return tuple((moment.day - START).days + 1 for moment in moments if isinstance(moment, Moment))
