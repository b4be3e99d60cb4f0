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
    error="#f0908f",
    dark=True,
    variables={
        "muted": "#aab1bc",
        "faint": "#838c99",
        "here": "#31404f",
        "on-accent": "#14171e",
        "footer-background": "#242c37",
        "footer-key-foreground": "#e8a87c",
        "footer-description-foreground": "#c3c8d0",
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
    primary="#1a5590",
    secondary="#6b4f10",
    accent="#99430f",
    foreground="#1d2127",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e4e1d9",
    success="#1f6a2d",
    warning="#755200",
    error="#a32225",
    dark=False,
    variables={
        "muted": "#49505a",
        "faint": "#666c75",
        "here": "#ccd7e3",
        "on-accent": "#ffffff",
        "footer-background": "#e4e1d9",
        "footer-key-foreground": "#99430f",
        "footer-description-foreground": "#3c434c",
        "block-cursor-background": "#ccd7e3",
        "block-cursor-foreground": "#1d2127",
        "block-cursor-text-style": "none",
        "input-selection-background": "#bcd0e4",
        "border": "#99430f",
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
    surface="#121212",
    panel="#262626",
    success="#5dff7e",
    warning="#ffd23f",
    error="#ff9494",
    dark=True,
    variables={
        "muted": "#d0d0d0",
        "faint": "#a8a8a8",
        "here": "#00447a",
        "on-accent": "#000000",
        "footer-background": "#262626",
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
