"""`show`: answers and tables, now or as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.output import columns, paragraph, print_json, say
from workbook.cli.words import SIGNS, count, fields_on_one_line, heading_of, short, who_and_when

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.cli.session import Session
    from workbook.domain.project import Project


@click.command(
    "show",
    cls=Command,
    help="Show answers. ID is a question (id or code), a phase, an instrument, a section such as kickoff.need, or a "
    "table; everything when left out.",
    examples=[
        "show",
        "show KO-07",
        "show kickoff.need",
        "show people",
        "show kickoff.problem --as-of 2026-11-02 --json",
    ],
)
@click.argument("id", default="", shell_complete=complete.everything)
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def show(session: Session, id: str, as_of: str) -> None:
    """One answer, several, or a table."""
    from workbook.application import answer_reports as reports
    from workbook.application.names import questions

    project = session.project(as_of)
    if any(collection.id == id for collection in project.pack.collections):
        show_rows(session, reports.rows(project, project.pack.collection(id)))
        return
    found = questions(project, id.partition(":")[0])
    if len(found) == 1 and id:
        one = reports.answer(project, found[0])
        _print(session, one, lambda: _one(one["answer"]))
    else:
        many = reports.answers(project, found)
        _print(session, many, lambda: _many(project, many))


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
    print_rows(report["rows"], indent="  ")


def print_rows(rows: list[dict[str, Any]], indent: str) -> None:
    """Rows, one a line: the beginning of the id, then what was filled in, then what is missing."""
    lines = []
    for row in rows:
        lacks = f" (lacks {', '.join(row['missing'])})" if row["missing"] else ""
        clash = " ▲ conflict" if row["conflict"] else ""
        lines.append((row["row"][:8], fields_on_one_line(row["fields"]) + lacks + clash))
    if lines:
        columns(lines, indent=indent)


def _many(project: Project, report: dict[str, Any]) -> None:
    heading_of(report)
    place = ("", "")
    lines: list[tuple[str, str, str]] = []
    for found in report["answers"]:
        here = (found["area"], found["section"])
        if here != place:
            _flush(lines)
            say()
            say(f"{project.pack.area(here[0]).title}: {_section_title(project, *here)}", bold=True)
            place = here
        sign = SIGNS[found["state"]]
        lines.append((f"{sign} {found['code']}", found["title"], _on_one_line(found)))
    _flush(lines)


def _flush(lines: list[tuple[str, str, str]]) -> None:
    if lines:
        columns(lines, indent="  ")
        lines.clear()


def _section_title(project: Project, area: str, section: str) -> str:
    return next((found.title for found in project.pack.area(area).sections if found.id == section), section)


def _on_one_line(found: dict[str, Any]) -> str:
    if found["state"] not in ("done", "started", "carried"):
        return _state_in_words(found)
    if "rows" in found:
        return ", ".join(row["name"] for row in found["rows"])
    return found["wording"] or fields_on_one_line(found["fields"])


def _state_in_words(found: dict[str, Any]) -> str:
    reason = f": {found['reason']}" if found["reason"] else ""
    words = {"open": "", "hidden": "(not asked)", "conflict": "(several answers stand: mlworkbook settle)"}
    return words.get(found["state"], f"({found['state']}{reason})")


def _one(found: dict[str, Any]) -> None:
    say(f"{found['code']} {found['title']}  ({found['id']})", bold=True)
    say(found["ask"])
    say()
    for version in found["conflict"]:
        say(f"  ▲ {short(version['event'])}  {who_and_when(version)}")
        _fields(version["fields"], "      ")
    _fields(found["fields"], "  ")
    print_rows(found.get("rows", []), indent="  ")
    if not (found["conflict"] or found["fields"] or found.get("rows")):
        say(f"  {SIGNS[found['state']]} {_state_in_words(found) or 'not answered yet'}")
    say()
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
        ("Note", found["note"]),
        ("Evidence", ", ".join(found["evidence"])),
        ("Lacks", ", ".join(found["missing"])),
        ("Built on what changed since", ", ".join(found["relied_on_older"])),
        ("Not asked because", found["because"]),
    )
    for label, text in lines:
        if text:
            say(f"{label}: {text}")
