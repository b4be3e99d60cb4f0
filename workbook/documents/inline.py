"""Values in the middle of a sentence: on one line, escaped, guesses marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import dirname, relpath
from urllib.parse import quote

from workbook.domain.primitives import Choice, Confidence, Context, Moment, Quantity, Value, show, written
from workbook.domain.primitives import moment as moments
from workbook.domain.specs import FieldSpec
from workbook.text import escape_markdown, one_line

_DOUBTS = {Confidence.GUESS: " (a guess)", Confidence.ESTIMATE: " (an estimate)"}


def inline(text: str) -> str:
    """Any text on one line, as Markdown that renders as exactly that."""
    return escape_markdown(one_line(text))


def heading(text: str) -> str:
    """Any text as what stands in a heading: signs at its end do not close it."""
    return re.sub(r"(?<=\s)#(?=#*$)", r"\\#", inline(text))


def anchor(text: str) -> str:
    """The anchor that GitHub and GitLab give a heading of that text; empty where nothing of it can be in one."""
    kept = re.sub(r"[^\w\- ]", "", one_line(text).lower())
    return kept.replace(" ", "-") if kept.strip("- ") else ""


def way(document: str, path: str) -> str:
    """The relative link from one document to another, both named from the target folder."""
    return quote(relpath(path, dirname(document)))


def of_value(field: FieldSpec, value: Value, context: Context) -> str:
    """A value as it stands in a sentence: `40 k€ (a guess)`, `staff and customers`, `27 Nov 2026`.

    Beside another choice, "not sure" goes without saying here.
    """
    if isinstance(value, Quantity):
        plain = written(field, value._replace(confidence=None), context)
        return inline(plain) + (_DOUBTS.get(value.confidence, "") if value.confidence else "")
    if isinstance(value, Choice):
        doubtful = {option.id for option in field.options if option.counts_as}
        chosen = [option for option in value.chosen if option not in doubtful] or value.chosen
        labels = [show(field, Choice((option,)), context) for option in chosen]
        return listed([inline(label) for label in labels])
    return inline(show(field, value, context))


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def day(iso: str) -> str:
    """The day of a UTC time, as people write it; empty for none."""
    return moments.show(Moment(iso[:10])) if iso else ""
