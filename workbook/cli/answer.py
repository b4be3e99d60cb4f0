"""`answer`: one answer, or one of the gestures beside answering."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.output import print_json, tell
from workbook.cli.words import in_form, short
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import LIMIT, one_line

if TYPE_CHECKING:
    from workbook.application.workbook import Recorded
    from workbook.cli.session import Session
    from workbook.domain.answers import Status
    from workbook.domain.commands import SetAnswer, SetWording
    from workbook.domain.project import Project
    from workbook.domain.specs import Question


class Given(NamedTuple):
    """What stood on the command line beside the question."""

    value: str | None
    note: str | None
    confidence: str | None
    evidence: tuple[str, ...]
    by: str
    unknown: bool
    na: str | None
    park: bool
    later: bool
    owner: str
    due: str
    hands: str


@click.command(
    "answer",
    cls=Command,
    help="Record an answer. ID is a question's id or code, or question:field. VALUE is text, an option, a number with "
    "its unit, a day, or a person's name; '-' reads it from stdin; a question with several fields takes JSON. Put -- "
    "before a value that begins with a dash. A question of a form needs --form, or is named as ID@TITLE.",
    examples=[
        'answer kickoff.problem "Read all reviews for us." --by Ana',
        'answer kickoff.environment:latency "250 ms" --confidence measured',
        'answer kickoff.scope \'{"in-scope": "Shoes", "out-of-scope": "Coats"}\'',
        "answer kickoff.limits --unknown --owner Raj --due fri",
        'answer joel.9 --na "We do not hire"',
        "answer kickoff.why-now - < why-now.txt",
        'answer post.pm-summary "Sizes were renamed." --form "Size codes"',
    ],
)
@click.argument("id", shell_complete=complete.questions)
@click.argument("value", required=False)
@click.option(
    "--form", metavar="TITLE", default="", shell_complete=complete.filled_forms, help="The filled-in form it is about."
)
@click.option("--note", metavar="TEXT", help="A note beside the answer.")
@click.option("--confidence", type=click.Choice(["guess", "estimate", "measured"]), help="How sure you are.")
@click.option("--evidence", metavar="LINK", multiple=True, help="A link, path or commit that backs it; several times.")
@click.option("--hands", metavar="SIGNS", default="", help="A show of fingers, one sign a person: '0 ½ ½ 1'.")
@click.option("--by", metavar="PERSON", default="", help="Who said so, when that is not you.")
@click.option("--unknown", is_flag=True, help="Not known yet: becomes an action item.")
@click.option("--na", metavar="REASON", help="Not applicable, and why.")
@click.option("--park", is_flag=True, help="Park it: the meeting goes on.")
@click.option("--later", is_flag=True, help="Leave it for later.")
@click.option("--owner", metavar="PERSON", default="", help="With --unknown: who finds out.")
@click.option("--due", metavar="DAY", default="", help="With --unknown: until when; 2026-11-27, fri, 2w.")
@click.option("--wording", metavar="TEXT", help="Polished words for documents; what was said stays.")
@click.pass_obj
def answer(session: Session, /, id: str, form: str, wording: str | None, **options: object) -> None:
    """Records what stands on the command line."""
    from workbook.application.names import split_field
    from workbook.domain.asking import asked

    given = Given(**options)  # type: ignore[arg-type]
    project = session.project_to_change()
    name, field = split_field(project, id)
    question = asked(project, name, form)
    command: SetWording | SetAnswer
    if wording is not None:
        command = _wording(question, wording, field, given)
    else:
        command = _command(project, question, field, given)
    _done(session, session.writing.record(project.id, command), question)


def _command(project: Project, question: Question, field: str, given: Given) -> SetAnswer:
    from workbook.domain.answers import Status
    from workbook.domain.commands import SetAnswer
    from workbook.domain.primitives import Confidence

    status = _status(given)
    if status is not None:
        command = SetAnswer(question.id, status=status, reason=given.na or "")
    elif given.value is not None:
        command = _from_value(project, question.name + (f":{field}" if field else ""), given.value)
    else:
        command = _unchanged(project, question, given)
    if command.status is not Status.UNKNOWN and (given.owner or given.due):
        raise click.UsageError("--owner and --due go with --unknown.", click.get_current_context())
    return command._replace(
        form=question.instance,
        seen=project.seen(question),
        note=given.note,
        confidence=Confidence(given.confidence) if given.confidence else None,
        evidence=given.evidence,
        said_by=_person(project, given.by),
        owner=_person(project, given.owner),
        due=_day(project, given.due),
        hands=_hands(question, field, given.hands),
    )


def _status(given: Given) -> Status | None:
    """The gesture that was asked for; None for a plain answer."""
    from workbook.domain.answers import Status

    gestures = {
        Status.UNKNOWN: given.unknown,
        Status.NOT_APPLICABLE: given.na is not None,
        Status.PARKED: given.park,
        Status.LATER: given.later,
    }
    asked = [status for status, wanted in gestures.items() if wanted]
    if len(asked) > 1 or (asked and given.value is not None):
        message = "Give a value, or one of --unknown, --na, --park, --later."
        raise click.UsageError(message, click.get_current_context())
    return asked[0] if asked else None


def _unchanged(project: Project, question: Question, given: Given) -> SetAnswer:
    """The answer that stands, for a note, a confidence or evidence alone."""
    from workbook.domain.answers import Status
    from workbook.domain.commands import SetAnswer

    before = project.answer_to(question)
    beside = given.note is not None or given.confidence or given.evidence or given.hands
    if not beside or before.status is Status.OPEN:
        hint = "Give a value ('-' reads stdin), or --unknown, --na REASON, --park or --later."
        raise InvalidValue("There is nothing to record.", where=question.id, hint=hint)
    kept = Status.ANSWERED if before.given else before.status
    return SetAnswer(question.id, status=kept, reason=before.reason)


def _from_value(project: Project, name: str, value: str) -> SetAnswer:
    from workbook.application.typed import answer_from_line

    return answer_from_line(project, name, read_stdin() if value == "-" else value)


def read_stdin() -> str:
    """All of stdin, as UTF-8 text. Raises InvalidValue when it is none, or too long for any answer."""
    data = sys.stdin.buffer.read(LIMIT * 4 + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidValue("This is no UTF-8 text.", where="stdin", hint=f"Byte {error.start} does not fit.") from error
    return text


def _hands(question: Question, field: str, typed: str) -> dict[str, tuple[str, ...]]:
    """What each person showed, by the field that it was shown for."""
    from workbook.domain.hands import field_of, parse_hands

    if not typed:
        return {}
    shown = field_of(question, field)
    return {shown.name: parse_hands(shown, typed)}


def _person(project: Project, name: str) -> str:
    from workbook.application.names import person

    return person(project, name) if name else ""


def _day(project: Project, typed: str) -> str:
    from workbook.application.names import day

    return day(project, typed, where="--due") if typed else ""


def _wording(question: Question, wording: str, field: str, given: Given) -> SetWording:
    from workbook.domain.commands import SetWording

    if field or given != Given(None, None, None, (), "", False, None, False, False, "", "", ""):
        raise click.UsageError("--wording goes alone with the ID.", click.get_current_context())
    return SetWording(question.id, wording, question.instance)


def _done(session: Session, recorded: Recorded, question: Question) -> None:
    """Says what came of it."""
    from workbook.application.answer_reports import describe

    found = describe(recorded.project, question)
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "recorded": bool(recorded.events), "answer": found})
    tell_recorded(recorded, f"{question.code} {question.title}".strip() + in_form(found["form"]))
    if found["conflict"] or any(row["conflict"] for row in found.get("rows", ())):
        tell("Somebody else answered at the same time. Both are kept: 'mlworkbook settle' decides.")
    elif found["state"] == "started" and found["missing"]:
        tell(f"It still lacks {', '.join(found['missing'])}.")


def tell_recorded(recorded: Recorded, what: str) -> None:
    """One line on what was recorded, and how to take it back where that can be done."""
    for_good = any(event.kind == "body.erase" for event in recorded.events)
    if recorded.events:
        tell(f"Recorded: {what}." + ("" if for_good else f" To take it back: mlworkbook undo {short(recorded.act)}"))
    else:
        tell(f"Nothing new: {what} says that already.")
    if recorded.closed:
        tell(f"Done with it: {'; '.join(map(one_line, recorded.closed))}")
