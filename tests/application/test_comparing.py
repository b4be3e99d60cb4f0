"""The four companies of the talk as projects, and what comparing them gives back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from workbook.application.comparing import chosen, compare, usual
from workbook.application.demo import TALK
from workbook.application.places import Places
from workbook.application.reference import page, pages, row_groups
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.side_by_side import fold, widths
from workbook.application.workbook import ProjectRow, Workbook
from workbook.domain.primitives import Choice
from workbook.resources import data

COMPANIES = ["Consulting", "Fashion", "Online advertising*", "Finance"]

IN_PRACTICE = [
    ["Stand-up", "Daily", "Weekly", "Daily", "—"],
    ["Sprint planning", "Yes", "—", "Yes", "—"],
    ["Version control", "Yes*", "Yes", "—", "Yes*"],
    ["Fix bugs first", "Yes", "Yes", "—", "Yes"],
    ["Bug tracking", "Bugs emailed / db", "—", "Bug database", "—"],
    ["Release", "On bugfix", "On bugfix", "—", "—"],
    ["One-step build", "Yes", "Yes", "—", "Yes"],
    ["Spec and planning tool", "Atlassian suite", "PRD, Trello", "—", "Trello"],
    ["Environment and tools", "Virtual machines", "Virtual env, Docker, CircleCI, cookiecutter", "—", "—"],
]
"""Slides 9 and 10 of the talk, cell by cell."""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook with the four companies."""
    folder = tmp_path_factory.mktemp("talk")
    clock = Clock()
    with Workbook(Places(folder / "workbook.db", None, folder / "state", folder / "cache"), now=clock) as workbook:
        workbook.write_behind()
        for name in TALK:
            replay(workbook, clock, load_scenario(data() / name), date(2026, 5, 4))
        workbook.rebuild()
        yield workbook


def test_the_companies_compared_give_the_table_of_the_talk_back(talk: Workbook) -> None:
    report = compare(chosen(talk, COMPANIES).projects, "joel")
    assert [project["name"] for project in report["projects"]] == COMPANIES
    practice = report["groups"][0]["rows"]
    assert [[row["title"], *(cell["text"] for cell in row["cells"])] for row in practice] == IN_PRACTICE
    dashes = [cell["said"] for row in practice for cell in row["cells"] if cell["text"] == "—"]
    assert dashes == [False] * 13
    starred = [cell["note"] for row in practice for cell in row["cells"] if cell["text"].endswith("*")]
    assert len(starred) == 2 and all("not in the text" in note for note in starred)
    assert page("joel").rows == tuple(map(tuple, IN_PRACTICE))
    assert page("joel").columns[1:] == tuple(COMPANIES)


def test_no_company_gets_a_score_for_what_the_talk_does_not_say(talk: Workbook) -> None:
    for project in chosen(talk).projects:
        marks = [value for q in project.questions if (value := project.answer(q.id).values.get("mark"))]
        assert set(marks) == {Choice(("yes",))}
        assert not project.rows("actions")
    report = compare(chosen(talk, COMPANIES).projects, "mlts")
    cells = [
        cell for group in report["groups"] for row in group["rows"] if not row["question"] for cell in row["cells"]
    ]
    assert {cell["text"] for cell in cells} == {"—"}


def test_a_project_stands_beside_the_companies_without_their_being_loaded(talk: Workbook) -> None:
    report = compare(chosen(talk, ["Finance"]).projects, "joel", with_talk=True)
    assert [project["name"] for project in report["projects"]] == ["Finance", *COMPANIES]
    for row, told in zip(report["groups"][0]["rows"], IN_PRACTICE, strict=True):
        assert [cell["text"] for cell in row["cells"]] == [told[4], *told[1:]]
    spectrum = compare(chosen(talk, ["Finance"]).projects, with_talk=True)["groups"][0]["rows"]
    assert [cell["text"] for row in spectrum if row["title"] == "How soon" for cell in row["cells"]] == [
        "Daily",
        *("Near-real-time", "ASAP", "Near-real-time", "Daily"),
    ]


def test_a_few_projects_are_compared_where_nobody_says_which() -> None:
    def row(number: int, answered: int) -> ProjectRow:
        summary = {"scores": [{"id": "joel", "answered": answered}]}
        return ProjectRow(str(number), f"P{number:04}", "", "", summary, "")

    rows = [row(number, answered=number % 100 == 99) for number in range(1000)]
    assert [found.id for found in usual(rows)] == [str(number) for number in range(8)]
    assert [found.id for found in usual(rows, "joel")] == [str(number) for number in range(99, 899, 100)]
    assert [found.id for found in usual(rows[90:101], "joel")][-2:] == ["96", "99"]
    assert usual([row(1, 0)._replace(summary={})], "joel")


def test_pages_are_whole(talk: Workbook) -> None:
    for found in pages():
        assert all(len(row) == len(found.columns) for row in found.rows)
        assert not found.instrument or talk.pack.instrument(found.instrument)
    assert "Irina Kukuyeva" in " ".join(page("about").says)
    unknown = {row[0]: set(row[1:]) for row in page("mlts").rows}
    assert unknown["Model development"] == unknown["ML monitoring"] == {"?"}
    assert sum(len(lost.says) for lost in page("mlts").lost) == 16
    for path in (path for group in row_groups() for row in group.rows for path in row.paths):
        if ":" in path:
            talk.pack.field(path)
        else:
            talk.pack.question(path)


def test_cells_fold_and_long_words_are_cut() -> None:
    assert fold("Virtual env, cookiecutter", 8, len) == ["Virtual", "env,", "cookiecu", "tter"]
    assert fold("", 8, len) == [""]
    assert widths([["Row", "x" * 60, "y"]], 30, len) == [3, 22, 1]
    assert widths([["Row", *["x" * 20] * 6]], 40, len) == []
