"""The six primitives: Text, Choice, Quantity, Moment, Flag, Ref.

Each stands in a file of its own with its parser, its text form, its JSON codec and its JSON
Schema. The Markdown codec is the same for all: the text form, escaped; and back through the
parser. A `match` that ends in `assert_never` lets the type checker name every place that a
seventh one would need.
"""

from workbook.domain.primitives.choice import Choice
from workbook.domain.primitives.codec import (
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
from workbook.domain.primitives.context import Confidence, Context
from workbook.domain.primitives.flag import Flag
from workbook.domain.primitives.moment import Moment
from workbook.domain.primitives.quantity import Quantity
from workbook.domain.primitives.ref import Ref
from workbook.domain.primitives.text import Text

__all__ = [
    "Choice",
    "Confidence",
    "Context",
    "Flag",
    "Moment",
    "Quantity",
    "Ref",
    "Text",
    "Value",
    "clean",
    "decode",
    "encode",
    "from_markdown",
    "json_schema",
    "kind_of",
    "parse",
    "show",
    "to_markdown",
    "written",
]
