from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from caseward.shared.govuk import filters


def test_a_date_is_written_with_the_name_of_its_month_and_without_noughts() -> None:
    assert filters.written_date(date(2019, 8, 5)) == "5 August 2019"
    assert filters.written_date(None) == ""


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2019, 8, 5, 13, 3, tzinfo=UTC), "5 August 2019 at 2:03pm"),
        (datetime(2019, 1, 5, 0, 30, tzinfo=UTC), "5 January 2019 at 12:30am"),
        (datetime(2019, 1, 5, 12, 0, tzinfo=UTC), "5 January 2019 at 12:00pm"),
        (datetime(2019, 8, 5, 23, 30, tzinfo=UTC), "6 August 2019 at 12:30am"),
        (None, ""),
    ],
)
def test_a_moment_is_written_in_local_time_on_a_clock_of_twelve_hours(
    at: datetime | None, written: str
) -> None:
    assert filters.written_moment(at) == written


def test_the_date_of_a_moment_is_the_local_day() -> None:
    assert filters.written_date(datetime(2019, 8, 5, 23, 30, tzinfo=UTC)) == "6 August 2019"


def test_a_percentage_says_when_there_is_none() -> None:
    assert filters.per_cent(65) == "65%"
    assert filters.per_cent(Fraction(187, 3), 1) == "62.3%"
    assert filters.per_cent(0) == "0%"
    assert filters.per_cent(None) == "no figure"


def test_large_numbers_have_commas_and_one_is_singular() -> None:
    assert filters.thousands(255000) == "255,000"
    assert filters.plural(1, "case") == "1 case"
    assert filters.plural(0, "case") == "0 cases"
    assert filters.plural(1234, "person", "people") == "1,234 people"
