"""What a gate was passed with, frozen: the ends of the chains of events, what stood then, and the documents.

The ends of the chains name every event that there was, as each names the one before it. So a bundle is small, and yet
tells of each event that was lost or changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbook.domain.canonical import canonical_json, digest
from workbook.domain.events import Event, faults
from workbook.domain.ledger import Ledger, fold
from workbook.named import NamedTuple

BUNDLE = "bundle"
"""Where it stands in the body of a decision."""


class Bundle(NamedTuple):
    """What was frozen.

    Attributes:
        heads: the last event of each actor; answers: the hash of what stood of every subject.
        documents: SHA-256 of each document by its file name.
    """

    heads: tuple[str, ...]
    answers: str
    documents: Mapping[str, str]


class Difference(NamedTuple):
    """One thing that is not as it was.

    Attributes:
        what: in words; where: the event or document.
        told: somebody erased it on purpose, and the history says who and why: no damage.
    """

    what: str
    where: str
    told: bool = False


def frozen(ledger: Ledger, documents: Mapping[str, str]) -> dict[str, Any]:
    """The bundle of all that there is, as it stands in a body."""
    events = tuple(ledger.events)
    followed = {event.previous for event in events}
    heads = sorted(event.id for event in events if event.id not in followed)
    return {"heads": heads, "answers": _standing(ledger), "documents": dict(documents)}


def read_bundle(decision: Event) -> Bundle | None:
    """The bundle of a decision; None where it has none, as those of earlier versions and those that did not pass."""
    body = (decision.body or {}).get(BUNDLE)
    if not isinstance(body, dict) or not isinstance(body.get("heads"), list):
        return None
    documents = body.get("documents")
    found = {str(name): str(hash_) for name, hash_ in documents.items()} if isinstance(documents, dict) else {}
    return Bundle(tuple(map(str, body["heads"])), str(body.get("answers", "")), found)


def covered(ledger: Ledger, bundle: Bundle) -> Ledger:
    """What there was when the bundle was made, as far as it is still there."""
    return fold(event for event in _before(ledger, bundle) if isinstance(event, Event))


def differences(ledger: Ledger, bundle: Bundle) -> tuple[Difference, ...]:
    """What is not as it was: events that are gone or changed, texts that were erased, other answers."""
    found = list(_of_events(ledger, bundle))
    if not any(not difference.told for difference in found) and _standing(covered(ledger, bundle)) != bundle.answers:
        found.append(Difference("Something else stood then: answers do not add up to what was frozen.", "answers"))
    return tuple(found)


def _of_events(ledger: Ledger, bundle: Bundle) -> Iterator[Difference]:
    for event in _before(ledger, bundle):
        if isinstance(event, str):
            yield Difference("This event is missing, and with it those before it.", event)
            continue
        for fault in faults(event):
            yield Difference(f"{event.subject.name}: {fault}.", event.id)
        erasure = ledger.erased.get(event.id)
        if event.body is None and erasure is None:
            yield Difference(f"{event.subject.name}: its text is missing, and nobody erased it.", event.id)
        elif erasure is not None:
            why = str((erasure.body or {}).get("why", ""))
            yield Difference(f"{event.subject.name}: its text was erased on {erasure.at[:10]}: {why}", event.id, True)


def _before(ledger: Ledger, bundle: Bundle) -> Iterator[Event | str]:
    """The events of a bundle, each chain from its end; of one that is missing, the id."""
    seen: set[str] = set()
    for head in bundle.heads:
        event_id = head
        while event_id and event_id not in seen:
            seen.add(event_id)
            event = ledger.event(event_id)
            yield event if event is not None else event_id
            event_id = event.previous if event is not None else ""


def _standing(ledger: Ledger) -> str:
    """The hash of every subject with its heads."""
    subjects = sorted(ledger.subjects)
    return digest(canonical_json([[*subject, sorted(ledger.head_ids(subject))] for subject in subjects]))
