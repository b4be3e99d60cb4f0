"""Reference pages, from data files: what the talk says of its four companies, and where the workbook comes from."""

from __future__ import annotations

from typing import Any

from workbook.domain.figures.comparison import RowSpec
from workbook.errors import UnknownName
from workbook.named import NamedTuple
from workbook.resources import data
from workbook.strict_yaml import load_plain

ABOUT = "about"


class Lost(NamedTuple):
    """What the text says of some company, and no longer of which."""

    title: str
    says: tuple[str, ...]


class Page(NamedTuple):
    """One page.

    Attributes:
        slide: where in the talk; empty for a page about all of it.
        instrument: the list that its table is about.
        says: paragraphs; notes: remarks below the table.
        columns, rows: the table, every row as long as `columns`.
        talk: the items of the talk that it covers.
    """

    id: str
    title: str
    slide: str
    instrument: str
    says: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lost: tuple[Lost, ...]
    notes: tuple[str, ...]
    talk: tuple[str, ...]


class RowGroup(NamedTuple):
    """Rows in which projects are compared; `id` is that of an instrument, or `project`."""

    id: str
    title: str
    rows: tuple[RowSpec, ...]


def pages() -> tuple[Page, ...]:
    """Every page, in the order of the file."""
    return tuple(_page(entry) for entry in _load("reference"))


def page(name: str) -> Page:
    """The page of that id. Raises UnknownName with the nearest."""
    known = {page.id: page for page in pages()}
    if name not in known:
        raise UnknownName("page", name, known)
    return known[name]


def row_groups() -> tuple[RowGroup, ...]:
    """What projects are compared in."""
    return tuple(
        RowGroup(entry["id"], entry["title"], tuple(RowSpec(row["title"], tuple(row["from"])) for row in entry["rows"]))
        for entry in _load("comparison")
    )


def report(wanted: tuple[Page, ...]) -> dict[str, Any]:
    """Pages as plain data."""
    return {
        "format": 1,
        "pages": [{**page._asdict(), "lost": [lost._asdict() for lost in page.lost]} for page in wanted],
    }


def _load(name: str) -> Any:
    loaded: Any = load_plain(data() / "talk" / f"{name}.yaml")
    return loaded[name]


def _page(entry: dict[str, Any]) -> Page:
    get = entry.get
    return Page(
        entry["id"],
        entry["title"],
        get("slide", ""),
        get("instrument", ""),
        tuple(entry["says"]),
        tuple(get("columns", ())),
        tuple(tuple(row) for row in get("rows", ())),
        tuple(Lost(lost["title"], tuple(lost["says"])) for lost in get("lost", ())),
        tuple(get("notes", ())),
        tuple(get("talk", ())),
    )
