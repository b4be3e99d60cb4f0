"""A show of fingers: read, shown in one line, kept with the answer, and brought up again at the gate."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from workbook.application import typed
from workbook.domain.disagreements import disagreements
from workbook.domain.hands import field_of, foreseen, parse_hands, show_hands, words
from workbook.errors import BadInput

ITEM = builtin_pack().question("mlts.data.1")


@pytest.mark.parametrize("line", ["0 ½ ½ 1", "1 .5 0.5 0", "automated, manual, 5, none", "½ NONE 1/2 1"])
def test_fingers_are_read_in_many_ways_and_shown_in_one(line: str) -> None:
    field = field_of(ITEM)
    assert show_hands(field, parse_hands(field, line)) == "0 ½ ½ 1"


@pytest.mark.parametrize("line", ["", "2", "0 maybe", "nan", "١", "0 " * 40])
def test_what_is_no_sign_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        parse_hands(field_of(ITEM), line)


def test_only_a_choice_of_one_has_fingers() -> None:
    with pytest.raises(BadInput):
        field_of(builtin_pack().question("kickoff.problem"))


def test_dissent_stays_with_the_answer_until_another_is_given_and_is_told_at_the_gate() -> None:
    scene = Scene()
    field = field_of(ITEM)
    shown = {"mark": parse_hands(field, "0 ½ ½ 1")}
    scene.do(typed.answer(scene.project, ITEM.id, {"mark": "5"})._replace(hands=shown))
    assert words(ITEM, scene.project.answer(ITEM.id)) == "0 ½ ½ 1; 2 of 4 saw it differently"
    scene.answer(ITEM.id, {"note": "With a test in March"})
    assert scene.project.answer(ITEM.id).hands == shown, "a note changes nothing about it"
    assert disagreements(scene.project, scene.pack.phase("preprod")) == (ITEM,)
    assert disagreements(scene.project, scene.pack.phase("kickoff")) == ()
    scene.answer(ITEM.id, {"mark": "1"})
    assert not scene.project.answer(ITEM.id).hands
    assert disagreements(scene.project, scene.pack.phase("preprod")) == ()


@pytest.mark.parametrize(
    ("line", "answered", "told"),
    [
        ("0 ½ ½ 1", "", "records ½ as the answer, which 2 of 4 showed"),
        ("1", "", "records 1 as the answer, which 1 of 1 showed"),
        ("1 0 1 0", "", "records nothing: 0 and 1 are level"),
        ("1 0 ½", "", "records nothing: 0, ½ and 1 are level"),
        ("1 0 1 0", "1", "keeps them beside the answer; 2 of 4 saw it differently"),
        ("1 1", "1", "keeps them beside the answer"),
    ],
)
def test_what_will_be_recorded_is_told_before(line: str, answered: str, told: str) -> None:
    scene = Scene()
    if answered:
        scene.answer(ITEM.id, {"mark": answered})
    field = field_of(ITEM)
    assert foreseen(field, parse_hands(field, line), scene.project.answer(ITEM.id)) == told
