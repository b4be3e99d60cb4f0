"""Events and their fold: any order gives the same heads, and no change goes unnoticed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.canonical import compact_json
from workbook.domain.clock import highest, tick
from workbook.domain.events import Draft, Event, Stamp, Subject, chain_faults, display_order, faults, header_json, seal
from workbook.domain.ledger import Ledger, fold
from workbook.domain.lines import BODY, SALT, SEEN, Line, line_of
from workbook.errors import StoreDamaged

SUBJECTS = [Subject("kickoff.problem", "c1"), Subject("kickoff.risk", "c1", "m1"), Subject("people", row="r1")]


def sealed(
    draft: Draft,
    number: int = 0,
    *,
    actor: str = "a1",
    previous: str = "",
    clock: str = "",
    act: str = "",
    meeting: str = "",
) -> Event:
    at = f"2026-11-23T10:00:{number:02d}.000Z"
    stamp = Stamp("p1", act or f"act{number}", actor, "ana", at, clock or f"{number:05d}", meeting)
    return seal(draft, stamp, previous=previous, salt=f"salt{number}")


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """What several actors recorded about a few subjects, each having seen some of it; some texts are erased."""
    events: list[Event] = []
    last: dict[str, str] = {}
    for number in range(draw(st.integers(1, 14))):
        actor, subject = draw(st.sampled_from(["a1", "a2", "a3"])), draw(st.sampled_from(SUBJECTS))
        seen = draw(st.sets(st.sampled_from([e.id for e in events]), max_size=4)) if events else set()
        draft = Draft("answer.set", subject, {"fields": {"value": str(number)}}, tuple(seen))
        if events and draw(st.integers(0, 5)) == 0:
            target = draw(st.sampled_from(events))
            draft = Draft("body.erase", Subject("erase", row=target.id), {"event": target.id}, (target.id,))
        clock = f"{draw(st.integers(0, 5)):05d}"  # clocks may stand still and go wrong
        previous, meeting = last.get(actor, ""), draw(st.sampled_from(["", "m1"]))
        act = f"act{draw(st.integers(0, 14))}"
        events.append(sealed(draft, number, actor=actor, previous=previous, clock=clock, act=act, meeting=meeting))
        last[actor] = events[-1].id
    return events


def written(events: Iterable[Event]) -> list[Line]:
    """Events as a store gives them, not read yet."""
    lines = []
    for event in events:
        line = list(line_of(event))
        line[BODY] = None if event.body is None else compact_json(event.body)
        line[SEEN], line[SALT] = compact_json(event.seen), event.salt or None
        lines.append(tuple(line))
    return lines


def state(ledger: Ledger) -> dict[str, Any]:
    """Everything that a ledger says."""
    return {
        "events": list(ledger.events),
        "heads": {subject: ledger.heads(subject) for subject in sorted(ledger.subjects)},
        "histories": {subject: ledger.history(subject) for subject in sorted(ledger.subjects)},
        "bodies": {subject: ledger.body(subject) for subject in sorted(ledger.subjects)},
        "acts": {event.act: ledger.act(event.act) for event in ledger.events},
        "meetings": {event.meeting: ledger.recorded_in(event.meeting) for event in ledger.events},
        "by id": {event.id: ledger.event(event.id) for event in ledger.events},
        "changed": ledger.changed_at,
        "erased": dict(ledger.erased),
        "length": len(ledger),
    }


@pytest.mark.property
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_folds_to_the_same(events: list[Event], chance: random.Random) -> None:
    shuffled = [*events, *chance.sample(events, len(events) // 2)]  # some arrive twice
    chance.shuffle(shuffled)
    assert state(fold(shuffled)) == state(fold(events))


@pytest.mark.property
@given(histories(), st.data())
def test_growing_in_chunks_is_the_same_as_one_fold(events: list[Event], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(events)), max_size=4)))
    ledger = fold(())
    for start, end in zip([0, *cuts], [*cuts, len(events)], strict=True):
        before = state(ledger)
        overlap = events[max(start - 1, 0) : end]
        grown = ledger.plus(overlap)
        assert state(ledger) == before  # whoever holds the older one keeps seeing it
        ledger = grown
    assert state(ledger) == state(fold(events))


@pytest.mark.property
@given(histories(), st.data())
def test_what_is_read_when_asked_for_is_what_was_written(events: list[Event], data: st.DataObject) -> None:
    """Lines not read yet, events, and both mixed, in any order; asked first for whatever, and then for everything."""
    cut = data.draw(st.integers(0, len(events)))
    known = data.draw(st.permutations([*events[:cut], *written(events[cut:])]))
    later = data.draw(st.lists(st.sampled_from(events), max_size=3)) + events[:cut]
    clock = f"{data.draw(st.integers(0, 5)):05d}"
    lazy, eager = fold(known), fold(events)
    for subject in data.draw(st.lists(st.sampled_from(SUBJECTS), max_size=3)):
        assert lazy.heads(subject) == eager.heads(subject)
    assert state(lazy.until(clock)) == state(eager.until(clock))
    assert state(fold(written(events[cut:])).plus(later)) == state(eager) == state(lazy)


@pytest.mark.property
@given(histories())
def test_a_ledger_says_nothing_but_its_events(events: list[Event]) -> None:
    ledger = fold(written(events))
    ordered = list(ledger.events)
    assert sorted(event.id for event in events) == sorted(event.id for event in ordered)
    erased = {event.subject.row for event in events if event.kind == "body.erase"}
    bare = [e._replace(body=None, salt="") if e.id in erased else e for e in events]
    assert ordered == sorted(bare, key=display_order)
    for event in ordered:
        assert ledger.history(event.subject) == tuple(other for other in ordered if other.subject == event.subject)
        assert ledger.act(event.act) == tuple(other for other in ordered if other.act == event.act)
        assert ledger.recorded_in(event.meeting) == tuple(
            e for e in ordered if event.meeting in (e.meeting, e.subject.form)
        )
        assert ledger.event(event.id) == event
    assert ledger.changed_at == max(event.at for event in events)
    assert ledger.event("unknown") is None


def test_what_was_damaged_is_told_when_it_is_asked_for() -> None:
    first = sealed(Draft("answer.set", SUBJECTS[0], {"n": "0"}), 0)
    second = sealed(Draft("answer.set", SUBJECTS[0], {"n": "1"}, (first.id,)), 1)
    lines = written([first, second])
    wrongs = {BODY: ("{", "{},{}", "[]"), SEEN: ("{}", "", None, "[[1]]")}
    for column, wrong in [(column, wrong) for column, those in wrongs.items() for wrong in those]:
        damaged = tuple(wrong if place == column else value for place, value in enumerate(lines[0]))
        ledger = fold([damaged, lines[1]])
        assert len(ledger) == 2 and ledger.event(second.id) == second
        if column == BODY:
            assert ledger.heads(SUBJECTS[0]) == (second,)
        with pytest.raises(StoreDamaged, match=first.id[:12]):
            ledger.history(SUBJECTS[0])


@pytest.mark.property
@given(histories())
def test_heads_are_what_nobody_who_wrote_about_the_subject_had_seen(events: list[Event]) -> None:
    ledger = fold(events)
    for subject in ledger.subjects:
        history = [event for event in events if event.subject == subject]
        superseded = {event_id for event in history for event_id in event.seen}
        wanted = sorted((event for event in history if event.id not in superseded), key=display_order)
        assert [event.id for event in wanted] == list(ledger.head_ids(subject))
        assert wanted, "a subject with history says something"


@pytest.mark.property
@given(histories(), st.integers(0, 5))
def test_the_past_is_a_fold_of_what_was_there(events: list[Event], clock: int) -> None:
    past = fold(events).until(f"{clock:05d}")
    assert {event.id for event in past.events} == {event.id for event in events if event.clock <= f"{clock:05d}"}


def test_what_another_subject_saw_supersedes_nothing() -> None:
    first = sealed(Draft("answer.set", SUBJECTS[0], {}), 1)
    other = sealed(Draft("answer.set", SUBJECTS[1], {}, (first.id,)), 2)
    assert fold([first, other]).head_ids(SUBJECTS[0]) == (first.id,)


def test_two_who_did_not_see_each_other_are_a_conflict_until_a_third_saw_both() -> None:
    start = sealed(Draft("answer.set", SUBJECTS[0], {"n": "0"}), 0)
    mine = sealed(Draft("answer.set", SUBJECTS[0], {"n": "1"}, (start.id,)), 1)
    theirs = sealed(Draft("answer.set", SUBJECTS[0], {"n": "2"}, (start.id,)), 2, actor="a2")
    ledger = fold([start, mine, theirs])
    assert ledger.heads(SUBJECTS[0]) == (mine, theirs) and ledger.body(SUBJECTS[0]) is None
    settled = sealed(Draft("answer.set", SUBJECTS[0], {"n": "1"}, (mine.id, theirs.id)), 3)
    assert ledger.plus([settled]).body(SUBJECTS[0]) == {"n": "1"}


# Hashes and chains


EXAMPLE = sealed(
    Draft("answer.set", Subject("kickoff.problem", "c1", "f1", "r1"), {"fields": {"value": "late"}}, ("b", "a"), "ben"),
    7,
)._replace(seq=3)

CHANGED: dict[str, Any] = {
    "version": 2,
    "seen": ("a",),
    "body": {"fields": {"value": "Late"}},
    **{field: f"{EXAMPLE._asdict()[field]}x" for field in EXAMPLE._fields if isinstance(EXAMPLE._asdict()[field], str)},
}


def test_a_sealed_event_is_whole_and_says_what_its_draft_said() -> None:
    assert faults(EXAMPLE) == ()
    assert EXAMPLE.seen == ("a", "b") and EXAMPLE.answered_by == "ben"
    assert sealed(Draft("k", SUBJECTS[0], {}), 1).answered_by == "ana"


@pytest.mark.parametrize("field", sorted(set(Event._fields) - {"seq", "subject"}))
def test_a_change_of_any_field_is_noticed(field: str) -> None:
    changed = EXAMPLE._replace(**{field: CHANGED[field]})
    assert faults(changed)
    assert (changed, faults(changed)[0]) in chain_faults([changed])


@pytest.mark.parametrize("field", Subject._fields)
def test_a_change_of_any_part_of_the_subject_is_noticed(field: str) -> None:
    subject = EXAMPLE.subject._replace(**{field: "x"})
    assert faults(EXAMPLE._replace(subject=subject)) == ("its header was changed",)


@pytest.mark.parametrize("value", [0.5, "\ud800", {"late"}, float("nan"), ["late"], None, b"late"])
def test_a_body_that_nobody_could_have_sealed_is_a_fault_and_no_error(value: object) -> None:
    assert faults(EXAMPLE._replace(body={"fields": {"value": value}})) == ("its body was changed",)


@pytest.mark.parametrize("body", [{"value": 0.5}, {"deep": [{"er": 1.0}]}, {1: "x"}, {"x": {"y"}}])
def test_what_does_not_come_back_as_it_was_is_not_sealed(body: Any) -> None:
    with pytest.raises(TypeError):
        sealed(Draft("answer.set", SUBJECTS[0], body))


def test_the_same_text_gives_another_digest_with_another_salt_and_the_same_with_the_same() -> None:
    draft, stamp = Draft("answer.set", SUBJECTS[0], {"value": "yes"}), Stamp("p", "a", "x", "ana", "t", "c")
    one, two, again = (seal(draft, stamp, previous="", salt=salt) for salt in ("s1", "s2", "s1"))
    assert one.digest != two.digest and one.id != two.id
    assert one == again


def test_the_order_of_fields_and_of_what_was_seen_does_not_matter() -> None:
    one = sealed(Draft("answer.set", SUBJECTS[0], {"a": "1", "b": {"c": "2", "d": "3"}}, ("x", "y", "x")))
    two = sealed(Draft("answer.set", SUBJECTS[0], {"b": {"d": "3", "c": "2"}, "a": "1"}, ("y", "x")))
    assert one.id == two.id and header_json(one) == header_json(two)


@pytest.mark.property
@given(histories(), st.data())
def test_the_chain_notices_a_changed_a_missing_and_a_doubled_event(events: list[Event], data: st.DataObject) -> None:
    assert chain_faults(events) == []
    event = data.draw(st.sampled_from(events))
    rest = [other for other in events if other.id != event.id]
    changed = event._replace(at="2020-01-01T00:00:00.000Z")
    assert (changed, "its header was changed") in chain_faults([*rest, changed])
    followers = [other for other in rest if other.previous == event.id]
    assert [(other, "the event before it is missing") for other in followers] == chain_faults(rest)
    fork = sealed(Draft("answer.set", SUBJECTS[0], {}), 99, actor=event.actor, previous=event.previous, clock="9")
    assert [(fork, "it forks its actor's chain: two copies of one store wrote as one")] == chain_faults([*events, fork])


@pytest.mark.property
@given(histories())
def test_an_erased_body_keeps_the_chain_and_is_known_to_be_erased(events: list[Event]) -> None:
    ledger = fold(events)
    erased = {event.subject.row for event in events if event.kind == "body.erase"}
    assert set(ledger.erased) == erased
    assert {event.id for event in ledger.events if event.body is None} == erased  # whoever had the text forgets it
    assert chain_faults(ledger.events, frozenset(erased)) == []
    assert {event.id for event, _ in chain_faults(ledger.events)} == erased


def test_a_text_that_arrives_after_its_erasure_is_not_taken_in() -> None:
    secret = sealed(Draft("answer.set", SUBJECTS[0], {"value": "secret"}), 1)
    erasing = sealed(Draft("body.erase", Subject("erase", row=secret.id), {"event": secret.id}, (secret.id,)), 2)
    for ledger in (fold([erasing, secret]), fold([secret]).plus([erasing]), fold([erasing]).plus([secret])):
        assert "secret" not in str(list(ledger.events)) + str(ledger.history(SUBJECTS[0])) + str(
            ledger.heads(SUBJECTS[0])
        )
        assert ledger.heads(SUBJECTS[0])[0].digest == secret.digest


# The clock


def test_the_highest_reading_that_a_clock_adopts_is_none_from_a_far_future() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    readings = [tick(now + timedelta(hours=hours), "") for hours in (-5, 3, 30, 9000)]
    assert highest(now, readings) == readings[1]
    assert highest(now, []) == ""
    assert tick(now, highest(now, readings)) > readings[1]
