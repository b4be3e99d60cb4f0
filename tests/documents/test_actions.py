"""The sheet of actions: importable, harmless in a spreadsheet, and as careful with hand edits as the documents."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given

from tests.builders import Scene
from tests.documents.aftermath import full
from tests.documents.samples import GOLDEN, sample
from tests.documents.structure import HOSTILE, TEXTS, saying
from tests.strategies import WHOLE
from workbook.application.export import Exported, export
from workbook.documents import documents, render
from workbook.documents.sheet import HEAD
from workbook.domain.commands import RemoveRow
from workbook.text import accept


def cells(text: str) -> list[dict[str, str]]:
    """The lines as a tracker reads them."""
    return list(csv.DictReader(StringIO(text), strict=True))


def two() -> Scene:
    scene = Scene()
    scene.row("people", name="Mei Tanaka", part="contributes")
    scene.row("actions", action="Pull the reviews", owner="Mei", due="2026-11-27", origin="kickoff.data", link="T-1")
    scene.row("actions", action="Ask, then wait", status="done", priority="high", **{"done-when": "It rings."})
    return scene


def exported(scene: Scene, folder: Path, *, write: bool = True) -> Exported:
    (found,) = export(scene.project, folder, ["actions"], write=write)
    return found


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The exported sheet of two actions."""
    exported(two(), tmp_path)
    return tmp_path / "actions.csv"


def test_golden() -> None:
    """Renew with `python -m tests.documents.registers`, then read what has changed."""
    assert render(sample("harbour"), "actions").text == (GOLDEN / "actions-harbour.csv").read_bytes().decode()


def test_each_action_is_a_line_with_what_it_came_from() -> None:
    first, second = cells(render(two().project, "actions").text)

    assert tuple(first) == HEAD
    assert HEAD[:2] == ("title", "description")  # GitLab knows these two by their places
    assert first | {"id": "", "revision": ""} == {
        "title": "Pull the reviews",
        "description": "From: Kickoff, The data.",
        "id": "",
        "owner": "Mei Tanaka",
        "due_date": "2026-11-27",
        "state": "open",
        "priority": "",
        "from": "Kickoff",
        "question": "The data",
        "meeting": "",
        "link": "T-1",
        "revision": "",
    }
    assert (second["title"], second["state"], second["priority"]) == ("Ask, then wait", "done", "high")
    assert (second["description"], second["due_date"]) == ("Done when: It rings.", "")
    incident = cells(render(full().project, "actions").text)[-1]
    assert incident["from"] == "Post-mortem: Renamed size codes"


def test_a_project_without_actions_has_no_sheet() -> None:
    assert "actions.csv" not in [spec.path for spec in documents(Scene().project)]
    assert render(Scene().project, "actions").text == ",".join(HEAD) + "\n"


@WHOLE
@given(text=TEXTS.map("".join))
def test_whatever_is_typed_no_cell_is_a_formula_or_a_command(text: str) -> None:
    _check_cells(text)


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "+1", "-1", "@SUM(1)", "＝1", "/close", "\x00\x1b]52;c;x\x07", "a\n\nb"]
)
def test_known_tricks_do_nothing(text: str) -> None:
    _check_cells(text)


def _check_cells(text: str) -> None:
    written = render(saying(two(), accept(text) or "x"), "actions").text
    lines = cells(written)

    assert written.count("\n") == len(lines) + 1 == 3
    for found in lines:
        assert set(found) == set(HEAD)
        assert all(value[:1] not in tuple("=+-@＝＋－＠\t\r") or not value for value in found.values())
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(found.values()))
        assert found["description"].startswith(("Done when: ", "From: "))


def test_exporting_twice_changes_nothing_and_a_check_agrees(tmp_path: Path) -> None:
    assert exported(two(), tmp_path).written
    again = exported(two(), tmp_path)
    assert (again.state, again.written, again.diff) == ("current", False, "")


def test_a_changed_action_is_a_changed_line_and_a_removed_one_goes(tmp_path: Path) -> None:
    scene = two()
    exported(scene, tmp_path)
    first, second = (row.id for row in scene.project.rows("actions"))
    scene.change("actions", first, {"status": "done"})
    scene.do(RemoveRow("actions", second))
    scene.row("actions", action="Third")

    looked = exported(scene, tmp_path, write=False)
    assert (looked.state, looked.problem) == ("stale", "")
    assert [line[:6] for line in looked.diff.splitlines() if line[:1] in "+-"][2:] == [
        "-Pull ",
        '-"Ask,',
        "+Pull ",
        "+Third",
    ]
    exported(scene, tmp_path)
    assert (tmp_path / "actions.csv").read_text(encoding="utf-8") == render(scene.project, "actions").text


def test_a_line_that_somebody_changed_stays_and_is_told_until_it_is_so(tmp_path: Path, sheet: Path) -> None:
    scene = two()
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("Pull the reviews", "Pull all reviews"), encoding="utf-8"
    )
    scene.row("actions", action="Third")

    found = exported(scene, tmp_path)
    assert (found.state, found.written, len(found.edits)) == ("edited", True, 1)
    assert 'Changed by hand, and left as it is: "Pull all reviews".' in found.problem
    assert "-Pull the reviews" in found.edits[0][1]
    assert [line["title"] for line in cells(sheet.read_text(encoding="utf-8"))] == [
        *("Pull all reviews", "Ask, then wait", "Third"),
    ]

    scene.change("actions", scene.project.rows("actions")[0].id, {"action": "Pull all reviews"})
    assert (exported(scene, tmp_path).problem, exported(scene, tmp_path).state) == ("", "current")


@pytest.mark.parametrize(
    "touch",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.removesuffix("\n"),
        lambda text: text.replace("Pull the reviews", '"Pull the reviews"').replace(",done,", ',"done",'),
        lambda text: text + "My own,line,,,,,,,,,,\n",
        lambda text: text.replace("\nPull", "\n\nPull"),
        lambda text: text + '"A line\nof two",x,,\n',
    ],
)
def test_what_says_the_same_and_lines_of_ones_own_are_no_edits(
    touch: Callable[[str], str], tmp_path: Path, sheet: Path
) -> None:
    written = touch(sheet.read_text(encoding="utf-8"))
    sheet.write_bytes(written.encode())

    found = exported(two(), tmp_path)
    assert (found.state, found.problem, found.written) == ("current", "", False)
    assert sheet.read_bytes() == written.encode()


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("title,", "Title;", 1),
        lambda text: text.split("\n", 1)[1],
        lambda text: text.replace("Pull the", '"Pull the', 1),
        lambda text: text.replace(",link,", ",link,ticket,", 1),
    ],
)
def test_a_sheet_that_is_not_ours_any_more_is_left_alone(
    broken: Callable[[str], str], tmp_path: Path, sheet: Path
) -> None:
    written = broken(sheet.read_text(encoding="utf-8"))
    sheet.write_text(written, encoding="utf-8")

    found = exported(two(), tmp_path)
    assert (found.state, found.written) == ("damaged", False)
    assert "line" in found.problem
    assert sheet.read_text(encoding="utf-8") == written


def test_a_copied_line_and_an_altered_id_cost_nothing(tmp_path: Path, sheet: Path) -> None:
    head, first, second = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    mine = first.replace("action-", "ticket-")
    sheet.write_text(head + first + first.replace("Pull", "Push") + mine + second, encoding="utf-8")

    found = exported(two(), tmp_path)
    assert (found.state, found.written) == ("current", False)
    assert mine in sheet.read_text(encoding="utf-8")


def test_a_huge_text_can_be_read_again(tmp_path: Path) -> None:
    scene = Scene()
    scene.row("actions", action="".join(HOSTILE[:1]) + "x" * 200_000)
    exported(scene, tmp_path)

    assert exported(scene, tmp_path).state == "current"
