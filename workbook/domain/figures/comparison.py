"""Projects beside each other, row by row: what each said, what it scored, what it reached.

A cell without a text is one of whom nobody said anything: neither a no nor a nought. A note beside an answer goes with
its cell, so that a face can mark it with an asterisk, as the talk does in its own table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook.domain.answers import Status
from workbook.domain.figures import verdicts
from workbook.domain.gates import current_phase, review
from workbook.domain.primitives import Choice, Value, show
from workbook.domain.project import Project
from workbook.domain.scoring import MARK, Degree, Score, SectionScore, degree, points, score
from workbook.domain.specs import FieldSpec, Instrument, Question
from workbook.named import NamedTuple


class RowSpec(NamedTuple):
    """One row to compare in.

    Attributes:
        paths: fields (`joel.4:note`) or table questions; the first in which something was said is shown.
    """

    title: str
    paths: tuple[str, ...]


class Cell(NamedTuple):
    """What one project says.

    Attributes:
        text: in words; empty where nothing was said.
        note: what stands beside the answer.
        marks: whether it holds something down, as a section does that sets a score.
        degree: of the mark of an item; None for anything else, and where nobody marked it.
    """

    text: str
    note: str = ""
    marks: bool = False
    degree: Degree | None = None


class Compared(NamedTuple):
    """One row: its title, the question it is read from where it is one, and a cell for each project."""

    title: str
    question: str
    cells: tuple[Cell, ...]


def said(projects: Sequence[Project], rows: Sequence[RowSpec]) -> tuple[Compared, ...]:
    """What the projects say in each of the rows; a row that their pack does not ask about is left out."""
    return tuple(found for row in rows if (found := _compared(projects, row)) is not None)


def places(projects: Sequence[Project]) -> Compared:
    """The phase that each project is in, and how its gate stands."""
    return Compared("Phase", "", tuple(Cell(_place(project)) for project in projects))


def scores(projects: Sequence[Project], instrument: Instrument) -> tuple[Compared, ...]:
    """The score; of an instrument that goes by its weakest section, also the sum of each."""
    found = [score(project, instrument) for project in projects]
    rows = [Compared(instrument.title, "", tuple(Cell(_score_words(one)) for one in found))]
    if instrument.total != "minimum":
        return tuple(rows)
    for place, section in enumerate(instrument.sections):
        sums = [one.sections[place] for one in found]
        cells = (
            Cell(_sum_words(one), marks=whole.complete and section.id in whole.binding)
            for one, whole in zip(sums, found, strict=True)
        )
        rows.append(Compared(section.title, "", tuple(cells)))
    return tuple(rows)


def items(projects: Sequence[Project], instrument: Instrument, but: Sequence[RowSpec] = ()) -> tuple[Compared, ...]:
    """The items of an instrument that no other row tells; those of which no project says anything are left out."""
    told = {path.partition(":")[0] for row in but for path in row.paths}
    asked = (item for section in instrument.sections for item in section.questions if item.id not in told)
    rows = (Compared(item.title, item.id, tuple(_item(project, item) for project in projects)) for item in asked)
    return tuple(row for row in rows if any(cell.text for cell in row.cells))


def metrics(projects: Sequence[Project]) -> tuple[Compared, ...]:
    """What became of the metrics: each project's first, second ... beside the others' first, second ..."""
    lines = [[_metric(project, found) for found in verdicts.verdicts(project)] for project in projects]
    most = max(map(len, lines), default=0)
    return tuple(
        Compared(f"Metric {place + 1}", "", tuple(Cell(own[place] if place < len(own) else "") for own in lines))
        for place in range(most)
    )


def _compared(projects: Sequence[Project], row: RowSpec) -> Compared | None:
    pack = projects[0].pack if projects else None
    paths = [path for path in row.paths if pack is not None and pack.has_question(path.partition(":")[0])]
    if not paths:
        return None
    return Compared(row.title, paths[0].partition(":")[0], tuple(_cell(project, paths) for project in projects))


def _cell(project: Project, paths: Sequence[str]) -> Cell:
    found = (_said_at(project, path) for path in paths)
    return next((cell for cell in found if cell.text), Cell(""))


def _said_at(project: Project, path: str) -> Cell:
    name, _, field_name = path.partition(":")
    question = project.pack.question(name)
    if question.view is not None:
        return Cell(", ".join(text for row in project.view_rows(question) if (text := project.row_name(row))))
    unsettled = _unsettled(project, question)
    if unsettled is not None:
        return unsettled
    fields = {field.name: field for field in question.fields}
    value = project.answer(name).values.get(field_name)
    if value is None or field_name not in fields:
        return Cell("")
    text = _words(project, fields[field_name], value)
    denied = field_name != MARK and points(project, question) == 0 if MARK in fields else False
    marked = degree(project, question) if field_name == MARK else None
    return Cell(f"No: {text}" if denied else text, project.answer(name).note, degree=marked)


def _item(project: Project, item: Question) -> Cell:
    """The mark; where nobody gave one, what the note says."""
    found = _said_at(project, f"{item.id}:{MARK}")
    return found if found.text else _said_at(project, f"{item.id}:note")


def _unsettled(project: Project, question: Question) -> Cell | None:
    """What stands in a cell in place of an answer."""
    answer = project.answer(question.id)
    if answer.conflict:
        return Cell("two answers, not settled")
    if answer.status is Status.NOT_APPLICABLE:
        return Cell("Does not apply", answer.reason)
    return Cell("not known yet", answer.note) if answer.status is Status.UNKNOWN else None


def _words(project: Project, field: FieldSpec, value: Value) -> str:
    text = " ".join(show(field, value, project.context).split())
    return text[:1].upper() + text[1:] if isinstance(value, Choice) else text


def _place(project: Project) -> str:
    phase = current_phase(project)
    return f"{phase.title}: {review(project, phase).state.value}" if phase.gate else phase.title


def _score_words(found: Score) -> str:
    if not found.complete:
        return f"{found.answered} of {found.items} answered" if found.answered else ""
    return f"{found.total.normalize():f}" + (f", {found.band.label}" if found.band else "")


def _sum_words(found: SectionScore) -> str:
    return f"{found.points.normalize():f} of {found.most.normalize():f}" if found.answered else ""


def _metric(project: Project, found: verdicts.Verdict) -> str:
    parts = [text for text in _metric_parts(found) if text]
    return f"{project.row_name(found.metric)}: {', '.join(parts)}"


def _metric_parts(found: verdicts.Verdict) -> Iterator[str]:
    if found.actual is not None:
        yield f"{found.actual.amount} {found.actual.unit}".strip()
    if found.target is not None:
        yield f"target {found.target.amount} {found.target.unit}".strip()
    yield verdicts.words(found)
