"""All documents of the samples that are told from the first day to the last, in folders of their own."""

from __future__ import annotations

import shutil

from tests.documents.samples import GOLDEN, sample
from workbook.documents import documents, render
from workbook.domain.project import Project

WALKED = ("fraud-screening", "document-classifier")
"""Every document of these."""

SPECS = ("harbour-outfitters", "nightly-forecast")
"""Of these the specification; what else they have stands in the goldens by kind."""


def written(name: str, project: Project) -> dict[str, str]:
    """What stands in the folder of a sample: texts by path."""
    specs = [spec for spec in documents(project) if name in WALKED or spec.id == "spec"]
    return {spec.path: render(project, spec.id).text for spec in specs}


if __name__ == "__main__":  # python -m tests.documents.walked writes the folders anew: read them line by line
    for folder in (*WALKED, *SPECS):
        shutil.rmtree(GOLDEN / folder, ignore_errors=True)
        for path, text in written(folder, sample(folder)).items():
            (GOLDEN / folder / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / folder / path).write_text(text, encoding="utf-8")
