"""What a model card is told beside the answers.

card   recorded (the day of the candidate's result), and front: the lines of YAML that the card begins with

The keys are those of Hugging Face's model cards (hub-docs, modelcard.md), each only where an answer fills it
truthfully: `base_model`, `datasets` and `library_name` want names from the Hub, and no answer has those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from workbook.documents.front_matter import scalar
from workbook.documents.inline import day
from workbook.documents.later import Later
from workbook.domain.answers import Answer
from workbook.domain.primitives import Choice, Confidence, Moment, Quantity
from workbook.domain.primitives import moment as moments
from workbook.domain.project import Project
from workbook.text import one_line, slug

Plain: TypeAlias = "dict[str, Any]"

_LONGEST = 200
_DOUBTS = {Confidence.GUESS: "a guess", Confidence.ESTIMATE: "an estimate"}
_KNOWN = """
apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0
artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0
cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0
cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0
epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc lppl-1.3c ms-pl mpl-2.0
odc-by odbl openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license llama2 gemma
"""
"""Names of licences that Hugging Face knows; to any other it gives the name `other`."""


def figures(project: Project) -> Plain:
    """All of it."""
    return {"card": Later(_card, project)}


def _card(project: Project) -> Plain:
    candidate = _answer(project, "ml.candidate")
    return {"recorded": day(candidate.at) if candidate.given else "", "front": "\n".join(_front(project, candidate))}


def _front(project: Project, candidate: Answer) -> Iterator[str]:
    yield "# Keys of your own stay when they stand below this block; one of yours goes before one of ours."
    described = _answer(project, "preprod.model-card")
    languages = re.split(r"[\s,;/]+", described.text("languages").strip().lower())
    if all(re.fullmatch("[a-z]{2,3}", language) for language in languages):
        yield from _listed("language", languages)
    yield from _licence(described.text("licence"))
    yield from _listed("tags", dict.fromkeys(_tags(project)))
    task = _option(described, "task")
    if task:
        yield f"pipeline_tag: {scalar(task)}"
        yield from _index(project, candidate, task)


def _licence(typed: str) -> Iterator[str]:
    name = one_line(typed).lower()
    if name in _KNOWN.split():
        yield f"license: {scalar(name)}"
    elif name:
        yield f"license: {scalar('other')}"
        yield f"license_name: {scalar(slug(name, 'other'))}"


def _tags(project: Project) -> Iterator[str]:
    """The industry, and the project: a team finds its own cards by that."""
    industry = _option(_answer(project, "kickoff.value"), "industry")
    if industry:
        yield industry
    yield slug(project.name)


def _index(project: Project, candidate: Answer, task: str) -> Iterator[str]:
    """The result of the candidate, where there is all that Hugging Face asks for."""
    name, metric, value = candidate.text("candidate"), candidate.text("metric"), candidate.values.get("value")
    if not (name and metric and isinstance(value, Quantity)):
        return
    data, measure = scalar(_test_data(project)), _short(metric)
    unit, doubt = value.unit, _DOUBTS.get(value.confidence or candidate.confidence or Confidence.MEASURED)
    shown = f"{measure} ({unit})" if unit else measure
    yield "model-index:"
    yield f"  - name: {scalar(_short(name))}"
    yield "    results:"
    yield f"      - task:\n          type: {scalar(task)}"
    yield f"        dataset:\n          name: {data}\n          type: {data}"
    yield "        metrics:"
    yield f"          - type: {scalar(measure)}"
    yield f"            name: {scalar(f'{shown}, {doubt}' if doubt else shown)}"
    yield f"            value: {_number(value.amount)}"


def _test_data(project: Project) -> str:
    split = _answer(project, "ml.split")
    since, until = split.values.get("test-from"), split.values.get("test-until")
    if isinstance(since, Moment) and isinstance(until, Moment):
        return f"Test data, {moments.show(since)} to {moments.show(until)}"
    return "Test data"


def _listed(key: str, texts: Any) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  - {scalar(_short(text))}" for text in texts)


def _number(amount: str) -> str:
    return amount if re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", amount) else scalar(amount)


def _short(text: str) -> str:
    return one_line(text, _LONGEST)


def _option(answer: Answer, name: str) -> str:
    """The option that was chosen; empty for none, and for "other"."""
    value = answer.values.get(name)
    chosen = value.chosen[0] if isinstance(value, Choice) and value.chosen else ""
    return "" if chosen == "other" or not answer.given else chosen


def _answer(project: Project, question: str) -> Answer:
    """The answer to a question; an open one where a team's pack has no such question."""
    return project.answer(question) if project.pack.has_question(question) else Answer(question)
