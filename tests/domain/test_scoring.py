"""Scores, strictly as the authors of the instruments define them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain import small_pack
from tests.domain.scene import Scene
from workbook.domain.answers import Status
from workbook.domain.commands import SetAnswer
from workbook.domain.compositions import score_marks, yesno_marks
from workbook.domain.pack import Pack
from workbook.domain.primitives import Choice
from workbook.domain.scoring import Score, band_of, points, score
from workbook.domain.specs import Band, Instrument, Minimum, Option, Question, Section

AREAS = ("data", "model", "infra", "monitor")
NONE, MANUAL, AUTO = "none", "manual", "automated"


def item(area: str, number: int) -> Question:
    return small_pack.question(f"mlts.{area}-{number}", *score_marks("by hand", "by a system"))


def bands(*edges: str) -> tuple[Band, ...]:
    """Bands that follow one another, each called by its upper edge."""
    return tuple(Band(f"to {upto}", "", upto, above) for above, upto in zip(("", *edges), edges, strict=False))


MLTS = Instrument(
    "mlts",
    "ML Test Score",
    tuple(Section(area, area.capitalize(), tuple(item(area, n) for n in range(1, 8))) for area in AREAS),
    "minimum",
    bands("0", "1", "2", "3", "5", "7"),
    minimums=(
        Minimum("experiment", "0.5"),
        Minimum("internal", "1", strictly=True),
        Minimum("customer", "2", strictly=True),
        Minimum("critical", "3", strictly=True),
    ),
    level_field=small_pack.CRITICALITY,
)
JOEL = Instrument(
    "joel",
    "Joel Test",
    (Section("all", "All", tuple(small_pack.question(f"joel.{n}", *yesno_marks("", "")) for n in range(1, 13))),),
    "sum",
    bands("10", "11", "12"),
)


def with_points(question: Question, *options: tuple[str, str]) -> Question:
    mark = question.fields[0]._replace(options=tuple(Option(name, name, points=worth) for name, worth in options))
    return question._replace(fields=(mark,))


MLTS_2016 = MLTS._replace(
    id="mlts16",
    sections=tuple(
        s._replace(
            questions=tuple(
                with_points(q._replace(id=q.id.replace("mlts", "mlts16")), (NONE, "0"), (MANUAL, "1"), (AUTO, "2"))
                for q in s.questions
            )
        )
        for s in MLTS.sections
    ),
    bands=bands("0", "2", "4", "6", "10", "14"),
)


def scene() -> Scene:
    instruments = (MLTS, JOEL, MLTS_2016)
    pack = small_pack.PACK
    return Scene(Pack("s", "S", "1", pack.phases, instruments, pack.collections, pack.triage, "scored"))


def mark(at: Scene, question: str, option: str) -> None:
    at.do(SetAnswer(question, {"mark": Choice((option,))}))


def mlts(*sections: tuple[int, int], prefix: str = "mlts") -> Scene:
    """A project with that many automated and manual tests in each section, and nothing done for the rest."""
    at = scene()
    for area, (automated, manual) in zip(AREAS, sections, strict=True):
        options = [AUTO] * automated + [MANUAL] * manual + [NONE] * (7 - automated - manual)
        for number, option in enumerate(options, 1):
            mark(at, f"{prefix}.{area}-{number}", option)
    return at


def scored(at: Scene, instrument: Instrument = MLTS) -> Score:
    return score(at.project(), instrument)


def joel(yes: int, no: int) -> Score:
    at = scene()
    for number in range(1, yes + no + 1):
        mark(at, f"joel.{number}", "yes" if number <= yes else "no")
    return scored(at, JOEL)


# Joel


@pytest.mark.parametrize(("yes", "band"), [(12, "to 12"), (11, "to 11"), (10, "to 10"), (2, "to 10"), (0, "to 10")])
def test_joel_counts_a_point_per_yes(yes: int, band: str) -> None:
    found = joel(yes, 12 - yes)
    assert found.total == yes
    assert found.complete
    assert found.band is not None
    assert found.band.label == band
    assert found.binding == ()


@pytest.mark.parametrize(("yes", "no"), [(11, 0), (0, 11), (0, 0)])
def test_joel_without_all_answers_has_no_band(yes: int, no: int) -> None:
    found = joel(yes, no)
    assert (int(found.total), found.answered, found.items) == (yes, yes + no, 12)
    assert (found.complete, found.band, found.enough) == (False, None, None)


def test_the_next_point_of_a_sum_is_any_no() -> None:
    step = joel(10, 2).next_step
    assert step is not None
    assert [question.id for question in step.items] == ["joel.11", "joel.12"]
    assert (int(step.score), step.tied) == (11, 0)
    assert joel(12, 0).next_step is None


# ML Test Score

SEVEN, EMPTY, HALF, EXAMPLE = (7, 0), (0, 0), (0, 1), ((3, 2), (2, 3), (4, 1), (1, 3))


@pytest.mark.parametrize(
    ("sections", "total", "band"),
    [
        ((EMPTY,) * 4, "0", "to 0"),
        ((SEVEN, SEVEN, SEVEN, EMPTY), "0", "to 0"),
        ((HALF,) * 4, "0.5", "to 1"),
        ((SEVEN, SEVEN, SEVEN, (1, 0)), "1", "to 1"),
        ((SEVEN, SEVEN, SEVEN, (0, 2)), "1", "to 1"),
        ((SEVEN, (1, 1), SEVEN, SEVEN), "1.5", "to 2"),
        (((2, 0), SEVEN, SEVEN, SEVEN), "2", "to 2"),
        ((SEVEN, SEVEN, (2, 1), SEVEN), "2.5", "to 3"),
        (((3, 0),) * 4, "3", "to 3"),
        ((SEVEN, SEVEN, SEVEN, (3, 1)), "3.5", "to 5"),
        ((SEVEN, SEVEN, SEVEN, (3, 4)), "5", "to 5"),
        ((SEVEN, SEVEN, SEVEN, (4, 3)), "5.5", "to 7"),
        ((SEVEN,) * 4, "7", "to 7"),
        (EXAMPLE, "2.5", "to 3"),
    ],
)
def test_the_score_is_the_least_of_four_sums(sections: tuple[tuple[int, int], ...], total: str, band: str) -> None:
    found = scored(mlts(*sections))
    assert found.total == Decimal(total)
    assert found.band is not None
    assert found.band.label == band
    assert [section.most for section in found.sections] == [7, 7, 7, 7]


def test_the_worked_example() -> None:
    found = scored(mlts(*EXAMPLE))
    assert [section.points for section in found.sections] == [Decimal(p) for p in ("4", "3.5", "4.5", "2.5")]
    assert found.binding == ("monitor",)
    step = found.next_step
    assert step is not None
    assert (step.score, step.tied) == (Decimal(3), 1)
    # a manual test made automatic costs a half-point as well as a new manual one
    assert [question.id for question in step.items] == [f"mlts.monitor-{n}" for n in range(2, 8)]


def test_the_view_of_2016_on_the_worked_example() -> None:
    found = scored(mlts(*EXAMPLE, prefix="mlts16"), MLTS_2016)
    assert [section.points for section in found.sections] == [8, 7, 9, 5]
    assert found.total == 5
    assert found.band is not None
    assert found.band.label == "to 6"
    assert [section.most for section in found.sections] == [14] * 4


def test_one_unanswered_test_leaves_it_without_a_band() -> None:
    at = scene()
    for section in MLTS.sections:
        for question in section.questions[: 6 if section.id == "infra" else 7]:
            mark(at, question.id, AUTO)
    at.risk("experiment")
    found = scored(at)
    assert (int(found.total), found.answered, found.items) == (6, 27, 28)
    assert (found.band, found.enough, found.binding) == (None, None, ("infra",))
    assert found.next_step is not None
    assert [question.id for question in found.next_step.items] == ["mlts.infra-7"]


def test_ties_are_said_and_one_step_lifts_nothing() -> None:
    found = scored(mlts((1, 0), SEVEN, (0, 2), SEVEN))
    assert found.binding == ("data", "infra")
    assert found.next_step is not None
    assert (int(found.next_step.score), found.next_step.tied) == (1, 2)
    assert {question.area for question in found.next_step.items} == {"mlts"}
    assert all(question.id.startswith("mlts.data") for question in found.next_step.items)


def test_a_step_cannot_lift_the_score_past_the_next_section() -> None:
    at = mlts(SEVEN, SEVEN, (2, 1), (2, 0))
    only_whole = (with_points(MLTS.sections[3].questions[6], (NONE, "0"), (AUTO, "1")),)
    section = MLTS.sections[3]._replace(questions=MLTS.sections[3].questions[:2] + only_whole)
    found = score(at.project(), MLTS._replace(sections=(*MLTS.sections[:3], section)))
    assert found.next_step is not None
    assert (found.total, found.next_step.score) == (Decimal(2), Decimal("2.5"))


def test_at_the_top_there_is_no_step() -> None:
    assert scored(mlts(*(SEVEN,) * 4)).next_step is None


def test_not_applicable_counts_as_answered_with_nothing_and_is_no_step() -> None:
    at = mlts(SEVEN, SEVEN, SEVEN, (6, 0))
    at.do(SetAnswer("mlts.monitor-7", status=Status.NOT_APPLICABLE, reason="no numbers in it"))
    found = scored(at)
    assert points(at.project(), MLTS.sections[3].questions[6]) == 0
    assert (found.total, found.complete, found.next_step) == (Decimal(6), True, None)


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.LATER, Status.PARKED])
def test_a_mark_taken_back_scores_nothing(status: Status) -> None:
    at = mlts(*(SEVEN,) * 4)
    at.do(SetAnswer("mlts.data-1", status=status))
    found = scored(at)
    assert (found.total, found.answered, found.band) == (Decimal(6), 27, None)


def test_a_mark_in_conflict_or_lost_by_the_pack_scores_nothing() -> None:
    at = mlts(*(SEVEN,) * 4)
    before = at.project()
    at.do(SetAnswer("mlts.data-1", {"mark": Choice((MANUAL,))}), on=before)
    at.do(SetAnswer("mlts.data-1", {"mark": Choice((NONE,))}), by="bo", on=before)
    assert scored(at).answered == 27
    lost = with_points(MLTS.sections[0].questions[1], (NONE, "0"), ("done", "1"))
    assert points(at.project(), lost) is None


def test_what_backs_a_mark() -> None:
    at = mlts((1, 1), EMPTY, EMPTY, EMPTY)
    at.do(SetAnswer("mlts.data-1", evidence=("https://ci.example.org/42",)))
    at.do(SetAnswer("mlts.model-1", evidence=("notes.md",)))
    found = scored(at)
    assert (found.evidenced, found.claimed) == (1, 1)


@pytest.mark.parametrize(
    ("level", "minimum", "enough"),
    [
        ("experiment", "0.5", True),
        ("internal", "1", True),
        ("customer", "2", False),
        ("critical", "3", False),
        ("unsure", "3", False),
    ],
)
def test_the_minimum_for_a_level_is_reached_or_passed(level: str, minimum: str, enough: bool) -> None:
    at = mlts(*((2, 0),) * 4)
    assert scored(at).minimum is None
    assert scored(at).enough is None
    at.risk(level)
    found = scored(at)
    assert found.minimum is not None
    assert (found.minimum.score, found.enough) == (minimum, enough)


def test_a_minimum_that_may_be_met_exactly() -> None:
    at = mlts(*(HALF,) * 4)
    at.risk("experiment")
    assert scored(at).enough is True


@given(st.integers(0, 14))
@pytest.mark.property
def test_every_half_point_has_the_band_that_ends_at_or_above_it(halves: int) -> None:
    total = Decimal(halves) / 2
    edges = [Decimal(band.upto) for band in MLTS.bands]
    assert Decimal(band_of(MLTS, total).upto) == min(edge for edge in edges if edge >= total)


@given(st.lists(st.sampled_from((NONE, MANUAL, AUTO)), min_size=28, max_size=28), st.data())
@pytest.mark.property
def test_no_step_up_ever_lowers_the_score_and_the_step_named_does_what_it_says(
    marks: list[str], data: st.DataObject
) -> None:
    at = scene()
    questions = [question for section in MLTS.sections for question in section.questions]
    for question, option in zip(questions, marks, strict=True):
        mark(at, question.id, option)
    found = scored(at)
    sums = [sum(map(_worth, marks[start : start + 7])) for start in range(0, 28, 7)]
    assert [section.points for section in found.sections] == sums
    assert found.total == min(sums)
    if found.next_step is None:
        assert found.total == 7
        return
    step = data.draw(st.sampled_from(found.next_step.items))
    now = marks[questions.index(step)]
    mark(at, step.id, MANUAL if now == NONE else AUTO)
    assert scored(at).total == found.next_step.score >= found.total


def _worth(option: str) -> Decimal:
    return {NONE: Decimal(0), MANUAL: Decimal("0.5"), AUTO: Decimal(1)}[option]
