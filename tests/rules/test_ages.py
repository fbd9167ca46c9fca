"""Age groups, and who is in them on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.ages import age_groups, latest_birth


def age_on(born: date, on: date) -> int:
    """The slow way: years counted by birthdays, the 29th of February on 1 March where it is missing."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (not had_birthday)


def test_groups_are_named_in_whole_years() -> None:
    labels = [group.label for group in age_groups([18, 26, 50])]
    assert labels == ["Under 18", "18 to 25", "26 to 49", "50 and over"]
    assert [group.least for group in age_groups([18, 26, 50])] == [None, 18, 26, 50]


def test_without_ages_there_are_no_groups() -> None:
    assert age_groups([]) == ()


def test_ages_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise"):
        age_groups([26, 18])


def test_an_eighteenth_birthday_counts_from_its_day() -> None:
    assert latest_birth(18, date(2019, 9, 16)) == date(2001, 9, 16)


def test_somebody_born_on_a_leap_day_waits_until_march() -> None:
    assert latest_birth(18, date(2022, 2, 28)) == date(2004, 2, 28)
    assert latest_birth(18, date(2022, 3, 1)) == date(2004, 3, 1)


def test_on_a_leap_day_the_last_of_february_counts() -> None:
    assert latest_birth(18, date(2024, 2, 29)) == date(2006, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 80))
def test_it_is_the_last_day_on_which_they_are_old_enough(on: date, years: int) -> None:
    born = latest_birth(years, on)
    assert age_on(born, on) >= years
    assert age_on(born + timedelta(days=1), on) < years
