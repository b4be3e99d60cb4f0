"""The walk: a project under way opens with the whole of it, and every part of it leads somewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.desk import BEN, Desk, Seen
from workbook.application.export import export, folder_for
from workbook.application.git import Author
from workbook.domain.commands import Undo
from workbook.tui import app
from workbook.tui.screens.pictures import PicturesScreen
from workbook.tui.screens.preview import PreviewScreen
from workbook.tui.screens.project import ProjectScreen
from workbook.tui.screens.walk import WalkScreen
from workbook.tui.widgets.lines import Lines

ANA_RUIZ = Author("Ana Ruiz", "ana@harbour.example")
PHASES = ("Kickoff", "Data QA", "ML development", "Pre-production", "Rollout", "Monitoring", "Post-production")


def _on_the_walk(see: Seen) -> bool:
    return isinstance(see.app.screen, WalkScreen)


def _line(see: Seen, title: str) -> str:
    """The line of the walk that begins with this title, behind its sign."""
    return next(line for line in see.lines if re.match(rf"\s+\S {re.escape(title)}\b", line))


@pytest.fixture
def verdict_open(harbour: Desk) -> Desk:
    """The same project, where the last decision waits: Ana took back that she left it for later."""
    with harbour.workbook(ANA_RUIZ) as workbook:
        author = workbook.author_id(harbour.project)
    harbour.do(Undo(author=author), ANA_RUIZ)
    return harbour


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """A project whose kickoff lacks nothing any more; questions that may stay open wait there."""
    desk.start()
    desk.row("people", name="Mei", part="decides")
    desk.row("people", name="Tom", part="affected")
    desk.answer("kickoff.scope", {"in-scope": "Shoes", "out-of-scope": "Coats"})
    for question in ("problem", "why-now", "decision", "stop-rule"):
        desk.answer(f"kickoff.{question}", "Too many returns")
    desk.answer("kickoff.smallest-slice", {"slice": "Boots"})
    desk.answer("kickoff.delivery", {"form": "report"})
    desk.answer("kickoff.environment", {"pace": "daily"})
    desk.answer("kickoff.support", {"owner": "Tom", "hours": "Weekdays", "handover": "4w"})
    desk.answer("kickoff.error-cost", {"false-alarm": "2 €", "miss": "18 €", "worst-case": "A right chart goes"})
    desk.answer("kickoff.target", {"entity": "A chart", "outcome": "Returns", "needed-when": "7:00"})
    desk.answer("kickoff.limits", {"budget": "40 k€", "limits": "Raj half-time"})
    desk.row("sources", source="Reviews", access="yes")
    figures = {"unit": "%", "direction": "up", "baseline": "31", "target": "33", "minimum": "32", "window": "May"}
    desk.row("metrics", name="Buys", kind="business", source="Till", owner="Tom", **figures)
    desk.row("metrics", name="Calls", kind="guardrail", source="Log", owner="Tom", **figures)
    desk.row("options", option="Rule", kind="rule", verdict="fallback")
    desk.row("options", option="Model", kind="ml", verdict="chosen")
    desk.row("actions", action="Pull", owner="Tom", due="2w")
    for kind in ("checkpoint", "deadline"):
        desk.row("milestones", what=kind, kind=kind, date="4w", owner="Tom")
    return desk


async def test_a_project_under_way_opens_with_the_walk_and_f5_brings_it_back(verdict_open: Desk) -> None:
    async with verdict_open.opened() as see:
        assert _on_the_walk(see)
        await see.keys("escape")
        assert isinstance(see.app.screen, ProjectScreen)
        assert see.question == "post.verdict"
        await see.keys("f5")
        assert _on_the_walk(see)
        await see.keys("f5")
        assert see.question == "post.verdict"


async def test_a_project_that_has_just_begun_opens_with_its_first_question(desk: Desk) -> None:
    desk.start()
    async with desk.opened() as see:
        assert see.question == "kickoff.problem"


async def test_the_walk_says_where_the_project_stands_and_what_its_gate_lacks(harbour: Desk) -> None:
    async with harbour.opened() as see:
        assert _on_the_walk(see)
        assert see.app.screen.query_one(Lines).key == "area:post"
        assert "passed: go, Ana Ruiz, 20 May" in _line(see, "Kickoff")
        assert _line(see, "Post-production").rstrip().endswith("in progress, 2 missing")
        assert "6/7 core" in _line(see, "Post-production")
        detail = see.part("#walk-detail")
        assert detail.startswith("Post-production in progress")
        assert "◐ What becomes of it: not answered" in detail
        assert "◐ No action is late: not so yet" in detail


async def test_the_walk_names_the_late_action_its_owner_and_what_comes_after_it(harbour: Desk) -> None:
    async with harbour.opened() as see:
        people = see.part("#walk-people")
        late = "▲ Ana Ruiz Put the notice of new codes into the supplier contracts late since 27 Oct"
        assert late in people
        assert "○ Raj Patel Find out: The containers by 17 Nov" in people
        assert people.index("Ana Ruiz") < people.index("Raj Patel")


async def test_the_walk_shows_both_scores_and_what_holds_one_of_them_down(harbour: Desk) -> None:
    async with harbour.opened() as see:
        assert "9/12" in _line(see, "The Joel Test")
        assert "serious problems" in _line(see, "The Joel Test")
        score = _line(see, "The ML Test Score")
        assert "2.5/7" in score
        assert score.rstrip().endswith("held down by Monitoring")
        await see.keys("end")
        assert "Next half-point lifts it to 3" in see.part("#walk-detail")


async def test_the_walk_counts_the_documents_and_f4_opens_them(harbour: Desk) -> None:
    async with harbour.opened() as see:
        assert see.part("#walk-documents") == "Documents + 16 not written yet f4 shows and writes them"
        await see.keys("f4")
        assert isinstance(see.app.screen, PreviewScreen)
        listed = [line.split("│")[1][2:36].strip() for line in see.lines if "│" in line]
        assert {"Incidents  1", "Meetings  1", "Decisions  4", "+ 1 Renamed size codes"} <= set(listed)
        await see.keys("down", "down")
        assert see.app.screen.query_one(Lines).key == "model-card"
        assert "At a glance" in see.text
        assert "pipeline_tag" not in see.text
        await see.keys("end")
        assert see.app.screen.query_one(Lines).key == "decisions/0004-we-go-on-the-stop-rule-does-not-apply"
        assert "Ship the keyword rule" in see.text
        await see.keys(*["up"] * 7)
        assert see.app.screen.query_one(Lines).key == "actions"
        assert "title,description,id,owner" in see.text.replace(" ", "")


async def test_all_documents_are_written_by_one_key(harbour: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(harbour.places.state.parent)
    async with harbour.opened() as see:
        await see.each("f4", "W")
        folder = harbour.places.state.parent / "docs" / "ml" / "harbour-outfitters-review-triage"
        names = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
        assert names >= {"spec.md", "data-qa.md", "readiness.md", "runbook.md", "outcome-review.md"}
        said = f"{len(names)} of {len(names)} written into"
        assert any(note.message.startswith(said) for note in see.app._notifications)
        await see.keys("W")
        assert "Nothing to change" in {note.title for note in see.app._notifications}


async def test_enter_on_a_phase_unfolds_it_and_shows_its_overview(harbour: Desk) -> None:
    async with harbour.opened() as see:
        await see.each("home", "down", "enter")
        assert isinstance(see.app.screen, ProjectScreen)
        assert see.screen.outline.key == "area:data-qa"
        assert any("▾ Data QA" in line for line in see.lines)
        assert any("▸ Rollout" in line for line in see.lines)
        assert see.words.startswith("Data QA")
        assert "Gate passed: fit with restrictions, Ana Ruiz, 5 Jun" in see.words
        await see.keys("down")
        assert see.question.startswith("data-qa.")


async def test_enter_on_a_score_and_on_a_form_leads_there(harbour: Desk) -> None:
    async with harbour.opened() as see:
        await see.each("end", "enter")
        assert "The ML Test Score 2.5 reasonably tested" in see.words
        await see.each("f5", "end", "up", "up", "enter")
        assert see.screen.outline.key == "forms:postmortem"
        assert "Renamed size codes closed" in see.words


async def test_a_project_that_is_closed_tells_how_the_next_version_begins(
    desk: Desk, sample_file: Callable[[str], Path]
) -> None:
    shutil.copyfile(sample_file("document-classifier"), desk.places.database)
    async with desk.opened() as see:
        if not _on_the_walk(see):
            await see.keys("f5")
        assert "Next The next version, from what this one leaves:" in see.words
        assert "mlworkbook init NAME --from 'Norden Pumps: supplier papers'" in see.words


async def test_space_goes_to_the_next_open_question_of_the_current_phase(verdict_open: Desk) -> None:
    async with verdict_open.opened() as see:
        await see.keys("home", "space")
        assert see.question == "post.verdict"


async def test_space_leads_to_the_gate_where_no_question_waits(harbour: Desk) -> None:
    async with harbour.opened() as see:
        await see.keys("space")
        assert see.screen.outline.key == "gate:post"
        assert "What becomes of it not answered" in see.words


async def test_what_comes_next_is_the_gate_once_nothing_is_missing_there(ready: Desk) -> None:
    async with ready.opened() as see:
        await see.keys("f5")
        assert "Next The gate. Go, go with conditions, pivot or stop?" in see.words
        await see.keys("space")
        assert see.screen.outline.key == "gate:kickoff"
        see.screen.update(key="area:kickoff")
        await see.settle()
        assert "Next: The gate. Go, go with conditions, pivot or stop?" in see.words
        await see.keys("space")
        assert see.screen.outline.key == "gate:kickoff"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (64, 20)])
async def test_every_size_shows_all_phases_with_their_gates(harbour: Desk, size: tuple[int, int]) -> None:
    async with harbour.opened(size) as see:
        for phase in PHASES[:-1]:
            assert re.search(r"\d/\d+ core.*\bpassed\b", _line(see, phase)), phase
        assert "in progress" in _line(see, "Post-production")
        assert "9/12" in _line(see, "The Joel Test")
        assert "2.5/7" in _line(see, "The ML Test Score")
        assert max(len(line) for line in see.lines) <= size[0]


async def test_what_another_process_records_appears_on_the_walk(harbour: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    async with harbour.opened() as see:
        await see.until(lambda: see.app._known[0] != -1)
        harbour.row("actions", BEN, action="Bring the pancakes", owner="Tom", due="fri")
        await see.until(lambda: "Bring the pancakes" in see.part("#walk-people"))
        assert "○ Tom Becker Bring the pancakes by" in see.part("#walk-people")
        with harbour.workbook(BEN) as workbook:
            author = workbook.author_id(harbour.project)
        harbour.do(Undo(author=author), BEN)
        await see.until(lambda: "Bring the pancakes" not in see.text)


async def test_a_new_day_makes_an_action_late_on_a_walk_that_stays_open(
    harbour: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    async with harbour.opened() as see:
        assert "○ Raj Patel Find out: The containers by 17 Nov" in see.part("#walk-people")
        harbour.now = harbour.now.replace(month=11, day=18)
        await see.until(lambda: "▲ Raj Patel Find out: The containers late since 17 Nov" in see.part("#walk-people"))


async def test_a_key_pressed_while_the_project_still_opens_is_for_what_comes_up(harbour: Desk) -> None:
    async with harbour.opened(wait=False) as see:
        assert not see.app.screen_stack[1:]
        await see.keys("f7")
        await see.until(lambda: isinstance(see.app.screen, PicturesScreen))
        await see.each("escape", "f5")
        assert _on_the_walk(see)


async def test_the_signs_of_documents_keep_up_with_answers_and_with_files(
    harbour: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    monkeypatch.chdir(harbour.places.state.parent)
    async with harbour.opened() as see:
        await see.until(lambda: "+ 16 not written yet" in see.part("#walk-documents"))
        export(harbour.project, folder_for(harbour.places, harbour.project), ["spec"])
        see.app.app_focus = False
        see.app.app_focus = True
        await see.until(lambda: "+ 15 not written yet ✓ 1 current" in see.part("#walk-documents"))
        harbour.answer("kickoff.problem", "Read the reviews that name a size.", author=BEN)
        await see.until(lambda: "✓" not in see.part("#walk-documents"))
        assert "◐ 1 to be written anew + 15 not written yet" in see.part("#walk-documents")


async def test_a_question_says_its_place_among_those_that_are_asked(desk: Desk) -> None:
    desk.start()
    desk.answer("kickoff.delivery", {"form": "api"})
    async with desk.opened() as see:
        await see.screen.go("preprod.load")
        await see.settle()
        assert "Where it runs 4 of 4" in see.words  # how long a run takes is not asked of a service
