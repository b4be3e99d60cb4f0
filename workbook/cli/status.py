"""`status` and `projects`: what there is, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli.command import Command
from workbook.cli.output import columns, print_json, say, tell, time_of
from workbook.cli.words import cautions_in_words, count, early_line, heading_of, named
from workbook.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.cli.session import Session
    from workbook.domain.project import Project


_FEW = 3
"""How many of the things that a form lacks stand on its line; `form show` has all."""


@click.command(
    "status",
    cls=Command,
    help="Show where the project stands: phases, gates, scores, open actions and forms, and what to ask next.",
    examples=["status", "status -p harbour --json", "status --as-of 2026-11-02"],
)
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def status(session: Session, as_of: str) -> None:
    """Where one project stands."""
    session.only_reads()
    print_status(session, session.project(as_of))


@click.command(
    "projects",
    cls=Command,
    of_project=False,
    help="List the projects of the workbook, the last changed first.",
    examples=["projects", "projects --json"],
)
@click.pass_obj
def projects(session: Session) -> None:
    """All projects, from their stored summaries; outdated ones are reckoned and stored."""
    found = session.projects()
    if session.as_json:
        listed = [{"id": row.id, "name": row.name, "changed_at": row.changed_at, **row.summary} for row in found]
        print_json({"format": 1, "workbook": str(session.places.database), "projects": listed})
        return
    if not found:
        tell("There is no project yet. Start one with 'mlworkbook init NAME'.")
        return
    today = session.today().isoformat()
    rows = [(row.name, *_summary(row.summary, today), time_of(row.changed_at)) for row in found]
    columns(rows, heads=("PROJECT", "PHASE", "CORE", "SCORES", "OPEN", "LATE", "CHANGED"))


def tell_status(session: Session) -> None:
    """The status of the project asked for; of all, where several are here and none was named."""
    from workbook.application.reports import status as status_report

    workbook = session.reading
    rows = workbook.names()
    if session.project_name or workbook.own_project(rows):
        print_status(session, session.project())
    else:
        print_all(session, [status_report(workbook.project(row.id)) for row in rows])


def _tell_meeting(session: Session, project: Project) -> None:
    """The meeting that is being held, or that nobody closed."""
    from workbook.domain.meetings.meeting import FORM

    if not any(filled.open and filled.form.id == FORM for filled in project.forms):
        return
    from workbook.domain.meetings.meeting import forgotten, running

    now = session.time()
    held = running(project, now)
    if held is not None:
        tell(f"{held.title} is being held: mlworkbook meeting")
    for meeting in forgotten(project, now):
        tell(f"{meeting.title} was never closed. A draft of its minutes: mlworkbook export --only minutes")
        tell("To close it: mlworkbook meeting close")


def print_all(session: Session, reports: list[dict[str, Any]]) -> None:
    """Several projects, one after another."""
    if session.as_json:
        print_json({"format": 1, "projects": reports})
        return
    for number, report in enumerate(reports):
        if number:
            say()
        print_report(report)


def print_status(session: Session, project: Project) -> None:
    """The status of one project, as JSON or as text."""
    from workbook.application.reports import status as status_report

    report = status_report(project)
    if session.as_json:
        print_json(report)
    else:
        print_report(report)
        _tell_meeting(session, project)


def print_report(report: dict[str, Any]) -> None:
    """A status as text."""
    heading_of(report)
    columns([*map(_phase, report["phases"]), *map(_score, report["scores"])], indent="  ")
    _actions(report)
    if report["parked"]:
        say(f"  {count(len(report['parked']), 'question')} parked")
    for one in report["early"]:
        say(f"  {early_line(one)}")
    _forms(report["forms"])
    if report["conflicts"]:
        say(f"  {count(len(report['conflicts']), 'conflict')} to settle: mlworkbook settle")
    if report["cautions"]:
        say(f"  {count(len(report['cautions']), 'thing')} to mind")
        columns(cautions_in_words(report["cautions"]), indent="    ")
    for phase in report["phases"]:
        if phase["gate_waits"]:
            say(f"  {phase['title']} can be decided: mlworkbook gate {phase['id']}")
    if report["next"]:
        say(f"  Next: {report['next']['code']} {report['next']['title']} ({named(report['next'])})")
        say(f"        {report['next']['ask']}")


def _phase(phase: dict[str, Any]) -> tuple[str, str, str, str]:
    done = f"core {phase['core_done']} of {phase['core']}", f"all {phase['done']} of {phase['all']}"
    lacks = f", {phase['gate_lacks']} missing" if phase["gate_lacks"] else ""
    return phase["title"], *done, f"gate {phase['gate']}{lacks}" if phase["gate"] else ""


def _score(score: dict[str, Any]) -> tuple[str, str, str, str]:
    marks = f"{score['answered']} of {score['items']} marked"
    if not score["answered"]:
        return score["title"], "–", marks, ""
    return score["title"], f"{score['score']} of {score['most']}", marks, score["band"] or "incomplete"


def _actions(report: dict[str, Any]) -> None:
    if not report["actions"]:
        return
    late = sum(action["late"] for action in report["actions"])
    say(f"  {count(len(report['actions']), 'action')} open" + (f", {late} late" if late else ""))
    shown = sorted(report["actions"], key=lambda action: (not action["due"], action["due"]))
    columns(
        [
            (
                "late" if action["late"] else "",
                action["due"] or "no date",
                action["owner"] or "nobody",
                action["action"],
            )
            for action in shown
        ],
        indent="    ",
    )


def _forms(forms: list[dict[str, Any]]) -> None:
    if not forms:
        return
    say(f"  {count(len(forms), 'form')} open")
    columns([form_line(form) for form in forms], indent="    ")


def form_line(form: dict[str, Any]) -> tuple[str, str, str, str]:
    """A filled-in form: what and which, its title, how far it is, what it lacks before it can be closed."""
    done = f"{form['answered']} of {form['questions']} answered" if form["answered"] is not None else ""
    return f"{form['noun']} {form['number']}", form["title"], done, _asks_for(form)


def _asks_for(form: dict[str, Any]) -> str:
    lacks = form["lacks"]
    if not lacks:
        return "can be closed" if form["state"] == "open" else ""
    more = f"; and {len(lacks) - _FEW} more" if len(lacks) > _FEW else ""
    return f"asks for {'; '.join(lacks[:_FEW])}{more}"


def _summary(summary: Mapping[str, Any], today: str) -> tuple[str, str, str, str, str]:
    if not summary:  # what cannot be reckoned has no figures, and not none
        return "–", "–", "–", "–", "–"
    phases = summary.get("phases", [])
    current = next(
        (phase for phase in phases if not phase["gate"].startswith("passed")), phases[-1] if phases else None
    )
    scores = ", ".join(f"{s['score']}" if s["answered"] == s["items"] else "–" for s in summary.get("scores", []))
    actions = summary.get("open_actions", [])
    late = sum(bool(action["due"]) and action["due"] < today for action in actions)
    phase = one_line(f"{current['title']}, {current['gate']}") if current else ""
    core = f"{current['core_done']}/{current['core']}" if current else ""
    return phase, core, scores, str(len(actions)), str(late)
