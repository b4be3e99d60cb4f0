"""The cache: quick when it holds, never in the way when it does not."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import workbook
from tests.packs.sample import FILES, write
from workbook.errors import PackError
from workbook.packs import compiler
from workbook.packs.compiler import Folder
from workbook.packs.loader import load_pack

ROOT = Path(workbook.__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "phases", FILES)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often YAML was read: one entry for each time."""
    times: list[int] = []
    compile_pack = compiler.compile_pack

    def counted(folders: Sequence[Folder]) -> dict[str, Any]:
        times.append(len(folders))
        return compile_pack(folders)

    monkeypatch.setattr(compiler, "compile_pack", counted)
    return times


def test_yaml_is_read_once(folder: Path, tmp_path: Path, compiled: list[int]) -> None:
    first = load_pack([folder], tmp_path / "cache" / "packs")
    second = load_pack([folder], tmp_path / "cache" / "packs")
    assert len(compiled) == 1
    assert second.json_text == first.json_text
    assert second.pack.digest == first.pack.digest
    assert second.pack.phases == first.pack.phases


def test_without_a_cache_it_is_read_every_time(folder: Path, compiled: list[int]) -> None:
    load_pack([folder])
    load_pack([folder])
    assert len(compiled) == 2


def test_a_warm_start_does_not_import_yaml_nor_the_checks(folder: Path, tmp_path: Path) -> None:
    load_pack([folder], tmp_path / "cache")
    script = (
        "import sys; from pathlib import Path; from workbook.packs.loader import load_pack; "
        f"load_pack([Path({str(folder)!r})], Path({str(tmp_path / 'cache')!r})); "
        "print(*(name for name in sys.modules if name in "
        "('yaml', 'workbook.strict_yaml', 'workbook.packs.compiler', 'workbook.packs.format', 'tempfile', 'difflib')))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": lambda folder: (folder / "joel.yaml").write_text(FILES["joel.yaml"].replace("Poor.", "Bad.")),
    "a comment": lambda folder: (folder / "joel.yaml").write_text(FILES["joel.yaml"] + "# more\n"),
    "a new file": lambda folder: (folder / "more.yaml").write_text("collections: []\n"),
    "a new name": lambda folder: (folder / "joel.yaml").rename(folder / "spolsky.yaml"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(folder: Path, tmp_path: Path, compiled: list[int], change: Callable[[Path], object]) -> None:
    load_pack([folder], tmp_path / "cache")
    change(folder)
    changed = load_pack([folder], tmp_path / "cache")
    assert len(compiled) == 2
    assert changed.json_text == load_pack([folder]).json_text


def test_another_version_of_the_tool_reads_again(
    folder: Path, tmp_path: Path, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_pack([folder], tmp_path / "cache")
    monkeypatch.setattr("workbook.packs.loader.__version__", "999")
    load_pack([folder], tmp_path / "cache")
    assert len(compiled) == 2


def test_one_file_stays_however_often_a_pack_changes(folder: Path, tmp_path: Path) -> None:
    for number in range(3):
        (folder / "joel.yaml").write_text(FILES["joel.yaml"] + f"# {number}\n")
        load_pack([folder], tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_two_projects_do_not_push_each_other_out(folder: Path, tmp_path: Path, compiled: list[int]) -> None:
    team = write(tmp_path / "team", {"pack.yaml": "pack: {title: Ours}"})
    for folders in ([folder], [folder, team], [folder], [folder, team]):
        load_pack(folders, tmp_path / "cache")
    assert len(compiled) == 2


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: data[:0],
    "cut": lambda data: data[:-100],
    "one bit": lambda data: data[:-50] + bytes([data[-50] ^ 1]) + data[-49:],
    "not UTF-8": lambda data: b"\xff" + data,
    "zeros": lambda data: bytes(len(data)),
    "no JSON": lambda data: data.replace(b"{", b"["),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_is_no_error_and_is_mended(
    folder: Path, tmp_path: Path, compiled: list[int], damage: Callable[[bytes], bytes]
) -> None:
    first = load_pack([folder], tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert load_pack([folder], tmp_path / "cache").json_text == first.json_text
    assert kept.read_bytes() == whole
    assert len(compiled) == 2


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load_pack([folder], tmp_path / "file").pack.id == "small"
    assert load_pack([folder], tmp_path / "file" / "below").pack.id == "small"


def test_a_folder_where_the_cache_file_should_be_is_no_error(folder: Path, tmp_path: Path) -> None:
    load_pack([folder], tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.unlink()
    kept.mkdir()
    assert load_pack([folder], tmp_path / "cache").pack.id == "small"
    assert list((tmp_path / "cache").iterdir()) == [kept]  # and nothing half-written stays behind


def test_mistakes_are_reported_every_time_and_never_cached(folder: Path, tmp_path: Path) -> None:
    (folder / "joel.yaml").write_text("instrument: {}\n")
    for _ in range(2):
        with pytest.raises(PackError):
            load_pack([folder], tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_folder_with_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "caf\udce9"
    try:
        write(folder, FILES)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert load_pack([folder], tmp_path / "cache").pack.id == "small"


def test_a_pack_inside_a_zip_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "wheel.zip", "w") as archive:
        for name, text in FILES.items():
            archive.writestr(f"phases/{name}", text)
    inside = zipfile.Path(tmp_path / "wheel.zip", "phases/")
    assert load_pack([inside], tmp_path / "cache").pack.id == "small"
