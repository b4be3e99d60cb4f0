"""The whole walk at a glance: every phase with its gate, the scores, what is missing and who has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from workbook.domain.answers import Row, is_open
from workbook.domain.basis import questions
from workbook.domain.early import early
from workbook.domain.forms import FilledForm
from workbook.domain.gates import GateReview, GateState, Lack, current_phase, is_late, review
from workbook.domain.primitives import Moment, Ref
from workbook.domain.progress import next_open, progress
from workbook.domain.project import Project
from workbook.domain.scoring import Score, score
from workbook.domain.specs import Form, Instrument, Phase
from workbook.tui.widgets.figures import early_lines
from workbook.tui.widgets.lines import Line
from workbook.tui.widgets.outline import GATE_SIGNS
from workbook.tui.widgets.overview import bar, forms_content, gate_line
from workbook.tui.widgets.scores import score_head
from workbook.tui.words import plain, points_text, short_day, subject_title

WIDE, NARROW = 100, 76
"""Columns from which there is room for everything, and for bars at all."""

_LACKS = 7
_ACTIONS = 9


def rail(project: Project, width: int) -> Content:
    """The walk as a line of stations with their names, the way so far drawn bold; nothing where names have no room."""
    phases = project.pack.phases
    if width < WIDE:
        return Content("")
    here = phases.index(current_phase(project))
    step = max(3, min(16, (width - 4) // len(phases)))
    stations: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    for place, phase in enumerate(phases):
        sign, style = _station(project, phase, place == here)
        way = ("━" if place < here else "─") * (step - 2) if place < len(phases) - 1 else ""
        stations += [(sign, style), (f" {way}"[: step - 1], "$success" if place < here else "$faint")]
        name = phase.title[: step - 1]
        names.append((f"{name:<{step}}", "bold $accent" if place == here else "$muted"))
    return Content("\n").join([Content.assemble(*stations), Content.assemble(*names)])


def walk_lines(project: Project, width: int) -> list[Line]:
    """A line for each phase, for the forms that are filled in there, and for each instrument."""
    lines: list[Line] = []
    for phase in project.pack.phases:
        lines.append(_phase_line(project, phase, width))
        lines += [_forms_line(project, form) for form in phase.forms if _filled(project, form)]
    lines.append(Line("", Content("")))
    return lines + [_score_line(score(project, found), width) for found in project.pack.instruments]


def detail(project: Project, key: str, width: int) -> Content:
    """What stands behind a line of the walk."""
    kind, _, name = key.partition(":")
    if kind == "forms":
        return forms_content(project, project.pack.form(name))
    area = project.pack.area(name) if name else current_phase(project)
    if isinstance(area, Instrument):
        return score_head(score(project, area), bar=10 if width >= WIDE or width < NARROW else 4)
    return Content("\n").join(_phase_detail(project, area))


def who_has_what(project: Project) -> Content:
    """The open actions, the late ones first: who does what by when."""
    rows = [row for row in project.rows("actions") if is_open(row)]
    rows.sort(key=lambda row: (not is_late(row, project.today), _due(row) or "9", row.order))
    lines = [Content.styled("Who has what", "bold $secondary")]
    lines += [_action_line(project, row) for row in rows[:_ACTIONS]]
    if len(rows) > _ACTIONS:
        lines.append(Content.styled(f"  and {len(rows) - _ACTIONS} more", "$faint"))
    if not rows:
        lines.append(Content.styled("Nothing is open.", "$muted"))
    return Content("\n").join(lines)


def _station(project: Project, phase: Phase, here: bool) -> tuple[str, str]:
    found = review(project, phase) if phase.gate is not None else None
    sign, style = GATE_SIGNS.get(found.state, ("○", "$faint")) if found else ("○", "$faint")
    if here and found is not None and not found.passed and sign == "○":
        return "◐", "bold $accent"
    return sign, style


def _phase_line(project: Project, phase: Phase, width: int) -> Line:
    counts = progress(project, questions(phase))
    found = review(project, phase) if phase.gate is not None else None
    sign, style = GATE_SIGNS.get(found.state, ("○", "$faint")) if found else ("○", "$faint")
    if sign == "○" and counts.done:
        sign, style = "◐", "$warning"
    parts: list[Content | tuple[str, str] | str] = [(f" {sign} ", style), plain(f"{phase.title:<18}", "bold")]
    if width >= NARROW:
        parts.append(bar(counts.core_done, counts.core, 12))
    parts.append((f" {f'{counts.core_done}/{counts.core}':>6} core", "$muted"))
    if width >= WIDE:
        parts.append((f"  {f'{counts.done}/{counts.all}':>6} in all", "$faint"))
    return Line(f"area:{phase.id}", Content.assemble(*parts), _gate_words(project, found, width))


def _gate_words(project: Project, found: GateReview | None, width: int) -> Content:
    if found is None:
        return Content("")
    if any(one.phase == found.phase and one.started and one.waiver is None for one in early(project)):
        return Content.styled("▲ begun too early ", "bold $error")
    if width < WIDE or found.decision is None:
        lacks = len(found.open_lacks)
        more = f", {lacks} missing" if lacks and found.state is not GateState.NOT_STARTED and width >= NARROW else ""
        return Content.styled(f"{found.state.value}{more} ", _style(found))
    return Content.assemble(gate_line(project, found).stylize(_style(found)), " ")


def _style(found: GateReview) -> str:
    return GATE_SIGNS.get(found.state, ("", "$muted"))[1]


def _forms_line(project: Project, form: Form) -> Line:
    filled = _filled(project, form)
    opened = sum(found.open for found in filled)
    closed = len(filled) - opened
    counts = ((closed, "closed"), (opened, "open"))
    words = ", ".join(f"{number} {word}" for number, word in counts if number)
    return Line(f"forms:{form.id}", Content.assemble(("     ", ""), (f"{form.title}  ", "$muted"), (words, "$faint")))


def _filled(project: Project, form: Form) -> list[FilledForm]:
    return [found for found in project.forms if found.form.id == form.id]


def _score_line(found: Score, width: int) -> Line:
    done = found.complete
    sign, style = _score_sign(found)
    parts: list[Content | tuple[str, str]] = [(f" {sign} ", style), plain(f"{found.instrument.title:<18}", "bold")]
    if width >= NARROW:
        reached = (round(found.total * 2), round(found.most * 2)) if done else (found.answered, found.items)
        parts.append(bar(*reached, 12))
    told = f"{points_text(found.total)}/{points_text(found.most)}" if done else f"{found.answered}/{found.items}"
    parts.append((f" {told:>6}" + ("" if done else " answered"), "bold" if done else "$muted"))
    return Line(f"area:{found.instrument.id}", Content.assemble(*parts), _score_words(found, width))


def _score_sign(found: Score) -> tuple[str, str]:
    """Whether the score is enough; where nothing says what is enough, no sign does either."""
    if not found.complete:
        return ("◐", "$warning") if found.answered else ("○", "$faint")
    return {True: ("✓", "$success"), False: ("▲", "$warning"), None: ("·", "$muted")}[found.enough]


def _score_words(found: Score, width: int) -> Content:
    if not found.complete or found.band is None:
        return Content("")
    held = [section.section.title for section in found.sections if section.section.id in found.binding]
    by = f"  held down by {' and '.join(held)}" if held and width >= WIDE else ""
    return Content.styled(f"{found.band.label}{by} ", "$muted")


def _phase_detail(project: Project, phase: Phase) -> Iterator[Content]:
    found = review(project, phase) if phase.gate is not None else None
    yield Content.styled(phase.title, "bold $secondary")
    if found is not None:
        yield gate_line(project, found)
        yield from early_lines(project, [one for one in early(project) if one.phase == phase])
        yield from _missing(found.open_lacks)
        yield from (plain(f"▲ {subject_title(project, name)}: changed since", "$warning") for name in found.changed)
    following = next_open(project, questions(phase))
    if found is not None and phase.gate is not None and found.waits:
        yield Content("")
        yield Content.assemble(("Next  ", "$accent"), plain(f"The gate. {phase.gate.ask}"))
    elif following is not None:
        yield Content("")
        yield Content.assemble(("Next  ", "$accent"), plain(following.ask))
    elif found is None or found.passed:
        yield Content.styled("Everything is answered.", "$muted")


def _missing(lacks: Sequence[Lack]) -> Iterator[Content]:
    for lack in lacks[:_LACKS]:
        yield plain(f"◐ {lack.words}", "$warning")
    if len(lacks) > _LACKS:
        yield Content.styled(f"  and {len(lacks) - _LACKS} more", "$muted")


def _action_line(project: Project, row: Row) -> Content:
    late = is_late(row, project.today)
    owner = row.values.get("owner")
    who = project.person(owner.row) if isinstance(owner, Ref) else "nobody yet"
    due = _due(row)
    sign = ("▲ ", "$warning") if late else ("○ ", "$muted")
    when = f"  {'late since' if late else 'by'} {short_day(date.fromisoformat(due), project.today)}" if due else ""
    return Content.assemble(sign, plain(who, "bold"), plain(f"  {row.text('action')}"), (when, "$muted"))


def _due(row: Row) -> str:
    due = row.values.get("due")
    return due.iso[:10] if isinstance(due, Moment) else ""
