"""Our NamedTuple against the one that it stands for."""

from __future__ import annotations

import pickle
import typing

from workbook import named


class Ours(named.NamedTuple):
    """A thing."""

    name: str
    number: int = 2

    @property
    def twice(self) -> int:
        """Both."""
        return self.number * 2

    def again(self) -> Ours:
        return self._replace(number=self.twice)


class Theirs(typing.NamedTuple):
    """A thing."""

    name: str
    number: int = 2


def test_it_is_made_and_compared_as_the_other() -> None:
    ours, theirs = Ours("a"), Theirs("a")
    assert tuple(ours) == tuple(theirs) == ("a", 2) == ours
    assert hash(ours) == hash(theirs)
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__module__"):
        assert getattr(Ours, name) == getattr(Theirs, name)


def test_it_has_its_methods_and_no_other_attributes() -> None:
    assert Ours("a", 3).twice == 6
    assert Ours("a", 3).again() == Ours(name="a", number=6)
    assert not hasattr(Ours("a"), "__dict__")


def test_it_travels() -> None:
    assert pickle.loads(pickle.dumps(Ours("a", 3))) == Ours("a", 3)
