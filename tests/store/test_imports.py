"""What is imported when: reading stays cheap, and a team's own pandas is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store.place import Place, answer, record
from workbook.store.store import Store

ROOT = Path(__file__).parents[2]

RUN = """
import sys
from pathlib import Path
from tests.store.place import Place, answer, record
from workbook.store.store import Store
place = Place(Path(sys.argv[1]))
with place:
    {do}
print(*(name for name in {names!r} if name in sys.modules))
"""


def imported(folder: Path, do: str, *names: str, path: Path | None = None) -> list[str]:
    """Which of the modules are there after a process has done something."""
    command = [sys.executable, "-c", RUN.format(do=do, names=names), str(folder)]
    environment = {"PYTHONPATH": str(path)} if path else {}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


HEAVY = ("sqlite_utils", "click", "pluggy", "dateutil", "yaml", "jinja2", "textual", "pandas", "numpy")


def test_reading_needs_the_standard_library_alone(place: Place, store: Store) -> None:
    record(store, answer("late"))
    reading = (
        "s = place.open(create=False); s.events(); s.projects(); s.search('late'); list(s.dump()); s.data_version()"
    )
    assert imported(place.folder, reading, *HEAVY) == []


def test_so_does_recording_into_a_workbook_that_is_there(place: Place, store: Store) -> None:
    record(store, answer("late"))
    assert imported(place.folder, "record(place.open(), answer('b', 'q.b'))", *HEAVY) == []


def test_making_a_workbook_leaves_pandas_and_numpy_where_they_are(place: Place) -> None:
    installed = place.folder / "installed"
    installed.mkdir()
    for name in ("pandas", "numpy"):
        (installed / f"{name}.py").write_text(f"raise SystemExit('{name} was imported')")
    making = "place.open(); s = place.open(); s.rebuild()"
    assert imported(place.folder, making, *HEAVY[-2:], "sqlite_utils", path=installed) == ["sqlite_utils"]


def test_what_was_hidden_can_be_imported_afterwards(place: Place) -> None:
    installed = place.folder / "installed"
    installed.mkdir()
    (installed / "pandas.py").write_text("")
    assert imported(place.folder, "place.open(); import pandas", "pandas", path=installed) == ["pandas"]
