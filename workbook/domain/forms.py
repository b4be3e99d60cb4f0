"""Forms that repeat: each filled-in one (an incident, a review) is a thing of its own, opened, closed or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbook.domain.answers import read_answer
from workbook.domain.events import Event, Subject, display_order
from workbook.domain.ledger import Ledger
from workbook.domain.pack import Pack
from workbook.domain.specs import Form, Question


class FilledForm(NamedTuple):
    """One filled-in form.

    Attributes:
        id: of this one; form: what is filled in.
        number: 1 for the first of its kind in the project; dropped ones count, so that numbers stay.
        title: the text of its key field, or what it was called when it was opened.
        opened_at, closed_at: UTC times; the second is empty while it is open.
    """

    id: str
    form: Form
    cycle: str
    number: int
    title: str
    opened_at: str
    opened_by: str
    closed_at: str = ""
    closed_by: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still works on it."""
        return not self.closed_at

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, as they are asked in this one."""
        return tuple(question._replace(instance=self.id) for question in self.form.questions)


def filled_forms(ledger: Ledger, pack: Pack, cycles: Sequence[str]) -> tuple[FilledForm, ...]:
    """The filled-in forms of some cycles, oldest first, without those that were dropped.

    A form that the pack no longer has is left out; its events stay in the history.
    """
    forms = {form.id: form for phase in pack.phases for form in phase.forms}
    return tuple(found for found in _in_order(ledger, forms) if found.cycle in cycles)


def dropped_forms(ledger: Ledger, pack: Pack) -> frozenset[str]:
    """The ids of those that were opened in error: nothing in them counts."""
    subjects = _subjects(ledger, (form.id for phase in pack.phases for form in phase.forms))
    return frozenset(s.form for s in subjects if (_standing(ledger, s).body or {}).get("dropped"))


def _in_order(ledger: Ledger, forms: dict[str, Form]) -> Iterator[FilledForm]:
    opened = [(ledger.history(subject)[0], subject) for subject in _subjects(ledger, forms)]
    numbers: dict[str, int] = {}
    for event, subject in sorted(opened, key=lambda found: display_order(found[0])):
        numbers[subject.name] = number = numbers.get(subject.name, 0) + 1
        form = forms[subject.name]
        latest = _standing(ledger, subject)
        if not (latest.body or {}).get("dropped"):
            yield _read(ledger, form, event, latest, number)


def _subjects(ledger: Ledger, forms: Iterable[str]) -> list[Subject]:
    return [s for form in forms for s in ledger.subjects_named(form) if s.form and not s.row]


def _standing(ledger: Ledger, subject: Subject) -> Event:
    """What stands of a form: of several heads one that keeps it open, so that nothing is closed unseen."""
    heads = ledger.heads(subject)
    return next((head for head in heads if head.kind == "form.open"), heads[-1])


def _read(ledger: Ledger, form: Form, opened: Event, latest: Event, number: int) -> FilledForm:
    subject = opened.subject
    title = _key_text(ledger, form, subject) or str((opened.body or {}).get("title", ""))
    found = FilledForm(
        subject.form,
        form,
        subject.cycle,
        number,
        title or f"{form.noun} {number}",
        opened.at,
        opened.recorded_by,
    )
    closed = latest.kind == "form.close"
    return found._replace(closed_at=latest.at, closed_by=latest.recorded_by) if closed else found


def _key_text(ledger: Ledger, form: Form, subject: Subject) -> str:
    question, _, name = form.key.partition(":")
    heads = ledger.heads(Subject(question, subject.cycle, subject.form)) if question else ()
    return read_answer(heads[-1]).text(name) if heads else ""
