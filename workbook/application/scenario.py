"""Scenarios: YAML files that tell what people did and when, carried out through `Workbook`.

They are demo, test and benchmark input in one; nobody writes events by hand. A long one is a folder of files, one
for each phase; their steps are carried out in the order of their days and times.

    scenario:
      people:
        ana: {name: Ana Ruiz, email: ana@harbour.example}
      steps:
        - {at: 1 09:00, by: ana, start: The project's name}
        - {answer: {id: kickoff.problem, value: ..., said-by: Tom}}

`at` is a day (1 is the first) and a local time; left out, it is a minute later than the step before.
`by` is one of the people; left out, the same as before. Each step does one thing of `VERBS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from importlib.resources.abc import Traversable
from typing import Final

from workbook.application.git import Author
from workbook.application.workbook import Workbook
from workbook.errors import BadInput, WorkbookError, closest
from workbook.named import NamedTuple
from workbook.strict_yaml import DictNode, ListNode, Mark, Node, Plain, TextNode, parse, plain

VERBS: Final = {
    "start": (),
    "answer": ("id", "form", "value", "fields", "note", "confidence", "evidence", "said-by"),
    "unknown": ("id", "form", "owner", "due", "note"),
    "not-applicable": ("id", "form", "reason"),
    "later": ("id", "form", "note"),
    "park": ("id", "form", "note"),
    "word": ("id", "form", "text"),
    "row": ("table", "form", "row", "values", "said-by"),
    "move": ("table", "row", "after"),
    "remove": ("table", "row"),
    "gate": ("phase", "outcome", "decider", "reason", "waivers"),
    "sign": ("phase", "person", "says", "reason"),
    "cycle": ("title",),
    "open": ("form", "title"),
    "close": ("form",),
    "meet": ("about", "title", "length", "leads", "people"),
    "end": ("park", "drop", "why-not"),
}
"""What a step can do, each with the keys it takes; `start` takes the project's name alone.

`form` is the title of a filled-in form, or its beginning; for `open`, the form that is filled in. `says` is yes
when left out.
"""


class Step(NamedTuple):
    """One thing that somebody did.

    Attributes:
        day: counted from 1; at: the local time of that day.
        said: what stands under the verb.
    """

    mark: Mark
    day: int
    at: time
    by: Author
    verb: str
    said: Plain


class Scenario(NamedTuple):
    """What a file or a folder tells, in its order. The first step starts the project."""

    name: str
    steps: tuple[Step, ...]

    @property
    def days(self) -> int:
        """The last day on which something is done."""
        return max(step.day for step in self.steps)


class Clock:
    """A clock that stands where it was put; a scenario's `Workbook` is made with one."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1).astimezone()

    def __call__(self) -> datetime:
        """The time it was put to."""
        return self.now


def load_scenario(place: Traversable) -> Scenario:
    """The scenario of a file, or of all YAML files of a folder. Raises BadInput, OSError."""
    if place.is_file():
        return read_scenario(place.read_bytes(), place.name)
    files = sorted((file for file in place.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    steps = [step for file in files for step in read_steps(file.read_bytes(), f"{place.name}/{file.name}")]
    return _scenario(place.name, sorted(steps, key=lambda step: (step.day, step.at)))


def read_scenario(source: bytes, file: str) -> Scenario:
    """The scenario of one file. Raises BadInput with file, line and the nearest valid name."""
    return _scenario(file, read_steps(source, file))


def read_steps(source: bytes, file: str) -> list[Step]:
    """The steps of one file. Raises BadInput with file, line and the nearest valid name."""
    top = _mapping(parse(source, file), ("scenario",))
    body = _mapping(top["scenario"], ("people", "steps"))
    people = {entry.key.text: _author(entry.value) for entry in _dict(body["people"]).entries}
    steps: list[Step] = []
    for node in _list(body["steps"]):
        steps.append(_step(node, people, steps[-1] if steps else None))
    return steps


def _scenario(name: str, steps: Sequence[Step]) -> Scenario:
    if not steps or steps[0].verb != "start":
        raise BadInput("The first step must be a start.", where=str(steps[0].mark) if steps else name)
    return Scenario(name, tuple(steps))


def replay(workbook: Workbook, clock: Clock, scenario: Scenario, start: date) -> str:
    """Carries out every step, and returns the id of the project.

    Args:
        workbook: made with `clock` as its `now`.
        start: the date of day 1.

    Raises:
        BadInput, StoreError: as the command raised it, with the step's file and line.
    """
    from workbook.application.scenario_steps import do

    project_id = ""
    for step in scenario.steps:
        clock.now = datetime.combine(start + timedelta(days=step.day - 1), step.at).astimezone()
        workbook.speak_as(step.by)
        try:
            project_id = do(workbook, project_id, step.verb, step.said)
        except WorkbookError as error:
            error.where = f"{step.mark}: {error.where}".removesuffix(": ")
            raise
    return project_id


def _step(node: Node, people: dict[str, Author], before: Step | None) -> Step:
    keys = {entry.key.text: entry.value for entry in _dict(node).entries}
    verbs = [name for name in keys if name not in ("at", "by")]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        near = closest(verbs[0], VERBS) if len(verbs) == 1 else ""
        hint = f"Did you mean {near!r}?" if near else f"One of: {', '.join(VERBS)}."
        raise _error(node.mark, "A step does one known thing.", hint)
    verb = verbs[0]
    if VERBS[verb]:
        said = _mapping(keys[verb], VERBS[verb], all_needed=False)
        for key, value in said.items():
            _check_shape(key, value)
    else:
        _text(keys[verb])
    day, at = _when(keys.get("at"), before, node.mark)
    return Step(node.mark, day, at, _who(keys.get("by"), people, before, node.mark), verb, plain(keys[verb]))


def _when(node: Node | None, before: Step | None, mark: Mark) -> tuple[int, time]:
    if node is None:
        if before is None:
            raise _error(mark, "The first step must say when: at.")
        later = datetime.combine(date(2000, 1, 1), before.at) + timedelta(minutes=1)
        return before.day + (later.day - 1), later.time()
    day, _, at = _text(node).partition(" ")
    try:
        return int(day), time.fromisoformat(at.zfill(5))
    except ValueError as error:
        raise _error(node.mark, f"{_text(node)!r} is no day and time.", "Write it like '3 10:05'.") from error


def _who(node: Node | None, people: dict[str, Author], before: Step | None, mark: Mark) -> Author:
    if node is None:
        if before is None:
            raise _error(mark, "The first step must say who: by.")
        return before.by
    if _text(node) not in people:
        raise _error(node.mark, f"Nobody is called {_text(node)!r} here.", f"One of: {', '.join(people)}.")
    return people[_text(node)]


def _author(node: Node) -> Author:
    keys = _mapping(node, ("name", "email"), all_needed=False)
    return Author(_text(keys["name"]), _text(keys["email"]) if "email" in keys else "")


def _mapping(node: Node, known: tuple[str, ...], *, all_needed: bool = True) -> dict[str, Node]:
    """The values of a mapping that has no other keys than the known ones, and `all_needed`, those all."""
    found = {entry.key.text: entry.value for entry in _dict(node).entries}
    for entry in _dict(node).entries:
        if entry.key.text not in known:
            near = closest(entry.key.text, known)
            hint = f"Did you mean {near!r}?" if near else f"One of: {', '.join(known)}."
            raise _error(entry.key.mark, f"The key {entry.key.text!r} means nothing here.", hint)
    lacking = [key for key in known if all_needed and key not in found]
    if lacking:
        raise _error(node.mark, f"The key {lacking[0]!r} is missing.")
    return found


def _check_shape(key: str, node: Node) -> None:
    """Everything is a text, save for a few keys."""
    match key:
        case "fields" | "values":
            for entry in _dict(node).entries:
                _text(entry.value)
        case "evidence" | "people" | "park" | "drop":
            for item in _list(node):
                _text(item)
        case "waivers":
            for item in _list(node):
                _mapping(item, ("rule", "owner", "reason", "until"))
        case _:
            _text(node)


def _list(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, ListNode):
        raise _error(node.mark, "Here a list is expected.")
    return node.items


def _dict(node: Node) -> DictNode:
    if not isinstance(node, DictNode):
        raise _error(node.mark, "Here keys with values are expected.")
    return node


def _text(node: Node) -> str:
    if not isinstance(node, TextNode):
        raise _error(node.mark, "Here a text is expected.")
    return node.text


def _error(mark: Mark, what: str, hint: str = "") -> BadInput:
    return BadInput(what, where=str(mark), hint=hint)
