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

JOEL = """\
instrument:
  id: joel
  title: The Joel Test
  total: sum
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

FILES: Mapping[str, str] = {
    "pack.yaml": PACK,
    "collections.yaml": COLLECTIONS,
    "kickoff.yaml": KICKOFF,
    "joel.yaml": JOEL,
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
