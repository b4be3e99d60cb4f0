"""Every mistake in a pack is reported, with its line and the nearest valid name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.packs.sample import COLLECTIONS, FILES, JOEL, KICKOFF, PACK, changed, load, problems, reported_once, write
from workbook.errors import PackError
from workbook.packs.loader import load_pack

TEN = {
    ("pack.yaml", "kickoff.risk:personal]", "kickoff.risk:persona]"): "pack.yaml:7:38: pack/triage: There is no field "
    "'kickoff.risk:persona'. Did you mean 'kickoff.risk:personal'?",
    (
        "collections.yaml",
        "    key: name\n    scope: cycle",
        "    key: nam\n    scope: cycle",
    ): "collections.yaml:20:10: metrics/key: There is no column 'nam'. Did you mean 'name'?",
    ("collections.yaml", "type: quantity, label: B", "type: quantity, long: true, label: B"): "collections.yaml:30:42: "
    "metrics/columns/baseline: The key `long` goes with `type: text`.",
    ("kickoff.yaml", "title: The need", "titel: The need"): "kickoff.yaml:7:7: kickoff/sections/need: There is no key "
    "'titel'. Did you mean 'title'?",
    ("kickoff.yaml", "[D-016, D-141]", "[D-16, D-141]"): "kickoff.yaml:14:18: kickoff.problem/talk: 'D-16' is not an "
    "item of the talk, such as D-016.",
    ("kickoff.yaml", "killer: true", "killer: yes"): "kickoff.yaml:16:19: kickoff.problem/killer: Here belongs true or "
    "false, not 'yes'.",
    ("kickoff.yaml", "shows: [kickoff.risk]", "shows: [kickoff.rik]"): "kickoff.yaml:17:19: kickoff.problem/shows: "
    "There is no question 'kickoff.rik'. Did you mean 'kickoff.risk'?",
    ("kickoff.yaml", "counts_as: customer}", "counts_as: custmer}"): "kickoff.yaml:34:60: kickoff.risk/criticality/"
    "unsure/counts_as: There is no option 'custmer'. Did you mean 'customer'?",
    (
        "kickoff.yaml",
        "passing: [go]",
        "passing: [goo]",
    ): "kickoff.yaml:77:15: kickoff.gate/passing: There is no outcome 'goo'. Did you mean 'go'?",
    (
        "joel.yaml",
        "above: 1, upto: 2",
        "above: 1.5, upto: 2",
    ): "joel.yaml:10:15: joel/bands: A band begins where the one before it ends: `above` must be '1'.",
}


def test_ten_different_mistakes_are_all_reported_with_their_lines(tmp_path: Path) -> None:
    files = dict(FILES)
    for name, old, new in TEN:
        assert files[name].count(old) == 1, old
        files[name] = files[name].replace(old, new)
    found = problems(tmp_path, files)
    assert sorted(found) == sorted(TEN.values())
    assert [p.split(":")[0] for p in found] == sorted(p.split(":")[0] for p in found)
    kickoff = [int(p.split(":")[1]) for p in found if p.startswith("kickoff")]
    assert kickoff == sorted(kickoff)


SINGLE = [
    # shapes
    ("pack.yaml", "pack:", "pakc:", "1:1: There is no key 'pakc'. Did you mean 'pack'?"),
    ("kickoff.yaml", "mandatory: core", "mandatory: cor", "15:22: kickoff.problem/mandatory: There is no rule 'cor'."),
    ("kickoff.yaml", "          mandatory: core\n", "", "9:11: kickoff.problem: The key `mandatory` is missing."),
    ("kickoff.yaml", "mode: do-confirm", "mode: [do-confirm]", "mode: Here belongs one of discuss, do-confirm"),
    ("kickoff.yaml", "          long: true", "          view: {collection: metrics}", "Only one of the keys type"),
    (
        "kickoff.yaml",
        "          type: text\n          long: true\n",
        "",
        "9:11: kickoff.problem: One of the keys type,",
    ),
    ("kickoff.yaml", "title: Risk", "title:", "23:17: kickoff.risk/title: This is empty"),
    ("kickoff.yaml", "title: Risk", 'title: "a\\nb"', "23:18: kickoff.risk/title: This must fit on one line."),
    (
        "kickoff.yaml",
        "{answered: kickoff.problem}\n          applies",
        "{always: yes}\n          applies",
        "no key 'always'",
    ),
    ("kickoff.yaml", "personal, is: yes}", "personal}", "One of the keys is, in, at_least is missing."),
    ("kickoff.yaml", "at_least: 1", "at_least: 0", "Here belongs a whole number from 1 on, not '0'."),
    ("kickoff.yaml", "code: KO-01", "code: ko 1", "10:17: kickoff.problem/code: 'ko 1' is not a code, such as KO-01."),
    ("kickoff.yaml", "type: quantity, label: Latency", "type: quantty, label: Latency", "Did you mean 'quantity'?"),
    ("kickoff.yaml", "type: moment, label: Needed by, ", "label: Needed by, ", "The key `type` is missing."),
    ("collections.yaml", "label: Owner, collection: people", "label: Owner", "The key `collection` is missing."),
    ("joel.yaml", "marks: yesno, full", "marks: yesno, half", "The key `half` goes with `marks: score`."),
    ("joel.yaml", "total: sum", "total: mean", "4:10: joel/total: There is no total 'mean'. Possible: sum, minimum."),
    # names that stand twice
    ("kickoff.yaml", "code: KO-02", "code: Ko-01", "kickoff.risk: The code 'Ko-01' stands here and already at"),
    (
        "kickoff.yaml",
        "id: kickoff.happened",
        "id: kickoff.risk",
        "The question 'kickoff.risk' stands here and already at",
    ),
    ("kickoff.yaml", "    - id: measure", "    - id: need", "The section 'need' stands here and already at"),
    ("live.yaml", "id: live.gate", "id: live.owner", "A question at"),
    ("kickoff.yaml", "name: latency", "name: by", "The field 'by' stands here and already at"),
    (
        "kickoff.yaml",
        "- {id: stop, label: stop}",
        "- {id: go, label: stop}",
        "The outcome 'go' stands here and already at",
    ),
    ("kickoff.yaml", "label: not sure", "label: Internal", "'Internal' means this option and also 'internal' at"),
    ("collections.yaml", "name: owner", "name: kind", "The column 'kind' stands here and already at"),
    ("joel.yaml", "id: joel.2", "id: joel.1", "The question 'joel.1' stands here and already at"),
    ("joel.yaml", "level: customer", "level: internal", "The level 'internal' stands here and already at"),
    (
        "kickoff.yaml",
        "          code: KO-02\n",
        "          code: KO-02\n          code: KO-03\n",
        "already in line 22.",
    ),
    # names that nothing has
    ("pack.yaml", "phases: [kickoff]", "phases: [kickof]", "5:12: pack/phases: There is no phase 'kickof'."),
    ("pack.yaml", "instruments: [joel]", "instruments: [noel]", "There is no instrument 'noel'. Did you mean 'joel'?"),
    (
        "pack.yaml",
        "[kickoff.problem]",
        "[kickoff.problm]",
        "8:13: pack/opening: There is no question 'kickoff.problm'.",
    ),
    ("pack.yaml", "at_least: customer", "at_least: costumer", "Did you mean 'customer'?"),
    ("pack.yaml", "at_least: customer", "at_least: unsure", "'unsure' counts as 'customer' in every rule"),
    ("collections.yaml", "collection: people", "collection: peopel", "There is no collection 'peopel'."),
    ("collections.yaml", "only: [{column: part", "only: [{column: prat", "There is no column 'prat'."),
    ("collections.yaml", "in: [decides]", "in: [decide]", "There is no option 'decide'. Did you mean 'decides'?"),
    ("kickoff.yaml", "feeds: [kickoff.metrics]", "feeds: [kickoff.problem]", "The question names itself."),
    ("kickoff.yaml", "personal, is: yes", "persona, is: yes", "There is no field 'kickoff.risk:persona'."),
    ("kickoff.yaml", "personal, is: yes", "latency, is: yes", "is a quantity; only a choice has options"),
    ("kickoff.yaml", "personal, is: yes", "personal, is: yeah", "There is no option 'yeah'. Possible: yes, no."),
    ("kickoff.yaml", "in: [internal]", "in: [unsure]", "'unsure' counts as 'customer' in every rule: name that one."),
    ("kickoff.yaml", "mandatory: {answered: kickoff.problem}", "mandatory: {answered: kickoff.prblem}", "no question"),
    ("kickoff.yaml", "any:", "any:\n              - {answered: kickoff.metrics}", "because of its own answer"),
    ("kickoff.yaml", "collection: metrics", "collection: metric", "There is no collection 'metric'."),
    (
        "kickoff.yaml",
        "where: [{column: kind, in: [business]}]\n",
        "where: [{column: name, in: [a]}]\n",
        "'name' is a text",
    ),
    (
        "kickoff.yaml",
        "columns: [name, kind, baseline]",
        "columns: [name, kind, baselin, baseline]",
        "no column 'baselin'",
    ),
    ("kickoff.yaml", "columns: [name, kind, baseline]", "columns: [name, kind]", "required here but not shown"),
    (
        "kickoff.yaml",
        "columns: [name, kind, baseline]",
        "columns: [name, baseline, name]",
        "The column 'name' stands here",
    ),
    ("kickoff.yaml", "- {name: Orders an hour, kind: business}", "- {nam: Orders}", "There is no column 'nam'."),
    ("kickoff.yaml", "hour, kind: business", "hour, kind: busines", "There is no choice 'busines'."),
    ("kickoff.yaml", "hour, kind: business", "hour, kind: model", "A row like this would not be shown in this view."),
    ("kickoff.yaml", "decider: [{column: part", "decider: [{column: role", "There is no column 'role'."),
    (
        "kickoff.yaml",
        "known, when: {answered: kickoff.problem}",
        "known, when: {answered: x.y}",
        "There is no question 'x.y'",
    ),
    ("joel.yaml", "level: customer", "level: custommer", "joel/minimums: There is no option 'custommer'."),
    (
        "joel.yaml",
        "level_field: kickoff.risk:criticality",
        "level_field: kickoff.risk:by",
        "is a moment; only a choice",
    ),
    ("joel.yaml", "id: joel.2", "id: noel.2", "The id must begin with 'joel.'"),
    # what is missing, and rules across keys
    ("pack.yaml", "  title: A small pack\n", "", "2:3: pack: The key `title` is missing."),
    ("collections.yaml", "    noun: metric\n", "", "metrics: The key `noun` is missing."),
    ("kickoff.yaml", "  title: Kickoff\n", "", "2:3: kickoff: The key `title` is missing."),
    ("kickoff.yaml", "      noun: incident\n", "", "kickoff/incident: The key `noun` is missing."),
    ("kickoff.yaml", "          because: Nothing is measured here.\n", "", "The key `because` is missing"),
    ("kickoff.yaml", "label: customer-facing", "label: customer; facing", "A label cannot hold ';' here"),
    ("joel.yaml", "  level_field: kickoff.risk:criticality\n", "", "joel: The key `level_field` is missing."),
    (
        "joel.yaml",
        "marks: yesno, full: A server.",
        "type: text",
        "An item needs `marks`, or a choice called 'mark'",
    ),
    ("joel.yaml", "- {upto: 1,", "- {above: 0, upto: 1,", "leave `above` out"),
    ("joel.yaml", "upto: 2", "upto: 1", "`above` must be less than `upto`."),
    ("joel.yaml", "upto: 2", "upto: 1.5", "The items can score 2: the highest band must go up to that."),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), SINGLE)
def test_a_mistake_is_reported_once(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    reported_once(tmp_path, name, old, new, expected)


def test_both_places_of_a_clash_are_named(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, changed("kickoff.yaml", "id: kickoff.happened", "id: kickoff.risk"))
    assert found.startswith("kickoff.yaml:69:20: kickoff.risk: ")
    assert found.endswith("kickoff.yaml:21:15.")


def test_scaled_must_be_explained_once_a_question_says_it(tmp_path: Path) -> None:
    files = changed("pack.yaml", "  scaled: {field: kickoff.risk:criticality, at_least: customer}\n", "")
    expected = "kickoff.yaml:25:22: kickoff.risk/mandatory: The pack does not say what `scaled` means."
    assert problems(tmp_path, files) == [expected]


def test_a_collection_stands_in_one_place(tmp_path: Path) -> None:
    found = problems(tmp_path, changed("collections.yaml", "id: metrics", "id: people"))
    assert found[0].startswith("collections.yaml:17:9: people: The collection 'people' stands here and already at ")


@pytest.mark.parametrize(("more", "fine"), [(7, True), (8, False)])
def test_a_section_has_nine_questions_at_most(tmp_path: Path, more: int, fine: bool) -> None:
    line = "        - {{id: kickoff.x{n}, title: X, ask: X?, mandatory: optional, type: flag}}\n"
    lines = "".join(line.format(n=n) for n in range(more))
    found = problems(tmp_path, changed("kickoff.yaml", "    - id: measure\n", f"{lines}    - id: measure\n"))
    assert bool(found) != fine
    assert fine or "kickoff/need: 10 questions are too many for one section" in found[0]


def test_an_instrument_may_have_more_lines_in_a_section(tmp_path: Path) -> None:
    line = "        - {{id: joel.x{n}, title: X, ask: X?, marks: yesno}}\n"
    files = changed("joel.yaml", "upto: 2", "upto: 14")
    files["joel.yaml"] += "".join(line.format(n=n) for n in range(12))
    assert problems(tmp_path, files) == []


def test_bands_of_a_smallest_sum_need_not_go_further_than_that_sum(tmp_path: Path) -> None:
    files = changed("joel.yaml", "total: sum", "total: minimum")
    more = (
        "    - id: rest\n      title: Rest\n      questions:\n        - {id: joel.3, title: X, ask: X?, marks: yesno}\n"
    )
    files["joel.yaml"] = (
        files["joel.yaml"].replace("    - {above: 1, upto: 2, label: fine, meaning: Fine.}\n", "") + more
    )
    assert problems(tmp_path, files) == []


def test_a_comma_in_a_label_is_refused_only_where_several_may_be_chosen(tmp_path: Path) -> None:
    one = changed("kickoff.yaml", "label: customer-facing", 'label: "customer, facing"')
    assert problems(tmp_path, one) == []
    several = {
        **one,
        "kickoff.yaml": one["kickoff.yaml"].replace("type: choice", "type: choice\n              several: true"),
    }
    (found,) = problems(tmp_path, several)
    assert "A label cannot hold ',' here" in found


BROKEN_FILES: Mapping[str, tuple[bytes, str]] = {
    "alias": (b"phase: &a\n  id: *a\n", "kickoff.yaml:2:7: The alias *a is refused"),
    "tabs": (b"phase:\n\tid: kickoff\n", "kickoff.yaml:2:1: Here is a tab; use spaces."),
    "encoding": (b"phase:\n  id: \xff\n", "kickoff.yaml:2:7: This is not UTF-8."),
    "syntax": (b"phase:\n  title: a: b\n", "kickoff.yaml:2:11: This is not valid YAML"),
    "size": (b"#" * ((1 << 20) + 1), "kickoff.yaml:1:1: The file is larger than 1 MiB."),
    "empty": (b"# nothing\n", "kickoff.yaml:1:1: The file is empty."),
    "two documents": (
        b"phase: {id: kickoff}\n---\nphase: {id: b}\n",
        "kickoff.yaml:2:1: A second document starts here",
    ),
}


@pytest.mark.parametrize(("content", "expected"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_hides_no_mistake_in_another_and_invents_none(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    folder = write(tmp_path / "base", changed("joel.yaml", "total: sum", "total: summ"))
    (folder / "kickoff.yaml").write_bytes(content)
    with pytest.raises(PackError) as caught:
        load_pack([folder])
    found = [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]
    assert len([problem for problem in found if problem.startswith("joel.yaml:4:10: joel/total")]) == 1
    assert any(problem.startswith(expected) for problem in found)
    assert not any("There is no question" in problem or "There is no field" in problem for problem in found)


def test_a_file_that_would_be_overlooked_is_refused(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "joel.yaml"}
    assert problems(tmp_path, {**files, "joel.yml": JOEL}) == [
        "joel.yml:1:1: Pack files are called *.yaml: rename this one."
    ]


def test_a_pack_needs_a_manifest(tmp_path: Path) -> None:
    files = {"collections.yaml": COLLECTIONS}
    assert problems(tmp_path, files) == [
        f"{tmp_path}/base:1:1: No file here has the key `pack` at its top.".replace(f"{tmp_path}/", "")
    ]


def test_a_folder_has_one_manifest(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {**FILES, "zz.yaml": PACK})
    assert found.startswith("zz.yaml:2:3: pack: The manifest stands here and already at ")


def test_a_phase_stands_in_one_file_of_a_folder(tmp_path: Path) -> None:
    found = problems(tmp_path, {**FILES, "zz.yaml": KICKOFF})
    assert any(p.startswith("zz.yaml:2:7: kickoff: The phase 'kickoff' stands here") for p in found)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="nowhere:1:1: This cannot be read: No such file or directory"):
        load_pack([tmp_path / "nowhere"])


def test_a_first_folder_without_pack_files(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="No file here has the key `pack` at its top"):
        load_pack([tmp_path])


def test_an_empty_folder_of_a_team_changes_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, FILES, {"README.md": "Nothing yet."}).json_text == load(tmp_path / "alone").json_text


def test_a_mistake_of_a_team_names_the_teams_file(tmp_path: Path) -> None:
    team = {"phase.yaml": "phase:\n  id: kickoff\n  gate:\n    id: kickoff.gate\n"}
    found = problems(tmp_path, FILES, team)
    assert {problem.split(": ")[0] for problem in found} == {"team/phase.yaml:4:5"}
    assert [problem.split("`")[1] for problem in found] == ["ask", "outcomes", "passing"]
