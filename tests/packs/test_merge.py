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

QUESTION = "{id: %s, title: %s, ask: X?, mandatory: optional, type: flag}"


def team(more: str) -> dict[str, str]:
    return {"team.yaml": more}


def test_a_known_question_is_replaced_whole_and_where_it_stands(tmp_path: Path) -> None:
    elsewhere = "phase: {id: kickoff, sections: [{id: ours, questions: [%s]}]}" % (QUESTION % ("kickoff.risk", "Ours"))
    files = {**FILES, "pack.yaml": "pack: {id: small, title: Small, version: 1}", "joel.yaml": "collections: []\n"}
    files["kickoff.yaml"] = FILES["kickoff.yaml"].replace(
        "kickoff.risk:personal, is: yes", "kickoff.risk:value, is: yes"
    )
    files["kickoff.yaml"] = files["kickoff.yaml"].replace(
        "- not: {all: [{field: kickoff.risk:criticality, in: [internal]}, never]}", "- never"
    )
    replaced = elsewhere.replace("type: flag", "type: yesno")
    pack = load(tmp_path, {**files, "kickoff.yaml": FILES["kickoff.yaml"], "pack.yaml": FILES["pack.yaml"]}).pack
    assert pack.question("kickoff.risk").title == "Risk"
    files["kickoff.yaml"] = files["kickoff.yaml"].replace("kickoff.risk:value", "kickoff.problem:value")
    assert replaced


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
