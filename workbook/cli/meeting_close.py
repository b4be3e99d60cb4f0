"""`meeting close|summary|tidy`: the end of a meeting, what to tell those who were not there, and how it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.meeting import meeting
from workbook.cli.meeting_capture import capture
from workbook.cli.meeting_words import print_left
from workbook.cli.output import print_json, say, tell

__all__ = ["capture", "meeting"]  # all commands of the group are there once this is imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.application.tidying import Tidy
    from workbook.cli.session import Session
    from workbook.domain.meetings.meeting import Meeting
    from workbook.domain.project import Project


@meeting.command(
    "close",
    cls=Command,
    help="Close the meeting. What was not reached is carried to the next one unless you say otherwise; each action "
    "needs an owner and a day, or a word on why not: else nothing is closed, and the exit code is 1. Then the summary "
    "is printed, to be read aloud. Closing late works: the minutes tell when it really ended.",
    examples=[
        "meeting close",
        "meeting close --park kickoff.value --drop kickoff.rhythm",
        'meeting close --why-not "load-test=Nobody from operations was here"',
        'meeting close "Kickoff meeting" --why-not "To be shared out on Monday"',
    ],
)
@click.argument("meeting", default="", shell_complete=complete.meetings)
@click.option("--park", multiple=True, metavar="ITEM", shell_complete=complete.questions, help="Park it.")
@click.option("--drop", multiple=True, metavar="ITEM", shell_complete=complete.questions, help="Leave it out.")
@click.option(
    "--why-not",
    multiple=True,
    metavar="[ACTION=]TEXT",
    help="Why an action, or each of them, has no owner or no day.",
)
@click.option("--check", is_flag=True, help="Only say what is left to settle.")
@click.pass_obj
def close(
    session: Session, meeting: str, park: tuple[str, ...], drop: tuple[str, ...], why_not: tuple[str, ...], check: bool
) -> int:
    """Closes one."""
    from workbook.application.meeting_reports import closing_report, status_report
    from workbook.application.meetings import Settled, close_meeting, held
    from workbook.domain.meetings.meeting import find_meeting

    project = session.project_to_change()
    found = held(project, session.writing.now(), meeting)
    report = closing_report(project, found)
    settled = Settled(_items(project, found, park, drop), _reasons(project, found, why_not))
    unexplained = [a for a in report["lacking"] if not (settled.reasons.get(a["row"]) or settled.reasons.get(""))]
    if not found.open:
        tell(f"{found.title} is closed already.")
        return 0
    if check or unexplained:
        if session.as_json:
            print_json({"format": 1, "closed": False, "closing": report})
        else:
            print_left(report)
        if unexplained:
            tell("Give each action an owner and a day (mlworkbook row set actions ...), or say --why-not TEXT.")
        return 0 if check and report["ready"] else 1
    recorded = close_meeting(session.writing, project.id, found.id, settled)
    closed = find_meeting(recorded.project, found.id)
    if session.as_json:
        status = status_report(recorded.project, closed, session.writing.now())
        print_json({**status, "closed": True, "act": recorded.act})
    else:
        _summary(recorded.project, closed)
    tell("Closed. Its minutes: mlworkbook export")
    return 0


@meeting.command(
    "summary",
    cls=Command,
    reports=False,
    help="Print what came of a meeting as plain text to paste into a chat.",
    examples=["meeting summary | pbcopy", 'meeting summary "Kickoff meeting"'],
)
@click.argument("meeting", default="", shell_complete=complete.meetings)
@click.pass_obj
def summary(session: Session, meeting: str) -> None:
    """Prints one."""
    from workbook.domain.meetings.meeting import find_meeting

    project = session.project()
    _summary(project, find_meeting(project, meeting))


@meeting.command(
    "tidy",
    cls=Command,
    help="List the answers of a meeting, each as the document prints it that tells it. --keep says that "
    "one reads well; 'mlworkbook answer ID --wording TEXT' words it anew, and what was said stays. Either way it is "
    "listed no more. Without MEETING: the last one with something to read.",
    examples=["meeting tidy", "meeting tidy --keep kickoff.scope", "meeting tidy --keep-all"],
)
@click.argument("meeting", default="", shell_complete=complete.meetings)
@click.option("--keep", multiple=True, metavar="ID", shell_complete=complete.questions, help="It reads well.")
@click.option("--keep-all", is_flag=True, help="All of them do.")
@click.pass_obj
def tidy(session: Session, meeting: str, keep: tuple[str, ...], keep_all: bool) -> None:
    """Lists what is to be read, or keeps it."""
    from workbook.application.tidying import tidy_report, to_tidy
    from workbook.domain.asking import asked
    from workbook.domain.commands import KeepAnswer
    from workbook.domain.meetings.meeting import find_meeting
    from workbook.domain.meetings.tidying import last_unread

    project = session.project_to_change() if keep or keep_all else session.project()
    found = find_meeting(project, meeting) if meeting else last_unread(project) or find_meeting(project)
    waiting = to_tidy(project, found, session.places.cache)
    names = [t.question.name for t in waiting] if keep_all else [asked(project, name).name for name in keep]
    for name in names:
        project = session.writing.record(project.id, KeepAnswer(found.id, name)).project
    waiting = tuple(t for t in waiting if t.question.name not in names)
    if session.as_json:
        print_json({**tidy_report(project, found, waiting), "kept": names})
    else:
        _print_tidy(project, found, waiting)


def _print_tidy(project: Project, meeting: Meeting, waiting: Sequence[Tidy]) -> None:
    from workbook.application.names import readable
    from workbook.cli.words import count
    from workbook.text import visible

    for found in waiting:
        say(f"{found.question.title}  ({readable(project, found.question.name)})", bold=True)
        say(f"  {found.paragraph.path}{', ' if found.paragraph.heading else ''}{found.paragraph.heading}")
        for line in visible(found.paragraph.text).split("\n"):
            say(f"  | {line}".rstrip())
    if waiting:
        tell(
            f"{count(len(waiting), 'answer')} of {meeting.title} to read. One that reads well: mlworkbook meeting tidy "
            "--keep ID\nOne that does not: mlworkbook answer ID --wording TEXT"
        )
    else:
        tell(f"Nothing of {meeting.title} is left to read.")


def _summary(project: Project, meeting: Meeting) -> None:
    from workbook.application.meeting_texts import summary_text

    say(summary_text(project, meeting).rstrip("\n"))


def _items(project: Project, meeting: Meeting, park: Sequence[str], drop: Sequence[str]) -> dict[str, str]:
    from workbook.domain.meetings.closing import find_item

    found: dict[str, str] = {}
    for outcome, names in (("parked", park), ("dropped", drop)):
        for name in names:
            item = find_item(project, meeting, name)
            if found.setdefault(item.row, outcome) != outcome:
                raise click.UsageError(f"{item.item} is both parked and dropped.", click.get_current_context())
    return found


def _reasons(project: Project, meeting: Meeting, typed: Sequence[str]) -> dict[str, str]:
    """By action, why it lacks something: `ACTION=TEXT` where that names one of them, else for all."""
    from workbook.domain.meetings.closing import closing

    lacking = closing(project, meeting).lacking
    reasons: dict[str, str] = {}
    for text in typed:
        name, sign, reason = text.partition("=")
        wanted = name.strip().casefold()
        named = [row.id for row in lacking if sign and wanted and row.text("action").casefold().startswith(wanted)]
        if len(named) == 1 and reason.strip():
            reasons[named[0]] = reason.strip()
        else:
            reasons[""] = text.strip()
    return reasons
