"""What a template may ask for, worked out when it does: a document tells a small part of what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class Later:
    """A value that is worked out once it is asked for, and then kept.

    Args:
        reckon: called with the arguments at the first look.
    """

    __slots__ = ("_arguments", "_known", "_reckon", "_value")

    def __init__(self, reckon: Callable[..., Any], *arguments: Any) -> None:
        self._reckon = reckon
        self._arguments = arguments
        self._known = False

    @property
    def value(self) -> Any:
        """The value."""
        if not self._known:
            self._value = self._reckon(*self._arguments)
            self._known = True
        return self._value


class Said(dict[str, Any]):
    """By path or name; what nobody said, or no pack asks, is empty.

    Args:
        known: what there is; a `Later` is worked out when it is looked up.
        empty: what stands for everything else.
    """

    def __init__(self, known: Mapping[str, Any], empty: Any = "") -> None:
        super().__init__(known)
        self.empty = empty

    def __getitem__(self, name: str) -> Any:
        found = self.get(name, self.empty)
        return found.value if isinstance(found, Later) else found
