"""What a pack is made of: phases, sections, questions, fields, collections, gates, instruments.

These are plain specifications, read from YAML by `workbook.packs`; nothing here knows an answer.
They are NamedTuples because hundreds of them are built at every start of a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from workbook.domain.conditions import ALWAYS, NEVER, Condition
from workbook.errors import UnknownName


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
        required: the answer (or the row) is incomplete without it.
        long: a text of many lines.
        options, several: of a choice.
        unit: the usual unit of a quantity; any other may be typed.
        collection, only: of a ref: where its rows are, and which options of a column to offer.
        time: of a moment: a time of day in UTC, not a whole day.
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

    def option(self, option_id: str) -> Option:
        """The option of that id. Raises UnknownName with the nearest."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise UnknownName("choice", option_id, (o.id for o in self.options), where=self.name)


class RowTest(NamedTuple):
    """True of a row whose `column` has one of `options`."""

    column: str
    options: tuple[str, ...]


class RowRule(NamedTuple):
    """What a table must hold: at least `at_least` rows that pass every test.

    Attributes:
        complete: count only rows with every required column filled in.
        says: the rule in words, shown when it does not hold.
    """

    says: str
    at_least: int = 1
    where: tuple[RowTest, ...] = ()
    complete: bool = False


class Seed(NamedTuple):
    """A row offered as a start: texts by column, as a person would type them."""

    texts: tuple[tuple[str, str], ...]


class Collection(NamedTuple):
    """A typed table; each row is a thing of its own, seen from several questions.

    Attributes:
        code: the table's code (T1 ...).
        noun: one row, in words ("person").
        key: the column whose text names a row.
        scope: "project" or "cycle": what its rows belong to.
        register: visible from every phase.
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

    def column(self, name: str) -> FieldSpec:
        """The column of that name. Raises UnknownName with the nearest."""
        return _named(self.columns, "column", name, self.id)


class View(NamedTuple):
    """A question's window on a collection.

    Attributes:
        where: only rows that pass; a row added here gets the first option of each test.
        columns: the columns shown, in order; all of the collection's when empty.
        required: columns that a row seen from here must have, beside the collection's own.
        rules: what makes the question answered.
    """

    collection: str
    where: tuple[RowTest, ...] = ()
    columns: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    seeds: tuple[Seed, ...] = ()
    rules: tuple[RowRule, ...] = ()


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

    def field(self, name: str) -> FieldSpec:
        """The field of that name. Raises UnknownName with the nearest."""
        return _named(self.fields, "field", name, self.id)


class Section(NamedTuple):
    """A handful of questions asked together."""

    id: str
    title: str
    questions: tuple[Question, ...]
    purpose: str = ""


class Form(NamedTuple):
    """Sections that are filled in as often as needed: an incident, a monitoring review."""

    id: str
    title: str
    noun: str
    sections: tuple[Section, ...]


class GateRule(NamedTuple):
    """A condition that a gate asks for beside the mandatory answers."""

    id: str
    says: str
    condition: Condition


class Gate(NamedTuple):
    """The decision that closes a phase.

    Attributes:
        passing: the outcomes that let the project go on.
        decider: which people may decide, as tests on the people's rows.
    """

    id: str
    ask: str
    outcomes: tuple[Option, ...]
    passing: tuple[str, ...]
    code: str = ""
    why: str = ""
    decider: tuple[RowTest, ...] = ()
    rules: tuple[GateRule, ...] = ()


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


class Pack:
    """A whole pack with its look-ups.

    Args:
        digest: SHA-256 of the canonical merged pack.
    """

    def __init__(
        self,
        id: str,
        title: str,
        version: str,
        phases: tuple[Phase, ...],
        instruments: tuple[Instrument, ...],
        collections: tuple[Collection, ...],
        triage: Triage,
        digest: str,
    ) -> None:
        self.id = id
        self.title = title
        self.version = version
        self.phases = phases
        self.instruments = instruments
        self.collections = collections
        self.triage = triage
        self.digest = digest
        self._questions = {question.id: question for question in self._walk()}
        self._codes = {question.code.upper(): question for question in self._questions.values() if question.code}
        self._collections = {collection.id: collection for collection in collections}
        self._phases = {phase.id: phase for phase in phases}
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._gates = {phase.gate.id: phase for phase in phases if phase.gate}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, instrument items included, in the order of the walk."""
        return tuple(self._questions.values())

    def has_question(self, question_id: str) -> bool:
        """Whether the pack asks that question."""
        return question_id in self._questions

    def question(self, name: str) -> Question:
        """The question of that id or code. Raises UnknownName with the nearest."""
        found = self._questions.get(name) or self._codes.get(name.upper())
        if found is None:
            raise UnknownName("question", name, [*self._questions, *self._codes])
        return found

    def collection(self, name: str) -> Collection:
        """The collection of that id. Raises UnknownName with the nearest."""
        if name not in self._collections:
            raise UnknownName("table", name, self._collections)
        return self._collections[name]

    def phase(self, name: str) -> Phase:
        """The phase of that id. Raises UnknownName with the nearest."""
        if name not in self._phases:
            raise UnknownName("phase", name, self._phases)
        return self._phases[name]

    def instrument(self, name: str) -> Instrument:
        """The instrument of that id. Raises UnknownName with the nearest."""
        if name not in self._instruments:
            raise UnknownName("instrument", name, self._instruments)
        return self._instruments[name]

    def gated(self, gate_id: str) -> Phase:
        """The phase that a gate closes. Raises UnknownName with the nearest."""
        if gate_id not in self._gates:
            raise UnknownName("gate", gate_id, self._gates)
        return self._gates[gate_id]

    def area(self, name: str) -> Phase | Instrument:
        """The phase or instrument of that id. Raises UnknownName with the nearest."""
        found = self._phases.get(name) or self._instruments.get(name)
        if found is None:
            raise UnknownName("phase or instrument", name, [*self._phases, *self._instruments])
        return found

    def field(self, path: str) -> tuple[Question, FieldSpec]:
        """The question and field behind a path such as `kickoff.risk:criticality`."""
        question_id, _, name = path.partition(":")
        question = self.question(question_id)
        return question, question.field(name)

    def columns(self, question: Question) -> tuple[FieldSpec, ...]:
        """The columns that a table question shows, required where its view says so.

        An ordinary question has none.
        """
        if question.view is None:
            return ()
        view = question.view
        collection = self.collection(view.collection)
        names = view.columns or tuple(column.name for column in collection.columns)
        shown = (collection.column(name) for name in names)
        return tuple(c._replace(required=c.required or c.name in view.required) for c in shown)

    def _walk(self) -> Iterator[Question]:
        for phase in self.phases:
            for section in phase.sections:
                yield from section.questions
            for form in phase.forms:
                for section in form.sections:
                    yield from section.questions
        for instrument in self.instruments:
            for section in instrument.sections:
                yield from section.questions


def _named(fields: tuple[FieldSpec, ...], kind: str, name: str, where: str) -> FieldSpec:
    for field in fields:
        if field.name == name:
            return field
    raise UnknownName(kind, name, (field.name for field in fields), where=where)
