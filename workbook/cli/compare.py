"""`compare`: projects side by side, and beside the four companies of the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.output import print_json, say, tell
from workbook.cli.side_by_side import print_table
from workbook.cli.words import count

if TYPE_CHECKING:
    from workbook.cli.session import Session

_DEGREES = {"full": "●", "part": "◐", "none": "○"}


@click.command(
    "compare",
    cls=Command,
    of_project=False,
    help="Show projects side by side; when none is named, the eight that changed last. — stands where nobody said "
    "anything, an asterisk where a note stands beside the answer; ● for an item that is met, ◐ for half, ○ for none. "
    "--talk adds the four companies as the talk tells them.",
    examples=[
        "compare",
        "compare harbour nightly",
        "compare --instrument joel --talk",
        "compare --instrument mlts --json",
    ],
)
@click.argument("projects", nargs=-1, shell_complete=complete.projects)
@click.option(
    "--instrument", metavar="ID", default="", shell_complete=complete.instruments, help="Compare in one test."
)
@click.option("--talk", is_flag=True, help="With the companies of the talk.")
@click.pass_obj
def compare(session: Session, projects: tuple[str, ...], instrument: str, talk: bool) -> None:
    """A table for each group of rows."""
    from workbook.application.comparing import chosen
    from workbook.application.comparing import compare as compared

    named = projects or ((session.project_name,) if session.project_name else ())
    found = chosen(session.existing(), named, instrument)
    report = compared(found.projects, instrument, with_talk=talk, left_out=found.left_out)
    if session.as_json:
        print_json(report)
        return
    heads = ["", *(project["name"] for project in report["projects"])]
    for number, group in enumerate(report["groups"]):
        if number:
            say()
        say(group["title"], bold=True)
        print_table(heads, [[row["title"], *(_shown(cell) for cell in row["cells"])] for row in group["rows"]])
    _print_notes(report)
    if report["left_out"]:
        tell(f"{count(report['left_out'], 'more project')} left out: name the ones that you mean.")


def _shown(cell: dict[str, Any]) -> str:
    sign = f"{_DEGREES[cell['degree']]} " if cell["degree"] in _DEGREES else ""
    return sign + (f"{cell['text']} (sets the score)" if cell["marks"] else str(cell["text"]))


def _print_notes(report: dict[str, Any]) -> None:
    notes: dict[tuple[str, str], str] = {}  # an answer may be told in several rows
    for group in report["groups"]:
        for row in group["rows"]:
            for project, cell in zip(report["projects"], row["cells"], strict=True):
                if cell["note"]:
                    notes.setdefault((project["name"], cell["note"]), row["title"])
    if notes:
        say()
        say(f"* {count(len(notes), 'note')}", bold=True)
    for (name, note), title in notes.items():
        say(f"  {name}, {title}: {' '.join(note.split())}")
