"""Which documents there are, and which of them a project has something to say for."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.basis import questions
from workbook.domain.forms import FilledForm
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.domain.specs import Question
from workbook.errors import UnknownName
from workbook.named import NamedTuple
from workbook.text import slug


class DocumentSpec(NamedTuple):
    """One document that the workbook writes.

    Attributes:
        path: of its file, below the target folder; of a form's, with room for its number and title.
        title: what people call it.
        template: its file in templates/.
        phases: the phases whose answers it tells; the gate of the last one decides about it.
        begins: it is written once one of these questions has an answer, or items of these instruments; always when
            empty.
        figures: it tells what the workbook works out: scores, gates, verdicts.
        form: it is written for each filled-in form of this id.
        instance: the filled-in form that it is about; empty in the catalogue itself.
    """

    id: str
    path: str
    title: str
    template: str
    phases: tuple[str, ...]
    begins: tuple[str, ...] = ()
    figures: bool = True
    form: str = ""
    instance: str = ""


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
        "readiness",
        "readiness.md",
        "Readiness",
        "readiness.md.j2",
        ("kickoff", "data-qa", "ml", "preprod"),
        begins=("joel", "mlts", "preprod.build", "preprod.rollback", "preprod.runbook"),
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
        "postmortem",
        "postmortem-{number:02}-{slug}.md",
        "Post-mortem",
        "postmortem.md.j2",
        (),
        form="postmortem",
    ),
    DocumentSpec(
        "outcome-review",
        "outcome-review.md",
        "Outcome review",
        "outcome-review.md.j2",
        ("kickoff", "data-qa", "ml", "preprod", "rollout", "monitoring", "post"),
        begins=("monitoring.readings", "post.outcome", "post.asked-again", "post.wishes"),
    ),
)


def catalogue() -> tuple[DocumentSpec, ...]:
    """Every kind of document, in the order of the walk."""
    return _CATALOGUE


def documents(project: Project) -> tuple[DocumentSpec, ...]:
    """The documents that a project has something to say for; one for each of its filled-in forms."""
    return tuple(spec for kind in _CATALOGUE for spec in _of(project, kind))


def document(project: Project, name: str) -> DocumentSpec:
    """The document of that id or file name, also one that is hardly begun. Raises UnknownName with the nearest."""
    known = {spec.id: spec for spec in (*(kind for kind in _CATALOGUE if not kind.form), *documents(project))}
    for spec in known.values():
        if name in (spec.id, spec.path):
            return spec
    raise UnknownName("document", name, known)


def asked(project: Project, spec: DocumentSpec) -> tuple[Question, ...]:
    """The questions whose answers a document tells: those that apply, of its phases and of its filled-in form."""
    known = {phase.id: phase for phase in project.pack.phases}
    of_phases = [q for phase in spec.phases if phase in known for q in questions(known[phase])]
    of_form = project.form(spec.instance).questions if spec.instance else ()
    return tuple(question for question in (*of_phases, *of_form) if project.applies(question))


def form_path(filled: FilledForm) -> str:
    """The file name of a filled-in form's document; empty where forms of its kind have none."""
    return next((_about(kind, filled).path for kind in _CATALOGUE if kind.form == filled.form.id), "")


def default_folder(project_name: str) -> str:
    """Where a project's documents go below the root of its repository."""
    return f"docs/ml/{slug(project_name)}"


def _of(project: Project, kind: DocumentSpec) -> Iterator[DocumentSpec]:
    if kind.form:
        yield from (_about(kind, filled) for filled in project.forms if filled.form.id == kind.form)
    elif not kind.begins or any(_begun(project, name) for name in kind.begins):
        yield kind


def _about(kind: DocumentSpec, filled: FilledForm) -> DocumentSpec:
    path = kind.path.format(number=filled.number, slug=slug(filled.title))
    title = f"{kind.title} {filled.number}: {filled.title}"
    return kind._replace(id=path.removesuffix(".md"), path=path, title=title, instance=filled.id)


def _begun(project: Project, name: str) -> bool:
    """Whether a question has an answer, or an item of an instrument has; what the pack does not ask has none."""
    if project.pack.has_question(name):
        return _answered(project, project.pack.question(name))
    instrument = next((found for found in project.pack.instruments if found.id == name), None)
    items = [item for section in instrument.sections for item in section.questions] if instrument else []
    return any(_answered(project, item) for item in items)


def _answered(project: Project, question: Question) -> bool:
    return state(project, question) in (State.DONE, State.STARTED, State.CARRIED, State.CONFLICT)
