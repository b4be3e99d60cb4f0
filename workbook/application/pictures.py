"""The ten panels with their sources, the pairs worth a second look, and the takeaway card: as plain data."""

from __future__ import annotations

from workbook.application.heading import Report, heading
from workbook.domain.figures.panel_pairs import Pair, pairs
from workbook.domain.figures.panels import Panel, panels
from workbook.domain.figures.takeaways import takeaways
from workbook.domain.project import Project


def pictures(project: Project) -> Report:
    """What the pictures screen shows."""
    found = panels(project)
    return {
        **heading(project),
        "panels": [_panel(panel) for panel in found],
        "pairs": [_pair(pair) for pair in pairs(project, found)],
        "card": [light._asdict() for light in takeaways(project)],
    }


def _panel(panel: Panel) -> Report:
    sources = [source._asdict() for source in panel.sources]
    return {**panel._asdict(), "says": list(panel.says), "sources": sources}


def _pair(pair: Pair) -> Report:
    return {
        "first": pair.first.number,
        "second": pair.second.number,
        "title": pair.title,
        "verdict": pair.verdict,
        "told": list(pair.told),
        "empty": [panel.number for panel in (pair.first, pair.second) if not panel.says and not panel.kept_back],
    }
