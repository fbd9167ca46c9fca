"""Working days, bank holidays and calendar months."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules import working_days
from caseward.rules.working_days import Calendar, UnknownYear, last_day_of_months, months_after
from tests.factories.practice import calendar

KNOWN = st.dates(date(2014, 1, 1), date(2027, 12, 1))
FIRST_OF_TWO_YEARS = {date(2018, 1, 1), date(2019, 1, 1)}


def test_the_bank_holidays_are_those_of_the_public_library() -> None:
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2014, 2029))
    theirs = {day for day in known if day.weekday() < 5}
    assert theirs == calendar().holidays


@pytest.mark.parametrize(
    "extra", [date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)]
)
def test_the_extra_bank_holidays_of_single_years_are_known(extra: date) -> None:
    assert not calendar().is_working(extra)


@pytest.mark.parametrize("ordinary", [date(2020, 5, 4), date(2022, 5, 30), date(2024, 9, 19)])
def test_a_moved_bank_holiday_leaves_a_working_day_behind(ordinary: date) -> None:
    assert calendar().is_working(ordinary)


def test_saturdays_and_sundays_are_no_working_days() -> None:
    week = [date(2019, 8, 5) + timedelta(days=number) for number in range(7)]
    assert [calendar().is_working(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2019, 8, 2), 1, date(2019, 8, 5)),
        (date(2019, 8, 3), 1, date(2019, 8, 5)),
        (date(2019, 8, 3), 0, date(2019, 8, 3)),
        (date(2019, 8, 23), 1, date(2019, 8, 27)),
        (date(2019, 12, 24), 1, date(2019, 12, 27)),
        (date(2019, 12, 24), 4, date(2020, 1, 2)),
    ],
)
def test_working_days_after_a_day_leave_out_weekends_and_holidays(
    day: date, number: int, expected: date
) -> None:
    assert calendar().after(day, number) == expected


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        calendar().after(date(2019, 8, 5), -1)


def test_the_first_day_does_not_count_and_the_last_does() -> None:
    assert calendar().between(date(2019, 8, 5), date(2019, 8, 6)) == 1
    assert calendar().between(date(2019, 8, 5), date(2019, 8, 5)) == 0
    assert calendar().between(date(2019, 8, 5), date(2019, 8, 1)) == 0
    assert calendar().between(date(2019, 8, 2), date(2019, 8, 12)) == 6


@given(KNOWN, st.integers(0, 60))
def test_so_many_working_days_after_are_so_many_between(day: date, number: int) -> None:
    later = calendar().after(day, number)
    assert calendar().between(day, later) == number
    assert number == 0 or calendar().is_working(later)


@given(KNOWN, st.integers(0, 90))
def test_between_is_the_days_less_weekends_and_holidays(day: date, length: int) -> None:
    days = [day + timedelta(days=number + 1) for number in range(length)]
    expected = [each for each in days if each.isoweekday() not in (6, 7) and each not in calendar().holidays]
    assert calendar().between(day, day + timedelta(days=length)) == len(expected)


def test_a_year_whose_bank_holidays_nobody_entered_is_refused() -> None:
    for day in (date(2013, 12, 31), date(2029, 1, 1)):
        with pytest.raises(UnknownYear, match=rf"known from 2014 to 2028, not for {day.year}"):
            calendar().is_working(day)
    with pytest.raises(UnknownYear):
        calendar().after(date(2028, 12, 29), 1)


@given(KNOWN, st.integers(0, 60))
def test_as_far_as_it_is_known_a_list_counts_as_the_rule_does(day: date, number: int) -> None:
    assert calendar().after_as_far_as_known(day, number) == calendar().after(day, number)


def test_where_no_bank_holiday_is_known_a_list_counts_every_weekday() -> None:
    assert calendar().after_as_far_as_known(date(2009, 12, 24), 1) == date(2009, 12, 25)
    assert calendar().after_as_far_as_known(date(2031, 5, 2), 1) == date(2031, 5, 5)


def test_the_first_and_the_last_year_are_known_to_their_ends() -> None:
    known = Calendar(frozenset(FIRST_OF_TWO_YEARS))
    assert known.is_working(date(2018, 1, 2))
    assert known.is_working(date(2019, 12, 31))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2018 = [2018-01-01]\n2020 = [2020-01-01]", "2019 is missing"),
        ("2018 = [2019-01-01]", "2019-01-01 stands under 2018"),
        ("2018 = [2018-01-01, 2018-01-01]", "the days of 2018 are not each named once"),
        ("2018 = []", "the days of 2018 are not each named once"),
        ('2018 = ["New Year"]', "New Year stands under 2018"),
    ],
)
def test_a_file_of_bank_holidays_with_a_fault_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "days.toml"
    path.write_text(f"[years]\n{text}", "utf-8")
    with pytest.raises(ValueError, match=f"days.toml: {fault}"):
        working_days.load(path)


def test_every_fault_of_the_bank_holidays_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "days.toml"
    path.write_text("[years]\n2018 = [2018-01-01]\n2020 = [2018-01-02]", "utf-8")
    with pytest.raises(ValueError, match="2019 is missing; 2018-01-02 stands under 2020"):
        working_days.load(path)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2019, 11, 30), 1, date(2019, 12, 30)),
        (date(2019, 8, 5), 0, date(2019, 8, 5)),
        (date(2019, 8, 5), 24, date(2021, 8, 5)),
    ],
)
def test_a_month_later_is_the_same_number_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


@given(KNOWN, st.integers(0, 60))
def test_months_later_are_found_by_going_back_from_the_first_of_the_next(day: date, months: int) -> None:
    """The slow way: walk month by month, then back from the day of the number until it exists."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            expected = date(year, month, number)
        except ValueError:
            number -= 1
            continue
        break
    assert months_after(day, months) == expected


def test_months_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        months_after(date(2019, 8, 5), -1)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2019, 8, 5), 12, date(2020, 8, 4)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 1, 29), 1, date(2019, 2, 28)),
        (date(2019, 1, 28), 1, date(2019, 2, 27)),
        (date(2019, 2, 1), 1, date(2019, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_a_time_of_months_counts_its_first_day(first: date, months: int, last: date) -> None:
    assert last_day_of_months(first, months) == last


@given(KNOWN, st.integers(1, 36))
def test_the_day_after_a_time_of_months_begins_the_next_month_of_it(first: date, months: int) -> None:
    following = last_day_of_months(first, months) + timedelta(days=1)
    assert following.day in {first.day, 1}
    assert 28 * months <= (following - first).days <= 31 * months + 1


def test_a_time_of_no_month_has_no_last_day() -> None:
    with pytest.raises(ValueError, match="at least one"):
        last_day_of_months(date(2019, 8, 5), 0)
