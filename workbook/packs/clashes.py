"""Names that stand twice where one is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.packs.findings import Findings
from workbook.packs.index import fields_of
from workbook.packs.merge import Layer, Place, dicts, questions_of
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, Node

_Named = Iterator[tuple[Node | None, str]]


def check_folder(roots: Iterable[DictNode], layer: Layer, findings: Findings) -> None:
    """Clashes within one folder: over another folder the same id replaces, in the same one it is a mistake."""
    manifests = [manifest for root in roots if (manifest := root.get("pack")) is not None]
    for extra in manifests[1:]:
        findings.add(extra.mark, "pack", f"The manifest stands here and already at {manifests[0].mark}.")
    findings.unique("collection", _ids(layer.collections, ""))
    findings.unique("phase", _ids(layer.phases, ""))
    findings.unique("instrument", _ids(layer.instruments, ""))
    findings.unique("question", _ids((place.question for place in _places(layer)), ""))
    for collection in layer.collections:
        findings.unique("column", _ids(dicts(collection, "columns"), text_of(collection, "id"), "name"))
    for area in layer.areas:
        _check_sections(area, text_of(area, "id"), findings)


def check_pack(layer: Layer, findings: Findings) -> None:
    """Clashes within the merged pack."""
    findings.unique("phase or instrument", _ids(layer.areas, ""))
    findings.unique("code", _codes(layer))
    for area in layer.areas:
        for place in questions_of(area):
            where = text_of(place.question, "id")
            findings.unique("field", _ids(dicts(place.question, "fields"), where, "name"))
            _check_options(fields_of(place.question), where, findings)
    for collection in layer.collections:
        _check_options(dicts(collection, "columns"), text_of(collection, "id"), findings)
    for phase in layer.phases:
        _check_gate(phase.get("gate"), findings)
    for instrument in layer.instruments:
        findings.unique("level", _ids(dicts(instrument, "minimums"), text_of(instrument, "id"), "level"))


def _check_sections(area: DictNode, where: str, findings: Findings) -> None:
    findings.unique("section", _ids(dicts(area, "sections"), where))
    findings.unique("form", _ids(dicts(area, "forms"), where))
    for form in dicts(area, "forms"):
        findings.unique("section", _ids(dicts(form, "sections"), join(where, text_of(form, "id"))))


def _check_gate(gate: Node | None, findings: Findings) -> None:
    where = text_of(gate, "id")
    findings.unique("outcome", _ids(dicts(gate, "outcomes"), where))
    findings.unique("rule", _ids(dicts(gate, "rules"), where))


def _check_options(fields: Iterable[DictNode], where: str, findings: Findings) -> None:
    for field in fields:
        place = join(where, text_of(field, "name"))
        findings.unique("option", _ids(dicts(field, "options"), place))
        _check_typed_names(field, place, findings)


def _check_typed_names(field: DictNode, where: str, findings: Findings) -> None:
    """People type an option's id, label or key: each must mean one option only."""
    meant: dict[str, DictNode] = {}
    for option in dicts(field, "options"):
        for key in ("label", "key", "id"):
            typed = text_of(option, key)
            other = meant.setdefault(typed.casefold(), option) if typed else option
            if text_of(other, "id") != text_of(option, "id"):
                what = f"{typed!r} means this option and also {text_of(other, 'id')!r} at {other.mark}."
                findings.add(option.mark, where, what)


def _ids(nodes: Iterable[DictNode], where: str, key: str = "id") -> _Named:
    for node in nodes:
        yield node.get(key), join(where, text_of(node, key))


def _places(layer: Layer) -> Iterator[Place]:
    for area in layer.areas:
        yield from questions_of(area)


def _codes(layer: Layer) -> _Named:
    gates = (gate for phase in layer.phases if isinstance(gate := phase.get("gate"), DictNode))
    questions = (place.question for place in _places(layer))
    for node in (*layer.collections, *layer.areas, *questions, *gates):
        yield node.get("code"), text_of(node, "id")
