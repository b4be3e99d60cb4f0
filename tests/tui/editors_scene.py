"""A tiny app around editors, which notes the messages they send up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from workbook.domain.primitives import Context
from workbook.domain.specs import Collection, FieldSpec, Kind, Option
from workbook.errors import UnknownName
from workbook.tui.editors import AnswerForm, FieldEditor, RefEditor, TableEditor
from workbook.tui.editors.offered import OfferLine
from workbook.tui.themes import INK, THEMES

Sent = TypeVar("Sent", bound=Message)

TODAY = date(2026, 11, 23)

PACE = FieldSpec(
    "pace",
    Kind.CHOICE,
    "How soon?",
    required=True,
    options=(
        Option("nrt", "near-real-time", "While the customer waits."),
        Option("asap", "as soon as possible", "Minutes are fine."),
        Option("daily", "daily", "A batch over night."),
    ),
)
MARK = FieldSpec(
    "mark",
    Kind.CHOICE,
    "Mark",
    options=(Option("none", "not done", key="0"), Option("half", "½ manual", key="5"), Option("all", "done", key="1")),
)
TOOLS = FieldSpec(
    "tools",
    Kind.CHOICE,
    "Tools",
    several=True,
    options=(Option("a", "airflow"), Option("b", "dbt"), Option("c", "spark")),
)
LATENCY = FieldSpec("latency", Kind.QUANTITY, "Latency limit", unit="ms")
DUE = FieldSpec("due", Kind.MOMENT, "Due")
SEEN_AT = FieldSpec("seen", Kind.MOMENT, "Seen at", time=True)
PERSONAL = FieldSpec("personal", Kind.FLAG, "Personal data?")
OWNER = FieldSpec("owner", Kind.REF, "Owner", collection="people")
TITLE = FieldSpec("title", Kind.TEXT, "Title", required=True)
NOTE = FieldSpec("note", Kind.TEXT, "Note", long=True)
ALL = (PACE, TOOLS, LATENCY, DUE, PERSONAL, OWNER, TITLE, NOTE)

METRICS = Collection(
    "metrics",
    "Metrics",
    "metric",
    "name",
    (
        FieldSpec("name", Kind.TEXT, "Metric", required=True),
        FieldSpec(
            "kind", Kind.CHOICE, "Kind", required=True, options=(Option("b", "business"), Option("p", "product"))
        ),
        FieldSpec("baseline", Kind.QUANTITY, "Baseline", required=True, unit="%"),
        FieldSpec("window", Kind.TEXT, "Window"),
        FieldSpec("source", Kind.TEXT, "Where it comes from"),
        FieldSpec("owner", Kind.REF, "Owner", collection="people"),
    ),
)
OFFERS = (OfferLine("Complaints"), OfferLine("Latency"))


class People:
    """The rows that names stand for; it can grow."""

    def __init__(self, *names: str) -> None:
        self.names_list = list(names)

    def names(self, _spec: FieldSpec) -> Sequence[str]:
        return self.names_list

    @property
    def context(self) -> Context:
        return Context(TODAY, self._find, lambda _collection, row: self.names_list[int(row)])

    def _find(self, _collection: str, typed: str) -> str:
        for place, name in enumerate(self.names_list):
            if name.casefold().startswith(typed.casefold()):
                return str(place)
        raise UnknownName("person", typed, self.names_list)


def people() -> People:
    return People("Ana Ruiz", "Mei Lin", "Tom Hall")


class Scene(App[None]):
    """One widget in a scrolled column, and what it said."""

    CSS = "Screen { background: $background; }"

    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__()
        self._make = make
        self.sent: list[Message] = []
        self.escaped = 0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = INK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(INK.variables)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="column", can_focus=False):
            yield self._make()

    def on_mount(self) -> None:
        self.bind("escape", "escaped")

    def action_escaped(self) -> None:
        self.escaped += 1

    def on_field_editor_changed(self, event: FieldEditor.Changed) -> None:
        self.sent.append(event)

    def on_answer_form_submitted(self, event: AnswerForm.Submitted) -> None:
        self.sent.append(event)

    def on_ref_editor_row_wanted(self, event: RefEditor.RowWanted) -> None:
        self.sent.append(event)

    def on_table_editor_row_saved(self, event: TableEditor.RowSaved) -> None:
        self.sent.append(event)

    def on_table_editor_row_draft(self, event: TableEditor.RowDraft) -> None:
        self.sent.append(event)

    def on_table_editor_row_removed(self, event: TableEditor.RowRemoved) -> None:
        self.sent.append(event)

    def on_table_editor_row_moved(self, event: TableEditor.RowMoved) -> None:
        self.sent.append(event)

    def on_table_editor_offers_wanted(self, event: TableEditor.OffersWanted) -> None:
        self.sent.append(event)

    @property
    def form(self) -> AnswerForm:
        return self.query_one(AnswerForm)

    @property
    def table(self) -> TableEditor:
        return self.query_one(TableEditor)

    def of(self, kind: type[Sent]) -> list[Sent]:
        """The messages of exactly that kind."""
        return [message for message in self.sent if type(message) is kind]

    @property
    def picture(self) -> str:
        """What the screen shows, as text."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


def form_scene(fields: Sequence[FieldSpec], texts: dict[str, str] | None = None, who: People | None = None) -> Scene:
    """A form of these fields, its first one in focus once `start` is called."""
    known = who or people()
    return Scene(lambda: AnswerForm(fields, texts or {}, known.context, known.names))


def table_scene(who: People | None = None, offers: tuple[OfferLine, ...] = OFFERS) -> Scene:
    """A table of metrics, still without rows."""
    known = who or people()
    return Scene(lambda: TableEditor(METRICS, METRICS.columns, known.context, known.names, offers))


def keys(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if letter == " " else letter for letter in text]
