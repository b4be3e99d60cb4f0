"""A small pack built in Python: two gated phases, a form, and every table that commands write to."""

from __future__ import annotations

from workbook.domain.compositions import person, yesno
from workbook.domain.conditions import Answered, FieldAtLeast, FieldIs, RowTest
from workbook.domain.pack import Pack
from workbook.domain.specs import (
    Collection,
    FieldSpec,
    Form,
    Gate,
    GateRule,
    Kind,
    Option,
    Phase,
    Question,
    RowRule,
    Section,
    Triage,
    View,
)

CRITICALITY = "kickoff.risk:criticality"
PERSONAL = "kickoff.risk:personal"
ANSWERABLE = ("kickoff.problem", "kickoff.risk", "kickoff.harm", "kickoff.budget", "kickoff.deadline", "data.source")
"""Questions that take an answer; the others are tables, or stand in a form."""


def text(name: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(name, Kind.TEXT, name.capitalize(), required=required, long=True)


def choice(name: str, *ids: str) -> FieldSpec:
    return FieldSpec(name, Kind.CHOICE, name.capitalize(), options=tuple(Option(option, option) for option in ids))


def question(id: str, *fields: FieldSpec) -> Question:
    area, _, word = id.partition(".")
    return Question(id, f"What about the {word}?", word.capitalize(), area, "main", fields=fields or (text("value"),))


LEVELS = FieldSpec(
    "criticality",
    Kind.CHOICE,
    "Criticality",
    required=True,
    options=(
        Option("experiment", "experiment"),
        Option("internal", "internal"),
        Option("customer", "customer-facing"),
        Option("critical", "mission-critical"),
        Option("unsure", "not sure", counts_as="critical"),
    ),
)
PERSONAL_DATA = FieldSpec(
    "personal",
    Kind.CHOICE,
    "Personal data",
    options=(Option("yes", "yes"), Option("no", "no"), Option("unsure", "not sure", counts_as="yes")),
)

PEOPLE = Collection(
    "people",
    "People",
    "person",
    "name",
    (text("name", required=True), choice("part", "decides", "contributes"), text("email")),
)
METRICS = Collection(
    "metrics",
    "Metrics",
    "metric",
    "name",
    (
        text("name", required=True),
        choice("kind", "business", "model"),
        FieldSpec("baseline", Kind.QUANTITY, "Baseline", unit="%"),
        person(FieldSpec("owner", Kind.REF, "Owner")),
    ),
    scope="cycle",
)
ACTIONS = Collection(
    "actions",
    "Actions",
    "action",
    "action",
    (
        text("action", required=True),
        text("origin"),
        choice("status", "open", "done"),
        person(FieldSpec("owner", Kind.REF, "Owner")),
        FieldSpec("due", Kind.MOMENT, "Due"),
    ),
)
PARKING = Collection(
    "parking",
    "Parking lot",
    "item",
    "item",
    (text("item"), text("question"), choice("status", "open", "answered", "dropped")),
)
EVIDENCE = Collection(
    "evidence",
    "Evidence",
    "piece of evidence",
    "what",
    (text("what"), text("link"), text("about"), choice("kind", "link", "path", "commit")),
)

MOMENTS = Collection(
    "moments",
    "Timeline",
    "moment",
    "event",
    (text("event", required=True), choice("kind", "started", "resolved"), FieldSpec("at", Kind.MOMENT, time=True)),
    scope="form",
)

PROBLEM = question("kickoff.problem")._replace(core=True)
RISK = question("kickoff.risk", LEVELS, PERSONAL_DATA)._replace(core=True)
HARM = question("kickoff.harm")._replace(core=True, applies=FieldIs(PERSONAL, ("yes",)), because="No personal data.")
BUDGET = question("kickoff.budget", FieldSpec("target", Kind.QUANTITY, "Target", unit="k€"))._replace(
    mandatory=FieldAtLeast(CRITICALITY, "customer"), shows=("kickoff.problem", "kickoff.metrics")
)
DEADLINE = question("kickoff.deadline", FieldSpec("value", Kind.MOMENT, "Day"))
WHO = Question(
    "kickoff.people",
    "Who takes part?",
    "People",
    "kickoff",
    "main",
    view=View(
        "people",
        required=("part",),
        rules=(
            RowRule("one person who decides", where=(RowTest("part", ("decides",)),)),
            RowRule("two persons with name and part", at_least=2, complete=True),
        ),
    ),
)
BUSINESS = Question(
    "kickoff.metrics",
    "Which numbers should move?",
    "Metrics",
    "kickoff",
    "main",
    view=View("metrics", where=(RowTest("kind", ("business",)),), columns=("name", "baseline")),
)
SOURCE = question("data.source")._replace(core=True, shows=("kickoff.problem",))
FRESH = question("data.fresh", yesno(FieldSpec("value", Kind.FLAG, "Fresh")))
WHAT = question("incident.what", text("value"), text("title"))._replace(area="data", form="incident", core=True)
MONEY = question("incident.money")._replace(
    area="data", form="incident", applies=Answered("incident.what"), because="Nobody knows what happened."
)
WHEN = Question(
    "incident.when",
    "What happened when?",
    "Timeline",
    "data",
    "main",
    form="incident",
    core=True,
    shows=("incident.what",),
    view=View("moments", rules=(RowRule("when it started", where=(RowTest("kind", ("started",)),)),)),
)
FIXES = Question(
    "incident.fixes", "What will change?", "Fixes", "data", "main", form="incident", view=View("actions", own=True)
)

KICKOFF = Phase(
    "kickoff",
    "Kickoff",
    (Section("main", "Main", (PROBLEM, RISK, HARM, BUDGET, DEADLINE, WHO, BUSINESS)),),
    gate=Gate(
        "kickoff.gate",
        "May we go on?",
        (Option("pass", "go on"), Option("stop", "stop")),
        ("pass",),
        decider=(RowTest("part", ("decides",)),),
        rules=(GateRule("dated", "There is a deadline.", Answered("kickoff.deadline")),),
    ),
)
DATA = Phase(
    "data",
    "Data",
    (Section("main", "Main", (SOURCE, FRESH)),),
    forms=(
        Form(
            "incident",
            "Incidents",
            "incident",
            "data",
            (Section("main", "Main", (WHAT, MONEY, WHEN, FIXES)),),
            key="incident.what:title",
        ),
    ),
    gate=Gate("data.gate", "Is the data good enough?", (Option("pass", "yes"), Option("stop", "no")), ("pass",)),
)


TABLES = (PEOPLE, METRICS, ACTIONS, PARKING, EVIDENCE, MOMENTS)


def pack(
    phases: tuple[Phase, ...] = (KICKOFF, DATA), digest: str = "small", collections: tuple[Collection, ...] = TABLES
) -> Pack:
    return Pack("small", "A small pack", "1", phases, (), collections, Triage((CRITICALITY, PERSONAL)), digest)


PACK = pack()
