"""The pack format: every key that a phase file may hold, with a line on what it is for.

A team's file may add to what the built-in pack says, so a phase, a section or a table needs
no more than its id here; `completeness` asks for the rest once the packs are merged.
"""

from __future__ import annotations

from workbook.packs.field_format import (
    AREA_ID,
    CODE,
    COLUMN,
    CONDITION,
    CONDITION_RECORD,
    CONSTANTS,
    DECIMAL,
    FIELD,
    FIELD_KINDS,
    FIELD_NAME,
    FIELD_PATH,
    FLAG,
    LINE,
    OPTION,
    OPTION_ID,
    PROSE,
    QUESTION_ID,
    ROW_TESTS,
    TALK_ID,
    TYPE_KEYS,
)
from workbook.packs.records import ExactlyOne, Key, Record, When
from workbook.packs.shapes import Count, ListOf, OneOf, TextsByName, WordOr

OFFER = Record(
    "offer",
    "Rows offered from an earlier answer: one for each row of a table question, else one.",
    {
        "from": Key(QUESTION_ID, "The question; it must stand among this one's `shows`.", required=True),
        "where": Key(ROW_TESTS, "Only rows of it that pass."),
        "row": Key(
            TextsByName(),
            "Column and text; {name} is a column or field of it, {question:field} any other answer.",
            required=True,
        ),
    },
)
VIEW = Record(
    "view",
    "A window on a table.",
    {
        "collection": Key(AREA_ID, "The table.", required=True),
        "where": Key(ROW_TESTS, "Only rows that pass; a row added here gets the first option of each."),
        "columns": Key(ListOf(FIELD_NAME, least=1), "The columns shown, in order; all when left out."),
        "required": Key(ListOf(FIELD_NAME, least=1), "Columns to fill in, beside the table's own required ones."),
        "seeds": Key(ListOf(TextsByName(), least=1), "Rows offered as a start: column and text, or {question:field}."),
        "offers": Key(ListOf(OFFER, least=1), "Rows offered from earlier answers, each until it is there."),
        "rules": Key(
            ListOf(
                Record(
                    "row-rule",
                    "What the table must hold to count as answered.",
                    {
                        "says": Key(LINE, "The rule in words, shown while it does not hold.", required=True),
                        "at_least": Key(Count(), "How many rows; 1 when left out, 0 beside `at_most`."),
                        "at_most": Key(Count(least=0), "How many rows there may be."),
                        "where": Key(ROW_TESTS, "Which rows count."),
                        "complete": Key(FLAG, "Count only rows with all required columns filled in."),
                        "every": Key(FLAG, "Each row must have all required columns filled in."),
                    },
                ),
                least=1,
            ),
            "What makes the question answered.",
        ),
        "own": Key(FLAG, "In a form: only the rows that were added in this very one."),
    },
)

MANDATORY = OneOf(
    "rule",
    {
        "core": "however small the project",
        "scaled": "from the pack's `scaled` condition on",
        "optional": "never",
        **CONSTANTS.words,
    },
)
COMPUTED = {
    "verdicts": "each metric: where it began, what was wanted, where it stands",
    "joel": "the score of the Joel Test",
    "mlts": "the ML Test Score, its weakest section and the next half-point",
    "coverage": "the monitors that lead to a runbook entry, and those that were test-fired",
    "durations": "the times until an incident was detected, mitigated and resolved",
    "threshold": "the threshold that follows from the costs of errors",
    "psi": "whether the rows of a drift limit are enough, or chance alone goes over it",
    "slip": "how late each milestone is, by the day first promised, and how long until its day",
    "beliefs": "what the kickoff believed of the data sources, where something else was found since",
}
MODES = {"discuss": "together", "do-confirm": "first done, then confirmed", "read-do": "read and done line by line"}

RULES = {
    "at_most": "The field that it must not exceed; both a number, or both a day.",
    "at_least": "The field that it must reach; both a number, or both a day.",
    "same_as": "The field that says the same.",
    "mentions": "The field whose words, or whose number, it must name; it is itself a text.",
}
CHECK = Record(
    "check",
    "A field held against another one, mostly of an earlier answer; what does not hold is told, and stops nobody.",
    {
        "field": Key(FIELD_NAME, "The field of this question.", required=True),
        **{rule: Key(FIELD_PATH, doc) for rule, doc in RULES.items()},
    },
    ExactlyOne(tuple(RULES)),
)

QUESTION_KEYS = {
    "id": Key(QUESTION_ID, "Permanent: phase or instrument, dot, word.", required=True),
    "code": Key(CODE, "A short code to look it up by."),
    "title": Key(LINE, "Two or three words for the outline.", required=True),
    "ask": Key(LINE, "The question itself.", required=True),
    "why": Key(PROSE, "Why it is asked."),
    "hint": Key(PROSE, "For the facilitator."),
    "example": Key(PROSE, "An example of a good answer."),
    "source": Key(PROSE, "Where the question comes from."),
    "talk": Key(ListOf(TALK_ID), "The items of the talk that it stands for."),
    "mandatory": Key(WordOr(MANDATORY, CONDITION_RECORD), "When it must be answered.", required=True),
    "applies": Key(CONDITION, "When it is asked at all; always when left out."),
    "because": Key(LINE, "Shown when it does not apply."),
    "killer": Key(FLAG, "It must be asked aloud."),
    "known": Key(FLAG, "Its gate does not take `don't know yet` for an answer."),
    "computed": Key(OneOf("figures", COMPUTED), "What the workbook works out and shows beside the answer."),
    "checks": Key(ListOf(CHECK, least=1), "What its fields are held against, and what is told beside the answer."),
    "mode": Key(OneOf("mode", MODES), "How it is gone through; discuss when left out."),
    "shows": Key(ListOf(QUESTION_ID), "Questions whose answers stand beside it and that it relies on."),
    "feeds": Key(ListOf(QUESTION_ID), "Questions that build on it, beside those whose `shows` say so."),
    "type": Key(FIELD_KINDS, "The answer is one field, called `value`, of this type."),
    "fields": Key(ListOf(FIELD, least=1), "The answer is several named fields."),
    "view": Key(VIEW, "The answer is rows of a table."),
    "marks": Key(
        OneOf("kind of marks", {"yesno": "a point or none", "score": "none, half or a whole point"}),
        "The answer is a mark, as instruments have it.",
    ),
    "label": Key(LINE, "What stands before the one field.", only=When("type")),
    "help": Key(PROSE, "A line for who fills in the one field.", only=When("type")),
    **{name: key if key.only else key._replace(only=When("type")) for name, key in TYPE_KEYS.items()},
    "half": Key(PROSE, "What earns half a point.", only=When("marks", ("score",))),
    "full": Key(PROSE, "What earns a whole point.", only=When("marks")),
}
_ONE_ANSWER = ExactlyOne(("type", "fields", "view", "marks"))
PHASE_QUESTION = Record("question", "One thing to ask.", QUESTION_KEYS, _ONE_ANSWER, anchored=True)
ITEM = Record(
    "item",
    "One line of an instrument.",
    QUESTION_KEYS | {"mandatory": QUESTION_KEYS["mandatory"]._replace(required=False)},
    _ONE_ANSWER,
    anchored=True,
)


def _section(name: str, question: Record) -> Record:
    return Record(
        name,
        "A handful of questions asked together.",
        {
            "id": Key(AREA_ID, "Permanent within its phase.", required=True),
            "title": Key(LINE, "What people read."),
            "purpose": Key(PROSE, "What it is for."),
            "questions": Key(ListOf(question, least=1), "In the order of asking; nine at most.", required=True),
        },
    )


GATE = Record(
    "gate",
    "The decision that closes a phase.",
    {
        "id": Key(QUESTION_ID, "Permanent: phase, dot, word.", required=True),
        "code": Key(CODE, "A short code to look it up by."),
        "ask": Key(LINE, "What is decided, as a question.", required=True),
        "why": Key(PROSE, "Why it is asked."),
        "outcomes": Key(ListOf(OPTION, least=2), "What can be decided.", required=True),
        "passing": Key(ListOf(OPTION_ID, least=1), "The outcomes that let the project go on.", required=True),
        "decider": Key(ROW_TESTS, "Which people may decide."),
        "shows": Key(ListOf(QUESTION_ID, least=1), "Questions whose answers are looked at before it is decided."),
        "rules": Key(
            ListOf(
                Record(
                    "gate-rule",
                    "A condition beside the mandatory answers.",
                    {
                        "id": Key(AREA_ID, "Permanent within the gate.", required=True),
                        "says": Key(LINE, "The rule in words, shown while it does not hold.", required=True),
                        "when": Key(CONDITION, "What must hold.", required=True),
                    },
                )
            ),
            "What the gate asks for beside the mandatory answers.",
        ),
        "celebrate": Key(
            Record(
                "celebration",
                "A moment to be glad.",
                {
                    "on": Key(ListOf(OPTION_ID, least=1), "The outcomes at which it comes.", required=True),
                    "says": Key(PROSE, "What is said aloud.", required=True),
                },
            ),
            "A moment to be glad, when it was decided well.",
        ),
    },
    anchored=True,
)
FORM = Record(
    "form",
    "Sections that are filled in as often as needed.",
    {
        "id": Key(AREA_ID, "Permanent within its phase.", required=True),
        "title": Key(LINE, "What people read."),
        "noun": Key(LINE, "One filled-in form, in words."),
        "purpose": Key(PROSE, "What it is for."),
        "key": Key(FIELD_PATH, "The field whose text names one that is filled in."),
        "sections": Key(ListOf(_section("section", PHASE_QUESTION)), "In the order of asking."),
    },
)
PHASE = Record(
    "phase",
    "One stretch of the walk, closed by a gate.",
    {
        "id": Key(AREA_ID, "Permanent; its questions' ids begin with it.", required=True),
        "code": Key(CODE, "A short code."),
        "title": Key(LINE, "What people read."),
        "purpose": Key(PROSE, "What it is for, in a sentence or two."),
        "sections": Key(ListOf(_section("section", PHASE_QUESTION)), "In the order of asking."),
        "forms": Key(ListOf(FORM), "What is filled in as often as needed."),
        "gate": Key(GATE, "The decision that closes it."),
    },
    anchored=True,
)

BAND = Record(
    "band",
    "What a score means.",
    {
        "above": Key(DECIMAL, "The score is more than this; left out for the lowest band."),
        "upto": Key(DECIMAL, "The score is this at most.", required=True),
        "label": Key(LINE, "The meaning in a word or two.", required=True),
        "meaning": Key(PROSE, "The meaning in a sentence.", required=True),
    },
)
MINIMUM = Record(
    "minimum",
    "The score suggested for a level.",
    {
        "level": Key(OPTION_ID, "An option of the level field.", required=True),
        "score": Key(DECIMAL, "The score that is enough.", required=True),
        "strictly": Key(FLAG, "The score must be more than that."),
    },
)
INSTRUMENT = Record(
    "instrument",
    "A scored list.",
    {
        "id": Key(AREA_ID, "Permanent; its items' ids begin with it.", required=True),
        "title": Key(LINE, "What people read."),
        "source": Key(PROSE, "Where it comes from."),
        "purpose": Key(PROSE, "What it is for."),
        "total": Key(OneOf("total", {"sum": "of all items", "minimum": "of the section sums"}), "How it is scored."),
        "level_field": Key(FIELD_PATH, "The choice that the minimums go by."),
        "bands": Key(ListOf(BAND, least=1), "What the scores mean, lowest first."),
        "minimums": Key(ListOf(MINIMUM), "The suggested scores."),
        "sections": Key(ListOf(_section("item-section", ITEM)), "In the order of asking."),
    },
    anchored=True,
)

COLLECTION = Record(
    "collection",
    "A typed table that questions look at.",
    {
        "id": Key(AREA_ID, "Permanent.", required=True),
        "code": Key(CODE, "A short code."),
        "title": Key(LINE, "What people read."),
        "noun": Key(LINE, "One row, in words."),
        "key": Key(FIELD_NAME, "The column whose text names a row."),
        "scope": Key(
            OneOf(
                "scope",
                {
                    "project": "rows stay for good",
                    "cycle": "rows belong to one version",
                    "form": "rows belong to one filled-in form",
                },
            ),
            "What its rows belong to; the project when left out.",
        ),
        "register": Key(FLAG, "It is visible from every phase."),
        "living": Key(FLAG, "Its rows come, change and go all the time: nothing goes stale by them."),
        "purpose": Key(PROSE, "What it is for."),
        "columns": Key(ListOf(COLUMN), "In the order shown."),
    },
    anchored=True,
)

LEGACY = Record(
    "legacy",
    "An answer that the next project begins with.",
    {
        "from": Key(QUESTION_ID, "The question of the old project.", required=True),
        "where": Key(ROW_TESTS, "Only rows of it that pass."),
        "into": Key(QUESTION_ID, "The question of the new one.", required=True),
        "row": Key(
            TextsByName(),
            "Field or column and text; {name} is a column or field of the old one. Rows fill a field line by line.",
            required=True,
        ),
    },
)
MANIFEST = Record(
    "pack",
    "What the pack is called and how it is walked.",
    {
        "id": Key(AREA_ID, "Permanent."),
        "title": Key(LINE, "What people read."),
        "version": Key(LINE, "The pack's version."),
        "phases": Key(ListOf(AREA_ID), "The order of the walk; phases not named follow."),
        "instruments": Key(ListOf(AREA_ID), "The order of the instruments; those not named follow."),
        "triage": Key(ListOf(FIELD_PATH), "The fields asked first."),
        "opening": Key(ListOf(QUESTION_ID), "The questions that make a first draft of the spec, in order."),
        "legacy": Key(ListOf(LEGACY, least=1), "What a project hands to the next one that begins from it."),
        "scaled": Key(CONDITION, "What `mandatory: scaled` means."),
    },
)

FILE = Record(
    "file",
    "A pack file: exactly one key at the top says what it holds.",
    {
        "pack": Key(MANIFEST, "The manifest."),
        "collections": Key(ListOf(COLLECTION), "The tables."),
        "phase": Key(PHASE, "One phase."),
        "instrument": Key(INSTRUMENT, "One instrument."),
    },
    ExactlyOne(("pack", "collections", "phase", "instrument")),
)
