"""What came of a project, as plain data for templates: what it cost, and what the customer said at first."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from workbook.documents.inline import day, inline, of_value
from workbook.documents.sources import quoted
from workbook.domain.answers import Answer
from workbook.domain.cautions import broken_promises
from workbook.domain.figures import panels, takeaways
from workbook.domain.primitives import Quantity
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Kind
from workbook.text import escape_markdown

Plain: TypeAlias = "dict[str, Any]"

LIMITS, COST = "kickoff.limits", "ml.cost"
_QUANTITY = FieldSpec("value", Kind.QUANTITY)


def first_words(project: Project) -> Plain:
    """The problem as it was told first, whatever became of the wording: quote, speaker; empty where nobody told it."""
    first = panels.first_told(project)
    if first is None:
        return {"quote": "", "speaker": ""}
    spoke = first.answered_by not in ("", first.recorded_by)
    speaker = inline(project.person(first.answered_by)) if spoke else ""
    return {"quote": quoted(escape_markdown(first.text())), "speaker": speaker}


def pictures(project: Project) -> list[Plain]:
    """The ten panels that have something to show, or whose words are kept back: number, title, says, kept_back."""
    return [
        {
            "number": panel.number,
            "title": panel.title,
            "says": "; ".join(inline(line) for line in panel.says),
            "kept_back": panel.kept_back,
        }
        for panel in panels.panels(project)
    ]


def lights(project: Project) -> list[Plain]:
    """The takeaway card: title, lit (yes, no or empty), why."""
    signs = {True: "yes", False: "no", None: ""}
    return [{"title": one.title, "lit": signs[one.lit], "why": inline(one.why)} for one in takeaways.takeaways(project)]


def cost(project: Project) -> Plain:
    """The budget, and what was spent by the last count; `more` or `less` says by how much, in words."""
    counted = _given(project, COST)
    budget = _amount(_given(project, LIMITS), "budget")
    spent, forecast = _amount(counted, "spent"), _amount(counted, "forecast")
    apart = _apart(project, budget, forecast or spent)
    return {
        "budget": _said(project, budget),
        "spent": _said(project, spent),
        "forecast": _said(project, forecast),
        "counted": day(counted.at) if counted else "",
        **apart,
    }


def promises(project: Project) -> list[Plain]:
    """What of the kickoff's promises was made easier since, or changed and no decision says why: metric, says."""
    return [{"metric": inline(one.label), "says": inline(one.text)} for one in broken_promises(project)]


def _given(project: Project, question: str) -> Answer | None:
    answer = project.answer(question) if project.pack.has_question(question) else None
    return answer if answer is not None and answer.given else None


def _amount(answer: Answer | None, name: str) -> Quantity | None:
    value = answer.values.get(name) if answer else None
    return value if isinstance(value, Quantity) else None


def _apart(project: Project, budget: Quantity | None, used: Quantity | None) -> Plain:
    """How far the sum lies from the budget: `6 k€ or 15 %`."""
    found = {"more": "", "less": "", "same": ""}
    if budget is None or used is None or budget.unit.casefold() != used.unit.casefold():
        return found
    planned, amount = Decimal(budget.amount), Decimal(used.amount)
    difference = _said(project, Quantity(f"{abs(amount - planned):f}", budget.unit))
    percent = abs(amount - planned) / planned * 100 if planned > 0 else None
    if percent is not None:
        difference += f" or {percent.quantize(Decimal(1), ROUND_HALF_UP)} %"
    return {**found, "more" if amount > planned else "less" if amount < planned else "same": difference}


def _said(project: Project, value: Quantity | None) -> str:
    return "" if value is None else of_value(_QUANTITY, value, project.context)
