"""Every theme can be read from the back of the room, by the contrast ratio of WCAG 2.2 (1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from workbook.tui.themes import THEMES

TEXT = 4.5
"""The least for text; signs, and words that only repeat what stands elsewhere, need 3."""


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(_luminance(Color.parse(color)) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_all_text_is_readable_on_every_ground(theme: Theme) -> None:
    grounds = {
        "background": str(theme.background),
        "surface": str(theme.surface),
        "panel": str(theme.panel),
        "here": theme.variables["here"],
    }
    texts = {
        name: str(getattr(theme, name))
        for name in ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
    } | {"muted": theme.variables["muted"], "keys": theme.variables["footer-description-foreground"]}
    pairs = {(text, ground): _contrast(texts[text], grounds[ground]) for text in texts for ground in grounds}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < TEXT} == {}
    faint = {ground: _contrast(theme.variables["faint"], color) for ground, color in grounds.items()}
    assert min(faint["background"], faint["surface"]) >= TEXT
    assert min(faint.values()) >= 3.0
    assert _contrast(theme.variables["on-accent"], str(theme.accent)) >= TEXT
