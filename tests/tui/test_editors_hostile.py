"""Nothing that somebody typed, pasted or stored is executed, read as markup, or sent raw to the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events

from tests.tui.editors_scene import (
    ALL,
    METRICS,
    NOTE,
    OWNER,
    TITLE,
    People,
    Scene,
    form_scene,
    keys,
    people,
    table_scene,
)
from workbook.domain.specs import Collection, FieldSpec, Option
from workbook.tui.editors import AnswerForm, TableEditor, TableRow
from workbook.tui.editors.offered import OfferLine

HOSTILE = [
    "x[/]",
    "[/etc/passwd]",
    "[@click=app.quit]quit[/]",
    "[bold red]red",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[31mred\x9b2J",
    "nul\x00byte",
    "back\x08space\x7f",
    "\u202egnidaer\u202c \u2066iso\u2069",
    "שלום עולם",
    "👩‍👩‍👧‍👦 family",
    "漢字" * 30,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "\ud800 lone surrogate",
    "tab\tand\u2028line\u0085ends\x0bhere",
    "x" * 5000,
]


def assert_harmless(scene: Scene) -> None:
    """Only printable cells reach the terminal, nothing acts on a click, and the app still runs."""
    for strip in scene.screen._compositor.render_strips():
        for segment in strip:
            for letter in segment.text:
                assert unicodedata.category(letter) not in ("Cc", "Cs"), repr(segment.text)
                assert letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", repr(segment.text)
            assert not segment.style or "@click" not in segment.style.meta
            segment.text.encode()
    assert scene.is_running


async def test_stored_text_shows_harmlessly_in_every_editor() -> None:
    who = People(*HOSTILE, "Mei Lin")
    scene = form_scene(ALL, who=who)
    async with scene.run_test(size=(70, 60)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        for text in HOSTILE:
            scene.form.show(dict.fromkeys((field.name for field in ALL), text))
            await pilot.press(*["tab"] * (len(ALL) - 1))
            await pilot.pause()
            assert_harmless(scene)
            assert all(held.encode() is not None for held in scene.form.texts.values())
        scene.form.focus_field("owner")
        await pilot.press("ctrl+u", "down", *["down"] * 9)
        await pilot.pause()
        assert "▸" in scene.picture
        assert_harmless(scene)


@pytest.mark.parametrize("field", [TITLE, NOTE, OWNER])
async def test_pasted_text_shows_harmlessly(field: FieldSpec) -> None:
    scene = form_scene([field])
    async with scene.run_test() as pilot:
        scene.form.focus_field()
        await pilot.pause()
        for text in HOSTILE:
            scene.form.show({field.name: ""})
            scene.post_message(events.Paste(text))
            await pilot.pause()
            await pilot.press("a")
            assert_harmless(scene)
            held = scene.form.texts[field.name]
            assert held.endswith("a")
            assert (held == "a") == ("\ud800" in text)


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_a_pack_says_shows_harmlessly(text: str) -> None:
    options = (Option("one", text, text), Option("two", f"2 {text}", text, key="2"))
    fields = [f._replace(label=text, help=text, example=text, options=options if f.options else ()) for f in ALL]
    scene = form_scene(fields)
    async with scene.run_test(size=(50, 60)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        assert_harmless(scene)
        await pilot.press("down", "2", "tab", "down", *["tab"] * 5)
        await pilot.pause()
        assert_harmless(scene)


@pytest.mark.parametrize("text", HOSTILE)
async def test_rows_show_harmlessly(text: str) -> None:
    collection = Collection("t", text, text, "name", tuple(c._replace(label=text) for c in METRICS.columns))
    who = people()
    offers = (OfferLine(text), OfferLine(text, text, text))
    scene = Scene(lambda: TableEditor(collection, collection.columns, who.context, who.names, offers))
    async with scene.run_test(size=(90, 30)) as pilot:
        scene.table.focus_rows()
        await pilot.pause()
        assert_harmless(scene)
        row = TableRow("r", dict.fromkeys((c.name for c in METRICS.columns), text), (text,), conflict=True)
        scene.table.show([row, TableRow("s", {}, (text,))])
        await pilot.press("down", "d")
        await pilot.pause()
        assert_harmless(scene)
        await pilot.press("up", "d")
        await pilot.pause()
        assert_harmless(scene)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert_harmless(scene)


async def test_a_click_on_text_that_looks_like_a_link_does_nothing() -> None:
    scene = form_scene([TITLE, NOTE, OWNER], dict.fromkeys(("title", "note", "owner"), "[@click=app.quit]quit[/]"))
    async with scene.run_test(size=(70, 30)) as pilot:
        await pilot.pause(0.1)
        for row, line in enumerate(scene.picture.split("\n")):
            if "quit" in line:
                await pilot.click(offset=(line.index("quit") + 2, row))
        await pilot.pause()
        assert scene.is_running
        assert set(scene.form.texts.values()) == {"[@click=app.quit]quit[/]"}


@pytest.mark.parametrize("field", ALL)
async def test_a_hundred_kilobytes_pasted_are_all_there_or_said_not_to_be(field: FieldSpec) -> None:
    scene = form_scene([field])
    text = "many [/] words\n" * 6700
    async with scene.run_test() as pilot:
        scene.form.focus_field()
        await pilot.pause()
        scene.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.pause()
        assert_harmless(scene)
        held = scene.form.texts[field.name]
        if field is NOTE:
            assert held == text
        elif field.options or field.kind == "flag":
            assert held == ""
        else:
            assert held == " ".join(["many [/] words"] * 6700)
            assert "6700 lines were joined" in scene.picture


SMALL = [(1, 1), (2, 5), (3, 2), (4, 5), (8, 3), (12, 1), (20, 5)]


async def test_forms_survive_the_smallest_windows() -> None:
    scene = form_scene(ALL, {"title": "漢字 👩‍👩‍👧‍👦", "latency": "wrong"})
    async with scene.run_test(size=(100, 40)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        for width, height in SMALL:
            await pilot.resize_terminal(width, height)
            await pilot.press("tab", "down", "tab", "a", "tab", "m", "enter")
            assert_harmless(scene)


async def test_tables_survive_the_smallest_windows() -> None:
    scene = table_scene()
    async with scene.run_test(size=(100, 40)) as pilot:
        scene.table.focus_rows()
        await pilot.pause()
        for width, height in SMALL:
            scene.table.show([TableRow("1", {"name": "漢字" * 9}, ("Kind", "Baseline")), TableRow("2", {"name": "b"})])
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "J", "d", "d", "enter", "a", "escape")
            await pilot.pause()
            assert_harmless(scene)
            scene.table.show([])
            await pilot.pause()
            assert_harmless(scene)


async def test_a_paste_that_ends_paste_mode_loses_nothing_that_was_typed() -> None:
    scene = form_scene([NOTE])
    async with scene.run_test() as pilot:
        scene.form.focus_field()
        await pilot.pause()
        await pilot.press(*keys("kept"))
        scene.post_message(events.Paste(" too\x1b[201~"))
        await pilot.press("ctrl+s")
        await pilot.pause()

        [submitted] = scene.of(AnswerForm.Submitted)
        assert submitted.texts == {"note": "kept too␛[201~"}
