"""Choice: one or several of the options that the pack offers."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbook.domain.pack import FieldSpec, Option
from workbook.errors import InvalidValue, UnknownName

SEPARATOR = ";"
"""Between several choices as typed and shown; the pack checker keeps it out of labels."""


class Choice(NamedTuple):
    """The ids of the chosen options, in the pack's order."""

    chosen: tuple[str, ...]


def parse(spec: FieldSpec, typed: str) -> Choice:
    """Takes option ids, labels or keys, in any case; several are separated by `;` (or `,`).

    Raises:
        UnknownName: an option that the field does not have; names the nearest.
        InvalidValue: several, where the field takes one.
    """
    whole = _find(spec, typed)
    if whole is not None:
        return Choice((whole.id,))
    parts = [part.strip() for part in typed.replace(",", SEPARATOR).split(SEPARATOR)]
    found = {_required(spec, part).id for part in parts if part}
    if len(found) > 1 and not spec.several:
        raise InvalidValue("This field takes one choice.", where=spec.name)
    return Choice(tuple(option.id for option in spec.options if option.id in found))


def show(spec: FieldSpec, value: Choice) -> str:
    """The labels, separated by semicolons; an id that the pack no longer has shows as itself."""
    labels = {option.id: option.label for option in spec.options}
    return f"{SEPARATOR} ".join(labels.get(chosen, chosen) for chosen in value.chosen)


def encode(value: Choice) -> dict[str, Any]:
    """`{"choice": [ids]}`."""
    return {"choice": list(value.chosen)}


def decode(data: dict[str, Any]) -> Choice:
    """Reads what `encode` wrote."""
    return Choice(tuple(str(chosen) for chosen in data["choice"]))


def json_schema(spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    items = {"enum": [option.id for option in spec.options]}
    chosen: dict[str, Any] = {"type": "array", "items": items, "uniqueItems": True}
    if not spec.several:
        chosen["maxItems"] = 1
    return _record({"choice": chosen})


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _find(spec: FieldSpec, typed: str) -> Option | None:
    wanted = typed.strip().casefold()
    for option in spec.options:
        if wanted in (option.id.casefold(), option.label.casefold()) or (option.key and wanted == option.key):
            return option
    return None


def _required(spec: FieldSpec, typed: str) -> Option:
    found = _find(spec, typed)
    if found is None:
        raise UnknownName("choice", typed, [o.id for o in spec.options] + [o.label for o in spec.options])
    return found
