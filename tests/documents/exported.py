"""Every document of every sample in a folder, for checks from outside: `python -m tests.documents.exported FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents import aftermath, nights, plans, stories
from tests.documents.aftermath import AFTERMATHS
from tests.documents.samples import sample
from tests.documents.structure import HOSTILE, saying
from workbook.application.demo import SAMPLES
from workbook.application.export import export
from workbook.text import accept

TOLD = {"stories": stories.full, "nights": nights.standby, "aftermath": aftermath.full, "hurried": aftermath.sloppy}
TOLD |= {"prepared": plans.prepared, "hasty": plans.hasty}

HARMFUL = [
    "".join(HOSTILE),
    "a: b; c, d # e %% f",
    "```\nend\n```",
    ":::x --> y{{z}}",
    '"]) click a href "x"',
    "数据 🎉 ⟨RLO⟩",
]
"""What is typed into every field of one story, to see that no diagram takes it for its own."""

if __name__ == "__main__":
    for name in SAMPLES:
        export(sample(name), Path(sys.argv[1], Path(name).stem))
    for name, scene in TOLD.items():
        export(scene().project, Path(sys.argv[1], name))
    for number, typed in enumerate(HARMFUL):
        for name, scene in AFTERMATHS.items():
            export(saying(scene(), accept(typed)), Path(sys.argv[1], f"harmful-{number}-{name}"), ["postmortem"])
