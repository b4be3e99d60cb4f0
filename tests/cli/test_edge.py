"""The edge: exit codes, plain words on stderr, and nothing that moves a cursor."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from workbook.application.places import Places

MLW = (sys.executable, "-m", "workbook")
HOSTILE = "\x1b]52;c;aGFj\x07 \x1b[2J \x9b31m \u202eevil [/] [@click=app.quit]x[/]"


def _process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MLW, *arguments], capture_output=True, timeout=60, check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("stats",), "'status'"),
        (("exprot",), "'export'"),
        (("zzz",), "mlworkbook --help"),
        (("status", "--jsn"), "--json"),
        (("-p", "Chrn", "status"), "'Churn'"),
        (("--workbook", "nowhere.db", "status"), "no workbook"),
        (("settle", "abc123"), "no event"),
        (("redact", "abc123", "--why", "x"), "no event"),
    ],
)
def test_wrong_names_and_options(project: CommandLine, arguments: tuple[str, ...], told: str) -> None:
    result = project(*arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert len(result.err.splitlines()) <= 2


def test_a_whole_file_given_as_a_name_is_not_said_back(project: CommandLine) -> None:
    for arguments in (["show", "z" * 100_000], ["--zz" + "z" * 100_000], ["meeting", "more", "9" * 5000]):
        result = project(*arguments)
        assert (result.code, result.out) == (2, "")
        assert len(result.err) < 2000
        assert "…" in result.err


def test_every_mistake_of_a_pack_is_told_whole(project: CommandLine, repository: Path) -> None:
    folder = repository / ".mlworkbook" / "phases"
    folder.mkdir()
    wrong = "".join(f"  wrong-key-{number:02}: x\n" for number in range(40))
    (folder / "wrong.yaml").write_text(f"phase:\n  id: kickoff\n{wrong}")
    told = project("status").err
    assert "…" not in told
    assert [number for number in range(40) if f"wrong.yaml:{number + 3}:3" not in told] == []


def test_without_a_project_it_says_how_to_start(mlw: CommandLine, repository: Path) -> None:
    result = mlw("status")
    assert (result.code, "mlworkbook init" in result.err) == (2, True)
    result = mlw.ok()
    assert "mlworkbook init" in result.err
    assert mlw.ok("--json").json["project"] is None
    assert mlw.ok("projects", "--json").json["projects"] == []
    assert mlw.ok("--workbook", "nowhere.db").out == ""
    assert not (repository / ".mlworkbook").exists()


def test_without_a_terminal_it_prints_where_the_project_stands(project: CommandLine) -> None:
    result = project.ok()
    assert result.out.startswith("Churn  v1")
    assert "mlworkbook --help" in result.err
    assert project.ok("--json").json["project"]["name"] == "Churn"


class _App:
    """Stands in for the app, which would need a terminal."""

    def __init__(self) -> None:
        self.opened: list[tuple[object, ...]] = []

    def run(self, places: Places, *, demo: bool = False, project: str = "") -> int:
        """Notes what it was to open."""
        self.opened.append((places.database.exists(), demo, project))
        return 7


def test_on_a_terminal_the_app_opens(project: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _App()
    monkeypatch.setitem(sys.modules, "workbook.tui.run", app)
    monkeypatch.setattr("workbook.cli.open.on_terminal", lambda: True)
    assert project("-p", "churn").code == 7
    assert project("demo").code == 7
    assert app.opened == [(True, False, "churn"), (True, True, "")]
    assert project.ok("--json").json["project"]["name"] == "Churn"


def test_several_projects_ask_for_a_name(mlw: CommandLine, machine: Path) -> None:
    assert machine.is_dir()
    mlw.ok("init", "One")
    mlw.ok("init", "Two")
    result = mlw("status")
    assert result.code == 2
    assert "'One'" in result.err
    assert mlw.ok("-p", "tw", "status", "--json").json["project"]["name"] == "Two"
    assert mlw.ok("status", "-p", "one", "--json").json["project"]["name"] == "One"
    assert [row["name"] for row in mlw.ok("projects", "--json").json["projects"]] == ["Two", "One"]
    assert {"One  v1", "Two  v1"} <= set(mlw.ok().out.splitlines())
    assert len(mlw.ok("--json").json["projects"]) == 2


def test_init_writes_the_config_and_keeps_the_database_out_of_git(project: CommandLine, repository: Path) -> None:
    config = (repository / ".mlworkbook" / "config.yaml").read_text()
    assert project.ok("status", "--json").json["project"]["id"] in config
    seen = subprocess.run(["git", "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True)
    assert sorted(line[3:] for line in seen.stdout.splitlines()) == [
        ".mlworkbook/.gitignore",
        ".mlworkbook/config.yaml",
    ]
    assert project.ok("init", "--json").json["started"] is False
    assert len(project.ok("projects", "--json").json["projects"]) == 1


def test_init_names_a_project_after_its_folder(mlw: CommandLine, repository: Path) -> None:
    mlw.ok("init")
    assert mlw.ok("status", "--json").json["project"]["name"] == repository.name


def test_a_repository_whose_project_is_elsewhere_is_not_forked(project: CommandLine, repository: Path) -> None:
    (repository / ".mlworkbook" / "workbook.db").unlink()
    result = project("init")
    assert (result.code, "mlworkbook load" in result.err) == (2, True)


def test_the_repositorys_own_project_is_the_one_without_a_name(project: CommandLine) -> None:
    project.ok("init", "Another")
    assert project.ok("status", "--json").json["project"]["name"] == "Churn"


def test_hostile_text_reaches_no_terminal(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", HOSTILE, "--note", HOSTILE)
    project.ok("row", "add", "people", f"name={HOSTILE}", f"role={HOSTILE}")
    project.ok("actions", "add", HOSTILE)
    project.ok("answer", "kickoff.value", "--na", HOSTILE)
    commands = [
        "status",
        "show",
        "show kickoff.problem",
        "show people",
        "history",
        "actions",
        "gate kickoff",
        "projects",
    ]
    for command in commands:
        for extra in ([], ["--json"]):
            result = project(*command.split(), *extra)
            seen = result.out + result.err
            assert not [letter for letter in seen if letter in "\x1b\x07\x9b\u202e\x00"], command
    wrong = project("answer", HOSTILE, HOSTILE)
    assert wrong.code == 2
    assert "\x1b" not in wrong.err
    assert "[@click=app.quit]x[/]" in project.ok("show", "kickoff.problem").out


def test_a_locked_workbook_exits_3(project: CommandLine, repository: Path) -> None:
    holder = sqlite3.connect(repository / ".mlworkbook" / "workbook.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        result = project("answer", "kickoff.problem", "x")
    finally:
        holder.close()
    assert (result.code, result.out) == (3, "")
    assert "held by" in result.err


def test_a_damaged_workbook_exits_3_and_is_left_alone(project: CommandLine, repository: Path) -> None:
    file = repository / ".mlworkbook" / "workbook.db"
    file.write_bytes(b"this is no database" * 100)
    for command in (["status"], ["answer", "kickoff.problem", "x"], []):
        result = project(*command)
        assert result.code == 3
        assert "Traceback" not in result.err
    assert file.read_bytes() == b"this is no database" * 100


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("bodies", "body", "'{torn'"),
        ("bodies", "body", "'[]'"),
        ("bodies", "body", "x'7b7d'"),
        ("events", "seen", "'[\"torn]'"),
        ("events", "seen", "'[[1]]'"),
    ],
)
def test_a_damaged_text_is_told_before_anything_is_shown_or_written(
    project: CommandLine, repository: Path, table: str, column: str, wrong: str
) -> None:
    project.ok("answer", "kickoff.problem", "before")
    project.ok("answer", "kickoff.problem", "now")  # nobody who asks what stands looks at the damaged one
    file = sqlite3.connect(repository / ".mlworkbook" / "workbook.db")
    file.execute(f"DROP TRIGGER {table}_update")
    seq, event = file.execute("SELECT min(seq), id FROM events WHERE name = 'kickoff.problem'").fetchone()
    file.execute(f"UPDATE {table} SET {column} = {wrong} WHERE seq = ?", (seq,))
    file.commit()
    file.close()
    for command in (["status"], ["history", "kickoff.problem"], ["export"]):
        told = project(*command)
        assert (told.code, told.out, event[:12] in told.err, "Traceback" in told.err) == (3, "", True, False)
    assert not (repository / "docs").exists()
    assert event[:12] in project("doctor").out


def test_a_newer_workbook_exits_3(project: CommandLine, repository: Path) -> None:
    file = sqlite3.connect(repository / ".mlworkbook" / "workbook.db")
    file.execute("PRAGMA user_version = 9999")
    file.close()
    assert project("answer", "kickoff.problem", "x").code == 3


def test_a_folder_that_cannot_be_written_exits_3(project: CommandLine, repository: Path) -> None:
    (repository / "file").write_text("")
    assert project("--workbook", "file/workbook.db", "init", "X").code == 3


def test_no_color_and_a_pipe_are_plain(project: CommandLine) -> None:
    assert "\x1b" not in project.ok("status").out
    assert b"\x1b" not in _process("status").stdout


def test_an_unexpected_error_is_one_sentence_and_a_log(mlw: CommandLine) -> None:
    assert mlw is not None
    code = "import workbook.cli.main as m; m.run = lambda *_: 1 / 0; m.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 70
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    log = Path(os.environ["XDG_STATE_HOME"]) / "mlworkbook" / "errors.log"
    assert str(log) in done.stderr
    assert "ZeroDivisionError" in log.read_text()


def test_a_reader_that_leaves_early_is_no_error(project: CommandLine) -> None:
    for number in range(5):
        project.ok("answer", "kickoff.problem", f"{number} " * 20_000)
    with subprocess.Popen([*MLW, "history"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


class _Interrupted(io.BytesIO):
    """Somebody presses ctrl+c instead of typing."""

    def read(self, _size: int | None = -1, /) -> bytes:
        """Raises KeyboardInterrupt, as the signal would."""
        raise KeyboardInterrupt


def test_ctrl_c_ends_with_130_and_records_nothing(project: CommandLine) -> None:
    result = project("answer", "kickoff.problem", "-", stdin=_Interrupted())
    assert result == (130, "", "")
    assert project.ok("status", "--json").json["phases"][0]["done"] == 0


def test_a_full_disk_behind_stdout_exits_3(project: CommandLine) -> None:
    assert project is not None
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run([*MLW, "status"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_sixteen_answers_at_once_lose_nothing(project: CommandLine) -> None:
    """Eight to questions of their own, eight to one question: all are there, in conflict or one after another."""
    own = [f"mlts.{section}.{number}" for section in ("data", "model") for number in range(1, 5)]
    calls = [("answer", question, "manual") for question in own]
    calls += [("answer", "kickoff.problem", f"said by {number}") for number in range(8)]
    running = [subprocess.Popen([*MLW, *call], stderr=subprocess.PIPE) for call in calls]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 16, told
    marked = {a["id"] for a in project.ok("show", "mlts", "--json").json["answers"] if a["state"] == "done"}
    assert marked == set(own)
    text = json.dumps(project.ok("history", "kickoff.problem", "--all", "--json").json)
    assert all(f"said by {number}" in text for number in range(8))


class _Slow(io.BytesIO):
    """Somebody types so slowly that another process answers first."""

    def read(self, _size: int | None = -1, /) -> bytes:
        """The other's answer comes before ours."""
        assert _process("answer", "kickoff.problem", "from the other").returncode == 0
        return b"from stdin"


def test_a_conflict_is_listed_and_settled(project: CommandLine) -> None:
    """What the command was shown counts, not what stands when it is done."""
    told = project.ok("answer", "kickoff.problem", "-", stdin=_Slow()).err
    assert "Both are kept" in told
    listed = project("settle", "--json")
    assert listed.code == 1
    versions = {v["says"][0]["text"]: v["event"] for v in listed.json["conflicts"][0]["versions"]}
    assert set(versions) == {"from stdin", "from the other"}
    assert project.ok("status", "--json").json["conflicts"] == ["kickoff.problem"]
    assert "from stdin" in project.ok("show", "kickoff.problem").out
    assert "from the other" in project("settle").out
    project.ok("settle", versions["from stdin"][:12])
    assert project.ok("settle").code == 0
    assert "from stdin" in project.ok("show", "kickoff.problem").out
