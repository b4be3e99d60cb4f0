"""What waits to be asked for."""

from __future__ import annotations

from pathlib import Path

from workbook.documents.later import Later, Said
from workbook.documents.sandbox import Templates


def test_it_is_worked_out_once_and_only_if_a_template_asks(tmp_path: Path) -> None:
    asked: list[str] = []

    def told(name: str) -> str:
        asked.append(name)
        return f"{name}!"

    (tmp_path / "macros.j2").write_text("{% macro both() %}{{ said['a'] }}{{ title }}{% endmacro %}")
    (tmp_path / "mine.j2").write_text(
        "{% from 'macros.j2' import both with context %}"
        "{{ both() }} {{ both() }} {{ said['nobody'] }} {{ said['plain'] }} {{ 'known' if 'b' in said else 'unknown' }}"
    )
    said = Said({"a": Later(told, "a"), "b": Later(told, "b"), "plain": "as it is"}, "–")
    data = {"said": said, "title": Later(told, "title"), "other": Later(told, "other")}

    assert Templates(tmp_path).render("mine.j2", data) == "a!title! a!title! – as it is known"
    assert sorted(asked) == ["a", "title"]
