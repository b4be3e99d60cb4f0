"""The index: where the project stands, and the way to every document that there is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.builders import Scene
from tests.documents.aftermath import AFTERMATHS, full
from tests.documents.samples import GOLDEN, SAMPLES, sample
from tests.documents.structure import HOSTILE, bones, html_of, saying, tables
from workbook import resources
from workbook.application.export import export
from workbook.documents import catalogue, render
from workbook.documents.overview import TELLS
from workbook.packs.loader import load_pack
from workbook.text import accept

LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", SAMPLES)
def test_golden(name: str) -> None:
    """Renew with `python -m tests.documents.registers`, then read what has changed as the reader would."""
    assert render(sample(name), "index").text == (GOLDEN / f"index-{name}.md").read_bytes().decode()


def test_every_document_says_in_a_line_what_it_tells() -> None:
    singles = {kind.id for kind in catalogue() if not kind.repeats and kind.id != "index"}
    assert singles - TELLS.keys() == set()
    assert all(line[0].islower() and line[-1] not in ".:" for line in TELLS.values())


def test_every_link_of_every_document_leads_to_a_file_and_every_file_is_linked(tmp_path: Path) -> None:
    written = {found.path for found in export(sample("harbour"), tmp_path)}
    (tmp_path / "decisions" / next(path.name for path in written if "0002" in path.name)).rename(
        tmp_path / "decisions" / "0002-renamed (by hand).md"
    )
    export(sample("harbour"), tmp_path)

    linked = set()
    for file in tmp_path.rglob("*.md"):
        for link in LINK.findall(file.read_text(encoding="utf-8")):
            if "://" not in link:
                linked.add((file.parent / unquote(link)).resolve())
                assert (file.parent / unquote(link)).is_file(), (file.name, link)
    assert {file.resolve() for file in tmp_path.rglob("*.*")} - linked == set()


def test_an_empty_project_has_an_index_without_empty_parts() -> None:
    text = render(Scene().project, "index").text
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)

    assert headings == ["Harbour Outfitters: review triage", "Where it stands", "Documents"]
    assert "| Kickoff | in progress |  |  |" in text
    assert LINK.findall(text) == ["spec.md"]


def test_the_index_moves_on_with_what_it_tells(tmp_path: Path) -> None:
    scene = full()
    export(scene.project, tmp_path)
    scene.row("decisions", decision="Coats now", kind="pivot")
    states = {found.path.name: found.state for found in export(scene.project, tmp_path)}

    assert (states["index.md"], states["runbook.md"]) == ("stale", "current")
    assert "[Coats now](decisions/" in (tmp_path / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["".join(HOSTILE), "\n".join(HOSTILE), "[/] [@click=app.quit](x) | ](y) \x00 🎉"])
@pytest.mark.parametrize("story", AFTERMATHS)
def test_nothing_that_is_typed_gets_out_of_its_place(story: str, text: str) -> None:
    scene = AFTERMATHS[story]()
    scene.row("decisions", decision="Shadow first", kind="other")
    calm, wild = (render(saying(scene, said), "index") for said in ("calm", accept(text)))
    calm_html, wild_html = html_of(calm), html_of(wild)

    assert [block.id for block in wild.blocks] == [block.id for block in calm.blocks]
    for parser, html in calm_html.items():
        assert (tables(wild_html[parser]), bones(wild_html[parser])) == (tables(html), bones(html))


TEAM = """
phase:
  id: audit
  title: The audit
  purpose: An outsider looks at it.
  sections:
    - id: look
      title: The look
      questions:
        - id: audit.who
          code: AU-01
          title: Who looked
          ask: Who looked at it?
          why: A name makes it count.
          mandatory: optional
          fields: [{name: value, type: text}]
  gate:
    id: audit.gate
    code: AU-G
    ask: Is it sound?
    why: Somebody else has to say so.
    outcomes:
      - {id: sound, label: sound}
      - {id: unsound, label: unsound}
    passing: [sound]
    rules: []
"""


def test_a_phase_that_a_team_added_is_told(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(TEAM, encoding="utf-8")
    scene = Scene(pack=load_pack([resources.phases(), tmp_path]).pack)

    assert re.search(r"^\| The audit \| [a-z ]+ \|  \|  \|$", render(scene.project, "index").text, re.MULTILINE)
