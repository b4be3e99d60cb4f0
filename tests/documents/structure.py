"""What the tests of documents share: every text of a project replaced by another one, and what must then still hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import cmarkgfm
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.builders import Scene, builtin_pack
from tests.documents.github import body
from tests.strategies import MARKUP
from workbook import resources
from workbook.documents import Rendered, compare, read_back, write
from workbook.documents.markers import Fenced, parse
from workbook.domain.events import Event
from workbook.domain.ledger import fold
from workbook.domain.project import Project
from workbook.domain.specs import AT
from workbook.text import accept

HOSTILE = [
    "<!-- mlworkbook:end title -->",
    "<!-- mlworkbook:begin evil sha256=0123456789abcdef -->",
    "<!-- mlworkbook:begin title -->",
    "\n# mlworkbook:end front-matter\n",
    "\n---\n",
    "<!--",
    "-->",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{#",
    "<details>",
    "<script>",
    "| --- | --- |",
    "\n\n## Not known yet\n\n",
    "\n> ",
    "\n\n\n",
    "    code",
    "\t",
    "~~~",
    "\\",
    "**",
    "$$",
    "\u202e",
    "\x1b[31m",
    "\u2028",
    "\ufeff",
]

TEXTS = st.lists(st.sampled_from(HOSTILE + MARKUP) | st.text(st.characters(codec="utf-8"), max_size=5), max_size=12)

MARKER = re.compile(r"^<!-- .* -->$", re.MULTILINE)

Html: TypeAlias = Mapping[str, str]
"""A document as each parser shows it."""

_NAME = re.compile(r'"((?:kickoff|data-qa|ml|preprod|rollout|monitoring|post)\.[a-z-]+(?::[a-z0-9-]+)?)"')
_PHRASES = re.compile(r'phrase\("([a-z.:-]+)", \{(.*?)\n\}', re.DOTALL)


def saying(scene: Scene, text: str) -> Project:
    """The same project, where every free text says something else."""
    said = accept(text) or "x"
    events = [event._replace(body=_replaced(event, said)) for event in scene.events]
    return Project(scene.project.id, fold(events), scene.pack, scene.today)


def _replaced(event: Event, said: str) -> dict[str, Any]:
    body = dict(event.body or {})
    kept = ("origin", "question", "about")
    fields: Mapping[str, Any] = body.get("fields", {})
    new = {name: said if isinstance(v, str) and name not in kept else _unit(v, said) for name, v in fields.items()}
    texts = {name: said for name in ("note", "reason", "name") if name in body}
    return body | texts | ({"fields": new} if fields else {})


def _unit(value: Any, said: str) -> Any:
    return {**value, "unit": said} if isinstance(value, dict) and "amount" in value else value


# What is looked at


def headings(rendered: Rendered) -> list[str]:
    """The headings as a Markdown parser sees them; the first holds the project's name."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(body(rendered.text))
    opened = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    return [f"{tokens[place].tag} {tokens[place + 1].content}" for place in opened][1:]


def tables(html: str) -> list[tuple[int, set[int]]]:
    """Of every table: how many rows, and how many cells they have."""
    found = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    rows = [re.findall(r"<tr>.*?</tr>", table, re.DOTALL) for table in found]
    return [(len(lines), {len(re.findall(r"<t[hd][ >]", line)) for line in lines}) for lines in rows]


def html_of(rendered: Rendered) -> dict[str, str]:
    return {
        "github": cmarkgfm.github_flavored_markdown_to_html(body(rendered.text)),
        "markdown-it": MarkdownIt("gfm-like", {"linkify": False, "html": False}).render(body(rendered.text)),
    }


def bones(html: str) -> list[str]:
    """The blocks that stand outside any answer's reach."""
    return re.findall(r"</?(?:h[1-6]|table|tr|th|td|ul|ol|li|blockquote|pre|hr|details|script)\b", html)


# What must hold


def same_structure(
    wild: Rendered,
    calm: tuple[Rendered, Html],
    kept: Callable[[str], list[str]] = bones,
    heads: Callable[[Rendered], list[str]] = headings,
) -> None:
    """A document of hostile texts has the blocks, headings and tables of the one where every text is one word.

    Args:
        wild: the one of hostile texts.
        calm: the other one, and its HTML.
        kept: which tags have to be the same.
        heads: which headings.
    """
    rendered, calm_html = calm
    wild_html = html_of(wild)

    assert [block.id for block in wild.blocks] == [block.id for block in rendered.blocks]
    assert [s.id for s in parse(wild.text) if isinstance(s, Fenced)] == [block.id for block in wild.blocks]
    assert heads(wild) == heads(rendered)
    for parser, html in calm_html.items():
        assert tables(wild_html[parser]) == tables(html), parser
        assert kept(wild_html[parser]) == kept(html), parser


def source_blocks_read_back(rendered: Rendered, project: Project) -> int:
    """What stands in a source block is read back as the answer that it is. Gives how many there were."""
    blocks = [block for block in rendered.blocks if block.source]
    form = f"{AT}{rendered.spec.instance}" if rendered.spec.form else ""
    for block in blocks:
        assert block.source is not None
        found = read_back(block, block.text, project)
        if block.source.field and "~" not in block.id:
            question = project.question(block.source.question + form)
            assert found == ({block.source.field: project.answer_to(question).values[block.source.field]},)
        assert found, block.id
    return len(blocks)


def written_once(rendered: Callable[[], Rendered], folder: Path) -> None:
    """Writing a document twice changes nothing."""
    path = folder / rendered().spec.path

    assert write(compare(rendered(), path), folder)
    assert not write(compare(rendered(), path), folder)


def template(kind: str) -> str:
    return (resources.templates() / f"{kind}.md.j2").read_text(encoding="utf-8")


def names_are_in_the_pack(kind: str) -> None:
    """Every question, field and option that a template names is there."""
    text, pack = template(kind), builtin_pack()
    names = set(_NAME.findall(text))
    gates = {phase.gate.id for phase in pack.phases if phase.gate}

    assert len(names) > 20
    for name in names - gates:
        _ = pack.field(name) if ":" in name else pack.question(name)
    for question, field in re.findall(r'(?:words|command)\("([a-z.-]+)", "([a-z-]+)"', text):
        pack.field(f"{question}:{field}")
    for path, phrases in _PHRASES.findall(text):
        assert set(re.findall(r'"([a-z0-9-]+)":', phrases)) == {option.id for option in pack.field(path)[1].options}


def phrases_of(kind: str) -> int:
    """For how many fields a template has a phrase for each option."""
    return len(_PHRASES.findall(template(kind)))


def no_question_shows(prose: str) -> None:
    """Nothing of a document names a question as only the pack does."""
    for question in builtin_pack().questions:
        for name in (question.id, question.code, question.ask):
            assert not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", prose), name
