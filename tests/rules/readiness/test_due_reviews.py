"""Which reviews were needed; the limits are those of the rule, on every day and at every level."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.due_reviews import after_events, by_time, concluded, in_own_words, written
from caseward.rules.readiness.facts import Case
from caseward.rules.reviews import CHANGE_EVENTS, review_by_event, review_by_time
from caseward.rules.risk_of_harm import RISING
from tests.factories.practice import calendar, shipped
from tests.rules.readiness.cases import PLANNED_ON, assessed, by
from tests.rules.readiness.cases_reviewing import event, quiet, review, stabbed

DAYS = st.dates(PLANNED_ON, date(2027, 12, 1))
YEAR = timedelta(days=366)
LONG_AGO = date(2019, 9, 9)


def _at(level: str) -> Case:
    return assessed(harm={"public": level} if level else {})


@given(DAYS, st.sampled_from(["", *RISING]), st.sampled_from([each.code for each in CHANGE_EVENTS]))
def test_after_a_change_the_limit_is_that_of_the_rule(on: date, level: str, kind: str) -> None:
    case = replace(_at(level), events=(event(kind, on=on),))
    [needed] = after_events(case, by(on), [])
    assert needed.by_on == review_by_event(kind, on, level, shipped(), calendar()).on
    assert not needed.is_late(needed.by_on)
    assert needed.is_late(needed.by_on + timedelta(days=1))


@given(DAYS, st.sampled_from(["", *RISING]))
def test_by_time_it_is_too(on: date, level: str) -> None:
    limit = review_by_time(PLANNED_ON, level, shipped(), calendar()).on
    needed = by_time(_at(level), by(on), [])
    assert [each.by_on for each in needed] == ([limit] if limit < on else [])


@given(st.lists(st.integers(0, 600), max_size=8), st.integers(0, 600))
def test_a_review_within_every_limit_leaves_none_late(gaps: list[int], look: int) -> None:
    """The slow way: a day is covered where the time since the last mark before it is within the limit."""
    ends = sorted({PLANNED_ON + timedelta(days=gap) for gap in gaps})
    reviews = [review(300 + at, end, events=()) for at, end in enumerate(ends)]
    on = PLANNED_ON + timedelta(days=look)
    done = [each for each in reviews if each.concluded_on and each.concluded_on <= on]
    passed = (PLANNED_ON + timedelta(days=number) for number in range(look + 1))
    late_somewhere = any(_limit_before(day, ends) < day for day in passed)
    assert bool(by_time(quiet(*reviews), by(on), done)) == late_somewhere


def _limit_before(day: date, ends: list[date]) -> date:
    """The last day for a review, counted from what came last before a day."""
    mark = max((end for end in ends if end < day), default=PLANNED_ON)
    return review_by_time(mark, "medium", shipped(), calendar()).on


def test_reviews_stand_in_the_order_of_their_ends_without_those_that_have_none() -> None:
    first, last, begun = review(301, LONG_AGO), review(302), review(303, None)
    case = stabbed(last, begun, first)
    assert concluded(case, LONG_AGO + YEAR) == [first, last]
    assert concluded(case, LONG_AGO) == [first]


@pytest.mark.parametrize("nothing", ["", " – ", "n/a", "None."])
def test_a_review_that_says_nothing_is_not_written(nothing: str) -> None:
    assert written([review(considered=nothing), review(302)]) == [review(302)]


def test_of_reviews_in_the_same_words_the_first_is_in_its_own() -> None:
    copy = review(302, considered=f" {review().considered.upper()} ")
    other = review(303, considered="Something else.")
    assert in_own_words([review(), other, copy]) == [review(), other]
