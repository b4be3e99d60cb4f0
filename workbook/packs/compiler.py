"""YAML files -> the one merged, checked plain pack. Slow, and so done once for each state of the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook.errors import PackError
from workbook.named import NamedTuple
from workbook.packs import clashes, completeness, figures, links, references
from workbook.packs.findings import Findings
from workbook.packs.format import COLLECTION, FILE, INSTRUMENT, MANIFEST, PHASE
from workbook.packs.index import index_of
from workbook.packs.merge import Layer, layer_of, merge, ordered
from workbook.packs.shapes import Shape
from workbook.strict_yaml import DictNode, Mark, Problem, read


class Source(NamedTuple):
    """A file of a pack: its name for messages, and its bytes."""

    name: str
    data: bytes


class Folder(NamedTuple):
    """A folder's name for messages, and its files in the order of their names."""

    name: str
    files: tuple[Source, ...]


def compile_pack(folders: Sequence[Folder]) -> dict[str, Any]:
    """The merged plain pack of some folders, each laid over the ones before it.

    Args:
        folders: the built-in pack first.

    Returns:
        JSON-like data: `pack`, `phases`, `instruments`, `collections`.

    Raises:
        PackError: with every problem found, sorted by file and line.
    """
    findings = Findings()
    layers: list[Layer] = []
    readable = True
    for folder in folders:
        roots = [_root(source, findings.problems) for source in folder.files]
        readable = readable and None not in roots
        sound = [root for root in roots if root is not None]
        layers.append(layer_of(sound))
        clashes.check_folder(sound, layers[-1], findings)
    pack = Layer()
    for layer in layers:
        pack = merge(pack, layer)
    pack = ordered(pack)
    if readable:  # otherwise whatever an unreadable file holds would be missed everywhere
        _check(pack, findings, folders[0].name if folders else "")
    if findings.problems:
        raise PackError(str(problem) for problem in sorted(set(findings.problems)))
    return _plain(pack)


def _root(source: Source, problems: list[Problem]) -> DictNode | None:
    """The tree of one file with its problems noted; None when it says nothing of use."""
    if source.name.endswith(".yml"):
        problems.append(Problem(Mark(source.name, 1, 1), "Pack files are called *.yaml: rename this one."))
    root, found = read(source.data, source.name)
    problems.extend(found)
    if root is None:
        return None
    FILE.read(root, "", problems)
    if not isinstance(root, DictNode) or not any(entry.key.text in FILE.keys for entry in root.entries):
        return None
    return root


def _check(pack: Layer, findings: Findings, folder: str) -> None:
    fresh = Findings(findings.problems)
    index = index_of(pack)
    clashes.check_pack(pack, fresh)
    references.check_references(pack, index, fresh)
    figures.check_figures(pack, index, fresh)
    links.check_links(pack, index, fresh)
    completeness.check_completeness(pack, index, fresh, folder)
    findings.problems = fresh.problems


def _plain(pack: Layer) -> dict[str, Any]:
    manifest: Any = {} if pack.manifest is None else _read(MANIFEST, pack.manifest)
    for order in ("phases", "instruments"):
        manifest.pop(order, None)  # the order of the lists says it
    return {
        "pack": manifest,
        "phases": [_read(PHASE, phase) for phase in pack.phases],
        "instruments": [_read(INSTRUMENT, instrument) for instrument in pack.instruments],
        "collections": [_read(COLLECTION, collection) for collection in pack.collections],
    }


def _read(shape: Shape, node: DictNode) -> Any:
    return shape.read(node, "", [])
