"""The twelve questions of docs/cold-reader.md find their answers where its tables say, in the exported documents."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.samples import GOLDEN
from tests.documents.walked import SPECS, WALKED, written
from workbook.application.places import Places
from workbook.application.workbook import Workbook

PAGE = (Path(__file__).parents[2] / "docs" / "cold-reader.md").read_text(encoding="utf-8")
SHORT = {"harbour-outfitters": "harbour", "nightly-forecast": "nightly"}
"""How the goldens by kind name the samples."""

_ROW = re.compile(r"^\| (\d+) \| (\w+) \| (.*?) ?\| (.+) \|$", re.MULTILINE)
_MARKUP = re.compile(r"[*`]|\\(?=[^\w\s])")
_HEADING = re.compile(r"^#{1,6} (.+)$")


def _projects() -> dict[str, list[tuple[str, ...]]]:
    parts = re.split(r"^## .+\n\n`([\w-]+)`", PAGE, flags=re.MULTILINE)
    return {name: _ROW.findall(part) for name, part in zip(parts[1::2], parts[2::2], strict=True)}


def _document(project: str, kind: str) -> str:
    folder = GOLDEN / project / f"{kind}.md"
    path = folder if folder.exists() else GOLDEN / f"{kind}-{SHORT[project]}.md"
    return path.read_text(encoding="utf-8")


def _sections(markdown: str) -> dict[str, str]:
    """What a reader sees under each heading, down to the next one; the first lines go by an empty name."""
    shown = re.sub(r"^<!-- .* -->\n", "", markdown, flags=re.MULTILINE)
    found, name = {"": ""}, ""
    for line in shown.splitlines():
        heading = _HEADING.match(line)
        if heading and not line.startswith("# "):
            name = heading[1]
        found[name] = f"{found.get(name, '')} {_MARKUP.sub('', line)}"
    return found


@pytest.mark.parametrize("name", [*WALKED, *SPECS])
def test_what_was_walked_comes_out_as_it_was_read(
    name: str, sample_file: Callable[[str], Path], tmp_path: Path
) -> None:
    """Renew with `python -m tests.documents.walked`, then read what has changed as a stranger would."""
    kept = {str(p.relative_to(GOLDEN / name)): p.read_bytes().decode() for p in (GOLDEN / name).rglob("*.*")}
    database = tmp_path / "workbook.db"
    shutil.copyfile(sample_file(name), database)

    with Workbook(Places(database, None, tmp_path / "state", tmp_path / "cache")) as workbook:
        assert written(name, workbook.project(workbook.find_project())) == kept


@pytest.mark.parametrize("project", [*WALKED, *SPECS])
def test_a_cold_reader_finds_every_answer(project: str) -> None:
    rows = _projects()[project]
    sections = {kind: _sections(_document(project, kind)) for kind in ("spec", "runbook")}

    assert {int(number) for number, *_ in rows} == set(range(1, 13))
    lost = [row for row in rows if row[3] not in sections[row[1]].get(row[2], "")]
    assert lost == []
