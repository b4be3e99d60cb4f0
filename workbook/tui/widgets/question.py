"""The question, big and alone: what is asked, why, what was said; and its editor when it is edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from workbook.domain.answers import Answer, Status
from workbook.domain.early import early_at
from workbook.domain.flags import moved_under
from workbook.domain.hands import words
from workbook.domain.meetings.agenda import asked_of, asking
from workbook.domain.meetings.capture import day_words
from workbook.domain.offers import Offered, offered
from workbook.domain.primitives import Choice, Moment, Text
from workbook.domain.progress import State, missing, state
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import FieldSpec, Kind, Question
from workbook.text import one_line
from workbook.tui.editors.columns import TableRow
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.offered import OfferLine
from workbook.tui.editors.table import TableEditor
from workbook.tui.widgets.figures import early_lines, figure_lines
from workbook.tui.widgets.steady import Column, Words
from workbook.tui.words import (
    IN_WORDS,
    SYMBOLS,
    day,
    plain,
    read_text,
    row_line,
    said,
    subject_title,
    value_text,
    values_line,
)

_FEW = 3


class QuestionPane(Column, can_focus=False):
    """A question that is edited; what is only read is a page (see `question_content`)."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = Vertical(id="editor-place")
        self._project: Project | None = None

    def compose(self) -> ComposeResult:
        """The question, its editor, and who answered last."""
        yield Words(id="asked", markup=False)
        yield self._place
        yield Words(id="foot", markup=False)

    @property
    def form(self) -> AnswerForm | None:
        """The open form, if one is open."""
        return next((child for child in self._place.children if isinstance(child, AnswerForm)), None)

    @property
    def table(self) -> TableEditor | None:
        """The open table, if one is open."""
        return next((child for child in self._place.children if isinstance(child, TableEditor)), None)

    @property
    def editing(self) -> bool:
        """Whether an editor is open."""
        return self.form is not None or self.table is not None

    def show(self, project: Project, question: Question, *, close: bool = False) -> None:
        """Shows the question anew; its editor stays open.

        Args:
            close: without lines between its parts, where there is little room.
        """
        self._project = project
        self.query_one("#asked", Words).update(_joined(_asked(project, question, close)))
        foot = _foot(project, question)
        self.query_one("#foot", Words).update(foot)
        self.query_one("#foot", Words).display = bool(foot)
        table = self.table
        if table is not None:
            table.context = project.context
            table.show(table_rows(project, question), offers=offers(project, question))

    async def edit(
        self,
        project: Project,
        question: Question,
        texts: Mapping[str, str],
        row_drafts: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Opens the editor of the question, with texts by field; of a table, with its unsaved rows."""
        await self.close()
        self._project = project
        if question.view is not None:
            collection = project.pack.collection(question.view.collection)
            columns = project.pack.columns(question)
            table = TableEditor(collection, columns, project.context, self._names, offers(project, question))
            await self._place.mount(table)
            table.show(table_rows(project, question), row_drafts)
            table.focus_rows()
        else:
            form = AnswerForm(question.fields, texts, project.context, self._names)
            await self._place.mount(form)
            form.focus_field()
        self.scroll_home(animate=False)

    async def close(self) -> None:
        """Closes the editor, if one is open."""
        if self.editing:
            await self._place.remove_children()

    def _names(self, field: FieldSpec) -> Sequence[str]:
        """The names to offer, those of a person who was just added among them."""
        return names_for(self._project, field) if self._project is not None else ()


def question_content(project: Project, question: Question, *, draft: bool = False, close: bool = False) -> Content:
    """A question as it is read: what is asked, why, what was said, by whom.

    Args:
        draft: an unsaved draft of its answer is kept.
        close: without lines between the question's parts, where there is little room.
    """
    asked = _asked(project, question, close, draft=draft)
    return _joined([*asked, _said(project, question), _foot(project, question)])


def _asked(project: Project, question: Question, close: bool, *, draft: bool = False) -> list[Content]:
    """What stands above an answer: the question, what to know about its answer, what the workbook works out."""
    parts = [_kicker(project, question), plain(question.ask, "bold"), plain(question.why, "$muted")]
    head = Content("\n" if close else "\n\n").join(part for part in parts if part)
    return [head, _banner(project, question, draft), Content("\n").join(figure_lines(project, question))]


def _joined(parts: Sequence[Content]) -> Content:
    return Content("\n\n").join(part for part in parts if part)


def answer_texts(project: Project, question: Question) -> dict[str, str]:
    """The answer as a person would type it, by field."""
    answer = project.answer_to(question)
    return {field.name: value_text(project, field, answer.values.get(field.name)) for field in question.fields}


def names_for(project: Project, field: FieldSpec) -> Sequence[str]:
    """The names to offer for a reference."""
    rows = (row for row in project.rows(field.collection) if passes(project.pack, row, field.only))
    return [name for name in map(project.row_name, rows) if name]


def offers(project: Project, question: Question) -> list[OfferLine]:
    """The rows that a table question offers, as texts: the name, then its words and numbers before all else."""
    shown = (column for column in project.pack.columns(question) if column.kind not in (Kind.CHOICE, Kind.REF))
    columns = tuple(shown)
    return [
        OfferLine(one.name, _rest(project, columns, one), ", ".join(one.sources)) for one in offered(project, question)
    ]


def _rest(project: Project, columns: tuple[FieldSpec, ...], one: Offered) -> str:
    new = {name: value for name, value in one.values.items() if value != Text(one.name)}
    return values_line(project, columns, new)


def table_rows(project: Project, question: Question) -> list[TableRow]:
    """The rows of a table question as texts."""
    columns = project.pack.columns(question)
    return [
        TableRow(
            row.id,
            {column.name: value_text(project, column, row.values.get(column.name)) for column in columns},
            project.missing_columns(question, row),
            bool(row.conflict),
            project.ledger.head_ids(row.subject),
        )
        for row in project.view_rows(question)
    ]


def _kicker(project: Project, question: Question) -> Content:
    section = project.pack.section_of(question)
    beside = [q for q in project.around(question) if q.section == question.section]
    asked = [q.id for q in beside if q.id == question.id or state(project, q) is not State.HIDDEN]
    place = f"{asked.index(question.id) + 1} of {len(asked)}"
    parts: list[tuple[str, str]] = [(f"{section.title}  {place}", "$muted")]
    if question.killer:
        parts.append(("   ★ killer", "$warning"))
    if project.mandatory(question):
        parts.append(("   core" if question.core else "   for the gate", "$faint"))
    return Content.assemble(*parts)


def _banner(project: Project, question: Question, draft: bool) -> Content:
    lines = []
    answer = project.answer_to(question)
    if state(project, question) is State.CONFLICT:
        lines.append(Content.styled("▲ Two versions stand against each other. c compares and settles.", "$error"))
    if answer.status is Status.CARRIED:
        lines.append(Content.styled("↻ Carried over from an earlier version. Press y to confirm it.", "$warning"))
    asked = asking(project, question.name)
    if asked is not None:
        due = asked.values.get("due")
        by = f", by {day_words(due.iso)}" if isinstance(due, Moment) else ""
        lines.append(plain(f"⇢ {one_line(project.person(asked_of(project, question.name)))} is asked{by}", "$muted"))
    stale = moved_under(project, question)
    for found in stale[:_FEW]:
        what = found.about or subject_title(project, found.name)
        row = f"{found.row}: " if found.row not in ("", what) else ""
        change = f": {found.change}" if found.change else "."
        lines.append(plain(f"▲ {row}“{what}” changed since{change}", "$warning"))
    if stale:
        more = f"and {len(stale) - _FEW} more; " if len(stale) > _FEW else ""
        lines.append(Content.styled(f"  {more}y says that it still holds", "$muted"))
    lines += early_lines(project, early_at(project, question))
    if draft:
        lines.append(Content.styled("✎ An unsaved draft is kept here. Press enter to go on with it.", "$accent"))
    return Content("\n").join(lines)


def _said(project: Project, question: Question) -> Content:
    return Content("\n").join(_said_lines(project, question))


def _said_lines(project: Project, question: Question) -> Iterator[Content]:
    answer = project.answer_to(question)
    where = state(project, question)
    if answer.erased:
        yield Content.styled("The text was erased.", "$muted italic")
    if where in (State.UNKNOWN, State.LATER, State.PARKED, State.NOT_APPLICABLE):
        sign, style = SYMBOLS[where]
        reason = f": {answer.reason}" if answer.reason else ""
        yield Content.assemble((f"{sign} ", style), plain(IN_WORDS[where].capitalize() + reason, style))
    if question.view is not None:
        yield from _table_lines(project, question)
        yield from _offered_line(project, question)
    elif answer.conflict:
        yield from _versions(project, question, answer)
    else:
        yield from _value_lines(project, question, answer)
    lacks = missing(project, question)
    if where is State.STARTED and lacks:
        yield Content("")
        yield Content.styled("◐ still needed: " + ", ".join(lacks), "$warning")
    if where is State.OPEN:
        yield Content.styled("Enter to answer.", "$muted")


def _value_lines(project: Project, question: Question, answer: Answer) -> Iterator[Content]:
    shown = [(f, read_text(project, f, answer.values.get(f.name))) for f in question.fields]
    given = [(field, text) for field, text in shown if text]
    for place, (field, text) in enumerate(given):
        if len(question.fields) > 1:
            if place:
                yield Content("")
            yield Content.styled(field.label or field.name, "$muted")
        value = answer.values.get(field.name)
        yield from _ticked(field, value) if field.several and isinstance(value, Choice) else (plain(text),)
    if words(question, answer):
        yield Content("")
        yield plain(f"Fingers: {words(question, answer)}", "$muted")
    if answer.wording:
        yield Content("")
        yield Content.styled("Worded for documents", "$muted")
        yield plain(answer.wording)


def _ticked(field: FieldSpec, value: Choice) -> Iterator[Content]:
    """Each choice on a line of its own; of a checklist also what is not ticked."""
    for option in field.options:
        if option.id in value.chosen:
            yield Content.assemble(("✓ ", "$success"), plain(option.label))
        elif field.every:
            yield Content.assemble(("○ ", "$warning"), plain(option.label, "$muted"))


def _versions(project: Project, question: Question, answer: Answer) -> Iterator[Content]:
    """The answers that stand against each other, and whose they are."""
    for place, version in enumerate(answer.conflict):
        if place:
            yield Content("")
        yield plain(f"{project.person(version.recorded_by)}, {day(version.at, project.today)}", "$muted")
        yield plain(said(project, question, version) or version.status.value)


def _table_lines(project: Project, question: Question) -> Iterator[Content]:
    columns = project.pack.columns(question)
    for row in project.view_rows(question):
        name = project.pack.collection(row.collection).key
        key = project.row_name(row) or "(no name)"
        rest = row_line(project, tuple(column for column in columns if column.name != name), row)
        lacks = project.missing_columns(question, row)
        sign = ("▲", "$error") if row.conflict else ("◐", "$warning") if lacks else ("•", "$muted")
        yield Content.assemble(sign, " ", plain(key, "bold"), "  ", plain(rest, "$muted"))


def _offered_line(project: Project, question: Question) -> Iterator[Content]:
    """What earlier answers offer to the table, by name; enter opens it, and there a key takes each."""
    names = [one.name for one in offered(project, question) if one.sources]
    if names:
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        yield Content("")
        yield Content.assemble(("+ offered: ", "$accent"), plain(", ".join(names[:_FEW]) + more, "$muted"))


def _foot(project: Project, question: Question) -> Content:
    answer = project.answer_to(question)
    if not answer.at:
        return Content("")
    parts: list[Content | tuple[str, str]] = []
    if answer.confidence:
        parts.append((f"{answer.confidence}   ", "$secondary"))
    if answer.note:
        parts.append(plain(f"{answer.note}\n", "$muted"))
    for row in project.rows("evidence"):
        if row.text("about") == question.name:
            parts.append(plain(f"evidence  {row.text('link') or row.text('what')}\n", "$primary"))
    who = project.person(answer.recorded_by)
    said = project.person(answer.answered_by)
    by = who if said == who else f"{said}, recorded by {who}"
    parts.append(plain(f"{by}, {day(answer.at, project.today)}", "$faint"))
    return Content.assemble(*parts)
