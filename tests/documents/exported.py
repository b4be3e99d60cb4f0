"""Every document of every sample in a folder, for checks from outside: `python -m tests.documents.exported FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents import aftermath, nights, stories
from tests.documents.samples import sample
from workbook.application.demo import SAMPLES
from workbook.application.export import export

TOLD = {"stories": stories.full, "nights": nights.standby, "aftermath": aftermath.full, "hurried": aftermath.sloppy}

if __name__ == "__main__":
    for name in SAMPLES:
        export(sample(name), Path(sys.argv[1], Path(name).stem))
    for name, scene in TOLD.items():
        export(scene().project, Path(sys.argv[1], name))
