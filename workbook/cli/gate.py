"""`gate PHASE`: what it asks for, and its decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.answer import tell_recorded
from workbook.cli.command import Command
from workbook.cli.output import columns, print_json, say, tell, time_of
from workbook.cli.words import SIGNS, cautions_in_words, on_one_line
from workbook.errors import InvalidValue, UnknownName

if TYPE_CHECKING:
    from workbook.cli.session import Session
    from workbook.domain.gates import Waiver
    from workbook.domain.project import Project
    from workbook.domain.specs import Phase


@click.command(
    "gate",
    cls=Command,
    help="Say what the gate of a phase still asks for: exit code 0 when it is passed, 1 when it is not. With --decide "
    "the decision is recorded; --by must name somebody who decides, and what is missing must be waived by name, with "
    "it or ahead of it: --waive alone counts from now on. With --sign somebody stands behind it before it is decided, "
    "or says no.",
    examples=[
        "gate kickoff",
        "gate kickoff --json",
        'gate kickoff --decide go --by Ana --why "The need is clear."',
        "gate preprod --sign yes --by Raj",
        'gate rollout --waive "monitoring-first:Raj:2026-12-01:The alarms are read by hand."',
        'gate kickoff --decide go-with-conditions --by Ana --why "Budget follows." \\\n'
        '      --waive "kickoff.limits:Raj:2026-12-01:The board meets in November."',
    ],
)
@click.argument("phase", shell_complete=complete.gated)
@click.option("--decide", "outcome", metavar="OUTCOME", help="Record a decision, such as go or stop.")
@click.option("--sign", type=click.Choice(("yes", "no")), help="Sign for what is there now; a no needs --why.")
@click.option("--by", metavar="PERSON", default="", help="Who decided, or signs.")
@click.option("--why", metavar="TEXT", default="", help="The reason.")
@click.option("--hands", metavar="OUTCOMES", default="", help="With --decide: what people showed, as in 'go go stop'.")
@click.option("--waive", "waivers", metavar="RULE:OWNER:UNTIL:REASON", multiple=True, help="Let one thing through.")
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def gate(
    session: Session,
    phase: str,
    outcome: str | None,
    sign: str | None,
    by: str,
    why: str,
    hands: str,
    waivers: tuple[str, ...],
    as_of: str,
) -> int:
    """Reviews a gate, or records its decision, or a signature under it."""
    if sign is not None:
        if outcome is not None or waivers or as_of or hands or not by:
            raise click.UsageError("--sign goes with --by PERSON and --why alone.", click.get_current_context())
        return _sign(session, phase, sign == "yes", by, why)
    if outcome is None and waivers and not (by or why or as_of):
        return _waive_ahead(session, phase, waivers)
    if outcome is None:
        if by or why or waivers or hands:
            message = "--by and --why go with --decide or --sign, --hands with --decide; --waive with it, or alone."
            raise click.UsageError(message, click.get_current_context())
        session.only_reads()
        project = session.project(as_of)
        return _review(session, project, gated(project, phase))
    if as_of or not by:
        message = "--decide needs --by, and decides today." if as_of else "--decide needs --by PERSON."
        raise click.UsageError(message, click.get_current_context())
    return _decide(session, phase, outcome, by, why, waivers, hands)


def _review(session: Session, project: Project, phase: Phase) -> int:
    from workbook.application.gate_reports import gate as gate_report

    report = gate_report(project, phase)
    if session.as_json:
        print_json(report)
    else:
        _print(report)
    return 0 if report["passed"] else 1


def _decide(session: Session, name: str, outcome: str, by: str, why: str, waivers: tuple[str, ...], hands: str) -> int:
    from workbook.application.gate_reports import gate as gate_report
    from workbook.application.names import person
    from workbook.domain.basis import basis
    from workbook.domain.commands import DecideGate
    from workbook.domain.hands import outcome_field, parse_hands

    project = session.project_to_change()
    phase = gated(project, name)
    command = DecideGate(
        phase.id,
        outcome,
        person(project, by),
        why,
        _with_those_ahead(project, phase, waivers),
        basis(project, phase),
        session.writing.author_id(project),
        parse_hands(outcome_field(phase.gate), hands) if phase.gate and hands else (),
    )
    recorded = session.writing.record(project.id, command)
    report = gate_report(recorded.project, phase)
    if session.as_json:
        print_json({**report, "act": recorded.act})
    tell_recorded(recorded, f"gate of {phase.title}, {outcome}")
    if recorded.events and phase.gate and phase.gate.celebrates(outcome):
        tell(phase.gate.celebrates(outcome))
    if report["conflict"]:
        tell("Somebody else decided at the same time. Both are kept: 'mlworkbook settle' decides.")
    return 0


def _waive_ahead(session: Session, name: str, waivers: tuple[str, ...]) -> int:
    from workbook.application.gate_reports import gate as gate_report
    from workbook.domain.commands import WaiveAhead

    project = session.project_to_change()
    phase = gated(project, name)
    recorded = session.writing.record(project.id, WaiveAhead(phase.id, _with_those_ahead(project, phase, waivers)))
    if session.as_json:
        print_json({**gate_report(recorded.project, phase), "act": recorded.act})
    tell_recorded(recorded, f"gate of {phase.title}, waived ahead of its decision")
    return 0


def _with_those_ahead(project: Project, phase: Phase, texts: tuple[str, ...]) -> tuple[Waiver, ...]:
    """The waivers that are typed, and those that were given ahead of the decision and still run."""
    from workbook.domain.gates import review

    found = review(project, phase)
    today = project.today.isoformat()
    ahead = () if found.decision else tuple(waiver for waiver in found.waivers if waiver.until >= today)
    typed = (_waiver(project, text) for text in texts)
    return tuple({waiver.rule: waiver for waiver in (*ahead, *typed)}.values())


def _sign(session: Session, name: str, agrees: bool, by: str, why: str) -> int:
    from workbook.application.gate_reports import gate as gate_report
    from workbook.application.names import person
    from workbook.domain.basis import basis
    from workbook.domain.commands import SignGate

    project = session.project_to_change()
    phase = gated(project, name)
    signer = person(project, by)
    recorded = session.writing.record(project.id, SignGate(phase.id, signer, agrees, why, basis(project, phase)))
    if session.as_json:
        print_json({**gate_report(recorded.project, phase), "act": recorded.act})
    tell_recorded(recorded, f"gate of {phase.title}, {project.person(signer)} says {'yes' if agrees else 'no'}")
    return 0


def _waiver(project: Project, text: str) -> Waiver:
    """One waiver as typed: a rule (a question's id or code, or a rule's id), an owner, a day, a reason."""
    from workbook.application.names import day, person
    from workbook.domain.gates import Waiver

    parts = [part.strip() for part in text.split(":", 3)]
    if len(parts) != 4 or not all(parts):
        hint = "Write RULE:OWNER:UNTIL:REASON, such as 'kickoff.limits:Raj:2026-12-01:The board meets then.'"
        raise InvalidValue(f"{text[:60]!r} is no waiver.", where="--waive", hint=hint)
    rule, owner, until, reason = parts
    return Waiver(_rule(project, rule), person(project, owner), reason, day(project, until, where="--waive"))


def _rule(project: Project, name: str) -> str:
    rules = [rule.id for phase in project.pack.phases if phase.gate for rule in phase.gate.rules]
    return name if name in rules else project.question(name).name


def gated(project: Project, name: str) -> Phase:
    """The phase of that id, or of the gate's own id or code. Raises UnknownName."""
    gated = [phase for phase in project.pack.phases if phase.gate]
    for phase in gated:
        if phase.gate and name in (phase.id, phase.gate.id, phase.gate.code):
            return phase
    raise UnknownName("gate", name, (phase.id for phase in gated))


def _print(report: dict[str, Any]) -> None:
    say(f"Gate of {report['title']}: {report['state']}", bold=True)
    decision = report["decision"]
    if decision:
        say(f"  {decision['outcome']}, {decision['decider']}, {time_of(decision['at'])}: {decision['reason']}")
        if decision["hands"]:
            say(f"  Fingers: {decision['hands']}")
    _print_waivers(report)
    if report["conflict"]:
        say("  Several decisions stand against each other: mlworkbook settle")
    if report["changed"]:
        say(f"  Changed since: {', '.join(report['changed'])}")
    _print_shown(report["shows"])
    _print_cautions(report["cautions"])
    for signed in report["signatures"]:
        _print_signature(signed)
    if report["to_sign"]:
        say(f"  Not signed yet: {', '.join(report['to_sign'])}")
    _print_disagreements(report["disagreements"])
    lacks = [lack for lack in report["lacks"] if not lack["waived"]]
    if lacks:
        say("  It still asks for:")
        columns([(lack["rule"], lack["title"], lack["why"]) for lack in lacks], indent="    ")
    elif not decision:
        who = ", ".join(report["deciders"]) or "nobody yet: name somebody who decides among the people"
        say(f"  Nothing is missing. Who may decide: {who}")
    if not report["passed"]:
        tell(f"Not passed. To decide: mlworkbook gate {report['phase']} --decide OUTCOME --by PERSON --why TEXT")
        tell(f"Outcomes: {', '.join(report['outcomes'])}")


def _print_waivers(report: dict[str, Any]) -> None:
    """Those of the decision, or those that were given ahead of it."""
    given, word = (report["decision"]["waivers"], "waived") if report["decision"] else (report["ahead"], "waived ahead")
    for waiver in given:
        say(f"  {word}: {waiver['rule']} by {waiver['owner']} until {waiver['until']}: {waiver['reason']}")


def _print_cautions(found: list[dict[str, Any]]) -> None:
    """What is not as it was agreed on."""
    if found:
        say("  To mind:")
        columns(cautions_in_words(found), indent="    ")


def _print_shown(shown: list[dict[str, Any]]) -> None:
    """What to look at before deciding."""
    if shown:
        say("  Look at:")
    for found in shown:
        text = on_one_line(found) or "(not answered)"
        columns([(SIGNS[found["state"]], found["title"], text)], indent="    ")
        for figure in found["figures"]:
            say(f"        {figure['label']}: {figure['text']}")


def _print_disagreements(found: list[dict[str, Any]]) -> None:
    """Where fingers differed."""
    if found:
        say("  Not everybody saw it the same way:")
        columns([(one["id"], one["title"], one["hands"]) for one in found], indent="    ")


def _print_signature(signed: dict[str, Any]) -> None:
    reason = f": {signed['reason']}" if signed["reason"] else ""
    typed = "" if signed["recorded_by"] == signed["person"] else f" (recorded by {signed['recorded_by']})"
    gone = f"; changed since: {', '.join(signed['changed'])}" if signed["changed"] else ""
    says = "signed" if signed["agrees"] else "says no"
    say(f"  {signed['person']} {says}, {time_of(signed['at'])}{typed}{reason}{gone}")
