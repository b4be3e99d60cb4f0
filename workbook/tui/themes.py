"""Three themes with one order of emphasis: dark, light, and high contrast for projectors.

One accent for here and now; green, amber and red for states alone; grey for what is not the point.
"""

from __future__ import annotations

from rich.theme import Theme as RichTheme
from textual.theme import Theme

INK = Theme(
    name="ink",
    primary="#8fb3dc",
    secondary="#cdb27a",
    accent="#e8a87c",
    foreground="#e9e7e2",
    background="#14171e",
    surface="#1b2029",
    panel="#242c37",
    success="#8ec794",
    warning="#e2c178",
    error="#e5787a",
    dark=True,
    variables={
        "muted": "#949ba6",
        "faint": "#5a626e",
        "here": "#31404f",
        "on-accent": "#14171e",
        "footer-background": "#242c37",
        "footer-key-foreground": "#e8a87c",
        "footer-description-foreground": "#b9bec7",
        "block-cursor-background": "#31404f",
        "block-cursor-foreground": "#e9e7e2",
        "block-cursor-text-style": "none",
        "input-selection-background": "#3f5368",
        "border": "#e8a87c",
        "scrollbar": "#2f3845",
        "scrollbar-background": "#1b2029",
    },
)

PAPER = Theme(
    name="paper",
    primary="#1f5c99",
    secondary="#7a5c14",
    accent="#b4511c",
    foreground="#1d2127",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e4e1d9",
    success="#2b7a3a",
    warning="#8a6100",
    error="#b3292c",
    dark=False,
    variables={
        "muted": "#5d646e",
        "faint": "#9a9fa7",
        "here": "#d5dde6",
        "on-accent": "#ffffff",
        "footer-background": "#e4e1d9",
        "footer-key-foreground": "#b4511c",
        "footer-description-foreground": "#3c434c",
        "block-cursor-background": "#d5dde6",
        "block-cursor-foreground": "#1d2127",
        "block-cursor-text-style": "none",
        "input-selection-background": "#bcd0e4",
        "border": "#b4511c",
        "scrollbar": "#cfcbc1",
        "scrollbar-background": "#f1efe9",
    },
)

PROJECTOR = Theme(
    name="projector",
    primary="#9fd0ff",
    secondary="#ffe08a",
    accent="#ffb000",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#5dff7e",
    warning="#ffd23f",
    error="#ff7b7b",
    dark=True,
    variables={
        "muted": "#d0d0d0",
        "faint": "#909090",
        "here": "#00447a",
        "on-accent": "#000000",
        "footer-background": "#1a1a1a",
        "footer-key-foreground": "#ffb000",
        "footer-description-foreground": "#ffffff",
        "block-cursor-background": "#00447a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "input-selection-background": "#005fae",
        "border": "#ffb000",
        "scrollbar": "#666666",
        "scrollbar-background": "#000000",
    },
)

THEMES = (INK, PAPER, PROJECTOR)
"""In the order in which the theme key walks through them."""

PAGE_STYLES = RichTheme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.h3": "bold",
        "markdown.block_quote": "italic",
        "markdown.code": "none",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "dim",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
        "markdown.link": "underline",
        "markdown.link_url": "underline",
        "markdown.hr": "dim",
    }
)
"""How a document looks on the screen: weight and slant, no colours of its own."""
