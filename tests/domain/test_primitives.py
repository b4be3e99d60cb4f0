"""The six primitives: what goes out comes back, and what is wrong says so."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import cmarkgfm
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import field_specs, names, typed_texts, values
from workbook.domain.canonical import canonical_json, digest
from workbook.domain.primitives import (
    Choice,
    Confidence,
    Context,
    Flag,
    Moment,
    Quantity,
    Ref,
    Text,
    Value,
    clean,
    decode,
    encode,
    from_markdown,
    json_schema,
    kind_of,
    parse,
    show,
    to_markdown,
    written,
)
from workbook.domain.specs import FieldSpec, Kind, Option
from workbook.errors import InvalidValue, UnknownName

pytestmark = pytest.mark.property

NAMES = {"r1": "Ana Lima", "r2": "Bo *de* Wit"}
ROWS = tuple(NAMES)


def find(collection: str, typed: str) -> str:
    for row, name in NAMES.items():
        if name == typed:
            return row
    raise UnknownName("person", typed, NAMES.values(), where=collection)


CONTEXT = Context(date(2026, 11, 23), find, lambda _, row: NAMES[row])


@st.composite
def specs_with_values(draw: st.DrawFn) -> tuple[FieldSpec, Value]:
    spec = draw(field_specs())
    return spec, draw(values(spec, ROWS))


# There and back


@given(specs_with_values())
def test_json_there_and_back(case: tuple[FieldSpec, Value]) -> None:
    _, value = case
    assert decode(json.loads(canonical_json(encode(value)))) == value


@given(specs_with_values())
def test_what_is_shown_can_be_typed(case: tuple[FieldSpec, Value]) -> None:
    spec, value = case
    assert parse(spec, show(spec, value, CONTEXT), CONTEXT) == value
    assert parse(spec, written(spec, value, CONTEXT), CONTEXT) == value


@given(specs_with_values())
def test_markdown_there_and_back(case: tuple[FieldSpec, Value]) -> None:
    spec, value = case
    markdown = to_markdown(spec, value, CONTEXT)
    assert from_markdown(spec, markdown, CONTEXT) == value
    rendered = html.unescape(
        re.sub(r"<[^>]*>", " ", re.sub("</?a\\b[^>]*>", "", cmarkgfm.github_flavored_markdown_to_html(markdown)))
    )
    assert rendered.split() == written(spec, value, CONTEXT).split()


@given(specs_with_values())
def test_a_value_fits_its_schema_and_its_field(case: tuple[FieldSpec, Value]) -> None:
    spec, value = case
    assert misfit(json_schema(spec), encode(value)) == ""
    assert clean(spec, value) == value
    assert kind_of(value) is spec.kind


@given(specs_with_values(), field_specs())
def test_a_value_of_another_kind_fits_neither_schema_nor_field(case: tuple[FieldSpec, Value], other: FieldSpec) -> None:
    _, value = case
    assume(kind_of(value) is not other.kind)
    assert misfit(json_schema(other), encode(value))
    with pytest.raises(InvalidValue):
        clean(other, value)


# Whatever is typed


@given(field_specs(), typed_texts() | st.text(max_size=30))
def test_what_is_typed_is_taken_or_refused_with_a_hint(spec: FieldSpec, typed: str) -> None:
    try:
        value = parse(spec, typed, CONTEXT)
    except (InvalidValue, UnknownName) as error:
        assert error.where
        assert error.hint or spec.kind is Kind.REF  # a name that is near nothing has no hint
        str(error).encode()  # can be printed
        assert "\x1b" not in str(error)
        return
    if value is None:
        assert not typed.strip()
        return
    assert clean(spec, value) == value
    assert misfit(json_schema(spec), encode(value)) == ""
    assert parse(spec, show(spec, value, CONTEXT), CONTEXT) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("choice", "amount", "unit", "confidence", "moment", "ref", "row")), inner)
    ),
    max_leaves=6,
)


@given(JSON)
def test_foreign_json_is_a_clean_value_or_refused(data: Any) -> None:
    try:
        value = decode(data)
    except InvalidValue as error:
        str(error).encode()
        return
    digest(canonical_json(encode(value)))
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        {"choice": "yes"},
        {"choice": None},
        {"amount": "many"},
        {"amount": "1,5"},
        {"amount": "٣"},
        {"amount": "1", "confidence": "sure"},
        {"moment": "20261127"},
        {"moment": "2026-W48-5"},
        {"moment": "2026-02-30"},
        {"moment": "2026-11-27T02:10"},
        {"moment": "2026-11-27T02:10:00+02:00Z"},
        {"ref": "people"},
        {},
        None,
        5,
        [],
        ["choice"],
    ],
)
def test_what_is_no_stored_value_is_refused(data: Any) -> None:
    with pytest.raises(InvalidValue):
        decode(data)


# Each in its own way


def test_text_on_one_line_takes_no_second_one() -> None:
    with pytest.raises(InvalidValue, match="one line"):
        parse(FieldSpec("name", Kind.TEXT), "a\nb", CONTEXT)
    assert parse(FieldSpec("note", Kind.TEXT, long=True), "a\r\nb ", CONTEXT) == Text("a\nb")
    assert clean(FieldSpec("note", Kind.TEXT), Text("a\x1b ")) == Text("a␛")


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_typed_is_no_value(kind: Kind) -> None:
    assert parse(FieldSpec("value", kind), " \t\n", CONTEXT) is None


LEVELS = FieldSpec(
    "level",
    Kind.CHOICE,
    options=(Option("low", "low", key="1"), Option("mid", "in between", key="2"), Option("top", "high, or higher")),
)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("low", "low"), (" LOW ", "low"), ("mid", "mid"), ("In Between", "mid"), ("2", "mid"), ("high, or higher", "top")],
)
def test_a_choice_is_named_by_id_label_or_key(typed: str, chosen: str) -> None:
    assert parse(LEVELS, typed, CONTEXT) == Choice((chosen,))


def test_several_choices_stand_in_the_packs_order_once() -> None:
    several = LEVELS._replace(several=True)
    for typed in ("top; low;low", "top,low", "low; ; high, or higher", "1,top;low"):
        assert parse(several, typed, CONTEXT) == Choice(("low", "top"))
    assert show(several, Choice(("low", "top")), CONTEXT) == "low; high, or higher"


def test_a_label_wins_over_another_options_id() -> None:
    crossed = LEVELS._replace(options=(Option("a", "b"), Option("b", "a")))
    for option in ("a", "b"):
        assert parse(crossed, show(crossed, Choice((option,)), CONTEXT), CONTEXT) == Choice((option,))


@pytest.mark.parametrize(
    ("typed", "what", "hint"),
    [
        ("lowe", "no choice 'lowe'", "Did you mean 'low'?"),
        ("zzzz", "no choice 'zzzz'", "One of: low, in between, high, or higher."),
        ("low;mid", "one choice", "One of: low"),
        (";", "chooses nothing", "One of: low"),
    ],
)
def test_a_wrong_choice_names_what_there_is(typed: str, what: str, hint: str) -> None:
    with pytest.raises((InvalidValue, UnknownName)) as caught:
        parse(LEVELS, typed, CONTEXT)
    assert what in caught.value.what
    assert caught.value.hint.startswith(hint)
    assert caught.value.where == "level"


def test_a_choice_that_the_pack_lost_still_shows() -> None:
    assert show(LEVELS, Choice(("gone",)), CONTEXT) == "gone"
    with pytest.raises(UnknownName):
        clean(LEVELS, Choice(("gone",)))


@pytest.mark.parametrize(("typed", "on"), [("yes", True), ("Y", True), ("x", True), ("No", False), ("0", False)])
def test_flags(typed: str, on: bool) -> None:
    assert parse(FieldSpec("ok", Kind.FLAG), typed, CONTEXT) == Flag(on)


def test_a_flag_is_yes_or_no() -> None:
    with pytest.raises(InvalidValue, match="neither yes nor no"):
        parse(FieldSpec("ok", Kind.FLAG), "maybe", CONTEXT)


def test_a_reference_is_found_by_name() -> None:
    owner = FieldSpec("owner", Kind.REF, collection="people")
    assert parse(owner, "@Ana Lima", CONTEXT) == Ref("people", "r1")
    with pytest.raises(UnknownName, match="no person 'Ana Lime'") as caught:
        parse(owner, "Ana Lime", CONTEXT)
    assert caught.value.nearest == "Ana Lima"
    with pytest.raises(InvalidValue):
        clean(owner, Ref("metrics", "r1"))


@pytest.mark.parametrize("value", [Text("  "), Text(""), Choice(())])
def test_a_value_that_says_nothing_is_none(value: Value) -> None:
    assert clean(FieldSpec("value", kind_of(value)), value) is None


@given(names())
def test_a_quantity_never_swallows_what_it_does_not_understand(typed: str) -> None:
    amount = FieldSpec("amount", Kind.QUANTITY)
    try:
        value = parse(amount, typed, CONTEXT)
    except InvalidValue:
        return
    assert isinstance(value, Quantity)
    assert not re.match(r"[\d,.:;+−±½²'-]", value.unit)
    assert value.confidence in (None, *Confidence)


def test_a_moment_of_the_wrong_grain_does_not_fit() -> None:
    day, time = FieldSpec("due", Kind.MOMENT), FieldSpec("at", Kind.MOMENT, time=True)
    for spec, iso in ((day, "2026-11-27T02:10:00Z"), (time, "2026-11-27"), (day, "soon"), (time, "T")):
        with pytest.raises(InvalidValue):
            clean(spec, Moment(iso))


def misfit(schema: Mapping[str, Any], data: Any) -> str:
    """What keeps data from being valid under the few words of JSON Schema that the codecs use."""
    known = {"type", "enum", "const", "pattern", "format", "items", "maxItems", "uniqueItems"}
    known |= {"properties", "required", "additionalProperties"}
    assert set(schema) <= known, "the check has to learn a word"
    found = [
        "type" if "type" in schema and not _is_a(schema["type"], data) else "",
        "enum" if "enum" in schema and data not in schema["enum"] else "",
        "const" if "const" in schema and data != schema["const"] else "",
    ]
    if isinstance(data, str):
        found += [_text_misfit(schema, data)]
    if isinstance(data, list):
        found += [misfit(schema.get("items", {}), item) for item in data]
        found += ["maxItems"] * (len(data) > schema.get("maxItems", len(data)))
        found += ["uniqueItems"] * (len(set(data)) < len(data))
    if isinstance(data, dict):
        properties = schema.get("properties", {})
        found += [misfit(properties[name], data[name]) for name in set(data) & set(properties)]
        found += [f"{name} is missing" for name in schema.get("required", ()) if name not in data]
        found += [f"{name} is too much" for name in set(data) - set(properties)]
    return "; ".join(fault for fault in found if fault)


def _is_a(name: str, data: Any) -> bool:
    types = {"string": str, "boolean": bool, "object": dict, "array": list}
    return isinstance(data, types[name])


def _text_misfit(schema: Mapping[str, Any], data: str) -> str:
    forms = {
        None: "",
        "date": r"\d{4}-\d{2}-\d{2}",
        "date-time": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
    }
    form = forms[schema.get("format")]
    wrong = (form and not re.fullmatch(form, data)) or not re.search(schema.get("pattern", ""), data)
    return f"{data!r} does not match" if wrong else ""
