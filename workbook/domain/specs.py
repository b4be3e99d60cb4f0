"""What a pack is made of: phases, sections, questions, fields, collections, gates, instruments.

These are plain specifications, read from YAML by `workbook.packs`; nothing here knows an answer.
They are NamedTuples because hundreds of them are built at every start of a command.
"""

from __future__ import annotations

from enum import StrEnum

from workbook.domain.conditions import ALWAYS, NEVER, Condition, RowTest
from workbook.domain.links import Check, Offer, Seed
from workbook.errors import UnknownName
from workbook.named import NamedTuple

AT = "@"
"""What stands between a question's id and the filled-in form that it is asked in."""


class Kind(StrEnum):
    """The six primitives that every field is one of."""

    TEXT = "text"
    CHOICE = "choice"
    QUANTITY = "quantity"
    MOMENT = "moment"
    FLAG = "flag"
    REF = "ref"


class Option(NamedTuple):
    """One thing that can be chosen.

    Attributes:
        points: what it scores in an instrument, a decimal as text; empty outside instruments.
        counts_as: the option that rules take it for ("unsure" counts as the higher level).
        key: the single key that marks it in a grid.
    """

    id: str
    label: str
    help: str = ""
    points: str = ""
    counts_as: str = ""
    key: str = ""


class FieldSpec(NamedTuple):
    """One named, typed field of a question, or one column of a collection.

    Attributes:
        name: permanent within its question; the field's path is `question:name`.
        required: the answer (or the row) is incomplete without it; needed: only when this holds.
        long: a text of many lines.
        options, several: of a choice.
        unit: the usual unit of a quantity; any other may be typed.
        collection, only: of a ref: where its rows are, and which options of a column to offer.
        time: of a moment: a time of day in UTC, not a whole day.
        every: of a checklist: incomplete until every option is ticked,
            or until the field `unless` says why not.
        progress: it says how far something is: nothing that relied on the answer or row goes stale by it.
        duty: of a person: whoever stands here has something to do.
    """

    name: str
    kind: Kind
    label: str = ""
    help: str = ""
    example: str = ""
    required: bool = False
    long: bool = False
    options: tuple[Option, ...] = ()
    several: bool = False
    unit: str = ""
    collection: str = ""
    only: tuple[RowTest, ...] = ()
    time: bool = False
    every: bool = False
    unless: str = ""
    needed: Condition = NEVER
    progress: bool = False
    duty: bool = False

    def option(self, option_id: str) -> Option:
        """The option of that id. Raises UnknownName with the nearest."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise UnknownName("choice", option_id, (o.id for o in self.options), where=self.name)


class RowRule(NamedTuple):
    """What a table must hold: at least `at_least` rows that pass every test, at most `at_most`.

    Attributes:
        complete: count only rows with every required column filled in.
        every: each row that passes must have them.
        says: the rule in words, shown when it does not hold.
    """

    says: str
    at_least: int = 1
    where: tuple[RowTest, ...] = ()
    complete: bool = False
    at_most: int | None = None
    every: bool = False


class Collection(NamedTuple):
    """A typed table; each row is a thing of its own, seen from several questions.

    Attributes:
        code: the table's code (T1 ...).
        noun: one row, in words ("person").
        key: the column whose text names a row.
        scope: "project", "cycle" or "form": what its rows belong to.
        register: visible from every phase.
        living: its rows come, change and go all the time: nothing goes stale by them.
    """

    id: str
    title: str
    noun: str
    key: str
    columns: tuple[FieldSpec, ...]
    code: str = ""
    scope: str = "project"
    register: bool = False
    purpose: str = ""
    living: bool = False

    def column(self, name: str) -> FieldSpec:
        """The column of that name. Raises UnknownName with the nearest."""
        return named(self.columns, "column", name, self.id)


class View(NamedTuple):
    """A question's window on a collection.

    Attributes:
        where: only rows that pass; a row added here gets the first option of each test.
        columns: the columns shown, in order; all of the collection's when empty.
        required: columns that a row seen from here must have, beside the collection's own.
        seeds: rows offered as a start, until somebody adds one of their own; offers: those from earlier answers.
        rules: what makes the question answered.
        own: in a form, only the rows that were added in this very one.
    """

    collection: str
    where: tuple[RowTest, ...] = ()
    columns: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    seeds: tuple[Seed, ...] = ()
    rules: tuple[RowRule, ...] = ()
    own: bool = False
    offers: tuple[Offer, ...] = ()


class Question(NamedTuple):
    """One thing to ask.

    Attributes:
        id: permanent, `area.word`; code: the code of the content brief (KO-01).
        title: two or three words for outlines; ask: the question itself.
        area, section, form: where it stands (phase or instrument id; form id or empty).
        core: mandatory however small the project; killer: must be asked aloud.
        applies, mandatory: three-valued rules.
        shows: the question ids whose answers stand beside it, and that an answer relies on.
        feeds: the question ids that build on it.
        mode: "discuss", "do-confirm" or "read-do".
        known: "don't know yet" does not satisfy its gate.
        computed: the figures that stand beside the answer (see `workbook.domain.figures`).
        checks: what its fields are held against (see `workbook.domain.limits`).
        instance: the filled-in form that it is asked in; empty in the pack itself, and outside forms.
    """

    id: str
    ask: str
    title: str
    area: str
    section: str
    code: str = ""
    form: str = ""
    why: str = ""
    hint: str = ""
    example: str = ""
    source: str = ""
    talk: tuple[str, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    view: View | None = None
    core: bool = False
    killer: bool = False
    applies: Condition = ALWAYS
    because: str = ""
    mandatory: Condition = NEVER
    shows: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    mode: str = "discuss"
    known: bool = False
    computed: str = ""
    checks: tuple[Check, ...] = ()
    instance: str = ""

    @property
    def name(self) -> str:
        """What commands and records call it: its id, and the filled-in form that it is asked in."""
        return f"{self.id}{AT}{self.instance}" if self.instance else self.id

    def field(self, name: str) -> FieldSpec:
        """The field of that name. Raises UnknownName with the nearest."""
        return named(self.fields, "field", name, self.id)


class Section(NamedTuple):
    """A handful of questions asked together."""

    id: str
    title: str
    questions: tuple[Question, ...]
    purpose: str = ""


class Form(NamedTuple):
    """Sections that are filled in as often as needed: an incident, a monitoring review.

    Attributes:
        area: the phase that it belongs to.
        key: the path of the field whose text names one that is filled in; empty for none.
    """

    id: str
    title: str
    noun: str
    area: str
    sections: tuple[Section, ...]
    purpose: str = ""
    key: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in the order of asking."""
        return tuple(question for section in self.sections for question in section.questions)


class GateRule(NamedTuple):
    """A condition that a gate asks for beside the mandatory answers."""

    id: str
    says: str
    condition: Condition


class Celebration(NamedTuple):
    """What is said aloud when a gate was decided with one of these outcomes."""

    outcomes: tuple[str, ...]
    says: str


class Gate(NamedTuple):
    """The decision that closes a phase.

    Attributes:
        passing: the outcomes that let the project go on.
        decider: which people may decide, as tests on the people's rows.
        shows: the questions whose answers are looked at before deciding, and that the decision relies on.
    """

    id: str
    ask: str
    outcomes: tuple[Option, ...]
    passing: tuple[str, ...]
    code: str = ""
    why: str = ""
    decider: tuple[RowTest, ...] = ()
    rules: tuple[GateRule, ...] = ()
    celebration: Celebration | None = None
    shows: tuple[str, ...] = ()

    def celebrates(self, outcome: str) -> str:
        """What is said aloud at that outcome; mostly nothing."""
        return self.celebration.says if self.celebration and outcome in self.celebration.outcomes else ""


class Phase(NamedTuple):
    """One stretch of the walk, closed by a gate."""

    id: str
    title: str
    sections: tuple[Section, ...]
    code: str = ""
    purpose: str = ""
    forms: tuple[Form, ...] = ()
    gate: Gate | None = None


class Band(NamedTuple):
    """What a score means: above `above` (exclusive), up to `upto` (inclusive); decimals as text."""

    label: str
    meaning: str
    upto: str
    above: str = ""


class Minimum(NamedTuple):
    """The score suggested for a criticality: at least, or strictly more than, `score`."""

    level: str
    score: str
    strictly: bool = False


class Instrument(NamedTuple):
    """A scored list.

    Attributes:
        total: "sum" of all items, or "minimum" of the section sums.
        level_field: the field path that `minimums` are keyed by.
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    total: str
    bands: tuple[Band, ...]
    source: str = ""
    purpose: str = ""
    minimums: tuple[Minimum, ...] = ()
    level_field: str = ""


class Triage(NamedTuple):
    """What is asked first.

    Attributes:
        fields: the paths of the few fields that decide which questions apply at all.
        opening: the ids of the questions that make a first draft of the spec.
    """

    fields: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()


def named(fields: tuple[FieldSpec, ...], kind: str, name: str, where: str) -> FieldSpec:
    """The field of that name. Raises UnknownName with the nearest."""
    for field in fields:
        if field.name == name:
            return field
    raise UnknownName(kind, name, (field.name for field in fields), where=where)
