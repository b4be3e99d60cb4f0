"""Drafts: kept whatever becomes of the workbook."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.place import Place
from workbook.errors import StoreFull, TargetUnwritable
from workbook.store.drafts import Drafts


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts", "/team/workbook.db")


def test_what_was_typed_is_read_by_the_next_run(tmp_path: Path, drafts: Drafts) -> None:
    assert drafts.read() == {}
    drafts.save("p1 kickoff.problem", "first words")
    drafts.save("p1 kickoff.problem", "Ünï\nsecond words\ud800")
    drafts.save("p1 kickoff.risk", "")
    again = Drafts(tmp_path / "state" / "drafts", "/team/workbook.db")
    assert again.read() == {"p1 kickoff.problem": "Ünï\nsecond words\ud800", "p1 kickoff.risk": ""}
    again.drop("p1 kickoff.risk")
    again.drop("p1 kickoff.risk")
    assert list(drafts.read()) == ["p1 kickoff.problem"]


def test_every_workbook_has_its_own(tmp_path: Path, drafts: Drafts) -> None:
    drafts.save("key", "mine")
    assert Drafts(tmp_path / "state" / "drafts", "/other/\udcff.db").read() == {}


def test_only_the_user_can_read_them(tmp_path: Path, drafts: Drafts) -> None:
    drafts.save("key", "text")
    modes = [path.stat().st_mode & 0o077 for path in (tmp_path / "state" / "drafts").rglob("*")]
    assert modes == [0, 0]


@pytest.mark.property
@given(st.dictionaries(st.text(max_size=30), st.text(), max_size=4))
def test_any_key_and_text_is_kept(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    drafts = Drafts(tmp_path_factory.mktemp("drafts"), "key")
    for key, text in texts.items():
        drafts.save(key, text)
    assert drafts.read() == texts


def test_keys_that_differ_only_in_case_do_not_share_a_file(drafts: Drafts) -> None:
    drafts.save("KEY", "one")
    drafts.save("key", "two")
    assert drafts.read() == {"KEY": "one", "key": "two"}


def test_a_save_that_fails_leaves_what_was_kept(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drafts.save("key", "kept")
    for number, error in ((errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EIO, TargetUnwritable)):

        def fail(_: int, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch, pytest.raises(error):
            patch.setattr(os, "fsync", fail)
            drafts.save("key", "lost")
        assert drafts.read() == {"key": "kept"}
    files = [path.suffix for path in (tmp_path / "state" / "drafts").rglob("*") if path.is_file()]
    assert files == [".json"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are set in another way there")
def test_a_real_full_disk_is_told(drafts: Drafts) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    drafts.save("key", "kept")
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreFull):
            drafts.save("key", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert drafts.read() == {"key": "kept"}


def test_a_state_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    drafts = Drafts(tmp_path / "state" / "drafts", "key")
    with pytest.raises(TargetUnwritable) as caught:
        drafts.save("key", "text")
    assert str(tmp_path / "state") in caught.value.where
    with pytest.raises(TargetUnwritable):
        drafts.drop("key")


def test_files_that_are_not_ours_are_left_alone(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save("key", "text")
    (folder,) = (tmp_path / "state" / "drafts").iterdir()
    for name, content in (("notes.txt", "mine"), ("torn.json", '{"key": '), ("list.json", "[]"), ("half.12.part", "")):
        (folder / name).write_text(content)
    assert drafts.read() == {"key": "text"}
    assert len(list(folder.iterdir())) == 5


def test_drafts_are_kept_while_the_workbook_is_held(place: Place) -> None:
    place.open()
    holder = place.raw()
    holder.execute("BEGIN EXCLUSIVE")
    drafts = Drafts(place.state / "drafts", str(place.path))
    drafts.save("key", "text")
    assert drafts.read() == {"key": "text"}
    holder.close()
