"""Where answers would fall, given the evidence; the second way is a simulation that draws everything."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caseward.rules.evidence_range import (
    FEWEST,
    FEWEST_IN_GROUP,
    Answered,
    Caseload,
    Group,
    NotCalibrated,
    Range,
    evidence_range,
)

NINE_TENTHS = Fraction(9, 10)
NONE, SOME, MUCH = Fraction(0), Fraction(1, 3), Fraction(1)
LEVELS = (NONE, SOME, MUCH)
DRAWS = 40_000
answers = st.lists(st.builds(Answered, st.sampled_from(LEVELS), st.booleans()), min_size=30, max_size=90)
caseloads = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=200)


def judged(missing: Fraction, yes: int, no: int) -> list[Answered]:
    """Answers to cases with as much missing."""
    return [Answered(missing, is_yes=number < yes) for number in range(yes + no)]


def cases(none: int, some: int, much: int) -> list[Fraction]:
    """A caseload by how much is missing."""
    return [NONE] * none + [SOME] * some + [MUCH] * much


def found(answered: Sequence[Answered], missing: Sequence[Fraction], sample: int) -> Range:
    """The range, which there is."""
    result = evidence_range(answered, Caseload(missing, sample), NINE_TENTHS)
    assert isinstance(result, Range)
    return result


def simulated(groups: Sequence[Group], missing: int, sample: int) -> tuple[float, float, float]:
    """Mean and the 5th and 95th in a hundred of shares that are drawn: shares, then cases, then answers."""
    dice = np.random.default_rng(2019)
    shares = np.array([dice.beta(each.yes + 0.5, each.answers - each.yes + 0.5, DRAWS) for each in groups]).T
    counts = [int(each.weight * missing) for each in groups]
    drawn = dice.multivariate_hypergeometric(counts, min(sample, missing), size=DRAWS)
    yes = dice.binomial(drawn, shares).sum(axis=1) / min(sample, missing)
    low, high = np.quantile(yes, [0.05, 0.95])
    return float(yes.mean()), float(low), float(high)


MANY = [*judged(NONE, 48, 12), *judged(SOME, 30, 30), *judged(MUCH, 15, 45)]
FEW = [*judged(NONE, 9, 3), *judged(SOME, 6, 5), *judged(MUCH, 3, 8)]


@pytest.mark.parametrize(
    ("answered", "missing", "sample"),
    [
        (MANY, cases(100, 60, 40), 50),
        (MANY, cases(100, 60, 40), 200),
        (MANY, cases(10, 10, 180), 80),
        (FEW, cases(300, 200, 100), 60),
        (FEW, cases(30, 30, 30), 45),
    ],
    ids=["a quarter drawn", "all drawn", "much missing", "few answers", "half drawn"],
)
def test_a_simulation_that_draws_everything_comes_to_the_same(
    answered: list[Answered], missing: list[Fraction], sample: int
) -> None:
    result = found(answered, missing, sample)
    middle, low, high = simulated(result.groups, len(missing), sample)
    assert float(result.middle) == pytest.approx(middle, abs=0.003)
    assert result.low == pytest.approx(low, abs=0.02)
    assert result.high == pytest.approx(high, abs=0.02)


def test_a_worked_example_by_hand() -> None:
    """The one of the docstring: 3/784 + 9/1400 + 67/25872 is 0.01284, its root times 1.645 is 0.186."""
    result = found([*judged(NONE, 16, 4), *judged(MUCH, 4, 16)], cases(50, 0, 50), 25)
    assert [each.share for each in result.groups] == [Fraction(33, 42), Fraction(9, 42)]
    assert {each.variance for each in result.groups} == {Fraction(3, 392)}
    assert result.middle == Fraction(1, 2)
    spread = float(Fraction(3, 784) + Fraction(9, 1400) + Fraction(67, 25872)) ** 0.5
    assert (result.low, result.high) == pytest.approx(
        (0.5 - 1.6449 * spread, 0.5 + 1.6449 * spread), abs=1e-4
    )
    assert (round(result.low, 2), round(result.high, 2)) == (0.31, 0.69)


@pytest.mark.parametrize("number", [0, 1, FEWEST - 1])
def test_with_fewer_than_thirty_answers_it_is_not_yet_calibrated(number: int) -> None:
    result = evidence_range(judged(NONE, number, 0), Caseload(cases(9, 0, 0), 5), NINE_TENTHS)
    assert isinstance(result, NotCalibrated)
    assert result.answers == number
    assert "not yet calibrated" in result.why_not


def test_with_thirty_there_is_a_range() -> None:
    assert found(judged(NONE, 20, 10), cases(9, 0, 0), 5).groups[0].answers == FEWEST


def test_without_a_case_there_is_none() -> None:
    result = evidence_range(MANY, Caseload([], 5), NINE_TENTHS)
    assert isinstance(result, NotCalibrated)
    assert result.why_not == "No case of the caseload has evidence to this question."


def test_what_comes_out_names_no_band_and_no_rating() -> None:
    names = {field.name for kind in (Range, NotCalibrated, Group) for field in fields(kind)}
    assert not [name for name in names if any(word in name for word in ("band", "rating", "score", "grade"))]
    assert names == {
        *("low", "high", "middle", "groups", "limits"),
        *("answers", "why_not"),
        *("title", "yes", "weight"),
    }


@pytest.mark.parametrize(
    ("share", "title"),
    [
        (Fraction(0), "nothing missing"),
        (Fraction(1, 100), "up to half missing"),
        (Fraction(1, 2), "up to half missing"),
        (Fraction(51, 100), "more than half missing"),
    ],
)
def test_a_case_stands_with_those_that_miss_as_much(share: Fraction, title: str) -> None:
    [group] = [each for each in found(MANY, [share], 1).groups if each.weight]
    assert group.title == title


@pytest.mark.parametrize(
    ("numbers", "sizes"),
    [
        ((10, 10, 10), [10, 10, 10]),
        ((10, 15, 5), [10, 15, 5]),
        ((10, 16, 4), [10, 20]),
        ((4, 16, 10), [20, 10]),
        ((20, 4, 10), [20, 14]),
        ((10, 4, 20), [14, 20]),
        ((15, 0, 15), [15, 15]),
        ((30, 0, 0), [30]),
        ((4, 4, 22), [8, 22]),
        ((2, 2, 26), [30]),
    ],
)
def test_a_group_with_too_few_answers_joins_its_neighbour(numbers: tuple[int, ...], sizes: list[int]) -> None:
    answered = [Answered(level, True) for level, n in zip(LEVELS, numbers, strict=True) for _ in range(n)]
    result = found(answered, cases(1, 1, 1), 3)
    assert [each.answers for each in result.groups] == sizes
    put_together = any("put together" in limit for limit in result.limits)
    assert put_together == (len(sizes) < 3)


@given(answers, caseloads, st.integers(1, 300))
def test_every_answer_and_case_stands_in_one_group(
    answered: list[Answered], missing: list[Fraction], sample: int
) -> None:
    result = found(answered, missing, sample)
    assert sum(each.answers for each in result.groups) == len(answered)
    assert sum(each.weight for each in result.groups) == 1
    assert all(each.answers >= FEWEST_IN_GROUP for each in result.groups)
    assert 0 <= result.low <= result.middle <= result.high <= 1
    assert (
        min(each.share for each in result.groups)
        <= result.middle
        <= max(each.share for each in result.groups)
    )


@given(answers, caseloads, st.integers(0, 199))
def test_more_missing_never_raises_it_where_yes_falls_with_what_is_missing(
    answered: list[Answered], missing: list[Fraction], at: int
) -> None:
    before = found(answered, missing, 10)
    shares = [each.share for each in before.groups]
    assume(shares == sorted(shares, reverse=True))
    worse = list(missing)
    worse[at % len(worse)] = MUCH
    assert found(answered, worse, 10).middle <= before.middle


@given(answers, caseloads, st.integers(1, 200), st.integers(1, 200))
def test_a_smaller_sample_never_makes_it_narrower(
    answered: list[Answered], missing: list[Fraction], one: int, other: int
) -> None:
    fewer, more = (found(answered, missing, sample) for sample in sorted((one, other)))
    assert fewer.low <= more.low + 1e-12
    assert fewer.high >= more.high - 1e-12


@given(st.integers(10, 20), st.integers(2, 6), st.integers(40, 200))
@settings(max_examples=50)
def test_more_answers_alike_make_it_narrower(yes: int, times: int, number: int) -> None:
    few = found(judged(NONE, yes, 30 - yes), cases(number, 0, 0), 30)
    many = found(judged(NONE, yes * times, (30 - yes) * times), cases(number, 0, 0), 30)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("yes", "end"), [(40, 1.0), (0, 0.0)])
def test_where_all_answer_alike_it_reaches_the_end_and_not_beyond(yes: int, end: float) -> None:
    result = found(judged(NONE, yes, 40 - yes), cases(60, 0, 0), 20)
    assert end in (result.low, result.high)
    assert 0 < result.middle < 1


def test_a_sample_larger_than_the_caseload_is_the_caseload() -> None:
    assert found(MANY, cases(10, 10, 10), 500) == found(MANY, cases(10, 10, 10), 30)


def test_it_says_what_it_rests_on() -> None:
    limits = found(MANY, cases(10, 10, 10), 5).limits
    assert limits[0] == "It rests on 180 answers that people gave before they saw the evidence."
    assert all(limit.endswith(".") for limit in limits)


@pytest.mark.parametrize("share", [Fraction(-1, 10), Fraction(11, 10)])
def test_a_share_outside_the_scale_is_refused(share: Fraction) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        evidence_range([Answered(share, True)], Caseload([NONE], 1), NINE_TENTHS)
    with pytest.raises(ValueError, match="from 0 to 1"):
        evidence_range(MANY, Caseload([share], 1), NINE_TENTHS)


@pytest.mark.parametrize(("sample", "confidence"), [(0, NINE_TENTHS), (5, Fraction(0)), (5, Fraction(1))])
def test_an_empty_sample_or_a_certain_range_is_refused(sample: int, confidence: Fraction) -> None:
    with pytest.raises(ValueError, match="1 case or more"):
        evidence_range(MANY, Caseload([NONE], sample), confidence)
