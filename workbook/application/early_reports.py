"""What comes too early, as a report (see `workbook.application.reports`)."""

from __future__ import annotations

from workbook.application.heading import Report
from workbook.domain.early import Early, early_words, waiver_words
from workbook.domain.project import Project


def early_report(project: Project, found: Early) -> Report:
    """A row that must wait for a gate, or did not; with what lets it through."""
    return {
        "rule": found.rule,
        "phase": found.phase.id,
        "table": found.row.collection,
        "row": found.row.id,
        "started": found.started,
        "gate": found.gate.id,
        "text": early_words(project, found),
        "waived": waiver_words(project, found.waiver) if found.waiver else "",
    }
