"""Rows that earlier answers offer, and what tells that they changed since."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from workbook.application import typed
from workbook.domain.commands import MoveRow, OpenForm, RemoveRow
from workbook.domain.flags import moved_under, relied_on_older
from workbook.domain.offers import Offered, find_offered, offered
from workbook.domain.primitives import show

GUARD = {"kind": "guardrail", "unit": "per 100", "baseline": "4.2", "minimum": "4.8 per 100", "window": "a week"}


def scene() -> Scene:
    found = Scene()
    for name, part in (("Ana", "decides"), ("Tom", "affected")):
        found.row("people", name=name, role="Care", part=part, contact=f"#{name.lower()}")
    found.row("metrics", GUARD | {"name": "Contacts", "direction": "down", "owner": "Tom"})
    return found


def there(story: Scene, question: str) -> dict[str, Offered]:
    """What a question offers from earlier answers, by name."""
    found = offered(story.project, story.project.question(question))
    return {one.name: one for one in found if one.sources}


def texts(story: Scene, question: str, name: str) -> dict[str, str]:
    asked = story.project.question(question)
    assert asked.view is not None
    columns = story.project.pack.collection(asked.view.collection)
    values = there(story, question)[name].values
    return {column: show(columns.column(column), value, story.project.context) for column, value in values.items()}


def take(story: Scene, question: str, name: str) -> str:
    asked = story.project.question(question)
    one = find_offered(story.project, asked, name)
    assert one is not None
    story.do(typed.take(asked, one))
    return story.events[-1].subject.row


# the source of 7.1, what is said there, where it reappears, and the row that is offered
ROWS = [
    (
        "KO-08",
        GUARD | {"name": "Contacts", "direction": "down"},
        "RO-06",
        {"what": "Contacts: too high", "about": "guardrail", "rule": "above 4.8 per 100", "window": "a week"},
    ),
    (
        "KO-08",
        GUARD | {"name": "Speed", "direction": "up"},
        "RO-06",
        {"what": "Speed: too low", "rule": "below 4.8 per 100", "metric": "Speed", "kind": "go back"},
    ),
    (
        "KO-08",
        GUARD | {"name": "Speed", "direction": "up"},
        "MO-01",
        {"signal": "Speed", "class": "business", "critical": "4.8 per 100", "route": "work hours"},
    ),
    (
        "KO-07",
        GUARD | {"name": "Repeat", "kind": "business", "direction": "up", "target": "33 %"},
        "RO-05",
        {"what": "Repeat holds", "metric": "Repeat", "rule": "at least 4.8 per 100", "kind": "go on"},
    ),
    (
        "KO-10",
        {"option": "Keyword rule", "kind": "rule", "verdict": "fallback"},
        "ML-02",
        {"baseline": "Keyword rule", "kind": "rule"},
    ),
    (
        "DQ-05",
        {
            "check": "A size",
            "dimension": "completeness",
            "threshold": "at most 5 %",
            "observed": "1.2 %",
            "owner": "Tom",
        },
        "MO-01",
        {"signal": "A size", "class": "input is valid", "reference": "at most 5 %", "owner": "Tom"},
    ),
    (
        "DQ-05",
        {"check": "A size", "dimension": "completeness", "threshold": "at most 5 %", "observed": "1.2 %"},
        "MO-05",
        {"signal": "A size", "reference": "1.2 %, limit at most 5 %"},
    ),
    (
        "RO-04",
        {"stage": "Shadow", "strategy": "shadow", "share": "0 %"},
        "RO-10",
        {"stage": "Shadow", "part": "watches"},
    ),
    (
        "KO-04",
        {"name": "Sofia", "part": "informed", "contact": "legal"},
        "RO-11",
        {"channel": "legal", "occasion": "live"},
    ),
    ("ML-18", {"component": "Parser", "origin": "Reports", "tests": "no"}, "PP-05", {"item": "Parser has no tests"}),
    ("PO-04", {"request": "Coats", "kind": "feature", "decision": "later"}, "PO-13", {"item": "Coats"}),
]


@pytest.mark.parametrize(("source", "said", "code", "row"), ROWS)
def test_a_row_is_offered_where_it_reappears(source: str, said: dict[str, str], code: str, row: dict[str, str]) -> None:
    pack, story = builtin_pack(), Scene()
    story.row("people", name="Tom", role="Care", part="contributes")
    question, target = pack.question(source), pack.question(code)
    before = set(there(story, target.id))
    story.row(question.id, said)
    (name,) = set(there(story, target.id)) - before
    assert texts(story, target.id, name) | row == texts(story, target.id, name)
    assert there(story, target.id)[name].sources == (question.title,)
    rows = len(story.project.view_rows(target))
    take(story, target.id, name)
    assert len(story.project.view_rows(target)) == rows + 1
    assert name not in there(story, target.id), "what is taken is not offered again"


def test_an_answer_with_fields_offers_one_row_and_fills_in_what_is_suggested() -> None:
    story = scene()
    story.answer("kickoff.smallest-slice", {"slice": "Women's boots,\nin the north", "then": "All shoes"})
    story.answer("kickoff.support", {"owner": "Tom", "hours": "8 to 18", "handover": "2026-12-01"})
    stages = {one.name: one for one in offered(story.project, story.project.question("rollout.stages"))}
    assert stages["5 %"].sources == ("Smallest slice",)
    assert texts(story, "rollout.stages", "5 %")["audience"] == "Women's boots, in the north"
    assert not stages["Shadow"].sources
    assert texts(story, "preprod.runbook", "Input is missing or late")["owner"] == "Tom"
    assert texts(story, "monitoring.rota", "8 to 18") == {"duty": "8 to 18", "who": "Tom", "hours": "8 to 18"}
    assert texts(story, "post.support", "Users")["owner"] == "Tom"
    assert texts(story, "post.wishes", "All shoes")["origin"] == "Left for later at the kickoff"


def test_a_form_is_offered_the_stages_of_the_rollout() -> None:
    story = scene()
    row = {"stage": "Shadow", "strategy": "shadow", "started": "2026-09-08", "outcome": "promoted"}
    story.row("rollout.stages", row)
    story.do(OpenForm("postmortem", "Size codes"))
    form = story.project.forms[-1].id
    question = f"post.pm-timeline@{form}"
    assert texts(story, question, "Shadow begins (8 Sep 2026)") == {
        "event": "Shadow begins (8 Sep 2026)",
        "kind": "other",
    }
    take(story, question, "Shadow begins (8 Sep 2026)")
    assert story.events[-1].subject.form == form


def test_a_row_that_refers_to_the_same_thing_is_there_already_whatever_its_name() -> None:
    story = scene()
    story.row("rollout.abort", what="Support gets angry", metric="Contacts", about="guardrail")
    assert "Contacts: too high" not in there(story, "rollout.abort")


def test_what_the_source_does_not_say_is_left_to_be_filled_in() -> None:
    story = scene()
    story.change("metrics", story.project.rows("metrics")[0].id, {"minimum": "", "window": ""})
    assert "rule" not in texts(story, "rollout.abort", "Contacts: too high")
    story.change("metrics", story.project.rows("metrics")[0].id, {"name": ""})
    assert not there(story, "rollout.abort")


def test_the_pack_suggests_only_while_there_is_nothing_and_answers_offer_on() -> None:
    story = scene()
    names = [one.name for one in offered(story.project, story.project.question("rollout.abort"))]
    assert names[:2] == ["Contacts: too high", "Requests fail"]
    take(story, "rollout.abort", "Contacts: too high")
    again = [one.name for one in offered(story.project, story.project.question("rollout.abort"))]
    assert again[0] == "Requests fail", "what was taken is no beginning of one's own"
    story.do(RemoveRow("criteria", story.project.rows("criteria")[0].id))
    story.row("rollout.abort", what="Requests fail", about="service")
    assert list(there(story, "rollout.abort")) == ["Contacts: too high"]
    assert len(offered(story.project, story.project.question("rollout.abort"))) == 1


@pytest.mark.parametrize(
    "name", ["[/] {name}", "a | `b` {kickoff.risk:criticality}", "\x1b[31m red", "\u202eרות", "x" * 5000]
)
def test_hostile_names_are_carried_as_they_are(name: str) -> None:
    story = Scene()
    story.row("metrics", GUARD | {"name": name, "direction": "down", "window": "[@click=app.quit] {window}"})
    (row,) = [one for one in there(story, "rollout.abort") if one.endswith(": too high")]
    take(story, "rollout.abort", row)
    assert not there(story, "rollout.abort")


# What changed since


def flags(story: Scene) -> list[str]:
    return [
        f"{one.row} ← {one.about}: {one.change}" for one in moved_under(story.project, story.project.question("RO-06"))
    ]


def test_a_change_upstream_flags_the_row_with_the_reason_and_never_rewrites_it() -> None:
    story = scene()
    metric = story.project.rows("metrics")[0].id
    row = take(story, "rollout.abort", "Contacts: too high")
    said = story.project.row("criteria", row).values
    assert not flags(story)

    story.change("metrics", metric, {"minimum": "5.5 per 100"})
    assert flags(story) == ["Contacts: too high ← Contacts: Minimum or limit 4.8 per 100 → 5.5 per 100"]
    assert relied_on_older(story.project, story.project.question("RO-06")) == ("metrics",)
    assert story.project.row("criteria", row).values == said

    story.row("rollout.abort", what="Another", about="data")
    story.do(MoveRow("criteria", row, story.project.rows("criteria")[-1].id))
    assert flags(story), "moving a row is no look at it"
    story.change("metrics", metric, {"minimum": "4.8 per 100"})
    assert not flags(story), "changed back"

    story.change("metrics", metric, {"minimum": "5.5 per 100", "window": "a day", "owner": ""})
    assert flags(story)[0].endswith("Window a week → a day and 1 more")
    for command in typed.confirmed(story.project, story.project.question("RO-06")):
        story.do(command)
    assert not flags(story), "somebody said that it still holds"
    assert not typed.confirmed(story.project, story.project.question("RO-06"))

    story.change("metrics", metric, {"minimum": "6 per 100"})
    story.change("criteria", row, {"rule": "above 6 per 100"})
    assert not flags(story), "changing it is a look at it"
    story.do(RemoveRow("metrics", metric))
    assert flags(story) == ["Contacts: too high ← Contacts: taken out"]


def test_a_row_that_was_taken_follows_its_source_into_the_next_version() -> None:
    story = scene()
    take(story, "rollout.abort", "Contacts: too high")
    story.cycle("v2")
    assert not flags(story)
    story.change("metrics", story.project.rows("metrics")[0].id, {"minimum": "9 per 100"})
    assert flags(story)


def test_an_answer_tells_what_changed_under_it() -> None:
    story = scene()
    story.answer("kickoff.environment", {"pace": "asap", "latency": "250 ms", "volume": "40 requests/s"})
    story.answer("data-qa.freshness", {"oldest": "6 hours", "when-late": "A note"})
    story.answer("kickoff.environment", {"latency": "400 ms"})
    (found,) = moved_under(story.project, story.project.question("data-qa.freshness"))
    assert (found.name, found.row, found.change) == ("kickoff.environment", "", "Latency limit 250 ms → 400 ms")
