"""The view: one project as its ledger, its pack and the day make it. Lazy, and never changed.

Screens, documents, scores, gates and commands all read this; nothing else computes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, partial

from workbook.domain.answers import Answer, Row, Status, read_answer, read_row, said, says_nothing
from workbook.domain.conditions import Facts, RowTest, holds
from workbook.domain.cycles import Cycle, cycles, lineage
from workbook.domain.events import Event, Subject
from workbook.domain.forms import FilledForm, every_form, find_form
from workbook.domain.kept import Kept, kept_property
from workbook.domain.ledger import Ledger
from workbook.domain.naming import find_row, name_row
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice, Context, show
from workbook.domain.row_tests import passes
from workbook.domain.specs import AT, Collection, FieldSpec, Question, View
from workbook.errors import Refused, UnknownName

WORDING = "~wording"
"""What follows a question's id in the subject of its polished wording."""


class Project:
    """One project, seen in one cycle.

    Args:
        id: the project's id.
        ledger: its folded events, perhaps only those up to some moment.
        pack: the questions it is asked.
        today: what dates are held against.
        cycle: the cycle to look at; the newest when empty.

    Attributes:
        kept: what was reckoned of it so far, and what `plus` took over.
    """

    def __init__(self, id: str, ledger: Ledger, pack: Pack, today: date, cycle: str = "") -> None:
        self.id = id
        self.ledger = ledger
        self.pack = pack
        self.today = today
        self._cycle = cycle
        self.kept = Kept()

    def plus(self, events: Iterable[Event]) -> Project:
        """The project with more events. What they do not touch is taken over, and not reckoned anew."""
        new = tuple(events)
        longer = Project(self.id, self.ledger.plus(new), self.pack, self.today, self._cycle)
        longer.kept = self.kept.after(new)
        return longer

    # What it is

    @kept_property
    def name(self) -> str:
        """The project's name."""
        return str((self.ledger.body(Subject("project")) or {}).get("name", ""))

    @kept_property
    def cycles(self) -> tuple[Cycle, ...]:
        """v1, v2 ..., oldest first."""
        return cycles(self.ledger)

    @kept_property
    def cycle(self) -> Cycle:
        """The cycle that is looked at."""
        for cycle in reversed(self.cycles):
            if self._cycle in ("", cycle.id, cycle.title):
                return cycle
        if self._cycle:
            raise UnknownName("cycle", self._cycle, (cycle.title for cycle in self.cycles))
        return Cycle("", "", "")

    @kept_property
    def lineage(self) -> tuple[str, ...]:
        """The ids of this cycle and of those before it, newest first."""
        return lineage(self.cycles, self.cycle.id)

    @property
    def changed_at(self) -> str:
        """When something was last recorded, in UTC; empty for a project without history."""
        return self.ledger.changed_at

    @kept_property
    def forms(self) -> tuple[FilledForm, ...]:
        """Every filled-in form of this cycle and of those before it, oldest first, without those that were dropped."""
        return tuple(form for form in self.forms_ever if not form.dropped)

    @kept_property
    def forms_ever(self) -> tuple[FilledForm, ...]:
        """The same with those that were dropped."""
        return tuple(form for form in self.every_form if form.cycle in self.lineage)

    @kept_property
    def every_form(self) -> tuple[FilledForm, ...]:
        """Those of every cycle, dropped ones too."""
        return every_form(self.ledger, self.pack)

    @kept_property
    def questions(self) -> tuple[Question, ...]:
        """Every question that can be answered here: those of phases and instruments, then those of filled-in forms."""
        return (*(q for q in self.pack.questions if not q.form), *(q for form in self.forms for q in form.questions))

    def question(self, name: str) -> Question:
        """The question of that id or code; `post.pm-summary@ID` is asked in one filled-in form.

        Raises:
            UnknownName: nothing has that name; says the nearest. Refused: the form does not ask it.
        """
        question_id, _, instance = name.partition(AT)
        question = self.pack.question(question_id)
        if not instance:
            return question
        form = self.form(instance)
        if form.form.id != question.form:
            raise Refused(f"{form.title} does not ask this.", where=question.id)
        return question._replace(instance=form.id)

    def around(self, question: Question) -> tuple[Question, ...]:
        """The questions that it is asked among: those of its filled-in form, or of its phase or instrument."""
        if question.instance:
            return self.form(question.instance).questions
        return tuple(q for section in self.pack.area(question.area).sections for q in section.questions)

    def form(self, name: str) -> FilledForm:
        """The filled-in form of that title, number or id, or of the beginning of one. Raises UnknownName, BadInput."""
        return find_form(self.forms, name)

    # What was answered

    def subject(self, question_id: str, form: str = "") -> Subject:
        """What an answer to the question is about: in this cycle, or in the cycle of its form."""
        return Subject(question_id, self._cycle_of(form), form)

    def answer(self, question_id: str, form: str = "") -> Answer:
        """The current answer; an open one when nobody answered, a carried one from an earlier cycle."""
        return self.kept.get(("answer", question_id, form), lambda: self._read_answer(question_id, form))

    def wording(self, question_id: str, form: str = "") -> str:
        """The polished wording, where somebody polished what is said now.

        A wording falls away with the words that it polished, and stands again when they do.
        """
        for cycle in self._cycles_for(form):
            heads = self.ledger.heads(Subject(question_id + WORDING, cycle, form))
            if len(heads) > 1:
                return ""
            if heads and not says_nothing(heads[0]):
                return read_answer(heads[0]).text() if self._still_said(heads[0], question_id, form) else ""
        return ""

    def answer_heads(self, question_id: str, form: str = "") -> tuple[str, ...]:
        """The events that the current answer stands on: those of an earlier cycle, while it is carried."""
        return tuple(head.id for head in self._standing(question_id, form))

    def answer_to(self, question: Question) -> Answer:
        """The current answer to a question, within the form that it is asked in."""
        return self.answer(question.id, question.instance)

    def seen(self, question: Question) -> tuple[str, ...]:
        """The heads that somebody who looks at the question is shown: its own, and what it builds on."""
        own = self.ledger.head_ids(self.subject(question.id, question.instance))
        return own + tuple(head for shown in question.shows for head in self._heads_of(shown, question.instance))

    def beside(self, question: Question, question_id: str) -> Question:
        """Another question as it is meant from within this one: of the same filled-in form, where it is one of its."""
        other = self.pack.question(question_id)
        return other._replace(instance=question.instance) if other.form else other

    # Rows

    def rows(self, collection_id: str) -> tuple[Row, ...]:
        """The rows of a collection, in order, without the removed ones."""
        return self.kept.get(("rows", collection_id), lambda: self._read_rows(self.pack.collection(collection_id)))

    def row(self, collection_id: str, row_id: str) -> Row:
        """One row by its id (or the beginning of it). Raises UnknownName."""
        found = [row for row in self.rows(collection_id) if row.id == row_id]
        found = found or [row for row in self.rows(collection_id) if row_id and row.id.startswith(row_id)]
        if len(found) != 1:
            raise UnknownName("row", row_id, (row.id for row in self.rows(collection_id)), where=collection_id)
        return found[0]

    def view_rows(self, question: Question) -> tuple[Row, ...]:
        """The rows that a table question shows."""
        view = question.view
        return self.kept.get(("view", question.name), partial(self._read_view, question, view)) if view else ()

    def missing_columns(self, question: Question, row: Row) -> tuple[str, ...]:
        """The labels of required columns that the row does not fill in."""
        columns = self.pack.columns(question)
        return tuple(c.label or c.name for c in columns if c.required and c.name not in row.values)

    def row_name(self, row: Row) -> str:
        """What a row is called: the text of its collection's key column."""
        collection = self.pack.collection(row.collection)
        value = row.values.get(collection.key)
        return show(collection.column(collection.key), value, self.context) if value is not None else ""

    @cached_property
    def context(self) -> Context:
        """What parsers need: the day, and the names of rows."""
        return Context(self.today, partial(find_row, self), partial(name_row, self))

    def person(self, person_id: str) -> str:
        """The name of a person; `somebody` when the record no longer tells."""
        return (name_row(self, "people", person_id) if person_id else "") or "somebody"

    # Rules

    @cached_property
    def facts(self) -> Facts:
        """What conditions ask."""
        return self.facts_in("")

    def facts_in(self, form: str) -> Facts:
        """What conditions ask within a filled-in form: its own questions are answered there."""
        return Facts(partial(self._chosen, form), self._order, partial(self._answered, form), self._count)

    def applies(self, question: Question) -> bool:
        """Whether the question is asked: what is not known yet does not hide it."""
        return holds(question.applies, self._facts_for(question)) is not False

    def mandatory(self, question: Question) -> bool:
        """Whether the gate asks for it: the core always, others once it is known that they must be answered."""
        if not self.applies(question):
            return False
        return question.core or holds(question.mandatory, self._facts_for(question)) is True

    def requires(self, question: Question, field: FieldSpec) -> bool:
        """Whether the answer is incomplete without the field."""
        return field.required or holds(field.needed, self._facts_for(question)) is True

    # Inside

    @kept_property
    def _dropped_forms(self) -> frozenset[str]:
        return frozenset(form.id for form in self.every_form if form.dropped)

    def _facts_for(self, question: Question) -> Facts:
        return self.facts_in(question.instance) if question.instance else self.facts

    def _cycle_of(self, form: str) -> str:
        return next((found.cycle for found in self.forms if found.id == form), self.cycle.id) if form else self.cycle.id

    def _cycles_for(self, form: str) -> tuple[str, ...]:
        """The cycles in which an answer may stand, newest first; a filled-in form never leaves its own."""
        return (self._cycle_of(form),) if form else self.lineage or ("",)

    def _read_answer(self, question_id: str, form: str) -> Answer:
        heads = self._standing(question_id, form)
        if len(heads) > 1:
            return Answer(question_id, conflict=tuple(read_answer(head) for head in heads))
        if heads:
            return self._settled(read_answer(heads[0]), question_id, form, heads[0].subject.cycle)
        return Answer(question_id)

    def _standing(self, question_id: str, form: str) -> tuple[Event, ...]:
        """The heads of the answer in the newest cycle that has one; one that was taken back is none."""
        for cycle in self._cycles_for(form):
            heads = self.ledger.heads(Subject(question_id, cycle, form))
            if len(heads) > 1 or (heads and not says_nothing(heads[0])):
                return heads
        return ()

    def _settled(self, answer: Answer, question_id: str, form: str, cycle: str) -> Answer:
        answer = answer._replace(wording=self.wording(question_id, form) if answer.given else "")
        if form or cycle == self.cycle.id or answer.status is not Status.ANSWERED:
            return answer
        return answer._replace(status=Status.CARRIED, carried_from=cycle)

    def _still_said(self, wording: Event, question_id: str, form: str) -> bool:
        """Whether the answer says what it said when it was worded."""
        seen = (self.ledger.event(event_id) for event_id in wording.seen)
        worded = [said(event) for event in seen if event and event.subject.name == question_id]
        return not worded or any(said(head) in worded for head in self._standing(question_id, form))

    def _heads_of(self, question_id: str, form: str) -> tuple[str, ...]:
        question = self.pack.question(question_id)
        question = question._replace(instance=form if question.form else "")
        if question.view is not None:
            return tuple(head for row in self.view_rows(question) for head in self.ledger.head_ids(row.subject))
        return self.answer_heads(question_id, question.instance)

    def _read_rows(self, collection: Collection) -> tuple[Row, ...]:
        newest: dict[str, Subject] = {}
        wanted = ("",) if collection.scope == "project" else self.lineage
        for subject in self.ledger.subjects_named(collection.id):
            if subject.row and subject.cycle in wanted and subject.form not in self._dropped_forms:
                other = newest.get(subject.row)
                if other is None or wanted.index(subject.cycle) < wanted.index(other.cycle):
                    newest[subject.row] = subject
        rows = (self._read_row(subject) for subject in newest.values())
        return tuple(sorted((row for row in rows if not row.removed), key=lambda row: (row.order, row.id)))

    def _read_view(self, question: Question, view: View) -> tuple[Row, ...]:
        rows = (row for row in self.rows(view.collection) if passes(self.pack, row, view.where))
        own = bool(question.form) and (view.own or self.pack.collection(view.collection).scope == "form")
        return tuple(row for row in rows if not own or row.subject.form == question.instance)

    def _read_row(self, subject: Subject) -> Row:
        versions = tuple(self._read_version(head) for head in self.ledger.heads(subject))
        standing = [version for version in versions if not version.removed] or list(versions)
        return standing[0]._replace(conflict=versions if len(versions) > 1 else ())

    def _read_version(self, head: Event) -> Row:
        """The row as one event says it; of an erased one, what the erasure kept."""
        row = read_row(head)
        erasure = self.ledger.erased.get(head.id) if row.erased else None
        kept = (erasure.body or {}) if erasure else {}
        return row._replace(order=str(kept.get("order", row.order)), removed=bool(kept.get("removed", row.removed)))

    def _answered(self, form: str, question_id: str) -> bool:
        question = self.pack.question(question_id)
        question = question._replace(instance=form if question.form else "")
        return self.answer_to(question).given or bool(self.view_rows(question))

    def _count(self, collection_id: str, tests: tuple[RowTest, ...]) -> int:
        return sum(passes(self.pack, row, tests) for row in self.rows(collection_id))

    def _chosen(self, form: str, path: str) -> tuple[str, ...] | None:
        """The options chosen; None while nothing is, also where the pack lost what was."""
        question, field = self.pack.field(path)
        answer = self.answer(question.id, form if question.form else "")
        value = answer.values.get(field.name)
        if not answer.given or not isinstance(value, Choice):
            return None
        counts_as = {option.id: option.counts_as or option.id for option in field.options}
        return tuple(counts_as[chosen] for chosen in value.chosen if chosen in counts_as) or None

    def _order(self, path: str) -> tuple[str, ...]:
        _, field = self.pack.field(path)
        return tuple(option.id for option in field.options)
