"""`export`: the documents, written or checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.output import print_json, say, tell

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.application.export import Exported
    from workbook.cli.session import Session


@click.command(
    "export",
    cls=Command,
    help="Write the documents as Markdown into docs/ml/NAME of the repository. What people wrote there stays: text "
    "outside our blocks always, an edited block until its change is in the answer (exit code 1). --check writes "
    "nothing and exits 1 when a document is not current.",
    examples=[
        "export",
        "export --to docs --only spec",
        "export --check",
        "export --diff",
        "export --as-of 2026-11-02 --to past",
    ],
)
@click.option("--to", metavar="DIR", default="", help="Another folder.")
@click.option("--only", metavar="DOC", multiple=True, shell_complete=complete.documents, help="Only this document.")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 when something is not current.")
@click.option("--diff", is_flag=True, help="Write nothing; show what a write would change.")
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def export(session: Session, to: str, only: tuple[str, ...], check: bool, diff: bool, as_of: str) -> int:
    """Writes documents, or says what a write would do."""
    from workbook.application.export import export as export_documents
    from workbook.application.export import folder_for
    from workbook.application.heading import heading
    from workbook.resources import templates

    project = session.project(as_of)
    folder = folder_for(session.places, project, to)
    if check and not diff:
        session.only_reads(folder, templates())
    found = export_documents(project, folder, only, write=not (check or diff), cache=session.places.cache)
    ok = all(document.current for document in found)
    if session.as_json:
        listed = [_report(document) for document in found]
        print_json({**heading(project), "folder": str(folder), "ok": ok, "documents": listed})
    else:
        for document in found:
            _print(document, folder, diff=diff)
    for document in found:
        if document.problem:
            tell(document.problem)
    if diff and not check:
        return 0
    return 0 if ok else 1


def _report(document: Exported) -> dict[str, Any]:
    edits = [{"block": block, "diff": diff} for block, diff in document.edits]
    return {**document._asdict(), "path": str(document.path), "edits": edits, "current": document.current}


def _print(document: Exported, folder: Path, *, diff: bool) -> None:
    if diff:
        for text in (document.diff, *(edit for _, edit in document.edits)):
            if text:
                say(text.rstrip("\n"))
        return
    state = "written" if document.written else document.state
    path = document.path
    say(f"{state:<8} {path if folder not in path.parents else folder / path.relative_to(folder)}")
