"""Forms that repeat: each filled-in one has answers and rows of its own, is opened, closed, dropped."""

from __future__ import annotations

import pytest

from tests.domain.scene import Scene
from workbook.domain.answers import Status
from workbook.domain.commands import CloseForm, OpenForm, ReopenForm, SetAnswer, SetRow, StartCycle
from workbook.domain.primitives import Choice, Text
from workbook.domain.progress import State, state
from workbook.errors import BadInput, InvalidValue, Refused, UnknownName


def scene_with_two() -> tuple[Scene, str, str]:
    scene = Scene()
    return scene, scene.open("incident", "Size codes"), scene.open("incident", "Late feed")


def happened(scene: Scene, form: str, event: str) -> None:
    scene.do(SetRow("moments", {"event": Text(event), "kind": Choice(("started",))}, form=form))


def whole(scene: Scene, form: str) -> None:
    scene.do(SetAnswer("incident.what", {"value": Text("Codes were renamed.")}, form=form))
    happened(scene, form, "The file arrived")


def test_it_goes_by_its_title_and_keeps_its_number() -> None:
    scene, first, second = scene_with_two()
    assert [(f.number, f.title) for f in scene.project().forms] == [(1, "Size codes"), (2, "Late feed")]
    scene.do(CloseForm(first, dropped=True, reason="opened twice"))
    assert [(f.number, f.title) for f in scene.project().forms] == [(2, "Late feed")]
    assert scene.project().form("late").id == second


def test_the_title_lives_in_its_key_field() -> None:
    scene, first, _ = scene_with_two()
    scene.do(SetAnswer("incident.what", {"title": Text("Renamed size codes")}, form=first))
    assert scene.project().form(first).title == "Renamed size codes"


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_it_needs_a_title(title: str) -> None:
    with pytest.raises(InvalidValue, match="called"):
        Scene().do(OpenForm("incident", title))


def test_two_of_one_title_and_unknown_ones_are_refused() -> None:
    scene, _, _ = scene_with_two()
    with pytest.raises(Refused, match="already"):
        scene.do(OpenForm("incident", "Size codes"))
    with pytest.raises(UnknownName, match="incident"):
        scene.do(OpenForm("incidnt", "x"))
    with pytest.raises(UnknownName, match="Did you mean 'Late feed'"):
        scene.do(CloseForm("Latefeed"))


def test_it_goes_by_its_number_and_by_the_beginning_of_its_title_or_id() -> None:
    scene, first, second = scene_with_two()
    third = scene.open("incident", "Late feed again")
    project = scene.project()
    names = {"incident 1": first, "2": second, "LATE FEED": second, "late feed a": third, first[:8]: first}
    assert {name: project.form(name).id for name in names} == names
    with pytest.raises(BadInput, match=r"Late feed \(incident 2\), Late feed again \(incident 3\)"):
        project.form("late")
    with pytest.raises(UnknownName):
        project.form("")


def test_a_form_answers_only_its_own_questions() -> None:
    scene, first, _ = scene_with_two()
    with pytest.raises(Refused, match="does not ask this"):
        scene.project().question(f"kickoff.problem@{first}")
    with pytest.raises(Refused, match="does not ask this"):
        scene.do(SetAnswer("kickoff.problem", {"value": Text("x")}, form=first))
    with pytest.raises(Refused, match="Two forms"):
        scene.do(SetAnswer(f"incident.what@{first}", {"value": Text("x")}, form="late"))


def test_a_dropped_one_is_brought_back_with_its_rows() -> None:
    scene, first, _ = scene_with_two()
    whole(scene, first)
    scene.do(CloseForm(first, dropped=True, reason="a mistake"))
    assert [(form.title, form.reason) for form in scene.project().forms_ever if form.dropped] == [
        ("Size codes", "a mistake")
    ]
    scene.do(ReopenForm("Size codes"))
    assert scene.project().form("Size codes").open
    assert len(scene.project().rows("moments")) == 1


def test_rows_belong_to_the_form_in_which_they_were_added() -> None:
    scene, first, second = scene_with_two()
    happened(scene, first, "The file arrived")
    scene.do(SetRow("actions", {"action": Text("Ask for notice")}, form=second))
    scene.row("actions", "Something else")
    project = scene.project()
    in_first, in_second = (project.question(f"incident.when@{form}") for form in (first, second))
    assert [row.text("event") for row in project.view_rows(in_first)] == ["The file arrived"]
    assert project.view_rows(in_second) == ()
    fixes = project.question(f"incident.fixes@{second}")
    assert [row.text("action") for row in project.view_rows(fixes)] == ["Ask for notice"]
    assert len(project.rows("actions")) == 2


def test_a_row_of_a_form_s_table_needs_a_form() -> None:
    with pytest.raises(Refused, match="filled-in form"):
        Scene().do(SetRow("moments", {"event": Text("x")}))


def test_a_question_of_a_form_needs_a_form() -> None:
    scene, first, _ = scene_with_two()
    with pytest.raises(Refused, match="as often as needed"):
        scene.say("incident.what", "x")
    with pytest.raises(UnknownName):
        scene.do(SetAnswer("incident.what", {"value": Text("x")}, form="nowhere"))
    scene.do(SetAnswer("incident.what", {"value": Text("x")}, form="size"))
    assert scene.project().answer("incident.what", first).text() == "x"


def test_conditions_look_at_the_same_form() -> None:
    scene, first, second = scene_with_two()
    scene.do(SetAnswer("incident.what", {"title": None}, status=Status.OPEN, form=second))
    project = scene.project()
    assert state(project, project.question(f"incident.money@{first}")) is State.OPEN
    assert state(project, project.question(f"incident.money@{second}")) is State.HIDDEN


def test_it_closes_when_what_is_mandatory_is_there() -> None:
    scene, first, _ = scene_with_two()
    with pytest.raises(Refused, match="Timeline"):
        scene.do(CloseForm(first))
    whole(scene, first)
    scene.do(CloseForm(first))
    assert not scene.project().form(first).open
    assert scene.do(CloseForm(first)) == ()
    scene.do(ReopenForm(first))
    assert scene.project().form(first).open
    assert scene.do(ReopenForm(first)) == ()


def test_dropping_needs_a_reason_and_takes_its_rows_along() -> None:
    scene, first, _ = scene_with_two()
    happened(scene, first, "The file arrived")
    with pytest.raises(InvalidValue, match="reason"):
        scene.do(CloseForm(first, dropped=True))
    scene.do(CloseForm(first, dropped=True, reason="a test"))
    assert scene.project().rows("moments") == ()


def test_closed_by_one_while_another_reopened_it_stays_open() -> None:
    scene, first, _ = scene_with_two()
    whole(scene, first)
    scene.do(CloseForm(first))
    seen = scene.project()
    scene.do(ReopenForm(first), by="ana", on=seen)
    scene.do(CloseForm(first, dropped=True, reason="mistake"), by="bob", on=seen)
    assert scene.project().form(first).open


def test_a_new_cycle_shows_the_old_forms_and_adds_to_them_where_they_are() -> None:
    scene, first, _ = scene_with_two()
    whole(scene, first)
    scene.do(StartCycle("v2"))
    project = scene.project()
    assert [form.title for form in project.forms] == ["Size codes", "Late feed"]
    question = project.question(f"incident.what@{first}")
    assert state(project, question) is State.DONE  # not carried: the incident is what it was
    scene.do(SetAnswer("incident.what", {"value": Text("Now we know.")}, form=first))
    happened(scene, first, "It was repaired")
    scene.open("incident", "In v2")
    old, new = scene.project("v1"), scene.project("v2")
    assert old.answer("incident.what", first).text() == "Now we know."
    assert len(old.view_rows(old.question(f"incident.when@{first}"))) == 2
    assert [form.title for form in old.forms] == ["Size codes", "Late feed"]
    assert len(new.forms) == 3
