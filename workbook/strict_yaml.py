"""YAML without its surprises: text, lists and mappings, each with its place in the file.

Every scalar stays the text that was written: `no`, `1.10` and `12:30` mean what they say, and
whoever reads a file decides what is a number. Aliases, anchors, merge keys and tags are refused,
and so is whatever makes a parser slow or a reader guess: doubled keys, tabs, deep nesting.

Nothing else imports yaml. The tree is built from the parser's events and not by its composer:
a file that nests without end, or refers to itself, is refused at the first bad line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from workbook.errors import PackError
from workbook.named import NamedTuple

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
"""A form's table rule with a list of options stands 14 deep; conditions may nest a little."""
MAX_PROBLEMS = 50


class Mark(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One mistake: where in the file, in which part of it, and what is wrong."""

    mark: Mark
    what: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.mark}: {self.where}: {self.what}" if self.where else f"{self.mark}: {self.what}"


class TextNode(NamedTuple):
    """A scalar, as text."""

    text: str
    mark: Mark


class ListNode(NamedTuple):
    """A sequence."""

    items: tuple[Node, ...]
    mark: Mark


class Entry(NamedTuple):
    """A key with its value."""

    key: TextNode
    value: Node


class DictNode(NamedTuple):
    """A mapping, in the order written; no key stands in it twice."""

    entries: tuple[Entry, ...]
    mark: Mark

    def get(self, key: str) -> Node | None:
        """The value under that key, if there is one."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


Node: TypeAlias = TextNode | ListNode | DictNode
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class Reading(NamedTuple):
    """What was read.

    Attributes:
        root: the tree; None when the file is too broken to have one.
        problems: what is wrong; a root beside problems is good for finding more of them, no further.
    """

    root: Node | None
    problems: tuple[Problem, ...]


def read(source: bytes | str, file: str) -> Reading:
    """Reads one document and collects what is wrong with it. Raises nothing.

    Args:
        source: the file's content.
        file: its name, for the marks.
    """
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        return _refusal(Mark(file, 1, 1), f"The file is larger than {MAX_BYTES >> 20} MiB.")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return _refusal(_mark_after(before, file), "This is not UTF-8. Save the file as UTF-8.")
    unfit = tuple(_unfit_characters(text, file))
    return Reading(None, unfit) if unfit else _Builder(file).read(text)


def parse(source: bytes | str, file: str) -> Node:
    """The tree of one document. Raises PackError with every problem."""
    root, problems = read(source, file)
    if root is None or problems:
        raise PackError(str(problem) for problem in problems)
    return root


def load_plain(file: Path) -> Plain:
    """The plain content of a file. Raises PackError with every problem, also when it cannot be opened."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackError([f"{file}:1:1: This cannot be read: {error.strerror or error}."]) from error
    return plain(parse(data, str(file)))


def plain(node: Node) -> Plain:
    """The node without its places: text, lists and dictionaries."""
    match node:
        case TextNode(text):
            return text
        case ListNode(items):
            return [plain(item) for item in items]
        case DictNode(entries):
            return {entry.key.text: plain(entry.value) for entry in entries}


_TAB_OR_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_ADVICE = {
    "mapping values are not allowed": "Put a text that holds ': ' in quotes.",
    "cannot start any token": "Put a text that starts with this character in quotes.",
    "sequence entries are not allowed": "Start the list on a line of its own.",
    "expected": "Check the indentation and the quotes here and on the lines above.",
    "end of stream": "A quote or a bracket is not closed.",
}


def _refusal(mark: Mark, what: str) -> Reading:
    return Reading(None, (Problem(mark, what),))


def _mark_after(before: str, file: str) -> Mark:
    return Mark(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _unfit_characters(text: str, file: str) -> Iterator[Problem]:
    """Tabs and control characters, one for each line."""
    if _TAB_OR_CONTROL.search(text) is None:
        return
    reported = 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAB_OR_CONTROL.search(line)
        if found is None:
            continue
        what = "a tab; use spaces" if found[0] == "\t" else f"the control character {ord(found[0]):#06x}"
        yield Problem(Mark(file, number, found.start() + 1), f"Here is {what}.")
        reported += 1
        if reported == MAX_PROBLEMS:
            return


class _Open:
    """A list or a mapping that is still being read."""

    def __init__(self, mark: Mark, is_mapping: bool) -> None:
        self.mark = mark
        self.is_mapping = is_mapping
        self.key: Node | None = None
        self.items: list[Node] = []
        self.entries: dict[str, Entry] = {}

    def closed(self) -> Node:
        if self.is_mapping:
            return DictNode(tuple(self.entries.values()), self.mark)
        return ListNode(tuple(self.items), self.mark)


class _Builder:
    """Builds the tree of one file from the parser's events."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0
        self._stopped = False
        self._incomplete = False  # something was refused that the tree would need

    def read(self, text: str) -> Reading:
        import yaml  # slow to import: only when a file has to be read, not when its cached form will do

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(text, Loader=loader):
                self._take(event)
                if self._stopped:
                    break
        except yaml.MarkedYAMLError as error:
            self._add_syntax_error(error.problem or "", error.problem_mark or error.context_mark)
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: an escape such as "\UFFFFFFFF"
            self._add_syntax_error(str(error), None)
        if self._root is None and not self._problems:
            self._add(Mark(self._file, 1, 1), "The file is empty.")
        return Reading(None if self._incomplete else self._root, tuple(self._problems))

    def _take(self, event: Any) -> None:
        mark = self._mark(event.start_mark)
        match type(event).__name__:
            case "ScalarEvent":
                self._check_plainness(event, mark)
                self._attach(TextNode(event.value, mark))
            case "MappingStartEvent" | "SequenceStartEvent" as kind:
                self._check_plainness(event, mark)
                self._descend(_Open(mark, kind == "MappingStartEvent"))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._attach(self._open.pop().closed())
            case "AliasEvent":
                self._add(mark, f"The alias *{event.anchor} is refused: write the value out.", breaks=True)
                self._attach(TextNode("", mark))
            case "DocumentStartEvent":
                self._start_document(mark)

    def _start_document(self, mark: Mark) -> None:
        self._documents += 1
        if self._documents > 1:
            self._add(mark, "A second document starts here; a file holds one.", breaks=True)
            self._stopped = True

    def _check_plainness(self, event: Any, mark: Mark) -> None:
        if event.anchor is not None:
            self._add(mark, f"The anchor &{event.anchor} is refused: write the value out where it is needed.")
        if event.tag is not None:
            self._add(mark, f"The tag {event.tag!r} is refused: every value is text.")
        if _SURROGATE.search(getattr(event, "value", "")):
            self._add(mark, "This text holds half a character (a lone surrogate).", breaks=True)

    def _descend(self, opened: _Open) -> None:
        self._open.append(opened)
        if len(self._open) > MAX_DEPTH:
            self._add(opened.mark, f"This is nested more than {MAX_DEPTH} levels deep.", breaks=True)
            self._stopped = True

    def _attach(self, node: Node) -> None:
        """Puts a finished node where it belongs: the root, the open list, or the open mapping."""
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self._add_entry(parent, parent.key, node)
            parent.key = None

    def _add_entry(self, parent: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, TextNode) or not key.text:
            self._add(key.mark, "A key must be a word.", breaks=True)
        elif key.text == "<<":
            self._add(key.mark, "The merge key << is refused: write the keys out.", breaks=True)
        elif key.text in parent.entries:
            first = parent.entries[key.text].key.mark
            self._add(key.mark, f"The key {key.text!r} stands here and already in line {first.line}.")
        else:
            parent.entries[key.text] = Entry(key, value)

    def _add_syntax_error(self, problem: str, mark: Any) -> None:
        advice = next((advice for sign, advice in _ADVICE.items() if sign in problem), "")
        what = f"This is not valid YAML: {problem}. {advice}".rstrip()
        self._add(self._mark(mark) if mark else Mark(self._file, 1, 1), what, breaks=True)

    def _add(self, mark: Mark, what: str, *, breaks: bool = False) -> None:
        self._problems.append(Problem(mark, what))
        self._incomplete = self._incomplete or breaks
        if len(self._problems) >= MAX_PROBLEMS:
            self._incomplete = self._stopped = True

    def _mark(self, mark: Any) -> Mark:
        return Mark(self._file, mark.line + 1, mark.column + 1)
