"""What a pack carries forward must fit at both ends: the fields of its checks, the rows that it offers."""

from __future__ import annotations

from collections.abc import Collection

from workbook.domain.links import Rule
from workbook.domain.offers import PLACE
from workbook.domain.specs import FieldSpec, Kind
from workbook.packs.findings import Findings
from workbook.packs.index import Index
from workbook.packs.merge import Layer, Place, dicts, questions_of, texts
from workbook.packs.row_tests import check_tests
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, Node, TextNode

_MEASURED = (Kind.QUANTITY, Kind.MOMENT)


def check_links(layer: Layer, index: Index, findings: Findings) -> None:
    """Notes every check and every offer that names what is not there, or holds apples against pears."""
    links = _Links(index, findings)
    for legacy in dicts(layer.manifest, "legacy"):
        links.check_legacy(legacy)
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
        view = place.question.get("view")
        if isinstance(view, DictNode):
            self._check_offers(view, place, join(text_of(place.question, "id"), "view"))

    def check_legacy(self, legacy: DictNode) -> None:
        """Both questions stand outside forms, and what is handed on fits into the new one."""
        where, source, into = "pack/legacy", legacy.get("from"), legacy.get("into")
        known: Collection[str] | None = None
        if source is not None and self._findings.known("question", source, self._index.places, join(where, "from")):
            self._check_outside(source, text_of(source), join(where, "from"))
            known = self._names(text_of(source))
            self._check_tests(legacy, text_of(source), join(where, "where"))
        if into is None or not self._findings.known("question", into, self._index.places, join(where, "into")):
            return
        self._check_outside(into, text_of(into), join(where, "into"))
        fields, row = self._names(text_of(into)), legacy.get("row")
        for name, value in row.entries if isinstance(row, DictNode) else ():
            if fields is not None:
                self._findings.known("field", name, fields, join(where, "row"))
            for place in PLACE.findall(text_of(value)) if known is not None else ():
                self._findings.known("field", TextNode(place, value.mark), known or (), join(where, name.text))

    def _check_offers(self, view: DictNode, place: Place, where: str) -> None:
        columns = self._index.columns.get(text_of(view, "collection"), {})
        for offer in dicts(view, "offers"):
            at, source = join(where, "offers"), offer.get("from")
            known: Collection[str] | None = None
            if source is not None and self._findings.known("question", source, self._index.places, join(at, "from")):
                self._check_within(source, text_of(source), place, join(at, "from"))
                self._check_shown(source, text_of(source), place, join(at, "from"))
                known = self._names(text_of(source))
                self._check_tests(offer, text_of(source), join(at, "where"))
            row = offer.get("row")
            for column, value in row.entries if isinstance(row, DictNode) else ():
                self._findings.known("column", column, columns, join(at, "row"))
                self._check_places(value, known, place, join(join(at, "row"), column.text))
        for seed in dicts(view, "seeds"):
            for column, value in seed.entries:
                self._check_places(value, (), place, join(join(where, "seeds"), column.text))

    def _names(self, question: str) -> Collection[str] | None:
        """The columns of a table question, else the fields of a question; None where its table is wrong itself."""
        view = self._index.places[question].question.get("view")
        return self._index.columns.get(text_of(view, "collection")) if view else self._index.fields[question]

    def _check_tests(self, offer: DictNode, question: str, where: str) -> None:
        tests = offer.get("where")
        view = self._index.places[question].question.get("view")
        if tests is None:
            return
        if view is None:
            self._findings.add(tests.mark, where, f"{question!r} has no rows to choose from.")
        else:
            check_tests(tests, self._index.columns.get(text_of(view, "collection")), where, self._findings)

    def _check_places(self, text: Node, names: Collection[str] | None, place: Place, where: str) -> None:
        """What stands in braces is there: a name of the source (None: whatever it is), or the path of a field."""
        for name in PLACE.findall(text_of(text)):
            node, question = TextNode(name, text.mark), name.partition(":")[0]
            known = self._index.paths if ":" in name else names
            if known is None or not self._findings.known("field", node, known, where):
                continue
            if ":" in name:
                self._check_shown(node, question, place, where)
                self._check_outside(node, question, where)

    def _check_outside(self, node: Node, question: str, where: str) -> None:
        if self._index.places[question].form is not None:
            what = f"{text_of(node)!r} is asked in a form: nobody could say which one is meant."
            self._findings.add(node.mark, where, what)

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
