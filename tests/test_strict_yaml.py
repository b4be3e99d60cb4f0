"""YAML without its surprises."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import PackError
from workbook.strict_yaml import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_PROBLEMS,
    DictNode,
    ListNode,
    Mark,
    Node,
    Plain,
    TextNode,
    load_plain,
    parse,
    plain,
    read,
)


def whats(source: bytes | str) -> list[str]:
    return [str(problem) for problem in read(source, "f.yaml").problems]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "true", "null", "~", "1.10", "12:30", "0o17", "1e3", "2024-01-01", ".inf"]
)
def test_every_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert plain(parse(f"key: {word}\n{word}: [{word}]", "f.yaml")) == {"key": word, word: [word]}


def test_a_number_of_five_thousand_digits_is_a_text_too() -> None:
    assert plain(parse("a: " + "9" * 5000, "f.yaml")) == {"a": "9" * 5000}


def test_nothing_is_an_empty_text() -> None:
    assert plain(parse("a:\nb: ''", "f.yaml")) == {"a": "", "b": ""}


def test_every_node_knows_its_place() -> None:
    root = parse("a:\n  - b: c\n  - [d,\n     e]\n", "f.yaml")
    assert isinstance(root, DictNode)
    items = root.get("a")
    assert isinstance(items, ListNode)
    first, second = items.items
    assert isinstance(first, DictNode)
    assert isinstance(second, ListNode)
    assert root.entries[0].key.mark == Mark("f.yaml", 1, 1)
    assert items.mark == Mark("f.yaml", 2, 3)
    assert first.entries[0].key.mark == Mark("f.yaml", 2, 5)
    assert first.entries[0].value.mark == Mark("f.yaml", 2, 8)
    assert [item.mark for item in second.items] == [Mark("f.yaml", 3, 6), Mark("f.yaml", 4, 6)]
    assert str(second.mark) == "f.yaml:3:5"


def test_columns_count_characters_and_a_byte_order_mark_is_none() -> None:
    root = parse("\ufeffé: ü".encode(), "f.yaml")
    assert isinstance(root, DictNode)
    assert root.entries[0].value == TextNode("ü", Mark("f.yaml", 1, 4))


def test_windows_line_ends() -> None:
    assert plain(parse(b"a: b\r\nc: |\r\n  d\r\n  e\r\n", "f.yaml")) == {"a": "b", "c": "d\ne\n"}


REFUSED = {
    "alias": ("a: &x 1\nb: *x\n", ["f.yaml:1:4: The anchor &x", "f.yaml:2:4: The alias *x"]),
    "anchor": ("a: &x 1\n", ["f.yaml:1:4: The anchor &x"]),
    "anchored list": ("a: &x [1]\n", ["f.yaml:1:4: The anchor &x"]),
    "merge key": ("a:\n  <<: {b: c}\n", ["f.yaml:2:3: The merge key <<"]),
    "tag": ("a: !!python/object:os.system x\n", ["f.yaml:1:4: The tag 'tag:yaml.org,2002:python/object:os.system'"]),
    "plain tag": ("a: ! x\n", ["f.yaml:1:4: The tag '!'"]),
    "tagged mapping": ("a: !x {b: c}\n", ["f.yaml:1:4: The tag '!x'"]),
    "list as key": ("? [a]\n: b\n", ["f.yaml:1:3: A key must be a word."]),
    "empty key": ("'': b\n", ["f.yaml:1:1: A key must be a word."]),
    "doubled keys": (
        "a: 1\nb: 2\na: 3\na: 4\n",
        ["f.yaml:3:1: The key 'a' stands here and already in line 1.", "f.yaml:4:1"],
    ),
    "two documents": ("a: 1\n---\nb: 2\n", ["f.yaml:2:1: A second document starts here"]),
    "tabs": ("a:\n\tb: c\nd: e\tf\n", ["f.yaml:2:1: Here is a tab; use spaces.", "f.yaml:3:5: Here is a tab"]),
    "control character": ("a: b\x1b[31m\n", ["f.yaml:1:5: Here is the control character 0x001b."]),
    "NUL": ("a: \0\n", ["f.yaml:1:4: Here is the control character 0x0000."]),
    "empty": ("", ["f.yaml:1:1: The file is empty."]),
    "colon": ("a: b: c\n", ["f.yaml:1:5: This is not valid YAML"]),
    "unclosed": ('a: "b\n', ["f.yaml:2:1: This is not valid YAML"]),
    "sign": ("a: @b\n", ["f.yaml:1:4: This is not valid YAML"]),
    "wild escape": ('a: "\\UFFFFFFFF"\n', ["f.yaml:1:"]),
    "half a character": ('a: "\\ud800"\n', ["f.yaml:1:"]),
}


@pytest.mark.parametrize(
    ("source", "expected"), [case for case in REFUSED.values() if case[1]], ids=[k for k, v in REFUSED.items() if v[1]]
)
@pytest.mark.parametrize("parser", ["C", "Python"])
def test_what_is_refused(source: str, expected: list[str], parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    found = whats(source)
    assert len(found) == len(expected), found
    assert all(what.startswith(start) for what, start in zip(found, expected, strict=True)), found
    with pytest.raises(PackError) as caught:
        parse(source, "f.yaml")
    assert list(caught.value.problems) == found


def test_an_unquoted_colon_comes_with_advice() -> None:
    assert whats("a: b: c\n")[0].endswith("Put a text that holds ': ' in quotes.")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"a: b\nc: \xff\n", "f.yaml:2:4"),
        ("é: ".encode() + b"\xc3", "f.yaml:1:4"),
        (b"\xef\xbb\xbfa: \xff", "f.yaml:1:4"),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_place(source: bytes, place: str) -> None:
    assert whats(source) == [f"{place}: This is not UTF-8. Save the file as UTF-8."]


def test_a_lone_surrogate_in_a_text_is_refused() -> None:
    assert len(whats("a: \ud800")) == 1


def test_a_file_of_just_the_size_is_read_and_of_one_byte_more_refused() -> None:
    fits = b"a: b\n" + b"#" * (MAX_BYTES - 5)
    assert whats(fits) == []
    assert whats(fits + b"#") == ["f.yaml:1:1: The file is larger than 1 MiB."]


def test_depth_is_limited() -> None:
    assert whats("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    deeper = MAX_DEPTH + 1
    assert whats("[" * deeper + "]" * deeper) == [
        f"f.yaml:1:{deeper}: This is nested more than {MAX_DEPTH} levels deep."
    ]


def test_what_is_wrong_in_itself_leaves_a_tree_and_what_is_missing_does_not() -> None:
    doubled = read("a: 1\na: 2\nb: 3\n", "f.yaml")
    assert doubled.root is not None
    assert plain(doubled.root) == {"a": "1", "b": "3"}
    assert read("a: &x 1\nb: *x\n", "f.yaml").root is None


def test_a_file_is_loaded_or_its_mistakes_are_named(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    with pytest.raises(PackError, match=r"config.yaml:1:1: This cannot be read: No such file"):
        load_plain(file)
    file.write_text("project: no\n")
    assert load_plain(file) == {"project": "no"}
    file.write_text("project: no\nproject: yes\n")
    with pytest.raises(PackError, match=r"config.yaml:2:1: The key 'project' stands here and already in line 1"):
        load_plain(file)


LETTERS = "abcdefghij"
BOMBS = {
    "laughs": "a: &a [x,x]\n" + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise(LETTERS)),
    "merges": "a: &a {k: v}\n"
    + "".join(f"{b}: &{b} {{<<: [{','.join([f'*{a}'] * 9)}]}}\n" for a, b in pairwise(LETTERS)),
    "aliases": "a: &a x\nb: [" + "*a," * 300_000 + "]",
    "deep lists": "[" * 1_000_000,
    "deep mappings": "{a: " * 250_000,
    "deep blocks": "".join(" " * n + "- \n" for n in range(1_000)),
    "large": "- a\n" * 10_000_000,
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_at_once(source: str) -> None:
    parse("a: b", "warm up: the first use imports yaml")
    data = source.encode()
    start = time.process_time()
    found = read(data, "f.yaml").problems
    assert time.process_time() - start < 0.1
    assert 0 < len(found) <= MAX_PROBLEMS


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff\x85"), max_size=12
)
KEYS = WORDS.filter(lambda word: word not in ("", "<<"))
TREES: st.SearchStrategy[Plain] = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


def written(value: Plain) -> str:
    """The value as YAML, by a writer that knows nothing of the reader: all in quotes."""
    if isinstance(value, str):
        return (
            "'" + value.replace("'", "''") + "'" if "\u2028" not in value and "\u2029" not in value else _escaped(value)
        )
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return "{" + ", ".join(f"? {written(key)} : {written(item)}" for key, item in value.items()) + "}"


def _escaped(value: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'


@given(TREES)
def test_what_was_written_is_read(value: Plain) -> None:
    assert plain(parse(written(value), "f.yaml")) == value


@given(st.binary(max_size=60) | st.text("[]{}:-?&*!|>'\"%@`#,\n\t ab<\\", max_size=40))
def test_whatever_comes_is_read_or_refused(source: bytes | str) -> None:
    root, found = read(source, "f.yaml")
    assert root is not None or found
    assert root is None or isinstance(root, Node)
