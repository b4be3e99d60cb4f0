"""The capture line: one line typed in the middle of everything, read as an action, decision, risk, parked item or note.

    a rerun tuning on the new schema @mei >fri
    d shoes first; coats wait why: too few coat reviews or: all at once but: Tom fears the sale @ana >4w
    p who owns the feature store? @tom          raised by Tom
    r a right size chart is taken down @mei
    n the supplier answers within a day         `@tom: ...` says who said it

The first letter (or `action:` and so on) says what it is; without one, a name or a day makes it an action, and
anything else is a note. It never raises: what it could not read stands in `problems`, so that a screen can tell while
somebody types.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from workbook.domain.primitives import Moment, moment
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import BadInput, InvalidValue, UnknownName, closest
from workbook.named import NamedTuple
from workbook.text import accept, one_line

KINDS: Final = {"a": "action", "d": "decision", "r": "risk", "p": "parking", "n": "note"}
"""The letter of each kind."""

_WORDS = {**KINDS, **{kind: kind for kind in KINDS.values()}, "park": "parking"}
_OPENING = r"(?is)\s*(?:([adrpn])(?=\s|$):?|(action|decision|risk|parking|park|note):)\s*(.*)"
_SPEAKER = r"(?s)@([^\s@:][^@:]{0,60}?):\s+(.*)"
_PARTS = {"why": "why", "or": "alternatives", "but": "dissent"}
_PART = r"(?i)(?:^|(?<=\s))(why|or|but):(?:\s+|$)"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONGEST_LINE = 2000
_LONGEST_NAME = 4
_LONGEST_DAY = 4


class Captured(NamedTuple):
    """What a line says.

    Attributes:
        kind: action, decision, risk, parking or note.
        text: what is left once names and days are taken out.
        owner: who does it, decided it, answers for the risk or raised the question: the id of a person.
        due: the day, `2026-11-27`: of an action; of a decision, when to look at it again; of a risk, too.
        speaker: who said it, by `@name:` in front.
        why, alternatives, dissent: of a decision.
        problems: why it cannot be kept, in words with the nearest name.
        hints: what is worth a second look; it can be kept.
        owner_name, speaker_name: what they are called.
    """

    kind: str
    text: str
    owner: str = ""
    due: str = ""
    speaker: str = ""
    why: str = ""
    alternatives: str = ""
    dissent: str = ""
    problems: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    owner_name: str = ""
    speaker_name: str = ""

    @property
    def echo(self) -> str:
        """What will be kept, in one line: `ACTION  Rerun tuning · Mei Tanaka · due Fri 27 Nov 2026`."""
        named = {"decision": "decided by ", "parking": "raised by "}.get(self.kind, "")
        dated = {"action": "due ", "decision": "look again ", "risk": "look again "}.get(self.kind, "")
        told = {"why": self.why, "or": self.alternatives, "but": self.dissent}
        parts = [
            self.text,
            *(f"{name}: {text}" for name, text in told.items() if text),
            f"{named}{self.owner_name}" if self.owner else "",
            f"{dated}{day_words(self.due)}" if self.due else "",
            f"said by {self.speaker_name}" if self.speaker else "",
        ]
        return f"{self.kind.upper()}  " + " · ".join(one_line(part) for part in parts if part)


def read_capture(
    typed: str, today: date, people: Mapping[str, str], here: Sequence[str] = (), *, blameless: bool = False
) -> Captured:
    """What a line says.

    Args:
        today: what days count from.
        people: the names of the project's people by id.
        here: ids of those who are there: of several people whose names begin alike, they are meant.
        blameless: a speaker is left out.
    """
    if len(typed) > _LONGEST_LINE:
        what = f"A line takes {_LONGEST_LINE} characters; this has {len(typed)}. Keep the rest beside an answer."
        return Captured("note", "", problems=(what,))
    try:
        line = one_line(accept(typed))
    except InvalidValue as error:
        return Captured("note", "", problems=(str(error),))
    kind, rest = _opened(line)
    reader = _Reader(today, people, here)
    speaker, rest = reader.speaker(rest)
    named = kind if kind else "action"
    parts = _split(rest) if named == "decision" else {"text": rest}
    text = parts["text"] if kind == "note" else reader.words(parts["text"], dated=named != "parking")
    last = list(parts)[-1]
    if last != "text":  # `@name` and `>day` may stand at the very end as well
        parts[last] = reader.words(parts[last], dated=True)
    if not kind and not (reader.owner or reader.due or reader.problems):
        named = "note"
    problems = list(reader.problems)
    if not text:
        problems.insert(0, f"What is the {'parked question' if named == 'parking' else named}?")
    hints = list(reader.hints)
    if speaker and blameless:
        hints.append("Nobody is named as the speaker in this meeting.")
        speaker = ""
    return Captured(
        named,
        text,
        reader.owner,
        reader.due,
        speaker,
        parts.get("why", ""),
        parts.get("alternatives", ""),
        parts.get("dissent", ""),
        tuple(problems),
        tuple(hints),
        people.get(reader.owner, ""),
        people.get(speaker, ""),
    )


def day_words(iso: str) -> str:
    """A day with its weekday: `Fri 27 Nov 2026`; empty for none."""
    return f"{_DAYS[date.fromisoformat(iso).weekday()]} {moment.show(Moment(iso))}" if iso else ""


def find_person(name: str, people: Mapping[str, str], here: Sequence[str] = ()) -> str:
    """The id of the person of that name, or of the only one with a part of it that begins so.

    Args:
        here: of several, one of these is meant.

    Raises:
        UnknownName: there is none; says the nearest. BadInput: several fit; says which.
    """
    wanted = name.strip().removeprefix("@").casefold()
    folded = {person: called.casefold() for person, called in people.items()}
    for fits in (
        [person for person, called in folded.items() if called == wanted],
        [person for person, called in folded.items() if wanted and called.startswith(wanted)],
        [person for person, called in folded.items() if wanted and any(w.startswith(wanted) for w in called.split())],
    ):
        present = [person for person in fits if person in here]
        found = present if len(fits) > 1 and present else fits
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(people[person] for person in found)
            raise BadInput(f"Several are called {one_line(name, 40)!r}: {several}.", hint="Type more of it.")
    parts = {word: person for person, called in folded.items() for word in (called, *called.split())}
    near = closest(wanted, parts)  # also by one part of a name: its whole is far from what is typed
    error = UnknownName("person", one_line(name, 40))
    error.hint = f"Did you mean {people[parts[near]]!r}?" if near else ""
    raise error


class _Reader:
    """Takes names and days out of a text."""

    def __init__(self, today: date, people: Mapping[str, str], here: Sequence[str]) -> None:
        self._today = today
        self._people = people
        self._here = here
        self.owner = ""
        self.due = ""
        self.problems: list[str] = []
        self.hints: list[str] = []

    def speaker(self, text: str) -> tuple[str, str]:
        """Who is named in front, as `@name:`, and what is left."""
        found = re.fullmatch(_SPEAKER, text)
        person = self._person(found[1]) if found else ""
        return (person, found[2]) if found and person else ("", text)

    def words(self, text: str, *, dated: bool) -> str:
        """The text without the name and the day in it."""
        kept: list[str] = []
        words = text.split()
        while words:
            word = words[0]
            taken = 0
            if word[0] == "@" and len(word) > 1:
                taken = self._take_person(words)
            elif dated and word[0] == ">" and len(word) > 1:
                taken = self._take_day(words)
            kept += words[:1] if not taken else []
            words = words[max(taken, 1) :]
        return " ".join(kept)

    def _take_person(self, words: list[str]) -> int:
        """How many words the name takes: a whole name of several words, else the one; none when it is no name."""
        first = words[0].rstrip(".,;:!?")
        for count in range(min(_LONGEST_NAME, len(words)), 1, -1):
            whole = " ".join(words[:count]).removeprefix("@").rstrip(".,;:!?").casefold()
            if whole in [name.casefold() for name in self._people.values()]:
                first, taken = whole, count
                break
        else:
            taken = 1
        person = self._person(first.removeprefix("@"), tell=True)
        if self.owner and person and person != self.owner:
            self.hints.append(f"Two people are named: it goes to {self._people[self.owner]}.")
            return 0
        self.owner = self.owner or person
        return taken if person else 0

    def _take_day(self, words: list[str]) -> int:
        """How many words the day takes: as many as can be read as one."""
        for count in range(min(_LONGEST_DAY, len(words)), 0, -1):
            typed = " ".join(words[:count]).removeprefix(">").strip("\"'")
            try:
                found = moment.parse(_DAY, typed, self._today).iso
            except InvalidValue:
                continue
            if self.due and self.due != found:
                self.hints.append(f"Two days are named: it is {day_words(self.due)}.")
                return 0
            if found < self._today.isoformat():
                self.hints.append(f"{day_words(found)} is over.")
            self.due = found
            return count
        dated = _DATE.match(" ".join(words[:2]))
        if dated or not words[0][1].isdigit():  # `>250 ms` is a number that somebody wrote down
            what = dated[0] if dated else words[0]
            self.problems.append(f"{what!r} is no day. Write it like >fri, >27 Nov, >2w or >eom.")
        return 0

    def _person(self, name: str, *, tell: bool = False) -> str:
        try:
            return find_person(name, self._people, self._here)
        except BadInput as error:
            if tell:
                self.problems.append(str(error))
            return ""


_DAY = FieldSpec("due", Kind.MOMENT)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?"
_FORMS = (r"\d{4}-\d{1,2}(?:-\d{1,2})?", r"\d{1,2}\.\d{1,2}\.\d*", r"\d{1,2}/\d{1,2}/\d+", rf"\d{{1,2}}\.? ?{_MONTH}")
_DATE = re.compile(rf"(?i)>(?:{'|'.join(_FORMS)})(?!\w)")
"""What has the form of a day, such as `>2026-02-30` or `>31 Feb`."""


def _opened(line: str) -> tuple[str, str]:
    """The kind that a line begins with, and what follows; no kind where it does not say one."""
    found = re.fullmatch(_OPENING, line)
    if found is None:
        return "", line
    return _WORDS[(found[1] or found[2]).lower()], found[3]


def _split(text: str) -> dict[str, str]:
    """A decision's text, and its reason, alternatives and dissent where they are named."""
    pieces = re.split(_PART, text)
    parts = {"text": pieces[0].strip()}
    for name, said in zip(pieces[1::2], pieces[2::2], strict=True):
        key = _PARTS[name.lower()]
        parts[key] = "; ".join(part for part in (parts.get(key, ""), said.strip()) if part)
    return parts
