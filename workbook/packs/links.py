"""What a pack carries forward must fit at both ends: the fields of its checks."""

from __future__ import annotations

from workbook.domain.links import Rule
from workbook.domain.specs import FieldSpec, Kind
from workbook.packs.findings import Findings
from workbook.packs.index import Index
from workbook.packs.merge import Layer, Place, dicts, questions_of, texts
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, Node

_MEASURED = (Kind.QUANTITY, Kind.MOMENT)


def check_links(layer: Layer, index: Index, findings: Findings) -> None:
    """Notes every check that names what is not there, or holds apples against pears."""
    links = _Links(index, findings)
    for area in layer.areas:
        for place in questions_of(area):
            links.check(place)


class _Links:
    def __init__(self, index: Index, findings: Findings) -> None:
        self._index = index
        self._findings = findings

    def check(self, place: Place) -> None:
        for check in dicts(place.question, "checks"):
            self._check_held(check, place, join(text_of(place.question, "id"), "checks"))

    def _check_held(self, check: DictNode, place: Place, where: str) -> None:
        own = self._index.fields.get(text_of(place.question, "id"), {})
        known = self._findings.known("field", check.get("field"), own, where)
        for rule in Rule:
            other = check.get(rule.value)
            if other is None or not self._findings.known("field", other, self._index.paths, join(where, rule.value)):
                continue
            question, _, name = text_of(other).partition(":")
            self._check_within(other, question, place, join(where, rule.value))
            self._check_shown(other, question, place, join(where, rule.value))
            here, there = own.get(text_of(check, "field")), self._index.fields[question][name]
            if known and here is not None and there is not None:
                fault = "The field is held against itself." if here is there else _misfit(rule, here, there)
                if fault:
                    self._findings.add(other.mark, join(where, rule.value), fault)

    def _check_shown(self, node: Node, question: str, place: Place, where: str) -> None:
        """What a field is held against stands beside the question, and a change there flags the answer."""
        if question not in (text_of(place.question, "id"), *(shown.text for shown in texts(place.question, "shows"))):
            self._findings.add(node.mark, where, f"{question!r} must stand among the question's `shows` as well.")

    def _check_within(self, node: Node, question: str, place: Place, where: str) -> None:
        """An answer of a form stands in each filled-in one: from without, nobody could say which is meant."""
        form = self._index.places[question].form
        if form is not None and text_of(form, "id") != text_of(place.form, "id"):
            what = f"{text_of(node)!r} is asked in a form: only that form can look at it."
            self._findings.add(node.mark, where, what)


def _misfit(rule: Rule, here: FieldSpec, there: FieldSpec) -> str:
    match rule:
        case Rule.AT_MOST | Rule.AT_LEAST if here.kind not in _MEASURED or here.kind is not there.kind:
            return f"A {here.kind.value} has no order beside a {there.kind.value}: two numbers have, or two days."
        case Rule.SAME_AS if here.kind is not there.kind:
            return f"A {here.kind.value} never says the same as a {there.kind.value}."
        case Rule.MENTIONS if here.kind is not Kind.TEXT:
            return f"Only a text can name something, and {here.name!r} is a {here.kind.value}."
        case _:
            return ""
