"""`NamedTuple`, made in a third of the time.

`typing` compiles the annotation of every field, which nobody here reads while the program runs. A command makes some
seventy such classes at its start: that is a tenth of the time that a reading one may take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    _MADE = frozenset(("__annotations__", "__module__", "__qualname__"))
    """What the new class has already, or brings itself."""

    class _Naming(type):
        """Makes of the class that is written a tuple with its fields, its defaults and its methods."""

        def __new__(cls, name: str, bases: tuple[type, ...], written: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, written)
            fields = written.get("__annotations__", {})
            defaults = [written[field] for field in fields if field in written]
            made = namedtuple(name, fields, defaults=defaults, module=written["__module__"])
            made.__qualname__ = written["__qualname__"]
            for key, value in written.items():
                if key not in _MADE and key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Naming):
        """As `typing.NamedTuple`, for classes whose module has `from __future__ import annotations`."""
