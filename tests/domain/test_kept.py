"""What is taken over from one project to the next is what would be reckoned anew."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.scene import Scene
from tests.domain.snapshot import snapshot
from tests.strategies import commands
from workbook.application.summary import summarise
from workbook.domain.commands import Redact, Undo
from workbook.domain.events import Event
from workbook.domain.ledger import fold
from workbook.domain.project import Project
from workbook.errors import BadInput


@given(st.data())
@pytest.mark.property
def test_a_project_that_grew_looks_like_one_made_anew(data: st.DataObject) -> None:
    scene = Scene()
    grown = scene.project()
    for _ in range(data.draw(st.integers(1, 9))):
        if data.draw(st.booleans()):  # what nobody looked at before is read from the longer ledger
            seen_of(grown)
        grown = grown.plus(_some_act(scene, grown, data))
        assert seen_of(grown) == seen_of(scene.project())


@given(st.data())
@pytest.mark.property
def test_in_whatever_order_events_arrive(data: st.DataObject) -> None:
    """What others recorded is loaded late, and may come before what it builds on."""
    scene = Scene()
    for _ in range(data.draw(st.integers(1, 6))):
        _some_act(scene, scene.project(), data)
    events = list(scene.ledger.events)
    grown = scene.project(ledger=fold(events[:3]))
    rest = data.draw(st.permutations(events[3:]))
    while rest:
        seen_of(grown)
        many = data.draw(st.integers(1, len(rest)))
        grown, rest = grown.plus(rest[:many]), rest[many:]
        assert seen_of(grown) == seen_of(scene.project(ledger=fold(grown.ledger.events)))


def test_only_what_an_event_touches_is_reckoned_anew() -> None:
    scene = Scene()
    scene.say("data.source", "Tills")
    before = scene.project()
    seen_of(before)
    after = before.plus(scene.say("kickoff.problem", "Waste"))
    assert after.answer("data.source") is before.answer("data.source")
    assert after.rows("people") is before.rows("people")
    assert after.answer("kickoff.problem").text() == "Waste"
    assert before.answer("kickoff.problem").text() == ""


def test_nothing_is_kept_that_rests_on_an_erased_text() -> None:
    scene = Scene()
    (said,) = scene.say("kickoff.problem", "Secret")
    before = scene.project()
    seen_of(before)
    after = before.plus(scene.do(Redact(said.id, "named somebody")))
    assert "Secret" not in repr(seen_of(after))


def test_the_view_caches_nothing_that_it_reads_without_keeping_it() -> None:
    """A plain cached value would hide what it was read from, and what is made of it would never be reckoned anew."""
    plain = {name for name, value in vars(Project).items() if isinstance(value, cached_property)}
    assert plain == {"context", "facts"}  # which only hold functions


def seen_of(project: Project) -> Any:
    return snapshot(project), summarise(project), project.name, project.cycles, project.changed_at


def _some_act(scene: Scene, project: Project, data: st.DataObject) -> tuple[Event, ...]:
    """One command of one of two people, of whom one may look at an old screen; none when it is refused."""
    clocks = sorted({event.clock for event in scene.ledger.events})
    stale = scene.project(ledger=scene.ledger.until(data.draw(st.sampled_from(clocks))))
    on = stale if stale.cycle == project.cycle and data.draw(st.integers(0, 3)) == 0 else scene.project()
    back = st.sampled_from(sorted({event.act for event in scene.ledger.events})).map(Undo)
    try:
        return scene.do(data.draw(commands(on) | back), by=data.draw(st.sampled_from(("ana", "bo"))), on=on)
    except BadInput:
        return ()
