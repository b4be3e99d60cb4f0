"""The JSON Schema of pack files, for completion and hints in editors."""

from __future__ import annotations

import json
from typing import Any

from workbook.packs.format import FILE


def json_schema() -> dict[str, Any]:
    """One schema for every pack file; the key at its top decides."""
    definitions: dict[str, dict[str, Any]] = {}
    top = FILE.schema(definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "mlworkbook pack file",
        "allOf": [top],
        "definitions": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the text of `phases/pack.schema.json`."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
