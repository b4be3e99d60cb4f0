"""Tests on rows in a pack name columns that are there, and their options."""

from __future__ import annotations

from workbook.domain.specs import Kind
from workbook.packs.findings import Findings
from workbook.packs.index import Specs
from workbook.packs.merge import texts
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, ListNode, Node


def check_tests(tests: Node | None, columns: Specs | None, where: str, findings: Findings) -> None:
    """Notes each column or option that the table does not have. `columns`: None where the table itself is wrong."""
    if columns is None or not isinstance(tests, ListNode):
        return
    for test in tests.items:
        column = test.get("column") if isinstance(test, DictNode) else None
        if column is None or not findings.known("column", column, columns, where):
            continue
        spec = columns[text_of(column)]
        if spec is None or not texts(test, "in"):
            continue
        if spec.kind is not Kind.CHOICE:
            what = f"{text_of(column)!r} is a {spec.kind.value}; only a choice has options to ask for."
            findings.add(column.mark, where, what)
            continue
        for node in texts(test, "in"):
            findings.known("option", node, [option.id for option in spec.options], join(where, spec.name))
