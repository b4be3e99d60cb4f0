"""`dump` and `load`: the history as JSON Lines, out and in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import click

from workbook.cli.command import Command
from workbook.cli.output import print_json, safe_json, tell
from workbook.cli.words import count
from workbook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.cli.session import Session


@click.command(
    "dump",
    cls=Command,
    reports=False,
    help="Print the events of all projects, or of one with -p, as JSON Lines; 'load' takes them in elsewhere.",
    examples=["dump > workbook.jsonl", "dump -p harbour > harbour.jsonl"],
)
@click.pass_obj
def dump(session: Session) -> None:
    """Every event, one a line."""
    workbook = session.existing()
    project = workbook.find_project(session.project_name) if session.project_name else ""
    for line in workbook.dump(project):
        text = safe_json(line.rstrip("\n")) if sys.stdout.isatty() else line.rstrip("\n")
        click.echo(text.encode("utf-8") + b"\n", nl=False)


@click.command(
    "load",
    cls=Command,
    of_project=False,
    help="Take in what 'dump' printed, from a file or from stdin ('-'). What is here already changes nothing.",
    examples=["load workbook.jsonl", "dump -p harbour | mlworkbook --workbook other.db load -"],
)
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def load(session: Session, file: BinaryIO) -> None:
    """Adds the events of a dump."""
    lines = list(_lines(file))  # read before the workbook is held: a slow pipe must lock out nobody
    loaded = session.writing.load(lines)
    if loaded.erased:
        from workbook.application.printed import forget

        forget()
    if session.as_json:
        print_json({"format": 1, **loaded._asdict()})
    told = f"{count(loaded.added, 'new event')}; {loaded.known} were here already."
    tell(told + (f" {count(loaded.erased, 'text')} erased here, as it was there." if loaded.erased else ""))


def _lines(file: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidValue("This is no UTF-8 text.", where=f"line {number}") from error
