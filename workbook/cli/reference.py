"""`reference` and `about`: the pages to look things up in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbook.cli.command import Command
from workbook.cli.output import paragraph, print_json, say
from workbook.cli.side_by_side import print_table

if TYPE_CHECKING:
    from workbook.application.reference import Page
    from workbook.cli.session import Session


@click.command(
    "reference",
    cls=Command,
    of_project=False,
    help="Show what the talk says of its four companies: their production environments (spectrum), the Joel Test "
    "(joel) and the ML Test Score (mlts) in practice. Without a PAGE all of them.",
    examples=["reference", "reference joel", "reference mlts --json"],
)
@click.argument("page", required=False)
@click.pass_obj
def reference(session: Session, page: str | None) -> None:
    """One page, or all with a table."""
    from workbook.application.reference import ABOUT, pages
    from workbook.application.reference import page as page_of

    _show(session, (page_of(page),) if page else tuple(found for found in pages() if found.id != ABOUT))


@click.command(
    "about",
    cls=Command,
    of_project=False,
    help="Show what mlworkbook is, and which talk it is built on.",
    examples=["about"],
)
@click.pass_obj
def about(session: Session) -> None:
    """The page about it, with the version."""
    from workbook import __version__
    from workbook.application.reference import ABOUT
    from workbook.application.reference import page as page_of

    if not session.as_json:
        say(f"mlworkbook {__version__}", bold=True)
    _show(session, (page_of(ABOUT),))


def _show(session: Session, pages: tuple[Page, ...]) -> None:
    from workbook.application.reference import report

    if session.as_json:
        print_json(report(pages))
        return
    for number, page in enumerate(pages):
        if number:
            say()
        _print(page)


def _print(page: Page) -> None:
    say(page.title + (f"  (the talk, {page.slide})" if page.slide else ""), bold=True)
    for text in page.says:
        paragraph(text)
    if page.rows:
        say()
        print_table(page.columns, page.rows)
    for lost in page.lost:
        say()
        say(f"  {lost.title}")
        for text in lost.says:
            say(f"    ? {text}")
    if page.notes:
        say()
    for text in page.notes:
        paragraph(text)
