"""`row add|set|take|move|remove`: rows of tables and registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.answer import tell_recorded
from workbook.cli.command import Command, Group
from workbook.cli.output import columns, print_json, tell
from workbook.cli.words import early_line, fields_on_one_line, in_form
from workbook.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbook.application.workbook import Recorded
    from workbook.cli.session import Session
    from workbook.domain.commands import SetRow
    from workbook.domain.project import Project

_TABLE = "TABLE is a table such as people, or a question that shows one, such as kickoff.metrics."
_ROW = "ROW is its name, the beginning of that, or of its id."


def _form_option(text: str) -> Callable[[Any], Any]:
    return click.option("--form", metavar="TITLE", default="", shell_complete=complete.filled_forms, help=text)


_of_form = _form_option("The filled-in form that the row stands in.")


@click.group(
    "row",
    cls=Group,
    help=f"Add, change, move or take out rows of tables. {_TABLE} To see a table: mlworkbook show TABLE.",
    examples=[
        'row add people name="Ana Ruiz" role="Head of customer care" part=decides',
        'row set metrics "Repeat purchase" target="33.0 %"',
        "row move options ml --first",
        "row remove people Tom",
    ],
)
@click.pass_context
def row(context: click.Context) -> None:
    """Rows of any table."""
    if context.invoked_subcommand is None:
        raise click.UsageError("Say what to do: add, set, take, move or remove.", context)


@row.command(
    "add",
    cls=Command,
    help=f"Add a row. {_TABLE} Give what you know as column=value.",
    examples=[
        'row add kickoff.metrics name="Repeat purchase" baseline="31.0 %" owner=Ana',
        'row add post.pm-timeline event="The feed stopped" --form "Late feed"',
    ],
)
@click.argument("table", shell_complete=complete.tables)
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@_form_option("The filled-in form that the row belongs to.")
@click.option("--by", metavar="PERSON", default="", help="Who said so, when that is not you.")
@click.pass_obj
def add(session: Session, table: str, values: tuple[str, ...], form: str, by: str) -> None:
    """Adds a row at the end."""
    from workbook.application import typed

    project = session.project_to_change()
    command = typed.row(project, table, _pairs(values), form=form)
    record_row(session, project, command, by=by)


@row.command(
    "set",
    cls=Command,
    help=f"Change a row; columns that are not named stay. {_TABLE} {_ROW} column= empties a column.",
    examples=["row set actions rerun owner=Mei due=fri", "row set people Tom contact="],
)
@click.argument("table", shell_complete=complete.tables)
@click.argument("row")
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@_of_form
@click.option("--by", metavar="PERSON", default="", help="Who said so, when that is not you.")
@click.pass_obj
def set_(session: Session, table: str, row: str, values: tuple[str, ...], form: str, by: str) -> None:
    """Changes a row where it stands."""
    change_row(session, table, row, _pairs(values), form=form, by=by)


@row.command(
    "take",
    cls=Command,
    help="Take rows that earlier answers offer to a table question. Without names: say which there are.",
    examples=["row take rollout.abort", 'row take rollout.abort "Support contacts: too high"', "row take RO-06 --all"],
)
@click.argument("question", shell_complete=complete.questions)
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--all", "everything", is_flag=True, help="All that earlier answers offer.")
@_form_option("The filled-in form that asks the question.")
@click.pass_obj
def take(session: Session, question: str, names: tuple[str, ...], everything: bool, form: str) -> None:
    """Takes rows as they are offered; they can be changed afterwards."""
    from workbook.application import typed
    from workbook.application.answer_reports import describe_offered
    from workbook.domain.asking import asked
    from workbook.domain.offers import offered

    project = session.project_to_change() if names or everything else session.project()
    asking = asked(project, question, form)
    there = offered(project, asking)
    if not names and not everything:
        _print_offered(session, [describe_offered(project, asking, one) for one in there])
        return
    known = {one.name: one for one in there}
    for name in (name for name in names if name not in known):
        raise UnknownName("offered row", name, known, where=asking.name)
    wanted = [one for one in there if one.name in names or (everything and one.sources)]
    for one in wanted:
        record_row(session, project, typed.take(asking, one))


def _print_offered(session: Session, found: list[dict[str, Any]]) -> None:
    if session.as_json:
        print_json({"format": 1, "offered": found})
    elif found:
        columns([(one["name"], fields_on_one_line(one["fields"]), ", ".join(one["from"])) for one in found])
    else:
        tell("Nothing is offered here that is not there already.")


@row.command(
    "move",
    cls=Command,
    help=f"Move a row behind another, or to the top. {_TABLE} {_ROW}",
    examples=["row move options rule --after ml", "row move options ml --first"],
)
@click.argument("table", shell_complete=complete.tables)
@click.argument("row")
@click.option("--after", metavar="ROW", default="", help="The row that it comes to stand behind.")
@click.option("--first", is_flag=True, help="To the top.")
@_of_form
@click.pass_obj
def move(session: Session, table: str, row: str, after: str, first: bool, form: str) -> None:
    """Moves a row."""
    from workbook.application.typed import find_row_of
    from workbook.domain.commands import MoveRow

    if bool(after) == first:
        raise click.UsageError("Say --after ROW, or --first.", click.get_current_context())
    project = session.project_to_change()
    collection, moved = find_row_of(project, table, row, form)
    behind = find_row_of(project, table, after, form)[1].id if after else ""
    if behind == moved.id:
        raise BadInput("A row cannot stand behind itself.", where=collection.id)
    recorded = session.writing.record(project.id, MoveRow(collection.id, moved.id, behind))
    _done(session, recorded, collection.id, moved.id)


@row.command(
    "remove",
    cls=Command,
    help=f"Take a row out. Its history stays, and 'mlworkbook undo' brings it back. {_TABLE} {_ROW}",
    examples=["row remove options rule", "row remove people Tom --successor Mei"],
)
@click.argument("table", shell_complete=complete.tables)
@click.argument("row")
@click.option("--successor", metavar="PERSON", default="", help="Of a person: who takes over what they have to do.")
@_of_form
@click.pass_obj
def remove(session: Session, table: str, row: str, successor: str, form: str) -> None:
    """Takes a row out."""
    from workbook.application.names import person
    from workbook.application.typed import find_row_of
    from workbook.domain.commands import RemoveRow

    project = session.project_to_change()
    collection, gone = find_row_of(project, table, row, form)
    seen = project.ledger.head_ids(gone.subject)
    following = person(project, successor) if successor else ""
    recorded = session.writing.record(project.id, RemoveRow(collection.id, gone.id, seen, following))
    name = project.row_name(gone)
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "recorded": True, "removed": gone.id})
    tell_recorded(recorded, f"took out {collection.noun} {name}".strip())


def change_row(session: Session, table: str, row: str, texts: dict[str, str], *, form: str = "", by: str = "") -> None:
    """Changes a row from texts by column, and says what came of it."""
    from workbook.application import typed

    project = session.project_to_change()
    _, found = typed.find_row_of(project, table, row, form)
    command = typed.row(project, table, texts, found.id)
    record_row(session, project, command._replace(seen=project.ledger.head_ids(found.subject)), by=by)


def record_row(session: Session, project: Project, command: SetRow, *, by: str = "") -> None:
    """Records a row, and says what came of it."""
    from workbook.application.names import person

    said_by = person(project, by) if by else ""
    recorded = session.writing.record(project.id, command._replace(said_by=said_by))
    _done(session, recorded, command.collection, command.row or recorded.events[0].subject.row)


def _done(session: Session, recorded: Recorded, table: str, row: str) -> None:
    from workbook.application.answer_reports import describe_row

    collection = recorded.project.pack.collection(table)
    found = describe_row(recorded.project, collection.columns, recorded.project.row(table, row))
    if session.as_json:
        print_json(
            {"format": 1, "act": recorded.act, "recorded": bool(recorded.events), "table": table} | {"row": found}
        )
    tell_recorded(recorded, f"{collection.noun} {found['name']}".strip() + in_form(found["form"]))
    if found["conflict"]:
        tell("Somebody else changed it at the same time. Both are kept: 'mlworkbook settle' decides.")
    elif found["missing"]:
        tell(f"It still lacks {', '.join(found['missing'])}.")
    tell_early(recorded.project, collection.id)
    if collection.id == "factors":
        _hint_at_names(recorded, row)


def tell_early(project: Project, table: str) -> None:
    """Says which row of a table must wait for a gate, or did not."""
    from workbook.application.early_reports import early_report
    from workbook.domain.early import early

    for found in early(project, table):
        tell(early_line(early_report(project, found)))
        if found.waiver is None:
            tell(f"To let it through: mlworkbook gate {found.phase.id} --waive {found.rule}:OWNER:UNTIL:REASON")


def _hint_at_names(recorded: Recorded, row: str) -> None:
    """A person is no factor: says so, and keeps what was typed."""
    from workbook.domain.meetings.blameless import FACTORS, people_named

    named = people_named(recorded.project, recorded.project.row(FACTORS, row).values.values())
    if named:
        tell(f"This names {', '.join(named)}. What made it possible? What would have let anybody do the same?")


def _pairs(values: Sequence[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for pair in values:
        column, sign, text = pair.partition("=")
        if not sign or not column.strip():
            message = f"{pair[:60]!r} is no COLUMN=VALUE."
            raise click.UsageError(message, click.get_current_context())
        if column.strip() in texts:
            raise click.UsageError(f"{column.strip()!r} is given twice.", click.get_current_context())
        texts[column.strip()] = text
    return texts
