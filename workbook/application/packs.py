"""Packs for the faces: which there are, and what is wrong in their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook.application.export import kinds
from workbook.application.places import Places
from workbook.domain.pack import Pack
from workbook.domain.specs import Instrument, Phase
from workbook.errors import PackError
from workbook.packs.loader import load_pack
from workbook.resources import phases


def packs(places: Places, pack: Pack) -> dict[str, Any]:
    """What is asked, and where it comes from."""
    team = places.team_phases
    return {
        "format": 1,
        "pack": {"id": pack.id, "title": pack.title, "version": pack.version, "digest": pack.digest},
        "folders": [str(phases()), *([str(team)] if team else [])],
        "phases": [_area(phase) | _closing(phase) for phase in pack.phases],
        "instruments": [_area(instrument) for instrument in pack.instruments],
        "collections": [{"id": table.id, "title": table.title, "scope": table.scope} for table in pack.collections],
        "documents": [{"id": kind.id, "title": kind.title, "form": kind.form, "table": kind.table} for kind in kinds()],
    }


def check(places: Places, folder: Path | None = None) -> tuple[str, ...]:
    """Every mistake in the built-in pack with a folder over it, as `file:line:col: where: what`.

    Args:
        folder: a team's phase files; the one of the workbook when left out.
    """
    over = folder or places.team_phases
    try:
        load_pack([phases(), *([over] if over else [])], None)
    except PackError as error:
        return error.problems
    return ()


def schema() -> str:
    """The JSON Schema of phase files, for editors."""
    from workbook.packs.schema import schema_text

    return schema_text()


def _closing(phase: Phase) -> dict[str, Any]:
    """A phase's gate, and the forms that are filled in during it."""
    forms = [{"id": form.id, "title": form.title, "questions": len(form.questions)} for form in phase.forms]
    return {"gate": phase.gate.id if phase.gate else "", "forms": forms}


def _area(area: Phase | Instrument) -> dict[str, Any]:
    questions = [question for section in area.sections for question in section.questions]
    return {"id": area.id, "title": area.title, "sections": len(area.sections), "questions": len(questions)}
