"""Hypothesis strategies: one for each primitive, fields at random, and commands over the small pack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_never

from hypothesis import settings
from hypothesis import strategies as st

from tests.domain import small_pack
from workbook.domain.answers import Status
from workbook.domain.commands import (
    Command,
    DecideGate,
    MoveRow,
    RemoveRow,
    RenameProject,
    SetAnswer,
    SetRow,
    Settle,
    SetWording,
    StartCycle,
)
from workbook.domain.gates import Waiver
from workbook.domain.primitives import Choice, Confidence, Flag, Moment, Quantity, Ref, Text, Value
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Kind, Option
from workbook.text import accept

MARKUP = [
    *"\\`*_{}[]<>()#+-.!|~$&:=/@^\"';?%0123456789 \t\n aZé",
    *("https://x.org/a_b", "www.x.org", "a@b.org", "&amp;", "&#32;", "<br>", "---", "===", "```", "| a | b |"),
    *("1. ", "- [ ] ", "[a]: /u", "漢", "\u00a0", "e\u0301"),
]
"""Pieces that mean something in Markdown, and some that do not."""


def typed_texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """What might be pasted: any characters that are whole, thick with Markdown's own signs."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    thick = st.lists(st.sampled_from(MARKUP), max_size=max_size // 2).map("".join)
    return thick | anything | st.tuples(thick, anything).map("".join)


def texts(*, long: bool = True) -> st.SearchStrategy[str]:
    """What `accept` returns and a field keeps: never only blanks, on one line unless `long`."""
    accepted = typed_texts().map(accept)
    lines = accepted if long else accepted.map(lambda text: text.split("\n")[0].rstrip())
    return lines.filter(lambda text: bool(text.strip()))


def names() -> st.SearchStrategy[str]:
    """A name of something: one line, without blanks around it."""
    return texts(long=False).map(str.strip).filter(lambda name: not name.startswith("@"))


def options(most: int = 5) -> st.SearchStrategy[tuple[Option, ...]]:
    """Options as the pack checker lets them through: nothing typed means two of them, no separator in a label."""
    label = names().filter(lambda text: ";" not in text and "," not in text)
    ids = st.from_regex(r"[a-z][a-z0-9-]{0,7}", fullmatch=True)
    pairs = st.lists(st.tuples(ids, label), min_size=1, max_size=most).filter(_distinct)
    return pairs.map(lambda found: tuple(Option(option_id, label) for option_id, label in found))


def field_specs(kind: Kind | None = None) -> st.SearchStrategy[FieldSpec]:
    """A field of that kind, or of any."""
    if kind is None:
        return st.sampled_from(list(Kind)).flatmap(field_specs)
    name = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
    match kind:
        case Kind.TEXT:
            return st.builds(FieldSpec, name, st.just(kind), long=st.booleans())
        case Kind.CHOICE:
            return st.builds(FieldSpec, name, st.just(kind), options=options(), several=st.booleans())
        case Kind.QUANTITY:
            return st.builds(FieldSpec, name, st.just(kind), unit=st.just("") | units())
        case Kind.MOMENT:
            return st.builds(FieldSpec, name, st.just(kind), time=st.booleans())
        case Kind.FLAG:
            return st.builds(FieldSpec, name, st.just(kind))
        case Kind.REF:
            return st.builds(FieldSpec, name, st.just(kind), collection=st.sampled_from(("people", "metrics")))
        case _:
            assert_never(kind)


def values(spec: FieldSpec, rows: tuple[str, ...] = ("r1",)) -> st.SearchStrategy[Value]:
    """A value that the field takes.

    Args:
        rows: the ids that a reference may name.
    """
    match spec.kind:
        case Kind.TEXT:
            return texts(long=spec.long).map(Text)
        case Kind.CHOICE:
            return _choices(spec)
        case Kind.QUANTITY:
            return quantities(spec)
        case Kind.MOMENT:
            return times() if spec.time else days()
        case Kind.FLAG:
            return st.booleans().map(Flag)
        case Kind.REF:
            return st.sampled_from(rows).map(lambda row: Ref(spec.collection, row))
        case _:
            assert_never(spec.kind)


def units() -> st.SearchStrategy[str]:
    """A unit as somebody might type it."""
    known = st.sampled_from(("ms", "%", "k€", "$", "req/s", "° C", "/day", "m2", "per 1000 predictions", "µs", "件"))
    return known | st.from_regex(r"[a-zé%][a-zé/ ]{0,8}[a-zé]", fullmatch=True)


def quantities(spec: FieldSpec) -> st.SearchStrategy[Value]:
    """An amount with a unit; without one only where the field has none."""
    amount = st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", fullmatch=True)
    unit = units() if spec.unit else st.just("") | units()
    return st.builds(Quantity, amount, unit, st.none() | st.sampled_from(Confidence))


def days() -> st.SearchStrategy[Value]:
    """Any day."""
    return st.dates().map(lambda day: Moment(day.isoformat()))


def times() -> st.SearchStrategy[Value]:
    """Any time in UTC, to the second."""
    return st.datetimes(timezones=st.just(UTC)).map(_moment)


def _moment(time: datetime) -> Moment:
    return Moment(time.replace(tzinfo=None, microsecond=0).isoformat() + "Z")


def _choices(spec: FieldSpec) -> st.SearchStrategy[Value]:
    ids = [option.id for option in spec.options]
    if not spec.several:
        return st.sampled_from(ids).map(lambda chosen: Choice((chosen,)))
    several = st.sets(st.sampled_from(ids), min_size=1)
    return several.map(lambda chosen: Choice(tuple(option for option in ids if option in chosen)))


def _distinct(pairs: list[tuple[str, str]]) -> bool:
    """Whether every id and every label means one option only."""
    typed = [{option_id.casefold(), label.casefold()} for option_id, label in pairs]
    return sum(len(words) for words in typed) == len(set().union(*typed))


# Commands over the small pack. Plain functions make them: `builds` would fill in every field that has a default.

WORDS = st.sampled_from(("Waste", "Cost", "Orders run late", "*Both* | of them", "件"))


def commands(project: Project) -> st.SearchStrategy[Command]:
    """Something that a person could do now. Some are refused, as in life."""
    worded = st.tuples(st.sampled_from(small_pack.ANSWERABLE), WORDS)
    possible: list[st.SearchStrategy[Command]] = [
        _answers(),
        worded.map(lambda drawn: SetWording(*drawn)),
        WORDS.map(RenameProject),
        _rows(project, "people"),
        _rows(project, "metrics"),
        _gates(project),
    ]
    if len(project.cycles) < 3:
        possible.append(st.just(StartCycle("")))
    for table in ("people", "metrics", "actions"):
        ids = [row.id for row in project.rows(table)]
        possible += _moves(table, ids) if ids else []
    conflicting = [version.event for q in project.pack.questions for version in project.answer(q.id).conflict]
    conflicting += [version.event for row in project.rows("metrics") for version in row.conflict]
    if conflicting:
        possible.append(st.sampled_from(conflicting).map(Settle))
    return st.one_of(possible)


def _answers() -> st.SearchStrategy[Command]:
    def text(words: str, note: str | None, confidence: Confidence | None, evidence: tuple[str, ...]) -> Command:
        return SetAnswer("kickoff.problem", {"value": Text(words)}, Status.ANSWERED, confidence, note, "", evidence)

    def risk(level: str, personal: str) -> Command:
        return SetAnswer("kickoff.risk", {"criticality": Choice((level,)), "personal": Choice((personal,))})

    def other(question: str, status: Status) -> Command:
        return SetAnswer(question, status=status, reason="no need" if status is Status.NOT_APPLICABLE else "")

    evidence = st.sampled_from(((), ("https://x.org/1",)))
    confidences = st.none() | st.sampled_from(Confidence)
    levels = st.sampled_from(("experiment", "internal", "critical", "unsure"))
    statuses = st.sampled_from((Status.UNKNOWN, Status.LATER, Status.PARKED, Status.NOT_APPLICABLE, Status.ANSWERED))
    return st.one_of(
        st.tuples(WORDS, st.none() | WORDS, confidences, evidence).map(lambda drawn: text(*drawn)),
        WORDS.map(lambda words: SetAnswer("data.source", {"value": Text(words)})),
        st.tuples(levels, st.sampled_from(("yes", "no"))).map(lambda drawn: risk(*drawn)),
        st.tuples(st.sampled_from(small_pack.ANSWERABLE), statuses).map(lambda drawn: other(*drawn)),
    )


def _rows(project: Project, table: str) -> st.SearchStrategy[Command]:
    collection = project.pack.collection(table)
    ids = ["", *(row.id for row in project.rows(table))]
    choices = {
        column.name: st.none() | st.sampled_from(column.options).map(lambda option: Choice((option.id,)))
        for column in collection.columns
        if column.kind is Kind.CHOICE
    }
    values_of = st.fixed_dictionaries({collection.key: WORDS.map(Text)}, optional=choices)
    return st.tuples(values_of, st.sampled_from(ids)).map(lambda drawn: SetRow(table, *drawn))


def _moves(table: str, ids: list[str]) -> list[st.SearchStrategy[Command]]:
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(["", *ids]))
    return [
        st.sampled_from(ids).map(lambda row: RemoveRow(table, row)),
        pairs.map(lambda drawn: MoveRow(table, *drawn)),
    ]


def _gates(project: Project) -> st.SearchStrategy[Command]:
    people = [row.id for row in project.rows("people")] or ["nobody"]
    rules = [question.id for question in project.pack.questions if question.area == "kickoff"] + ["dated"]
    waivers = tuple(Waiver(rule, people[0], "for now", "9999-12-31") for rule in rules)
    kickoff = st.tuples(st.sampled_from(("pass", "stop")), st.sampled_from(people), st.sampled_from(((), waivers)))
    data = st.sampled_from(people).map(lambda person: DecideGate("data", "pass", person, "good"))
    return data | kickoff.map(lambda it: DecideGate("kickoff", it[0], it[1], "seen together", it[2]))


WHOLE = settings(max_examples=max(8, (settings.default or settings()).max_examples // 5))
"""For tests that write a whole document at each example."""
