"""The bundle that a passed gate freezes, and holding it against the store and the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.documents import Comparison, Rendered, State, compare, documents, names_in, render, target
from workbook.domain.bundles import BUNDLE, Bundle, Difference, covered, differences, frozen, read_bundle
from workbook.domain.canonical import digest
from workbook.domain.clock import utc
from workbook.domain.events import Draft, Event, Stamp, display_order, seal
from workbook.domain.gates import read_decision
from workbook.domain.ledger import Ledger
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import Phase
from workbook.domain.statements import statements
from workbook.named import NamedTuple

if TYPE_CHECKING:
    from workbook.application.workbook import Workbook

_LATEST = "999999999999999.999999"
"""A clock reading after every other: what is only tried out comes last."""


class FileState(StrEnum):
    """Where a file stands that a gate was passed with."""

    APPROVED = "as approved"
    MOVED = "moved on"
    OLDER = "of another day"
    EDITED = "changed by hand"
    DAMAGED = "damaged"
    MISSING = "not there"


class Held(NamedTuple):
    """One file held against the document that it is to be.

    Attributes:
        state: `moved on` where it says what the workbook says by now, `of another day` where it says neither that nor
            what was approved, and nobody touched it.
        blocks: those that somebody changed by hand.
        diff: what would bring back what was approved; of one that was changed by hand, how it was.
    """

    path: Path
    state: FileState
    blocks: tuple[str, ...] = ()
    diff: str = ""


class Verified(NamedTuple):
    """One gate held against what there is.

    Attributes:
        decided: the event of the decision; None where the gate was not passed, or without a bundle.
        differences: what is not as it was then.
        files: the documents in the folder; none where another gate was passed later.
        changed: of each approved answer or row that says something else by now, the newest event.
    """

    phase: Phase
    decided: Event | None
    differences: tuple[Difference, ...] = ()
    files: tuple[Held, ...] = ()
    changed: tuple[Event, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was tampered with: later answers, and what was erased on purpose, are no damage."""
        told = all(difference.told for difference in self.differences)
        return told and not any(held.state in (FileState.EDITED, FileState.DAMAGED) for held in self.files)

    @property
    def unchanged(self) -> bool:
        """Whether all of it still is what was approved."""
        as_it_was = (FileState.APPROVED, FileState.MISSING)
        return not self.differences and not self.changed and all(held.state in as_it_was for held in self.files)


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
    cache = workbook.places.cache
    made = {spec.id: render(then, spec.id, cache=cache) for spec in documents(then)}
    anew = tuple(_of_documents(made.values(), bundle, bool(found)))
    files = tuple(_held(project, made, bundle, folder, cache)) if folder else ()
    return Verified(phase, decided, (*found, *anew), files, tuple(_changed(project, ledger)))


def _of_documents(made: Iterable[Rendered], bundle: Bundle, erased: bool) -> Iterator[Difference]:
    now = {rendered.spec.path: digest(rendered.text) for rendered in made}
    for path, hash_ in bundle.documents.items():
        if now.get(path) != hash_:
            why = "a text in it may be erased" if erased else "this version of mlworkbook writes it otherwise"
            yield Difference(f"It cannot be made again as it was: {why}.", path, True)


def _held(project: Project, made: Mapping[str, Rendered], bundle: Bundle, folder: Path, cache: Path) -> Iterator[Held]:
    """The files of the documents that were approved, each against what was approved and what is said by now."""
    there = names_in(folder)
    now = {spec.id: spec for spec in documents(project, there)}
    for rendered in made.values():
        spec = now.get(rendered.spec.id, rendered.spec)
        path = target(folder, spec.path)
        approved = compare(rendered, path)
        if approved.state is State.NEW:
            yield Held(path, FileState.MISSING)
        elif approved.state is State.DAMAGED:
            yield Held(path, FileState.DAMAGED, diff=str(approved.complaint))
        elif approved.state is State.CURRENT and bundle.documents.get(rendered.spec.path) == digest(rendered.text):
            yield Held(path, FileState.APPROVED)
        else:
            latest = render(project, spec, there=there, cache=cache) if rendered.spec.id in now else rendered
            yield _later(approved, compare(latest, path))


def _later(approved: Comparison, latest: Comparison) -> Held:
    """A file that is not as it was approved: changed by hand, or written anew since."""
    if latest.edits:
        blocks = tuple(edit.block for edit in latest.edits)
        return Held(latest.path, FileState.EDITED, blocks, "\n".join(edit.diff for edit in latest.edits))
    state = FileState.MOVED if latest.state is State.CURRENT else FileState.OLDER
    return Held(latest.path, state, diff=approved.diff)


def _changed(project: Project, then: Ledger) -> Iterator[Event]:
    """The newest event of each subject that says something else than what was approved, oldest first."""
    found = []
    for subject in then.subjects:
        heads = project.ledger.heads(subject)
        if not subject.name.endswith(WORDING) and statements(project, then.heads(subject)) - statements(project, heads):
            found.append(heads[-1])
    return iter(sorted(found, key=display_order))
