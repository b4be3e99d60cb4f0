"""Every screen that shows names, with a project and people whose names would drive a terminal or a markup."""

from __future__ import annotations

import unicodedata

from tests.tui.desk import Desk, Seen

ODD = "[/] [@click=app.quit]x[/] \x1b]52;c;ZXZpbA==\x07 \u202eevil 👩‍👩‍👧‍👦 | ``` =cmd() "


def _harmless(see: Seen, where: str) -> None:
    """Only printable cells reach the terminal, nothing acts on a click, and the app still runs."""
    for strip in see.app.screen._compositor.render_strips():
        assert strip.cell_length <= see.app.size.width, where
        for segment in strip:
            for letter in segment.text:
                assert unicodedata.category(letter) not in ("Cc", "Cs"), (where, segment.text)
                assert letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", (where, segment.text)
            assert not segment.style or "@click" not in segment.style.meta, (where, segment.text)
    assert see.app.is_running, where


async def test_no_screen_obeys_a_name(desk: Desk) -> None:
    desk.start(ODD.strip())
    desk.row("people", name=ODD.strip(), role=ODD)
    desk.row("actions", action=ODD * 9, owner=ODD.strip(), due="2026-11-20")
    desk.row("actions", action=ODD, note=ODD)
    desk.row("decisions", decision=ODD * 5, why=ODD)
    desk.row("parking", item=ODD)
    desk.answer("joel.1", {"mark": "no", "note": ODD * 20})
    async with desk.opened((64, 20)) as see:
        _harmless(see, "project")
        for key in ("v", "f5", "f7", "f4", "f8", "l"):
            for part in (key, "enter", "escape"):
                await see.keys(part)
                _harmless(see, f"{key} {part}")
        await see.keys("m")
        _harmless(see, "m")
