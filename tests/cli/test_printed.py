"""What a reading command printed, printed again: never when anything that it rests on is another."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, Result
from workbook import resources
from workbook.application import printed
from workbook.application.printed import Printed, Prints
from workbook.cli.main import run
from workbook.cli.session import Session

STATUS, CHECK, SAID = ("status",), ("export", "--check"), ("show", "kickoff.problem")
TEAM = """
phase:
  id: extra
  code: EX
  title: Extra
  purpose: Ours.
  sections:
    - id: one
      title: One
      questions:
        - {id: extra.first, code: EX-01, title: One, ask: What else?, why: It counts., mandatory: optional, type: text}
"""


class Watched(Prints):
    """Prints that tell whether something was found."""

    found: Printed | None = None

    def find(self) -> Printed | None:
        self.found = super().find()
        return self.found


class Reader:
    """Reads as a process of its own does."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[Result, bool]:
        """What a command gave, and whether it was printed again."""
        prints = Watched(arguments)
        self._capsys.readouterr()
        code = run(arguments, Session(prints=prints))
        return Result(code, *self._capsys.readouterr()), prints.found is not None

    def again(self, *arguments: str) -> Result:
        """What is printed twice alike, the second time out of the cache."""
        first, _ = self(*arguments)
        second, repeated = self(*arguments)
        assert repeated
        assert second == first
        return second

    def anew(self, *arguments: str) -> Result:
        """What is not printed again."""
        found, repeated = self(*arguments)
        assert not repeated
        return found


@pytest.fixture
def read(
    project: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Reader:
    """A project with one answer, read where nothing has to be at rest for a while; the cache is this test's own."""
    project.ok("answer", "kickoff.problem", "Boots come back.")
    shutil.copytree(os.environ["XDG_CACHE_HOME"], tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(printed, "REST", 0)
    return Reader(capsys)


@pytest.fixture
def prints(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "mlworkbook" / "prints"


def test_the_same_is_printed_again_with_its_exit_code_until_an_answer_changes(
    project: CommandLine, read: Reader, prints: Path
) -> None:
    for arguments in (STATUS, (*STATUS, "--json"), ("show",), ("history",), SAID):
        assert read.again(*arguments) == project.ok(*arguments)
    assert read.again("gate", "kickoff").code == 1
    assert len(list(prints.iterdir())) == 6
    project.ok("answer", "kickoff.problem", "Coats come back.")
    assert "Coats" in read.anew(*SAID).out
    assert read.again(*SAID) == project.ok(*SAID)
    assert len(list(prints.iterdir())) == 1  # what the older state printed is gone


def test_a_document_is_found_current_again_until_it_or_its_template_or_the_answer_changes(
    project: CommandLine, read: Reader, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(resources.templates(), templates)
    monkeypatch.setattr(resources, "templates", lambda: templates)
    project.ok("export")
    assert read.again(*CHECK).code == 0
    spec = repository / "docs" / "ml" / "churn" / "spec.md"
    whole = spec.read_text(encoding="utf-8")
    spec.write_text(whole.replace("Boots come back", "Shoes come back"), encoding="utf-8")
    assert read.anew(*CHECK).code == 1
    assert read.again(*CHECK) == project(*CHECK)
    spec.write_text(whole, encoding="utf-8")
    assert read.anew(*CHECK).code == 0
    template = templates / "spec.md.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}\nIn no block.\n", encoding="utf-8")
    assert "In no block" in read.anew(*CHECK).err
    template.write_text(text, encoding="utf-8")
    assert read.anew(*CHECK).code == 0
    project.ok("answer", "kickoff.problem", "Coats come back.")
    assert read.anew(*CHECK).code == 1
    project.ok("export")
    spec.unlink()
    assert read.anew(*CHECK).code == 1


def _another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "localtime", lambda: (2031, 5, 1))


def _another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "__version__", "99.0")


def _another_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")


def _another_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "workbook.more", type(sys)("workbook.more"))
    file = Path("more.py").absolute()
    monkeypatch.setattr(sys.modules["workbook.more"], "__file__", str(file), raising=False)
    file.write_text("")


def _a_pack_of_the_team(_monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(".mlworkbook") / "phases"
    folder.mkdir(parents=True)
    (folder / "extra.yaml").write_text(TEAM)


def _a_workbook_nearer_by(_monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".mlworkbook/config.yaml").write_text("# another project\n")


def _somebody_who_writes(_monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".mlworkbook/workbook.db-journal").write_bytes(b"begun")


def _turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printed.OFF, "1")


@pytest.mark.parametrize(
    "change",
    [
        _another_day,
        _another_version,
        _another_zone,
        _a_pack_of_the_team,
        _a_workbook_nearer_by,
        _somebody_who_writes,
        _turned_off,
    ],
)
def test_nothing_is_printed_again_once_something_is_another(
    read: Reader, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None]
) -> None:
    read.again(*STATUS)
    change(monkeypatch)
    read.anew(*STATUS)


def test_code_that_changed_prints_anew(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    _another_code(monkeypatch)
    read.again(*STATUS)
    Path("more.py").write_text("# changed\n")
    read.anew(*STATUS)


def test_a_question_of_the_team_is_shown_at_once(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    read.again("show")
    _a_pack_of_the_team(monkeypatch)
    assert "EX-01" in read.anew("show").out


def test_an_erased_text_is_gone_from_what_was_kept(project: CommandLine, read: Reader, prints: Path) -> None:
    assert "Boots" in read.again(*SAID).out
    assert b"Boots" in b"".join(file.read_bytes() for file in prints.iterdir())
    event = project.ok(*SAID, "--json").json["answer"]["event"]
    project.ok("redact", event, "--why", "A name")
    assert not list(prints.iterdir())
    assert "Boots" not in read.anew(*SAID).out


def test_what_is_damaged_or_cannot_be_kept_harms_nobody(read: Reader, prints: Path) -> None:
    said = read.again(*SAID)
    (kept,) = prints.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    whole = kept.read_bytes()
    for damage in (b"", whole[:-1], whole[:40] + b"\xff" + whole[41:], b"00000000" + b"\x80" * 40):
        kept.write_bytes(damage)
        assert read.anew(*SAID) == said
    shutil.rmtree(prints)
    prints.write_text("no folder")
    assert read.anew(*SAID) == said
    assert read.anew(*SAID) == said


def test_nothing_is_kept_that_changed_just_now_or_that_tells_the_time(
    project: CommandLine, read: Reader, prints: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed, "REST", 3_600_000_000_000)
    read.anew(*STATUS)
    read.anew(*STATUS)
    monkeypatch.setattr(printed, "REST", 0)
    project.ok("meeting", "start", "kickoff")
    read.anew(*STATUS)
    read.anew(*STATUS)
    assert not prints.exists()


def test_what_changes_something_is_done_each_time(read: Reader) -> None:
    for arguments in (("export",), ("answer", "kickoff.problem", "Hats come back."), ("export", "--diff")):
        read.anew(*arguments)
        read.anew(*arguments)
    assert read.anew("show", "nothing.such").code == read.anew("show", "nothing.such").code == 2


def test_only_so_much_is_kept(read: Reader, prints: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "_MANY", 3)
    for number in range(1, 7):
        read.anew("history", "--limit", str(number))
    assert len(list(prints.iterdir())) == 4
    monkeypatch.setattr(printed, "_LARGEST", 10)
    read.anew("history", "--limit", "99")
    read.anew("history", "--limit", "99")
