"""Post-mortems and the outcome review say what happened, what was promised, and what is still open."""

from __future__ import annotations

import re

import pytest

from tests.builders import Scene
from tests.documents.aftermath import AFTERMATHS, full, opened, sloppy
from workbook.documents import documents, render
from workbook.domain.commands import ReopenForm


def texts(scene: Scene, kind: str) -> dict[str, str]:
    """The blocks of the document of that kind, each on one line."""
    name = next((spec.id for spec in documents(scene.project) if spec.id.startswith(kind)), kind)
    blocks = render(scene.project, name).blocks
    return {re.sub(r"^title:.*", "title", block.id): " ".join(block.text.split()) for block in blocks}


def night(scene: Scene, *times: tuple[str, str]) -> dict[str, str]:
    """The blocks of a post-mortem whose timeline has events of these kinds at these times."""
    at = opened(scene, "A night")
    for kind, time in times:
        scene.row(f"post.pm-timeline{at}", event=f"It {kind}", time=f"2026-11-23 {time}", kind=kind)
    return texts(scene, "postmortem")


# The post-mortem


def test_a_draft_says_that_it_is_one_and_what_it_lacks() -> None:
    scene = Scene()
    opened(scene, "Late table")

    found = texts(scene, "postmortem")
    assert list(found) == ["title", "heading:not-known", "missing"]
    assert "# Late table — post-mortem 1" in found["title"]
    assert "This is a draft. Before it can be closed, this still has to be told: **What happened," in found["title"]
    assert "- **The impact**: nobody has it yet." in found["missing"]


def test_a_closed_one_says_when_and_by_whom_it_was_reviewed() -> None:
    scene = full()
    found = texts(scene, "postmortem")
    assert "Closed on 23 Nov 2026." in found["title"]
    assert "draft" not in found["title"]
    assert "held on 24 Nov 2026, **Ana Ruiz** in the chair. It was accepted." in found["post.pm-review"]
    assert "missing" not in found

    scene.do(ReopenForm(scene.project.forms[-1].id))
    assert "Reviewed, and not closed yet. Everything that is needed" in texts(scene, "postmortem")["title"]


def test_the_times_are_told_in_a_sentence_and_a_table() -> None:
    times = texts(full(), "postmortem")["times"]
    assert times.startswith(
        "From the start of the harm on, it was noticed after 45 minutes, stopped after 70 minutes "
        "and mended after 450 minutes (7 h 30 min)."
    )
    assert "| Start of the harm | 24 Nov 2026, 02:10 | 0 | | Detection | 24 Nov 2026, 02:55 | 45 |" in times
    assert times.endswith("| Resolution: it was mended | 24 Nov 2026, 09:40 | 450 |")


def test_times_that_are_not_known_are_left_out() -> None:
    assert "times" not in night(Scene(), ("detected", "02:55"))
    found = night(Scene(), ("started", "02:54"), ("detected", "02:55"))
    assert "it was noticed after 1 minute." in found["times"]
    assert "Mitigation" not in found["times"]


def test_a_time_before_the_start_is_told_as_a_mistake() -> None:
    times = night(Scene(), ("started", "02:10"), ("detected", "02:00"))["times"]
    assert times.startswith("One of the times below lies before the start of the harm")
    assert "noticed after" not in times


def test_the_timeline_stands_in_the_order_of_its_times_with_a_diagram_that_says_the_same() -> None:
    found = texts(full(), "postmortem")
    events = ["The last batch", "The first batch", "rings", "the keyword rule answers", "New mapping live"]
    places = [found["post.pm-timeline"].index(event) for event in events]
    assert places == sorted(places)
    assert "03h20 : Flag off, the keyword rule answers" in found["chart"]
    assert "02h55 : The alert 'Reviews without a size' rings" in found["chart"]
    assert "section 24 Nov 2026" in found["chart"]


def test_an_event_without_a_time_is_in_the_table_only() -> None:
    found = texts(sloppy(), "postmortem")
    assert found["post.pm-timeline"].endswith("| flag off? | | |")
    assert "flag off" not in found["chart"]


def test_the_impact_stands_beside_what_the_kickoff_had_promised() -> None:
    found = texts(full(), "postmortem")
    for words in ("61 charts", "212 predictions", "120 € (an estimate)", "from 1.2 % to 18 %, PSI 0.31"):
        assert words in found["post.pm-impact"]
    assert "has been computed again. - No bad data got into the training data." in found["post.pm-impact"]
    assert "| 90-day repeat purchase | 31.0 % (a guess) | 33.0 % | 32.0 % |" in found["promises"]
    assert "before the first return | 3 (an estimate) | 20 | 10 |" in found["promises"]  # later it was 15
    assert "| Support contacts | 4.2 | | 4.8 |" in found["promises"]


def test_the_way_back_is_held_against_what_was_planned_before_that_night() -> None:
    found = texts(full(), "postmortem")["post.pm-response"]
    assert found == (
        "The way back worked, with trouble. A rollback was planned to take 12 min; from detection to the end of the "
        "harm it took 25 minutes. The trouble: Rights."
    )


def test_a_plan_made_after_the_incident_is_no_plan_for_it() -> None:
    scene = Scene()
    scene.answer("preprod.rollback", {"minutes": "9 min"})
    at = opened(scene, "Long ago")
    scene.row(f"post.pm-timeline{at}", event="It began", time="2026-11-20 02:00", kind="started")
    scene.answer(f"post.pm-response{at}", {"way-back": "planned"})

    assert texts(scene, "postmortem")["post.pm-response"] == "The way back worked as planned."


@pytest.mark.parametrize(
    ("kinds", "found", "warning"),
    [
        ((), "alert", ""),
        (("prevent",), "alert", ""),
        (("process", "repair"), "alert", "nothing here prevents it or finds it sooner"),
        (("prevent",), "customer", "nothing here finds it next time"),
        (("prevent", "detect"), "person", ""),
    ],
)
def test_actions_that_neither_prevent_nor_detect(kinds: tuple[str, ...], found: str, warning: str) -> None:
    scene = Scene()
    at = opened(scene, "A night")
    scene.answer(f"post.pm-detection{at}", {"found": found})
    for kind in kinds:
        scene.row(f"post.pm-actions{at}", action=f"Do {kind}", type=kind, status="open")

    assert warning in texts(scene, "postmortem").get("actions-warning", "")
    assert bool(warning) is ("actions-warning" in texts(scene, "postmortem"))


def test_actions_of_another_incident_are_its_own() -> None:
    scene = full()
    at = opened(scene, "Another")
    scene.row(f"post.pm-actions{at}", action="Look at it", type="other", status="open")

    told = {spec.id: render(scene.project, spec.id).text for spec in documents(scene.project)}
    assert "Ring on unknown codes" in told["postmortem-01-renamed-size-codes"]
    assert "Ring on unknown codes" not in told["postmortem-02-another"]


def test_the_day_of_a_post_mortem_is_that_of_its_own_last_record() -> None:
    scene = full()
    scene.now = scene.now.replace(month=12, day=24)
    scene.answer("kickoff.why-now", "Because of the summer range")
    assert "as of 23 Nov 2026" in texts(scene, "postmortem")["title"]

    action = next(row.id for row in scene.project.rows("actions") if row.text("action").startswith("Ring"))
    scene.change("actions", action, {"status": "done"})
    assert "as of 24 Dec 2026" in texts(scene, "postmortem")["title"]


# The outcome review


def test_the_outcome_in_one_paragraph() -> None:
    found = texts(full(), "outcome-review")
    assert found["post.verdict"] == (
        "It reached the minimum that had been agreed, and fell short of the target. "
        "**90-day repeat purchase:** 32.4 %, where it was 31.0 % (a guess) at first; the target was 33.0 %. "
        "It goes on as it is, from 30 Nov 2026 on; **Ana Ruiz** decided that. Reason: The care team asks for more."
    )


def test_the_outcome_without_a_decision() -> None:
    found = texts(sloppy(), "outcome-review")
    assert found["undecided"] == (
        "Whether it did what was promised, nobody knows yet. What becomes of it is not decided yet."
    )
    assert "This version is not closed yet." in found["title"]
    assert "every post-mortem is closed" in found["to-close"]


def test_what_is_switched_off_says_what_was_cleaned_up() -> None:
    scene = full()
    scene.answer("post.verdict", {"decision": "retire", "clean-up": "data; access", "kept": "The logs, two years"})

    found = texts(scene, "outcome-review")["post.verdict"]
    assert "It is switched off for good, from 30 Nov 2026 on" in found
    assert "Cleaned up: Data and copies that nobody needs are deleted and Keys" in found
    assert found.endswith("Kept: The logs, two years.")


def test_promised_and_reached() -> None:
    found = texts(full(), "outcome-review")
    assert (
        "| 33.0 % | 32.0 % | 32.4 % (23 Nov 2026) | minimum met, target missed; 70 % of the planned gain |"
    ) in found["targets"]
    assert "| 15 (first 20) | 10 | | not read yet |" in found["targets"]
    assert found["guards"].endswith(
        "- **Support contacts:** held, at 4.5 (23 Nov 2026), against a limit of 4.8; it was 4.2 at first."
    )
    assert "- **contacts/100 orders:** not read yet; the limit is 4.8." in texts(sloppy(), "outcome-review")["guards"]
    assert "| 250 ms | 210 ms |" in found["monitoring.service"]


def test_the_customer_is_quoted_as_they_said_it_first() -> None:
    found = texts(full(), "outcome-review")
    assert found["first-words"].startswith("At the start, in the words of Ana Ruiz: > Read all reviews for us.")
    assert "Find the bad size charts" not in found["first-words"]
    assert found["post.asked-again:words"] == (
        "Asked again once it was in use, in the words of Ana Ruiz: > Warn us within a day when a size chart is wrong."
    )
    assert found["match"] == "Side by side, the two are **half the same** to the customer: 3 of 5."


def test_the_first_words_wait_until_the_customer_was_asked_again() -> None:
    assert not {"first-words", "heading:wanted", "match"} & texts(sloppy(), "outcome-review").keys()


@pytest.mark.parametrize(
    ("spent", "forecast", "said"),
    [
        ("31 k€", "46 k€", "46 k€ were expected by the launch. That is 6 k€ or 15 % more than the budget."),
        ("31 k€", "", "By 23 Nov 2026, 31 k€ had been spent. That is 9 k€ or 23 % less than the budget."),
        ("40 k€", "", "That is just the budget."),
        ("3 weeks", "", "By 23 Nov 2026, 3 weeks had been spent."),
    ],
)
def test_cost_against_budget(spent: str, forecast: str, said: str) -> None:
    scene = Scene()
    scene.answer("kickoff.limits", {"budget": "40 k€"})
    scene.answer("ml.cost", {"spent": spent, "forecast": forecast})

    found = texts(scene, "outcome-review")["cost"]
    assert found.startswith("The budget was 40 k€. ")
    assert found.endswith(said)


def test_milestones_with_their_slip() -> None:
    found = texts(full(), "outcome-review")["milestones"]
    assert "| Care team tries the shadow list | 30 Jan 2027 | 3 Feb 2027 | 4 days late | done |" in found
    assert "| Spring range online | 16 Mar 2027 | 16 Mar 2027 | as promised | |" in found
    assert "Status" not in texts(sloppy(), "outcome-review")["milestones"]


@pytest.mark.parametrize("story", AFTERMATHS)
def test_every_incident_leads_to_its_post_mortem(story: str) -> None:
    scene = AFTERMATHS[story]()
    found = texts(scene, "outcome-review")["incidents"]
    paths = [spec.path for spec in documents(scene.project) if spec.form]
    assert paths
    assert all(f"]({path})" in found for path in paths)
    if story == "full":
        assert "| serious | 61 charts | 45 min | 70 min | 450 min (7 h 30 min) | [Post-mortem 1]" in found
    else:
        assert "| 135 min (2 h 15 min) | not known | not known |" in found


def test_the_next_version_takes_up_first_and_says_whose_wish_it_was() -> None:
    found = texts(full(), "outcome-review")
    assert found["first"] == "The next version takes up first: **Warn within a day**."
    assert "| Warn within a day | Ana, asked again | next |" in found["post.wishes"]


def test_what_is_open_names_where_it_comes_from() -> None:
    found = texts(full(), "outcome-review")["actions"]
    assert "| Ring on unknown codes | Raj Patel | 27 Nov 2026 | Post-mortem: Renamed size codes |" in found


def test_a_new_incident_makes_the_outcome_review_younger() -> None:
    scene = full()
    scene.now = scene.now.replace(month=12, day=24)
    opened(scene, "Another night")
    assert "as of 24 Dec 2026" in texts(scene, "outcome-review")["title"]


def test_what_was_promised_and_made_easier_is_told() -> None:
    scene = Scene()
    ana = scene.row("people", name="Ana", role="Head", part="decides")
    limits = {"kind": "guardrail", "unit": "per 100", "direction": "down", "minimum": "4.8 per 100"}
    metric = scene.row("metrics", limits | {"name": "Contacts | `x`"})
    scene.gate("kickoff", "stop", ana, "To have it decided")
    scene.answer("post.asked-again", {"words": "Warn us"})
    assert "promises" not in texts(scene, "outcome-review")
    scene.change("metrics", metric, {"minimum": "5.5 per 100"})
    told = texts(scene, "outcome-review")["promises"]
    assert told.startswith("Changed after it had been promised:")
    assert told.endswith("the limit was 4.8 per 100 at the kickoff, and is 5.5 per 100 now.")
    assert "Contacts \\| \\`x\\`" in told
