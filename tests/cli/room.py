"""A room to meet in: commands at minutes of a meeting, with a clock that stands where it is put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Result
from workbook.application.git import Author
from workbook.cli.main import run
from workbook.cli.session import Session

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
PEOPLE = ("Ana Ruiz", "Mei Tanaka", "Raj Iyer", "Tom Becker", "Lena Park")
MEI = Author("Mei Tanaka", "mei@harbour.example")


class Room:
    """Commands at minutes of the meeting; each is a process of its own, as far as the workbook can tell."""

    def __init__(self, capsys: pytest.CaptureFixture[str], workbook: Path) -> None:
        self._capsys = capsys
        self.workbook = workbook
        self.now = NINE

    def __call__(self, *arguments: str, by: Author = MEI) -> Result:
        self._capsys.readouterr()
        code = run(["--workbook", str(self.workbook), *arguments], Session(now=lambda: self.now, author=by))
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def ok(self, *arguments: str, by: Author = MEI) -> Result:
        result = self(*arguments, by=by)
        assert result.code == 0, result
        return result

    def at(self, minute: int, *arguments: str, by: Author = MEI) -> Result:
        """The command at that minute."""
        self.now = NINE + timedelta(minutes=minute)
        return self.ok(*arguments, by=by)

    def status(self, minute: int) -> dict[str, Any]:
        return self.at(minute, "meeting", "status", "--json").json
