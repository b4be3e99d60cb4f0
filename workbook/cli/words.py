"""Signs and sentences that several commands share."""

from __future__ import annotations

from typing import Any, Final

from workbook.cli.output import say, time_of
from workbook.text import one_line

SIGNS: Final = {
    "open": "○",
    "started": "◐",
    "done": "✓",
    "unknown": "?",
    "later": "»",
    "parked": "P",
    "not applicable": "–",
    "carried": "↻",
    "conflict": "▲",
    "hidden": " ",
}
"""The sign of each state; never the only thing that tells."""

TONES: Final = {"plain": "·", "good": "✓", "warning": "▲", "bad": "✗"}
"""The sign of how good a figure is."""


def cautions_in_words(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What is to be minded, a line each: where, what, and how it is."""
    return [(f"▲ {caution['title']}", caution["label"], caution["text"]) for caution in found]


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 action`, `3 actions`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def fields_on_one_line(fields: list[dict[str, Any]], *, labels: bool = False) -> str:
    """The values of an answer or a row, separated by middle dots."""
    texts = ((f"{field['label']}: " if labels else "") + field.get("text", str(field["value"])) for field in fields)
    return one_line(" · ".join(text for text in texts if text))


def who_and_when(said: dict[str, Any]) -> str:
    """`Ana Ruiz, 2026-11-02 09:05 (recorded by Mei Tanaka)`; empty where nothing was recorded."""
    if not said["at"]:
        return ""
    recorded = "" if said["recorded_by"] == said["answered_by"] else f" (recorded by {said['recorded_by']})"
    return f"{said['answered_by']}, {time_of(said['at'])}{recorded}"


def short(event_or_act: str) -> str:
    """The beginning of an id: enough to name it."""
    return event_or_act[:10]


def heading_of(report: dict[str, Any]) -> None:
    """The project's name, its cycle, and the day where it is not today's."""
    about = report["project"]
    say(f"{about['name']}  {about['cycle']}", bold=True)


def in_form(form: dict[str, str] | None) -> str:
    """`, in Size codes`: what follows the name of something in a filled-in form; empty outside forms."""
    return f", in {form['title']}" if form else ""


def named(found: dict[str, Any]) -> str:
    """What a command calls a question that a report tells of: its id, and the title of its form."""
    return f"{found['id']}@{found['form']['title']}" if found["form"] else str(found["id"])


def about_form(form: dict[str, Any]) -> None:
    """What a filled-in form is, who works on it since when, and what it lacks."""
    say(f"{form['title']}  ({form['noun']} {form['number']}, {form['state']})", bold=True)
    say(f"  Opened by {form['opened_by']}, {time_of(form['opened_at'])}")
    if form["closed_at"]:
        why = f": {form['reason']}" if form["reason"] else ""
        say(f"  {form['state'].capitalize()} by {form['closed_by']}, {time_of(form['closed_at'])}{why}")
    if form["answered"] is not None:
        say(f"  {form['answered']} of {form['questions']} answered")
    if form["lacks"]:
        say("  It still asks for:")
    for lack in form["lacks"]:
        say(f"    {lack}")


def on_one_line(found: dict[str, Any]) -> str:
    """An answer, or why there is none."""
    if found["state"] not in ("done", "started", "carried"):
        return state_in_words(found)
    if "rows" in found:
        return ", ".join(row["name"] for row in found["rows"])
    return found["wording"] or fields_on_one_line(found["fields"])


def state_in_words(found: dict[str, Any]) -> str:
    """`(parked)`; empty where nobody said anything yet."""
    reason = f": {found['reason']}" if found["reason"] else ""
    words = {"open": "", "hidden": "(not asked)", "conflict": "(several answers stand: mlworkbook settle)"}
    return words.get(found["state"], f"({found['state']}{reason})")


def early_line(found: dict[str, Any]) -> str:
    """`25 % has to wait: the gate of Monitoring is not passed.`, and what lets it through."""
    waived = f" {found['waived']}" if found["waived"] else ""
    return one_line(found["text"] + waived)
