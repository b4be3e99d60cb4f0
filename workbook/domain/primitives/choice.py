"""Choice: one or several of the options that the pack offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbook.domain.specs import FieldSpec, Option
from workbook.errors import InvalidValue, UnknownName
from workbook.named import NamedTuple
from workbook.text import accept

SEPARATOR = ";"
"""Between several choices as typed and shown; the pack checker keeps it out of labels."""


class Choice(NamedTuple):
    """The ids of the chosen options, in the pack's order."""

    chosen: tuple[str, ...]


def parse(spec: FieldSpec, typed: str) -> Choice:
    """Takes option ids, labels or keys, in any case; several are separated by `;` (or `,`).

    Raises:
        UnknownName: an option that the field does not have; names the nearest.
        InvalidValue: several, where the field takes one; or only separators.
    """
    chosen = Choice(tuple(option.id for part in typed.split(SEPARATOR) for option in _options(spec, part)))
    if not chosen.chosen:
        raise InvalidValue("This chooses nothing.", where=spec.name, hint=_offer(spec))
    return clean(spec, chosen)


def clean(spec: FieldSpec, value: Choice) -> Choice:
    """The choice as the field keeps it: each option once, in the pack's order. Raises as `parse` does."""
    chosen = {spec.option(option_id).id for option_id in value.chosen}
    if len(chosen) > 1 and not spec.several:
        raise InvalidValue("This field takes one choice.", where=spec.name, hint=_offer(spec))
    return Choice(tuple(option.id for option in spec.options if option.id in chosen))


def show(spec: FieldSpec, value: Choice) -> str:
    """The labels, separated by semicolons; an id that the pack no longer has shows as itself."""
    labels = {option.id: option.label for option in spec.options}
    return f"{SEPARATOR} ".join(labels.get(chosen, chosen) for chosen in value.chosen)


def encode(value: Choice) -> dict[str, Any]:
    """`{"choice": [ids]}`."""
    return {"choice": list(value.chosen)}


def decode(data: dict[str, Any]) -> Choice:
    """Reads what `encode` wrote. Raises ValueError when it is no choice."""
    chosen = data["choice"]
    if not isinstance(chosen, list):
        raise ValueError("choices stand in a list")
    return Choice(tuple(accept(str(option)) for option in chosen))


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


def _options(spec: FieldSpec, typed: str) -> Iterator[Option]:
    """The option of that name; where there is none, those of the names between commas."""
    whole = _find(spec, typed)
    if whole is not None:
        yield whole
        return
    for part in typed.split(","):
        if part.strip():
            yield _required(spec, part.strip())


def _find(spec: FieldSpec, typed: str) -> Option | None:
    """The option meant. Labels come first: what `show` wrote reads back whatever ids there are."""
    wanted = typed.strip().casefold()
    named = [(option, (option.label, option.id, option.key)) for option in spec.options]
    places = (option for place in range(3) for option, names in named if names[place].casefold() == wanted)
    return next(places, None) if wanted else None


def _required(spec: FieldSpec, typed: str) -> Option:
    found = _find(spec, typed)
    if found is None:
        known = [option.label for option in spec.options] + [option.id for option in spec.options]
        error = UnknownName("choice", typed[:60], known, where=spec.name)
        error.hint = error.hint or _offer(spec)
        raise error
    return found


def _offer(spec: FieldSpec) -> str:
    labels = [option.label for option in spec.options]
    return f"One of: {', '.join(labels[:8])}{' …' if len(labels) > 8 else ''}."
