"""Records of decisions: each tells what was said of one, under a name that it keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import Scene
from tests.documents.aftermath import opened
from tests.documents.registers import DECISIONS
from tests.documents.samples import GOLDEN, sample
from tests.documents.structure import HOSTILE, saying
from workbook.application.export import Exported, export
from workbook.documents import documents, render
from workbook.domain.commands import CloseForm, RemoveRow
from workbook.text import accept

MARKER = re.compile(r"^<!-- .* -->\n?", re.MULTILINE)


def paths(scene: Scene, kind: str = "decisions/") -> list[str]:
    return [spec.path for spec in documents(scene.project) if spec.path.startswith(kind)]


def record(scene: Scene, number: int = 1) -> str:
    """What a reader sees of the record."""
    return MARKER.sub("", render(scene.project, paths(scene)[number - 1]).text)


def exported(scene: Scene, folder: Path, *only: str) -> dict[str, Exported]:
    """What an export does, by the name of the file."""
    return {found.path.relative_to(folder).as_posix(): found for found in export(scene.project, folder, only)}


def two(**columns: str) -> Scene:
    scene = Scene()
    scene.row("people", name="Ana Ruiz", part="decides")
    scene.row("decisions", decision="Shoes first; coats wait", date="2026-11-23", kind="scope-cut", **columns)
    scene.row("decisions", decision="Shadow first", date="2026-11-23", kind="other", supersedes="Shoes first")
    return scene


@pytest.mark.parametrize("number", DECISIONS)
def test_golden(number: int) -> None:
    """Renew with `python -m tests.documents.registers`, then read what has changed as the reader would."""
    found = [spec for spec in documents(sample("harbour")) if spec.path.startswith("decisions/")][number - 1]
    golden = GOLDEN / f"decision-harbour-{number}.md"

    assert render(sample("harbour"), found.id).text == golden.read_bytes().decode()


def test_a_record_tells_what_was_said_and_nothing_else() -> None:
    scene = two(why="Too few reviews.", alternatives="All at once\n- one supplier", consequences="Coats by hand.")
    old, new = record(scene), record(scene, 2)

    assert "**Status:** replaced by [Shadow first](0002-shadow-first.md) on 23 Nov 2026" in old
    assert "- **Shoes first; coats wait** (chosen)\n- All at once\n- one supplier\n" in old
    assert "## Decision outcome\n\nShoes first; coats wait.\n\n**Why:** Too few reviews.\n" in old
    assert "### Consequences\n\nCoats by hand.\n" in old
    assert "- **Who decided it**: nobody has said." in old
    assert "It replaces [Shoes first; coats wait](0001-shoes-first-coats-wait.md) of 23 Nov 2026." in new
    headings = re.findall(r"^#+ (.*)", new, re.MULTILINE)
    assert headings == ["Shadow first", "Context and problem statement", "Decision outcome", "Not known yet"]


def test_a_long_decision_has_a_short_heading_and_is_told_whole() -> None:
    scene = Scene()
    text = "We take shoes first. " + "And then, when there are reviews enough, the coats. " * 3
    scene.row("decisions", decision=text.strip(), kind="other")
    scene.row("decisions", decision="word " * 40, kind="other")

    assert record(scene).startswith("# We take shoes first\n")
    assert text.strip() in record(scene)
    assert re.match(r"# (word )+word…\n", record(scene, 2))


def test_two_versions_are_both_told() -> None:
    scene = two()
    row = scene.project.rows("decisions")[0].id
    scene.conflicting_row("decisions", row, {"decision": "Coats first"})

    assert "not settled" in record(scene)
    assert re.search(r"- Shoes first; coats wait, 23 Nov 2026\n.*- Coats first", record(scene), re.DOTALL)


def test_a_name_stays_whatever_is_reworded_moved_or_taken_back() -> None:
    scene = two()
    at = opened(scene, "Late table")
    before = [*paths(scene), *paths(scene, "postmortem")]
    first, second = (row.id for row in scene.project.rows("decisions"))
    scene.change("decisions", second, {"decision": "Shadow before anything else"})
    scene.answer(f"post.pm-record{at}", {"title": "The table came late"})
    assert [*paths(scene), *paths(scene, "postmortem")] == before
    assert record(scene, 2).startswith("# Shadow before anything else\n")

    scene.do(RemoveRow("decisions", first))
    scene.row("decisions", decision="Coats now", kind="pivot")
    assert paths(scene) == ["decisions/0002-shadow-first.md", "decisions/0003-coats-now.md"]


def test_a_file_that_is_there_keeps_its_name_and_links_follow_it(tmp_path: Path) -> None:
    scene = two()
    exported(scene, tmp_path)
    folder = tmp_path / "decisions"
    (folder / "0001-shoes-first-coats-wait.md").rename(folder / "0007-shoes (ours).md")
    scene.row("decisions", decision="Third", kind="other")

    found = exported(scene, tmp_path)

    assert sorted(path.name for path in folder.iterdir()) == [
        "0002-shadow-first.md",
        "0003-third.md",
        "0007-shoes (ours).md",
    ]
    assert "(0007-shoes%20%28ours%29.md)" in (folder / "0002-shadow-first.md").read_text(encoding="utf-8")
    assert not any(document.problem for document in found.values())
    assert not any(document.written for document in exported(scene, tmp_path).values())


def test_a_record_is_of_its_time(tmp_path: Path) -> None:
    """Neither another version of the project nor anything that is recorded elsewhere makes it stale."""
    scene = two()
    exported(scene, tmp_path)
    scene.cycle("v2")
    scene.answer("kickoff.problem", "Boots come back.")
    scene.row("decisions", decision="Coats now", kind="pivot")
    found = exported(scene, tmp_path, "decision")

    assert [document.state for document in found.values()] == ["current", "current", "new"]
    assert "version v1;" in record(scene, 2)
    assert "version v2;" in record(scene, 3)


def test_a_copy_of_a_file_is_not_taken_for_it(tmp_path: Path) -> None:
    scene = two()
    exported(scene, tmp_path)
    file = tmp_path / "decisions" / "0002-shadow-first.md"
    copy = file.with_name("0002-a copy of shadow-first.md")
    copy.write_bytes(file.read_bytes())
    scene.change("decisions", scene.project.rows("decisions")[1].id, {"why": "Nobody trusts it yet."})

    assert exported(scene, tmp_path)["decisions/0002-shadow-first.md"].written
    assert "Nobody trusts" not in copy.read_text(encoding="utf-8")


def test_an_incident_that_was_dropped_is_told_as_well(tmp_path: Path) -> None:
    scene = Scene()
    at = opened(scene, "Late table")
    exported(scene, tmp_path)
    scene.do(CloseForm(at[1:], dropped=True, reason="Opened twice"))

    assert exported(scene, tmp_path)["postmortem-01-late-table.md"].state == "leftover"


def test_histories_that_are_brought_together_move_no_name_that_was_given(tmp_path: Path) -> None:
    scene = two()
    events = scene.events
    scene.events = [event for event in events if event.subject.row != events[-2].subject.row]
    exported(scene, tmp_path)
    assert [path.name for path in (tmp_path / "decisions").iterdir()] == ["0001-shadow-first.md"]

    scene.events = events
    exported(scene, tmp_path)
    assert sorted(path.name for path in (tmp_path / "decisions").iterdir()) == [
        "0001-shadow-first.md",
        "0002-shoes-first-coats-wait.md",
    ]


def test_what_was_taken_back_leaves_a_file_that_is_told(tmp_path: Path) -> None:
    scene = two()
    earlier = scene.project
    exported(scene, tmp_path)
    scene.do(RemoveRow("decisions", scene.project.rows("decisions")[1].id))
    left = exported(scene, tmp_path)["decisions/0002-shadow-first.md"]

    assert (left.state, left.written, left.current) == ("leftover", False, False)
    assert "taken back" in left.problem
    assert (tmp_path / "decisions" / "0002-shadow-first.md").exists()
    assert all(found.state != "leftover" for found in export(earlier, tmp_path, write=False))


def test_all_records_are_exported_by_the_name_of_their_kind(tmp_path: Path) -> None:
    assert len(exported(two(), tmp_path, "decision")) == 2
    assert list(exported(two(), tmp_path, "decisions/0002-shadow-first")) == ["decisions/0002-shadow-first.md"]


@pytest.mark.parametrize("text", ["".join(HOSTILE), "\n".join(HOSTILE), "[/] [@click=app.quit](x) `a` | \x00 🎉", "…"])
def test_nothing_that_is_typed_gets_out_of_its_place(text: str) -> None:
    scene = two(owner="Ana Ruiz", why="w", context="c", consequences="f", dissent="d", revisit="2026-12-01")
    calm = [block.id for block in render(scene.project, paths(scene)[0]).blocks]
    wild = saying(scene, accept(text))
    found = [spec for spec in documents(wild) if spec.path.startswith("decisions/")]

    assert [block.id for block in render(wild, found[0].id).blocks] == calm
    assert re.fullmatch(r"decisions/0001-[a-z0-9-]+\.md", found[0].path)
    assert re.findall(r"^#+ ", render(wild, found[0].id).text, re.MULTILINE).count("# ") == 1
