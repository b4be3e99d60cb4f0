"""How meetings are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.cli.output import columns, say, tell, time_of
from workbook.cli.words import count

if TYPE_CHECKING:
    from datetime import datetime

    from workbook.domain.commands import OpenMeeting
    from workbook.domain.meetings.meeting import Meeting
    from workbook.domain.project import Project

KINDS = {
    "review": "look back",
    "discuss": "discuss",
    "confirm": "confirm",
    "hand-out": "hand out",
    "sweep": "sweep",
}


def print_meetings(report: dict[str, Any]) -> None:
    """All meetings, one a line."""
    if not report["meetings"]:
        tell("There was no meeting yet. To open one: mlworkbook meeting start")
        return
    lines = [
        (str(found["number"]), found["title"], found["state"], time_of(found["opened_at"]), found["facilitator"])
        for found in report["meetings"]
    ]
    columns(lines, heads=("NO", "TITLE", "STATE", "OPENED", "LED BY"))


def print_plan(project: Project, command: OpenMeeting) -> None:
    """The agenda as Markdown."""
    from workbook.application.meeting_texts import agenda_markdown

    say(agenda_markdown(project, command))


def print_status(project: Project, meeting: Meeting, now: datetime) -> None:
    """How a meeting stands."""
    from workbook.application.meeting_reports import status_report

    report = status_report(project, meeting, now)
    _head(report)
    _agenda(report["agenda"], report["at"])
    _came(report["came"])
    open_ = report["meeting"]["state"] != "closed"
    if open_ and report["clock"]["pace"] != "fine":
        print_left(report["closing"])


def minutes_of(seconds: int) -> str:
    """`3:05`, or `1:02:05`."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def print_left(closing: dict[str, Any]) -> None:
    """What is left to settle before the meeting can be closed."""
    if closing["left"]:
        say("Not reached yet", bold=True)
    for item in closing["left"]:
        say(f"  {item['item']}" + (f"  ({item['question']})" if item["question"] else ""))
    if closing["lacking"]:
        say("Without an owner or a day", bold=True)
    for action in closing["lacking"]:
        say(f"  {action['action']}  lacks {' and '.join(action['lacks'])}")


def action_line(action: dict[str, Any]) -> str:
    """`Rerun tuning: Mei Tanaka, due Fri 27 Nov 2026 (late), carried twice`."""
    from workbook.domain.meetings.capture import day_words

    parts = [action["owner"] or "nobody yet", f"due {day_words(action['due'])}" if action["due"] else "no day"]
    late = " (late)" if action["late"] else ""
    carried = action["carried"]
    often = f", open through {count(carried, 'meeting')}" if carried else ""
    why = f"; {action['note']}" if action["note"] else ""
    return f"{action['action']}: {', '.join(parts)}{late}{often}{why}"


def _head(report: dict[str, Any]) -> None:
    about, clock = report["meeting"], report["clock"]
    say(f"{about['title']}  ({about['state']})", bold=True)
    spent, planned = minutes_of(clock["spent"]), minutes_of(clock["planned"])
    over = "  over time" if clock["pace"] == "over" else "  nearly over" if clock["pace"] == "soon" else ""
    say(f"  {spent} of {planned}{over if about['state'] == 'open' else ''}{'  a break' if clock['paused'] else ''}")
    if about["facilitator"]:
        say(f"  Led by {about['facilitator']}")
    if about["here"]:
        say(f"  Here: {', '.join(about['here'])}")
    if about["state"] == "forgotten":
        say("  Nobody closed it. To close it now: mlworkbook meeting close")
    if report["at"] and about["state"] == "open":
        _at(report["at"], clock)
    if report["next"] and about["state"] == "open":
        say(f"  Next: {', '.join(report['next'][:3])}{' …' if len(report['next']) > 3 else ''}")


def _at(item: dict[str, Any], clock: dict[str, Any]) -> None:
    box = f" of {minutes_of(clock['item_planned'])}" if clock["item_planned"] else ""
    over = "  over time" if clock["item_pace"] == "over" else ""
    say(f"  Now: {item['title']}  {minutes_of(clock['item_spent'])}{box}{over}")
    if item["ask"]:
        say(f"       {item['ask']}")


def _agenda(agenda: list[dict[str, Any]], at: dict[str, Any] | None) -> None:
    if not agenda:
        return
    here = at["question"] if at else ""
    lines = []
    for item in agenda:
        sign = ">" if here and item["question"] == here else "✓" if item["settled"] else " "
        box = f"{item['minutes']} min" if item["minutes"] else ""
        spent = minutes_of(item["spent"]) if item["spent"] else ""
        said = item["outcome"] or (f"handed to {item['owner']}" if item["owner"] else "")
        lines.append((sign, KINDS.get(item["kind"], item["kind"]), item["item"], box, spent, item["question"], said))
    columns(lines, heads=("", "", "AGENDA", "PLANNED", "SPENT", "QUESTION", ""))


def _came(came: dict[str, Any]) -> None:
    for action in came["actions"]:
        say(f"Action    {action_line(action)}")
    for name, sign in (("decisions", "Decision"), ("risks", "Risk"), ("parked", "Parked")):
        for found in came[name]:
            say(f"{sign.ljust(9)} {found['text']}")
    for note in came["notes"]:
        say(f"Note      {note}")
    if came["answers"]:
        titles = ", ".join(answer["title"] for answer in came["answers"])
        say(f"Answered  {titles}")
