"""A person who fills in whatever a pack asks for, with the first thing that fits.

Answers and rows are made from the specifications alone. So it shows when a question cannot be answered by what it asks
for, and when no rows satisfy a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import assert_never

from tests.domain.scene import TODAY, Scene
from workbook.domain.commands import CloseForm, DecideGate, SetAnswer, SetRow
from workbook.domain.gates import GateReview, review
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Flag, Moment, Quantity, Ref, Text, Value
from workbook.domain.progress import State, lacks_field, missing, rule_holds, state
from workbook.domain.row_tests import passes
from workbook.domain.scoring import MARK
from workbook.domain.specs import FieldSpec, Instrument, Kind, Phase, Question, RowRule, View

DAY = TODAY.replace(month=12).isoformat()
DEPTH = 3
"""How many rows may be made for the sake of one another."""


class Walk:
    """One project and who fills it in.

    Args:
        chosen: the option to take for a field, by its path; else the first one that counts as itself.
    """

    def __init__(self, pack: Pack, chosen: Mapping[str, str]) -> None:
        self.scene = Scene(pack, people=False)
        self._chosen = chosen
        self._numbers = count(1)

    def answer(self, questions: Iterable[Question]) -> None:
        """What is mandatory among them is answered, and nothing else.

        Twice: a later answer can make an earlier question mandatory, and add rows that an earlier one asks more of.
        """
        listed = tuple(questions)
        for question in listed + listed:
            if not self.scene.project().mandatory(question):
                continue
            if question.view is not None:
                for rule in question.view.rules or (RowRule("at least one row"),):
                    self._satisfy(question, rule)
            elif state(self.scene.project(), question) is not State.DONE:
                self._fill(question)
            assert missing(self.scene.project(), question) == (), question.name

    def score(self, instrument: Instrument) -> None:
        """Full points for every item."""
        for item in (item for section in instrument.sections for item in section.questions):
            most = max(item.field(MARK).options, key=lambda option: Decimal(option.points))
            self.scene.do(SetAnswer(item.id, {MARK: Choice((most.id,))}))

    def fill_in(self, form: str, title: str) -> None:
        """A form from its opening to its end."""
        opened = self.scene.open(form, title)
        self.answer(self.scene.project().form(opened).questions)
        self.scene.do(CloseForm(opened))

    def review(self, phase: Phase) -> GateReview:
        """The gate as it stands."""
        return review(self.scene.project(), phase)

    def decide(self, phase: Phase) -> GateReview:
        """The gate passed by somebody who may."""
        assert phase.gate is not None
        project = self.scene.project()
        who = [row.id for row in project.rows("people") if passes(project.pack, row, phase.gate.decider)]
        self.scene.do(DecideGate(phase.id, phase.gate.passing[0], who[0], "All there.", author=who[0]), by=who[0])
        return self.review(phase)

    # Answers

    def _fill(self, question: Question) -> None:
        """The required fields, then those that become required by them; if none is, the first one."""
        values: dict[str, Value] = {}
        for _ in range(3):
            wanted = [f for f in question.fields if lacks_field(self.scene.project(), question, f, values)]
            for field in wanted if wanted or values else question.fields[:1]:
                values[field.name] = self._value(field, f"{question.id}:{field.name}")
            self.scene.do(SetAnswer(question.id, values, form=question.instance))

    def _value(self, field: FieldSpec, path: str, within: tuple[str, ...] = (), depth: int = 0) -> Value:
        match field.kind:
            case Kind.TEXT:
                return Text(f"Something {next(self._numbers)}")
            case Kind.CHOICE:
                return self._choice(field, path, within)
            case Kind.QUANTITY:
                return Quantity("1", field.unit or "%")
            case Kind.MOMENT:
                return Moment(f"{DAY}T12:00:00Z" if field.time else DAY)
            case Kind.FLAG:
                return Flag(True)
            case Kind.REF:
                return Ref(field.collection, self._referred(field, depth))
            case _:
                assert_never(field.kind)

    def _choice(self, field: FieldSpec, path: str, within: tuple[str, ...]) -> Choice:
        if field.every:
            return Choice(tuple(option.id for option in field.options))
        ids = [option.id for option in field.options if not option.counts_as and option.id in (within or [option.id])]
        return Choice((self._chosen.get(path, ids[0]),))

    def _referred(self, field: FieldSpec, depth: int) -> str:
        project = self.scene.project()
        fitting = [row.id for row in project.rows(field.collection) if passes(project.pack, row, field.only)]
        if fitting:
            return fitting[0]
        within = {test.column: test.options for test in field.only}
        columns = [c for c in project.pack.collection(field.collection).columns if c.required or c.name in within]
        return self._row(field.collection, columns, within, depth=depth + 1)

    # Rows

    def _satisfy(self, question: Question, rule: RowRule) -> None:
        view = question.view
        assert view is not None
        within = self._others(view) | {test.column: test.options for test in (*view.where, *rule.where)}
        if rule.every:
            self._complete(question, within)
        for _ in range(rule.at_least + 1):
            if rule_holds(self.scene.project(), question, rule):
                return
            self._row(view.collection, self._columns(question, within), within, question.instance)

    def _complete(self, question: Question, within: Mapping[str, tuple[str, ...]]) -> None:
        for row in self.scene.project().view_rows(question):
            columns = [c for c in self._columns(question, within) if c.name not in row.values]
            if columns:
                self._row(row.collection, columns, within, question.instance, row=row.id)

    def _columns(self, question: Question, within: Mapping[str, object]) -> list[FieldSpec]:
        """The required columns, and those that a test looks at."""
        assert question.view is not None
        required = {column.name for column in self.scene.pack.columns(question) if column.required}
        columns = self.scene.pack.collection(question.view.collection).columns
        return [c for c in columns if c.required or c.name in required or c.name in within]

    def _others(self, view: View) -> dict[str, tuple[str, ...]]:
        """The options by which no row is one of those that there must be none of."""
        found: dict[str, tuple[str, ...]] = {}
        for test in (rule.where[0] for rule in view.rules if rule.at_most == 0 and rule.where):
            column = self.scene.pack.collection(view.collection).column(test.column)
            found[test.column] = tuple(option.id for option in column.options if option.id not in test.options)
        return found

    def _row(
        self,
        collection: str,
        columns: Iterable[FieldSpec],
        within: Mapping[str, tuple[str, ...]],
        form: str = "",
        depth: int = 0,
        row: str = "",
    ) -> str:
        assert depth <= DEPTH, collection
        values: dict[str, Value | None] = {
            column.name: self._value(column, f"{collection}:{column.name}", within.get(column.name, ()), depth)
            for column in columns
        }
        (event,) = self.scene.do(SetRow(collection, values, row, form=form))
        return event.subject.row
