"""The shapes of bodies that this version reads. What comes from elsewhere is held against them before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbook.domain.events import Event

_WAIVER = ("rule", "owner", "reason", "until")


def misshapen(event: Event) -> str:
    """Why the body of an event could not be read here; empty when it can, or when its kind is not known."""
    body = event.body
    if body is None:
        return ""
    if not isinstance(body.get("git", {}), dict):
        return "its place in git is no record"
    match event.kind:
        case "answer.set" | "row.set":
            return "" if isinstance(body.get("fields", {}), dict) else "its fields are no record"
        case "gate.decide":
            return _waivers(body) or _hands(body)
        case "body.erase":
            return "" if isinstance(body.get("event"), str) else "it does not say which text it erases"
        case _:
            return ""


def _waivers(body: Mapping[str, Any]) -> str:
    waivers = body.get("waivers", [])
    if not isinstance(waivers, list) or not all(map(_is_waiver, waivers)):
        return "its waivers are no list of rule, owner, reason and day"
    return ""


def _hands(body: Mapping[str, Any]) -> str:
    hands = body.get("hands", [])
    fine = isinstance(hands, list) and all(isinstance(hand, str) for hand in hands)
    return "" if fine else "its show of fingers is no list"


def _is_waiver(waiver: Any) -> bool:
    if not isinstance(waiver, dict) or not all(isinstance(waiver.get(key), str) for key in _WAIVER):
        return False
    try:
        date.fromisoformat(waiver["until"])
    except ValueError:
        return False
    return True
