"""Laying a team's pack over the built-in one.

Things with a known id are changed where they stand, new ones follow at the end. Nothing is ever
taken away: history needs the question. All this happens on positioned nodes, so that a mistake
in the merged pack still names the file and line it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from workbook.named import NamedTuple
from workbook.packs.shapes import text_of
from workbook.strict_yaml import DictNode, Entry, ListNode, Node, TextNode


class Layer(NamedTuple):
    """What the files of one folder hold, or of several merged ones."""

    manifest: DictNode | None = None
    collections: tuple[DictNode, ...] = ()
    phases: tuple[DictNode, ...] = ()
    instruments: tuple[DictNode, ...] = ()

    @property
    def areas(self) -> tuple[DictNode, ...]:
        """Phases and instruments: whatever has sections."""
        return self.phases + self.instruments


class Place(NamedTuple):
    """A question and where it stands."""

    question: DictNode
    section: DictNode
    area: DictNode
    form: DictNode | None = None


def layer_of(files: Iterable[DictNode]) -> Layer:
    """The layer that the roots of one folder's files make up; what has no id is left out."""
    layer = Layer()
    for root in files:
        manifest, phase, instrument = (root.get(key) for key in ("pack", "phase", "instrument"))
        if isinstance(manifest, DictNode) and layer.manifest is None:
            layer = layer._replace(manifest=manifest)
        if isinstance(phase, DictNode) and text_of(phase, "id"):
            layer = layer._replace(phases=(*layer.phases, phase))
        if isinstance(instrument, DictNode) and text_of(instrument, "id"):
            layer = layer._replace(instruments=(*layer.instruments, instrument))
        layer = layer._replace(collections=layer.collections + dicts(root, "collections"))
    return layer


def merge(base: Layer, over: Layer) -> Layer:
    """`over` laid over `base`: the manifest by key, the rest by id."""
    manifest = over.manifest if base.manifest is None else base.manifest
    if base.manifest is not None and over.manifest is not None:
        manifest = _updated(base.manifest, over.manifest)
    return Layer(
        manifest,
        _by("id", base.collections, over.collections, _merge_collections),
        _by("id", base.phases, over.phases, _merge_areas),
        _by("id", base.instruments, over.instruments, _merge_areas),
    )


def ordered(layer: Layer) -> Layer:
    """The layer in the manifest's order; what it does not name follows. Emptied sections are gone.

    A section is emptied when a team's file names it only to replace questions that stand elsewhere.
    """
    phases = _in_order(layer.phases, _names(layer.manifest, "phases"))
    instruments = _in_order(layer.instruments, _names(layer.manifest, "instruments"))
    return layer._replace(
        phases=tuple(_without_empty_sections(phase) for phase in phases),
        instruments=tuple(_without_empty_sections(instrument) for instrument in instruments),
    )


def questions_of(area: DictNode) -> Iterator[Place]:
    """Every question of a phase or an instrument, those of its forms included."""
    for section in dicts(area, "sections"):
        for question in dicts(section, "questions"):
            yield Place(question, section, area)
    for form in dicts(area, "forms"):
        for section in dicts(form, "sections"):
            for question in dicts(section, "questions"):
                yield Place(question, section, area, form)


def dicts(node: Node | None, key: str) -> tuple[DictNode, ...]:
    """The mappings in a list under a key; none where something else stands."""
    return tuple(item for item in _items(node, key) if isinstance(item, DictNode))


def texts(node: Node | None, key: str) -> tuple[TextNode, ...]:
    """The texts in a list under a key; none where something else stands."""
    return tuple(item for item in _items(node, key) if isinstance(item, TextNode))


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.get(key) if isinstance(node, DictNode) else None
    return found.items if isinstance(found, ListNode) else ()


def _names(manifest: DictNode | None, key: str) -> list[str]:
    return [node.text for node in texts(manifest, key)]


def _in_order(areas: tuple[DictNode, ...], names: list[str]) -> list[DictNode]:
    places = {name: place for place, name in enumerate(names)}
    return sorted(areas, key=lambda area: places.get(text_of(area, "id"), len(places)))


def _merge_areas(base: DictNode, over: DictNode) -> DictNode:
    standing = {text_of(place.question, "id") for place in questions_of(base)}
    replacing = {text_of(place.question, "id"): place.question for place in questions_of(over)}
    replaced = _each_question(base, lambda question: replacing.get(text_of(question, "id"), question))
    added = _each_question(over, lambda question: None if text_of(question, "id") in standing else question)
    merged = _with_merged(replaced, added, "sections", _merge_sections)
    return _with_list(merged, "forms", _by("id", dicts(replaced, "forms"), dicts(added, "forms"), _merge_forms))


def _merge_forms(base: DictNode, over: DictNode) -> DictNode:
    return _with_merged(base, over, "sections", _merge_sections)


def _merge_sections(base: DictNode, over: DictNode) -> DictNode:
    return _with_list(_updated(base, over), "questions", dicts(base, "questions") + dicts(over, "questions"))


def _merge_collections(base: DictNode, over: DictNode) -> DictNode:
    columns = _by("name", dicts(base, "columns"), dicts(over, "columns"), lambda _, column: column)
    return _with_list(_updated(base, over), "columns", columns)


_Combine = Callable[[DictNode, DictNode], DictNode]


def _with_merged(base: DictNode, over: DictNode, key: str, combine: _Combine) -> DictNode:
    return _with_list(_updated(base, over), key, _by("id", dicts(base, key), dicts(over, key), combine))


def _by(key: str, base: Iterable[DictNode], over: Iterable[DictNode], combine: _Combine) -> tuple[DictNode, ...]:
    found = {text_of(node, key): node for node in base}
    for node in over:
        name = text_of(node, key)
        found[name] = combine(found[name], node) if name in found else node
    return tuple(found.values())


def _updated(base: DictNode, over: DictNode) -> DictNode:
    """`base` with the keys of `over` in place of its own."""
    entries = {entry.key.text: entry for entry in (*base.entries, *over.entries)}
    return DictNode(tuple(entries.values()), base.mark)


def _with_list(node: DictNode, key: str, items: tuple[DictNode, ...]) -> DictNode:
    """The node with a list under a key; a key that is not there appears only for items."""
    old = next((entry for entry in node.entries if entry.key.text == key), None)
    if old is None:
        return _appended(node, key, items) if items else node
    new = Entry(old.key, ListNode(items, old.value.mark))
    return node._replace(entries=tuple(new if entry is old else entry for entry in node.entries))


def _appended(node: DictNode, key: str, items: tuple[DictNode, ...]) -> DictNode:
    entry = Entry(TextNode(key, node.mark), ListNode(items, items[0].mark))
    return node._replace(entries=(*node.entries, entry))


def _each_question(area: DictNode, change: Callable[[DictNode], DictNode | None]) -> DictNode:
    """The area with every question changed; None takes one out."""

    def section(node: DictNode) -> DictNode:
        changed = (change(question) for question in dicts(node, "questions"))
        return _with_list(node, "questions", tuple(question for question in changed if question is not None))

    def sections(node: DictNode) -> DictNode:
        return _with_list(node, "sections", tuple(section(child) for child in dicts(node, "sections")))

    return _with_list(sections(area), "forms", tuple(sections(form) for form in dicts(area, "forms")))


def _without_empty_sections(area: DictNode) -> DictNode:
    def sections(node: DictNode) -> DictNode:
        kept = tuple(section for section in dicts(node, "sections") if dicts(section, "questions"))
        return _with_list(node, "sections", kept)

    return _with_list(sections(area), "forms", tuple(sections(form) for form in dicts(area, "forms")))
