"""What a project hands to the next one: the first wish becomes the problem, what was found of the data is believed."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.domain.commands import Command, SetAnswer, SetRow
from workbook.domain.links import Legacy
from workbook.domain.offers import Source, filled, parsed, sources_of
from workbook.domain.primitives import Confidence, Value
from workbook.domain.project import Project
from workbook.domain.specs import Question


def inherited(old: Project, new: Project) -> list[Command]:
    """The commands that begin the new project: guesses, each with where it came from, to be talked through anew."""
    commands: list[Command] = []
    answers: dict[str, dict[str, list[str]]] = {}
    origins: dict[str, list[str]] = {}
    for legacy in old.pack.legacy:
        if not (old.pack.has_question(legacy.source) and new.pack.has_question(legacy.into)):
            continue
        asked, into = old.pack.question(legacy.source), new.pack.question(legacy.into)
        found = list(sources_of(old, asked, legacy.where))
        if into.view is not None:
            commands += _rows(old, new, legacy, into, found)
        elif found:
            origins.setdefault(into.id, []).append(asked.id)
            for name, text in legacy.texts:
                lines = answers.setdefault(into.id, {}).setdefault(name, [])
                lines += [words for source in found if (words := filled(old, text, source))]
    return [*(_answer(old, new, name, fields, origins[name]) for name, fields in answers.items()), *commands]


def _answer(old: Project, new: Project, name: str, fields: dict[str, list[str]], origins: Iterable[str]) -> SetAnswer:
    question = new.pack.question(name)
    values: dict[str, Value | None] = {}
    for field, lines in fields.items():
        values |= parsed(new, question.field(field), "\n".join(dict.fromkeys(lines)))
    titles = ", ".join(dict.fromkeys(old.pack.question(origin).title for origin in origins))
    note = f"From {old.name}, {old.cycle.title}: {titles}."
    return SetAnswer(question.id, values, confidence=Confidence.GUESS, note=note)


def _rows(old: Project, new: Project, legacy: Legacy, into: Question, found: list[Source]) -> list[Command]:
    assert into.view is not None
    columns = new.pack.collection(into.view.collection)
    rows = []
    for source in found:
        values: dict[str, Value | None] = {}
        for name, text in legacy.texts:
            words = filled(old, text, source)
            values |= parsed(new, columns.column(name), words) if words else {}
        if values:
            rows.append(SetRow(columns.id, values))
    return [*rows]
