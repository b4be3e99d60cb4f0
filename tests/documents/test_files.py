"""Writing: never outside the target folder, never half a file, never over what somebody just changed."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.documents.test_merge import SPEC, document
from workbook.documents import Comparison, State, compare, target, write
from workbook.errors import TargetUnwritable

OLD, NEW = document([("a", "old")]), document([("a", "new")])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A target folder with the old document in it."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / SPEC.path).write_text(OLD.text, encoding="utf-8")
    return folder


def comparison(root: Path) -> Comparison:
    """The new document against the old file."""
    return compare(NEW, target(root, SPEC.path))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "../spec.md",
        "minutes/../../spec.md",
        "/etc/passwd",
        "//spec.md",
        "..",
        ".",
        "",
        ".git/config",
        ".GIT/hooks/post-commit",
        "sub/.git/config",
        ".git. /config",
        "git~1/config",
        "a\\..\\..\\spec.md",
        "C:spec.md",
        "spec.md:stream",
        "spec\n.md",
        "spec\0.md",
    ],
)
def test_hostile_names_are_refused(name: str, root: Path) -> None:
    with pytest.raises(TargetUnwritable):
        target(root, name)


def test_links_out_of_the_folder_are_refused(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "spec.md").write_text(OLD.text, encoding="utf-8")
    (root / "minutes").symlink_to(outside)
    (root / "linked.md").symlink_to(outside / "spec.md")
    (root / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    (root / "loop").symlink_to(root / "loop")

    for name in ("minutes/spec.md", "linked.md", "dangling.md", "loop/spec.md"):
        with pytest.raises(TargetUnwritable):
            target(root, name)
    assert names(outside) == ["spec.md"]


def test_a_link_that_appears_after_the_comparison_is_refused(root: Path, tmp_path: Path) -> None:
    found = comparison(root)
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(OLD.text, encoding="utf-8")
    (root / SPEC.path).unlink()
    (root / SPEC.path).symlink_to(elsewhere)

    with pytest.raises(TargetUnwritable):
        write(found, root)
    assert elsewhere.read_text(encoding="utf-8") == OLD.text


def test_gits_own_folder_is_refused_as_a_target(tmp_path: Path) -> None:
    with pytest.raises(TargetUnwritable):
        target(tmp_path / ".git" / "docs", SPEC.path)


def test_a_link_within_the_folder_is_followed(root: Path) -> None:
    (root / SPEC.path).rename(root / "real.md")
    (root / SPEC.path).symlink_to(root / "real.md")

    assert write(comparison(root), root)
    assert (root / SPEC.path).is_symlink()
    assert (root / "real.md").read_text(encoding="utf-8") == NEW.text


def test_folders_are_made_and_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    root = tmp_path / "docs" / "ml"
    umask = os.umask(0o027)
    try:
        found = compare(NEW, target(root, "minutes/spec.md"))
        assert found.state is State.NEW
        assert write(found, root)
    finally:
        os.umask(umask)
    assert (root / "minutes" / "spec.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_the_mode_is_kept(mode: int, root: Path) -> None:
    (root / SPEC.path).chmod(mode)

    assert write(comparison(root), root)
    assert (root / SPEC.path).stat().st_mode & 0o777 == mode
    assert (root / SPEC.path).read_text(encoding="utf-8") == NEW.text


def test_a_reader_finds_the_old_file_or_the_new_one(root: Path) -> None:
    with (root / SPEC.path).open(encoding="utf-8") as reader:
        assert write(comparison(root), root)
        assert reader.read() == OLD.text
    assert names(root) == [SPEC.path]


def test_a_full_disk_leaves_the_old_file_intact(root: Path) -> None:
    found = comparison(root)

    with _room_for(40), pytest.raises(TargetUnwritable, match="cannot be written"):
        write(found, root)

    assert (root / SPEC.path).read_text(encoding="utf-8") == OLD.text
    assert names(root) == [SPEC.path]
    assert write(found, root)


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """Files may grow to so many bytes only: the nearest thing to a full disk that needs no administrator."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_what_somebody_saved_meanwhile_is_not_overwritten(root: Path) -> None:
    found = comparison(root)
    (root / SPEC.path).write_text(OLD.text + "\nA line of mine.\n", encoding="utf-8")

    with pytest.raises(TargetUnwritable, match="meanwhile"):
        write(found, root)
    assert (root / SPEC.path).read_text(encoding="utf-8").endswith("A line of mine.\n")


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_what_is_no_file_is_refused(kind: str, root: Path) -> None:
    (root / SPEC.path).unlink()
    if kind == "folder":
        (root / SPEC.path).mkdir()
    else:
        os.mkfifo(root / SPEC.path)

    with pytest.raises(TargetUnwritable):
        comparison(root)


def test_a_file_where_a_folder_should_be(root: Path) -> None:
    with pytest.raises(TargetUnwritable):
        write(compare(NEW, target(root, "spec.md/minutes.md")), root)
    assert (root / SPEC.path).read_text(encoding="utf-8") == OLD.text


def test_a_comparison_belongs_to_its_folder(root: Path, tmp_path: Path) -> None:
    with pytest.raises(TargetUnwritable):
        write(comparison(root), tmp_path / "another")
