"""What figures are worked out from must be in the pack: the tables, fields and instruments that `computed` needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.domain.figures.figure import Part
from workbook.domain.figures.kinds import FIGURES
from workbook.packs.findings import Findings
from workbook.packs.index import Index, Specs
from workbook.packs.merge import Layer, Place, questions_of
from workbook.packs.shapes import join, text_of


def check_figures(layer: Layer, index: Index, findings: Findings) -> None:
    """Notes every `computed` for which the pack lacks something."""
    instruments = [text_of(instrument, "id") for instrument in layer.instruments]
    for area in layer.areas:
        for place in questions_of(area):
            computed = place.question.get("computed")
            if computed is not None and text_of(computed) in FIGURES:
                where = join(text_of(place.question, "id"), "computed")
                for what in _lacks(place, text_of(computed), index, instruments):
                    findings.add(computed.mark, where, f"`{text_of(computed)}` is worked out from {what}")


def _lacks(place: Place, computed: str, index: Index, instruments: list[str]) -> Iterator[str]:
    needs = FIGURES[computed].needs
    if needs.form and place.form is None:
        yield "one filled-in form: ask this in a form."
    for instrument in needs.instruments:
        if instrument not in instruments:
            yield f"the instrument {instrument!r}, which is not there."
    for table, columns in needs.tables.items():
        if table in index.columns:
            yield from _unfit(columns, index.columns[table], f"the column {table}:")
        else:
            yield f"the collection {table!r}, which is not there."
    for question, fields in needs.fields.items():
        if question in index.places:
            yield from _unfit(fields, index.fields[question], f"the field {question}:")
        else:
            yield f"the question {question!r}, which is not there."


def _unfit(parts: Mapping[str, Part], known: Specs, what: str) -> Iterator[str]:
    for name, part in parts.items():
        spec = known.get(name)
        if name not in known:
            yield f"{what}{name}, which is not there."
        elif spec is not None and spec.kind is not part.kind:  # without one it is wrong in itself: said already
            yield f"{what}{name}, which must be a {part.kind.value}."
        elif spec is not None:
            lacking = [option for option in part.options if option not in [o.id for o in spec.options]]
            if lacking:
                yield f"{what}{name}, which lacks {', '.join(lacking)}."
