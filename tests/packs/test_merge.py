"""A team's pack over the built-in one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.packs.sample import FILES, load
from workbook.packs.merge import Layer, dicts, layer_of, merge, ordered, questions_of
from workbook.packs.shapes import text_of
from workbook.strict_yaml import DictNode, parse, plain

QUESTION = "{id: %s, title: %s, ask: X, mandatory: optional, type: flag}"


def team(more: str) -> dict[str, str]:
    return {"team.yaml": more}


def test_a_known_question_is_replaced_whole_and_where_it_stands(tmp_path: Path) -> None:
    more = f"phase: {{id: kickoff, sections: [{{id: ours, questions: [{QUESTION % ('kickoff.problem', 'Ours')}]}}]}}"
    kickoff = load(tmp_path, FILES, team(more)).pack.phase("kickoff")
    assert [section.id for section in kickoff.sections] == ["need", "measure"]
    problem = kickoff.sections[0].questions[0]
    assert (problem.id, problem.title, problem.section) == ("kickoff.problem", "Ours", "need")
    assert (problem.core, problem.code, problem.talk) == (False, "", ())


def test_a_question_of_a_form_is_replaced_there(tmp_path: Path) -> None:
    more = f"phase: {{id: kickoff, sections: [{{id: ours, questions: [{QUESTION % ('kickoff.happened', 'Ours')}]}}]}}"
    happened = load(tmp_path, FILES, team(more)).pack.question("kickoff.happened")
    assert (happened.title, happened.form, happened.section) == ("Ours", "incident", "what")


def test_sections_and_questions_are_added_at_the_end(tmp_path: Path) -> None:
    more = f"""
phase:
  id: kickoff
  sections:
    - id: need
      questions: [{QUESTION % ("kickoff.late", "Late")}]
    - id: ours
      title: Ours
      questions: [{QUESTION % ("kickoff.ours", "Ours")}]
"""
    kickoff = load(tmp_path, FILES, team(more)).pack.phase("kickoff")
    assert [(s.id, s.title, [q.id for q in s.questions]) for s in kickoff.sections] == [
        ("need", "The need", ["kickoff.problem", "kickoff.risk", "kickoff.late"]),
        ("measure", "The measure", ["kickoff.metrics"]),
        ("ours", "Ours", ["kickoff.ours"]),
    ]
    assert kickoff.title == "Kickoff"
    assert [form.id for form in kickoff.forms] == ["incident"]
    assert kickoff.gate is not None


def test_a_phase_keeps_what_the_team_does_not_say_and_takes_what_it_says(tmp_path: Path) -> None:
    more = """
phase:
  id: kickoff
  title: Our kickoff
  gate: {id: kickoff.gate, ask: "Well?", outcomes: [{id: go, label: go}, {id: wait, label: wait}], passing: [go]}
"""
    kickoff = load(tmp_path, FILES, team(more)).pack.phase("kickoff")
    assert (kickoff.title, kickoff.code) == ("Our kickoff", "KO")
    assert kickoff.gate is not None
    assert ([option.id for option in kickoff.gate.outcomes], kickoff.gate.rules) == (["go", "wait"], ())


def test_a_new_phase_follows_at_the_end_unless_the_team_orders_it(tmp_path: Path) -> None:
    question = QUESTION % ("ours.first", "First")
    more = f"phase: {{id: ours, title: Ours, sections: [{{id: a, title: A, questions: [{question}]}}]}}"
    assert [phase.id for phase in load(tmp_path / "1", FILES, team(more)).pack.phases] == ["kickoff", "live", "ours"]
    both = {**team(more), "pack.yaml": "pack: {phases: [ours]}"}
    assert [phase.id for phase in load(tmp_path / "2", FILES, both).pack.phases] == ["ours", "kickoff", "live"]


def test_a_manifest_is_changed_key_by_key(tmp_path: Path) -> None:
    pack = load(tmp_path, FILES, {"pack.yaml": "pack: {title: Ours, triage: []}"}).pack
    assert (pack.id, pack.title, pack.version, pack.triage.fields) == ("small", "Ours", "1.10", ())


def test_a_table_gets_columns_and_loses_none(tmp_path: Path) -> None:
    more = """
collections:
  - id: metrics
    noun: figure
    columns:
      - {name: window, type: text, label: Window}
      - {name: baseline, type: quantity, label: Start}
"""
    metrics = load(tmp_path, FILES, team(more)).pack.collection("metrics")
    assert [column.name for column in metrics.columns] == ["name", "kind", "baseline", "owner", "window"]
    assert (metrics.noun, metrics.title, metrics.column("baseline").label) == ("figure", "Metrics", "Start")


Plain = dict[str, Any]
IDS = st.sampled_from("abcde")


@st.composite
def areas(draw: st.DrawFn, *, with_forms: bool = True) -> Plain:
    """A phase or instrument as a file may hold it: every question in one place, every key optional."""
    questions = [{"id": id, "title": draw(st.sampled_from("xyz"))} for id in draw(st.lists(IDS, unique=True))]
    area: Plain = draw(st.fixed_dictionaries({"id": IDS}, optional={"title": st.sampled_from("xyz")}))
    homes = ["sections", "forms"] if with_forms else ["sections"]
    placed: dict[str, dict[str, list[Plain]]] = {"sections": {}, "forms": {}}
    for question in questions:
        placed[draw(st.sampled_from(homes))].setdefault(draw(IDS), []).append(question)
    if placed["sections"]:
        area["sections"] = [{"id": id, "questions": held} for id, held in placed["sections"].items()]
    if placed["forms"]:
        area["forms"] = [
            {"id": id, "sections": [{"id": "s", "questions": held}]} for id, held in placed["forms"].items()
        ]
    return area


COLUMNS: st.SearchStrategy[Plain] = st.fixed_dictionaries({"name": IDS}, optional={"label": st.sampled_from("xyz")})
COLLECTIONS: st.SearchStrategy[Plain] = st.fixed_dictionaries(
    {"id": IDS}, optional={"title": st.sampled_from("xyz"), "columns": st.lists(COLUMNS, unique_by=lambda c: c["name"])}
)


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    files: list[Plain] = [{"phase": area} for area in draw(st.lists(areas(), max_size=3, unique_by=lambda a: a["id"]))]
    lists = st.lists(areas(with_forms=False), max_size=2, unique_by=lambda area: area["id"])
    files += [{"instrument": area} for area in draw(lists)]
    files.append({"collections": draw(st.lists(COLLECTIONS, max_size=3, unique_by=lambda c: c["id"]))})
    if draw(st.booleans()):
        order = st.lists(IDS, unique=True)
        keys = {"title": st.sampled_from("xyz"), "phases": order, "instruments": order}
        files.append({"pack": draw(st.fixed_dictionaries({}, optional=keys))})
    roots = [parse(json.dumps(file), "team.yaml") for file in files]
    return layer_of(root for root in roots if isinstance(root, DictNode))


def bare(layer: Layer) -> Any:
    """The layer without places in files."""
    manifest = None if layer.manifest is None else plain(layer.manifest)
    return manifest, *([plain(node) for node in nodes] for nodes in layer[1:])


def questions(layer: Layer) -> dict[tuple[str, str], str]:
    """(area, question) -> title, in the order of asking."""
    found = [(text_of(area, "id"), place.question) for area in layer.phases for place in questions_of(area)]
    return {(area, text_of(question, "id")): text_of(question, "title") for area, question in found}


def columns(layer: Layer) -> set[tuple[str, str]]:
    return {(text_of(c, "id"), text_of(column, "name")) for c in layer.collections for column in dicts(c, "columns")}


@given(layers())
def test_nothing_over_a_pack_or_a_pack_over_nothing_is_the_pack(layer: Layer) -> None:
    assert bare(merge(layer, Layer())) == bare(layer)
    assert bare(merge(Layer(), layer)) == bare(layer)


@given(layers())
def test_a_pack_over_itself_is_itself(layer: Layer) -> None:
    assert bare(merge(layer, layer)) == bare(layer)


@given(layers(), layers())
def test_nothing_is_ever_taken_away(base: Layer, over: Layer) -> None:
    merged = ordered(merge(base, over))
    assert questions(merged).keys() == questions(base).keys() | questions(over).keys()
    assert columns(merged) == columns(base) | columns(over)


@given(layers(), layers())
def test_what_lies_on_top_is_seen_and_the_rest_shows_through(base: Layer, over: Layer) -> None:
    assert questions(merge(base, over)) == {**questions(base), **questions(over)}


@given(layers(), layers())
def test_what_was_there_keeps_its_order(base: Layer, over: Layer) -> None:
    before = questions(base)
    assert [key for key in questions(merge(base, over)) if key in before] == list(before)


@given(layers(), layers(), layers())
def test_it_does_not_matter_which_two_are_laid_together_first(first: Layer, second: Layer, third: Layer) -> None:
    assert bare(merge(merge(first, second), third)) == bare(merge(first, merge(second, third)))
