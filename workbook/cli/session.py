"""What one run of the command works on; everything is made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from workbook.errors import InvalidValue, StoreError, StoreReadOnly

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from workbook.application.git import Author
    from workbook.application.places import Places
    from workbook.application.printed import Prints
    from workbook.application.workbook import ProjectRow, Workbook
    from workbook.domain.pack import Pack
    from workbook.domain.project import Project


class Session:
    """The workbook and the project of one command.

    Args:
        now, author: handed to the workbook; the clock and git when left out.
        prints: keeps what a reading command prints; None keeps nothing.

    Attributes:
        workbook_path: what `--workbook` said; project_name: what `-p` said; as_json: whether `--json` was said.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime] | None = None,
        author: Author | None = None,
        prints: Prints | None = None,
    ) -> None:
        self.prints = prints
        self.workbook_path = ""
        self.project_name = ""
        self.as_json = False
        self._given: dict[str, Any] = {"author": author} | ({"now": now} if now else {})
        self._open: list[Workbook] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for workbook in self._open:
            workbook.close()
        self._open.clear()

    @cached_property
    def places(self) -> Places:
        """Where things are, for this run."""
        from workbook.application.places import find

        return find(self.workbook_path)

    @cached_property
    def reading(self) -> Workbook:
        """The workbook, to be read; it is not made if it is not there. Raises InvalidValue, StoreError."""
        import os

        named = self.workbook_path or os.environ.get("MLWORKBOOK_DB", "")
        if named and not self.places.database.exists():
            hint = "Start it with 'mlworkbook init NAME'."
            raise InvalidValue("There is no workbook.", where=str(self.places.database), hint=hint)
        found = self._workbook(readonly=True)
        try:
            return _opened(found)
        except StoreReadOnly:
            return self.writing  # an older format, or a write that was cut short: opening it for writing cures both

    @cached_property
    def writing(self) -> Workbook:
        """The workbook, to record in. Raises StoreError."""
        return self._workbook(readonly=False)

    @cached_property
    def pack(self) -> Pack:
        """What is asked here; no workbook is needed for it. Raises PackError."""
        return self._workbook(readonly=True).pack

    def project(self, as_of: str = "") -> Project:
        """The project that was asked for, to be read.

        Raises:
            UnknownName, InvalidValue: there is none, or there was none then. StoreError.
        """
        return self._project(self.reading, as_of)

    def project_to_change(self) -> Project:
        """The project that was asked for, as its author sees it before recording something. Raises as `project`."""
        return self._project(self.writing, "")

    def existing(self) -> Workbook:
        """The workbook, to be read. Raises InvalidValue when there is none."""
        if not self.reading.exists:
            hint = "Start it with 'mlworkbook init NAME'."
            raise InvalidValue("There is no workbook yet.", where=str(self.places.database), hint=hint)
        return self.reading

    def projects(self) -> list[ProjectRow]:
        """Every project with its figures. Those that are outdated are reckoned, and kept where that is possible."""
        from workbook.application.summary import reckoned

        rows = self.reading.listed()
        if all(row.summary for row in rows):
            return rows
        try:
            workbook = self.writing
            workbook.check_writable()
        except StoreError:
            workbook = self.reading
        return reckoned(workbook, rows)

    def only_reads(self, *others: Path) -> None:
        """Says that this command changes nothing, and what it looks at beside the workbook and its pack.

        What it prints may be printed again while none of that has changed, and the day is the same.
        """
        if self.prints is not None:
            from workbook.application.printed import looked_at
            from workbook.cli.output import heard_by

            heard_by[:] = [self.prints.note]
            self.prints.rest_on(str(self.places.database), (*looked_at(self.places), *map(str, others)))

    def time(self) -> datetime:
        """What time it is. What is printed of it is not printed again."""
        if self.prints is not None:
            self.prints.doubt()
        return self.reading.now()

    def today(self) -> date:
        """The day, in the user's zone."""
        return self._workbook(readonly=True).today

    def own_project(self) -> str:
        """The id that the repository's config.yaml names; empty where none does. Raises BadInput."""
        from workbook.application.config import own_project

        return own_project(self.places.config)

    @property
    def state_folder(self) -> Path:
        """Where this user's drafts and logs are."""
        return self.places.state

    def _project(self, workbook: Workbook, as_of: str) -> Project:
        project_id = workbook.find_project(self.project_name)
        try:
            found = workbook.project(project_id, at=as_of)
        except InvalidValue as error:  # neither a day nor a time: a meeting's title, then, as it was when that closed
            from workbook.application.meetings import ended_at

            at = ended_at(workbook.project(project_id), as_of)
            if not at:
                raise error
            found = workbook.project(project_id, at=at)
        if as_of and not len(found.ledger):
            raise InvalidValue(f"There was nothing yet on {as_of}.", hint="See 'mlworkbook history'.")
        return found

    def _workbook(self, *, readonly: bool) -> Workbook:
        from workbook.application.workbook import Workbook

        workbook = Workbook(self.places, readonly=readonly, **self._given)
        self._open.append(workbook)
        return workbook


def _opened(workbook: Workbook) -> Workbook:
    """The workbook with its file open, where there is one. Raises StoreError."""
    if workbook.exists:
        _ = workbook.store
    return workbook
