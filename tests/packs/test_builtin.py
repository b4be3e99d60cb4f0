"""The pack that ships with the program: it asks everything that it promises, and its core is enough by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbook
from tests.builders import builtin_pack
from tests.packs.walk import Walk
from workbook.domain.basis import questions
from workbook.domain.conditions import ALWAYS, NEVER, All, Answered, AnyOf, Condition, FieldAtLeast, FieldIs, Not
from workbook.domain.figures.kinds import FIGURES
from workbook.domain.gates import GateState
from workbook.domain.pack import Pack
from workbook.domain.specs import Kind, Question, Section

PACK = builtin_pack()
CODES = {"KO": 22, "DQ": 18, "ML": 19, "PP": 20, "RO": 16, "MO": 18, "PO": 15, "PM": 13}
"""How many questions each phase has at least, by the letters of their codes."""
WALK = ("kickoff", "data-qa", "ml", "preprod", "monitoring", "rollout", "post")
"""The order in which gates are decided: full exposure waits for the monitoring."""


def sections(pack: Pack) -> Iterator[Section]:
    """Those of phases and forms; the lists of instruments are swept in a grid, and may be longer."""
    for phase in pack.phases:
        yield from phase.sections
        for form in phase.forms:
            yield from form.sections


# What it asks


@pytest.mark.parametrize(("letters", "number"), CODES.items())
def test_every_question_is_there(letters: str, number: int) -> None:
    known = {re.sub("[a-z]$", "", question.code) for question in PACK.questions}
    assert [f"{letters}-{n:02}" for n in range(1, number + 1) if f"{letters}-{n:02}" not in known] == []


def test_every_question_has_a_code_and_every_phase_a_gate_with_one() -> None:
    assert [question.id for question in PACK.questions if not question.code] == []
    assert [phase.gate.code for phase in PACK.phases if phase.gate] == [
        "KO-G",
        "DQ-G",
        "ML-G",
        "PP-G",
        "RO-G",
        "MO-G",
        "PO-G",
    ]


def test_the_instruments_have_all_their_items() -> None:
    found = {i.id: [len(section.questions) for section in i.sections] for i in PACK.instruments}
    assert (sum(found["joel"]), found["mlts"]) == (12, [7, 7, 7, 7])


def test_no_section_is_longer_than_nine() -> None:
    assert [section.id for section in sections(PACK) if len(section.questions) > 9] == []


@pytest.mark.parametrize("question", PACK.questions, ids=lambda question: question.id)
def test_every_question_says_why_how_for_example_and_from_where(question: Question) -> None:
    assert all((question.why, question.hint, question.example, question.source))


def test_a_few_questions_of_each_phase_must_be_asked_aloud() -> None:
    killers = {phase.id: sum(question.killer for question in questions(phase)) for phase in PACK.phases}
    assert all(2 <= number <= 6 for number in killers.values()), killers


def test_every_label_is_there_and_stands_once_in_its_question() -> None:
    for question in PACK.questions:
        labels = [field.label for field in question.fields]
        assert len(labels) == 1 or (all(labels) and len(set(labels)) == len(labels)), question.id
    for collection in PACK.collections:
        columns = [column.label for column in collection.columns]
        assert all(columns), collection.id
        assert len(set(columns)) == len(columns), collection.id


# What the program relies on


@pytest.mark.parametrize("name", FIGURES)
def test_every_kind_of_figures_is_shown_somewhere_and_finds_what_it_needs(name: str) -> None:
    assert [question for question in PACK.questions if question.computed == name]
    needs = FIGURES[name].needs
    for table, columns in needs.tables.items():
        for column, part in columns.items():
            spec = PACK.collection(table).column(column)
            assert spec.kind is part.kind
            assert {option.id for option in spec.options} >= set(part.options)
    for question, fields in needs.fields.items():
        assert {PACK.question(question).field(field).kind for field in fields} == {Kind.QUANTITY}
    for instrument in needs.instruments:
        assert PACK.instrument(instrument)


ROOT = Path(workbook.__file__).parents[1]
AREAS = "|".join([*(phase.id for phase in PACK.phases), *(instrument.id for instrument in PACK.instruments)])
NAMED = rf"""["']((?:{AREAS})\.(?!md\b)[a-z0-9-]+)(?::([a-z0-9-]+))?["']"""


def test_every_question_that_the_program_or_a_document_names_is_there() -> None:
    files = [*(ROOT / "workbook").rglob("*.py"), *(ROOT / "templates").glob("*.j2")]
    named = {found for file in files for found in re.findall(NAMED, file.read_text(encoding="utf-8"))}
    known = {question.id: {field.name for field in question.fields} for question in PACK.questions}
    gates = {phase.gate.id for phase in PACK.phases if phase.gate}
    assert len(named) > 20
    assert [name for name, field in named if name not in gates and name not in known] == []
    assert [f"{name}:{field}" for name, field in named if field and field not in known[name]] == []


# The core is closed


def paths(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from paths(part)
        case Not(part):
            yield from paths(part)
        case FieldIs(field) | FieldAtLeast(field):
            yield field.partition(":")[0]
        case Answered(question):
            yield question


CORE = [question for question in PACK.questions if question.core]


@pytest.mark.parametrize("question", CORE, ids=lambda question: question.id)
def test_what_the_core_asks_depends_on_the_core_alone(question: Question) -> None:
    conditions = [question.applies, *(field.needed for field in question.fields)]
    asked = {name for condition in conditions for name in paths(condition)}
    assert [name for name in asked if not PACK.question(name).core] == []


def test_whether_something_is_mandatory_depends_on_the_core_alone() -> None:
    for question in PACK.questions:
        if question.mandatory not in (ALWAYS, NEVER):
            assert [name for name in paths(question.mandatory) if not PACK.question(name).core] == [], question.id


SMALL = {
    "kickoff.risk:criticality": "internal",
    "kickoff.risk:affected": "nobody",
    "kickoff.risk:personal": "none",
    "kickoff.delivery:form": "batch",
}


def walked(chosen: dict[str, str]) -> Walk:
    """All phases and instruments answered as far as they are mandatory, every gate passed."""
    walk = Walk(PACK, chosen)
    for name in WALK:
        phase = PACK.phase(name)
        walk.answer(questions(phase))
        if name == "preprod":
            for instrument in PACK.instruments:
                walk.score(instrument)
        assert walk.review(phase).open_lacks == (), name
        assert walk.decide(phase).state is GateState.PASSED, name
    return walk


def test_the_core_alone_leads_through_every_gate_of_a_small_project() -> None:
    walk = walked(SMALL)
    project = walk.scene.project()
    given = {question.id for question in PACK.questions if project.answer(question.id).given}
    items = {question.id for question in PACK.questions if question.area in ("joel", "mlts")}
    assert given - items <= {question.id for question in CORE}
    assert all(walk.review(PACK.phase(name)).passed for name in WALK)


def test_a_project_that_customers_rely_on_can_be_walked_too() -> None:
    large = {
        "kickoff.risk:criticality": "mission-critical",
        "kickoff.risk:affected": "vulnerable",
        "kickoff.risk:personal": "sensitive",
        "kickoff.delivery:form": "api",
        "preprod.security:verdict": "passed",
        "preprod.sign-off:verdict": "yes",
        "preprod.rollback:hours": "off-hours",
        "criteria:about": "guardrail",
    }
    walk = walked(large)
    project = walk.scene.project()
    left = [question.id for question in PACK.questions if project.mandatory(question) and not question.form]
    assert [name for name in left if not (project.answer(name).given or PACK.question(name).view)] == []


@pytest.mark.parametrize("form", [form.id for form in PACK.forms])
def test_a_form_can_be_filled_in_and_closed(form: str) -> None:
    walk = Walk(PACK, SMALL)
    walk.fill_in(form, "The first one")
    assert [filled.open for filled in walk.scene.project().forms] == [False]
