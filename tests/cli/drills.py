"""A team's pack with two forms: drills, with a table of their own, and visits."""

from __future__ import annotations

from pathlib import Path

STEPS = """\
collections:
  - id: steps
    title: Steps
    noun: step
    key: step
    scope: form
    columns:
      - {name: step, type: text, label: Step, required: true}
      - name: kind
        type: choice
        label: Kind
        options:
          - {id: began, label: it began}
          - {id: ended, label: it ended}
"""

FORMS = """\
phase:
  id: kickoff
  forms:
    - id: drill
      title: Drills
      noun: drill
      key: kickoff.drill-what:title
      sections:
        - id: event
          title: What was tried
          questions:
            - id: kickoff.drill-what
              code: DR-01
              title: What
              ask: What was tried?
              mandatory: core
              fields:
                - {name: title, type: text, label: Title, required: true}
                - {name: story, type: text, label: Story, required: true, long: true}
                - {name: live, type: yesno, label: Live}
                - name: told
                  type: text
                  label: Who was told
                  required_when: {field: kickoff.drill-what:live, is: yes}
            - id: kickoff.drill-when
              code: DR-02
              title: Timeline
              ask: What happened when?
              mandatory: core
              view:
                collection: steps
                rules:
                  - {says: when it began, where: [{column: kind, in: [began]}]}
            - id: kickoff.drill-fixes
              code: DR-03
              title: Fixes
              ask: What will change?
              mandatory: optional
              view: {collection: actions, own: true}
    - id: visit
      title: Visits
      noun: visit
      sections:
        - id: seen
          title: What was seen
          questions:
            - id: kickoff.visit-seen
              code: VI-01
              title: Seen
              ask: What was seen?
              mandatory: optional
              type: text
"""


def lay(repository: Path) -> None:
    """The team's files, in a repository with a workbook."""
    folder = repository / ".mlworkbook" / "phases"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "steps.yaml").write_text(STEPS)
    (folder / "drills.yaml").write_text(FORMS)
