"""A pack as JSON: what the store keeps, and what its digest is taken of."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packs.sample import load
from workbook.errors import PackError
from workbook.packs.loader import load_pack, pack_from_json, pack_to_json
from workbook.text import accept

Plain = dict[str, Any]
PROSE = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=20)
    .map(lambda text: accept(text).strip())
    .filter(bool)
)
LINE = PROSE.map(lambda text: " ".join(text.split())).filter(bool)
NAMES = ("pace", "volume", "due")
OPTIONS = [
    {"id": "low", "label": "low"},
    {"id": "no", "label": "none", "counts_as": "low"},
    {"id": "1", "label": "one"},
]
PATH = "ko.x:pace"
LEAVES = st.sampled_from(
    ["always", "never", {"answered": "ko.x"}, {"field": PATH, "is": "1"}, {"field": PATH, "in": ["low", "1"]}]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda key, parts: {key: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=5,
)
TYPES: st.SearchStrategy[Plain] = st.sampled_from(
    [
        {"type": "text", "long": True},
        {"type": "quantity", "unit": "ms"},
        {"type": "moment", "time": True},
        {"type": "flag"},
        {"type": "yesno"},
        {"type": "choice", "several": True, "options": OPTIONS},
        {"type": "person"},
        {"type": "ref", "collection": "people", "only": [{"column": "part", "in": ["low"]}]},
    ]
)
BODIES = (
    TYPES
    | st.sampled_from(["yesno", "score"]).map(lambda marks: {"marks": marks, "full": "By a job."})
    | st.lists(TYPES, min_size=1, max_size=2).map(
        lambda types: {"fields": [{"name": name, **kind} for name, kind in zip(NAMES[1:], types, strict=False)]}
    )
    | st.just({"view": {"collection": "people", "columns": ["name"], "rules": [{"says": "two", "at_least": 2}]}})
)
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "why": PROSE,
    "hint": PROSE,
    "killer": st.booleans(),
    "mode": st.sampled_from(["discuss", "read-do"]),
    "talk": st.just(["D-001"]),
    "shows": st.just(["ko.x"]),
}
FIRST = {
    "id": "ko.x",
    "title": "X",
    "ask": "X?",
    "mandatory": "core",
    "fields": [{"name": "pace", "type": "choice", "options": OPTIONS}],
}
PEOPLE = {
    "id": "people",
    "title": "People",
    "noun": "person",
    "key": "name",
    "columns": [{"name": "name", "type": "text"}, {"name": "part", "type": "choice", "options": OPTIONS}],
}


@st.composite
def packs(draw: st.DrawFn) -> Plain:
    """A merged plain pack, as its files say it."""
    questions = [FIRST]
    for number in range(draw(st.integers(0, 3))):
        asked = {"id": f"ko.q{number}", "title": draw(LINE), "ask": draw(LINE), "mandatory": draw(CONDITIONS)}
        asked |= {"applies": draw(CONDITIONS), "because": draw(LINE)}
        questions.append(asked | draw(BODIES) | draw(st.fixed_dictionaries({}, optional=KEYS)))
    phase = {"id": "ko", "title": draw(LINE), "sections": [{"id": "a", "title": draw(LINE), "questions": questions}]}
    manifest = {"id": "gen", "title": draw(LINE), "version": draw(LINE), "triage": [PATH], "scaled": draw(CONDITIONS)}
    return {"format": 1, "pack": manifest, "phases": [phase], "instruments": [], "collections": [PEOPLE]}


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same data with its keys in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(inner, chance) for inner in value] if isinstance(value, list) else value


@given(packs(), st.randoms(use_true_random=False))
def test_the_digest_hangs_on_what_a_pack_says_and_on_nothing_else(plain: Plain, chance: random.Random) -> None:
    text = pack_to_json(plain)
    pack = pack_from_json(text)
    assert pack.digest == sha256(text.encode()).hexdigest()
    assert pack_to_json(json.loads(text)) == text
    assert pack_from_json(pack_to_json(shuffled(plain, chance))).digest == pack.digest
    plain["pack"]["title"] += "!"
    assert pack_from_json(pack_to_json(plain)).digest != pack.digest


@given(packs())
def test_files_that_say_the_same_give_the_same_pack(plain: Plain) -> None:
    text = pack_to_json(plain)
    files = {
        "a": {"pack": plain["pack"]},
        "b": {"phase": plain["phases"][0]},
        "c": {"collections": plain["collections"]},
    }
    with TemporaryDirectory() as folder:
        for name, content in files.items():  # JSON is YAML too
            Path(folder, f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        loaded = load_pack([Path(folder)])
    assert loaded.json_text == text
    assert loaded.pack.phases == pack_from_json(text).phases
    assert loaded.pack.collections == pack_from_json(text).collections


def test_a_loaded_pack_is_the_pack_of_its_json(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    again = pack_from_json(loaded.json_text)
    assert again.digest == loaded.pack.digest == sha256(loaded.json_text.encode()).hexdigest()
    assert (again.phases, again.instruments, again.collections) == (
        loaded.pack.phases,
        loaded.pack.instruments,
        loaded.pack.collections,
    )


def test_the_order_of_files_and_comments_does_not_touch_the_digest(tmp_path: Path) -> None:
    files = {"one.yaml": "# first\ncollections: []\n", "pack.yaml": "pack: {version: 1, id: a, title: b}"}
    other = {"zz.yaml": "collections: []\n", "aa.yaml": "pack:\n  id: a # id\n  title: 'b'\n  version: '1'\n"}
    assert load(tmp_path / "1", files).pack.digest == load(tmp_path / "2", other).pack.digest


DAMAGED = [
    "",
    "{",
    "[]",
    "{}",
    '{"format":1}',
    '{"format":1,"pack":{},"phases":[],"instruments":[],"collections":[]}',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", DAMAGED)
def test_damaged_json_is_refused(text: str) -> None:
    with pytest.raises(PackError, match="This stored pack is damaged"):
        pack_from_json(text)


def test_a_pack_from_the_future_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="A newer mlworkbook wrote this pack"):
        pack_from_json(load(tmp_path).json_text.replace('"format":1', '"format":2'))


def test_an_unknown_type_of_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="damaged"):
        pack_from_json(load(tmp_path).json_text.replace('"type":"moment"', '"type":"hologram"'))
