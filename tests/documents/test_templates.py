"""Templates: on plain data, within bounds, and every mistake is told by file and line."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders import Scene, builtin_pack
from workbook import resources
from workbook.documents import render
from workbook.documents.sandbox import Templates
from workbook.domain.basis import questions
from workbook.errors import TemplateFailed

HEAD = "{% set known = 1 %}\n"


def rendered(folder: Path, source: str, seconds: float = 2.0) -> str:
    """What a template makes of a little data. Its own first line is line 2."""
    (folder / "mine.md.j2").write_text(HEAD + source, encoding="utf-8")
    data = {"name": "Ana", "record": {"a": "1"}, "many": ["x", "y"]}
    return Templates(folder, seconds).render("mine.md.j2", data)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ record.nothing }}",
        "{{ 'x' if false }}",
        "{% for %}",
        "{{ name | upper }}",
        "{{ name.upper() }}",
        "{{ name.format(1) }}",
        "{{ record.items() }}",
        "{{ many.append('z') }}",
        "{{ name.__class__ }}",
        "{{ ''['__class__'].__mro__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ many * 1000000000 }}",
        "{% for i in range(1000000000) %}{% endfor %}",
        "{{ record }}",
        "{{ none }}",
        "{{ true }}",
        "{{ 1 // 0 }}",
        "{{ many[9] }}",
        "{% include '../other.md.j2' %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    ],
)
def test_a_mistake_is_told_by_template_and_line(source: str, tmp_path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(TemplateFailed) as failure:
        rendered(tmp_path, source)

    assert failure.value.where in ("mine.md.j2:2", "mine.md.j2:1") or "other" in failure.value.what
    assert failure.value.what
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "source",
    [
        "{% macro f(n) %}{% for x in many %}{{ f(n - 1) if n else '' }}{% endfor %}{% endmacro %}{{ f(60) }}",
        "{% macro f(n) %}{% for x in many %}{% if n %}{% set y = f(n - 1) %}{% endif %}{% endfor %}{% endmacro %}"
        "{{ f(60) }}",
    ],
)
def test_a_template_without_end_is_ended(source: str, tmp_path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(TemplateFailed, match=r"runs longer than 0\.3 seconds") as failure:
        rendered(tmp_path, source, seconds=0.3)

    assert failure.value.where.startswith("mine.md.j2:2")
    assert time.monotonic() - began < 1.5


def test_what_a_template_may_do(tmp_path: Path) -> None:
    source = (
        "{% for x in many %}{{ loop.index * 2 }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %} {{ record.a }}"
    )

    assert rendered(tmp_path, source) == "2x, 4y 1"


def test_a_missing_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateFailed, match=r"no template 'gone\.md\.j2'"):
        Templates(tmp_path).render("gone.md.j2", {})


def _own_template(tmp_path: Path, source: str) -> Path:
    (tmp_path / "spec.md.j2").write_text(source, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "source",
    [
        "words in the open",
        "<!-- mlworkbook:begin a -->\nx\n",
        "<!-- mlworkbook:begin a -->\nx\n<!-- mlworkbook:end a -->\n" * 2,
        "<!-- mlworkbook:begin kickoff.problem:value -->\nx\n<!-- mlworkbook:end kickoff.problem:value -->\n",
    ],
)
def test_a_template_that_writes_no_proper_blocks(source: str, tmp_path: Path) -> None:
    scene = Scene()
    scene.answer("kickoff.problem", "Too many returns")

    with pytest.raises(TemplateFailed) as failure:
        render(scene.project, "spec", templates=_own_template(tmp_path, source))

    assert failure.value.where == "spec.md.j2"


SPEC_TEMPLATE = (resources.templates() / "spec.md.j2").read_text(encoding="utf-8")


def test_every_path_that_the_template_names_is_in_the_pack() -> None:
    pack = builtin_pack()
    names = set(re.findall(r'"(kickoff\.[a-z-]+(?::[a-z-]+)?)"', SPEC_TEMPLATE)) - {"kickoff.gate"}

    assert len(names) > 50
    for name in names:
        if ":" in name:
            pack.field(name)
        else:
            pack.question(name)
    for question, field in re.findall(r'words\("([a-z.-]+)", "([a-z-]+)"', SPEC_TEMPLATE):
        pack.field(f"{question}:{field}")


def test_the_template_tells_every_question_of_the_kickoff_by_itself() -> None:
    own = re.search(r"set own = \[(.*?)\]", SPEC_TEMPLATE, re.DOTALL)
    assert own is not None

    assert re.findall(r'"([a-z.-]+)"', own[1]) == sorted(
        (question.id for question in questions(builtin_pack().phase("kickoff"))), key=own[1].index
    )


def test_every_option_that_a_sentence_is_made_for_has_a_phrase() -> None:
    for path, phrases in re.findall(r'phrase\("([a-z.:-]+)", \{(.*?)\n\}', SPEC_TEMPLATE, re.DOTALL):
        _, field = builtin_pack().field(path)
        known = set(re.findall(r'"([a-z-]+)":', phrases))
        if path == "kickoff.environment:pace":
            known |= {"no-production", "daily", "asap", "near-real-time"}
        assert known == {option.id for option in field.options}, path


def test_jinja_is_paid_for_only_where_a_document_is_rendered() -> None:
    program = "import sys, workbook.documents; print({'jinja2', 'difflib', 'markdown_it'} & sys.modules.keys())"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
