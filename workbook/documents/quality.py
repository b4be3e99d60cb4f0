"""What a data quality report is told beside the answers.

verdicts  of the data checks: passed, all (counts), not_passed (each: check, critical), open (those without a verdict)
beliefs   what the kickoff took for true of the sources and is not: source, what (of it), believed, found
"""

from __future__ import annotations

from typing import Any, TypeAlias

from workbook.documents.inline import inline, of_value
from workbook.documents.later import Later
from workbook.domain.figures import beliefs as found_otherwise
from workbook.domain.primitives import Choice
from workbook.domain.project import Project

Plain: TypeAlias = "dict[str, Any]"

_CHECKS = "checks"
_PASS, _CRITICAL = Choice(("pass",)), Choice(("critical",))


def figures(project: Project) -> Plain:
    """Both of them."""
    return {"verdicts": Later(verdicts, project), "beliefs": Later(beliefs, project)}


def verdicts(project: Project) -> Plain:
    """How many checks hold; whoever is not sure of one counts it as one that does not."""
    known = any(collection.id == _CHECKS for collection in project.pack.collections)
    rows = project.rows(_CHECKS) if known else ()
    judged = [row for row in rows if row.values.get("verdict")]
    return {
        "all": len(rows),
        "passed": sum(row.values["verdict"] == _PASS for row in judged),
        "not_passed": [
            {"check": inline(project.row_name(row)), "critical": row.values.get("severity") == _CRITICAL}
            for row in judged
            if row.values["verdict"] != _PASS
        ],
        "open": [inline(project.row_name(row)) for row in rows if row not in judged],
    }


def beliefs(project: Project) -> list[Plain]:
    """What turned out otherwise."""
    return [
        {
            "source": inline(project.row_name(belief.source)),
            "what": inline(belief.column.label or belief.column.name),
            "believed": of_value(belief.column, belief.believed, project.context),
            "found": of_value(belief.column, belief.found, project.context),
        }
        for belief in found_otherwise.beliefs(project)
    ]
