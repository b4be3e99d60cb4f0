"""Measuring: two things in turn, A B B A, so that whatever else the machine does meets both alike."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

ROUNDS = 15


class CouldNotRun(RuntimeError):
    """Something that was to be measured did not do its work; says what it printed."""


class Cost(NamedTuple):
    """What one run took, in seconds.

    Attributes:
        cpu: user and system time, of its children too: what others do on the machine changes it least.
    """

    wall: float
    cpu: float


Measured: TypeAlias = Callable[[], Cost]


class Result(NamedTuple):
    """One line of the table.

    Attributes:
        values: one per round: ratios, or milliseconds where nothing is measured beside it.
        goal: what the median shall not exceed; None where nothing is promised.
        unit: `×`, or what a bare figure counts.
        note: the absolute figures, for people.
    """

    what: str
    against: str
    values: tuple[float, ...]
    goal: float | None
    unit: str = "×"
    note: str = ""

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        return None if self.goal is None else self.middle <= self.goal


def compare(
    what: str,
    subject: Measured,
    against: str,
    floor: Measured,
    *,
    goal: float | None,
    by: str = "cpu",
    rounds: int = ROUNDS,
) -> Result:
    """Runs both in turn and compares them pair by pair. One run of each beforehand warms caches and does not count.

    Args:
        by: `cpu`, or `wall` for what waits for a disk or a screen.
    """
    subject(), floor()
    pairs = [_pair(subject, floor, swapped=bool(number % 2)) for number in range(rounds)]
    ratios = tuple(getattr(mine, by) / max(getattr(its, by), 1e-9) for mine, its in pairs)
    mine, its = (median(getattr(pair[side], by) for pair in pairs) * 1000 for side in (0, 1))
    return Result(what, against, ratios, goal, note=f"{_ms(mine)} : {_ms(its)} ms {by}")


def _pair(subject: Measured, floor: Measured, *, swapped: bool) -> tuple[Cost, Cost]:
    if swapped:
        its = floor()
        return subject(), its
    return subject(), floor()


def _ms(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"


def inside(work: Callable[[], object], times: int = 1) -> Measured:
    """Measures work within this process, done several times in a row where once is too short."""

    def measured() -> Cost:
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(times):
            work()
        return Cost((time.perf_counter() - wall) / times, (time.process_time() - cpu) / times)

    return measured


def process(
    command: Callable[[], Sequence[str]] | Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    expect: tuple[int, ...] = (0,),
) -> Measured:
    """Measures a whole process, from its start to its end.

    Args:
        command: or what gives it, for one that must differ each time.
        expect: the exit codes of one that did its work.
    """

    def measured() -> Cost:
        arguments = list(command() if callable(command) else command)
        begin = time.perf_counter()
        with subprocess.Popen(
            arguments,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as started:
            assert started.stderr is not None
            told = started.stderr.read()
            _, status, usage = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begin
        if started.returncode not in expect:
            raise CouldNotRun(f"{' '.join(arguments)} ended with {started.returncode}: {told.decode(errors='replace')}")
        return Cost(wall, usage.ru_utime + usage.ru_stime)

    return measured
