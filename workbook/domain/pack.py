"""A whole pack, with its look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.domain.links import Legacy
from workbook.domain.specs import Collection, FieldSpec, Form, Instrument, Phase, Question, Section, Triage, View
from workbook.errors import UnknownName


class Pack:
    """A whole pack with its look-ups.

    Args:
        phases: those of the walk, and those without sections of their own, whose forms stand beside it: meetings.
        digest: SHA-256 of the canonical merged pack.
        legacy: what a project hands to the next one.

    Attributes:
        phases: those of the walk.
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
        legacy: tuple[Legacy, ...] = (),
    ) -> None:
        self.id = id
        self.title = title
        self.version = version
        self.phases = tuple(phase for phase in phases if phase.sections)
        self.instruments = instruments
        self.collections = collections
        self.triage = triage
        self.digest = digest
        self.legacy = legacy
        self._aside = tuple(phase for phase in phases if not phase.sections)
        self._questions = {question.id: question for question in self._walk()}
        self._codes = {question.code.upper(): question for question in self._questions.values() if question.code}
        self._collections = {collection.id: collection for collection in collections}
        self._phases = {phase.id: phase for phase in self.phases}
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._areas: dict[str, Phase | Instrument] = {phase.id: phase for phase in phases}
        self._areas |= {instrument.id: instrument for instrument in instruments}
        self._forms = {form.id: form for phase in phases for form in phase.forms}
        self._columns: dict[str, tuple[FieldSpec, ...]] = {}
        self._stands_for: dict[tuple[str, str], Mapping[str, str]] = {}
        self._gates = {phase.gate.id: phase for phase in phases if phase.gate}
        self._fed: dict[str, list[Question]] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, instrument items included, in the order of the walk."""
        return tuple(self._questions.values())

    @property
    def areas(self) -> tuple[Phase | Instrument, ...]:
        """The phases of the walk, then the instruments."""
        return self.phases + self.instruments

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every form that is filled in as often as needed: those of the phases, then those beside the walk."""
        return tuple(self._forms.values())

    def fed_by(self, question_id: str) -> tuple[Question, ...]:
        """The questions that build on this one: those that show its answer, and those that the pack names."""
        if not self._fed:
            self._fed = self._all_fed()
        return tuple(self._fed.get(self.question(question_id).id, ()))

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

    def form(self, name: str) -> Form:
        """The form of that id. Raises UnknownName with the nearest."""
        if name not in self._forms:
            raise UnknownName("form", name, self._forms)
        return self._forms[name]

    def gated(self, gate_id: str) -> Phase:
        """The phase that a gate closes. Raises UnknownName with the nearest."""
        if gate_id not in self._gates:
            raise UnknownName("gate", gate_id, self._gates)
        return self._gates[gate_id]

    def area(self, name: str) -> Phase | Instrument:
        """The phase or instrument of that id. Raises UnknownName with the nearest."""
        found = self._areas.get(name)
        if found is None:
            raise UnknownName("phase or instrument", name, [*self._phases, *self._instruments])
        return found

    def section_of(self, question: Question) -> Section:
        """The section of a phase, an instrument or a form that the question stands in."""
        sections = self.form(question.form).sections if question.form else self.area(question.area).sections
        return next(section for section in sections if section.id == question.section)

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
        if question.id not in self._columns:
            self._columns[question.id] = self._columns_of(question.view)
        return self._columns[question.id]

    def counts_as(self, collection: str, column: str) -> Mapping[str, str]:
        """The options of a column that rules take for another one, and for which; of an unknown column, none."""
        key = (collection, column)
        if key not in self._stands_for:
            table = self._collections.get(collection)
            found = next((c for c in table.columns if c.name == column), None) if table else None
            self._stands_for[key] = {o.id: o.counts_as for o in found.options if o.counts_as} if found else {}
        return self._stands_for[key]

    def _columns_of(self, view: View) -> tuple[FieldSpec, ...]:
        collection = self.collection(view.collection)
        names = view.columns or tuple(column.name for column in collection.columns)
        shown = (collection.column(name) for name in names)
        return tuple(c._replace(required=c.required or c.name in view.required) for c in shown)

    def _all_fed(self) -> dict[str, list[Question]]:
        """For each question those that build on it, in the order of the walk: asked for at every step through it."""
        namers: dict[str, list[str]] = {}
        for question in self._questions.values():
            for named in question.feeds:
                namers.setdefault(named, []).append(question.id)
        fed: dict[str, list[Question]] = {}
        for question in self._questions.values():
            for source in dict.fromkeys((*question.shows, *namers.get(question.id, ()))):
                fed.setdefault(source, []).append(question)
        return fed

    def _walk(self) -> Iterator[Question]:
        for phase in (*self.phases, *self._aside):
            for section in phase.sections:
                yield from section.questions
            for form in phase.forms:
                for section in form.sections:
                    yield from section.questions
        for instrument in self.instruments:
            for section in instrument.sections:
                yield from section.questions
