"""How a project looks to a person, to be compared."""

from __future__ import annotations

from typing import Any

from tests.domain.small_pack import PACK
from workbook.domain.answers import Answer, Row
from workbook.domain.canonical import canonical_json
from workbook.domain.flags import relied_on_older
from workbook.domain.gates import review
from workbook.domain.primitives import encode
from workbook.domain.progress import state
from workbook.domain.project import Project


def snapshot(project: Project) -> dict[str, Any]:
    """Everything that a person can see of the project, without who did it when."""
    rows = [row for table in PACK.collections for row in project.rows(table.id)]
    seen = {
        "name": project.name,
        "answers": {q.id: _answer(project.answer(q.id)) for q in PACK.questions},
        "rows": {row.id: _row(row) for row in rows},
        "order": [row.id for row in rows if not row.conflict],
    }
    if any(row.conflict for row in rows):
        return seen  # which of the versions stands in tables, and so in gates, is anybody's guess until it is settled
    return seen | {
        "states": {q.id: state(project, q).value for q in PACK.questions},
        "flags": {q.id: sorted(relied_on_older(project, q)) for q in PACK.questions},
        "gates": [_gate(project, phase) for phase in ("kickoff", "data")],
    }


def _answer(answer: Answer) -> Any:
    if answer.conflict:
        return sorted(repr(_answer(version)) for version in answer.conflict)
    values = {name: encode(value) for name, value in answer.values.items()}
    more = (answer.wording, answer.note, answer.reason, str(answer.confidence), answer.erased)
    return canonical_json(values), answer.status.value, *more


def _row(row: Row) -> Any:
    if row.conflict:
        return sorted(repr(_row(version)) for version in row.conflict)
    values = {name: encode(value) for name, value in row.values.items()}
    return canonical_json(values), row.order, row.removed


def _gate(project: Project, phase: str) -> Any:
    found = review(project, PACK.phase(phase))
    decision = found.decision
    said = (decision.outcome, decision.decider, decision.reason, decision.waivers) if decision else ()
    return found.state.value, found.lacks, found.changed, found.conflict, said
