"""A show of fingers: what each person held up for a choice, kept with the answer in one line: `0 ½ ½ 1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from workbook.domain.answers import Answer
from workbook.domain.primitives import Choice
from workbook.domain.specs import FieldSpec, Gate, Kind, Option, Question
from workbook.errors import InvalidValue, UnknownName

MOST: Final = 30
_HALF = "½"
_WRITTEN = {".5": "0.5", "½": "0.5", "1/2": "0.5"}


def field_of(question: Question, name: str = "") -> FieldSpec:
    """The choice that fingers are shown for: the one named, else the question's first.

    Raises:
        InvalidValue: the question has none, or one takes several choices. UnknownName: no such field.
    """
    fields = (question.field(name),) if name else question.fields
    found = next((field for field in fields if field.kind is Kind.CHOICE and not field.several), None)
    if found is None:
        hint = "A show of fingers goes with a score or a choice of one."
        raise InvalidValue("There is nothing to show fingers for here.", where=question.id, hint=hint)
    return found


def parse_hands(field: FieldSpec, typed: str) -> tuple[str, ...]:
    """The option that each person showed, in the order typed: keys, points, ids or the beginnings of labels.

    Raises:
        UnknownName: an option that the field does not have. InvalidValue: none, or too many.
    """
    shown = typed.replace(",", " ").split()
    if not 0 < len(shown) <= MOST:
        what = f"A show of fingers has one sign for each person, {MOST} at most."
        raise InvalidValue(what, where=field.name, hint="Write it like: 0 ½ ½ 1")
    return tuple(_option(field, sign).id for sign in shown)


def show_hands(field: FieldSpec, hands: Sequence[str]) -> str:
    """One sign each, lowest first: `0 ½ ½ 1`; words stand between commas."""
    signs = {option.id: sign(option) for option in field.options}
    order = {option.id: place for place, option in enumerate(_ascending(field))}
    shown = [signs.get(hand, hand) for hand in sorted(hands, key=lambda hand: order.get(hand, len(order)))]
    return (" " if all(len(sign) < 4 for sign in shown) else ", ").join(shown)


def sign(option: Option) -> str:
    """The one sign that stands for an option: its points, its key, or its id."""
    if option.label.startswith(_HALF):
        return _HALF
    return option.points or (option.key if option.key.isdecimal() else "") or option.id


def is_split(answer: Answer) -> bool:
    """Whether not everybody showed the same."""
    return any(len(set(hands)) > 1 for hands in answer.hands.values())


def dissent(answer: Answer) -> Mapping[str, int]:
    """By field, how many showed something else than what was recorded; only where somebody did."""
    found = {}
    for name, hands in answer.hands.items():
        value = answer.values.get(name)
        chosen = value.chosen if isinstance(value, Choice) else ()
        others = sum(hand not in chosen for hand in hands)
        if others:
            found[name] = others
    return found


def words(question: Question, answer: Answer) -> str:
    """`0 ½ ½ 1; 2 of 4 saw it differently`; empty where no fingers were shown."""
    others = dissent(answer)
    shown = ((field, answer.hands.get(field.name, ())) for field in question.fields)
    return ", ".join(told(field, hands, others.get(field.name, 0)) for field, hands in shown if hands)


def told(field: FieldSpec, hands: Sequence[str], others: int) -> str:
    """One show of fingers in words; `others`: how many showed something else than what was recorded."""
    return show_hands(field, hands) + (f"; {others} of {len(hands)} saw it differently" if others else "")


def agreed(field: FieldSpec, hands: Sequence[str]) -> str:
    """The option that more people showed than any other; empty where two are level."""
    most = _most_shown(field, hands)
    return most[0].id if len(most) == 1 else ""


def foreseen(field: FieldSpec, hands: Sequence[str], answer: Answer) -> str:
    """What is recorded of a show of fingers, to be read before it is: `records ½ as the answer, which …`.

    Fingers begin a talk. They become an answer only where there is none yet and one option is ahead.
    """
    value = answer.values.get(field.name)
    if isinstance(value, Choice):
        others = sum(hand not in value.chosen for hand in hands)
        return "keeps them beside the answer" + (f"; {others} of {len(hands)} saw it differently" if others else "")
    most = _most_shown(field, hands)
    if len(most) > 1:
        *first, last = map(sign, most)
        return f"records nothing: {', '.join(first)} and {last} are level"
    return f"records {sign(most[0])} as the answer, which {hands.count(most[0].id)} of {len(hands)} showed"


def _most_shown(field: FieldSpec, hands: Sequence[str]) -> list[Option]:
    most = max(map(hands.count, hands))
    return [option for option in _ascending(field) if hands.count(option.id) == most]


def outcome_field(gate: Gate) -> FieldSpec:
    """The outcomes of a gate, as a choice that fingers are shown for."""
    return FieldSpec("outcome", Kind.CHOICE, "Decision", required=True, options=gate.outcomes)


def _ascending(field: FieldSpec) -> list[Option]:
    """Options by their points, where they have some; else as the pack lists them."""
    if all(option.points for option in field.options):
        return sorted(field.options, key=lambda option: Decimal(option.points))
    return list(field.options)


def _option(field: FieldSpec, typed: str) -> Option:
    wanted = typed.casefold()
    number = _number(_WRITTEN.get(wanted, wanted))
    for option in field.options:
        half = option.label.startswith(_HALF) and number == Decimal("0.5")
        if half or (option.points and number == Decimal(option.points)):
            return option
    for option in field.options:
        if wanted in (option.key.casefold(), option.id.casefold(), option.label.casefold()):
            return option
    begun = [option for option in field.options if option.label.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    known = [name for option in field.options for name in (sign(option), option.id)]
    raise UnknownName("choice", typed[:40], known, where=field.name)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None
