"""`meeting start|agenda|status|go|more|pause|join|note|capture|skip|close|list`: a meeting without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command, Group
from workbook.cli.meeting_words import print_meetings, print_plan, print_status
from workbook.cli.output import print_json, tell
from workbook.cli.words import count, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.application.workbook import Recorded
    from workbook.cli.session import Session
    from workbook.domain.commands import Command as WorkbookCommand
    from workbook.domain.commands import OpenMeeting
    from workbook.domain.meetings.meeting import Meeting
    from workbook.domain.project import Project

_ABOUT = "ABOUT is a phase, or a list of marks such as mlts; --form goes through a filled-in form instead."


@click.group(
    "meeting",
    cls=Group,
    help="Hold a meeting: what is recorded while one is open belongs to it. Without a command: how it stands.",
    examples=[
        "meeting start kickoff --length 60 --with Ana --with Raj",
        'meeting capture "a rerun tuning @mei >fri"',
        "meeting status",
        "meeting close",
    ],
)
@click.pass_context
def meeting(context: click.Context) -> None:
    """How the meeting stands, where no command is given."""
    if context.invoked_subcommand is None:
        _status(context.obj, "")


def _plan_options(command: click.Command) -> click.Command:
    """What `start` and `agenda` take."""
    command.params += [
        click.Argument(["about"], required=False, default="", shell_complete=complete.meeting_subjects),
        click.Option(
            ["--length"],
            metavar="MINUTES",
            type=click.IntRange(5, 480),
            default=60,
            show_default=True,
            help="How long it may take.",
        ),
        click.Option(
            ["--with", "names"], multiple=True, metavar="PERSON", shell_complete=complete.people, help="Who comes."
        ),
        click.Option(
            ["--facilitator"],
            metavar="PERSON",
            default="",
            shell_complete=complete.people,
            help="Who leads; otherwise whose turn it is.",
        ),
        click.Option(
            ["--form"],
            metavar="TITLE",
            default="",
            shell_complete=complete.filled_forms,
            help="The form it goes through.",
        ),
        click.Option(["--title"], default="", help="What it is called."),
        click.Option(
            ["--blameless/--named", "blameless"],
            default=None,
            help="Keep no speakers; a post-mortem keeps none anyway.",
        ),
    ]
    return command


@meeting.command(
    "start",
    cls=Command,
    help=f"Open a meeting with an agenda of what is open; its clock runs from now on. {_ABOUT}",
    examples=["meeting start kickoff --with Ana --with Raj --facilitator Mei", 'meeting start --form "Size codes"'],
)
@click.pass_obj
def start(session: Session, /, **options: Any) -> None:
    """Opens one."""
    from workbook.application.meetings import open_meeting
    from workbook.domain.meetings.meeting import find_meeting

    project = session.project_to_change()
    recorded = open_meeting(session.writing, project.id, _planned(project, **options))
    found = find_meeting(recorded.project, recorded.events[0].subject.form)
    if session.as_json:
        from workbook.application.meeting_reports import status_report

        print_json(status_report(recorded.project, found, session.writing.now()))
        return
    print_status(recorded.project, found, session.writing.now())
    tell("What is recorded from now on belongs to it. To end it: mlworkbook meeting close")


@meeting.command(
    "agenda",
    cls=Command,
    help=f"Print the agenda of a meeting that would start now, as Markdown to send around. {_ABOUT}",
    examples=["meeting agenda kickoff --length 45 > agenda.md"],
)
@click.pass_obj
def agenda(session: Session, /, **options: Any) -> None:
    """Prints one."""
    from workbook.application.meeting_reports import plan_report

    project = session.project()
    command = _planned(project, **options)
    if session.as_json:
        print_json(plan_report(project, command))
    else:
        print_plan(project, command)


for _command in (start, agenda):
    _plan_options(_command)


@meeting.command(
    "status",
    cls=Command,
    help="Show how a meeting stands: the clock, what it is at, what comes next, what came of it.",
    examples=["meeting status", "meeting status --json"],
)
@click.argument("meeting", default="", shell_complete=complete.meetings)
@click.pass_obj
def status(session: Session, meeting: str) -> None:
    """Shows one."""
    _status(session, meeting)


@meeting.command("list", cls=Command, help="List the meetings.", examples=["meeting list"])
@click.pass_obj
def list_(session: Session) -> None:
    """Lists all."""
    from workbook.application.meeting_reports import meetings_report

    report = meetings_report(session.project(), session.reading.now())
    if session.as_json:
        print_json(report)
    else:
        print_meetings(report)


@meeting.command(
    "go",
    cls=Command,
    help="Go on to a question or an item of the agenda; without one, to the next that waits. Its clock starts.",
    examples=["meeting go", "meeting go kickoff.scope", "meeting go parking"],
)
@click.argument("item", default="", shell_complete=complete.questions)
@click.pass_obj
def go(session: Session, item: str) -> None:
    """Moves the clock."""
    from workbook.application.meeting_reports import title_of
    from workbook.application.meetings import next_item
    from workbook.domain.commands import MarkMeeting
    from workbook.errors import Refused

    project, found = the_meeting(session)
    name = _named_item(project, found, item) if item else next_item(project, found, session.writing.now())
    if not name:
        raise Refused(
            "Nothing on the agenda waits any more.", where="meeting", hint="Close it: mlworkbook meeting close."
        )
    recorded = record(session, project, MarkMeeting(found.id, "item", name))
    done(session, recorded, found, f"Now: {title_of(project, found, name)}.")


@meeting.command(
    "more",
    cls=Command,
    help="Add minutes to what the meeting is at, or to the whole meeting.",
    examples=["meeting more", "meeting more 10 --whole"],
)
@click.argument("minutes", type=click.IntRange(1, 240), default=1)
@click.option("--whole", is_flag=True, help="To the whole meeting.")
@click.pass_obj
def more(session: Session, minutes: int, whole: bool) -> None:
    """Adds time."""
    from workbook.application.meeting_reports import title_of
    from workbook.domain.commands import MarkMeeting
    from workbook.domain.meetings.clock import clock

    project, found = the_meeting(session)
    item = "" if whole else clock(project, found, session.writing.now()).item
    recorded = record(session, project, MarkMeeting(found.id, "more", item, minutes))
    what = title_of(project, found, item) if item else "the whole meeting"
    done(session, recorded, found, f"{count(minutes, 'minute')} more for {what}.")


@meeting.command("pause", cls=Command, help="Take a break: the clock stands.", examples=["meeting pause"])
@click.option("--over", is_flag=True, help="The break is over.")
@click.pass_obj
def pause(session: Session, over: bool) -> None:
    """Stops the clock, or lets it go on."""
    from workbook.domain.commands import MarkMeeting

    project, found = the_meeting(session)
    recorded = record(session, project, MarkMeeting(found.id, "go" if over else "pause"))
    done(
        session, recorded, found, "The clock goes on." if over else "The clock stands: mlworkbook meeting pause --over"
    )


def _status(session: Session, name: str) -> None:
    from workbook.application.meeting_reports import status_report
    from workbook.application.meetings import held

    project = session.project()
    now = session.reading.now()
    found = held(project, now, name)
    if session.as_json:
        print_json(status_report(project, found, now))
    else:
        print_status(project, found, now)


def _planned(
    project: Project,
    *,
    about: str,
    length: int,
    names: Sequence[str],
    facilitator: str,
    form: str,
    title: str,
    blameless: bool | None,
) -> OpenMeeting:
    from workbook.application.meetings import planned

    if about and form:
        raise click.UsageError("Say what it is about, or --form.", click.get_current_context())
    people = [person(project, name) for name in names]
    return planned(
        project,
        project.form(form).id if form else about,
        length=length,
        people=people,
        facilitator=person(project, facilitator) if facilitator else "",
        title=title,
        blameless=blameless,
    )


def the_meeting(session: Session) -> tuple[Project, Meeting]:
    """The project, and its meeting that is being held. Raises Refused where none is."""
    from workbook.application.meetings import held

    project = session.project_to_change()
    return project, held(project, session.writing.now())


def person(project: Project, name: str, meeting: Meeting | None = None) -> str:
    """The id of a person by a part of the name. Raises UnknownName, BadInput."""
    from workbook.domain.meetings.capture import find_person

    people = {row.id: project.row_name(row) for row in project.rows("people")}
    return find_person(name, people, meeting.attendees if meeting else ())


def _named_item(project: Project, meeting: Meeting, name: str) -> str:
    """What the clock calls an item of the agenda, or any question."""
    from workbook.domain.meetings.closing import find_item
    from workbook.errors import UnknownName

    try:
        return find_item(project, meeting, name).question or name
    except UnknownName:
        from workbook.domain.asking import asked

        return asked(project, name).name


def record(session: Session, project: Project, command: WorkbookCommand) -> Recorded:
    """Carries out a command of the meeting."""
    return session.writing.record(project.id, command)


def done(session: Session, recorded: Recorded, meeting: Meeting, what: str, *, undo: bool = False) -> None:
    """Says what came of it."""
    if session.as_json:
        from workbook.application.meeting_reports import status_report
        from workbook.domain.meetings.meeting import find_meeting

        current = find_meeting(recorded.project, meeting.id)
        report = status_report(recorded.project, current, session.writing.now())
        print_json({**report, "act": recorded.act, "recorded": bool(recorded.events)})
    back = f" To take it back: mlworkbook undo {short(recorded.act)}" if undo and recorded.events else ""
    tell(what + back)
