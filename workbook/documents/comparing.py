"""A document against the file that stands in its place: what is stale, what a person edited.

Text outside blocks is never touched, and blocks stay where people put them. An edited block is
kept as it is. A block that the template no longer makes goes, unless it was edited; a new one
comes after the block that precedes it in the template.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from workbook.documents import front_matter
from workbook.documents.markers import FRONT, Fenced, Outside, Segment, fence, parse
from workbook.documents.rendering import Rendered
from workbook.documents.sources import Block
from workbook.errors import CheckFailed, DocumentDamaged, DocumentEdited, TargetUnwritable
from workbook.named import NamedTuple
from workbook.text import visible

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_HINT = "Put the markers right, or move the file away and export anew."


class State(StrEnum):
    """Where a file stands."""

    NEW = "new"
    CURRENT = "current"
    STALE = "stale"
    EDITED = "edited"
    DAMAGED = "damaged"


class _Form(NamedTuple):
    """How a file holds its blocks.

    Attributes:
        parse: reads them; write: gives one as it stands in the file, with LF line ends.
        gap: what stands between two of them.
    """

    parse: Callable[[str], list[Segment]]
    write: Callable[[str, str], str]
    gap: str


_MARKDOWN = _Form(parse, fence, "\n")


class Edit(NamedTuple):
    """A block that somebody changed by hand.

    Attributes:
        text: what stands in the file.
        ours: what the template says; empty for a block that it no longer makes.
    """

    block: str
    text: str
    ours: str

    @property
    def diff(self) -> str:
        """From what we would write to what stands there."""
        return _diff(self.ours, self.text, f"{self.block} (ours)", f"{self.block} (edited)")


class Comparison(NamedTuple):
    """What a write would do.

    Attributes:
        before: the bytes of the file; None where there is none.
        after: the bytes that it would have; the same as before when nothing is to be done.
        edits: the blocks that are left alone, because a person changed them.
        damage: what is wrong with the markers; then nothing is written.
    """

    rendered: Rendered
    path: Path
    state: State
    before: bytes | None
    after: bytes
    edits: tuple[Edit, ...] = ()
    damage: DocumentDamaged | None = None

    @property
    def changes(self) -> bool:
        """Whether a write would change the file."""
        return self.before != self.after

    @property
    def diff(self) -> str:
        """A unified diff from the file to what a write would give; empty when nothing would change."""
        if not self.changes:
            return ""
        before = "" if self.before is None else _decoded(self.before)
        after = _decoded(self.after)
        name = self.rendered.spec.path
        return _diff(before, after, "/dev/null" if self.before is None else f"a/{name}", f"b/{name}")

    @property
    def complaint(self) -> CheckFailed | None:
        """Why a person has to look at it: the markers are damaged, or blocks were edited."""
        if self.damage is not None or not self.edits:
            return self.damage
        blocks = ", ".join(self._names())
        hint = "Take the change into the answer, or undo it in the file."
        return DocumentEdited(f"Changed by hand, and left as it is: {blocks}.", where=str(self.path), hint=hint)

    def _names(self) -> list[str]:
        if not self.rendered.spec.is_sheet:
            return [edit.block for edit in self.edits]
        from workbook.documents.sheet import called

        return [f'"{called(edit.text)}"' for edit in self.edits]


def compare(rendered: Rendered, path: Path) -> Comparison:
    """What a write of the document to that file would do. Nothing is written.

    Raises:
        TargetUnwritable: what stands there cannot be read, or is no file.
    """
    before = _read(path)
    if before is None or not before.strip():
        return Comparison(rendered, path, State.NEW, before, rendered.text.encode("utf-8"))
    try:
        after, edits = _merged(before, rendered)
    except DocumentDamaged as error:
        error.where = f"{path}, {error.where}" if error.where else str(path)
        return Comparison(rendered, path, State.DAMAGED, before, before, damage=error)
    state = State.EDITED if edits else State.CURRENT if after == before else State.STALE
    return Comparison(rendered, path, state, before, after, edits)


def _read(path: Path) -> bytes | None:
    try:
        if not path.exists():
            return None
        if not path.is_file():
            raise TargetUnwritable("This is no ordinary file.", where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise TargetUnwritable(f"This cannot be read: {error.strerror}.", where=str(path)) from error


def _merged(before: bytes, rendered: Rendered) -> tuple[bytes, tuple[Edit, ...]]:
    """The file's bytes with every unedited block brought up to date. Raises DocumentDamaged."""
    try:
        content = before.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentDamaged("This is no UTF-8 text.", hint="Save it as UTF-8.") from error
    bom = _BOM if content.startswith(_BOM) else ""
    body = content.removeprefix(_BOM)
    newline = "\r\n" if body.count("\r\n") * 2 > body.count("\n") else "\n"
    ending = "" if body.endswith("\n") else newline
    sheet = rendered.spec.is_sheet
    form = _sheet() if sheet else _MARKDOWN
    segments = form.parse(body + ending)
    if not sheet and not any(isinstance(segment, Fenced) for segment in segments):
        raise DocumentDamaged("There is no block of ours in this file.", hint=_HINT)
    blocks = rendered.blocks if sheet else front_matter.beside(rendered.blocks, segments)
    merged, edits = _updated(segments, blocks, form, newline)
    text = "".join(segment.raw for segment in _completed(merged, blocks, form, newline))
    return (bom + text.removesuffix(ending)).encode("utf-8"), edits


def _sheet() -> _Form:
    from workbook.documents.sheet import parse_sheet, sealed

    return _Form(parse_sheet, sealed, "")


def _updated(
    segments: list[Segment], blocks: tuple[Block, ...], form: _Form, newline: str
) -> tuple[list[Segment], tuple[Edit, ...]]:
    """The segments with unedited blocks renewed or, where the template no longer makes them, gone."""
    wanted = {block.id: block.text for block in blocks}
    kept: list[Segment] = []
    edits = []
    for segment in segments:
        if isinstance(segment, Outside):
            kept.append(segment)
        elif segment.edited and segment.text != wanted.get(segment.id):
            edits.append(Edit(segment.id, segment.text, wanted.get(segment.id, "")))
            kept.append(segment)
        elif segment.id in wanted:
            same = segment.text == wanted[segment.id] and not segment.edited
            kept.append(segment if same else _fenced(segment.id, wanted[segment.id], form, newline))
        elif form.gap:
            kept.append(Outside(""))  # marks the gap, for the blank line that goes with the block
    return _without_gaps(kept, newline), tuple(edits)


def _without_gaps(segments: list[Segment], newline: str) -> list[Segment]:
    """Takes one blank line away with each removed block."""
    tidy: list[Segment] = []
    gap = False
    for segment in segments:
        if isinstance(segment, Outside) and not segment.raw:
            gap = True
            continue
        if gap and isinstance(segment, Outside):
            segment = Outside(segment.raw.removeprefix(newline))
        tidy.append(segment)
        gap = False
    if gap and tidy and isinstance(tidy[-1], Outside):
        tidy[-1] = Outside(tidy[-1].raw.removesuffix(newline))
    return tidy


def _completed(segments: list[Segment], blocks: tuple[Block, ...], form: _Form, newline: str) -> list[Segment]:
    """The segments with the blocks that the file does not have yet."""
    completed = list(segments)
    known = {segment.id for segment in segments if isinstance(segment, Fenced)}
    previous = ""
    for number, block in enumerate(blocks):
        if block.id == FRONT:
            if block.id not in known:
                completed = front_matter.placed(completed, _fenced(block.id, block.text, form, newline), newline)
            continue  # nothing comes right after it
        if block.id not in known:
            fenced, blank = _fenced(block.id, block.text, form, newline), Outside(newline if form.gap else "")
            after = _place(completed, previous)
            if after is not None:
                completed[after + 1 : after + 1] = [blank, fenced]
            else:
                following = (_place(completed, later.id) for later in blocks[number + 1 :])
                before = next((place for place in following if place is not None), len(completed))
                completed[before:before] = [fenced, blank] if before < len(completed) else [blank, fenced]
        previous = block.id
    return completed


def _place(segments: list[Segment], block_id: str) -> int | None:
    for place, segment in enumerate(segments):
        if isinstance(segment, Fenced) and segment.id == block_id:
            return place
    return None


def _fenced(block_id: str, text: str, form: _Form, newline: str) -> Fenced:
    return Fenced(block_id, "", text, form.write(block_id, text).replace("\n", newline))


def _decoded(data: bytes) -> str:
    return visible(data.decode("utf-8", "replace").replace("\r\n", "\n"))


def _diff(before: str, after: str, name: str, other: str) -> str:
    """A unified diff that a terminal can be shown."""
    from difflib import unified_diff  # only when somebody looks

    lines = unified_diff(visible(before).split("\n"), visible(after).split("\n"), name, other, lineterm="")
    return "\n".join(lines)
