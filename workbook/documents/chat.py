"""What is sent around before and after a meeting: the agenda as Markdown, and a summary as plain text for a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbook.documents.inline import inline
from workbook.domain.answers import Row, is_open
from workbook.domain.commands import OpenMeeting
from workbook.domain.meetings.agenda import asked_of, open_parked, parked_title, unfinished
from workbook.domain.meetings.capture import day_words
from workbook.domain.meetings.closing import closing
from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import AgendaItem, Meeting, asked_in, known_question
from workbook.domain.primitives import Moment, Ref
from workbook.domain.project import Project
from workbook.text import one_line

_RECAP = "Recap: who does what until when, read aloud"


def agenda_markdown(project: Project, command: OpenMeeting) -> str:
    """The agenda of a meeting that was not opened yet, as Markdown to send around."""
    listed: dict[str, list[AgendaItem]] = {}
    for item in command.agenda:
        listed.setdefault(item.kind, []).append(item)
    lines = [f"# {inline(command.title)}", "", _about(project, command), ""]
    lines += _looking_back(project, listed.get("review", []))
    lines += _under("To discuss", _numbered(project, listed.get("discuss", [])))
    lines += _under("To go through, mark by mark", (f"- {inline(i.item)}{_box(i)}" for i in listed.get("sweep", [])))
    known = listed.get("confirm", [])
    lines += _under("To confirm: does it still hold?", (f"- {inline(item.item)}" for item in known))
    handed = listed.get("hand-out", [])
    lines += _under(
        "To find out beforehand", (f"- {inline(i.item)}{_owner(project, i)}: {_ask(project, i)}" for i in handed)
    )
    return "\n".join([*lines, f"The last minutes: {_RECAP[7:]}.", ""])


def summary_text(
    project: Project,
    meeting: Meeting,
    *,
    reasons: Mapping[str, str] | None = None,
    outcomes: Mapping[str, str] | None = None,
) -> str:
    """What came of a meeting, as plain text: what people read in a chat, without any markup.

    Args:
        reasons: said while it closes and not recorded yet: by row of an action, why it has no owner or no day.
        outcomes: the same by agenda row: carried, parked or dropped; what was not reached is carried otherwise.
    """
    came, reasons = happened(project, meeting), reasons or {}
    waiting = closing(project, meeting).left if outcomes is not None else ()
    becomes = {item.row: item.outcome for item in meeting.agenda}
    becomes |= {item.row: (outcomes or {}).get(item.row, "carried") for item in waiting}
    lines = [f"{one_line(meeting.title)} ({one_line(project.name)})"]
    if meeting.attendees:
        lines.append("There: " + ", ".join(_person(project, person, meeting) for person in meeting.attendees))
    lines += _listed("Decided", (_decision(row) for row in came.decisions))
    lines += _listed(
        "To do", (action_words(project, row, reasons.get(row.id, "")) for row in came.actions if is_open(row))
    )
    lines += _listed("Risks", (one_line(row.text("risk")) for row in came.risks))
    parked = [parked_title(project, row) for row in came.parked]
    lines += _listed("Parked", [*parked, *(one_line(i.item) for i in waiting if becomes[i.row] == "parked")])
    changed = [one_line(change.question.title) for change in came.answers if change.changed]
    lines += _listed("Changed", changed)
    answered = [one_line(change.question.title) for change in came.answers if not change.changed and change.after.given]
    if answered:
        lines += ["", f"Answered: {', '.join(answered)}"]
    filled = [one_line(project.pack.collection(table).title) for table in came.others]
    if filled:
        lines += ["", f"Filled in: {', '.join(filled)}"]
    for title, outcome in (("For the next meeting", "carried"), ("Left out", "dropped")):
        left = [one_line(item.item) for item in meeting.agenda if becomes[item.row] == outcome]
        if left:
            lines += ["", f"{title}: {', '.join(left)}"]
    return "\n".join(lines) + "\n"


def action_words(project: Project, row: Row, reason: str = "") -> str:
    """`Rerun tuning: Mei Tanaka, by Fri 27 Nov 2026`; what is missing is said, with the reason that was given."""
    why_not = row.text("note") or reason
    owner, due = row.values.get("owner"), row.values.get("due")
    who = one_line(project.person(owner.row)) if isinstance(owner, Ref) else "nobody yet"
    when = f"by {day_words(due.iso)}" if isinstance(due, Moment) else "no day yet"
    why = f" ({one_line(why_not)})" if why_not else ""
    return f"{one_line(row.text('action'))}: {who}, {when}{why}"


def _about(project: Project, command: OpenMeeting) -> str:
    about = asked_in(project, command.phase or command.about)
    leads = f" Led by **{inline(project.person(command.facilitator))}**." if command.facilitator else ""
    with_whom = [inline(project.person(person)) for person in command.attendees]
    invited = f" With {', '.join(with_whom)}." if with_whom else ""
    subject = f"{inline(project.name)}{': ' + inline(about) if about else ''}"
    return f"{subject}. {command.length} minutes.{leads}{invited}"


def _looking_back(project: Project, items: list[AgendaItem]) -> list[str]:
    tables = {item.question for item in items}
    actions = (f"- [ ] {inline(action_words(project, row))}" for row in unfinished(project) if "actions" in tables)
    parked = (f"- Parked: {inline(parked_title(project, row))}" for row in open_parked(project) if "parking" in tables)
    return _under(f"First{_minutes(sum(item.minutes or 0 for item in items))}", [*actions, *parked])


def _numbered(project: Project, items: Iterable[AgendaItem]) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        yield f"{number}. **{inline(item.item)}**{_box(item)}: {_ask(project, item)}"


def _ask(project: Project, item: AgendaItem) -> str:
    question = known_question(project, item.question)
    return inline(question.ask) if question else ""


def _box(item: AgendaItem) -> str:
    return _minutes(item.minutes or 0)


def _minutes(number: int) -> str:
    return f" ({number} {'minute' if number == 1 else 'minutes'})" if number else ""


def _owner(project: Project, item: AgendaItem) -> str:
    """Who was asked to find it out."""
    person = asked_of(project, item.question)
    return f" (**{inline(project.person(person))}**)" if person else ""


def _under(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", "", *found, ""] if found else []


def _listed(title: str, items: Iterable[str]) -> list[str]:
    found = list(items)
    return ["", f"{title}:", *(f"- {item}" for item in found)] if found else []


def _person(project: Project, person: str, meeting: Meeting) -> str:
    return one_line(project.person(person)) + (" (led)" if person == meeting.facilitator else "")


def _decision(row: Row) -> str:
    parts = [("why", row.text("why")), ("against it", row.text("dissent"))]
    told = "".join(f" ({name}: {one_line(text)})" for name, text in parts if text)
    return one_line(row.text("decision")) + told
