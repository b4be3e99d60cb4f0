"""An hour of a kickoff, played by keys in a real terminal: five people, one screen, a clock that is put where it is wanted.

`python -m tests.terminal.hour FOLDER` plays it and keeps its pictures there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.terminal.driver import Terminal

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
OTHERS = ("Ana Ruiz", "Raj Iyer", "Tom Becker", "Lena Park")
TRIAGE = "3323"
"""Customers see it; a table each night; a code stands for a person; it touches customers."""


class Hour:
    """A window in which the meeting is held.

    Args:
        clock: the file that tells the program what time it is.
        open_window: opens a program in a terminal.

    Attributes:
        pictures: what the screen showed, by the name of the moment.
    """

    def __init__(self, clock: Path, open_window: Callable[..., Terminal], size: tuple[int, int] = (120, 36)) -> None:
        self._clock = clock
        self._open_window = open_window
        self._size = size
        self.pictures: dict[str, str] = {}
        self._put(0)
        self.window = self.reopen()

    def reopen(self) -> Terminal:
        """Another window on the same workbook, at the same time."""
        program = (sys.executable, "-m", "tests.terminal.clocked", str(self._clock))
        self.window = self._open_window(*program, size=self._size)
        return self.window

    def at(self, minute: float) -> None:
        """It is that minute of the meeting, and its line says so."""
        self._put(minute)
        self.window.expect(f"meeting {int(minute)}/")

    def keep(self, name: str) -> None:
        """Keeps a picture of this moment."""
        self.pictures[name] = self.window.text

    def _put(self, minute: float) -> None:
        new = self._clock.with_suffix(".new")
        new.write_text((NINE + timedelta(minutes=minute)).isoformat(), encoding="utf-8")
        new.replace(self._clock)

    # What a facilitator does

    def answer(self, minute: float, *fields: str, then: str) -> None:
        """Types into the open editor, field by field, and goes on to where that leads."""
        self.at(minute)
        for place, text in enumerate(fields):
            if place:
                self.window.press("tab")
            self.window.type(text)
        self.window.expect(fields[-1][-12:])
        self.window.press("ctrl+s")
        self.window.expect(then)

    def capture(self, minute: float, line: str, echo: str) -> None:
        """One line from wherever one is; it is understood before it is kept."""
        self.at(minute)
        self.window.press("ctrl+o")
        self.window.expect("Capture")
        self.window.type(line)
        self.window.expect(echo)
        self.keep(f"capture {echo}")
        self.window.press("enter")
        self.window.expect_gone("enter keeps it")

    def go_to(self, minute: float, words: str, expect: str) -> None:
        """Jumps to a question."""
        self.at(minute)
        self.window.press("ctrl+g")
        self.window.expect("enter goes there")
        self.window.type(words)
        self.window.expect(expect)
        self.window.press("enter")
        self.window.expect_gone("enter goes there")


def begin(hour: Hour) -> None:
    """From nothing to a meeting that runs: the project, its four quick questions, who is here, who leads."""
    window = hour.window
    window.expect("What is the project called?")
    window.press("ctrl+u")
    window.type("Harbour Outfitters")
    window.press("enter")
    for place, key in enumerate(TRIAGE, start=1):
        window.expect(f"{place} of 4")
        window.press(key)
    window.press("enter")
    window.expect("what problem should go away?", "Save, next")
    window.press("escape")
    window.expect("Enter to answer")
    window.press("m")
    window.expect("Meeting about Kickoff")
    for name in OTHERS:
        window.press("n")
        window.expect("Who is here too?")
        window.type(name)
        window.press("enter")
        window.expect(f"■ {name}")
    window.press("down", "l")
    window.until(lambda text: "leads" in line_of(text, "Ana Ruiz"), "let Ana lead")
    hour.keep("opening")
    window.press("enter")
    window.expect("00:00/06:00  The problem", "meeting 0/60")


def line_of(text: str, words: str) -> str:
    """The first line with these words; empty when there is none."""
    return next((line for line in text.splitlines() if words in line), "")


def hold(hour: Hour) -> None:
    """What is said between nine and five to ten."""
    window = hour.window
    window.press("enter")
    window.expect("Save, next")
    hour.at(5)
    hour.keep("soon over")
    hour.answer(5, "Read all reviews for us. We hear about a bad size chart three weeks late.", then="Which decision")
    hour.keep("read aloud")
    window.type("Which size charts are checked today, ")
    hour.capture(9, "a pull three months of reviews @raj >fri", "due Fri 6 Nov 2026")
    hour.at(11.5)
    hour.keep("over time")
    hour.answer(12, "by Tom, each morning.", then="What is in scope")
    hour.capture(13, "d shoes first why: coats have few reviews or: all at once but: Tom fears the sale @ana >4w", "but: Tom fears the sale")
    window.expect("Decided, read aloud")
    hour.keep("decided")
    hour.answer(17, "Shoes. Reviews in English.", "Coats. Changing a chart without a person.", then="it worked?")


    metrics(hour)
    second_half(hour)


def metrics(hour: Hour) -> None:
    """A table, row by row."""
    window = hour.window
    window.press("a")
    window.expect("90-day repeat purchase")
    hour.keep("row")
    window.type("90-day repeat purchase")
    window.press("tab", "space", "tab")
    window.type("%")
    window.press("ctrl+s")
    window.expect("90-day repeat purchase")
    hour.capture(20, "p could we do returns as well? @lena", "raised by Lena Park")
    hour.at(22)
    window.press("ctrl+s")
    window.expect("Which solutions did we consider", "Take suggestions")


def second_half(hour: Hour) -> None:
    """Somebody has to find out; a jump ahead and back; a risk, a note, what nobody wants to do; more time."""
    window = hour.window
    window.press("escape")
    window.expect("Don't know")
    hour.at(24)
    window.press("d")
    window.expect("Who finds out")
    window.type("@raj >mon")
    window.press("enter")
    window.expect_gone("Who finds out")
    window.press("n")
    window.expect("Why now, and what happens")
    hour.go_to(26, "Cost of errors", "Cost of errors")
    window.expect("What does a wrong answer cost")
    window.press("enter")
    window.expect("Save, next")
    hour.capture(27, "r a right size chart is taken down @tom >2w", "Tom Becker")
    hour.answer(30, "2 €", "18 €", "A right chart is taken down on the first day of the sale.", then="If it never arrives, who checks")
    hour.keep("after a jump")
    window.press("escape")
    window.expect("Don't know")
    window.press("s", "n")
    window.expect("What would make us stop")
    window.press("enter")
    window.expect("Save, next")
    hour.answer(36, "If no list is right by the end of July, we stop.", then="Who does what by when?")
    hour.keep("the recap")
    hour.go_to(40, "Why now", "Why now")
    window.expect("Why now, and what happens")
    window.press("enter")
    window.expect("Save, next")
    window.type("The sale of 1 March. ")
    hour.capture(42, "n @lena: the supplier answers mails within a day", "Lena Park")
    hour.capture(43, "a load test on a weekend", "load test on a weekend")
    window.press("ctrl+s")


def main(folder: Path) -> None:
    """Plays the hour and writes its pictures."""
    raise NotImplementedError
