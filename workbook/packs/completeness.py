"""What a merged pack must have, and the rules that hold across several of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from workbook.domain.primitives.choice import SEPARATOR
from workbook.domain.scoring import MARK
from workbook.packs.findings import Findings
from workbook.packs.index import Index, fields_of
from workbook.packs.merge import Layer, dicts, questions_of
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, Mark, Node

MOST_QUESTIONS = 9
"""More than nine in a row, and nobody listens any more. Instruments are swept in a grid instead."""


def check_completeness(layer: Layer, index: Index, findings: Findings, folder: str) -> None:
    """Notes what a merged pack lacks.

    Args:
        folder: where a manifest is looked for first.
    """
    if layer.manifest is None:
        findings.add(Mark(folder, 1, 1), "", "No file here has the key `pack` at its top.")
    else:
        findings.required(layer.manifest, ("id", "title", "version"), "pack")
    for collection in layer.collections:
        where = text_of(collection, "id")
        findings.required(collection, ("title", "noun", "key", "columns"), where)
        for column in dicts(collection, "columns"):
            _check_labels(column, where, findings)
    for area in layer.areas:
        _check_questions(area, findings)
    for phase in layer.phases:
        _check_phase(phase, findings)
    for instrument in layer.instruments:
        _check_instrument(instrument, index, findings)


def _check_questions(area: DictNode, findings: Findings) -> None:
    for place in questions_of(area):
        where = text_of(place.question, "id")
        applies = place.question.get("applies")
        if isinstance(applies, DictNode) and place.question.get("because") is None:
            what = "The key `because` is missing: say what to show when the question does not apply."
            findings.add(applies.mark, where, what)
        for field in fields_of(place.question):
            _check_labels(field, where, findings)


def _check_labels(field: DictNode, where: str, findings: Findings) -> None:
    """Labels are typed back in, several of them separated: the separator cannot be in one."""
    several = text_of(field, "several") == "true"
    for option in dicts(field, "options"):
        label = option.get("label")
        for sign in (SEPARATOR, ",") if several else (SEPARATOR,):
            if label is not None and sign in text_of(label):
                place = join(join(where, text_of(field, "name")), text_of(option, "id"))
                findings.add(label.mark, place, f"A label cannot hold {sign!r} here: it separates several choices.")


def _check_phase(phase: DictNode, findings: Findings) -> None:
    where = text_of(phase, "id")
    findings.required(phase, ("title", "sections"), where)
    _check_sections(phase, where, findings)
    for form in dicts(phase, "forms"):
        place = join(where, text_of(form, "id"))
        findings.required(form, ("title", "noun", "sections"), place)
        _check_sections(form, place, findings)


def _check_sections(parent: DictNode, where: str, findings: Findings) -> None:
    for section in dicts(parent, "sections"):
        place = join(where, text_of(section, "id"))
        findings.required(section, ("title",), place)
        questions = dicts(section, "questions")
        if len(questions) > MOST_QUESTIONS:
            what = f"{len(questions)} questions are too many for one section: split it; {MOST_QUESTIONS} is the most."
            findings.add(questions[MOST_QUESTIONS].mark, place, what)


def _check_instrument(instrument: DictNode, index: Index, findings: Findings) -> None:
    where = text_of(instrument, "id")
    findings.required(instrument, ("title", "total", "bands", "sections"), where)
    if dicts(instrument, "minimums"):
        findings.required(instrument, ("level_field",), where)
    most: dict[str, Decimal] = {}
    for section in dicts(instrument, "sections"):
        findings.required(section, ("title",), join(where, text_of(section, "id")))
    for place in questions_of(instrument):
        points = _most_points(place.question, index)
        if points is None:
            what = f"An item needs `marks`, or a choice called {MARK!r} in which every option has points."
            findings.add(place.question.mark, text_of(place.question, "id"), what)
        section_id = text_of(place.section, "id")
        most[section_id] = most.get(section_id, Decimal(0)) + (points or Decimal(0))
    _check_bands(instrument, _highest(instrument, most), findings)


def _most_points(item: DictNode, index: Index) -> Decimal | None:
    """The most that an item can score; None when it cannot be scored."""
    fields = index.fields.get(text_of(item, "id"), {})
    if MARK in fields and fields[MARK] is None:
        return Decimal(0)  # wrong in itself: said already
    spec = fields.get(MARK)
    if spec is None or not spec.options or not all(option.points for option in spec.options):
        return None
    return max(Decimal(option.points) for option in spec.options)


def _highest(instrument: DictNode, most: Mapping[str, Decimal]) -> Decimal:
    sums = most.values()
    return min(sums, default=Decimal(0)) if text_of(instrument, "total") == "minimum" else sum(sums, Decimal(0))


def _check_bands(instrument: DictNode, highest: Decimal, findings: Findings) -> None:
    """Bands follow one another without a gap, from the lowest score to the highest."""
    where = join(text_of(instrument, "id"), "bands")
    below: Node | None = None
    before = len(findings.problems)
    for band in dicts(instrument, "bands"):
        above, upto = band.get("above"), band.get("upto")
        if below is not None and _number(above) != _number(below):
            what = f"A band begins where the one before it ends: `above` must be {text_of(below)!r}."
            findings.add(above.mark if above else band.mark, where, what)
        elif above is not None and upto is not None and _number(above) >= _number(upto):
            findings.add(above.mark, where, "`above` must be less than `upto`.")
        if below is None and above is not None:
            findings.add(above.mark, where, "The lowest band takes every low score: leave `above` out.")
        below = upto
    if below is not None and _number(below) < highest and len(findings.problems) == before:
        findings.add(below.mark, where, f"The items can score {highest}: the highest band must go up to that.")


def _number(node: Node | None) -> Decimal:
    try:
        return Decimal(text_of(node))
    except InvalidOperation:
        return Decimal(-1)  # missing, or wrong in itself
