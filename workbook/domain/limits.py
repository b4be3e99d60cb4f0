"""Limits: what an answer says, held against what was agreed on earlier (the checks of a pack).

A check tells and never rewrites: both answers stay as they are, and the difference is for people to talk about.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from workbook.domain.answers import Answer
from workbook.domain.links import Check, Rule
from workbook.domain.primitives import Moment, Quantity, Value, show
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question
from workbook.domain.units import in_one_unit, names, same_text
from workbook.named import NamedTuple
from workbook.text import one_line

_SHORT = 60


class Outcome(StrEnum):
    """How a check came out."""

    KEPT = "kept"
    BROKEN = "broken"
    UNLIKE = "cannot be compared"
    WAITING = "nothing to hold against it yet"


class Held(NamedTuple):
    """One check of a question.

    Attributes:
        label: of the field; here: what it says, empty while it says nothing.
        there: what the other field says; source: whose it is, in words.
    """

    question: Question
    check: Check
    label: str
    here: str
    there: str
    source: str
    outcome: Outcome

    @property
    def words(self) -> str:
        """`310 ms is over 250 ms (The environment)`."""
        at = f"{self.there} ({self.source})"
        if self.outcome is Outcome.UNLIKE:
            return f"{self.here} cannot be held against {at}"
        if self.outcome is Outcome.WAITING:
            return f"{_WANTED[self.check.rule]} {at}"
        kept, broken = _SAYS[self.check.rule]
        return f"{self.here} {kept if self.outcome is Outcome.KEPT else broken} {at}"


_WANTED = {
    Rule.AT_MOST: "at most",
    Rule.AT_LEAST: "at least",
    Rule.SAME_AS: "so far",
    Rule.MENTIONS: "so far",
}
_SAYS = {
    Rule.AT_MOST: ("is within", "is over"),
    Rule.AT_LEAST: ("reaches", "is short of"),
    Rule.SAME_AS: ("is the same as", "is not the same as"),
    Rule.MENTIONS: ("names", "does not name"),
}


def held(project: Project, question: Question) -> tuple[Held, ...]:
    """Every check of the question for which the other field says something, in the order of the pack."""
    if not question.checks or not project.applies(question):
        return ()
    found = (_held(project, question, check) for check in question.checks)
    return tuple(one for one in found if one is not None)


def broken(project: Project, questions: Iterable[Question]) -> tuple[Held, ...]:
    """The checks of some questions that do not hold."""
    return tuple(one for question in questions for one in held(project, question) if one.outcome is Outcome.BROKEN)


def _held(project: Project, question: Question, check: Check) -> Held | None:
    asked, other = project.pack.field(check.other)
    asked = project.beside(question, asked.id)
    limit = project.answer_to(asked)
    wanted = limit.values.get(other.name)
    if wanted is None or not project.applies(asked):
        return None
    field = question.field(check.field)
    value = _value(project.answer_to(question), field)
    same = asked.id == question.id
    return Held(
        question,
        check,
        field.label or field.name,
        _text(project, field, value),
        _text(project, other, wanted),
        (other.label or other.name) if same else asked.title,
        Outcome.WAITING if value is None else _outcome(project, check.rule, (field, value), (other, wanted)),
    )


def _value(answer: Answer, field: FieldSpec) -> Value | None:
    return answer.values.get(field.name) if answer.given else None


def _outcome(project: Project, rule: Rule, here: tuple[FieldSpec, Value], there: tuple[FieldSpec, Value]) -> Outcome:
    match rule, here[1], there[1]:
        case Rule.MENTIONS, _, Quantity() as wanted:
            return _kept(names(_words(project, *here), wanted))
        case Rule.MENTIONS, _, _:
            return _kept(_words(project, *there).casefold() in _words(project, *here).casefold())
        case _, Quantity() as value, Quantity() as limit:
            amounts = in_one_unit(value, limit)
            return Outcome.UNLIKE if amounts is None else _compared(rule, *amounts)
        case _, Moment() as value, Moment() as limit:
            return _compared(rule, value.iso, limit.iso)
        case _:
            return _kept(same_text(_words(project, *here), _words(project, *there)))


def _compared(rule: Rule, here: object, there: object) -> Outcome:
    less, equal = here < there, here == there  # type: ignore[operator]  # two decimals, or two days as text
    return _kept(equal or (less if rule is Rule.AT_MOST else rule is Rule.AT_LEAST and not less))


def _kept(holds: bool) -> Outcome:
    return Outcome.KEPT if holds else Outcome.BROKEN


def _words(project: Project, field: FieldSpec, value: Value) -> str:
    return " ".join(show(field, value, project.context).split())


def _text(project: Project, field: FieldSpec, value: Value | None) -> str:
    return "" if value is None else one_line(show(field, value, project.context), _SHORT)
