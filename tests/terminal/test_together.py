"""The app and a command, or two apps, on one workbook."""

from __future__ import annotations

from tests.terminal.conftest import CommandLine, Open


def test_what_a_command_records_appears(project: CommandLine, window: Open) -> None:
    app = window(size=(120, 36))
    app.expect("Enter to answer")
    project.ok("answer", "kickoff.problem", "Returns eat the margin.", name="Raj")
    app.expect("Returns eat the margin.", "Raj", within=4)  # promised within about 2 s; the machine may be busy


def test_what_the_app_records_is_read_by_a_command(project: CommandLine, window: Open) -> None:
    app = window()
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("Returns eat the margin.")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")
    assert "Returns eat the margin." in project.ok("show", "kickoff.problem")


def test_two_answers_at_once_are_both_kept_until_one_is_chosen(project: CommandLine, window: Open) -> None:
    app = window(size=(120, 36))
    app.expect("Enter to answer")
    app.press("enter")
    app.expect("Save, next")
    app.type("Mei says margin.")
    project.ok("answer", "kickoff.problem", "Raj says returns.", name="Raj")
    app.drain(0.5, most=2.5)  # what Raj recorded is looked at meanwhile; the open editor keeps its text
    app.expect("Mei says margin.")
    app.press("ctrl+s")
    app.expect("what happens if we do nothing")
    app.press("escape")
    app.expect("Go to")
    app.press("ctrl+g")
    app.expect("enter goes there")
    app.type("kickoff.problem")
    app.expect("▲")
    app.press("enter")
    app.expect("Two versions stand against each other")
    shown = project.ok("show", "kickoff.problem")
    assert "Mei says margin." in shown
    assert "Raj says returns." in shown

    app.press("c")
    app.expect("says which holds", "Mei says margin.", "Raj says returns.")
    app.press("1")
    app.expect_gone("Two versions stand against each other")
    settled = project.ok("show", "kickoff.problem")
    assert ("Mei says margin." in settled) != ("Raj says returns." in settled)
    past = project.ok("history", "kickoff.problem")
    assert "Mei says margin." in past
    assert "Raj says returns." in past
