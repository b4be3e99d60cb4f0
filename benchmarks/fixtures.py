"""Workbooks to measure on, made through the application in a folder that vanishes: an ordinary one and a full one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from workbook.application import typed
from workbook.application.git import Author
from workbook.application.places import Places, find
from workbook.application.workbook import Workbook
from workbook.domain.commands import Command, SetRow
from workbook.domain.decide import decide
from workbook.domain.events import Draft
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Kind, Question

ORDINARY, FULL = 400, 10_000
AUTHOR = Author("Ana Ruiz", "ana@harbour.example")
_ROWS = 4


class Clock:
    """Goes on by a minute whenever it is asked."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


class Desk(NamedTuple):
    """A folder of its own with a home, a workbook, and the environment of somebody who works there."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a command run here shall see."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        home = str(self.folder / "home")
        named = {"HOME": home, "MLWORKBOOK_DB": str(self.database), "TERM": "xterm-256color"}
        return kept | named | {"GIT_CONFIG_GLOBAL": str(self.folder / "home" / ".gitconfig")}

    @property
    def database(self) -> Path:
        """The workbook's file."""
        return self.folder / "work" / "workbook.db"

    @property
    def places(self) -> Places:
        """Where a command run here looks for things."""
        return find("", self.environment, self.folder / "work")

    def open(self) -> Workbook:
        """The workbook, on a clock of its own."""
        return self.open_at(self.places)

    def open_at(self, places: Places) -> Workbook:
        """The same elsewhere."""
        return Workbook(places, now=Clock(), author=AUTHOR)

    def copy(self, folder: Path) -> Desk:
        """The same in another folder, to be changed."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Desk(folder)


def make(folder: Path, events: int, *, an_act: int) -> Desk:
    """A desk whose workbook holds one project with so many events: every question answered over and over.

    Args:
        an_act: how many events one gesture makes; a person makes few, and a thousand is quicker.
    """
    desk = Desk(folder)
    for name in ("home", "work"):
        (folder / name).mkdir(parents=True)
    (folder / "home" / ".gitconfig").write_text(f"[user]\nname = {AUTHOR.name}\nemail = {AUTHOR.email}\n")
    with desk.open() as workbook:
        project = workbook.start("Harbour Outfitters").project
        turn = 0
        while len(project.ledger) < events:
            drafts = _round(project, turn)[: events - len(project.ledger)]
            author = workbook.author_id(project)
            for start in range(0, len(drafts), an_act):
                act = drafts[start : start + an_act]
                workbook.store.append(act, project=project.id, act=_token(), recorded_by=author)
            project = workbook.project(project.id)
            turn += 1
        workbook.rebuild()
    return desk


def _round(project: Project, turn: int) -> list[Draft]:
    """Everything said once more, as one act. A row that several questions show is said once: twice were a conflict.

    Questions of forms are left out: they are asked once a form is opened, and then in that form alone.
    """
    asked = (question for question in project.pack.questions if not question.form)
    commands = (command for question in asked for command in _said(project, question, turn))
    drafts = (draft for command in commands for draft in decide(project, command, _token))
    return list({draft.subject: draft for draft in drafts}.values())


def _said(project: Project, question: Question, turn: int) -> Iterator[Command]:
    if question.view is None:
        yield typed.answer(project, question.id, {field.name: _text(field, turn) for field in question.fields})
        return
    rows = [row for row in project.view_rows(question) if project.row_name(row) != AUTHOR.name]
    columns = {c.name: _text(c, turn) for c in project.pack.columns(question) if c.kind is not Kind.REF}
    if len(rows) < _ROWS:
        yield typed.row(project, question.id, columns)
    for row in rows:
        name = {project.pack.collection(row.collection).key: f"{question.title}, {row.id[:6]}"}
        command = typed.row(project, question.id, columns | name, row.id)
        kept = {test.column for test in question.view.where}  # else the row would leave the view
        yield SetRow(row.collection, {k: v for k, v in command.values.items() if k not in kept}, row.id)


def _text(field: FieldSpec, turn: int) -> str:
    match field.kind:
        case Kind.TEXT:
            said = f"Said for the {turn + 1}. time: reviews wait two days, and half of them are never read."
            return "\n\n".join([said] * 3) if field.long else said
        case Kind.CHOICE:
            return field.options[turn % len(field.options)].id
        case Kind.QUANTITY:
            return f"{turn + 2} {field.unit}".strip()
        case Kind.MOMENT:
            day = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=turn)
            return f"{day:%Y-%m-%dT%H:%MZ}" if field.time else f"{day:%Y-%m-%d}"
        case Kind.FLAG:
            return ("yes", "no")[turn % 2]
        case Kind.REF:
            return AUTHOR.name if field.collection == "people" else ""


def _token() -> str:
    return os.urandom(16).hex()
