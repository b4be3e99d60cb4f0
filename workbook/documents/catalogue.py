"""Which documents there are, and which of them a project has something to say for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from workbook.documents.names import Named, mark, named_forms, named_meetings, named_rows, names_there, removed_rows
from workbook.domain.basis import questions
from workbook.domain.meetings.meeting import FORM as MEETING
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.errors import UnknownName
from workbook.named import NamedTuple
from workbook.text import slug


class DocumentSpec(NamedTuple):
    """One document that the workbook writes.

    Attributes:
        path: of its file, below the target folder; of a form's or a row's, with room for its number and title.
        title: what people call it.
        template: its file in templates/; empty for a sheet.
        phases: the phases whose answers it tells; the gate of the last one decides about it.
        also: questions of other phases whose answers it tells.
        begins: it is written once one of these questions has an answer, or items of these instruments, or once there
            are rows of these tables; always when empty.
        figures: it tells what the workbook works out: scores, gates, verdicts.
        form: it is written for each filled-in form of this id.
        table: it is written for each row of this table.
        instance: the filled-in form or row that it is about; empty in the catalogue itself.
        short: what it is called among others of its kind; empty for one that is alone.
    """

    id: str
    path: str
    title: str
    template: str
    phases: tuple[str, ...]
    also: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    figures: bool = True
    form: str = ""
    table: str = ""
    instance: str = ""
    short: str = ""

    @property
    def group(self) -> str:
        """What all of its kind are called; empty for one that is alone."""
        return GROUPS.get(self.form or self.table, self.title) if self.repeats else ""

    @property
    def is_sheet(self) -> bool:
        """Whether it is lines for a spreadsheet, and no Markdown; then it has no template."""
        return self.path.endswith(".csv")

    @property
    def repeats(self) -> bool:
        """Whether there is one for each filled-in form or row."""
        return bool(self.form or self.table)


GROUPS = {"decisions": "Decisions", MEETING: "Meetings", "postmortem": "Incidents"}
"""What the documents of each table or form are called together, in the order in which lists have them."""

_CATALOGUE = (
    DocumentSpec("spec", "spec.md", "Specification", "spec.md.j2", ("kickoff",), figures=False),
    DocumentSpec(
        "data-qa",
        "data-qa.md",
        "Data quality",
        "data-qa.md.j2",
        ("kickoff", "data-qa"),
        begins=("data-qa.sources", "data-qa.checks", "data-qa.picture"),
    ),
    DocumentSpec(
        "model-card",
        "model-card.md",
        "Model card",
        "model-card.md.j2",
        ("kickoff", "data-qa", "ml"),
        also=("preprod.model-card", "rollout.release"),
        begins=("ml.candidate", "ml.limits", "preprod.model-card", "rollout.release"),
    ),
    DocumentSpec(
        "readiness",
        "readiness.md",
        "Readiness",
        "readiness.md.j2",
        ("kickoff", "data-qa", "ml", "preprod"),
        begins=("joel", "mlts", "preprod.build", "preprod.rollback", "preprod.runbook"),
    ),
    DocumentSpec(
        "rollout-plan",
        "rollout-plan.md",
        "Rollout plan",
        "rollout-plan.md.j2",
        ("kickoff", "preprod", "monitoring", "rollout"),
        begins=("rollout.stages", "rollout.strategy", "rollout.abort"),
    ),
    DocumentSpec(
        "runbook",
        "runbook.md",
        "Runbook",
        "runbook.md.j2",
        ("kickoff", "data-qa", "ml", "preprod", "rollout", "monitoring"),
        begins=("preprod.runbook", "preprod.rollback", "rollout.kill-switch", "monitoring.monitors"),
    ),
    DocumentSpec(
        "monitoring-plan",
        "monitoring-plan.md",
        "Monitoring plan",
        "monitoring-plan.md.j2",
        ("kickoff", "monitoring"),
        begins=("monitoring.monitors", "monitoring.arrival", "monitoring.rota"),
    ),
    DocumentSpec(
        "postmortem",
        "postmortem-{number:02}-{slug}.md",
        "Post-mortem",
        "postmortem.md.j2",
        (),
        form="postmortem",
    ),
    DocumentSpec("minutes", "minutes/{date}-{phase}.md", "Minutes", "minutes.md.j2", (), figures=False, form=MEETING),
    DocumentSpec(
        "outcome-review",
        "outcome-review.md",
        "Outcome review",
        "outcome-review.md.j2",
        ("kickoff", "data-qa", "ml", "preprod", "rollout", "monitoring", "post"),
        begins=("monitoring.readings", "post.outcome", "post.asked-again", "post.wishes"),
    ),
    DocumentSpec(
        "decision",
        "decisions/{number:04}-{slug}.md",
        "Decision",
        "decision.md.j2",
        (),
        figures=False,
        table="decisions",
    ),
    DocumentSpec("actions", "actions.csv", "Actions", "", (), begins=("actions",), figures=False),
    DocumentSpec(
        "index",
        "index.md",
        "Index",
        "index.md.j2",
        ("kickoff", "data-qa", "ml", "preprod", "rollout", "monitoring", "post"),
    ),
)

Names: TypeAlias = "Mapping[str, str]"
"""Paths of files of forms and rows by the mark that the files carry: those that are there already."""

NO_NAMES: Names = MappingProxyType({})


def catalogue() -> tuple[DocumentSpec, ...]:
    """Every kind of document, in the order of the walk."""
    return _CATALOGUE


def documents(project: Project, there: Names = NO_NAMES) -> tuple[DocumentSpec, ...]:
    """The documents that a project has something to say for; one for each of its filled-in forms and rows."""
    return tuple(spec for kind in _CATALOGUE for spec in _of(project, kind, there))


def document(project: Project, name: str, there: Names = NO_NAMES) -> DocumentSpec:
    """The document of that id or file name, also one that is hardly begun. Raises UnknownName with the nearest."""
    singles = (kind for kind in _CATALOGUE if not kind.repeats)
    known = {spec.id: spec for spec in (*singles, *documents(project, there))}
    for spec in known.values():
        if name in (spec.id, spec.path):
            return spec
    raise UnknownName("document", name, known)


def chosen(project: Project, name: str, there: Names = NO_NAMES) -> tuple[DocumentSpec, ...]:
    """The document of that id or file name, or all that there are of a kind. Raises UnknownName with the nearest."""
    kind = next((kind for kind in _CATALOGUE if kind.repeats and kind.id == name), None)
    return (kind and tuple(_of(project, kind, there))) or (document(project, name, there),)


def names_in(folder: Path) -> Names:
    """The files of forms and rows that are in a folder: they keep their names."""
    return names_there(folder, [kind.path for kind in _CATALOGUE if kind.repeats])


def taken_back(project: Project, there: Names) -> tuple[str, ...]:
    """The files that are there of forms that were dropped and of rows that were removed."""
    forms = {kind.form for kind in _CATALOGUE if kind.form}
    tables = [kind.table for kind in _CATALOGUE if kind.table and _has_table(project, kind.table)]
    gone = {mark(filled.id) for filled in project.every_form if filled.dropped and filled.form.id in forms}
    gone |= {mark(row) for table in tables for row in removed_rows(project, table)}
    return tuple(sorted(path for marked, path in there.items() if marked in gone))


def files(project: Project, there: Names = NO_NAMES) -> dict[str, str]:
    """The paths of the documents of forms and rows, by their ids."""
    return {named.id: named.path for kind in _CATALOGUE for named in _named(project, kind, there)}


def asked(project: Project, spec: DocumentSpec) -> tuple[Question, ...]:
    """The questions whose answers a document tells: those that apply, of its phases and of its filled-in form."""
    known = {phase.id: phase for phase in project.pack.phases}
    of_phases = [q for phase in spec.phases if phase in known for q in questions(known[phase])]
    of_phases += [project.pack.question(name) for name in spec.also if project.pack.has_question(name)]
    of_form = project.form(spec.instance).questions if spec.form and spec.instance else ()
    return tuple(question for question in (*of_phases, *of_form) if project.applies(question))


def default_folder(project_name: str) -> str:
    """Where a project's documents go below the root of its repository."""
    return f"docs/ml/{slug(project_name)}"


def _of(project: Project, kind: DocumentSpec, there: Names) -> Iterator[DocumentSpec]:
    if kind.repeats:
        yield from (_about(kind, named) for named in _named(project, kind, there))
    elif not kind.begins or any(_begun(project, name) for name in kind.begins):
        yield kind


def _named(project: Project, kind: DocumentSpec, there: Names) -> Iterator[Named]:
    if kind.form == MEETING:
        yield from named_meetings(project, there)
    elif kind.form:
        yield from named_forms(project, kind.form, kind.path, there)
    elif kind.table and _has_table(project, kind.table):
        yield from named_rows(project, kind.table, kind.path, there)


def _about(kind: DocumentSpec, named: Named) -> DocumentSpec:
    return kind._replace(
        id=named.path.removesuffix(".md"),
        path=named.path,
        title=f"{kind.title} {named.number}: {named.title}",
        instance=named.id,
        short=f"{named.number} {named.title}",
    )


def _begun(project: Project, name: str) -> bool:
    """Whether a question has an answer, an item of an instrument has, or a table has rows, where the pack has it."""
    if project.pack.has_question(name):
        return _answered(project, project.pack.question(name))
    instrument = next((found for found in project.pack.instruments if found.id == name), None)
    items = [item for section in instrument.sections for item in section.questions] if instrument else []
    rows = project.rows(name) if _has_table(project, name) else ()
    return bool(rows) or any(_answered(project, item) for item in items)


def _has_table(project: Project, name: str) -> bool:
    return any(collection.id == name for collection in project.pack.collections)


def _answered(project: Project, question: Question) -> bool:
    return state(project, question) in (State.DONE, State.STARTED, State.CARRIED, State.CONFLICT)
