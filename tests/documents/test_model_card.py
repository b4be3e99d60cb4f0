"""The model card: what it tells first, what it leaves out, and the lines of YAML that it begins with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import Scene
from tests.documents.github import body
from tests.documents.plans import hasty, prepared
from tests.documents.samples import GOLDEN
from tests.documents.structure import HOSTILE, TEXTS, saying
from tests.strategies import WHOLE
from workbook.documents import State, compare, documents, render, write
from workbook.documents.front_matter import scalar
from workbook.documents.markers import FRONT, Fenced, parse
from workbook.text import accept, one_line


def texts(scene: Scene) -> dict[str, str]:
    """The blocks of a card, each on one line."""
    return {block.id: " ".join(block.text.split()) for block in render(scene.project, "model-card").blocks}


def front(markdown: str) -> dict[str, Any]:
    """The front matter, as a site reads it."""
    found = re.match(r"---[\r\n]+(.*?)[\r\n]+---[\r\n]", markdown, re.DOTALL)
    assert found is not None
    loaded = yaml.safe_load(found[1])
    assert isinstance(loaded, dict)
    return loaded


# What it tells


def test_what_it_is_how_good_where_it_fails_and_whom_to_ask_come_first() -> None:
    found = texts(prepared())

    assert list(found)[:5] == [FRONT, "title", "heading:at-a-glance", "glance", "ml.gate"]
    assert "- **Model:** triage 1.1.0, its result recorded on 23 Nov 2026" in found["glance"]
    assert "**Released:** triage 1.2.0; **what is measured below is triage 1.1.0**" in found["glance"]
    assert "0.72 points, between 0.66 and 0.78; best baseline: 0.63; needed: 0.70 (a guess)" in found["glance"]
    assert "by Recall (an estimate):**" in found["glance"]
    assert "**Weak on:** Men's shoes (Recall: 0.52, the limit is 0.6)" in found["glance"]
    assert "**Unequal treatment:** **found, and still open**" in found["glance"]
    assert found["ml.gate"].startswith("Whether to go on with it: **iterate**, decided by Ana Ruiz")


def test_what_nobody_said_is_not_made_up() -> None:
    found = texts(hasty())

    assert "**Licence:** nobody said; ask before you use it anywhere else" in found["details"]
    assert "until somebody is, it counts as no better than the baseline" in found["glance"]
    assert "Where it fails, and must not be used**: mei finds out by 4 Dec 2026. Note: coats?" in found["missing"]
    assert front(render(hasty().project, "model-card").text) == {"tags": ["harbour-reviews"]}


def test_a_card_is_written_once_there_is_a_model_to_speak_of() -> None:
    scene = Scene()
    scene.answer("ml.approach", {"simplest": "Word counts"})
    assert "model-card" not in {spec.id for spec in documents(scene.project)}
    assert "- **Model:** there is no candidate yet" in texts(scene)["glance"]
    scene.answer("ml.candidate", {"candidate": "counts 0.1"})
    assert "model-card" in {spec.id for spec in documents(scene.project)}
    assert "**counts 0.1** has no result yet." in texts(scene)["ml.candidate"]


def test_where_nobody_is_touched_there_is_nothing_about_ethics() -> None:
    scene = Scene()
    scene.answer("ml.candidate", {"candidate": "counts 0.1"})
    risk = {"criticality": "internal", "affected": "nobody", "personal": "none", "regulated": "none"}
    scene.answer("kickoff.risk", risk)
    assert "heading:ethics" not in texts(scene)
    scene.answer("kickoff.risk", {"regulated": "sector"})
    assert "No personal data is involved. The rules of our sector apply." in texts(scene)["kickoff.risk"]
    assert {"data-qa.personal", "ml.fairness"}.isdisjoint(texts(scene))


def test_what_is_disputed_worded_or_carried_over_is_told_as_such() -> None:
    scene = prepared()
    scene.cycle("v2")
    carried = texts(scene)
    assert "by Recall (an estimate, carried over from v1, not confirmed yet):**" in carried["glance"]
    assert carried["kickoff.target"].endswith("- **About:** One size chart Carried over from v1, not confirmed yet.")
    assert "\n\nCarried over" in next(
        b.text for b in render(scene.project, "model-card").blocks if b.id == "kickoff.target"
    )

    scene.word("ml.limits", "Never for coats; it cannot take a joke.")
    scene.answer("ml.candidate", {"candidate": "triage 2.0"})
    scene.conflict("ml.candidate", {"candidate": "triage 2.1"})
    scene.answer("preprod.model-card", {"licence": "mit"})
    scene.conflict("preprod.model-card", {"licence": "isc"})
    found = texts(scene)
    assert "**Model:** two answers stand against each other" in found["glance"]
    assert "**Licence:** two answers stand against each other" in found["details"]
    assert "it cannot take a joke" in found["ml.limits~wording"]
    assert "ml.limits:fails" not in found
    assert set(front(render(scene.project, "model-card").text)) == {"tags"}


def test_the_samples_say_in_their_cards_what_an_auditor_asks_for() -> None:
    harbour, fraud = (
        (GOLDEN / name).read_text("utf-8") for name in ("model-card-harbour.md", "fraud-screening/model-card.md")
    )

    for told in (
        "between 0.66 and 0.78",
        "32.4 % on 27 Oct 2026; minimum met, target missed",
        "17 came up in the first",
    ):
        assert told in harbour
    for told in (
        "**Limit broken in use, Good payments declined:** 2.4 %",
        "so the result may be too good",
        "2.1 in 0.7",
    ):
        assert told in fraud


# The front matter


def test_front_matter_holds_what_answers_can_fill() -> None:
    rendered = render(prepared().project, "model-card")
    data = {"name": "Test data, 2 Oct 2026 to 30 Oct 2026", "type": "Test data, 2 Oct 2026 to 30 Oct 2026"}
    metric = {"type": "Recall", "name": "Recall (points), an estimate", "value": 0.72}
    result = {"task": {"type": "text-classification"}, "dataset": data, "metrics": [metric]}

    assert front(rendered.text) == {
        "language": ["en", "de"],
        "license": "mit",
        "tags": ["harbour-outfitters-review-triage"],
        "pipeline_tag": "text-classification",
        "model-index": [{"name": "triage 1.1.0", "results": [result]}],
    }
    assert body(rendered.text).startswith("\n<!-- mlworkbook:begin title ")


def test_what_hugging_face_has_no_word_for_is_told_otherwise() -> None:
    scene = prepared()
    card = {"task": "other", "licence": "For us: <alone>", "languages": "English and German"}
    scene.answer("preprod.model-card", card)
    found = front(render(scene.project, "model-card").text)

    assert found == {"license": "other", "license_name": "for-us-alone", "tags": ["harbour-outfitters-review-triage"]}
    assert "**Languages:** English and German" in texts(scene)["details"]


@pytest.mark.property
@WHOLE
@given(typed=TEXTS.map("".join))
@example(typed="".join(HOSTILE))
@example(typed="\n---\n# mlworkbook:end front-matter\nlicense: mit\x00\x85\ufeff🎉")
@example(typed="no")
def test_whatever_is_typed_front_matter_is_read_as_it_was_typed(typed: str) -> None:
    said = accept(typed) or "x"
    text = render(saying(prepared(), said), "model-card").text
    found = front(text)

    shown = one_line(said, 200)
    assert found.get("language", [shown.lower()]) == [shown.lower()]
    assert found["license"] == "other"
    assert found["model-index"][0]["name"] == shown
    assert found["model-index"][0]["results"][0]["metrics"][0]["type"] == shown
    assert [block.id for block in parse(text) if isinstance(block, Fenced)].count(FRONT) == 1


@pytest.mark.property
@given(st.text())
def test_a_scalar_is_one_line_of_yaml_that_says_the_text(text: str) -> None:
    written = scalar(text)

    assert written.isprintable()
    assert not set(written) & set("<>")
    if not re.search("[\ud800-\udfff]", text):
        assert yaml.safe_load(f"key: {written}") == {"key": text}


# The file


def merged(content: str, tmp_path: Path, scene: Scene | None = None) -> str:
    """What a write makes of such a file; another one changes nothing."""
    rendered = render((scene or prepared()).project, "model-card")
    path = tmp_path / "model-card.md"
    path.write_bytes(content.encode())
    write(compare(rendered, path), tmp_path)
    assert compare(rendered, path).state is State.CURRENT
    return path.read_bytes().decode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_keys_of_ones_own_stay_and_are_left_out_of_the_block(newline: str, tmp_path: Path) -> None:
    ours = render(prepared().project, "model-card").text
    own = 'library_name: keras\n"license": gpl-3.0\ntags:\n- mine\n'
    content = ours.replace("# mlworkbook:end front-matter\n", f"# mlworkbook:end front-matter\n{own}", 1)

    written = merged(content.replace("\n", newline), tmp_path)

    assert front(written.replace("\r\n", "\n")) == {
        **{key: value for key, value in front(ours).items() if key not in ("license", "tags")},
        "library_name": "keras",
        "license": "gpl-3.0",
        "tags": ["mine"],
    }
    assert written.count("\n") == written.count(newline)
    assert merged(ours, tmp_path) == ours


def test_a_licence_of_ones_own_takes_the_name_of_ours_along(tmp_path: Path) -> None:
    scene = prepared()
    scene.answer("preprod.model-card", {"licence": "For us alone", "task": "other"})
    ours = render(scene.project, "model-card").text

    found = front(merged(ours.replace("---\n", "---\nlicense: mit\n", 1), tmp_path, scene))

    assert found == {"license": "mit", "language": ["en", "de"], "tags": ["harbour-outfitters-review-triage"]}


def test_front_matter_that_was_taken_out_comes_back_at_the_very_beginning(tmp_path: Path) -> None:
    ours = render(prepared().project, "model-card").text
    bare = body(ours).lstrip("\n")

    assert merged(bare, tmp_path) == ours
    assert merged(f"Mine.\n\n{bare}", tmp_path) == ours.replace("---\n\n<!--", "---\n\nMine.\n\n<!--", 1)
    assert front(merged(f"---\nlanguage: fr\n---\n{bare}", tmp_path))["language"] == "fr"
    assert merged(f"---\n---\n\n{bare}", tmp_path) == ours
    assert front(merged(f"{bare}\n---\n\ntags: are no keys here\n\n---\n", tmp_path)) == front(ours)


def test_all_keys_of_ones_own_leave_no_block_and_no_other_block_goes_between_the_hyphens(tmp_path: Path) -> None:
    ours = render(hasty().project, "model-card").text
    own = re.sub(r"---\n.*?\n---\n", "---\ntags: [mine]\n---\n", ours, count=1, flags=re.DOTALL)
    assert merged(own, tmp_path, hasty()) == own

    without_title = re.sub(r"<!-- mlworkbook:begin title .*?end title -->\n\n", "", ours, flags=re.DOTALL)
    assert merged(without_title, tmp_path, hasty()) == ours


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ("# mlworkbook:begin front-matter sha256=", "#mlworkbook:begin front-matter sha256="),
        ("# mlworkbook:end front-matter\n", ""),
        ("# mlworkbook:end front-matter\n", "  # mlworkbook:end front-matter\n"),
        ("# mlworkbook:end front-matter\n", "<!-- mlworkbook:end front-matter -->\n"),
        ("# mlworkbook:end front-matter\n", "# mlworkbook:end title\n"),
    ],
)
def test_torn_markers_leave_the_file_alone(torn: str, mended: str, tmp_path: Path) -> None:
    rendered = render(prepared().project, "model-card")
    path = tmp_path / "model-card.md"
    path.write_text(rendered.text.replace(torn, mended, 1), encoding="utf-8")

    assert compare(rendered, path).state is State.DAMAGED


def test_an_edit_between_the_markers_is_kept_and_told(tmp_path: Path) -> None:
    rendered = render(prepared().project, "model-card")
    path = tmp_path / "model-card.md"
    path.write_text(rendered.text.replace('license: "mit"', 'license: "gpl-3.0"'), encoding="utf-8")

    comparison = compare(rendered, path)

    assert comparison.state is State.EDITED
    assert [edit.block for edit in comparison.edits] == [FRONT]
    assert comparison.after == comparison.before
