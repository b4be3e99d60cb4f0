"""Collecting what is wrong with a pack, without saying the same thing twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workbook.errors import closest
from workbook.packs.shapes import unknown
from workbook.strict_yaml import DictNode, Mark, Node, Problem, TextNode


class Findings:
    """The problems found so far.

    Args:
        problems: those of an earlier step; a text that is wrong already is not judged again.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)
        self._judged = {problem.mark for problem in self.problems}

    def add(self, mark: Mark, where: str, what: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(mark, what, where))

    def known(self, kind: str, node: Node | None, names: Collection[str], where: str) -> bool:
        """Whether the text names one of `names`; notes the nearest one if it does not."""
        if not isinstance(node, TextNode) or node.mark in self._judged:
            return False
        if node.text not in names:
            self.add(node.mark, where, unknown(kind, node.text, names))
        return node.text in names

    def required(self, node: DictNode, keys: Iterable[str], where: str) -> None:
        """Notes each key that is missing, unless it is there misspelt and that was noted."""
        misspelt = [entry.key.text for entry in node.entries if entry.key.mark in self._judged]
        for key in keys:
            if node.get(key) is None and not closest(key, misspelt):
                self.add(node.mark, where, f"The key `{key}` is missing.")

    def unique(self, what: str, nodes: Iterable[tuple[Node | None, str]]) -> None:
        """Notes each text that stands twice, with both places.

        Args:
            what: what such a text is, with its article in mind: "question", "code".
            nodes: the texts, each with the place it belongs to.
        """
        first: dict[str, Mark] = {}
        for node, where in nodes:
            if not isinstance(node, TextNode) or not node.text or node.mark in self._judged:
                continue
            mark = first.setdefault(node.text.casefold(), node.mark)
            if mark is not node.mark:
                self.add(node.mark, where, f"The {what} {node.text!r} stands here and already at {mark}.")
