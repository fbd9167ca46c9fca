"""How often a person is seen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.contact_levels import Held, is_telephone_only, least_contact, reasons_not_to_reduce
from caseward.rules.practice import Confidence, NothingInForce
from caseward.rules.risk_of_harm import RISING
from tests.factories.practice import shipped

DAY = date(2019, 8, 5)
HOWS = st.sampled_from(["telephone", "face_to_face", "video", "home_visit"])


def test_everybody_is_seen_every_month_and_that_is_published() -> None:
    least = least_contact("low", DAY, shipped())
    assert (least.every_days, least.rule.confidence) == (31, Confidence.PUBLISHED)
    assert least.explanation == "Everybody under supervision is seen face to face at least once a month."


def test_the_higher_the_harm_the_more_often_and_that_is_inferred() -> None:
    levels = [least_contact(level, DAY, shipped()) for level in RISING]
    days = [level.every_days for level in levels]
    assert days == sorted(set(days), reverse=True) == [31, 28, 14, 7]
    assert {level.rule.confidence for level in levels[1:]} == {Confidence.INFERRED}


def test_without_a_level_a_person_is_seen_as_for_high_harm_and_it_says_so() -> None:
    least = least_contact("", DAY, shipped())
    assert least.every_days == least_contact("high", DAY, shipped()).every_days
    assert least.explanation.endswith("The level of harm is not known; it is treated as high.")


def test_contact_levels_begin_with_the_standards() -> None:
    with pytest.raises(NothingInForce):
        least_contact("low", date(2015, 1, 31), shipped())


def test_contact_is_not_reduced_while_a_review_is_open() -> None:
    assert reasons_not_to_reduce(7, 14, open_reviews=1) == [
        "Contact may not be reduced from every 7 days to every 14 while a review is open."
    ]
    assert "while 2 reviews are open" in reasons_not_to_reduce(7, 8, open_reviews=2)[0]


@pytest.mark.parametrize("proposed", [7, 6, 1])
def test_contact_may_stay_or_rise_while_a_review_is_open(proposed: int) -> None:
    assert reasons_not_to_reduce(7, proposed, open_reviews=1) == []


def test_contact_may_be_reduced_where_no_review_is_open() -> None:
    assert reasons_not_to_reduce(7, 31, open_reviews=0) == []


@pytest.mark.parametrize(("now", "proposed", "reviews"), [(0, 7, 0), (7, 0, 0), (7, 14, -1)])
def test_contact_and_reviews_under_nothing_are_refused(now: int, proposed: int, reviews: int) -> None:
    with pytest.raises(ValueError, match="or more"):
        reasons_not_to_reduce(now, proposed, reviews)


def held(days_ago: int, how: str = "telephone") -> Held:
    return Held(DAY - timedelta(days=days_ago), how)


def test_calls_and_nothing_else_are_supervision_by_telephone_alone() -> None:
    assert is_telephone_only([held(0)], DAY, shipped())
    assert is_telephone_only([held(40), held(3)], DAY, shipped())


@pytest.mark.parametrize("how", ["face_to_face", "home_visit", "video"])
def test_one_contact_of_another_kind_makes_it_more_than_that(how: str) -> None:
    assert not is_telephone_only([held(3), held(41, how)], DAY, shipped())
    assert is_telephone_only([held(3), held(42, how)], DAY, shipped())


def test_contacts_to_come_do_not_count() -> None:
    assert is_telephone_only([held(3), held(-1, "face_to_face")], DAY, shipped())


def test_no_contact_at_all_is_not_supervision_by_telephone() -> None:
    assert not is_telephone_only([], DAY, shipped())
    assert not is_telephone_only([held(42), held(-1)], DAY, shipped())


@given(st.lists(st.tuples(st.integers(-5, 60), HOWS)))
def test_the_window_is_looked_at_day_by_day(contacts: list[tuple[int, str]]) -> None:
    """The slow way: every day of the six weeks."""
    seen = [how for ago in range(42) for days_ago, how in contacts if days_ago == ago]
    expected = bool(seen) and seen.count("telephone") == len(seen)
    assert is_telephone_only((held(*contact) for contact in contacts), DAY, shipped()) == expected
