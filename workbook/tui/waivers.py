"""The waivers of the decision that a gate waits for: those of the decision before, and drafts over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbook.application import typed
from workbook.domain.gates import GateReview, Waiver
from workbook.domain.project import Project
from workbook.tui.draft_keeper import DraftKeeper

_GIVEN = "given"


class Waived(NamedTuple):
    """What a lack is let through by, in words.

    Attributes:
        pending: no decision holds it yet.
    """

    owner: str
    reason: str
    until: str
    pending: bool


class Waivers:
    """What the next decision would waive.

    Each lack has a draft of its own: what was typed, and whether it was given. One that was taken back keeps its text.

    Args:
        drafts: where they are kept.
        key: the key of the decision's own draft.
        project: for names.
        found: the gate as it stands.
    """

    def __init__(self, drafts: DraftKeeper, key: str, project: Project, found: GateReview) -> None:
        self._drafts = drafts
        self._key = f"{key}#"
        self._project = project
        self._found = found
        waived = {lack.rule for lack in found.lacks if lack.waived}
        self._before = {waiver.rule: waiver for waiver in found.waivers if waiver.rule in waived}

    def of(self, rule: str) -> Waived | None:
        """What a lack is waived by; None while it is not."""
        draft = self._drafts.texts(self._key + rule)
        if draft:
            texts, given = draft, bool(draft.get(_GIVEN))
        else:
            texts, given = self.texts(rule), rule in self._before
        if not given:
            return None
        return Waived(texts.get("owner", ""), texts.get("reason", ""), texts.get("until", ""), bool(draft))

    def texts(self, rule: str) -> dict[str, str]:
        """What its form holds: what was typed last, else what the decision before said."""
        before = self._before.get(rule)
        texts = self._drafts.texts(self._key + rule)
        if not texts and before is not None:
            owner = self._project.context.name("people", before.owner) or before.owner
            texts = {"owner": owner, "reason": before.reason, "until": before.until}
        return {name: text for name, text in texts.items() if name != _GIVEN}

    def note(self, rule: str, texts: Mapping[str, str]) -> None:
        """Keeps what is being typed."""
        self._drafts.note(self._key + rule, dict(texts))

    def give(self, waiver: Waiver) -> None:
        """Waives a lack, from the next decision on."""
        owner = self._project.context.name("people", waiver.owner)
        texts = {"owner": owner, "reason": waiver.reason, "until": waiver.until, _GIVEN: "yes"}
        self._drafts.note(self._key + waiver.rule, texts)

    def take_back(self, rule: str) -> None:
        """The lack is open again; the text is kept, should it be wanted once more."""
        self.note(rule, self.texts(rule))

    def wanted(self) -> tuple[Waiver, ...]:
        """The waivers for the decision. Raises WorkbookError where one does not fit any more."""
        listed = {lack.rule for lack in self._found.lacks}
        today = self._project.today.isoformat()
        ahead = () if self._found.decision else self._found.waivers  # also of what only shows once somebody decides
        kept = (waiver for waiver in ahead if waiver.rule not in listed and waiver.until >= today)
        return (*(self._waiver(lack.rule) for lack in self._found.lacks if self.of(lack.rule) is not None), *kept)

    def recorded(self, rule: str) -> None:
        """Forgets the draft of one that counts already."""
        self._drafts.drop(self._key + rule)

    def saved(self) -> None:
        """Forgets the drafts that the decision took in, and those of lacks that are no more."""
        lacking = {lack.rule for lack in self._found.lacks}
        for rule in self._drafts.keys(self._key):
            if rule not in lacking or self._drafts.texts(self._key + rule).get(_GIVEN):
                self._drafts.drop(self._key + rule)

    def _waiver(self, rule: str) -> Waiver:
        draft = self._drafts.texts(self._key + rule)
        return typed.waiver(self._project, self._found.phase, rule, draft) if draft else self._before[rule]
