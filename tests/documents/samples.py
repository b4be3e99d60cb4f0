"""The samples as documents: each replayed once, with its first day, its clock and its ids fixed."""

from __future__ import annotations

import os
import time
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook.application.places import Places
from workbook.application.scenario import Clock, load_scenario, replay
from workbook.application.workbook import Workbook
from workbook.documents import documents, render
from workbook.domain.project import Project
from workbook.resources import data

GOLDEN = Path(__file__).with_name("golden")
START = date(2026, 5, 4)
"""A Monday, as day 1 of every demo is."""

SAMPLES = {"harbour": "harbour-outfitters", "nightly": "nightly-forecast"}
KINDS = ("postmortem", "outcome-review")
"""The documents whose goldens are written from the samples."""


@cache
def sample(name: str) -> Project:
    """A sample as it stands on its last day; by its short name, or that of its file."""
    os.environ["TZ"] = "UTC"  # what people did at eight was done at eight in UTC
    time.tzset()
    clock, numbers = Clock(), count(1)
    with TemporaryDirectory() as folder:
        places = Places(Path(folder) / "workbook.db", None, Path(folder) / "state", Path(folder) / "cache")
        with Workbook(places, now=clock, token=lambda: f"{next(numbers):032x}") as workbook:
            workbook.write_behind()
            return workbook.project(replay(workbook, clock, load_scenario(data() / SAMPLES.get(name, name)), START))


def written(name: str, kind: str) -> str:
    """The document of that kind; empty where a sample has nothing to say for it."""
    project = sample(name)
    ids = [spec.id for spec in documents(project) if spec.id.startswith(kind)]
    return render(project, ids[0]).text if ids else ""


if __name__ == "__main__":  # python -m tests.documents.samples writes the goldens anew: read them line by line
    for sample_name in SAMPLES:
        for document_kind in KINDS:
            if text := written(sample_name, document_kind):
                (GOLDEN / f"{document_kind}-{sample_name}.md").write_text(text, encoding="utf-8")
