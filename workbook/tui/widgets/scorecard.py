"""The scorecard, line by line: what the scores are, what holds them down, how they came about, and every item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from workbook.domain.figures.scores import in_2016
from workbook.domain.figures.trends import GATE, MONTH, NOW, Step, trend
from workbook.domain.primitives import Choice
from workbook.domain.project import Project
from workbook.domain.scoring import MARK, Degree, Score, degree, has_evidence, score, unmet
from workbook.domain.specs import Instrument, Question
from workbook.text import one_line
from workbook.tui.widgets.lines import Line
from workbook.tui.words import plain, points_text, short_day

DEGREES: dict[Degree, tuple[str, str]] = {
    Degree.OPEN: ("·", "$faint"),
    Degree.NONE: ("○", "$warning"),
    Degree.PART: ("◐", "$foreground"),
    Degree.FULL: ("●", "$success"),
    Degree.NOT_APPLICABLE: ("–", "$faint"),
}
"""How far an item is met, as a shape."""

_LATER = {NOW: "", MONTH: "end of the month"}

LEGEND = ("● met", "◐ half", "○ nothing", "· open", "– n/a", "★ killer", "+½ cheapest")


def card_lines(project: Project, width: int) -> list[Line]:
    """The scores: sections, the next step, open killer items, the scale of 2016, the trend.

    Args:
        width: how many columns there are.
    """
    lines: list[Line] = []
    for instrument in project.pack.instruments:
        found = score(project, instrument)
        lines += [*_heading(found), *_sections(found, width), *_notes(project, found), *_trend(project, found)]
        lines.append(Line("", Content("")))
    return lines[:-1]


def item_lines(project: Project, *, unmet_only: bool) -> list[Line]:
    """Every item by instrument and section, or only those without a point."""
    lines: list[Line] = []
    for instrument in project.pack.instruments:
        missed = {item.id for item in unmet(project, instrument)}
        lines.append(_items_heading(instrument, len(missed)))
        step = score(project, instrument).next_step
        cheapest = {item.id for item in step.items} if step else set()
        for section in instrument.sections:
            shown = [item for item in section.questions if not unmet_only or item.id in missed]
            if shown:
                lines.append(Line("", Content.styled(f" {section.title}", "$secondary")))
            lines += [_item(project, item, cheapest) for item in shown]
        lines.append(Line("", Content("")))
    return lines[:-1]


def _heading(found: Score) -> Iterator[Line]:
    title = [(found.instrument.title, "bold $secondary")]
    if not found.complete:
        title.append((f"  {found.answered} of {found.items} answered, no score yet", "$muted"))
    else:
        title.append((f"  {points_text(found.total)} of {points_text(found.most)}", "bold $accent"))
        title.append((f"  {found.band.label}" if found.band else "", ""))
    yield Line(f"area:{found.instrument.id}", Content.assemble(*title))
    if found.minimum and found.enough is not None:
        sign = "more than" if found.minimum.strictly else "at least"
        verdict, style = ("✓ enough", "$success") if found.enough else ("▲ not enough", "$warning")
        asks = f"{found.minimum.level} asks for {sign} {found.minimum.score}"
        yield Line("", Content.assemble((f"  {verdict}", style), (f": {asks}", "$muted")))


def _sections(found: Score, width: int) -> Iterator[Line]:
    widest = max(len(part.section.title) for part in found.sections)
    room = 14 if width >= 56 else 8
    for part in found.sections:
        binds = found.complete and part.section.id in found.binding
        told = f"{points_text(part.points)}/{points_text(part.most)}"
        left = Content.assemble(
            plain(f"  {part.section.title:<{widest}}  ", "$muted"),
            _bar(float(part.points / part.most) if part.most else 0, room, "$warning" if binds else "$success"),
            f" {told:>6}",
            (" ◂ lowest" if binds else "", "$warning"),
        )
        missing = len(part.section.questions) - part.answered
        yield Line(
            f"section:{found.instrument.id}/{part.section.id}", left, _faint(f"{missing} open " if missing else "")
        )


def _notes(project: Project, found: Score) -> Iterator[Line]:
    step = found.next_step
    if step is not None and found.answered:
        yield Line("", Content.styled(f"  {_next_step(found)}", "$muted"))
    then = in_2016(found)
    if then is not None:
        band = f", band {then.band}" if then.band else ", between its bands"
        yield Line("", Content.styled(f"  On the scale of 2016: {points_text(then.total)} of 14{band}", "$muted"))
    killers = [item for item in unmet(project, found.instrument) if item.killer]
    for item in killers if found.answered else ():
        words = "not marked yet" if degree(project, item) is Degree.OPEN else "nothing done"
        yield Line(
            f"killer:{item.id}", Content.assemble(("  ★ ", "$accent"), plain(item.title), (f": {words}", "$warning"))
        )
    if found.answered and not killers:
        yield Line("", Content.styled("  ★ Every killer item has a point.", "$muted"))


def _next_step(found: Score) -> str:
    step = found.next_step
    assert step is not None
    half = "½" if found.instrument.total == "minimum" else "1"
    if step.tied > 1:
        return f"{step.tied} sections tie for the lowest: each must rise. First steps: +{half}"
    many = f"any of the {len(step.items)} items with" if len(step.items) > 1 else "the item with"
    return f"Cheapest step, to {points_text(step.score)}: {many} +{half}"


def _trend(project: Project, found: Score) -> Iterator[Line]:
    """A line for each change; the decisions after which nothing had changed are counted."""
    runs = [tuple(same) for _, same in groupby(trend(project, found.instrument), _reached)]
    if runs:
        yield Line("", Content.styled("  Trend", "$muted"))
    days = [_day(run[0], project) for run in runs]
    titles = [_LATER.get(run[0].kind, one_line(run[0].title, 20)) for run in runs]
    widths = max(map(len, days), default=0), max(map(cell_len, titles), default=0)
    for run, at, title in zip(runs, days, titles, strict=True):
        head = f"  {at:<{widths[0]}}  {set_cell_size(title, widths[1])}  "
        yield Line("", Content.assemble((head, "$muted"), _step(run[0].score), _faint(_same(run[1:]))))


def _reached(step: Step) -> tuple[Decimal, int]:
    return step.score.total, step.score.answered


def _day(step: Step, project: Project) -> str:
    return "now" if step.kind == NOW else short_day(step.day, project.today)


def _step(found: Score) -> Content:
    if not found.complete:
        return Content.styled(f"{found.answered} of {found.items} answered", "$muted")
    bar = _bar(float(found.total / found.most) if found.most else 0, 7, "$success")
    return Content.assemble((f"{points_text(found.total):>4} ", "bold"), bar)


def _same(later: Sequence[Step]) -> str:
    """Until when it stayed so, and at how many gates."""
    if not later:
        return ""
    gates = sum(step.kind == GATE for step in later)
    words = f", {gates} gate{'s' if gates > 1 else ''}" if gates else ""
    return f"  {'until now' if later[-1].kind == NOW else 'the same'}{words}"


def _items_heading(instrument: Instrument, missed: int) -> Line:
    count = sum(len(section.questions) for section in instrument.sections)
    words = f"  {missed} of {count} without a point" if missed else f"  all {count} have a point"
    return Line("", Content.assemble((instrument.title, "bold $secondary"), (words, "$muted")))


def _item(project: Project, item: Question, cheapest: set[str]) -> Line:
    found = degree(project, item)
    sign, style = DEGREES[found]
    killer = ("★ ", "$accent") if item.killer else ("  ", "")
    left = Content.assemble((f"  {sign} ", style), killer, plain(item.title))
    parts: list[tuple[str, str]] = []
    if item.id in cheapest:
        parts.append(
            ("+½ " if any(option.points == "0.5" for option in item.field(MARK).options) else "+1 ", "$accent")
        )
    parts.append((f"{_words(project, item, found)} ", "$muted"))
    return Line(f"item:{item.id}", left, Content.assemble(*parts))


def _words(project: Project, item: Question, found: Degree) -> str:
    if found is Degree.OPEN:
        return "not marked yet"
    if found is Degree.NOT_APPLICABLE:
        return "does not apply"
    mark = project.answer(item.id).values.get(MARK)
    chosen = mark.chosen[0] if isinstance(mark, Choice) and mark.chosen else ""
    label = next((option.label for option in item.field(MARK).options if option.id == chosen), "")
    if found is Degree.NONE:
        return label
    return f"{label}, {'evidenced' if has_evidence(project, item.id) else 'claimed'}"


def _bar(share: float, room: int, style: str) -> Content:
    halves = int(share * room * 2)
    full, half = halves // 2, halves % 2
    return Content.assemble(("█" * full + "▌" * half, style), ("░" * (room - full - half), "$faint"))


def _faint(text: str) -> Content:
    return Content.styled(text, "$faint") if text else Content("")
