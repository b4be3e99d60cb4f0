"""The form of one question: order of fields, submitting, texts down and up."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Region

from tests.tui.editors_scene import (
    ALL,
    DUE,
    LATENCY,
    NOTE,
    OWNER,
    PACE,
    TITLE,
    form_scene,
    keys,
    people,
)
from workbook.tui.editors import AnswerForm, FieldEditor


async def test_enter_goes_from_field_to_field_and_submits_from_the_last() -> None:
    scene = form_scene([PACE, LATENCY, DUE])
    async with scene.run_test() as pilot:
        scene.form.focus_field()
        await pilot.pause()
        await pilot.press("down", "enter", *keys("250?"), "enter", *keys("fri"))
        await pilot.pause()
        assert scene.of(AnswerForm.Submitted) == []

        await pilot.press("enter")
        await pilot.pause()
        [submitted] = scene.of(AnswerForm.Submitted)
        assert submitted.texts == {"pace": "near-real-time", "latency": "250?", "due": "fri"}
        assert submitted.form is scene.form


async def test_enter_submits_a_form_of_one_line_but_breaks_the_line_of_a_long_text() -> None:
    for field, submitted in ((TITLE, 1), (NOTE, 0)):
        scene = form_scene([field])
        async with scene.run_test() as pilot:
            scene.form.focus_field()
            await pilot.pause()
            await pilot.press("a", "enter")
            await pilot.pause()
            assert len(scene.of(AnswerForm.Submitted)) == submitted


async def test_ctrl_s_submits_from_anywhere() -> None:
    scene = form_scene(ALL)
    async with scene.run_test() as pilot:
        for name in ("note", "pace", "owner", "title"):
            scene.form.focus_field(name)
            await pilot.pause()
            await pilot.press("ctrl+s")
            await pilot.pause()
        assert len(scene.of(AnswerForm.Submitted)) == 4


async def test_a_field_that_does_not_fit_gets_the_focus_and_nothing_is_submitted() -> None:
    scene = form_scene([TITLE, LATENCY, DUE], {"latency": "soon", "due": "smarch"})
    async with scene.run_test() as pilot:
        scene.form.focus_field()
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert scene.of(AnswerForm.Submitted) == []
        assert scene.form.current is scene.form.field("latency")
        assert scene.form.field("due").error
        assert scene.form.texts["due"] == "smarch"


async def test_tab_walks_through_all_fields_in_order_however_many() -> None:
    fields = [TITLE._replace(name=f"f{n}", label=f"Field {n}") for n in range(9)]
    scene = form_scene(fields)
    async with scene.run_test(size=(60, 20)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        for place in range(9):
            await pilot.press(*keys(f"t{place}"), "tab")
        await pilot.pause()

        assert scene.form.texts == {f"f{n}": f"t{n}" for n in range(9)}


async def test_tab_does_not_skip_to_a_field_that_has_no_place_on_the_screen_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Quick keys come before the last fields are laid out: until then those stand at the very top."""
    scene = form_scene([TITLE._replace(name=f"f{n}", label=f"Field {n}") for n in range(5)])
    async with scene.run_test(size=(60, 20)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        monkeypatch.setattr(FieldEditor, "_focus_sort_key", property(_before_layout))
        await pilot.press("a", "tab", "b", "tab", "c", "shift+tab", "d")
        await pilot.pause()

        assert {name: text for name, text in scene.form.texts.items() if text} == {"f0": "a", "f1": "bd", "f2": "c"}


def _before_layout(editor: FieldEditor) -> tuple[int, int]:
    """Where a field stands for Textual, if the last two are not laid out yet."""
    return (0, 0) if editor.spec.name in ("f3", "f4") else (1 + int(editor.spec.name[1]), 0)


async def test_texts_are_there_before_their_editors_are() -> None:
    texts = {field.name: "" for field in ALL} | {"title": "kept", "note": "kept too"}
    scene = form_scene(ALL, texts)
    async with scene.run_test() as pilot:
        assert scene.form.texts == texts
        scene.form.show({"note": "set later", "unknown": "not asked"})
        await pilot.pause(0.1)

        assert scene.form.texts == texts | {"note": "set later"}
        assert scene.form.field("note").text == "set later"


async def test_a_field_far_below_can_be_focused_at_once() -> None:
    scene = form_scene(ALL)
    async with scene.run_test(size=(60, 20)) as pilot:
        scene.form.focus_field("note")
        await pilot.pause(0.1)
        await pilot.press("x")
        await pilot.pause()

        assert scene.form.texts["note"] == "x"
        assert "╭─ Note" in scene.picture


async def test_only_the_field_in_focus_is_framed_and_nothing_jumps() -> None:
    scene = form_scene([TITLE, LATENCY, DUE, OWNER])
    async with scene.run_test(size=(60, 24)) as pilot:
        scene.form.focus_field()
        await pilot.pause(0.1)
        rows = []
        for _ in range(4):
            picture = scene.picture
            assert picture.count("╭") == picture.count("╯") == 1
            rows.append(
                [next(y for y, line in enumerate(picture.split("\n")) if f.label in line) for f in (LATENCY, OWNER)]
            )
            await pilot.press("tab")
            await pilot.pause()
        assert rows == [rows[0]] * 4


async def test_only_fields_that_may_stay_empty_say_so() -> None:
    scene = form_scene([PACE, LATENCY])
    async with scene.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert "Latency limit  optional" in scene.picture
        assert scene.picture.count("optional") == 1


async def test_a_label_that_is_a_sentence_stands_above_in_full() -> None:
    label = "How soon must an answer be there, seen from the customer who waits for it?"
    scene = form_scene([PACE._replace(label=label), LATENCY])
    async with scene.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        assert label in " ".join(scene.picture.split())


async def test_a_long_text_grows_and_stays_in_view() -> None:
    scene = form_scene([*ALL])
    async with scene.run_test(size=(60, 20)) as pilot:
        scene.form.focus_field("note")
        await pilot.pause(0.1)
        scene.post_message(events.Paste("\n".join(f"line {n}" for n in range(30))))
        for _ in range(20):  # the area grows, then the column scrolls
            await pilot.pause(0.1)
            if "line 29" in scene.picture:
                break

        assert "line 29" in scene.picture
        assert "╰" in scene.picture


async def test_a_form_that_was_taken_out_can_be_painted_once_more() -> None:
    """Textual paints between the end of a widget and the next layout, when its component styles are gone."""
    scene = form_scene(ALL)
    async with scene.run_test() as pilot:
        fields = (NOTE, TITLE, OWNER)
        with scene.batch_update():  # nothing is painted, so no style is remembered
            form = AnswerForm(fields, {}, people().context)
            await scene.query_one("#column").mount(form)
            inner = [form.field(field.name).inner for field in fields]
            assert all(widget.is_attached for widget in inner)
            await form.remove()
        for widget in inner:
            assert "".join(line.text for line in widget.render_lines(Region(0, 0, 10, 2))).strip() == ""
        await pilot.pause()
        assert scene.is_running
