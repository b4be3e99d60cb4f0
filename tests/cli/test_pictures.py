"""`pictures`: the ten panels, their pairs and the card."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

ODD = "[/] [@click=app.quit]x[/] | \\u001b]0;t\\u0007 سلام 🧵"


def test_the_panels_name_their_sources_and_keep_the_first_words_back(project: CommandLine) -> None:
    project.ok("answer", "kickoff.problem", "Read all of it.")
    project.ok("answer", "kickoff.limits", f'{{"budget": "40 k€", "limits": "{ODD}"}}')
    told = project.ok("pictures").out
    assert "Read all of it." not in told and "Kept back until the customer" in told
    assert "Empty. It asks for: " in told and "The marks of The Joel Test and The ML Test Score." in told
    assert "KO-15 Our limits: Mei Tanaka, " in told and "4 ↔ 3   paid for, and begun; 3 empty" in told
    project.ok("answer", "post.asked-again", f'{{"words": "{ODD}"}}')
    told = project.ok("pictures").out
    assert "Read all of it." in told and "[@click=app.quit]x[/] | " in told and "\x1b]" not in told
    report = project.ok("pictures", "--json").json
    assert [len(report[part]) for part in ("panels", "pairs", "card")] == [10, 6, 8]
    first = report["panels"][0]
    assert first["says"] == ["Read all of it."] and first["sources"][0]["question"] == "kickoff.problem"
    assert report["pairs"][0]["empty"] == [] and report["pairs"][1]["empty"] == [2]
    assert project.ok("pictures", "--card").out.count("?") >= 5


def test_each_panel_says_something_asks_for_it_or_says_why_not(project: CommandLine) -> None:
    project.ok("answer", "mlts.data.1", '{"mark": "manual"}')
    panels = project.ok("pictures", "--json").json["panels"]
    assert panels[6]["says"] == ["The ML Test Score: 1 of 28 answered"]
    assert [source["title"] for source in panels[6]["sources"]] == ["The ML Test Score"]
    for panel in panels:
        assert sum(bool(panel[part]) for part in ("says", "ask", "because", "kept_back")) == 1
