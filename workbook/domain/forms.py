"""Forms that repeat: each filled-in one (an incident, a review) is a thing of its own, opened, closed or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.domain.answers import read_answer
from workbook.domain.events import Event, Subject, display_order
from workbook.domain.ledger import Ledger
from workbook.domain.pack import Pack
from workbook.domain.specs import Form, Question
from workbook.errors import BadInput, UnknownName
from workbook.named import NamedTuple

_SHORTEST_ID = 4
"""Of an id that is named by its beginning: shorter ones could be the beginning of a title."""


class FilledForm(NamedTuple):
    """One filled-in form.

    Attributes:
        id: of this one; form: what is filled in.
        number: 1 for the first of its kind in the project; dropped ones count, so that numbers stay.
        title: the text of its key field, or what it was called when it was opened.
        opened_at, closed_at: UTC times; the second is empty while it is open.
        dropped: it was opened in error, nothing in it counts; `reason` says why.
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
    dropped: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """What it is called where its title does not tell: `incident 2`."""
        return f"{self.form.noun} {self.number}"

    @property
    def open(self) -> bool:
        """Whether somebody still works on it."""
        return not self.closed_at

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, as they are asked in this one."""
        return tuple(question._replace(instance=self.id) for question in self.form.questions)


def every_form(ledger: Ledger, pack: Pack) -> tuple[FilledForm, ...]:
    """Every filled-in form of every cycle, oldest first; those that were dropped too: history speaks of them.

    A form that the pack no longer has is left out; its events stay in the history.
    """
    return tuple(_in_order(ledger, {form.id: form for form in pack.forms}))


def find_form(forms: Iterable[FilledForm], name: str) -> FilledForm:
    """The one of that id or title, else `incident 2` or `2`, else whose title or id begins so.

    Raises:
        UnknownName: there is none; says the nearest. BadInput: several fit.
    """
    known, wanted = tuple(forms), name.casefold()
    for found in (
        [form for form in known if name in (form.id, form.title)],
        [form for form in known if form.title.casefold() == wanted],
        [form for form in known if wanted in (form.name.casefold(), str(form.number))],
        [form for form in known if wanted and form.title.casefold().startswith(wanted)],
        [form for form in known if len(name) >= _SHORTEST_ID and form.id.startswith(name)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{form.title} ({form.name})" for form in found)
            raise BadInput(f"Several forms are called {name!r}: {several}.", hint="Type more of it, or its number.")
    raise UnknownName("filled-in form", name, (form.title for form in known))


def _in_order(ledger: Ledger, forms: dict[str, Form]) -> Iterator[FilledForm]:
    opened = [(ledger.history(subject)[0], subject) for subject in _subjects(ledger, forms)]
    numbers: dict[str, int] = {}
    for event, subject in sorted(opened, key=lambda found: display_order(found[0])):
        numbers[subject.name] = number = numbers.get(subject.name, 0) + 1
        yield _read(ledger, forms[subject.name], event, _standing(ledger, subject), number)


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
    if latest.kind != "form.close":
        return found
    body = latest.body or {}
    dropped, reason = bool(body.get("dropped")), str(body.get("reason", ""))
    return found._replace(closed_at=latest.at, closed_by=latest.recorded_by, dropped=dropped, reason=reason)


def _key_text(ledger: Ledger, form: Form, subject: Subject) -> str:
    question, _, name = form.key.partition(":")
    heads = ledger.heads(Subject(question, subject.cycle, subject.form)) if question else ()
    return read_answer(heads[-1]).text(name) if heads else ""
