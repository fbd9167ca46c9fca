"""The base at which a difference from a printed average becomes significant."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportions_ztest

from caseward.rules.figures import Count, Percent
from caseward.rules.settling import base_that_settles

TENTH = Fraction(1, 10)


def passes(counted: Count, percent: int, base: int) -> bool:
    """The same test by statsmodels, with the average's share of yes as it is, whole or not."""
    share = percent * base / 100
    if counted.yes + share == 0 or counted.no + base - share == 0:
        return False
    return bool(proportions_ztest([counted.yes, share], [counted.base, base])[1] < 0.1)


def test_a_worked_example() -> None:
    """50 of 60 against 57 per cent: with 7 cases z is 1.66, past 1.645; with 6 it is 1.56."""
    assert base_that_settles(Count(50, 10), Percent(57), TENTH) == 7
    assert passes(Count(50, 10), 57, 7)
    assert not passes(Count(50, 10), 57, 6)


def test_a_difference_too_small_for_the_counted_side_is_settled_by_no_base() -> None:
    assert base_that_settles(Count(56, 44), Percent(57), TENTH) is None


def test_no_difference_is_never_significant() -> None:
    assert base_that_settles(Count(50, 50), Percent(50), TENTH) is None
    assert base_that_settles(Count(0, 50), Percent(0), TENTH) is None


def test_an_average_at_the_end_of_the_scale_can_be_told_apart_too() -> None:
    base = base_that_settles(Count(50, 50), Percent(100), TENTH)
    assert base is not None
    assert passes(Count(50, 50), 100, base)
    assert not passes(Count(50, 50), 100, base - 1)


def test_one_case_can_be_enough() -> None:
    assert base_that_settles(Count(500, 0), Percent(0), TENTH) == 1


def test_a_stricter_test_needs_more_cases() -> None:
    lenient = base_that_settles(Count(61, 39), Percent(46), TENTH)
    strict = base_that_settles(Count(61, 39), Percent(46), Fraction(1, 100))
    assert lenient is not None
    assert strict is not None
    assert lenient < strict


def test_no_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="no case was counted"):
        base_that_settles(Count(0, 0), Percent(50), TENTH)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 120), st.integers(0, 120), st.integers(0, 100))
def test_it_is_the_first_of_all_bases_that_pass_and_none_above_it_fails(yes: int, no: int, per: int) -> None:
    """The slow way: one base after the other, by another library."""
    if yes + no == 0:
        return
    counted = Count(yes, no)
    settles = base_that_settles(counted, Percent(per), TENTH)
    passing = [base for base in range(1, 400) if passes(counted, per, base)]
    if passing:
        assert settles == passing[0]
        assert passing == list(range(passing[0], 400))
    else:
        assert settles is None or settles >= 400
