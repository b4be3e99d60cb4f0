"""Each editor alone in a form: keys in, text out; how it is understood, and calm errors."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.editors_scene import (
    DUE,
    LATENCY,
    MARK,
    NOTE,
    OWNER,
    PACE,
    PERSONAL,
    SEEN_AT,
    TITLE,
    TOOLS,
    Scene,
    form_scene,
    keys,
    people,
)
from workbook.domain.primitives import Choice, parse
from workbook.domain.specs import FieldSpec
from workbook.text import LIMIT
from workbook.tui.editors import AnswerForm, FieldEditor, RefEditor


async def begin(pilot: Pilot[None], scene: Scene) -> FieldEditor:
    """The focus in the first field."""
    scene.form.focus_field()
    await pilot.pause()
    assert scene.form.current is not None
    return scene.form.current


@pytest.mark.parametrize(
    ("field", "typed", "text", "understood"),
    [
        (TITLE, keys("Which one?"), "Which one?", ""),
        (NOTE, [*keys("one"), "enter", *keys("two")], "one\ntwo", ""),
        (LATENCY, keys("250?"), "250?", "250 ms, a guess"),
        (LATENCY, keys("~40 kEUR"), "~40 kEUR", "40 kEUR, an estimate"),
        (DUE, keys("fri"), "fri", "Fri 27 Nov 2026"),
        (DUE, keys("2w"), "2w", "Mon 7 Dec 2026"),
        (SEEN_AT, keys("02:10"), "02:10", "Mon 2026-11-23 02:10 UTC"),
        (PERSONAL, ["y"], "yes", ""),
        (PERSONAL, ["right", "right", "space"], "no", ""),
        (PACE, ["down", "down", "space"], "as soon as possible", ""),
        (PACE, ["d"], "daily", ""),
        (PACE, ["d", "backspace"], "", ""),
        (PACE, ["d", "space"], "", ""),
        (MARK, ["5"], "½ manual", ""),
        (MARK, ["n"], "not done", ""),
        (TOOLS, ["a", "end", "space"], "airflow; spark", ""),
        (TOOLS, ["a", "s", "a"], "spark", ""),
        (OWNER, keys("me"), "me", "Mei Lin"),
    ],
)
async def test_keys_become_a_text_that_the_domain_understands(
    field: FieldSpec, typed: list[str], text: str, understood: str
) -> None:
    scene = form_scene([field])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press(*typed)
        await pilot.pause()

        assert editor.text == text
        assert editor.understood == understood
        assert scene.form.texts == {field.name: text}
        assert (parse(field, editor.text, people().context) is None) == (text == "")
        told = scene.of(FieldEditor.Changed)
        assert (told[-1].name, told[-1].text) == (field.name, text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (TITLE, "A title"),
        (NOTE, "one\n\n  two\n"),
        (LATENCY, "250 ms (measured)"),
        (DUE, "27 Nov 2026"),
        (PERSONAL, "no"),
        (PACE, "daily"),
        (PACE, "asap"),
        (TOOLS, "a;c"),
        (OWNER, "Mei Lin"),
        (LATENCY, "no number at all"),
        (PACE, "none of these"),
        (OWNER, "Nobody"),
    ],
)
async def test_what_is_set_comes_back_and_nobody_is_told(field: FieldSpec, text: str) -> None:
    scene = form_scene([field], {field.name: "x" if field is TITLE else ""})
    async with scene.run_test() as pilot:
        await pilot.pause()
        scene.form.show({field.name: text})
        await pilot.pause()

        assert scene.form.texts == {field.name: text}
        assert scene.of(FieldEditor.Changed) == []


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        (LATENCY, "soon", "is not a number with a unit"),
        (DUE, "smarch", "is not a day"),
        (OWNER, "Zoe", "There is no person"),
    ],
)
async def test_an_error_is_told_once_the_field_was_left_and_goes_as_soon_as_it_is_mended(
    field: FieldSpec, wrong: str, says: str
) -> None:
    scene = form_scene([field, TITLE])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press(*keys(wrong), "escape")
        await pilot.pause()
        assert editor.error == ""
        assert says not in scene.picture

        await pilot.press("tab")
        await pilot.pause()
        assert says in editor.error
        assert "▲" in scene.picture
        assert says in " ".join(scene.picture.split())
        assert editor.text == wrong

        await pilot.press("shift+tab", "ctrl+u")
        await pilot.pause()
        assert editor.error == ""
        assert "▲" not in scene.picture


async def test_a_text_that_names_no_option_is_kept_and_said_until_one_is_chosen() -> None:
    scene = form_scene([PACE], {"pace": "weekly"})
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        assert editor.text == "weekly"
        assert "There is no choice 'weekly'" in scene.picture

        await pilot.press("d")
        await pilot.pause()
        assert editor.text == "daily"
        assert editor.error == ""


async def test_several_labels_with_commas_are_told_so_that_they_are_read_back() -> None:
    first, second, third = TOOLS.options
    comma = TOOLS._replace(options=(first._replace(label="dbt, airflow"), second, third._replace(label="airflow")))
    scene = form_scene([comma])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("home", "space", "end", "space")
        await pilot.pause()

        assert parse(comma, editor.text, people().context) == Choice(("a", "c"))
        assert "✓ dbt, airflow" in scene.picture


async def test_enter_on_an_untouched_choice_chooses_nothing() -> None:
    scene = form_scene([PACE])
    async with scene.run_test() as pilot:
        await begin(pilot, scene)
        await pilot.press("enter")
        await pilot.pause()

        assert [message.texts for message in scene.of(AnswerForm.Submitted)] == [{"pace": ""}]


async def test_a_first_letter_that_several_share_only_moves_to_the_next_of_them() -> None:
    alike = PACE._replace(options=tuple(o._replace(label=f"every {o.label}") for o in PACE.options))
    scene = form_scene([alike])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("e", "e")
        await pilot.pause()
        assert editor.text == ""

        await pilot.press("enter")
        await pilot.pause()
        assert editor.text == "every as soon as possible"


async def test_the_help_of_the_highlighted_option_shows() -> None:
    scene = form_scene([PACE])
    async with scene.run_test(size=(80, 24)) as pilot:
        await begin(pilot, scene)
        assert "Minutes are fine." not in scene.picture
        await pilot.press("down", "down")
        await pilot.pause()

        assert "Minutes are fine." in scene.picture
        assert "While the customer waits." not in scene.picture


async def test_a_click_chooses_an_option() -> None:
    scene = form_scene([PACE])
    async with scene.run_test(size=(80, 24)) as pilot:
        editor = await begin(pilot, scene)
        row, line = next((y, text) for y, text in enumerate(scene.picture.split("\n")) if "daily" in text)
        await pilot.click(offset=(line.index("daily") + 1, row))
        await pilot.pause()

        assert editor.text == "daily"


async def test_many_pasted_lines_are_joined_in_a_one_line_editor_and_it_says_so() -> None:
    scene = form_scene([TITLE])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        scene.post_message(events.Paste("one\r\n  two\n\nthree\n"))
        await pilot.pause()
        await pilot.pause()

        assert editor.text == "one two three"
        assert "3 lines were joined into one." in scene.picture

        await pilot.press("x")
        await pilot.pause()
        assert "joined" not in scene.picture


@pytest.mark.parametrize("field", [TITLE, NOTE])
async def test_a_paste_that_does_not_fit_is_refused_whole_and_it_says_so(field: FieldSpec) -> None:
    scene = form_scene([field], {field.name: "kept"})
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        scene.post_message(events.Paste("x" * (LIMIT - 3)))
        await pilot.pause()
        await pilot.pause()

        assert editor.text == "kept"
        assert "Not pasted: 999,997 characters" in scene.picture


async def test_names_drop_down_while_typing_and_enter_takes_one() -> None:
    scene = form_scene([OWNER, TITLE])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("l")
        await pilot.pause()
        assert "Mei Lin" in scene.picture
        assert "Tom Hall" in scene.picture
        assert "Ana Ruiz" not in scene.picture

        await pilot.press("down", "enter")
        await pilot.pause()
        assert editor.text == "Tom Hall"
        assert "Mei Lin" not in scene.picture
        assert scene.form.current is scene.form.field("title")
        assert scene.of(FieldEditor.Changed)[-1].text == "Tom Hall"


async def test_escape_closes_the_list_first_and_belongs_to_the_screen_otherwise() -> None:
    scene = form_scene([OWNER])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("escape")
        assert scene.escaped == 1
        await pilot.press("m", "escape")
        await pilot.pause()
        assert scene.escaped == 1
        assert "Mei Lin" not in scene.picture.replace("─ Mei Lin", "")

        await pilot.press("escape")
        assert scene.escaped == 2
        assert editor.text == "m"


async def test_a_click_takes_a_name() -> None:
    scene = form_scene([OWNER, TITLE])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("down")
        await pilot.pause()
        row = next(y for y, text in enumerate(scene.picture.split("\n")) if "Tom Hall" in text)
        await pilot.click(offset=(5, row))
        await pilot.pause()

        assert editor.text == "Tom Hall"


async def test_the_beginning_of_a_name_is_completed_when_the_field_is_left() -> None:
    scene = form_scene([OWNER, TITLE])
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press("a", "n", "tab")
        await pilot.pause()

        assert editor.text == "Ana Ruiz"
        assert editor.error == ""


async def test_an_unknown_name_can_be_added_and_is_understood_then() -> None:
    who = people()
    scene = form_scene([OWNER, TITLE], who=who)
    async with scene.run_test() as pilot:
        editor = await begin(pilot, scene)
        await pilot.press(*keys("@Zoe B"))
        await pilot.pause()
        assert "add “Zoe B”" in scene.picture
        await pilot.press("enter")
        await pilot.pause()
        wanted = scene.of(RefEditor.RowWanted)
        assert [(message.collection, message.name) for message in wanted] == [("people", "Zoe B")]
        assert wanted[0].editor is editor

        who.names_list.append("Zoe B")
        scene.form.context = who.context
        editor.text = "Zoe B"
        await pilot.press("enter")
        await pilot.pause()
        assert editor.error == ""
        assert scene.form.current is scene.form.field("title")


async def test_keys_do_not_lay_out_the_screen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = form_scene([LATENCY, DUE, OWNER, TITLE, NOTE])
    async with scene.run_test(size=(80, 40)) as pilot:
        await begin(pilot, scene)
        await pilot.pause(0.05)
        layouts: list[str] = []
        inside = Screen._refresh_layout

        def counted(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
            layouts.append("laid out")
            inside(screen, size, scroll)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        for name in ("latency", "due", "title", "note"):
            scene.form.focus_field(name)
            await pilot.pause(0.1)
            layouts.clear()
            await pilot.press(*keys("12 some words"))
            await pilot.pause()
            assert len(layouts) <= 2, name  # leftovers of the change of focus; one a key would be 13
