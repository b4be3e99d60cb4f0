"""Every command with its line of help: the list of commands is printed from here, and imports none of them."""

from __future__ import annotations

from workbook.cli.command import Listed

COMMANDS: tuple[Listed, ...] = (
    ("demo", "Look around in a scratch workbook with sample projects.", "demo", "demo", "Start"),
    ("init", "Start a project for this repository.", "start", "init", "Start"),
    ("projects", "List the projects of the workbook.", "status", "projects", "Start"),
    ("status", "Show where the project stands.", "status", "status", "See"),
    ("mine", "List what waits for you, in all projects.", "mine", "mine", "See"),
    ("show", "Show answers and tables, now or as they were.", "show", "show", "See"),
    ("history", "Show who changed what, and when.", "history", "history", "See"),
    ("pictures", "Show the talk's ten panels of a project, and its takeaways.", "pictures", "pictures", "See"),
    ("compare", "Show projects side by side.", "compare", "compare", "See"),
    ("answer", "Record an answer, or that it is not known yet.", "answer", "answer", "Record"),
    ("row", "Add, change, move or take out rows of tables.", "rows", "row", "Record"),
    ("form", "Open, list, show and close forms: post-mortems, reviews.", "forms", "form", "Record"),
    ("meeting", "Hold a meeting: agenda, clock, what came of it.", "meeting_close", "meeting", "Record"),
    ("ask", "Ask somebody to answer questions beforehand.", "mine", "ask", "Record"),
    ("actions", "List, add and close action items.", "registers", "actions", "Record"),
    ("decisions", "List and add decisions.", "registers", "decisions", "Record"),
    ("parking", "List, add and close parked questions.", "registers", "parking", "Record"),
    ("undo", "Take an act back.", "undo", "undo", "Record"),
    ("settle", "List conflicts, and decide them.", "undo", "settle", "Record"),
    ("score", "Show the scores of the Joel Test and the ML Test Score.", "score", "score", "Check"),
    ("psi", "Say how far a distribution has moved from its reference.", "psi", "psi", "Check"),
    ("gate", "Say what a gate still asks for, or record its decision.", "gate", "gate", "Check"),
    ("verify", "Check that what a gate was passed with is still as it was.", "verify", "verify", "Check"),
    ("export", "Write the documents, or check that they are current.", "export", "export", "Check"),
    ("packs", "List, check and describe the packs of questions.", "packs", "packs", "Check"),
    ("reference", "Show how four companies did, as the talk tells it.", "reference", "reference", "Look up"),
    ("about", "Show what this is, and the talk that it is built on.", "reference", "about", "Look up"),
    ("dump", "Print the history as JSON Lines.", "events", "dump", "Care"),
    ("load", "Take in what 'dump' printed.", "events", "load", "Care"),
    ("backup", "Make a verified copy of the workbook.", "care", "backup", "Care"),
    ("doctor", "Check that the workbook is whole.", "care", "doctor", "Care"),
    ("redact", "Erase the text of one event for good.", "care", "redact", "Care"),
    ("completion", "Print the completion script of a shell.", "completion", "completion", "Care"),
)

EXAMPLES = (
    "demo",
    'init "Review triage"',
    'answer kickoff.problem "Read all reviews for us."',
    "gate kickoff",
    "export --check",
)
