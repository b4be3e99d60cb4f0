"""A small pack that uses every part of the format, and help to write packs to disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbook.errors import PackError
from workbook.packs.loader import LoadedPack, load_pack

PACK = """\
pack:
  id: small
  title: A small pack
  version: 1.10
  phases: [kickoff]
  instruments: [joel]
  triage: [kickoff.risk:criticality, kickoff.risk:personal]
  opening: [kickoff.problem]
  scaled: {field: kickoff.risk:criticality, at_least: customer}
  legacy:
    - {from: kickoff.metrics, where: [{column: kind, in: [model]}], into: live.ready, row: {why-not: "{name}"}}
"""

COLLECTIONS = """\
collections:
  - id: people
    code: T1
    title: People
    noun: person
    key: name
    register: true
    columns:
      - {name: name, type: text, label: Name, required: true}
      - name: part
        type: choice
        label: Part
        options:
          - {id: decides, label: decides}
          - {id: no, label: takes no part}
      - {name: stands_in, type: person, label: Stands in, only: [{column: part, in: [decides]}]}
  - id: metrics
    title: Metrics
    noun: metric
    key: name
    scope: cycle
    columns:
      - {name: name, type: text, label: Name, required: true}
      - name: kind
        type: choice
        label: Kind
        options:
          - {id: business, label: business}
          - {id: model, label: model}
      - {name: baseline, type: quantity, label: Baseline}
      - {name: owner, type: ref, label: Owner, collection: people}
  - id: actions
    title: Actions
    noun: action
    key: action
    living: true
    purpose: Who does what by when.
    columns:
      - {name: action, type: text, label: Action, required: true, help: What is done., example: Call Bo}
      - {name: due, type: moment, label: Due}
      - name: status
        type: choice
        label: Status
        progress: true
        options:
          - {id: open, label: open}
          - {id: done, label: done}
          - {id: unsure, label: not sure, counts_as: open}
  - id: timeline
    title: Timeline
    noun: event
    key: event
    scope: form
    columns:
      - {name: event, type: text, label: What happened}
      - {name: time, type: moment, label: Time, time: true}
      - name: kind
        type: choice
        label: Kind
        several: true
        options:
          - {id: started, label: started}
          - {id: detected, label: detected}
          - {id: mitigated, label: mitigated}
          - {id: resolved, label: resolved}
"""

KICKOFF = """\
phase:
  id: kickoff
  code: KO
  title: Kickoff
  sections:
    - id: need
      title: The need
      questions:
        - id: kickoff.problem
          code: KO-01
          title: The problem
          ask: "In the customer's own words: what should go away?"
          example: Clerks retype orders
          talk: [D-016, D-141]
          mandatory: core
          killer: true
          shows: [kickoff.risk]
          feeds: [kickoff.metrics]
          type: text
          long: true
        - id: kickoff.risk
          code: KO-02
          title: Risk
          ask: What could go wrong?
          mandatory: scaled
          fields:
            - name: criticality
              type: choice
              label: Criticality
              required: true
              options:
                - {id: internal, label: internal}
                - {id: customer, label: customer-facing}
                - {id: unsure, label: not sure, counts_as: customer}
            - {name: personal, type: yesno, label: Personal data}
            - {name: latency, type: quantity, label: Latency, unit: ms}
            - {name: by, type: moment, label: Needed by, time: true}
    - id: measure
      title: The measure
      questions:
        - id: kickoff.metrics
          code: KO-07
          title: Metrics
          ask: What will be measured?
          mandatory: {answered: kickoff.problem}
          applies:
            any:
              - {field: kickoff.risk:personal, is: yes}
              - not: {all: [{field: kickoff.risk:criticality, in: [internal]}, never]}
          because: Nothing is measured here.
          mode: do-confirm
          view:
            collection: metrics
            where: [{column: kind, in: [business]}]
            columns: [name, kind, baseline]
            required: [baseline]
            seeds:
              - {name: Orders an hour, kind: business}
            rules:
              - {says: one business metric, at_least: 1, where: [{column: kind, in: [business]}], complete: true}
  forms:
    - id: incident
      title: Incident
      noun: incident
      sections:
        - id: what
          title: What happened
          questions:
            - {id: kickoff.happened, title: What, ask: "What happened?", mandatory: optional, type: text}
  gate:
    id: kickoff.gate
    code: KO-G
    ask: Go or stop?
    outcomes:
      - {id: go, label: go}
      - {id: stop, label: stop}
    passing: [go]
    decider: [{column: part, in: [decides]}]
    rules:
      - {id: known, says: the problem is known, when: {answered: kickoff.problem}}
"""

LIVE = """\
phase:
  id: live
  code: LI
  title: In use
  purpose: It runs, and somebody looks.
  sections:
    - id: care
      title: Care
      purpose: Before anybody relies on it.
      questions:
        - id: live.ready
          title: Ready
          ask: Is everything in its place?
          why: Nobody remembers later.
          hint: Read it line by line.
          source: Practice.
          mandatory: core
          mode: read-do
          computed: joel
          fields:
            - name: done
              type: checklist
              label: In its place
              help: Tick what is.
              required: true
              unless: why-not
              options:
                - {id: backup, label: a backup, help: It was restored once., points: "1"}
                - {id: alarm, label: an alarm, key: a}
            - {name: why-not, type: text, label: Why not, example: It is a rehearsal}
            - {name: rehearsed, type: score, label: Rehearsed, progress: true}
            - name: where
              type: text
              label: Where
              required_when: {field: live.ready:rehearsed, in: [manual, automated]}
        - id: live.owner
          title: Owner
          ask: Who looks after it?
          mandatory: {rows: actions, where: [{column: status, in: [open]}], count: 2}
          known: true
          type: person
          duty: true
          label: Owner
          help: One name.
        - id: live.fixes
          title: Fixes
          ask: What is still to be done?
          mandatory: optional
          shows: [kickoff.metrics]
          view:
            collection: actions
            offers:
              - {from: kickoff.metrics, where: [{column: kind, in: [model]}], row: {action: "Read {name}"}}
            rules:
              - {says: nothing that is open without a day, at_most: 0, where: [{column: status, in: [open]}]}
              - {says: each with all columns, every: true}
  forms:
    - id: fall
      title: Falls
      noun: fall
      purpose: What happened, once it fell.
      key: live.fell:title
      sections:
        - id: what
          title: What happened
          questions:
            - id: live.fell
              title: Fall
              ask: What fell?
              mandatory: core
              fields: [{name: title, type: text}, {name: seen, type: flag}]
            - id: live.times
              title: Times
              ask: What happened when?
              mandatory: {answered: live.fell}
              computed: durations
              view: {collection: timeline}
            - id: live.again
              title: Again
              ask: How long until it stood again?
              mandatory: optional
              shows: [kickoff.risk, live.fell]
              fields: [{name: by, type: moment, time: true}, {name: what, type: text}]
              checks:
                - {field: by, at_most: kickoff.risk:by}
                - {field: by, at_least: kickoff.risk:by}
                - {field: by, same_as: kickoff.risk:by}
                - {field: what, mentions: live.fell:title}
            - {id: live.after, title: After, ask: "What now?", mandatory: core, view: {collection: actions, own: true}}
  gate:
    id: live.gate
    ask: May it stay?
    why: Somebody has to say so.
    outcomes:
      - {id: stay, label: stay}
      - {id: leave, label: leave}
    passing: [stay]
    shows: [kickoff.problem]
    celebrate: {on: [stay], says: Cake.}
    rules:
      - {id: whole, says: all is answered, when: {complete: joel}}
      - {id: enough, says: the score is enough, when: {enough: joel}}
      - {id: before, says: the kickoff holds, when: {passed: kickoff.gate}}
      - {id: fallen, says: every fall is told, when: {any: [{closed: fall}, {not: {rows: timeline}}]}}
      - {id: late, says: nothing is late, when: {not: {overdue: actions}}}
      - id: first
        says: the kickoff came first
        when:
          passed: kickoff.gate
          before: {rows: actions, column: due, where: [{column: due, filled: true}], count: 3}
      - {id: signed, says: who decides signs, when: {signed: each, who: [{column: part, in: [decides]}]}}
      - {id: others, says: another pair of eyes, when: {decided: by-another}}
"""

JOEL = """\
instrument:
  id: joel
  title: The Joel Test
  total: sum
  source: J. Spolsky.
  purpose: Twelve questions, two of them here.
  level_field: kickoff.risk:criticality
  bands:
    - {upto: 1, label: poor, meaning: Poor.}
    - {above: 1, upto: 2, label: fine, meaning: Fine.}
  minimums:
    - {level: internal, score: 0.5}
    - {level: customer, score: 1, strictly: true}
  sections:
    - id: joel
      title: All
      questions:
        - {id: joel.1, code: J1, title: Source control, ask: "Is there source control?", marks: yesno, full: A server.}
        - {id: joel.2, code: J2, title: Builds, ask: "Is there a build?", marks: score, half: By hand., full: By a job.}
"""

ALONE = """\
phase:
  id: alone
  title: Alone
  sections:
    - id: a
      title: A
      questions:
"""
"""A phase that says nothing yet; what it asks comes below."""

FILES: Mapping[str, str] = {
    "pack.yaml": PACK,
    "collections.yaml": COLLECTIONS,
    "kickoff.yaml": KICKOFF,
    "joel.yaml": JOEL,
    "live.yaml": LIVE,
}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The sample with one text in one file replaced; the text must stand there once."""
    assert FILES[name].count(old) == 1, old
    return {**FILES, name: FILES[name].replace(old, new)}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes the files into a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def load(folder: Path, files: Mapping[str, str] = FILES, team: Mapping[str, str] | None = None) -> LoadedPack:
    """The pack of these files, a team's laid over them."""
    folders = [write(folder / "base", files)]
    if team is not None:
        folders.append(write(folder / "team", team))
    return load_pack(folders)


def problems(folder: Path, files: Mapping[str, str], team: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with these files, each without the folder."""
    try:
        load(folder, files, team)
    except PackError as error:
        return [problem.removeprefix(f"{folder}/").removeprefix("base/") for problem in error.problems]
    return []


def reported_once(folder: Path, name: str, old: str, new: str, expected: str) -> None:
    """One text replaced in one file is one mistake, told with that file and these words."""
    found = problems(folder, changed(name, old, new))
    assert len(found) == 1, found
    assert found[0].startswith(f"{name}:")
    assert expected in found[0]
