"""Our kinds of click commands: help ends in examples, and all take the same options."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from workbook.cli import complete
from workbook.errors import UnknownName

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _set_workbook(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.obj.workbook_path = value


def _set_project(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.obj.project_name = value


def _set_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.obj.as_json = True


def workbook_option(*, hidden: bool = False) -> click.Option:
    """`--workbook PATH`."""
    shown = "The workbook file; otherwise MLWORKBOOK_DB, the nearest .mlworkbook above, or your own."
    return click.Option(
        ["--workbook"], metavar="PATH", expose_value=False, callback=_set_workbook, help=shown, hidden=hidden
    )


def project_option(*, hidden: bool = False) -> click.Option:
    """`-p PROJECT`."""
    return click.Option(
        ["-p", "--project"],
        metavar="PROJECT",
        expose_value=False,
        callback=_set_project,
        shell_complete=complete.projects,
        help="A project's name, or the beginning of one; otherwise this repository's.",
        hidden=hidden,
    )


def json_option() -> click.Option:
    """`--json`."""
    return click.Option(
        ["--json"], is_flag=True, expose_value=False, callback=_set_json, help="Print the result as JSON."
    )


class Command(click.Command):
    """A command.

    Args:
        examples: lines of the help's last paragraph, without `mlworkbook`.
        of_project: it takes `-p`.
        reports: it takes `--json`.
    """

    def __init__(
        self, *args: Any, examples: Sequence[str], of_project: bool = True, reports: bool = True, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.params += _common(of_project=of_project, reports=reports)

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        write_examples(formatter, self.examples)


class Group(click.Group):
    """A command with commands of its own; without one it does something by itself. Takes what `Command` takes."""

    def __init__(
        self, *args: Any, examples: Sequence[str], of_project: bool = True, reports: bool = True, **settings: Any
    ) -> None:
        super().__init__(*args, **(settings | {"invoke_without_command": True}))
        self.examples = tuple(examples)
        self.params += _common(of_project=of_project, reports=reports)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; an unknown name is answered with the nearest."""
        _check_name(self, ctx, args)
        return super().resolve_command(ctx, args)

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        write_examples(formatter, self.examples)


Listed: TypeAlias = "tuple[str, str, str, str, str]"
"""A command as the list of all shows it: name, help, module, the name in that module, the group. A plain tuple, because
the list is made at each start."""


class LazyGroup(click.Group):
    """The commands of a table, each imported when it is called.

    Args:
        table: all commands, in the order of the help.
        examples: lines of the help's last paragraph.
    """

    def __init__(self, *args: Any, table: Sequence[Listed], examples: Sequence[str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.table = {listed[0]: listed for listed in table}
        self.examples = tuple(examples)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every name, in the order of the help."""
        return list(self.table)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        listed = self.table.get(cmd_name)
        if listed is None:
            return None
        _, _, module, part, _ = listed
        command: click.Command = getattr(import_module(f"workbook.cli.{module}"), part)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; an unknown name is answered with the nearest."""
        _check_name(self, ctx, args)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, by groups."""
        wide = max(map(len, self.table))
        for group in dict.fromkeys(of_group for *_, of_group in self.table.values()):
            with formatter.section(group):
                entries = [entry for entry in self.table.values() if entry[-1] == group]
                formatter.write_dl([(name.ljust(wide), text) for name, text, *_ in entries])

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        write_examples(formatter, self.examples)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names from the table, options from click: nothing is imported for them."""
        from click.shell_completion import CompletionItem

        named = [(name, text) for name, text, *_ in self.table.values() if name.startswith(incomplete)]
        items = [CompletionItem(name, help=text) for name, text in named]
        return items + click.Command.shell_complete(self, ctx, incomplete)


def write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """The last paragraph of a help, line by line as written."""
    with formatter.section("Examples"):
        indent = " " * formatter.current_indent
        for example in examples:
            formatter.write(f"{indent}mlworkbook {example}".rstrip() + "\n")


def _common(*, of_project: bool, reports: bool) -> list[click.Parameter]:
    found: list[click.Parameter] = [project_option()] if of_project else []
    found += [json_option()] if reports else []
    return [*found, workbook_option(hidden=True)]


def _check_name(group: click.Group, context: click.Context, arguments: list[str]) -> None:
    name = arguments[0]
    known = group.list_commands(context)
    if name not in known and not name.startswith("-") and not context.resilient_parsing:
        error = UnknownName("command", name, known)
        error.hint = error.hint or f"See '{context.command_path} --help'."
        raise error
