"""The specification says what is known, how sure it is, and who finds out the rest."""

from __future__ import annotations

import pytest

from tests.builders import Scene, builtin_pack
from tests.documents.stories import full, sloppy
from workbook.documents import render
from workbook.domain.commands import OpenForm, Undo
from workbook.domain.pack import Pack
from workbook.domain.primitives import Confidence
from workbook.domain.specs import FieldSpec, Kind, Question, Section, View
from workbook.errors import UnknownName


def texts(scene: Scene) -> dict[str, str]:
    """The blocks of the specification, each on one line."""
    return {block.id: " ".join(block.text.split()) for block in render(scene.project, "spec").blocks}


def test_there_is_no_such_document() -> None:
    with pytest.raises(UnknownName, match="spec"):
        render(Scene().project, "specs")


def test_an_empty_project_says_what_is_missing_and_nothing_else() -> None:
    assert list(texts(Scene())) == ["title", "heading:not-known", "missing"]


def test_two_answers_become_one_sentence() -> None:
    scene = Scene()
    scene.answer("kickoff.environment", {"pace": "near-real-time", "latency": "250", "volume": "40?"})

    assert texts(scene)["kickoff.environment"] == (
        "Served near real time, under 250 ms at 40 requests a second (a guess)."
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"pace": "daily"}, "It runs daily."),
        ({"pace": "asap", "volume": "9/h"}, "Served as soon as possible, at 9 an hour."),
        ({"pace": "daily", "latency": "~2 s"}, "Served daily, under 2 s (an estimate)."),
        ({"pace": "no-production", "reason": "a study"}, "No production is planned: a study."),
        ({"pace": "no-production", "reason": "A study!"}, "No production is planned: A study!"),
        ({"pace": "no-production"}, "No production is planned."),
        ({"pace": "other", "latency": "1 h"}, "It has a pace of its own. The latency limit is 1 h."),
        ({"volume": "7 requests/s"}, "At its peak it must take 7 requests a second."),
    ],
)
def test_where_it_runs(answer: dict[str, str], sentence: str) -> None:
    scene = Scene()
    scene.answer("kickoff.environment", answer)

    assert texts(scene)["kickoff.environment"] == sentence


def test_what_does_not_apply_is_left_out_save_where_the_reason_helps() -> None:
    scene = Scene()
    scene.not_applicable("kickoff.environment", "a one-time study")
    scene.not_applicable("kickoff.why-now", "asked last year")

    found = texts(scene)
    assert found["no-production"] == "No production is planned: a one-time study."
    assert "asked last year" not in " ".join(found.values())
    assert "Why now" not in found["missing"]


def test_a_wording_stands_for_what_was_said() -> None:
    scene = full()
    scene.word("kickoff.problem", "Size charts are wrong, and nobody knows which.")
    scene.word("kickoff.scope", "Only shoes, no coats.")
    scene.word("kickoff.environment", "It answers within a quarter of a second.")

    found = texts(scene)
    assert found["kickoff.problem~wording"] == "Size charts are wrong, and nobody knows which."
    assert found["kickoff.scope~wording"] == "Only shoes, no coats."
    assert found["kickoff.environment~wording"] == "It answers within a quarter of a second."
    gone = {"kickoff.problem:value", "kickoff.scope:in-scope", "kickoff.scope:out-of-scope", "kickoff.environment"}
    assert not gone & found.keys()
    assert "four hundred" not in " ".join(found.values())


def test_guesses_are_marked_in_the_sentence() -> None:
    scene = Scene()
    scene.answer("kickoff.why-now", "spring", confidence=Confidence.GUESS)
    scene.answer("kickoff.scope", {"in-scope": "shoes\nboots"}, confidence=Confidence.ESTIMATE)
    scene.answer("kickoff.error-cost", {"miss": "18 €"}, confidence=Confidence.GUESS)
    scene.answer("kickoff.limits", {"budget": "40 k€ (measured)"}, confidence=Confidence.MEASURED)

    found = texts(scene)
    assert found["kickoff.why-now:value"] == "**Why now (a guess):** spring"
    assert found["kickoff.scope:in-scope"].startswith("**In scope (an estimate)** shoes")
    assert found["kickoff.error-cost"] == "A miss costs 18 €. This is a guess."
    assert found["kickoff.limits"] == "The budget is 40 k€."


def test_the_next_version_marks_what_it_took_over() -> None:
    scene = full()
    scene.cycle("v2")
    scene.answer("kickoff.why-now", "The summer range")

    found = texts(scene)
    assert "Version v2" in found["title"]
    assert found["kickoff.why-now:value"] == "**Why now:** The summer range"
    assert found["kickoff.stop-rule:value"].startswith(
        "**The answer (carried over from v1, not confirmed yet):** If by"
    )
    assert found["kickoff.environment"].endswith("a second. Carried over from v1, not confirmed yet.")
    assert "kickoff.gate" not in found


def test_nobody_is_quoted_who_only_typed() -> None:
    scene = Scene()
    scene.answer("kickoff.problem", "too many returns")
    assert texts(scene)["kickoff.problem:value"] == "In the customer's words: > too many returns"

    ana = scene.row("people", name="Ana", part="decides")
    scene.answer("kickoff.problem", "far too many returns", said_by=ana)
    assert texts(scene)["kickoff.problem:value"] == "In the words of Ana: > far too many returns"


def test_who_only_typed_is_not_among_the_people() -> None:
    scene = full()
    assert "Irina" not in render(scene.project, "spec").text

    scene.change("people", scene.author, {"role": "Facilitator", "part": "contributes"})
    assert "| Irina Ray | Facilitator |" in render(scene.project, "spec").text


def test_a_conflict_is_not_settled_by_the_document() -> None:
    scene = full()
    scene.conflict("kickoff.why-now", "because of the summer")

    found = texts(scene)
    assert "kickoff.why-now:value" not in found
    assert "**Why now**: two answers stand against each other" in found["missing"]


def test_unsure_counts_as_the_higher_level_and_stays_unknown() -> None:
    scene = Scene()
    scene.answer("kickoff.risk", {"criticality": "unsure", "affected": "unsure; staff", "personal": "none"})

    found = texts(scene)
    assert found["kickoff.risk"] == (
        "How critical it is, is not settled; until it is, it counts as mission-critical. "
        "It affects our own staff, perhaps more. No personal data is involved."
    )
    assert "- **How risky it is** (criticality, people affected, regulated use): nobody has it yet." in found["missing"]


@pytest.mark.parametrize(
    ("owned", "due", "said"),
    [
        (True, "2026-11-27", "Mei finds out by 27 Nov 2026."),
        (True, "", "Mei finds out; no day is set."),
        (False, "2026-11-27", "nobody has it yet; it is due on 27 Nov 2026."),
        (False, "", "nobody has it yet."),
    ],
)
def test_who_finds_out(owned: bool, due: str, said: str) -> None:
    scene = Scene()
    mei = scene.row("people", name="Mei", part="contributes")
    scene.unknown("kickoff.data", owner=mei if owned else "", due=due, note="ask the warehouse")

    found = texts(scene)
    assert f"- **The data**: {said} Note: ask the warehouse." in found["missing"]
    assert "kickoff.recap" not in found  # finding out is no step beside the list that says so


def test_the_decision_its_waivers_and_what_moved_since() -> None:
    scene = full()
    found = texts(scene)
    assert "Decision of the kickoff: go with conditions." in found["title"]
    assert found["kickoff.gate"] == (
        "**Ana Ruiz** decided on 23 Nov 2026: go with conditions. Reason: Worth a month, if the data arrives. "
        "- Let through until 15 Dec 2026: **The data**. Mei Tanaka answers for it. "
        "Reason: The reasons for returns are asked for."
    )

    scene.answer("kickoff.why-now", "Because of the summer range")
    assert texts(scene)["kickoff.gate"].endswith(
        "This has changed since, so the decision has to be looked at again: Why now."
    )

    scene.do(Undo())
    assert texts(scene)["kickoff.gate"] == found["kickoff.gate"]


def test_the_date_is_that_of_the_last_record_that_the_document_tells() -> None:
    scene = full()
    scene.now = scene.now.replace(month=12, day=24)
    scene.answer("joel.1", {"mark": "no"})
    assert "as of 23 Nov 2026" in texts(scene)["title"]

    scene.answer("kickoff.why-now", "Because of the summer range")
    assert "as of 24 Dec 2026" in texts(scene)["title"]


def test_steps_of_other_phases_and_dropped_ones_are_left_out() -> None:
    scene = full()
    scene.row("actions", action="Find the lost commit", owner="Raj", due="fri", origin="joel.1")
    scene.row("actions", action="Translate the reviews", owner="Raj", due="fri", status="dropped")
    scene.row("actions", action="Ask the platform lead", owner="Mei", due="fri", origin="kickoff.support")

    steps = texts(scene)["kickoff.recap"]
    assert "Ask the platform lead" in steps
    assert "Translate" not in steps
    assert "lost commit" not in steps


def test_parked_things_are_told_once() -> None:
    waiting = texts(sloppy())["waiting"]

    assert waiting.count("tom wants none") == 1
    assert "coats too?" in waiting


def test_a_question_that_was_parked_waits_until_it_is_answered() -> None:
    scene = Scene()
    scene.park("kickoff.value")
    scene.answer("kickoff.value", {"kind": "retention"})
    assert "waiting" not in texts(scene)
    (item,) = scene.project.rows("parking")
    scene.change("parking", item.id, {"status": "open"})

    assert texts(scene)["waiting"] == "- The value."


def _with_questions_of_a_team() -> Pack:
    """The built-in pack with a section of a team's own in the kickoff."""
    pack = builtin_pack()
    kickoff = pack.phase("kickoff")
    one = Question(
        "kickoff.brand",
        "Does it fit the brand?",
        "The brand",
        "kickoff",
        "house",
        fields=(_text("value", "The brand"),),
    )
    two = Question(
        "kickoff.rooms",
        "Where?",
        "Rooms",
        "kickoff",
        "house",
        fields=(_text("day", "By day"), _text("night", "By night")),
    )
    rows = Question("kickoff.owed", "What do we owe?", "Debts taken over", "kickoff", "house", view=View("debt"))
    phase = kickoff._replace(sections=(*kickoff.sections, Section("house", "House", (one, two, rows))))
    return Pack("team", "Team", "1", (phase,), pack.instruments, pack.collections, pack.triage, "0" * 64)


def _text(name: str, label: str) -> FieldSpec:
    return FieldSpec(name, Kind.TEXT, label, long=True)


def test_a_teams_own_questions_get_sections_of_their_own() -> None:
    scene = Scene(pack=_with_questions_of_a_team())
    scene.answer("kickoff.brand", "Plain & honest")
    scene.answer("kickoff.rooms", {"night": "the cellar"})
    scene.row("kickoff.owed", item="Two copies of the size codes")

    found = texts(scene)
    assert found["heading:kickoff.brand"] == "## The brand"
    assert found["kickoff.brand:value"] == "Plain & honest"
    assert found["kickoff.rooms:night"] == "**By night:** the cellar"
    assert found["kickoff.owed"] == "| Debt | | --- | | Two copies of the size codes |"
    assert "kickoff.rooms:day" not in found


def test_the_first_lines_name_what_is_guessed_by_answer_row_and_field() -> None:
    scene = Scene()
    scene.answer("kickoff.why-now", "Spring", confidence=Confidence.ESTIMATE)
    scene.answer("kickoff.limits", {"budget": "40 k€?", "limits": "None"})
    scene.row("kickoff.metrics", name="[/] `Returns` |", kind="business", baseline="30 % (guess)", target="20 %")

    assert (
        "Guessed or estimated: Why now; Success metrics (\\[/\\] \\`Returns\\` \\|: baseline); Our limits (budget)."
        in texts(scene)["title"]
    )
    assert "Nothing in it is marked as a guess." in texts(Scene())["title"]


def test_where_it_was_decided_to_go_on_and_nobody_said_when_to_stop_it_says_so() -> None:
    scene = Scene()
    ana = scene.row("kickoff.people", name="Ana", role="Head of care", part="decides")
    assert "no-stop-rule" not in texts(scene)

    scene.answer("kickoff.risk", {"criticality": "internal", "affected": "staff", "personal": "none"})
    scene.gate("kickoff", "pivot", ana, "Another problem")
    assert texts(scene)["no-stop-rule"] == "Nobody has said what would make us stop."

    scene.unknown("kickoff.stop-rule", owner=ana, due="2026-11-27")
    assert "no-stop-rule" not in texts(scene)

    scene.answer("kickoff.stop-rule", "After five weeks")
    assert "no-stop-rule" not in texts(scene)


def test_what_a_post_mortem_set_going_is_no_next_step_of_the_kickoff() -> None:
    scene = full()
    scene.do(OpenForm("postmortem", "Night"))
    at = f"@{scene.project.forms[-1].id}"
    scene.row(f"post.pm-actions{at}", action="Ring on unknown codes", type="detect", owner="Mei", due="fri")
    scene.unknown(f"post.pm-trigger{at}")

    assert "Ring on unknown" not in texts(scene)["kickoff.recap"]
    assert "The trigger" not in texts(scene)["kickoff.recap"]
