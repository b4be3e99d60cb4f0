"""Hypothesis strategies: one for each primitive, fields at random, and commands over the small pack."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_never

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
    Settle,
    SetRow,
    SetWording,
    StartCycle,
)
from workbook.domain.gates import Waiver
from workbook.domain.pack import FieldSpec, Kind, Option
from workbook.domain.primitives import Choice, Confidence, Flag, Moment, Quantity, Ref, Text, Value
from workbook.domain.project import Project
from workbook.text import accept

MARKUP = list("\\`*_{}[]<>()#+-.!|~$&:=/@^\"';?%0123456789 \t\n aZé") + [
    "https://x.org/a_b",
    "www.x.org",
    "a@b.org",
    "&amp;",
    "&#32;",
    "<br>",
    "---",
    "===",
    "```",
    "| a | b |",
    "1. ",
    "- [ ] ",
    "[a]: /u",
    "漢",
    "\u00a0",
    "e\u0301",
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


# Commands over the small pack


def commands(project: Project) -> st.SearchStrategy[Command]:
    """Something that a person could do now. Some are refused, as in life."""
    possible: list[st.SearchStrategy[Command]] = [
        _answers(),
        st.builds(SetWording, st.sampled_from(small_pack.ANSWERABLE), names()),
        st.builds(RenameProject, names().map(lambda name: name[:100])),
        st.sampled_from(("people", "metrics")).flatmap(lambda table: _rows(project, table)),
        _gates(project),
    ]
    if len(project.cycles) < 3:
        possible.append(st.just(StartCycle("")))
    for table in ("people", "metrics", "actions"):
        ids = [row.id for row in project.rows(table)]
        if ids:
            possible.append(st.builds(RemoveRow, st.just(table), st.sampled_from(ids)))
            possible.append(st.builds(MoveRow, st.just(table), st.sampled_from(ids), st.sampled_from(["", *ids])))
    conflicting = [v.event for q in project.pack.questions for v in project.answer(q.id).conflict]
    conflicting += [version.event for row in project.rows("metrics") for version in row.conflict]
    if conflicting:
        possible.append(st.builds(Settle, st.sampled_from(conflicting)))
    return st.one_of(possible)


def _answers() -> st.SearchStrategy[Command]:
    text = st.builds(
        SetAnswer,
        st.just("kickoff.problem"),
        values=names().map(lambda words: {"value": Text(words)}),
        note=st.none() | names(),
        confidence=st.none() | st.sampled_from(Confidence),
        evidence=st.just(()) | st.just(("https://x.org/1",)),
    )
    level = st.sampled_from(("experiment", "internal", "critical", "unsure"))
    risk = st.builds(SetAnswer, st.just("kickoff.risk"), values=level.map(lambda it: {"criticality": Choice((it,))}))
    status = st.sampled_from((Status.UNKNOWN, Status.LATER, Status.PARKED, Status.NOT_APPLICABLE))
    other = st.builds(SetAnswer, st.sampled_from(small_pack.ANSWERABLE), status=status, reason=st.just("no need"))
    return text | risk | other


def _rows(project: Project, table: str) -> st.SearchStrategy[Command]:
    collection = project.pack.collection(table)
    ids = ["", *(row.id for row in project.rows(table))]
    filled = st.fixed_dictionaries(
        {collection.key: names().map(Text)},
        optional={
            column.name: st.none() | values(column)
            for column in collection.columns
            if column.name != collection.key and column.kind is not Kind.REF
        },
    )
    return st.builds(SetRow, st.just(table), filled, st.sampled_from(ids))


def _gates(project: Project) -> st.SearchStrategy[Command]:
    people = [row.id for row in project.rows("people")] or ["nobody"]
    rules = [question.id for question in project.pack.questions if question.area == "kickoff"] + ["dated"]
    waivers = tuple(Waiver(rule, people[0], "for now", date.max.isoformat()) for rule in rules)
    return st.builds(
        DecideGate,
        st.just("kickoff"),
        st.sampled_from(("pass", "stop")),
        st.sampled_from(people),
        st.just("seen together"),
        waivers=st.sampled_from(((), waivers)),
    )
