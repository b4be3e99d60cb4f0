"""`history`: who changed what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.complete import AT
from workbook.cli.output import print_json, say, tell
from workbook.cli.words import short
from workbook.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.cli.session import Session
    from workbook.domain.events import Subject
    from workbook.domain.project import Project
    from workbook.domain.specs import Question

_WIDEST = 400
"""Of one value on one line; --json has all of it."""


@click.command(
    "history",
    cls=Command,
    help="Show what was recorded, act by act, the newest first. ID is a question, a phase, an instrument, a section, a "
    "table, a gate, a form, or the beginning of a row's id; everything when left out. With --form, or as ID@TITLE, "
    "what was recorded in one filled-in form.",
    examples=[
        "history",
        "history kickoff.metrics --limit 5",
        "history people --json",
        'history --form "Size codes"',
    ],
)
@click.argument("id", default="", shell_complete=complete.everything)
@click.option(
    "--form", metavar="TITLE", default="", shell_complete=complete.filled_forms, help="Only in this filled-in form."
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many acts.")
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.pass_obj
def history(session: Session, id: str, form: str, limit: int, everything: bool) -> None:
    """The history of a project, or of a part of it."""
    from workbook.application.history import history as history_report

    session.only_reads()
    project = session.project()
    report = history_report(project, _wanted_in(project, id, form), 0 if everything else limit)
    if session.as_json:
        print_json(report)
        return
    for act in report["acts"]:
        _print(act)
    if report["more"]:
        tell(f"{report['more']} more: --all shows them.")
    if not report["acts"]:
        tell("Nothing was recorded there yet.")


def _wanted_in(project: Project, id: str, form: str) -> Callable[[Subject], bool]:
    """Which subjects are meant; a form that was dropped has a history too."""
    from workbook.application.names import split_field
    from workbook.domain.forms import find_form

    name, _, title = split_field(project, id)[0].partition(AT)
    wanted = _wanted(project, name)
    instances = {find_form(project.every_form, of).id for of in (title, form) if of}
    return lambda subject: wanted(subject) and instances <= {subject.form}


def _wanted(project: Project, name: str) -> Callable[[Subject], bool]:
    from workbook.application.names import questions_of_pack
    from workbook.domain.project import WORDING

    if not name:
        return lambda _: True
    rows = {subject.row for subject in project.ledger.subjects if len(name) >= 6 and subject.row.startswith(name)}
    if rows:
        return lambda subject: subject.row in rows
    names = {name}
    if not any(subject.name == name for subject in project.ledger.subjects if not project.pack.has_question(name)):
        tables = {collection.id for collection in project.pack.collections}
        gates = {phase.gate.id for phase in project.pack.phases if phase.gate}
        names = {name} if name in tables | gates else _subjects(project, questions_of_pack(project, name))
    return lambda subject: subject.name.removesuffix(WORDING) in names


def _subjects(project: Project, found: list[Question]) -> set[str]:
    """The questions themselves, the tables that they show, and the forms that all questions of are meant."""
    ids = {question.id for question in found}
    tables = {question.view.collection for question in found if question.view is not None}
    forms = project.pack.forms
    return ids | tables | {form.id for form in forms if ids.issuperset(question.id for question in form.questions)}


def _print(act: dict[str, Any]) -> None:
    from workbook.application.moments import in_words

    reverts = f", takes back {short(act['reverts'])}" if act["reverts"] else ""
    say(f"{short(act['act'])}  {in_words(act['at'])}  {act['by']}{reverts}", bold=True)
    for event in act["events"]:
        said_by = f", said by {event['said_by']}" if event["said_by"] else ""
        say(f"  {event['title']}  ({event['subject']}, event {short(event['event'])}{said_by})")
        if event["erased"]:
            say(f"    erased by {event['erased']['by']}, {in_words(event['erased']['at'])}: {event['erased']['why']}")
        for change in event["changes"]:
            _print_change(change)


def _print_change(change: dict[str, str]) -> None:
    label = f"{change['label']}: " if change["label"] else ""
    before, after = (one_line(change[side], _WIDEST) for side in ("before", "after"))
    say(f"    {label}{before} → {after or 'nothing'}" if before else f"    {label}{after}")
