"""The power goes out at every moment of a run: what was acknowledged is there, and the file is whole."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from tests.store.place import MEMORY, Place
from tests.store.power import Call, Disk, Image, traced, why_not
from workbook.domain.events import chain_faults
from workbook.errors import StoreError

ROOT = Path(__file__).parents[2]
FEWEST = 1200
"""Different images that the real run must have stood."""

# Says each id once it is acknowledged. The last argument is what `synchronous` is set to, if anything.
WRITER = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from workbook.domain.events import Draft, Subject
from workbook.store.store import Store

folder, count, weaker = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
now, token = lambda: datetime.now(UTC), lambda: secrets.token_hex(16)
store = Store.open(folder / "workbook.db", state=folder.parent / "state", now=now, token=token, create=True)
if weaker:
    store._connection.execute(f"PRAGMA synchronous = {weaker}")
for number in range(count):
    body = {"status": "answered", "fields": {"value": {"text": "word " * (30 * number % 700)}}}
    draft = Draft("answer.set", Subject(f"q.{number % 7}"), body)
    (event,) = store.append([draft], project="p1", act=token(), recorded_by="ana")
    print(event.id, flush=True)
store.close()
"""


class Verdict(NamedTuple):
    """What was found in an image."""

    events: frozenset[str]
    wrong: tuple[str, ...]


class Lost(NamedTuple):
    """How often something was amiss."""

    images: int
    losing: int
    damaged: int
    for_instance: tuple[str, ...] = ()


def run(folder: Path, count: int, weaker: str = "") -> list[Call]:
    """The calls of a writer in the folder `disk` there."""
    disk = folder / "disk"
    disk.mkdir()
    command = [sys.executable, "-c", WRITER, str(disk), str(count), weaker]
    return traced(command, disk, folder / "trace", ROOT)


def cuts(calls: list[Call], torn: int) -> Iterator[tuple[frozenset[str], Image]]:
    """Every image of every cut, with what was acknowledged before it."""
    disk, chance, said = Disk(), random.Random(7), b""
    for call in calls:
        disk.do(call)
        said += call.data if call.kind == "said" else b""
        acknowledged = frozenset(said.decode().split("\n")[:-1])
        for image in disk.images(chance, torn):
            yield acknowledged, image


def judge(image: Image) -> Verdict:
    """Opens the image as a workbook; the store may mend what it can."""
    with TemporaryDirectory(dir=MEMORY) as folder, Place(Path(folder)) as place:
        for name, data in image.items():
            (place.folder / Path(name).name).write_bytes(data)
        try:
            store = place.open()
            findings = store.doctor()
            events = store.events() if not findings else []
        except StoreError as error:
            return Verdict(frozenset(), (str(error),))
        wrong = [*findings, *chain_faults(events)]
        return Verdict(frozenset(event.id for event in events), tuple(map(str, wrong)))


def stand(calls: list[Call], torn: int) -> Lost:
    """Opens every different image once."""
    known: dict[bytes, Verdict] = {}
    losing: set[bytes] = set()
    for acknowledged, image in cuts(calls, torn):
        digest = sha256(
            b"".join(name.encode() + sha256(data).digest() for name, data in sorted(image.items()))
        ).digest()
        if digest not in known:
            known[digest] = judge(image)
        if not acknowledged <= known[digest].events:
            losing.add(digest)
    wrong = [verdict.wrong for verdict in known.values() if verdict.wrong]
    return Lost(len(known), len(losing), len(wrong), wrong[0] if wrong else ())


needs_strace = pytest.mark.skipif(bool(why_not()), reason=f"no calls can be recorded: {why_not()}")


@needs_strace
@pytest.mark.soak
def test_no_power_cut_loses_what_was_acknowledged(tmp_path: Path) -> None:
    lost = stand(run(tmp_path, 30), torn=3)
    assert (lost.losing, lost.damaged) == (0, 0), lost
    assert lost.images >= FEWEST, lost


@needs_strace
@pytest.mark.soak
def test_the_images_tell_a_store_that_does_not_sync(tmp_path: Path) -> None:
    lost = stand(run(tmp_path, 5, "OFF"), torn=1)
    assert lost.losing, lost
