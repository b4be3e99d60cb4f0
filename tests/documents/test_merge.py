"""A document against a file that people worked on: their text stays, ours moves on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.documents.stories import full
from workbook.documents import Block, Comparison, Rendered, State, catalogue, compare, render, write
from workbook.documents.markers import Fenced, Outside, Segment, fence, parse
from workbook.errors import DocumentDamaged, DocumentEdited

SPEC = catalogue()[0]

IDS = "abcdef"
WORDS = st.text("xyz \n#|<>-", max_size=8)
BLOCK_TEXTS = WORDS.map(str.strip).filter(bool)
DOCUMENTS = st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=6).flatmap(
    lambda ids: st.tuples(*(st.tuples(st.just(i), BLOCK_TEXTS) for i in ids))
)
OUTSIDE = st.lists(st.sampled_from(["note", "", "# mine", "| a |", "<!-- a comment -->", "é"]), max_size=3)


def document(blocks: Iterable[tuple[str, str]]) -> Rendered:
    """A document of such blocks."""
    made = tuple(Block(block_id, text) for block_id, text in blocks)
    return Rendered(SPEC, "\n".join(fence(block.id, block.text) for block in made), made)


def compared(rendered: Rendered, content: str | bytes) -> Comparison:
    """The document against a file with that content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SPEC.path
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return compare(rendered, path)


def after(rendered: Rendered, content: str | bytes) -> str:
    """What a write would make of such a file."""
    return compared(rendered, content).after.decode()


def blocks_of(content: str) -> dict[str, str]:
    return {s.id: s.text for s in parse(content) if isinstance(s, Fenced)}


def outside_of(segments: Sequence[Segment]) -> list[str]:
    """The lines outside blocks that say something."""
    lines = (line for s in segments if isinstance(s, Outside) for line in s.raw.split("\n"))
    return [line.strip("\r") for line in lines if line.strip()]


@pytest.mark.property
@given(old=DOCUMENTS, new=DOCUMENTS, outside=st.lists(OUTSIDE, min_size=7, max_size=7), data=st.data())
def test_merge(
    old: Sequence[tuple[str, str]],
    new: Sequence[tuple[str, str]],
    outside: list[list[str]],
    data: st.DataObject,
) -> None:
    """Blocks moved about, edited, and text of one's own between them; then another version is written over it."""
    edited = data.draw(st.dictionaries(st.sampled_from([i for i, _ in old]), BLOCK_TEXTS, max_size=2))
    moved = data.draw(st.permutations(list(old)))
    content = _file(moved, edited, outside)
    changed = {i for i, text in old if edited.get(i, text) not in (text, dict(new).get(i))}

    comparison = compared(document(new), content)
    written = comparison.after.decode()
    found = blocks_of(written)

    assert outside_of(parse(written)) == outside_of(parse(content))
    assert {edit.block for edit in comparison.edits} == changed
    assert found == {i: t for i, t in new if i not in changed} | {i: edited[i] for i in changed}
    assert [i for i in found if i in dict(old)] == [i for i, _ in moved if i in found]
    assert after(document(new), written) == written
    assert compared(document(new), written).state is (State.EDITED if changed else State.CURRENT)


def _file(blocks: Iterable[tuple[str, str]], edited: dict[str, str], outside: list[list[str]]) -> str:
    parts = []
    for (block_id, text), lines in zip(blocks, outside, strict=False):
        parts += [
            *lines,
            fence(block_id, text).replace(f"\n{text}\n", f"\n{edited.get(block_id, text)}\n").rstrip("\n"),
        ]
    return "\n".join([*parts, *outside[-1], ""])


def test_a_new_block_comes_after_the_one_that_precedes_it_in_the_template() -> None:
    content = f"# Mine\n\n{fence('a', 'A')}\nafter a\n\n{fence('c', 'C')}\nthe end\n"

    written = after(document([("z", "Z"), ("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]), content)

    assert list(blocks_of(written)) == ["z", "a", "b", "c", "d"]
    assert written.startswith("# Mine\n\n<!-- mlworkbook:begin z ")
    assert f"{fence('a', 'A')}\n{fence('b', 'B')}\nafter a\n" in written
    assert written.endswith("\nthe end\n")


def test_a_block_that_the_template_no_longer_makes_goes_with_its_blank_line() -> None:
    three = [("a", "A"), ("b", "B"), ("c", "C")]

    for gone in range(3):
        left = [block for place, block in enumerate(three) if place != gone]
        assert after(document(left), document(three).text) == document(left).text


def test_an_edited_block_that_the_template_no_longer_makes_stays() -> None:
    content = document([("a", "A"), ("b", "B")]).text.replace("\nB\n", "\nBee\n")

    comparison = compared(document([("a", "A")]), content)

    assert comparison.after.decode() == content
    assert [(edit.block, edit.text, edit.ours) for edit in comparison.edits] == [("b", "Bee", "")]


def test_an_edit_is_kept_reported_and_shown_while_the_rest_moves_on() -> None:
    content = document([("a", "one"), ("b", "two")]).text.replace("\ntwo\n", "\ntwo and a half\n")

    comparison = compared(document([("a", "uno"), ("b", "due")]), content)

    assert comparison.state is State.EDITED
    assert blocks_of(comparison.after.decode()) == {"a": "uno", "b": "two and a half"}
    assert "-due\n+two and a half" in comparison.edits[0].diff
    assert "-one\n" in comparison.diff
    assert "+uno\n" in comparison.diff
    assert isinstance(comparison.complaint, DocumentEdited)
    assert "b" in str(comparison.complaint)


def test_an_edit_that_has_become_the_answer_is_no_edit_any_more() -> None:
    content = document([("a", "one")]).text.replace("\none\n", "\nuno\n")

    comparison = compared(document([("a", "uno")]), content)

    assert comparison.state is State.STALE
    assert comparison.after.decode() == document([("a", "uno")]).text


def test_blank_lines_that_a_formatter_adds_within_a_block_are_no_edit() -> None:
    content = document([("a", "one")]).text.replace("\none\n", "\n\none\n\n")

    assert compared(document([("a", "one")]), content).state is State.CURRENT


@pytest.mark.parametrize("ending", ["\n", ""])
@pytest.mark.parametrize("bom", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_line_ends_bom_and_missing_final_newline_are_kept(newline: str, bom: str, ending: str) -> None:
    content = (
        bom + f"mine\n\n{fence('a', 'A')}\n{fence('b', 'B')}".replace("\n", newline).removesuffix(newline) + ending
    )
    if ending:
        content = content.removesuffix("\n") + newline

    unchanged = compared(document([("a", "A"), ("b", "B")]), content)
    changed = after(document([("a", "A\nA"), ("b", "B"), ("c", "C")]), content)

    assert unchanged.state is State.CURRENT
    assert changed.startswith(f"{bom}mine{newline}")
    assert changed.endswith(newline) is bool(ending)
    assert changed.count("\n") == changed.count(newline)
    assert list(blocks_of(changed.removeprefix(bom))) == ["a", "b", "c"]


GOOD = document([("a", "A"), ("b", "B")]).text


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD.replace("<!-- mlworkbook:end a -->\n", ""), "line 4"),
        (GOOD.replace("<!-- mlworkbook:end b -->\n", ""), "line 5"),
        (GOOD[GOOD.index("A\n") :], "line 2"),
        (GOOD + GOOD, "line 8"),
        (GOOD.replace("mlworkbook:begin a", "mlworkbook:begin  a"), "line 1"),
        (GOOD.replace("sha256=", "sha256="[:-1]), "line 1"),
        (GOOD.replace("<!-- mlworkbook:end a", "<!--mlworkbook:end a"), "line 3"),
        (GOOD.replace("<!-- mlworkbook:end a", "  <!-- mlworkbook:end a"), "line 3"),
        (GOOD.replace("<!-- mlworkbook:end a", "<!-- mlworkbook:end b"), "line 3"),
        ("A page of somebody's own.\n", "spec.md"),
        (b"\xff\xfe mine", "UTF-8"),
    ],
)
def test_damaged_markers_leave_the_file_alone(content: str | bytes, line: str, tmp_path: Path) -> None:
    path = tmp_path / SPEC.path
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = path.read_bytes()

    comparison = compare(document([("a", "new"), ("b", "B")]), path)

    assert comparison.state is State.DAMAGED
    assert line in str(comparison.complaint)
    with pytest.raises(DocumentDamaged):
        write(comparison, tmp_path)
    assert path.read_bytes() == before


@given(position=st.integers(0, len(GOOD) - 1), size=st.integers(1, 30))
@example(position=0, size=3)
def test_a_torn_marker_never_costs_a_persons_text(position: int, size: int) -> None:
    """Any stretch cut out: the file is damaged, or blocks are edited, or nothing of ours was touched."""
    content = f"mine {GOOD[:position]}{GOOD[position + size :]} mine too"

    comparison = compared(document([("a", "new"), ("b", "newer")]), content)

    written = comparison.after.decode()
    assert written.startswith("mine ")
    assert written.endswith(" mine too")


def test_exporting_twice_changes_nothing(tmp_path: Path) -> None:
    rendered = render(full().project, "spec")
    path = tmp_path / SPEC.path

    first = compare(rendered, path)
    assert first.state is State.NEW
    assert first.diff.startswith("--- /dev/null\n+++ b/spec.md")
    assert write(first, tmp_path)

    second = compare(render(full().project, "spec"), path)
    assert second.state is State.CURRENT
    assert second.diff == ""
    assert not write(second, tmp_path)


def test_a_change_elsewhere_in_the_project_does_not_make_the_document_stale() -> None:
    scene = full()
    before = render(scene.project, "spec")

    scene.answer("joel.1", {"mark": "yes"})
    scene.row("debt", item="Size codes are mapped in two places", category="glue-code")

    assert render(scene.project, "spec").text == before.text


def test_the_document_knows_no_today() -> None:
    scene = full()
    before = render(scene.project, "spec").text

    scene.now = scene.now.replace(year=2031)

    assert render(scene.project, "spec").text == before


def test_a_diff_is_safe_to_show_in_a_terminal() -> None:
    content = document([("a", "one")]).text.replace("\none\n", "\n\x1b]52;c;aGk=\x07\n")

    comparison = compared(document([("a", "two"), ("b", "B")]), content)

    assert "\x1b" not in comparison.diff + comparison.edits[0].diff
    assert "␛]52" in comparison.edits[0].diff
