"""A small language for the shape of a file.

Each shape reads a positioned node, collecting every problem, and gives its JSON Schema: what
the loader accepts and what an editor suggests come from one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol, TypeAlias

from workbook.errors import InvalidValue, UnknownName
from workbook.strict_yaml import DictNode, ListNode, Node, Problem, TextNode
from workbook.text import accept

Data: TypeAlias = "str | bool | int | list[Data] | dict[str, Data]"
Problems: TypeAlias = "list[Problem]"
Definitions: TypeAlias = "dict[str, dict[str, Any]]"


class Shape(Protocol):
    """What a node may look like."""

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        """The node as plain data; only good when no problem was added."""

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        """The JSON Schema; named parts go into `definitions`."""


def join(where: str, part: str) -> str:
    """A place inside a place."""
    return f"{where}/{part}" if where and part else where or part


def text_of(node: Node | None, key: str = "") -> str:
    """The node's text, or that of a key in it; empty for anything else."""
    if key:
        return text_of(node.get(key)) if isinstance(node, DictNode) else ""
    return node.text if isinstance(node, TextNode) else ""


def unknown(kind: str, name: str, known: Collection[str]) -> str:
    """That nothing has this name, and the nearest one that something has, or the few there are."""
    error = UnknownName(kind, name, known)
    if error.nearest or not known or len(known) > 12:
        return str(error)
    return f"{error} Possible: {', '.join(known)}."


class Text:
    """A text.

    Args:
        pattern: what the whole text must match; empty for any text.
        means: what the pattern stands for, in words.
        one_line: refuse line breaks.
    """

    def __init__(self, pattern: str = "", means: str = "", *, one_line: bool = False) -> None:
        self._pattern = pattern
        self._means = means
        self._one_line = one_line

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if not isinstance(node, TextNode):
            problems.append(misfit(node, where, "a text"))
            return ""
        try:
            text = accept(node.text).strip()
        except InvalidValue as error:
            problems.append(Problem(node.mark, str(error), where))
            return ""
        fault = self._fault(text)
        if fault:
            problems.append(Problem(node.mark, fault, where))
        return text

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        # An editor reads an unquoted 10 as a number; the loader does not mind, so neither may the schema.
        numeric = not self._pattern or re.fullmatch(self._pattern, "1")
        schema: dict[str, Any] = {"type": ["string", "number"] if numeric else "string"}
        return schema | ({"pattern": f"^(?:{self._pattern})$"} if self._pattern else {"minLength": 1})

    def _fault(self, text: str) -> str:
        if not text:
            return "This is empty: give it a text or leave the key out."
        if self._pattern and not re.fullmatch(self._pattern, text):
            return f"{text[:60]!r} is not {self._means}."
        return "This must fit on one line." if self._one_line and "\n" in text else ""


class OneOf:
    """One of a few words, each with its meaning."""

    def __init__(self, kind: str, words: Mapping[str, str]) -> None:
        self._kind = kind
        self.words = words

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if not isinstance(node, TextNode):
            problems.append(misfit(node, where, f"one of {', '.join(self.words)}"))
        elif node.text not in self.words:
            problems.append(Problem(node.mark, unknown(self._kind, node.text, self.words), where))
        return text_of(node)

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        meanings = "; ".join(f"{word}: {meaning}" for word, meaning in self.words.items())
        return {"enum": list(self.words), "description": meanings}


class YesNo:
    """The word `true` or the word `false`, nothing else."""

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if text_of(node) not in ("true", "false"):
            problems.append(misfit(node, where, "true or false"))
        return text_of(node) == "true"

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        return {"type": "boolean"}


class Count:
    """A small whole number from `least` on."""

    def __init__(self, *, least: int = 1) -> None:
        self._least = least

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if re.fullmatch("0|[1-9][0-9]{0,3}", text_of(node)) and int(text_of(node)) >= self._least:
            return int(text_of(node))
        problems.append(misfit(node, where, f"a whole number from {self._least} on"))
        return self._least

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        return {"type": "integer", "minimum": self._least, "maximum": 9999}


class ListOf:
    """A list of one shape, with at least `least` items."""

    def __init__(self, item: Shape, *, least: int = 0) -> None:
        self._item = item
        self._least = least

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if not isinstance(node, ListNode):
            problems.append(misfit(node, where, "a list"))
            return []
        if len(node.items) < self._least:
            problems.append(Problem(node.mark, "This list is empty.", where))
        places = (join(where, label(item, number)) for number, item in enumerate(node.items, start=1))
        return [self._item.read(item, place, problems) for item, place in zip(node.items, places, strict=True)]

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        schema = {"type": "array", "items": self._item.schema(definitions)}
        return schema | ({"minItems": self._least} if self._least else {})


class TextsByName:
    """A mapping with free keys: a column's name -> what a person would type there."""

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if not isinstance(node, DictNode):
            problems.append(misfit(node, where, "columns with their texts"))
            return {}
        if not node.entries:
            problems.append(Problem(node.mark, "This holds no column.", where))
        text = Text()
        return {key.text: text.read(value, join(where, key.text), problems) for key, value in node.entries}

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}, "minProperties": 1}


class WordOr:
    """One of a few words, or else a record."""

    def __init__(self, words: OneOf, other: Shape) -> None:
        self._words = words
        self._other = other

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        return (self._other if isinstance(node, DictNode) else self._words).read(node, where, problems)

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        return {"anyOf": [self._words.schema(definitions), self._other.schema(definitions)]}


class Later:
    """A shape that is looked up when it is needed: for shapes that hold themselves."""

    def __init__(self, shape: Callable[[], Shape]) -> None:
        self._shape = shape

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        return self._shape().read(node, where, problems)

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        return self._shape().schema(definitions)


def label(item: Node, number: int) -> str:
    """What a problem calls an item of a list: its id or name, or its number; a text needs neither."""
    if isinstance(item, TextNode):
        return ""
    return text_of(item, "id") or text_of(item, "name") or f"#{number}"


def misfit(node: Node, where: str, wanted: str) -> Problem:
    """That something else belongs here."""
    match node:
        case TextNode(text):
            given = repr(text[:60]) if text else "nothing"
        case ListNode():
            given = "a list"
        case DictNode():
            given = "keys with values"
    return Problem(node.mark, f"Here belongs {wanted}, not {given}.", where)
