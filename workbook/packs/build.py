"""The merged plain pack -> the domain's Pack.

Plain data comes from checked files, or from JSON that was once written from such. This runs at
every start of a command, so it looks at each thing once and checks nothing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbook.domain.compositions import FIELD_TYPES, MARKS
from workbook.domain.conditions import (
    ALWAYS,
    NEVER,
    All,
    Answered,
    AnyOf,
    Closed,
    Complete,
    Condition,
    Decided,
    Enough,
    FieldAtLeast,
    FieldIs,
    HasRows,
    Not,
    Overdue,
    Passed,
    PassedBefore,
    RowTest,
    Signed,
)
from workbook.domain.links import Check, Legacy, Offer, Rule, Seed
from workbook.domain.pack import Pack
from workbook.domain.specs import (
    Band,
    Celebration,
    Collection,
    FieldSpec,
    Form,
    Gate,
    GateRule,
    Instrument,
    Kind,
    Minimum,
    Option,
    Phase,
    Question,
    RowRule,
    Section,
    Triage,
    View,
)

Plain = Mapping[str, Any]

_CONSTANTS: Mapping[str, Condition] = {"always": ALWAYS, "never": NEVER}
_KINDS = {kind.value: kind for kind in Kind}


def build(plain: Plain, digest: str) -> Pack:
    """The pack of merged plain data.

    Args:
        plain: as `compiler.compile_pack` gives it.
        digest: SHA-256 of its canonical JSON.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: the data is not such a pack.
    """
    manifest = plain["pack"]
    scaled = condition(manifest.get("scaled", "never"))
    return Pack(
        manifest["id"],
        manifest["title"],
        manifest["version"],
        tuple(_phase(phase, scaled) for phase in plain["phases"]),
        tuple(_instrument(instrument, scaled) for instrument in plain["instruments"]),
        tuple(_collection(collection) for collection in plain["collections"]),
        Triage(tuple(manifest.get("triage", ())), tuple(manifest.get("opening", ()))),
        digest,
        tuple(_legacy(legacy) for legacy in manifest.get("legacy", ())),
    )


def _legacy(plain: Plain) -> Legacy:
    return Legacy(plain["from"], plain["into"], tuple(plain["row"].items()), _tests(plain.get("where", ())))


def condition(plain: str | Plain) -> Condition:  # noqa: C901
    """A condition of one of its plain forms."""
    if isinstance(plain, str):
        return _CONSTANTS[plain]
    match plain:
        case {"all": parts}:
            return All(tuple(condition(part) for part in parts))
        case {"any": parts}:
            return AnyOf(tuple(condition(part) for part in parts))
        case {"not": part}:
            return Not(condition(part))
        case {"field": field, "is": option}:
            return FieldIs(field, (option,))
        case {"field": field, "in": options}:
            return FieldIs(field, tuple(options))
        case {"field": field, "at_least": option}:
            return FieldAtLeast(field, option)
        case {"answered": question}:
            return Answered(question)
        case {"rows": table}:
            return HasRows(table, _tests(plain.get("where", ())), plain.get("count", 1))
        case {"overdue": table}:
            return Overdue(table)
        case {"complete": instrument}:
            return Complete(instrument)
        case {"enough": instrument}:
            return Enough(instrument)
        case {"passed": gate, "before": rows}:
            tests, count = _tests(rows.get("where", ())), rows.get("count", 1)
            return PassedBefore(gate, rows["rows"], rows["column"], tests, count)
        case {"signed": signers, "who": tests}:
            return Signed(_tests(tests), signers == "each")
        case {"decided": how}:
            return Decided(how)
        case {"passed": gate}:
            return Passed(gate)
        case {"closed": form}:
            return Closed(form)
    raise ValueError(f"no condition: {plain!r}")


def field_spec(plain: Plain) -> FieldSpec:
    """A field or column; compositions are expanded."""
    get = plain.get
    expand = FIELD_TYPES.get(plain["type"])
    spec = FieldSpec(
        plain["name"],
        Kind.TEXT if expand else _KINDS[plain["type"]],
        get("label", ""),
        get("help", ""),
        get("example", ""),
        get("required", False),
        get("long", False),
        _options(get("options", ())),
        get("several", False),
        get("unit", ""),
        get("collection", ""),
        _tests(get("only", ())),
        get("time", False),
        unless=get("unless", ""),
        needed=condition(get("required_when", "never")),
        progress=get("progress", False),
        duty=get("duty", False),
    )
    return expand(spec) if expand else spec


def question_fields(plain: Plain) -> tuple[FieldSpec, ...]:
    """The fields of a question: its named ones, its marks, or the one called `value`.

    The one is required unless the pack says otherwise: without it there is no answer. A table
    question has none.
    """
    if "fields" in plain:
        return tuple(field_spec(field) for field in plain["fields"])
    if "marks" in plain:
        return MARKS[plain["marks"]](plain.get("half", ""), plain.get("full", ""))
    if "type" in plain:
        # `example` is the question's own: it stands with the question, not again at its field
        return (field_spec({"required": True, **plain, "name": "value", "example": ""}),)
    return ()


def _phase(plain: Plain, scaled: Condition) -> Phase:
    area = plain["id"]
    return Phase(
        area,
        plain["title"],
        _sections(plain, area, "", scaled),
        plain.get("code", ""),
        plain.get("purpose", ""),
        tuple(_form(form, area, scaled) for form in plain.get("forms", ())),
        _gate(plain["gate"]) if "gate" in plain else None,
    )


def _form(plain: Plain, area: str, scaled: Condition) -> Form:
    sections = _sections(plain, area, plain["id"], scaled)
    get = plain.get
    return Form(plain["id"], plain["title"], plain["noun"], area, sections, get("purpose", ""), get("key", ""))


def _instrument(plain: Plain, scaled: Condition) -> Instrument:
    return Instrument(
        plain["id"],
        plain["title"],
        _sections(plain, plain["id"], "", scaled),
        plain["total"],
        tuple(Band(b["label"], b["meaning"], b["upto"], b.get("above", "")) for b in plain["bands"]),
        plain.get("source", ""),
        plain.get("purpose", ""),
        tuple(Minimum(m["level"], m["score"], m.get("strictly", False)) for m in plain.get("minimums", ())),
        plain.get("level_field", ""),
    )


def _sections(plain: Plain, area: str, form: str, scaled: Condition) -> tuple[Section, ...]:
    return tuple(
        Section(
            section["id"],
            section["title"],
            tuple(_question(question, area, section["id"], form, scaled) for question in section["questions"]),
            section.get("purpose", ""),
        )
        for section in plain["sections"]
    )


def _question(plain: Plain, area: str, section: str, form: str, scaled: Condition) -> Question:
    get = plain.get
    mandatory = get("mandatory", "optional")
    return Question(
        plain["id"],
        plain["ask"],
        plain["title"],
        area,
        section,
        get("code", ""),
        form,
        get("why", ""),
        get("hint", ""),
        get("example", ""),
        get("source", ""),
        tuple(get("talk", ())),
        question_fields(plain),
        _view(plain["view"]) if "view" in plain else None,
        mandatory == "core",
        get("killer", False),
        condition(get("applies", "always")),
        get("because", ""),
        _mandatory(mandatory, scaled),
        tuple(get("shows", ())),
        tuple(get("feeds", ())),
        get("mode", "discuss"),
        get("known", False),
        get("computed", ""),
        tuple(_check(check) for check in get("checks", ())),
    )


def _check(plain: Plain) -> Check:
    rule = next(rule for rule in Rule if rule.value in plain)
    return Check(plain["field"], rule, plain[rule.value])


def _mandatory(plain: str | Plain, scaled: Condition) -> Condition:
    if plain == "core":
        return ALWAYS
    if plain == "optional":
        return NEVER
    return scaled if plain == "scaled" else condition(plain)


def _options(plain: Any) -> tuple[Option, ...]:
    return tuple(
        Option(o["id"], o["label"], o.get("help", ""), o.get("points", ""), o.get("counts_as", ""), o.get("key", ""))
        for o in plain
    )


def _tests(plain: Any) -> tuple[RowTest, ...]:
    return tuple(RowTest(test["column"], tuple(test.get("in", ())), test.get("filled")) for test in plain)


def _view(plain: Plain) -> View:
    get = plain.get
    return View(
        plain["collection"],
        _tests(get("where", ())),
        tuple(get("columns", ())),
        tuple(get("required", ())),
        tuple(Seed(tuple(seed.items())) for seed in get("seeds", ())),
        tuple(_row_rule(rule) for rule in get("rules", ())),
        get("own", False),
        tuple(Offer(o["from"], tuple(o["row"].items()), _tests(o.get("where", ()))) for o in get("offers", ())),
    )


def _row_rule(plain: Plain) -> RowRule:
    get = plain.get
    at_most, every = get("at_most"), get("every", False)
    least = 1 if at_most is None and not every else 0
    tests = _tests(get("where", ()))
    return RowRule(plain["says"], get("at_least", least), tests, get("complete", False), at_most, every)


def _gate(plain: Plain) -> Gate:
    get = plain.get
    return Gate(
        plain["id"],
        plain["ask"],
        _options(plain["outcomes"]),
        tuple(plain["passing"]),
        get("code", ""),
        get("why", ""),
        _tests(get("decider", ())),
        tuple(GateRule(r["id"], r["says"], condition(r["when"])) for r in get("rules", ())),
        Celebration(tuple(plain["celebrate"]["on"]), plain["celebrate"]["says"]) if "celebrate" in plain else None,
        tuple(get("shows", ())),
    )


def _collection(plain: Plain) -> Collection:
    get = plain.get
    return Collection(
        plain["id"],
        plain["title"],
        plain["noun"],
        plain["key"],
        tuple(field_spec(column) for column in plain["columns"]),
        get("code", ""),
        get("scope", "project"),
        get("register", False),
        get("purpose", ""),
        get("living", False),
    )
