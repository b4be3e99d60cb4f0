"""Records: mappings with known keys, and the rules that hold between the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbook.errors import closest
from workbook.named import NamedTuple
from workbook.packs.shapes import Data, Definitions, Problems, Shape, join, misfit, text_of, unknown
from workbook.strict_yaml import DictNode, Entry, Mark, Node, Problem


class When(NamedTuple):
    """True of a record in which `key` is given and, unless `values` is empty, is one of them."""

    key: str
    values: tuple[str, ...] = ()

    def holds(self, node: DictNode) -> bool:
        given = node.get(self.key)
        return given is not None and (not self.values or text_of(given) in self.values)

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"required": [self.key]}
        return schema | ({"properties": {self.key: {"enum": list(self.values)}}} if self.values else {})

    def __str__(self) -> str:
        return f"`{self.key}: {' or '.join(self.values)}`" if self.values else f"`{self.key}`"


class Key(NamedTuple):
    """One key of a record.

    Attributes:
        doc: one line for the person who writes the file.
        required: it must be given.
        needed: it must be given when this holds.
        only: it may be given only when this holds.
    """

    shape: Shape
    doc: str
    required: bool = False
    needed: When | None = None
    only: When | None = None


class ExactlyOne(NamedTuple):
    """Exactly one of these keys must be given (when `key` is given, if one is named)."""

    keys: tuple[str, ...]
    key: str = ""


class Record:
    """A mapping with known keys.

    Args:
        name: of its definition in the JSON Schema; also what a problem calls it.
        anchored: problems inside it name the place by its id alone.
    """

    def __init__(
        self, name: str, doc: str, keys: Mapping[str, Key], *rules: ExactlyOne, anchored: bool = False
    ) -> None:
        self.name = name
        self.keys = keys
        self._doc = doc
        self._rules = rules
        self._anchored = anchored

    def read(self, node: Node, where: str, problems: Problems) -> Data:
        if not isinstance(node, DictNode):
            problems.append(misfit(node, where, f"a {self.name} with its keys"))
            return {}
        if self._anchored:
            where = text_of(node, "id") or where
        problems.extend(Problem(mark, what, where) for mark, what in self._faults(node))
        known = ((key.text, value) for key, value in node.entries if key.text in self.keys)
        return {key: self.keys[key].shape.read(value, join(where, key), problems) for key, value in known}

    def schema(self, definitions: Definitions) -> dict[str, Any]:
        if self.name not in definitions:
            definitions[self.name] = {}  # a record that holds itself finds this and goes no further
            definitions[self.name] = self._definition(definitions)
        return {"$ref": f"#/definitions/{self.name}"}

    def _faults(self, node: DictNode) -> Iterator[tuple[Mark, str]]:
        for entry in node.entries:
            yield from self._misplaced(entry, node)
        misspelt = {closest(entry.key.text, self.keys) for entry in node.entries if entry.key.text not in self.keys}
        for name, key in self.keys.items():
            wanted = key.required or (key.needed is not None and key.needed.holds(node))
            if wanted and node.get(name) is None and name not in misspelt:
                yield node.mark, f"The key `{name}` is missing."
        for rule in self._rules:
            yield from _choice_faults(rule, node, allow_none=bool(misspelt))

    def _misplaced(self, entry: Entry, node: DictNode) -> Iterator[tuple[Mark, str]]:
        name = entry.key.text
        if name not in self.keys:
            yield entry.key.mark, unknown("key", name, self.keys)
            return
        only = self.keys[name].only
        if only is not None and not only.holds(node) and self._is_sound(only.key, node):
            yield entry.key.mark, f"The key `{name}` goes with {only}."

    def _is_sound(self, name: str, node: DictNode) -> bool:
        """Whether the key itself is fine; if not, what hangs on it is no mistake of its own."""
        given = node.get(name)
        if given is None:
            return not self.keys[name].required
        problems: list[Problem] = []
        self.keys[name].shape.read(given, "", problems)
        return not problems

    def _definition(self, definitions: Definitions) -> dict[str, Any]:
        properties = {name: _described(key, definitions) for name, key in self.keys.items()}
        schema: dict[str, Any] = {"type": "object", "description": self._doc, "properties": properties}
        schema["required"] = [name for name, key in self.keys.items() if key.required]
        schema["additionalProperties"] = False
        rules = [*_key_rules(self.keys), *(_choice_schema(rule) for rule in self._rules)]
        return schema | ({"allOf": rules} if rules else {})


def _choice_faults(rule: ExactlyOne, node: DictNode, *, allow_none: bool) -> Iterator[tuple[Mark, str]]:
    if rule.key and node.get(rule.key) is None:
        return
    given = [entry.key for entry in node.entries if entry.key.text in rule.keys]
    if not given and not allow_none:
        yield node.mark, f"One of the keys {', '.join(rule.keys)} is missing."
    for extra in given[1:]:
        yield extra.mark, f"Only one of the keys {', '.join(rule.keys)} may be given; {given[0].text!r} is already."


def _described(key: Key, definitions: Definitions) -> dict[str, Any]:
    schema = key.shape.schema(definitions)
    if "$ref" in schema:  # draft 7 ignores what stands beside a $ref
        return {"description": key.doc, "allOf": [schema]}
    meanings = schema.get("description")
    return schema | {"description": f"{key.doc} ({meanings})" if meanings else key.doc}


def _key_rules(keys: Mapping[str, Key]) -> Iterator[dict[str, Any]]:
    for name, key in keys.items():
        if key.only is not None:
            yield {"dependencies": {name: key.only.schema()}}
        if key.needed is not None:
            yield {"if": key.needed.schema(), "then": {"required": [name]}}


def _choice_schema(rule: ExactlyOne) -> dict[str, Any]:
    schema = {"oneOf": [{"required": [key]} for key in rule.keys]}
    return {"dependencies": {rule.key: schema}} if rule.key else schema
