"""The JSON Schema: generated from the same shapes that the loader uses, and committed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import workbook
from tests.packs.sample import FILES, changed
from workbook.domain.compositions import FIELD_TYPES, MARKS
from workbook.domain.specs import Kind
from workbook.packs.field_format import FIELD_KINDS
from workbook.packs.format import FILE, QUESTION_KEYS
from workbook.packs.records import Record
from workbook.packs.schema import json_schema, schema_text
from workbook.packs.shapes import Data
from workbook.strict_yaml import Node, Problem, parse

ROOT = Path(workbook.__file__).parents[1]
SCHEMA = json_schema()


def test_the_committed_schema_is_the_generated_one() -> None:
    assert (ROOT / "phases" / "pack.schema.json").read_text(encoding="utf-8") == schema_text()


def test_it_is_the_same_every_time() -> None:
    assert schema_text() == schema_text()
    assert json.loads(schema_text()) == SCHEMA


def test_every_reference_leads_somewhere_and_every_key_has_a_line() -> None:
    names = set(re.findall(r'"#/definitions/([^"]+)"', schema_text()))
    assert names == set(SCHEMA["definitions"])
    for definition in SCHEMA["definitions"].values():
        assert definition["additionalProperties"] is False
        assert all(key["description"] for key in definition["properties"].values())


def test_the_types_are_the_primitives_and_the_compositions() -> None:
    assert list(FIELD_KINDS.words) == [*(kind.value for kind in Kind), *FIELD_TYPES]
    assert QUESTION_KEYS["marks"].shape.schema({})["enum"] == list(MARKS)


def test_the_sample_uses_every_key(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[tuple[str, str]] = set()
    read = Record.read

    def noted(record: Record, node: Node, where: str, problems: list[Problem]) -> Data:
        used.update((record.name, entry.key.text) for entry in getattr(node, "entries", ()))
        return read(record, node, where, problems)

    monkeypatch.setattr(Record, "read", noted)
    for name, text in FILES.items():
        FILE.read(parse(text, name), "", [])
    known = {(name, key) for name, record in SCHEMA["definitions"].items() for key in record["properties"]}
    assert _shared(known) - _shared(used) == set()


def _shared(keys: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Each key once, where several records read it in the same way."""
    same = {"item": "question", "item-section": "section"} | dict.fromkeys(("column", "field"), "question")
    return {(same.get(name, name) if key in QUESTION_KEYS or name in same else name, key) for name, key in keys}


def complaints(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """A judge of the few words of JSON Schema draft 7 that the schema uses; it refuses any other."""
    assert set(schema) <= JUDGED, schema
    if "$ref" in schema:
        yield from complaints(value, SCHEMA["definitions"][schema["$ref"].removeprefix("#/definitions/")])
        return
    yield from _complaints_of_kind(value, schema)
    yield from _complaints_of_parts(value, schema)
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value) or len(value) < schema.get("minLength", 0):
            yield f"{value!r} does not fit"
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield "too short"
        for item in value:
            yield from complaints(item, schema.get("items", {}))
    elif isinstance(value, dict):
        yield from _complaints_of_keys(value, schema)


def _complaints_of_kind(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    types = [TYPES[name] for name in _list(schema.get("type", []))]
    fits = bool in types if isinstance(value, bool) else any(isinstance(value, kind) for kind in types)
    if types and not fits:
        yield f"{value!r} is not {schema['type']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{value!r} is none of {schema['enum']}"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{value} is out of bounds"


def _complaints_of_parts(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    for part in schema.get("allOf", []):
        yield from complaints(value, part)
    if "if" in schema and not list(complaints(value, schema["if"])):
        yield from complaints(value, schema["then"])
    for key, most in (("anyOf", 99), ("oneOf", 1)):
        passed = sum(not list(complaints(value, part)) for part in schema.get(key, []))
        if key in schema and not 1 <= passed <= most:
            yield f"{passed} of {key} hold"


def _complaints_of_keys(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    if len(value) < schema.get("minProperties", 0):
        yield "no keys"
    for key in schema.get("required", []):
        if key not in value:
            yield f"{key} is missing"
    for key, dependency in schema.get("dependencies", {}).items():
        if key in value:
            yield from complaints(value, dependency)
    properties, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    for key, inner in value.items():
        if key not in properties and rest is False:
            yield f"{key} is unknown"
        else:
            yield from complaints(inner, properties.get(key, rest))


TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
}
JUDGED = {
    *("$schema", "$ref", "title", "description", "definitions", "type", "enum", "pattern", "minLength", "minimum"),
    *("maximum", "minItems", "items", "properties", "required", "additionalProperties", "minProperties"),
    *("dependencies", "allOf", "anyOf", "oneOf", "if", "then"),
}


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def as_an_editor_reads_it(text: str) -> Any:
    """YAML 1.2 has true and false only: `no` and `yes` are words there."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or sign in "tf"]
        for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def verdicts(text: str) -> tuple[bool, bool]:
    """Whether the loader's shapes and the schema take a file."""
    problems: list[Problem] = []
    FILE.read(parse(text, "f.yaml"), "", problems)
    return not problems, not list(complaints(as_an_editor_reads_it(text), SCHEMA))


@pytest.mark.parametrize("name", FILES)
def test_the_schema_takes_what_the_loader_takes(name: str) -> None:
    assert verdicts(FILES[name]) == (True, True)


@pytest.mark.parametrize("path", sorted((ROOT / "phases").glob("*.yaml")), ids=lambda path: path.name)
def test_the_schema_takes_the_built_in_pack(path: Path) -> None:
    assert verdicts(path.read_text(encoding="utf-8")) == (True, True)


@pytest.mark.parametrize("path", sorted((ROOT / "phases").glob("*.yaml")), ids=lambda path: path.name)
def test_the_built_in_pack_can_be_read_without_the_c_library(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = path.read_bytes()
    expected = parse(content, path.name)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parse(content, path.name) == expected


WRONG = [
    ("pack.yaml", "pack:", "pakc:"),
    ("pack.yaml", "pack:", "collections: []\npack:"),
    ("pack.yaml", "phases: [kickoff]", "phases: kickoff"),
    ("pack.yaml", "id: small", "id: Small"),
    ("collections.yaml", "register: true", "register: maybe"),
    ("collections.yaml", "scope: cycle", "scope: forever"),
    ("collections.yaml", "label: Owner, collection: people", "label: Owner"),
    ("collections.yaml", "type: quantity", "type: quantity, collection: people"),
    ("kickoff.yaml", "mandatory: core", "mandatory: cor"),
    ("kickoff.yaml", "          mandatory: core\n", ""),
    ("kickoff.yaml", "title: Risk", "titel: Risk"),
    ("kickoff.yaml", "          long: true", "          view: {collection: metrics}"),
    ("kickoff.yaml", "          type: text\n          long: true\n", ""),
    ("kickoff.yaml", "          type: text\n          long: true\n", "          type: flag\n          long: true\n"),
    ("kickoff.yaml", "personal, is: yes}", "personal}"),
    ("kickoff.yaml", "personal, is: yes}", "personal, is: yes, at_least: yes}"),
    (
        "kickoff.yaml",
        "{answered: kickoff.problem}\n          applies",
        "{answered: kickoff.problem, is: a}\n          applies",
    ),
    ("kickoff.yaml", "at_least: 1,", "at_least: 0,"),
    ("kickoff.yaml", "[D-016, D-141]", "[D-16]"),
    ("kickoff.yaml", "passing: [go]", "passing: []"),
    ("kickoff.yaml", "- {name: Orders an hour, kind: business}", "- {}"),
    ("joel.yaml", "marks: yesno, full", "marks: yesno, half"),
    ("live.yaml", "unless: why-not", "unless: Why"),
    ("live.yaml", "label: Where\n", "label: Where\n              unless: why-not\n"),
    ("live.yaml", "count: 2", "count: 0"),
    ("live.yaml", "{closed: fall}", "{closed: fall, count: 2}"),
    ("live.yaml", "{closed: fall}", "{closed: fall, complete: joel}"),
    ("live.yaml", "at_most: 0", "at_most: many"),
    ("live.yaml", "{signed: each, who: [{column: part, in: [decides]}]}", "{signed: each}"),
    ("live.yaml", "column: due, filled: true", "column: due"),
    ("live.yaml", "{decided: by-another}", "{decided: by-another, before: {rows: actions, column: due}}"),
    ("live.yaml", "every: true", "every: yes"),
    ("live.yaml", "known: true", "known: maybe"),
    ("live.yaml", "computed: joel", "computed: jol"),
    ("live.yaml", "own: true}", "own: mine}"),
    ("live.yaml", "{on: [stay], says: Cake.}", "{on: [stay]}"),
    ("live.yaml", "type: checklist", "type: checklist\n              several: true"),
    ("live.yaml", "key: live.fell:title", "key: live.fell"),
    ("live.yaml", "{passed: kickoff.gate}", "{passed: kickoff}"),
    ("collections.yaml", "living: true", "living: very"),
    ("collections.yaml", "scope: form", "scope: forms"),
    ("collections.yaml", "        progress: true", "        required_when: never"),
    ("collections.yaml", "type: moment, label: Due", "type: checklist, label: Due"),
    ("joel.yaml", "score: 0.5", "score: half"),
]


@pytest.mark.parametrize(("name", "old", "new"), WRONG)
def test_the_schema_refuses_what_the_loader_refuses(name: str, old: str, new: str) -> None:
    assert verdicts(changed(name, old, new)[name]) == (False, False)
