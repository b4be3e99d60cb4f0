"""An hour of a kickoff, played by keys in a real terminal: five people, one screen, a clock that is put by hand.

`python -m tests.terminal.hour FOLDER` plays it and leaves its pictures there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.terminal.driver import Terminal
from tests.terminal.picture import svg

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
OTHERS = ("Ana Ruiz", "Raj Iyer", "Tom Becker", "Lena Park")
TRIAGE = "3323"
"""Customers see it; a table each night; a code stands for a person; it touches customers."""
GIT = "[user]\n\tname = Mei Tanaka\n\temail = mei@harbour.example\n"
DRAWN = 0.05
"""Seconds without a sign after which a frame is whole; the clock's line is painted anew twice as seldom."""


class Hour:
    """A meeting in a window.

    Args:
        clock: the file that tells the program what time it is.
        open_window: opens a program in a terminal.
        size: columns and lines.

    Attributes:
        window: the terminal.
        screens: what it showed, by the name of the moment; pictures: the same in colours, as SVG.
    """

    def __init__(self, clock: Path, open_window: Callable[..., Terminal], size: tuple[int, int] = (120, 36)) -> None:
        self._clock = clock
        self._open_window = open_window
        self._size = size
        self.screens: dict[str, str] = {}
        self.pictures: dict[str, str] = {}
        self.put(0)
        self.window = self.open()

    def open(self) -> Terminal:
        """A window on the workbook, at whatever time it is now."""
        program = (sys.executable, "-m", "tests.terminal.clocked", str(self._clock))
        root = str(Path(__file__).parents[2])
        self.window = self._open_window(*program, size=self._size, environment={"PYTHONPATH": root})
        return self.window

    def at(self, minute: float) -> None:
        """It is that minute of the meeting, and its line says so."""
        self.put(minute)
        self.window.expect(f"meeting {int(minute)}/")

    def keep(self, name: str) -> None:
        """Keeps this moment."""
        self.window.drain(DRAWN, most=1.0)
        self.screens[name] = self.window.text
        self.pictures[name] = svg(self.window.screen)

    def put(self, minute: float) -> None:
        """Puts the clock to that minute."""
        new = self._clock.with_suffix(".new")
        new.write_text((NINE + timedelta(minutes=minute)).isoformat(), encoding="utf-8")
        new.replace(self._clock)

    # What a facilitator does

    def edit(self) -> None:
        """Opens the editor of the question on the screen."""
        self.window.press("enter")
        self.window.expect("Save, next")

    def say(self, text: str) -> None:
        """Types into the open field."""
        self.window.type(text)
        self.window.expect(text.strip()[-12:])

    def answer(self, minute: float, *fields: str, then: str) -> None:
        """Types into the open editor, field by field, saves, and goes on to where that leads."""
        self.at(minute)
        for place, text in enumerate(fields):
            if place:
                self.window.press("tab")
            self.say(text)
        self.window.press("ctrl+s")
        self.window.expect(then, "Save, next")

    def capture(self, minute: float, line: str, echo: str) -> None:
        """One line from wherever one is; what it is understood as is read before it is kept."""
        self.at(minute)
        self.window.press("ctrl+o")
        self.window.expect("Capture")
        self.window.type(line)
        self.window.expect(echo)
        self.keep(f"capture {echo}")
        self.window.press("enter")
        self.window.expect_gone("  Capture   ")

    def leave_editor(self) -> None:
        """Back to the outline."""
        self.window.press("escape")
        self.window.expect("Don't know")


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
    hour.leave_editor()
    window.press("m")
    window.expect("Meeting about Kickoff")
    for name in OTHERS:
        window.press("n")
        window.expect("Who is here too?")
        window.type(name)
        window.press("enter")
        window.expect(f"■ {name}")
    window.press("home", "down", "l")
    window.until(lambda text: bool(re.search("Ana Ruiz +leads", text)), "let Ana lead")
    hour.keep("the agenda")
    window.press("enter")
    window.expect("00:00/06:00  The problem", "meeting 0/60")


def first_half(hour: Hour) -> None:
    """Three things that must be asked aloud, and the first numbers."""
    window = hour.window
    hour.edit()
    hour.at(5)
    hour.keep("soon over")
    hour.answer(5, "Read all reviews for us. We hear about a bad size chart three weeks late.", then="Which decision")
    window.expect("The problem, read aloud:")
    hour.keep("read aloud")
    hour.say("Which size charts are checked today, ")
    hour.capture(9, "a pull three months of reviews @raj >fri", "due Fri 6 Nov 2026")
    hour.at(11.5)
    hour.keep("over time")
    hour.answer(12, "by Tom, each morning.", then="What is in scope")
    decision = "d shoes first why: coats have few reviews or: all at once but: Tom fears the sale @ana >4w"
    hour.capture(13, decision, "but: Tom fears the sale")
    window.expect("Decided, read aloud:")
    hour.keep("decided")
    hour.at(17)
    hour.say("Shoes. Reviews in English.")
    window.press("tab")
    hour.say("Coats. Changing a chart without a person.")
    window.press("ctrl+s")
    window.expect("How will we know that it worked?", "a Add", "Out of scope: Coats.")
    window.press("a")
    window.expect("New metric")
    window.press(*"90-day repeat purchase", "tab", "space", "tab", "%", "ctrl+s")
    window.expect("◐ 90-day repeat purchase")
    hour.keep("a table")
    hour.capture(20, "p could we do returns as well? @lena", "raised by Lena Park")
    hour.at(22)
    window.press("ctrl+s")
    window.expect("Which solutions did we consider", "Take suggestions")


def second_half(hour: Hour) -> None:
    """What somebody finds out, a jump ahead and back, a risk, a note, what nobody wants to do, what is parked."""
    window = hour.window
    hour.leave_editor()
    hour.at(24)
    window.press("d")
    window.expect("Who finds out")
    window.type("@raj >mon")
    window.press("enter")
    window.expect("Why now, and what happens")
    hour.at(26)
    window.press("ctrl+g")
    window.expect("enter goes there")
    window.type("Cost of errors")
    window.expect("KO-09")
    window.press("enter")
    window.expect("What does a wrong answer cost")
    hour.edit()
    hour.capture(27, "r a right size chart is taken down @tom >2w", "Tom Becker")
    hour.answer(30, "2 €", "18 €", "A right chart is taken down on the first day.", then="What exactly is predicted")
    hour.leave_editor()
    window.press("s")
    window.expect("What would make us stop", "Don't know")
    hour.edit()
    hour.at(36)
    hour.say("If no list is right by the end of July, we stop.")
    window.press("ctrl+s")
    window.expect("Who decides, who uses it", "Don't know")
    window.press("y")
    window.expect("How risky  y still holds")
    window.press("y")
    window.expect("How will we know that it worked?", "n next: Why now")
    hour.keep("back at what is open")
    window.press("n")
    window.expect("Why now, and what happens", "Don't know")
    hour.edit()
    hour.say("The sale of 1 March. ")
    hour.capture(40, "n @lena: the supplier answers mails within a day", "said by Lena Park")
    hour.capture(41, "a load test on a weekend", "ACTION  load test on a weekend")
    hour.answer(42, "Nobody waits for us.", then="smallest")
    hour.answer(45, "One supplier, by mail.", then="What must not get worse")
    hour.leave_editor()
    window.press("p")
    window.expect("What exactly is predicted")
    hour.at(50)
    window.press("+")
    window.expect("over 04:00  What is predicted")
    hour.at(55.5)
    window.expect("The last minutes", "m closes it")
    hour.keep("the last minutes")


def close(hour: Hour) -> None:
    """What was not reached, who does what, what was decided, the recap; then the minutes."""
    window = hour.window
    hour.at(56)
    window.press("m")
    window.expect("These were not reached.", "Success metrics", "What is predicted")
    window.press("x")
    window.expect("  dropped")
    hour.keep("not reached")
    window.press("enter")
    window.expect("lacks an owner and a day")
    hour.keep("who and when")
    window.press("w")
    window.expect("@name >fri, or why not yet")
    window.type("Mei asks on Monday")
    window.press("enter")
    window.expect("Every action has an owner")
    window.press("enter")
    window.expect("Is that what was decided and parked?", "shoes first")
    hour.keep("decided and parked")
    window.press("enter")
    window.expect("Does anybody object?", "There: Ana Ruiz (led)")
    hour.keep("recap")
    window.press("space")
    window.expect("For the next meeting", "Left out")
    hour.keep("the end of the recap")
    hour.at(58)
    window.press("enter")
    window.expect("Write them beside the other documents?")
    window.press("enter")
    window.expect("Written")
    hour.keep("written")


def play(hour: Hour) -> None:
    """All of it, from nine to two minutes to ten."""
    begin(hour)
    first_half(hour)
    second_half(hour)
    close(hour)


def main(folder: Path) -> None:
    """Plays the hour in a room of its own, and writes its pictures."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "STATE", "CACHE", "CONFIG")}
        os.environ.update(places, HOME=name, TZ="UTC", TERM="xterm-256color", COLORTERM="truecolor")
        (home / ".gitconfig").write_text(GIT, encoding="utf-8")
        repository = home / "harbour"
        subprocess.run(["git", "init", "-q", str(repository)], check=True)
        hour = Hour(home / "clock", lambda *told, **options: Terminal(told, cwd=repository, **options))
        try:
            play(hour)
        finally:
            hour.window.close()
    folder.mkdir(parents=True, exist_ok=True)
    for place, (moment, picture) in enumerate(hour.pictures.items(), start=1):
        (folder / f"{place:02} {moment.replace('/', ' ')}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
