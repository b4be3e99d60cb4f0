"""Mistakes in conditions on rows, in what only gates can ask, and in what questions, forms and tables share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.sample import changed, problems, reported_once

ONLY_A_GATE = {
    "{complete: joel}": "complete",
    "{not: {enough: joel}}": "enough",
    "{decided: in-person}": "decided",
    "{signed: one, who: [{column: part, in: [decides]}]}": "signed",
}
"""Rules that only a gate can have, and the word that each asks for."""

SINGLE = [
    # conditions on rows, and what only a gate can ask
    (
        "live.yaml",
        "{rows: actions, where: [{column",
        "{rows: action, where: [{column",
        "no collection 'action'. Did you",
    ),
    (
        "live.yaml",
        "mandatory: {rows: actions, where: [{column: status",
        "mandatory: {rows: actions, where: [{column: statu",
        "no column 'statu'. Did",
    ),
    (
        "live.yaml",
        "in: [open]}], count: 2",
        "in: [opn]}], count: 2",
        "live.owner/mandatory/status: There is no option 'opn'.",
    ),
    ("live.yaml", "count: 2", "count: 0", "Here belongs a whole number from 1 on, not '0'."),
    ("live.yaml", "{closed: fall}", "{closed: fall, count: 2}", "The key `count` goes with `rows`."),
    (
        "live.yaml",
        "{complete: joel}",
        "{complete: jol}",
        "live.gate/whole: There is no instrument 'jol'. Did you mean 'joel'?",
    ),
    (
        "live.yaml",
        "{enough: joel}",
        "{enough: jole}",
        "live.gate/enough: There is no instrument 'jole'. Did you mean 'joel'?",
    ),
    (
        "live.yaml",
        "{passed: kickoff.gate}",
        "{passed: kickoff.gat}",
        "There is no gate 'kickoff.gat'. Did you mean 'kickoff.gate'?",
    ),
    ("live.yaml", "{passed: kickoff.gate}", "{passed: kickoff.risk}", "There is no gate 'kickoff.risk'."),
    ("live.yaml", "{closed: fall}", "{closed: fal}", "There is no form 'fal'. Did you mean 'fall'?"),
    (
        "live.yaml",
        "{overdue: actions}",
        "{overdue: action}",
        "There is no collection 'action'. Did you mean 'actions'?",
    ),
    ("live.yaml", "{overdue: actions}", "{overdue: people}", "'people' has no day in a column 'due'"),
    *(
        (
            "kickoff.yaml",
            "mandatory: {answered: kickoff.problem}",
            f"mandatory: {rule}",
            f"Only the rules of a gate can ask for `{word}`.",
        )
        for rule, word in ONLY_A_GATE.items()
    ),
    (
        "kickoff.yaml",
        "any:",
        "any:\n              - {passed: live.gate}",
        "Only the rules of a gate can ask for `passed`.",
    ),
    (
        "kickoff.yaml",
        "any:",
        "any:\n              - {closed: incident}",
        "Only the rules of a gate can ask for `closed`.",
    ),
    (
        "pack.yaml",
        "{field: kickoff.risk:criticality, at_least: customer}",
        "{overdue: actions}",
        "Only the rules of a gate can ask for `overdue`.",
    ),
    (
        "live.yaml",
        "required_when: {field: live.ready:rehearsed, in: [manual, automated]}",
        "required_when: {complete: joel}",
        "Only the rules of a gate can ask for `complete`.",
    ),
    ("live.yaml", "column: due, where", "column: status, where", "'status' is a choice, and no day."),
    ("live.yaml", "column: due, where", "column: dew, where", "There is no column 'dew'. Did you mean 'due'?"),
    ("live.yaml", "before: {rows: actions", "before: {rows: action", "There is no collection 'action'. Did you"),
    ("live.yaml", "column: due, filled: true", "column: dew, filled: true", "There is no column 'dew'."),
    ("live.yaml", "who: [{column: part, in: [decides]}]", "who: [{column: part, in: [all]}]", "no option 'all'"),
    ("live.yaml", "shows: [kickoff.problem]", "shows: [kickoff.gate]", "live.gate/shows: There is no question"),
    ("live.yaml", "shows: [kickoff.problem]", "shows: [live.fell]", "is asked in a form: only that form can look"),
    ("live.yaml", "decided: by-another", "decided: by-me", "There is no manner 'by-me'"),
    ("live.yaml", "{passed: kickoff.gate}", "{passed: live.gate}", "live.gate: This gate waits for itself"),
    # questions, fields and forms that go together
    ("live.yaml", "unless: why-not", "unless: why", "There is no field 'why'. Did you mean 'why-not'?"),
    ("live.yaml", "unless: why-not", "unless: rehearsed", "'rehearsed' is a choice; only a text can say why."),
    (
        "live.yaml",
        "label: Where\n",
        "label: Where\n              unless: why-not\n",
        "The key `unless` goes with `type: checklist`.",
    ),
    (
        "live.yaml",
        "field: live.ready:rehearsed, in: [manual",
        "field: live.ready:rehearsed, in: [manul",
        "There is no option 'manul'.",
    ),
    (
        "live.yaml",
        "field: live.ready:rehearsed, in",
        "field: live.ready:reharsed, in",
        "There is no field 'live.ready:reharsed'.",
    ),
    (
        "live.yaml",
        "key: live.fell:title",
        "key: live.fell:titel",
        "live/fall/key: There is no field 'live.fell:titel'.",
    ),
    ("live.yaml", "key: live.fell:title", "key: live.ready:why-not", "There is no field 'live.ready:why-not'."),
    ("live.yaml", "on: [stay]", "on: [sty]", "There is no outcome 'sty'. Did you mean 'stay'?"),
    (
        "live.yaml",
        "{closed: fall}",
        "{answered: live.fell}",
        "'live.fell' is asked in a form: only that form can look at it.",
    ),
    (
        "kickoff.yaml",
        "mandatory: {answered: kickoff.problem}",
        "mandatory: {answered: live.fell}",
        "is asked in a form",
    ),
    ("live.yaml", "mandatory: {answered: live.fell}", "mandatory: {answered: kickoff.happened}", "is asked in a form"),
    ("live.yaml", "at_most: 0", "at_most: -1", "Here belongs a whole number from 0 on, not '-1'."),
    ("live.yaml", "computed: joel", "computed: jol", "live.ready/computed: There is no figures 'jol'."),
    (
        "collections.yaml",
        "scope: form",
        "scope: forms",
        "timeline/scope: There is no scope 'forms'. Did you mean 'form'?",
    ),
    (
        "collections.yaml",
        "{name: due, type: moment",
        "{name: due, required_when: never, type: moment",
        "There is no key 'required_when'.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), SINGLE)
def test_a_mistake_is_reported_once(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    reported_once(tmp_path, name, old, new, expected)


def test_a_column_is_no_checklist(tmp_path: Path) -> None:
    files = changed(
        "collections.yaml",
        "type: choice\n        label: Kind\n        several: true",
        "type: checklist\n        label: Kind",
    )
    (found,) = problems(tmp_path, files)
    assert "timeline/columns/kind/type: There is no type 'checklist'." in found


def test_a_seed_may_be_unsure_where_it_is_shown(tmp_path: Path) -> None:
    view = "where: [{column: status, in: [open]}], seeds: [{action: Call, status: not sure}]"
    assert (
        problems(tmp_path, changed("live.yaml", "{collection: actions, own: true}", f"{{collection: actions, {view}}}"))
        == []
    )


def test_gates_that_wait_for_each_other_are_all_named(tmp_path: Path) -> None:
    files = changed(
        "kickoff.yaml", "known, when: {answered: kickoff.problem}", "known, when: {any: [{not: {passed: live.gate}}]}"
    )
    found = problems(tmp_path, files)
    assert [problem.split(": ")[:2] for problem in found] == [
        ["kickoff.yaml:71:5", "kickoff.gate"],
        ["live.yaml:91:5", "live.gate"],
    ]
    assert all("waits for itself" in problem for problem in found)
