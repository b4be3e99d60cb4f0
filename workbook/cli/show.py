"""`show`: answers and tables, now or as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.complete import AT
from workbook.cli.output import columns, paragraph, print_json, say, tell
from workbook.cli.words import (
    SIGNS,
    TONES,
    about_form,
    count,
    early_line,
    fields_on_one_line,
    heading_of,
    in_form,
    named,
    on_one_line,
    short,
    state_in_words,
    who_and_when,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.cli.session import Session
    from workbook.domain.forms import FilledForm
    from workbook.domain.project import Project
    from workbook.domain.specs import Question


@click.command(
    "show",
    cls=Command,
    help="Show answers. ID is a question (id or code), a phase, an instrument, a section such as kickoff.need, a form, "
    "or a table; everything when left out. A question of a form is shown in every one that is filled in, in one alone "
    "with --form or as ID@TITLE.",
    examples=[
        "show",
        "show KO-07",
        "show kickoff.need",
        "show people",
        "show kickoff.problem --as-of 2026-11-02 --json",
        'show post.pm-summary --form "Size codes"',
    ],
)
@click.argument("id", default="", shell_complete=complete.everything)
@click.option(
    "--form", metavar="TITLE", default="", shell_complete=complete.filled_forms, help="Only in this filled-in form."
)
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def show(session: Session, id: str, form: str, as_of: str) -> None:
    """One answer, several, or a table."""
    from workbook.application import answer_reports as reports
    from workbook.application.names import questions, questions_of_pack, split_field

    session.only_reads()
    project = session.project(as_of)
    if any(collection.id == id for collection in project.pack.collections):
        instance = project.form(form).id if form else ""
        show_rows(session, reports.rows(project, project.pack.collection(id), instance))
        return
    if form and not id:
        show_form(session, project, project.form(form))
        return
    name, _ = split_field(project, id)
    asked = questions_of_pack(project, name.partition(AT)[0])
    found = questions(project, name, form)
    in_each = len(asked) == 1 and bool(asked[0].form) and not form and AT not in name
    if len(asked) == 1 and not in_each:
        one = reports.answer(project, found[0])
        _print(session, one, lambda: _one(one["answer"]))
    else:
        many = reports.answers(project, found)
        _print(session, many, lambda: _in_each_form(asked[0], many) if in_each else _many(project, many))


def show_form(session: Session, project: Project, filled: FilledForm) -> None:
    """A filled-in form with its answers, as JSON or as text."""
    from workbook.application.form_reports import form as form_report

    report = form_report(project, filled)
    _print(session, report, lambda: _form(project, report))


def _print(session: Session, report: dict[str, Any], as_text: Callable[[], None]) -> None:
    if session.as_json:
        print_json(report)
    else:
        as_text()


def show_rows(session: Session, report: dict[str, Any]) -> None:
    """A table, as JSON or as text."""
    if session.as_json:
        print_json(report)
        return
    say(f"{report['title']} ({report['table']}), {count(len(report['rows']), 'row')}", bold=True)
    print_rows(report["rows"], indent="  ", forms=True)


def print_rows(rows: list[dict[str, Any]], indent: str, *, forms: bool = False) -> None:
    """Rows, one a line: the beginning of the id, then what was filled in, then what is missing.

    Args:
        forms: name the form that a row stands in, too.
    """
    lines = []
    for row in rows:
        lacks = f" (lacks {', '.join(row['missing'])})" if row["missing"] else ""
        where = in_form(row["form"]) if forms else ""
        clash = " ▲ conflict" if row["conflict"] else ""
        lines.append((row["row"][:8], fields_on_one_line(row["fields"]) + where + lacks + clash))
    if lines:
        columns(lines, indent=indent)


def _many(project: Project, report: dict[str, Any]) -> None:
    heading_of(report)
    _by_section(project, report["answers"])


def _form(project: Project, report: dict[str, Any]) -> None:
    heading_of(report)
    about_form(report["form"])
    _by_section(project, report["answers"])


def _by_section(project: Project, answers: list[dict[str, Any]]) -> None:
    """Answers, one a line, under the titles of their sections; those of a form under its title too."""
    place = ("", "", "")
    lines: list[tuple[str, str, str]] = []
    for found in answers:
        here = (found["area"], found["section"], (found["form"] or {}).get("id", ""))
        if here != place:
            _flush(lines)
            say()
            say(_heading(project, found), bold=True)
            place = here
        sign = SIGNS[found["state"]]
        lines.append((f"{sign} {found['code']}", found["title"], on_one_line(found)))
    _flush(lines)


def _in_each_form(question: Question, report: dict[str, Any]) -> None:
    """One question of a form: what is said in every one that is filled in."""
    heading_of(report)
    say()
    say(f"{question.code} {question.title}  ({question.id})".lstrip(), bold=True)
    say(question.ask)
    found = [(SIGNS[said["state"]], said["form"]["title"], on_one_line(said)) for said in report["answers"]]
    if found:
        columns(found, indent="  ")
    else:
        tell(f"It is asked in a form, and none is filled in yet: mlworkbook form open {question.form} TITLE")


def _flush(lines: list[tuple[str, str, str]]) -> None:
    if lines:
        columns(lines, indent="  ")
        lines.clear()


def _heading(project: Project, found: dict[str, Any]) -> str:
    """`Kickoff: The need`; in a form `Post-mortem, in Size codes: What happened`."""
    section = project.pack.section_of(project.pack.question(found["id"]))
    return f"{project.pack.area(found['area']).title}{in_form(found['form'])}: {section.title}"


def _one(found: dict[str, Any]) -> None:
    say(f"{found['code']} {found['title']}  ({named(found)})".lstrip(), bold=True)
    say(found["ask"])
    say()
    for version in found["conflict"]:
        say(f"  ▲ {short(version['event'])}  {who_and_when(version)}")
        _fields(version["fields"], "      ")
    _fields(found["fields"], "  ")
    print_rows(found.get("rows", []), indent="  ")
    if not (found["conflict"] or found["fields"] or found.get("rows")):
        say(f"  {SIGNS[found['state']]} {state_in_words(found) or 'not answered yet'}")
    say()
    for figure in found["figures"]:
        say(f"{TONES[figure['tone']]} {figure['label']}: {figure['text']}")
    _around(found)


def _fields(fields: list[dict[str, Any]], indent: str) -> None:
    for field in fields:
        text = field.get("text", str(field["value"]))
        if len(fields) == 1:
            paragraph(text, indent)
        elif "\n" in text or len(text) > 60:
            say(f"{indent}{field['label']}:")
            paragraph(text, indent + "  ")
        else:
            say(f"{indent}{field['label']}: {text}")


def _around(found: dict[str, Any]) -> None:
    """Everything beside the answer itself; what is empty is left out."""
    lines = (
        ("State", found["state"] + (f": {found['reason']}" if found["reason"] else "")),
        ("Wording", found["wording"]),
        ("Said by", who_and_when(found)),
        ("Confidence", found["confidence"]),
        ("Fingers", found["hands_text"]),
        ("Note", found["note"]),
        ("Evidence", ", ".join(found["evidence"])),
        ("Lacks", ", ".join(found["missing"])),
        ("Built on what changed since", "; ".join(map(_changed, found["changed_under"]))),
        (
            "Offered",
            "; ".join(f"{one['name']} (from {', '.join(one['from'])})" for one in found["offered"] if one["from"]),
        ),
        ("Not asked because", found["because"]),
        *(("Too early", early_line(one)) for one in found["early"]),
    )
    for label, text in lines:
        if text:
            say(f"{label}: {text}")


def _changed(found: dict[str, Any]) -> str:
    """`kickoff.environment (Latency limit 250 ms → 400 ms)`; of a row `Errors, on metrics Contacts (...)`."""
    row = f"{found['row']}, on " if found["row"] else ""
    about = f" {found['about']}" if found["about"] else ""
    change = f" ({found['change']})" if found["change"] else ""
    return f"{row}{found['name']}{about}{change}"
