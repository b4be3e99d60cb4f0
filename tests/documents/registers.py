"""The records and the sheet that come of tables, and the index of it all, from the samples."""

from __future__ import annotations

from tests.documents.samples import GOLDEN, SAMPLES, sample
from workbook.documents import documents, render

DECISIONS = (1, 3)
"""The numbers of the sample's decisions whose records are compared word by word."""


if __name__ == "__main__":  # python -m tests.documents.registers writes the goldens anew: read them line by line
    project = sample("harbour")
    records = [spec for spec in documents(project) if spec.path.startswith("decisions/")]
    for number in DECISIONS:
        text = render(project, records[number - 1].id).text
        (GOLDEN / f"decision-harbour-{number}.md").write_text(text, encoding="utf-8")
    for name in SAMPLES:
        (GOLDEN / f"index-{name}.md").write_text(render(sample(name), "index").text, encoding="utf-8")
    (GOLDEN / "actions-harbour.csv").write_text(render(project, "actions").text, encoding="utf-8")
