"""Minutes: everything that was said stands in them once, as it was when the meeting closed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.documents.meetings import STORIES, kickoff, minutes, second
from tests.documents.samples import GOLDEN
from tests.documents.structure import HOSTILE, bones, headings, html_of, saying
from workbook.application.meeting_texts import agenda_markdown, summary_text
from workbook.application.meetings import planned
from workbook.documents import documents, render
from workbook.domain.commands import OpenMeeting, Redact
from workbook.domain.meetings.meeting import find_meeting


@pytest.mark.parametrize("name", STORIES)
def test_golden(name: str) -> None:
    assert minutes(STORIES[name]()) == (GOLDEN / f"minutes-{name}.md").read_text(encoding="utf-8")


def test_minutes_tell_of_the_meeting_whatever_was_done_since() -> None:
    hour = kickoff()
    before = minutes(hour)
    hour.now += timedelta(days=1)
    for row in hour.project.rows("actions"):
        hour.change("actions", row.id, {"status": "done", "owner": "Ana"})
    hour.answer("kickoff.problem", "Something else")
    assert minutes(hour) == before
    event = next(e for e in hour.project.ledger.events if e.subject.name == "decisions")
    hour.do(Redact(event.id, "a name"))
    hour.events = [e._replace(body=None, salt="") if e.id == event.id else e for e in hour.events]
    assert "coats wait" in before
    assert "coats wait" not in minutes(hour), "what was erased is erased here too"


def test_the_recap_names_the_tables_that_were_filled_in() -> None:
    hour = second()
    hour.do(OpenMeeting("The numbers"))
    assert "Filled in" not in summary_text(hour.project, find_meeting(hour.project))
    hour.row("kickoff.metrics", name="Returns for size")
    assert summary_text(hour.project, find_meeting(hour.project)).endswith("\nFilled in: Metrics\n")


def test_each_meeting_has_a_file_of_its_own_by_day_and_phase() -> None:
    hour = second()
    hour.do(OpenMeeting("Another one", phase="kickoff"))
    hour.do(OpenMeeting("A talk over coffee"))
    names = [spec.path for spec in documents(hour.project) if spec.form == "meeting"]
    assert names == [
        "minutes/2026-11-02-kickoff.md",
        "minutes/2026-11-09-kickoff.md",
        "minutes/2026-11-09-kickoff-2.md",
        "minutes/2026-11-09-meeting.md",
    ]


def test_no_question_no_id_and_no_placeholder_is_left() -> None:
    for name in STORIES:
        text = re.sub("<!--.*?-->", "", (GOLDEN / f"minutes-{name}.md").read_text(encoding="utf-8"))
        assert "kickoff." not in text
        assert "In the customer's own words" not in text
        assert not re.search(r"\b(?:None|Undefined|\{\{|[0-9a-f]{32})\b", text)
        assert not re.search(r"^#+ [^\n]*\n+(?:#|\Z)", re.sub("^# .*", "", text, flags=re.MULTILINE), re.MULTILINE)


def test_any_text_keeps_the_structure_of_minutes_agenda_and_summary() -> None:
    hour = kickoff()
    calm = saying(hour, "calm")
    spec = next(spec.id for spec in documents(calm) if spec.form == "meeting")
    for text in ("".join(HOSTILE), "\n".join(HOSTILE), "[/] [@click=app.quit]x[/]", "| a |\n|-|", "٣ 🙂 \x00 \u202e"):
        wild = saying(hour, text)
        name = next(spec.id for spec in documents(wild) if spec.form == "meeting")
        rendered, plain = render(wild, name), render(calm, spec)
        assert [block.id for block in rendered.blocks] == [block.id for block in plain.blocks]
        assert headings(rendered) == headings(plain)
        assert {k: bones(v) for k, v in html_of(rendered).items()} == {k: bones(v) for k, v in html_of(plain).items()}
        summary, calm_summary = (summary_text(p, find_meeting(p)) for p in (wild, calm))
        assert summary.count("\n") == calm_summary.count("\n")
        assert summary.isprintable() or not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", summary)
        agenda = agenda_markdown(wild, planned(wild, "kickoff", title=text))
        assert agenda.count("\n## ") == agenda_markdown(calm, planned(calm, "kickoff")).count("\n## ")
        assert "\x1b" not in agenda
