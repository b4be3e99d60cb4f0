"""What the index tells: where the project stands, and which documents there are, each with the way to it."""

from __future__ import annotations

from typing import Any, TypeAlias

from workbook.documents import decision, figures
from workbook.documents.catalogue import GROUPS, DocumentSpec, Names, documents
from workbook.documents.inline import day, inline, way
from workbook.domain.answers import is_open
from workbook.domain.project import Project
from workbook.text import one_line

Plain: TypeAlias = "dict[str, Any]"

TELLS = {
    "spec": "what should change, for whom, and how everybody will see it",
    "data-qa": "which data there are, what was found in them, and what must not be used",
    "model-card": "what the model is for, what it was made of, how well it does, and for whom it does worse",
    "readiness": "whether it can go live: both tests, what is checked, what is missing",
    "rollout-plan": "who gets it when, what would stop it, and who decides",
    "runbook": "for whoever is woken at night: how to stop it, how to go back, what each alert means",
    "monitoring-plan": "what is watched, from which value on somebody is called, and who",
    "outcome-review": "what was promised and what came of it",
    "actions": "who does what by when, for a tracker or a spreadsheet",
}
"""What each document tells, in a line."""
_LONGEST = 200
"""Letters of the line that says what the project is about."""


def details(project: Project, index: DocumentSpec, there: Names) -> Plain:
    """What the index is made of, beside the scores; a team's own phases have gates as well."""
    wanted = [spec for spec in documents(project, there) if spec.id != index.id]
    rows = project.rows("actions") if any(table.id == "actions" for table in project.pack.collections) else ()
    return {
        "about": _about(project),
        "gates": figures.gates(figures.as_recorded(project), project.pack.phases),
        "singles": [_single(index, spec) for spec in wanted if not spec.repeats],
        "lists": [found for kind in _kinds(wanted) if (found := _list(project, index, kind, wanted))["items"]],
        "actions": len(rows),
        "open": sum(is_open(row) for row in rows),
    }


def _about(project: Project) -> str:
    """The problem on one line, as somebody worded it, or else as it was said."""
    if not project.pack.has_question("kickoff.problem"):
        return ""
    answer = project.answer("kickoff.problem")
    return inline(one_line(answer.wording or answer.text(), _LONGEST)) if answer.given else ""


def _kinds(wanted: list[DocumentSpec]) -> list[str]:
    """The tables and forms that have documents, in the order of the headings; a team's own ones last."""
    found = dict.fromkeys(spec.form or spec.table for spec in wanted if spec.repeats)
    return [*(kind for kind in GROUPS if kind in found), *(kind for kind in found if kind not in GROUPS)]


def _single(index: DocumentSpec, spec: DocumentSpec) -> Plain:
    return {"title": spec.title, "way": way(index.path, spec.path), "tells": TELLS.get(spec.id, "")}


def _list(project: Project, index: DocumentSpec, kind: str, wanted: list[DocumentSpec]) -> Plain:
    mine = [spec for spec in wanted if kind in (spec.form, spec.table)]
    tell = _decision if kind == decision.TABLE else _form
    items = [{**tell(project, spec.instance), "way": way(index.path, spec.path)} for spec in mine]
    return {"id": kind, "title": GROUPS.get(kind, ""), "items": items}


def _decision(project: Project, instance: str) -> Plain:
    row = next(row for row in project.rows(decision.TABLE) if row.id == instance)
    said = decision.brief(project, row)
    after = [part for part in (said["date"], said["owner"], "replaced since" if said["replaced_by"] else "") if part]
    return {"title": said["title"] or "A decision without words", "tells": ", ".join(after)}


def _form(project: Project, instance: str) -> Plain:
    filled = project.form(instance)
    closed = f"closed on {day(filled.closed_at)}" if filled.closed_at else "not closed yet"
    return {"title": inline(filled.title), "tells": f"{day(filled.opened_at)}, {closed}"}
