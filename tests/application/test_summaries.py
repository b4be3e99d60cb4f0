"""What home shows of a project: right after every act, whoever reckons it, and whatever comes between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from workbook.application import summary, typed
from workbook.application.git import Author
from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.summary import reckoned, summarise
from workbook.application.views import Recorded
from workbook.application.workbook import ProjectRow, Workbook
from workbook.domain.answers import Status
from workbook.domain.commands import Command, Redact, RenameProject, Undo
from workbook.domain.events import Draft, Subject
from workbook.domain.ledger import fold
from workbook.domain.project import Project

STORY = Path(__file__).parent.parent / "data" / "kickoff-meeting.yaml"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ANA = Author("Ana", "ana@example.org")
SECONDS = count()
EVERY = 7
"""Acts between two looks: folding everything anew takes its time."""
PROBLEM = "kickoff.problem"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the pack."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def places(tmp_path: Path, cache: Path) -> Places:
    return Places(tmp_path / "workbook.db", None, tmp_path / "state", cache)


def opened(places: Places, *, readonly: bool = False) -> Workbook:
    return Workbook(places, now=lambda: NOON + timedelta(seconds=next(SECONDS)), author=ANA, readonly=readonly)


def say(workbook: Workbook, project_id: str, text: str) -> Recorded:
    project = workbook.project(project_id)
    return workbook.record(project_id, typed.answer(project, PROBLEM, {"value": text}))


def truth(workbook: Workbook, project_id: str) -> dict[str, object]:
    """What the events say, folded by somebody who remembers nothing."""
    return summarise(Project(project_id, fold(workbook.store.events(project_id)), workbook.pack, workbook.today))


def core_done(row: ProjectRow) -> int:
    return int(row.summary["phases"][0]["core_done"])


class Watched(Workbook):
    """A workbook that is listed after many acts: by itself, or by another process that comes then."""

    acts = 0

    def record(self, project_id: str, command: Command, *, meeting: str = "") -> Recorded:
        recorded = super().record(project_id, command, meeting=meeting)
        self.acts += 1
        if self.acts % EVERY:
            return recorded
        assert list(recorded.project.ledger.events) == list(fold(self.store.events(project_id)).events)
        lister = self if self.acts % 2 else Workbook(self.places, now=self.now, author=ANA)
        (row,) = lister.projects()
        assert (row.name, row.summary) == (recorded.project.name, truth(self, project_id))
        assert lister.listed() == [row]  # and it stays so for the next one
        if lister is not self:
            lister.close()
        return recorded


def test_the_list_is_right_after_every_act_of_a_week_whoever_lists_it(places: Places) -> None:
    clock = Clock()
    with Watched(places, now=clock) as workbook:
        project_id = replay(workbook, clock, load_scenario(STORY), date(2026, 11, 2))
        assert workbook.acts > 30
        last = workbook.record(project_id, RenameProject("Another name"))
        workbook.record(project_id, Undo(last.act))
        secret = workbook.record(project_id, typed.row(workbook.project(project_id), "actions", {"action": "Pa55word"}))
        assert "Pa55word" in str(workbook.projects()) and "Pa55word" in str(workbook.listed())
        workbook.record(project_id, Redact(secret.events[0].id, "a secret"))
        assert "Pa55word" not in str(workbook.projects()) + str(workbook.listed())
    assert b"Pa55word" not in places.database.read_bytes()


def test_an_act_is_told_without_its_figures_and_whoever_comes_next_reckons_them(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(places)
    one, two = (workbook.start(name).project.id for name in ("One", "Two"))
    workbook.projects()
    with monkeypatch.context() as broken:
        broken.setattr(summary, "summarise", _die)
        said = say(workbook, one, "Late orders")
        with pytest.raises(KeyboardInterrupt):  # the process ends between the act and its figures
            workbook.projects()
    with opened(places) as later:
        assert [bool(row.summary) for row in later.listed()] == [False, True]
        first, second = later.projects()
        assert (first.id, first.summary, core_done(first)) == (one, truth(later, one), 1)
        assert (second.id, second.summary) == (two, truth(later, two))
    workbook.record(one, Undo(said.act))  # it knows of nothing that the other one did
    assert [core_done(row) for row in workbook.projects()] == [0, 0]
    workbook.close()


def _die(_: Project) -> dict[str, object]:
    raise KeyboardInterrupt


def test_figures_that_another_process_overtakes_are_not_kept(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(places) as ours, opened(places) as theirs:
        project_id = ours.start("One").project.id

        def overtaken(project: Project) -> dict[str, object]:
            found = summarise(project)
            say(theirs, project_id, "Late orders")
            return found

        with monkeypatch.context() as slow:
            slow.setattr(summary, "summarise", overtaken)
            assert core_done(ours.projects()[0]) == 0  # true when it was reckoned
        assert not ours.listed()[0].summary
        assert core_done(ours.projects()[0]) == core_done(theirs.listed()[0]) == 1


@pytest.mark.parametrize("why", ["opened for reading", "held by another process"])
def test_what_cannot_be_kept_is_shown_all_the_same(places: Places, why: str) -> None:
    with opened(places) as workbook:
        project_id = workbook.start("One").project.id
        say(workbook, project_id, "Late orders")
    before = places.database.read_bytes()
    holder = opened(places).store._connection
    if why == "held by another process":
        holder.execute("BEGIN IMMEDIATE")
    with opened(places, readonly=why == "opened for reading") as reader:
        (row,) = reader.projects()
        assert (core_done(row), row.summary) == (1, truth(reader, project_id))
        assert not reader.listed()[0].summary
    holder.close()
    assert places.database.read_bytes() == before


@pytest.mark.parametrize("damaged", ["{torn", '{"fields": 5}', '{"fields": {}, "git": "HEAD"}'])
def test_what_cannot_be_reckoned_hides_no_other_project_and_stops_nobody(
    places: Places, tmp_path: Path, damaged: str
) -> None:
    with opened(places) as workbook:
        bad, good = (workbook.start(name).project.id for name in ("Bad", "Good"))
        say(workbook, bad, "Late orders")
        raw = workbook.store._connection
        raw.execute("DROP TRIGGER bodies_update")
        raw.execute("UPDATE bodies SET body = ? WHERE seq IN (SELECT max(seq) FROM events)", (damaged,))
    with opened(places) as workbook:
        say(workbook, good, "Late orders")
        rows = {row.name: row for row in workbook.projects()}
        assert (rows["Bad"].summary, core_done(rows["Good"])) == ({}, 1)
        assert [bool(row.summary) for row in workbook.listed()] == [True, False]
        say(workbook, good, "Later orders")
    team = tmp_path / ".mlworkbook" / "phases"
    team.mkdir(parents=True)
    (team / "broken.yaml").write_text("phase: {id: 1")
    copy = places.database.rename(team.parent / places.database.name)
    with opened(places._replace(database=copy)) as packless:
        assert [(row.name, row.summary) for row in packless.projects()] == [("Good", {}), ("Bad", {})]


def test_a_day_that_changes_a_gate_and_another_pack_outdate_what_is_stored(places: Places, tmp_path: Path) -> None:
    day = [NOON]
    team = tmp_path / ".mlworkbook" / "phases"
    team.parent.mkdir()
    places = places._replace(database=team.parent / "workbook.db")
    with Workbook(places, now=lambda: day[0], author=ANA) as workbook:
        project_id = workbook.start("One").project.id
        workbook.record(project_id, typed.row(workbook.project(project_id), "actions", {"action": "A", "due": "3 Dec"}))
        (row,) = workbook.projects()
        assert row.summary["stands_until"] == "2026-12-03"
        day[0] = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
        assert workbook.listed() == [row]  # nothing is late on its day
        day[0] += timedelta(days=1)
        assert not workbook.listed()[0].summary
        (late,) = workbook.projects()
        assert late.summary["stands_until"] > "2027" and workbook.listed() == [late]
    team.mkdir()
    (team / "ours.yaml").write_text("phase: {id: kickoff, title: Our kickoff}\n")
    with Workbook(places, now=lambda: day[0], author=ANA) as theirs:
        assert not theirs.listed()[0].summary
        assert theirs.projects()[0].summary["phases"][0]["title"] == "Our kickoff"
        (kept,) = theirs.listed()
        assert kept.summary  # after an upgrade nothing is reckoned twice
        (team / "ours.yaml").unlink()
        with Workbook(places, now=lambda: day[0], author=ANA) as ours:
            assert ours.projects() == [late] == ours.listed()
            theirs.projects()
            assert ours.listed() == [late]  # two packs do not keep each other awake


def test_a_status_that_nobody_knows_is_read_as_open(places: Places) -> None:
    with opened(places) as workbook:
        project_id = workbook.start("One").project.id
        draft = Draft(
            "answer.set", Subject(PROBLEM, workbook.project(project_id).cycle.id), {"status": [], "confidence": {}}
        )
        workbook.store.append([draft], project=project_id, act="act", recorded_by="ana")
        assert workbook.project(project_id).answer(PROBLEM).status is Status.OPEN
        assert core_done(workbook.projects()[0]) == 0


def test_of_many_only_as_many_as_are_wanted_are_reckoned_at_once(places: Places) -> None:
    with opened(places) as workbook:
        ids = [workbook.start(f"Project {number}").project.id for number in range(5)]
        some = reckoned(workbook, workbook.listed(), 2)
        assert [bool(row.summary) for row in some] == [True, True, False, False, False]
        assert [bool(row.summary) for row in reckoned(workbook, some, 2)] == [True, True, True, True, False]
        assert all(row.summary for row in reckoned(workbook, some))
        say(workbook, ids[0], "Late orders")
        assert [row.id for row in workbook.listed() if not row.summary] == [ids[0]]
        assert workbook.projects() == workbook.listed()


def test_nothing_is_reckoned_to_record_or_to_find_and_open_a_project(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(places) as workbook:
        monkeypatch.setattr(summary, "summarise", _die)
        say(workbook, workbook.start("One").project.id, "Late orders")
        assert workbook.project(workbook.find_project("One")).name == workbook.names()[0].name == "One"
        assert workbook.project(workbook.find_project()).answer(PROBLEM).text() == "Late orders"
