"""What is done with once a question has its answer."""

from __future__ import annotations

from tests.domain.scene import Scene
from tests.domain.small_pack import WHO
from workbook.domain.answers import Status, is_open
from workbook.domain.commands import RemoveRow, SetAnswer, SetRow, Settle, StartCycle, Undo
from workbook.domain.primitives import Choice, Quantity, Text
from workbook.domain.progress import State, state

SET = {"criticality": Choice(("internal",))}
CONTRIBUTES = Choice(("contributes",))


def waiting(scene: Scene, table: str = "actions") -> list[str]:
    """The rows of a register that still wait for somebody."""
    project = scene.project()
    return [project.row_name(row) for row in project.rows(table) if is_open(row)]


def unknown(scene: Scene, question: str) -> None:
    scene.do(SetAnswer(question, status=Status.UNKNOWN))


def test_rows_that_answer_a_table_question_close_its_action() -> None:
    scene = Scene()
    unknown(scene, "kickoff.people")
    bo = scene.do(SetRow("people", {"name": Text("Bo")}))[0].subject.row
    assert waiting(scene) == ["Find out: People"]  # no second person whose part is known
    events = scene.do(SetRow("people", {"part": CONTRIBUTES}, bo))
    assert [event.subject.name for event in events] == ["people", "actions"]
    assert (waiting(scene), state(scene.project(), WHO)) == ([], State.DONE)
    scene.do(Undo(author="ana"))
    assert waiting(scene) == ["Find out: People"]
    scene.do(SetRow("people", {"part": CONTRIBUTES}, bo))
    (action,) = scene.project().rows("actions")
    scene.do(SetRow("actions", {"status": Choice(("open",))}, action.id))  # opened again on purpose
    scene.do(SetRow("people", {"email": Text("bo@example.org")}, bo))
    assert waiting(scene) == ["Find out: People"]


def test_a_row_that_is_taken_out_or_settled_may_be_the_end_of_it_too() -> None:
    scene = Scene()
    bo = scene.do(SetRow("people", {"name": Text("Bo")}))[0].subject.row
    before = scene.project()
    scene.do(SetRow("people", {"part": CONTRIBUTES}, bo), on=before)
    (other,) = scene.do(SetRow("people", {"email": Text("bo@example.org")}, bo), by="cy", on=before)
    unknown(scene, "kickoff.people")
    assert waiting(scene) == ["Find out: People"]
    first = next(e for e in scene.ledger.heads(other.subject) if e.id != other.id)
    assert len(scene.do(Settle(first.id))) == 2
    assert waiting(scene) == []


def test_an_answer_that_is_not_whole_leaves_its_action_open() -> None:
    scene = Scene()
    unknown(scene, "kickoff.risk")
    scene.do(SetAnswer("kickoff.risk", {"personal": Choice(("no",))}))
    assert waiting(scene) == ["Find out: Risk"]
    scene.do(SetAnswer("kickoff.risk", SET))
    assert waiting(scene) == []


def test_what_does_not_apply_need_not_be_found_out_any_more() -> None:
    scene = Scene()
    unknown(scene, "kickoff.deadline")
    scene.do(SetAnswer("kickoff.deadline", status=Status.LATER))
    assert waiting(scene) == ["Find out: Deadline"]
    scene.do(SetAnswer("kickoff.deadline", status=Status.NOT_APPLICABLE, reason="No hurry"))
    assert waiting(scene) == []


def test_an_answer_closes_the_item_that_parked_its_question_and_no_other() -> None:
    scene = Scene()
    scene.do(SetRow("parking", {"item": Text("Could we lease?"), "question": Text("kickoff.budget")}))
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED, note="needs finance"))
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED, note="needs finance and legal"))
    scene.do(SetAnswer("kickoff.problem", status=Status.PARKED))
    scene.do(StartCycle(""))
    scene.do(SetAnswer("kickoff.budget", {"target": Quantity("40", "k€")}))
    assert waiting(scene, "parking") == ["Could we lease?", "What about the problem?"]
    scene.do(Undo(author="ana"))
    assert waiting(scene, "parking") == ["Could we lease?", "needs finance", "What about the problem?"]


def test_a_parked_item_that_somebody_worded_is_closed_by_hand() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.budget", status=Status.PARKED))
    (item,) = scene.project().rows("parking")
    scene.do(SetRow("parking", {"item": Text("What may it cost, and who pays?")}, item.id))
    scene.do(SetAnswer("kickoff.budget", {"target": Quantity("40", "k€")}))
    assert waiting(scene, "parking") == ["What may it cost, and who pays?"]


def test_a_table_that_was_parked_is_answered_by_its_rows() -> None:
    scene = Scene()
    scene.do(SetAnswer("kickoff.metrics", status=Status.PARKED))
    other = scene.row("metrics", "RMSE", kind="model")
    assert waiting(scene, "parking") == ["Which numbers should move?"]
    scene.row("metrics", "Waste", kind="business")
    assert waiting(scene, "parking") == []
    scene.do(RemoveRow("metrics", other))
    assert waiting(scene, "parking") == []


def test_a_form_closes_what_came_of_its_own_questions_alone() -> None:
    scene = Scene()
    first, second = scene.open("incident", "First"), scene.open("incident", "Second")
    for form in (first, second):
        scene.do(SetAnswer("incident.money", status=Status.UNKNOWN, form=form))
        scene.do(SetAnswer("incident.when", status=Status.PARKED, form=form))
    scene.do(SetAnswer("incident.money", {"value": Text("4 k€")}, form=second))
    scene.do(SetRow("moments", {"event": Text("It began"), "kind": Choice(("started",))}, form=second))
    assert (len(waiting(scene)), len(waiting(scene, "parking"))) == (1, 1)
    (left,) = (row for row in scene.project().rows("parking") if is_open(row))
    assert left.text("question") == f"incident.when@{first}"
