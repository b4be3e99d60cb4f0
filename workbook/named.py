"""`NamedTuple`, made in a tenth of the time.

`typing` compiles the annotation of every field, which nobody here reads while the program runs, and `collections`
compiles a constructor for each class. A command makes some seventy such classes at its start: that is a tenth of the
time that a reading one may take. Here a constructor is compiled for each number of fields, and then only renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter  # what collections.namedtuple reads its fields with
    from collections.abc import Iterable, Mapping
    from types import CodeType, FunctionType
    from typing import Self

    _MADE = frozenset(("__annotations__", "__module__"))
    """What the new class is given apart from what is written in it."""

    _constructors: dict[int, CodeType] = {}
    """By the number of fields."""

    class _Named(tuple):
        """What `collections.namedtuple` gives each class anew."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes: Any) -> Self:
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            said = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({said})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
        code = _constructors.get(len(fields))
        if code is None:
            names = "".join(f"f{number}, " for number in range(len(fields)))
            code = eval(f"lambda _cls, {names}: new(_cls, ({names}))").__code__
            _constructors[len(fields)] = code
        code = code.replace(co_varnames=("_cls", *fields), co_name="__new__")
        return FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)

    class _Naming(type):
        """Makes of the class that is written a tuple with its fields, its defaults and its methods."""

        def __new__(cls, name: str, bases: tuple[type, ...], written: Mapping[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, dict(written))
            fields = tuple(written.get("__annotations__", ()))
            defaults = {field: written[field] for field in fields if field in written}
            made = {key: value for key, value in written.items() if key not in _MADE}
            made |= {field: _tuplegetter(place, "") for place, field in enumerate(fields)}
            made |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            made |= {"__new__": _constructor(fields, tuple(defaults.values())), "__module__": written["__module__"]}
            made.setdefault("__doc__", f"{name}({', '.join(fields)})")
            return type(name, (_Named,), made)

    class NamedTuple(metaclass=_Naming):
        """As `typing.NamedTuple`, for classes whose module has `from __future__ import annotations`."""
