"""The bundle that a passed gate freezes, and holding it against the store and the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.documents import State, compare, documents, render, target
from workbook.domain.bundles import BUNDLE, Bundle, Difference, covered, differences, frozen, read_bundle
from workbook.domain.canonical import digest
from workbook.domain.clock import utc
from workbook.domain.events import Draft, Event, Stamp, seal
from workbook.domain.gates import read_decision
from workbook.domain.project import Project
from workbook.domain.specs import Phase
from workbook.named import NamedTuple

if TYPE_CHECKING:
    from workbook.application.workbook import Workbook

_LATEST = "999999999999999.999999"
"""A clock reading after every other: what is only tried out comes last."""


class Verified(NamedTuple):
    """One gate held against what there is.

    Attributes:
        decided: the event of the decision; None where the gate was not passed, or without a bundle.
        differences: what is not as it was then; diffs: how the files differ, by path.
    """

    phase: Phase
    decided: Event | None
    differences: tuple[Difference, ...] = ()
    diffs: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is as it was, save for what was erased on purpose."""
        return all(difference.told for difference in self.differences)


def with_bundle(
    project: Project, drafts: Sequence[Draft], person: str, now: datetime, meeting: str, cache: Path
) -> tuple[Draft, ...]:
    """The drafts; a decision that passes a gate with the bundle of all that there is.

    The documents are those that tell of the decision itself: it is tried out first.
    """
    stamp = Stamp(project.id, "", "", person, utc(now), _LATEST, meeting)
    return tuple(_freezing(project, draft, stamp, cache) if _passes(project, draft) else draft for draft in drafts)


def verify(workbook: Workbook, project: Project, phases: Sequence[Phase], folder: Path) -> tuple[Verified, ...]:
    """Holds the bundles of some gates against the store; the newest of them also against the files in a folder."""
    passed = [(phase, _decision(project, phase)) for phase in phases]
    newest = max((event.clock for _, event in passed if event is not None), default="")
    return tuple(
        _verified(workbook, project, phase, event, folder if event and event.clock == newest else None)
        for phase, event in passed
    )


def _passes(project: Project, draft: Draft) -> bool:
    phase = next((p for p in project.pack.phases if p.gate and p.gate.id == draft.subject.name), None)
    decides = draft.kind == "gate.decide" and phase is not None and phase.gate is not None
    return decides and bool(phase and phase.gate and draft.body.get("outcome") in phase.gate.passing)


def _freezing(project: Project, draft: Draft, stamp: Stamp, cache: Path) -> Draft:
    tried = project.plus([seal(draft, stamp, previous="", salt="")])
    return draft._replace(body={**draft.body, BUNDLE: frozen(project.ledger, _hashes(tried, cache))})


def _hashes(project: Project, cache: Path) -> dict[str, str]:
    return {spec.path: digest(render(project, spec.id, cache=cache).text) for spec in documents(project)}


def _decision(project: Project, phase: Phase) -> Event | None:
    """The decision that passed the gate, where one stands and has a bundle."""
    assert phase.gate is not None
    heads = project.ledger.heads(project.subject(phase.gate.id))
    if len(heads) != 1 or read_decision(heads[0]).outcome not in phase.gate.passing:
        return None
    return heads[0] if read_bundle(heads[0]) else None


def _verified(
    workbook: Workbook, project: Project, phase: Phase, decided: Event | None, folder: Path | None
) -> Verified:
    bundle = read_bundle(decided) if decided else None
    if decided is None or bundle is None:
        return Verified(phase, None)
    found = differences(project.ledger, bundle)
    if any(not difference.told for difference in found):
        return Verified(phase, decided, found)  # of a damaged history no document can be made again
    ledger = covered(project.ledger, bundle).plus([decided])
    then = Project(project.id, ledger, workbook.adopted(ledger), project.today, decided.subject.cycle)
    erased = bool(found)
    documents_ = tuple(_of_documents(then, bundle, workbook.places.cache, erased))
    files = tuple(_of_files(then, bundle, folder, workbook.places.cache)) if folder else ()
    return Verified(
        phase,
        decided,
        (*found, *documents_, *(difference for difference, _ in files)),
        tuple((difference.where, diff) for difference, diff in files),
    )


def _of_documents(then: Project, bundle: Bundle, cache: Path, erased: bool) -> Iterator[Difference]:
    now = _hashes(then, cache)
    for path, hash_ in bundle.documents.items():
        if now.get(path) != hash_:
            why = "a text in it may be erased" if erased else "this version of mlworkbook writes it otherwise"
            yield Difference(f"It cannot be made again as it was: {why}.", path, True)


def _of_files(then: Project, bundle: Bundle, folder: Path, cache: Path) -> Iterator[tuple[Difference, str]]:
    for spec in documents(then):
        rendered = render(then, spec.id, cache=cache)
        if bundle.documents.get(spec.path) != digest(rendered.text):
            continue
        found = compare(rendered, target(folder, spec.path))
        if found.state not in (State.NEW, State.CURRENT):
            what = "The file is not the one that the gate was passed with."
            yield Difference(what, str(found.path)), found.diff or "\n".join(edit.diff for edit in found.edits)
