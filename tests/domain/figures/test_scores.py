"""Scores in a line or two, beside the question that asks what to do about them."""

from __future__ import annotations

from tests.builders import Scene, builtin_pack
from workbook.domain.figures.figure import Tone
from workbook.domain.figures.kinds import FIGURES, figures
from workbook.domain.pack import Pack
from workbook.domain.project import Project
from workbook.packs.format import COMPUTED

PACK = builtin_pack()


def marked(instrument: str, mark: str, **others: str) -> Scene:
    """A project in which every item has one mark, save some."""
    scene = Scene()
    for section in PACK.instrument(instrument).sections:
        for item in section.questions:
            scene.answer(item.id, {"mark": others.get(item.code, mark)})
    return scene


def lines(scene: Scene, name: str) -> dict[str, tuple[str, Tone]]:
    question = next(question for question in PACK.questions if question.computed == name)
    return {found.label: (found.text, found.tone) for found in figures(scene.project, question)}


def test_the_joel_test_of_the_story() -> None:
    items = [item for section in PACK.instrument("joel").sections for item in section.questions]
    noes = [items[number - 1] for number in (8, 11, 12)]
    scene = marked("joel", "yes", **{item.code: "no" for item in noes})
    found = lines(scene, "joel")
    title = PACK.instrument("joel").title
    assert found[title][0].startswith("9, ")
    assert found["Without a point"] == (", ".join(item.title for item in noes), Tone.WARNING)


def test_an_unfinished_list_has_no_score() -> None:
    scene = Scene()
    scene.answer("joel.1", {"mark": "yes"})
    assert lines(scene, "joel") == {PACK.instrument("joel").title: ("1 of 12 answered, no score yet", Tone.WARNING)}


def test_the_ml_test_score_names_what_holds_it_down_and_what_is_suggested() -> None:
    scene = marked("mlts", "automated")
    first = PACK.instrument("mlts").sections[0]
    scene.answer(first.questions[0].id, {"mark": "none"})
    scene.answer("kickoff.risk", {"criticality": "customer-facing"})
    found = lines(scene, "mlts")
    assert found[PACK.instrument("mlts").title][0].startswith("6, ")
    assert found["Held down by"] == (first.title, Tone.PLAIN)
    text, tone = found["Suggested"]
    assert text.endswith("for customer-facing: reached")
    assert tone is Tone.GOOD


def test_a_score_that_is_not_enough_is_bad() -> None:
    scene = marked("mlts", "none")
    scene.answer("kickoff.risk", {"criticality": "internal"})
    text, tone = lines(scene, "mlts")["Suggested"]
    assert text.endswith("for internal: not reached")
    assert tone is Tone.BAD


def test_a_pack_without_the_list_says_nothing() -> None:
    scene = marked("joel", "yes")
    bare = Pack("p", "P", "1", PACK.phases, (), PACK.collections, PACK.triage, "d")
    project = Project(scene.project.id, scene.project.ledger, bare, scene.today)
    assert figures(project, PACK.question("kickoff.problem")._replace(computed="joel")) == ()


def test_every_word_that_a_pack_may_use_is_worked_out_and_others_are_nothing() -> None:
    assert set(FIGURES) == set(COMPUTED)
    for question in PACK.questions:
        assert (question.computed in FIGURES) is bool(question.computed)
    assert figures(Scene().project, PACK.question("kickoff.problem")) == ()
    assert figures(Scene().project, PACK.question("kickoff.problem")._replace(computed="moods")) == ()
