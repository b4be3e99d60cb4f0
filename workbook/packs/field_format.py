"""The pack format, the small parts: texts and ids, conditions, tests on rows, options and fields."""

from __future__ import annotations

from workbook.packs.records import ExactlyOne, Key, Record, When
from workbook.packs.shapes import Count, Later, ListOf, OneOf, Shape, Text, WordOr, YesNo

LINE = Text(one_line=True)
PROSE = Text()
FLAG = YesNo()
WORD = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
NAME = "[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"
QUESTION = rf"{WORD}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+"

AREA_ID = Text(WORD, "an id: small letters, digits and hyphens, such as data-qa")
FIELD_NAME = Text(NAME, "a name: small letters, digits, hyphens and underscores, such as due")
OPTION_ID = Text(
    "[a-z0-9]+(?:-[a-z0-9]+)*", "an option's id: small letters, digits and hyphens, such as near-real-time"
)
QUESTION_ID = Text(QUESTION, "a question's id: its phase, a dot and a word, such as kickoff.problem")
FIELD_PATH = Text(f"{QUESTION}:{NAME}", "a field's path: question and field, such as kickoff.risk:criticality")
CODE = Text("[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", "a code, such as KO-01")
TALK_ID = Text("D-[0-9]{3}", "an item of the talk, such as D-016")
DECIMAL = Text(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", "a number, such as 10 or 0.5")
ONE_KEY = Text("[a-z0-9]", "a single small letter or digit")

_ROWS = When("rows")
CONSTANTS = OneOf("condition", {"always": "whatever was answered", "never": "not at all"})
_ONE_OF = (
    *("all", "any", "not", "field", "answered", "rows", "overdue"),
    *("complete", "enough", "passed", "closed", "signed", "decided"),
)
CONDITION = WordOr(CONSTANTS, Later(lambda: CONDITION_RECORD))
CONDITION_RECORD: Record = Record(
    "condition",
    "A rule that looks at answers. It is open while they are.",
    {
        "all": Key(ListOf(CONDITION, least=1), "Conditions that must all hold."),
        "any": Key(ListOf(CONDITION, least=1), "Conditions of which one must hold."),
        "not": Key(CONDITION, "A condition that must not hold."),
        "field": Key(FIELD_PATH, "The path of a choice, question:field."),
        "is": Key(OPTION_ID, "The option that must be chosen.", only=When("field")),
        "in": Key(ListOf(OPTION_ID, least=1), "The options of which one must be chosen.", only=When("field")),
        "at_least": Key(OPTION_ID, "The option, or a later one in the field's order.", only=When("field")),
        "answered": Key(QUESTION_ID, "The question that must have an answer."),
        "rows": Key(AREA_ID, "The table that must hold rows."),
        "overdue": Key(AREA_ID, "Only in a gate: the table with an open row whose day has passed."),
        "where": Key(Later(lambda: ROW_TESTS), "Which of the table's rows count.", only=_ROWS),
        "count": Key(Count(), "How many; 1 when left out.", only=_ROWS),
        "complete": Key(AREA_ID, "Only in a gate: the instrument with all items answered."),
        "enough": Key(AREA_ID, "Only in a gate: the instrument whose score is enough for the level."),
        "passed": Key(QUESTION_ID, "Only in a gate: the other gate that must be passed."),
        "before": Key(
            Record(
                "before",
                "Rows that may come about only once a gate is passed.",
                {
                    "rows": Key(AREA_ID, "The table.", required=True),
                    "column": Key(FIELD_NAME, "The column with the day.", required=True),
                    "where": Key(Later(lambda: ROW_TESTS), "Which of the table's rows count."),
                    "count": Key(Count(), "The first that has to wait; 1 when left out."),
                },
            ),
            "It was passed already on the day of these rows; that it still holds is not asked.",
            only=When("passed"),
        ),
        "signed": Key(
            OneOf("signers", {"each": "everybody who passes the tests", "one": "one of them"}),
            "Only in a gate: who stands behind its decision; whoever decides signs by that.",
        ),
        "who": Key(Later(lambda: ROW_TESTS), "Which people.", needed=When("signed"), only=When("signed")),
        "decided": Key(
            OneOf(
                "manner",
                {
                    "by-another": "nobody approves alone what they gave themselves",
                    "in-person": "whoever decides or signs does it under their own name",
                },
            ),
            "Only in a gate: how its decision must be made.",
        ),
        "closed": Key(AREA_ID, "Only in a gate: the form that was filled in and has none open."),
    },
    ExactlyOne(_ONE_OF),
    ExactlyOne(("is", "in", "at_least"), key="field"),
)

ROW_TEST = Record(
    "test",
    "True of a row whose column has one of the options, or says anything at all.",
    {
        "column": Key(FIELD_NAME, "The column; for `in`, a choice.", required=True),
        "in": Key(ListOf(OPTION_ID, least=1), "The options that pass."),
        "filled": Key(FLAG, "Only in rules: it is filled in (or ticked), or it is not."),
    },
    ExactlyOne(("in", "filled")),
)
ROW_TESTS: Shape = ListOf(ROW_TEST, least=1)

OPTION = Record(
    "option",
    "One thing that can be chosen.",
    {
        "id": Key(OPTION_ID, "Permanent; what is stored.", required=True),
        "label": Key(LINE, "What people read.", required=True),
        "help": Key(PROSE, "What it means, where the label does not say it."),
        "points": Key(DECIMAL, "What it scores in an instrument."),
        "counts_as": Key(OPTION_ID, "The option that rules take it for."),
        "key": Key(ONE_KEY, "The key that marks it in a grid."),
    },
)

FIELD_KINDS = OneOf(
    "type",
    {
        "text": "words",
        "choice": "one or several of the options",
        "quantity": "a number with its unit",
        "moment": "a day, or a time",
        "flag": "a tick",
        "ref": "a row of a table",
        "person": "a row of the people",
        "yesno": "yes or no",
        "checklist": "what must all be ticked",
        "score": "not done, by hand, or automated",
    },
)
_CHOICE = When("type", ("choice", "checklist"))
_SEVERAL = When("type", ("choice",))
_CHECKLIST = When("type", ("checklist",))
_REF = When("type", ("ref",))

TYPE_KEYS = {
    "required": Key(FLAG, "The answer is incomplete without it."),
    "required_when": Key(CONDITION, "The answer is incomplete without it when this holds."),
    "progress": Key(FLAG, "It says how far something is: no gate and no answer goes stale by it."),
    "long": Key(FLAG, "A text of many lines.", only=When("type", ("text",))),
    "options": Key(ListOf(OPTION, least=2), "What can be chosen, lowest first.", needed=_CHOICE, only=_CHOICE),
    "several": Key(FLAG, "More than one option may be chosen.", only=_SEVERAL),
    "unless": Key(FIELD_NAME, "The field that says why not all are ticked.", only=_CHECKLIST),
    "unit": Key(LINE, "The usual unit.", only=When("type", ("quantity",))),
    "collection": Key(AREA_ID, "The table whose rows are meant.", needed=_REF, only=_REF),
    "only": Key(ROW_TESTS, "Which rows are offered.", only=When("type", ("ref", "person"))),
    "duty": Key(
        FLAG, "Whoever stands here has something to do, which a successor takes over.", only=When("type", ("person",))
    ),
    "time": Key(FLAG, "A time of day in UTC, not a whole day.", only=When("type", ("moment",))),
}
FIELD = Record(
    "field",
    "One named field.",
    {
        "name": Key(FIELD_NAME, "Permanent within its question or table.", required=True),
        "type": Key(FIELD_KINDS, "What goes in.", required=True),
        "label": Key(LINE, "What people read."),
        "help": Key(PROSE, "A line for who fills it in."),
        "example": Key(PROSE, "An example."),
        **TYPE_KEYS,
    },
)
# What rows lack is told by `required` alone: keys that would say more of a column are refused, not passed over.
COLUMN_KINDS = OneOf("type", {word: meaning for word, meaning in FIELD_KINDS.words.items() if word != "checklist"})
COLUMN = Record(
    "column",
    "One column of a table.",
    {
        **{name: key for name, key in FIELD.keys.items() if name not in ("required_when", "unless")},
        "type": FIELD.keys["type"]._replace(shape=COLUMN_KINDS),
        "required": FIELD.keys["required"]._replace(doc="A row is incomplete without it."),
        "options": FIELD.keys["options"]._replace(needed=_SEVERAL, only=_SEVERAL),
    },
)
