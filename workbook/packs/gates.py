"""Gates that wait for gates: none may wait for itself, however far around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.packs.findings import Findings
from workbook.packs.merge import Layer, dicts
from workbook.packs.shapes import text_of
from workbook.strict_yaml import DictNode, ListNode, Node


def gates_of(layer: Layer) -> dict[str, DictNode]:
    """The gates of a pack, by id."""
    found = (phase.get("gate") for phase in layer.phases)
    return {text_of(gate, "id"): gate for gate in found if isinstance(gate, DictNode)}


def parts_of(node: Node | None) -> Iterator[DictNode]:
    """A condition's record and the records inside it."""
    if not isinstance(node, DictNode):
        return
    yield node
    yield from parts_of(node.get("not"))
    for key in ("all", "any"):
        parts = node.get(key)
        for part in parts.items if isinstance(parts, ListNode) else ():
            yield from parts_of(part)


def check_circles(layer: Layer, findings: Findings) -> None:
    """Notes every gate that could never pass because, in the end, it waits for itself."""
    gates = gates_of(layer)
    waits = {name: set(_waited_for(gate)) for name, gate in gates.items()}
    for name, gate in gates.items():
        if name in _reached(name, waits):
            findings.add(gate.mark, name, "This gate waits for itself, by way of the gates that it asks for.")


def _waited_for(gate: DictNode) -> Iterator[str]:
    for rule in dicts(gate, "rules"):
        for part in parts_of(rule.get("when")):
            if part.get("passed") is not None:
                yield text_of(part, "passed")


def _reached(start: str, waits: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = set(waits[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead |= waits.get(name, set())
    return found
