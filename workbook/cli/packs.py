"""`packs list|check|schema|talk`: where the questions come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook.cli.command import Command, Group
from workbook.cli.output import columns, print_json, say, tell
from workbook.cli.words import count

if TYPE_CHECKING:
    from workbook.cli.session import Session


@click.group(
    "packs",
    cls=Group,
    of_project=False,
    help="List what is asked and where it comes from; check phase files; print their schema.",
    examples=["packs", "packs check", "packs schema > .mlworkbook/phases/pack.schema.json"],
)
@click.pass_context
def packs(context: click.Context) -> None:
    """Without a command: the list."""
    if context.invoked_subcommand is None:
        _list(context.obj)


@packs.command("list", cls=Command, of_project=False, help="List what is asked.", examples=["packs list --json"])
@click.pass_obj
def list_(session: Session) -> None:
    """The pack that this workbook asks from."""
    _list(session)


@packs.command(
    "check",
    cls=Command,
    of_project=False,
    help="Check phase files: exit code 1 when there is a mistake. FOLDER holds a team's own files, laid over the "
    "built-in ones; .mlworkbook/phases when left out.",
    examples=["packs check", "packs check my-phases --json"],
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@click.pass_obj
def check(session: Session, folder: str | None) -> int:
    """Every mistake, with its file and line."""
    from workbook.application.packs import check as check_packs

    problems = check_packs(session.places, Path(folder) if folder else None)
    if session.as_json:
        print_json({"format": 1, "ok": not problems, "problems": list(problems)})
    for problem in problems if not session.as_json else ():
        say(problem)
    tell(f"{count(len(problems), 'mistake')}." if problems else "The phase files are fine.")
    return 1 if problems else 0


@packs.command(
    "schema",
    cls=Command,
    of_project=False,
    reports=False,
    help="Print the JSON Schema of phase files, for completion and hints in editors.",
    examples=["packs schema > .mlworkbook/phases/pack.schema.json"],
)
def schema() -> None:
    """The schema."""
    from workbook.application.packs import schema as schema_text

    click.echo(schema_text(), nl=False)


@packs.command(
    "talk",
    cls=Command,
    of_project=False,
    help="List the items of the talk that this workbook is built on, each with what covers it: exit code 1 when one is "
    "not covered.",
    examples=["packs talk", "packs talk --json"],
)
@click.pass_obj
def talk(session: Session) -> int:
    """Where each item of the talk went."""
    from workbook.application.coverage import report as coverage_report

    report = coverage_report(session.pack)
    if session.as_json:
        print_json(report)
    else:
        columns([_item(item) for item in report["talk"]])
    told = report["items"] - report["asked"]
    covered = f"{report['covered']} of {report['items']} items covered"
    tell(f"{covered}: {report['asked']} are answered, {told} are only told.")
    return 0 if report["covered"] == report["items"] else 1


def _item(item: dict[str, Any]) -> tuple[str, str, str, str]:
    """An item of the talk on one line."""
    names = [name for listed in item["covered_by"].values() for name in listed]
    lost = f"▲ {'; '.join(item['holes'])}  " if item["holes"] else ""
    return item["id"], item["slide"], item["item"], lost + ", ".join(names)


def _area(area: dict[str, Any]) -> tuple[str, str, str]:
    """A phase or an instrument on one line."""
    words = f"{count(area['questions'], 'question')} in {count(area['sections'], 'section')}"
    forms = [f"{form['title']}: {form['questions']}" for form in area.get("forms", ())]
    return area["id"], area["title"], "; ".join([words, *forms])


def _list(session: Session) -> None:
    from workbook.application.packs import packs as packs_report

    report = packs_report(session.places, session.pack)
    if session.as_json:
        print_json(report)
        return
    pack = report["pack"]
    say(f"{pack['title']}  ({pack['id']} {pack['version']})", bold=True)
    columns([_area(area) for area in (*report["phases"], *report["instruments"])], indent="  ")
    asked = sum(area["questions"] for area in report["phases"])
    filled = [form for area in report["phases"] for form in area["forms"]]
    gates = sum(bool(area["gate"]) for area in report["phases"])
    items = sum(area["questions"] for area in report["instruments"])
    say(
        f"In all: {count(asked, 'question')}, {sum(form['questions'] for form in filled)} more in "
        f"{count(len(filled), 'form')}, {count(items, 'item')}, {count(gates, 'gate')}, "
        f"{count(len(report['collections']), 'table')}, {count(len(report['documents']), 'document')}"
    )
    for folder in report["folders"]:
        say(f"  from {folder}")
