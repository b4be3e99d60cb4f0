"""`mine` and `ask`: what waits for one person, and how it is handed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.answer import tell_recorded
from workbook.cli.command import Command
from workbook.cli.meeting_words import action_line
from workbook.cli.output import print_json, say, tell
from workbook.cli.words import count
from workbook.errors import BadInput, InvalidValue, UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.application.workbook import Workbook
    from workbook.cli.session import Session
    from workbook.domain.project import Project


@click.command(
    "mine",
    cls=Command,
    help="List what waits for you in all projects of the workbook, or in one: open actions and questions that you were "
    "asked, the earliest day first. --who lists another person's.",
    examples=["mine", "mine --who Raj", "mine --everybody", "mine -p Churn --json"],
)
@click.option("--who", metavar="PERSON", default="", shell_complete=complete.people, help="Whose; yours when left out.")
@click.option("--everybody", is_flag=True, help="What waits for anybody.")
@click.pass_obj
def mine(session: Session, who: str, everybody: bool) -> None:
    """Lists one person's actions."""
    from workbook.application.meeting_reports import ANYBODY, mine_report

    if who and everybody:
        raise click.UsageError("Say --who, or --everybody.", click.get_current_context())
    workbook = session.existing()
    projects = [workbook.project(name) for name in _ids(session, workbook)]
    people = [ANYBODY if everybody else _person(workbook, project, who) for project in projects]
    if who and not any(people):
        names = [project.row_name(row) for project in projects for row in project.rows("people")]
        raise UnknownName("person", who, names)
    report = mine_report(projects, people)
    if session.as_json:
        print_json(report)
        return
    _print(report["actions"])
    if not report["actions"]:
        tell(f"Nothing waits for {'anybody' if everybody else who or workbook.author.name}.")


@click.command(
    "ask",
    cls=Command,
    help="Ask somebody to answer questions beforehand: each becomes an action of theirs, shown by 'mlworkbook mine', "
    "and is done once the question is answered. Say @PERSON, the questions, and 'by DAY', in any order.",
    examples=["ask @mei kickoff.limits kickoff.data by thu", 'ask "@Mei Tanaka" by 27 Nov kickoff.metrics'],
)
@click.argument("words", nargs=-1, required=True, metavar="@PERSON ID... [by DAY]", shell_complete=complete.questions)
@click.pass_obj
def ask(session: Session, words: tuple[str, ...]) -> None:
    """Hands questions to somebody."""
    from workbook.application.meetings import asked_before
    from workbook.domain.asking import asked

    project = session.project_to_change()
    who, questions, day = _read(project, list(words))
    person = _named(project, who)
    names = [asked(project, question).name for question in questions]
    acts = []
    for name in names:
        recorded = session.writing.record(project.id, asked_before(project, name, person, day))
        acts.append(recorded.act)
        if not session.as_json:
            title = project.question(name).title
            tell_recorded(recorded, f"{project.person(person)} is asked: {title}{_by(day)}")
    if session.as_json:
        told = {"person": project.person(person), "questions": names, "due": day}
        print_json({"format": 1, "acts": acts, **told})


def _ids(session: Session, workbook: Workbook) -> list[str]:
    if session.project_name:
        return [workbook.find_project(session.project_name)]
    return [row.id for row in workbook.names()]


def _person(workbook: Workbook, project: Project, who: str) -> str:
    if not who:
        return workbook.author_id(project)
    try:
        return _named(project, who)
    except UnknownName:
        return ""


def _named(project: Project, name: str) -> str:
    from workbook.domain.meetings.capture import find_person

    return find_person(name, {row.id: project.row_name(row) for row in project.rows("people")})


def _print(actions: list[dict[str, Any]]) -> None:
    several = len({action["project_id"] for action in actions}) > 1
    project = ""
    for action in sorted(actions, key=lambda found: found["project"]) if several else actions:
        if several and action["project"] != project:
            project = action["project"]
            say(project, bold=True)
        asked = f"  (mlworkbook answer {action['answer']} ...)" if action["answer"] else ""
        say(f"{'  ' if several else ''}{action_line(action)}{asked}")
    if actions:
        late = sum(action["late"] for action in actions)
        tell(f"{count(len(actions), 'open action')}, {late} late.")


def _read(project: Project, words: Sequence[str]) -> tuple[str, list[str], str]:
    """The person, the questions and the day in what was typed."""
    from workbook.application.names import day

    who, questions, due = "", [], ""
    left = list(words)
    while left:
        word = left.pop(0)
        if word.startswith("@"):
            if who:
                raise BadInput("Two people are named.", where=word, hint="Ask one after the other.")
            who = word.removeprefix("@")
        elif word.casefold() == "by" and left:
            due, taken = _day(project, left)
            del left[:taken]
        elif word.startswith(">"):
            due = day(project, word, where="by")
        else:
            questions.append(word)
    if not who or not questions:
        raise InvalidValue("Say who, and which questions.", where="ask", hint="As in: ask @mei kickoff.limits by thu")
    return who, questions, due


def _day(project: Project, words: Sequence[str]) -> tuple[str, int]:
    """The day that words begin with, and how many it takes: as many as can be read as one."""
    from workbook.application.names import day

    for count_ in range(min(4, len(words)), 1, -1):
        try:
            return day(project, " ".join(words[:count_]), where="by"), count_
        except InvalidValue:
            continue
    return day(project, words[0], where="by"), 1


def _by(day: str) -> str:
    from workbook.domain.meetings.capture import day_words

    return f", by {day_words(day)}" if day else ""
