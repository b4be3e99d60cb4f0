"""Every command with its line of help: the list of commands is printed from here, and imports none of them."""

from __future__ import annotations

from typing import Final

from workbook.cli.command import Listed

COMMANDS: Final = (
    Listed("demo", "Look around in a scratch workbook with sample projects.", "demo", "demo", "Start"),
    Listed("init", "Start a project for this repository.", "start", "init", "Start"),
    Listed("projects", "List the projects of the workbook.", "status", "projects", "Start"),
    Listed("status", "Show where the project stands.", "status", "status", "See"),
    Listed("show", "Show answers and tables, now or as they were.", "show", "show", "See"),
    Listed("history", "Show who changed what, and when.", "history", "history", "See"),
    Listed("answer", "Record an answer, or that it is not known yet.", "answer", "answer", "Record"),
    Listed("row", "Add, change, move or take out rows of tables.", "rows", "row", "Record"),
    Listed("actions", "List, add and close action items.", "registers", "actions", "Record"),
    Listed("decisions", "List and add decisions.", "registers", "decisions", "Record"),
    Listed("parking", "List, add and close parked questions.", "registers", "parking", "Record"),
    Listed("undo", "Take an act back.", "undo", "undo", "Record"),
    Listed("settle", "List conflicts, and decide them.", "undo", "settle", "Record"),
    Listed("score", "Show the scores of the Joel Test and the ML Test Score.", "score", "score", "Check"),
    Listed("gate", "Say what a gate still asks for, or record its decision.", "gate", "gate", "Check"),
    Listed("export", "Write the documents, or check that they are current.", "export", "export", "Check"),
    Listed("packs", "List, check and describe the packs of questions.", "packs", "packs", "Check"),
    Listed("dump", "Print the history as JSON Lines.", "events", "dump", "Care"),
    Listed("load", "Take in what 'dump' printed.", "events", "load", "Care"),
    Listed("backup", "Make a verified copy of the workbook.", "care", "backup", "Care"),
    Listed("doctor", "Check that the workbook is whole.", "care", "doctor", "Care"),
    Listed("redact", "Erase the text of one event for good.", "care", "redact", "Care"),
    Listed("completion", "Print the completion script of a shell.", "completion", "completion", "Care"),
)

EXAMPLES: Final = (
    "demo",
    'init "Review triage"',
    'answer kickoff.problem "Read all reviews for us."',
    "gate kickoff",
    "export --check",
)
