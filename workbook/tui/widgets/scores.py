"""A score in words and bars, and what an item's marks mean."""

from __future__ import annotations

from textual.content import Content

from workbook.domain.hands import words
from workbook.domain.project import Project
from workbook.domain.scoring import MARK, Score, SectionScore
from workbook.domain.specs import Question
from workbook.tui.words import plain, points_text

_BAR = 10


def score_head(found: Score, *, compact: bool = False, bar: int = _BAR) -> Content:
    """The score, its band, a bar per section with the binding one marked, and the cheapest next step.

    Args:
        compact: on two lines, where there is little room.
        bar: how many columns the bar of a section takes.
    """
    lines = [_title(found)]
    if compact:
        return Content("\n").join([*lines, _sums(found)]) if len(found.sections) > 1 else lines[0]
    if len(found.sections) > 1:
        widest = max(len(section.section.title) for section in found.sections)
        lines += [_bar(section, widest, section.section.id in found.binding, bar) for section in found.sections]
    step = _next_step(found)
    return Content("\n").join([*lines, *([step] if step else [])])


def item_help(project: Project, item: Question) -> Content:
    """The item's full words, and what each mark asks for."""
    lines = [plain(item.ask, "bold")]
    for option in item.field(MARK).options:
        if option.help:
            lines.append(Content.assemble((f"{option.key}  {option.label}  ", "$accent"), (option.help, "$muted")))
    fingers = words(item, project.answer(item.id))
    if fingers:
        lines.append(plain(f"Fingers: {fingers}", "$muted"))
    note = project.answer(item.id).text("note")
    if note:
        lines.append(plain(note))
    return Content("\n").join(lines)


def _title(found: Score) -> Content:
    title: list[str | tuple[str, str]] = [(f"{found.instrument.title}  ", "bold")]
    if not found.complete:
        title.append((f"{found.answered} of {found.items} answered", "$muted"))
        return Content.assemble(*title)
    title.append((points_text(found.total), "bold $accent"))
    if found.band:
        title.append((f"  {found.band.label}", "$foreground"))
    if found.minimum and found.enough is not None:
        sign = ">" if found.minimum.strictly else "≥"
        verdict, style = ("✓ enough", "$success") if found.enough else ("▲ not enough", "$warning")
        title.append((f"\n  {verdict}: {found.minimum.level} asks for {sign} {found.minimum.score}", style))
    return Content.assemble(*title)


def _sums(found: Score) -> Content:
    parts: list[tuple[str, str]] = []
    for section in found.sections:
        binds = section.section.id in found.binding and found.complete
        sign = " ◂" if binds else ""
        words = f"  {section.section.title} {points_text(section.points)}{sign}"
        parts.append((words, "$warning" if binds else "$muted"))
    return Content.assemble(*parts)


def _bar(section: SectionScore, widest: int, binds: bool, bar: int) -> Content:
    filled = int(section.points / section.most * bar) if section.most else 0
    style = "$warning" if binds else "$success"
    return Content.assemble(
        (f"  {section.section.title:<{widest}}  ", "$muted"),
        ("█" * filled, style),
        ("░" * (bar - filled), "$faint"),
        (f" {points_text(section.points):>4}/{points_text(section.most)}", "$foreground"),
        (" ◂" if binds else "", "$warning"),
    )


def _next_step(found: Score) -> Content | None:
    step = found.next_step
    if step is None or not found.complete or not found.binding:
        return None
    names = ", ".join(item.title for item in step.items[:3])
    more = f" and {len(step.items) - 3} more" if len(step.items) > 3 else ""
    if step.tied > 1:
        return Content.styled(f"  {step.tied} sections tie for the lowest: each must rise.", "$muted")
    reach = points_text(step.score)
    return Content.styled(f"  Next half-point lifts it to {reach}: {names}{more}.", "$muted")
