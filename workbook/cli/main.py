"""The edge: arguments in, exit code out. Here, and nowhere else, an error becomes a line on stderr."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

import click

from workbook import __version__
from workbook.cli.command import LazyGroup, json_option, project_option, workbook_option
from workbook.cli.complete import COMPLETE
from workbook.cli.session import Session
from workbook.cli.table import COMMANDS, EXAMPLES
from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from workbook.application.printed import Prints

INTERRUPTED = 130
BROKEN_PIPE = 141
UNEXPECTED = 70
_LONGEST = 1000
"""Letters of a line on stderr: a whole file given as a name is not said back."""


@click.pass_context
def _open(context: click.Context) -> int:
    """Without a command: the app on a terminal, else the status as text."""
    if context.invoked_subcommand is not None:
        return 0
    from workbook.cli.open import open_workbook

    return open_workbook(context.obj)


cli = LazyGroup(
    "mlworkbook",
    callback=_open,
    help="A workbook for machine-learning projects, from the kickoff meeting to the post-mortem.\n\n"
    "Without a command it opens on a terminal; elsewhere it prints where the project stands.",
    table=COMMANDS,
    examples=EXAMPLES,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] ...",
    params=[project_option(), workbook_option(), json_option()],
)
click.version_option(__version__, prog_name="mlworkbook", message="%(prog)s %(version)s")(cli)


def main() -> NoReturn:
    """The command `mlworkbook`."""
    gc.disable()  # a command is short: looking for garbage costs it a tenth of its time (the app turns it on again)
    session = Session(prints=_prints())
    sys.excepthook = lambda kind, error, trace: _unexpected(session, kind, error, trace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old locale shows less, and fails at nothing
    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(cli, {"obj": session}, "mlworkbook", COMPLETE, os.environ[COMPLETE]))
    code = run(sys.argv[1:], session)
    gc.freeze()  # the interpreter need not look through everything once more on its way out
    sys.exit(code)


def run(arguments: Sequence[str], session: Session | None = None) -> int:
    """Carries out one command and returns its exit code; what went wrong is told on stderr."""
    try:
        code = _invoke(arguments, session or Session())
        sys.stdout.flush()
        return code
    except WorkbookError as error:
        _tell_error(error)
        return error.exit_code
    except click.ClickException as error:
        _tell_usage(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # who reads stdout has gone; Python would complain once more when it closes it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _tell(f"mlworkbook: {place}{error.strerror or error}.")
        return 3


def _prints() -> Prints | None:
    from workbook.application.printed import Prints

    try:
        return Prints(sys.argv[1:])
    except OSError:  # the working directory is gone, or the terminal
        return None


def _invoke(arguments: Sequence[str], session: Session) -> int:
    printed = session.prints.find() if session.prints else None
    if printed is not None:
        for text, err in printed.texts:
            click.echo(text, err=err)
        return printed.code
    try:
        with session, cli.make_context("mlworkbook", list(arguments), obj=session) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    code = code if isinstance(code, int) else 0
    if session.prints is not None:
        session.prints.keep(code)
    return code


def _tell(*lines: str) -> None:
    from workbook.cli.output import tell  # not for a help that went well

    for line in "\n".join(lines).split("\n"):
        tell(line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}")


def _tell_error(error: WorkbookError) -> None:
    place = f"{error.where}: " if error.where else ""
    _tell(f"mlworkbook: {place}{error.what}", *([error.hint] if error.hint else []))


def _tell_usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    _tell(f"mlworkbook: {error.format_message()}", *([f"See '{context.command_path} --help'."] if context else []))


def _unexpected(
    session: Session, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> NoReturn:
    """The last resort, called by the interpreter itself: keeps the traceback in a file, and says where."""
    import traceback

    lines = "".join(traceback.format_exception(kind, error, trace))
    where = ""
    try:
        log = session.state_folder / "errors.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"mlworkbook {__version__}\n{lines}\n")
        where = f" The details are in {log}."
    except OSError:
        pass
    _tell(f"mlworkbook: Something went wrong that should not have ({kind.__name__}); what was recorded is safe.{where}")
    sys.stderr.flush()
    raise SystemExit(UNEXPECTED)
