"""Several processes on one file, and processes that end without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.place import Place
from workbook.domain.events import chain_faults

ROOT = Path(__file__).parents[2]

# Each writer waits for a line on stdin, so that all begin at the same moment, and says what was acknowledged.
WRITER = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from workbook.domain.events import Draft, Subject
from workbook.store.store import Store

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now, token = lambda: datetime.now(UTC), lambda: secrets.token_hex(16)
print("ready", flush=True)
sys.stdin.readline()
store = Store.open(folder / "workbook.db", state=folder / "state", now=now, token=token, create=True, wait=60)
for number in range(count):
    draft = Draft("answer.set", Subject(f"q.{name}.{number}"), {"status": "answered", "fields": {"value": "x" * 50}})
    (event,) = store.append([draft], project="p1", act=token(), recorded_by=name)
    print(event.id, flush=True)
store.close()
"""


def start(folder: Path, name: object, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), str(name), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run_at_once(folder: Path, writers: int, count: int) -> list[str]:
    """The ids that the writers were told are recorded. All of them end well."""
    started = [start(folder, name, count) for name in range(writers)]
    for process in started:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0] * writers
    return [line for output in outputs for line in output.split()]


def test_sixteen_writers_at_once_lose_nothing(place: Place) -> None:
    place.open().close()
    acknowledged = run_at_once(place.folder, 16, 10)
    store = place.open()
    assert len(set(acknowledged)) == 160
    assert {event.id for event in store.events()} == set(acknowledged)
    assert chain_faults(store.events()) == []
    assert len({event.actor for event in store.events()}) == 1  # one user, one machine, one file: one chain
    assert store.doctor() == []


@pytest.mark.parametrize("there", ["nothing", "an empty file"])
def test_several_first_runs_at_once_make_one_workbook(place: Place, there: str) -> None:
    if there == "an empty file":
        place.path.touch()
    acknowledged = run_at_once(place.folder, 6, 2)
    store = place.open()
    assert {event.id for event in store.events()} == set(acknowledged)
    assert store.doctor() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
@pytest.mark.parametrize("milliseconds", [5, 40, 90])
def test_what_was_acknowledged_outlives_a_kill(place: Place, milliseconds: int) -> None:
    kill_and_check(place, milliseconds / 1000)


def kill_and_check(place: Place, seconds: float) -> None:
    place.open().close()
    with start(place.folder, "victim", 100_000) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        acknowledged = [process.stdout.readline().strip()]
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += process.stdout.read().split()
    store = place.open()
    stored = [event.id for event in store.events()]
    whole = [event_id for event_id in acknowledged if len(event_id) == 64]
    assert stored[: len(whole)] == whole
    assert len(stored) <= len(whole) + 1  # at most the one that could not be told any more
    assert store.doctor() == []
    store.close()


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_five_hundred_kills(tmp_path: Path) -> None:
    for number in range(500):
        with Place(tmp_path / str(number)) as place:
            place.folder.mkdir()
            kill_and_check(place, number / 5000)
