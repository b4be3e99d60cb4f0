"""Everything that can go wrong, as one tree.

Each error says what happened, where, and what to do next. Errors are caught only at the
edge: a face turns them into a line on stderr or a message on the screen.

    WorkbookError
    ├── BadInput                what a person gave cannot be used        exit 2
    │   ├── InvalidValue        a value that its field does not take
    │   ├── UnknownName         a name that nothing has; names the nearest
    │   ├── Refused             a rule of the record says no (undo, settle, waivers)
    │   └── PackError           one or more mistakes in phase files
    ├── CheckFailed             a check did not hold                     exit 1
    │   ├── DocumentEdited      a block was changed by hand; it is not overwritten
    │   └── DocumentDamaged     markers are missing, torn or doubled; the file is left alone
    ├── TemplateFailed          a template could not be rendered         exit 2
    └── StoreError              the store cannot be used                 exit 3
        ├── StoreLocked         another process holds it
        ├── StoreReadOnly       it can be read but not written
        ├── StoreFull           its file system has no room
        ├── StoreDamaged        it is not a workbook, or parts of it are broken
        ├── StoreTooNew         a newer mlworkbook wrote it
        └── TargetUnwritable    a document or a backup cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable


class WorkbookError(Exception):
    """What happened, where, and what to do next.

    Args:
        what: one sentence in plain words.
        where: a file, a question id, an option; empty when `what` says it.
        hint: what to do next; empty when nothing can be done.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{place}{self.what}{advice}"


class BadInput(WorkbookError):
    """What a person gave cannot be used."""


class InvalidValue(BadInput):
    """A value that its field does not take."""


class UnknownName(BadInput):
    """A name that nothing has."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), *, where: str = "") -> None:
        nearest = closest(name, known)
        hint = f"Did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"There is no {kind} {name!r}.", where=where, hint=hint)
        self.name = name
        self.nearest = nearest


class Refused(BadInput):
    """A rule of the record says no."""


class PackError(BadInput):
    """One or more mistakes in phase files, each as `file:line:col: where: what`."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems), hint="")


class CheckFailed(WorkbookError):
    """A check did not hold."""

    exit_code = 1


class DocumentEdited(CheckFailed):
    """A block was changed by hand; it is not overwritten."""


class DocumentDamaged(CheckFailed):
    """Markers are missing, torn or doubled; the file is left alone."""


class TemplateFailed(WorkbookError):
    """A template could not be rendered."""


class StoreError(WorkbookError):
    """The store cannot be used."""

    exit_code = 3


class StoreLocked(StoreError):
    """Another process holds the workbook."""


class StoreReadOnly(StoreError):
    """The workbook can be read but not written."""


class StoreFull(StoreError):
    """The file system of the workbook has no room."""


class StoreDamaged(StoreError):
    """The file is not a workbook, or parts of it are broken."""


class StoreTooNew(StoreError):
    """A newer mlworkbook wrote this workbook."""


class TargetUnwritable(StoreError):
    """A document or a backup cannot be written."""


def closest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to `name`, or an empty string when none is near."""
    from difflib import get_close_matches  # only needed once something went wrong

    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
