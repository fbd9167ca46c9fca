"""Days that the database reckons: the same that the rules give, on either database."""

from datetime import date, timedelta

import pytest
from django.db.models import DateField, F, Func, IntegerField, Value
from django.db.models.functions import Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseward.rules.working_days import months_after
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import DaysAfter, MonthsAfter, WorkingDaysAfter, working_calendar

KNOWN = st.dates(min_value=date(2014, 1, 1), max_value=date(2028, 6, 30))
"""Days so long before the end of the calendar that every reckoning from them stays within it."""

pytestmark = pytest.mark.django_db
on_either_database = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def _a_row(db: None) -> None:
    """One row, beside which the database reckons."""
    Organisation.objects.create(name="Northshire", short_name="northshire", kind="provider")


def stored(day: date | None) -> Cast:
    """A date as a column of the database would give it."""
    return Cast(Value(day), DateField())


def reckoned(expression: Func) -> object:
    return Organisation.objects.annotate(day=expression).values_list("day", flat=True).get()


@on_either_database
@given(KNOWN, st.integers(min_value=-400, max_value=400))
def test_calendar_days_are_counted_as_python_counts_them(day: date, days: int) -> None:
    assert reckoned(DaysAfter(stored(day), days)) == day + timedelta(days=days)


@pytest.mark.parametrize("days", [-28, 0, 14])
def test_the_number_of_days_may_be_an_expression(days: int) -> None:
    number = Cast(Value(days - 1), IntegerField()) + Value(1)
    assert reckoned(DaysAfter(stored(date(2026, 2, 20)), number)) == date(2026, 2, 20) + timedelta(days)


def test_the_number_of_days_may_be_a_column() -> None:
    rows = Organisation.objects.annotate(every=Cast(Value(7), IntegerField()))
    rows = rows.annotate(day=DaysAfter(stored(date(2026, 2, 27)), F("every")))
    assert rows.values_list("day", flat=True).get() == date(2026, 3, 6)


@on_either_database
@given(KNOWN, st.integers(min_value=0, max_value=60))
def test_working_days_are_those_of_the_rule(day: date, number: int) -> None:
    assert reckoned(WorkingDaysAfter(stored(day), number)) == working_calendar().after(day, number)


@on_either_database
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)), st.integers(0, 60))
def test_in_years_whose_bank_holidays_nobody_knows_every_weekday_counts(day: date, number: int) -> None:
    """One sentence of long ago must not close the list of everybody."""
    known = working_calendar().after_as_far_as_known(day, number)
    assert reckoned(WorkingDaysAfter(stored(day), number)) == known


@pytest.mark.parametrize(
    ("after", "number", "day"),
    [
        (date(2019, 8, 2), 1, date(2019, 8, 5)),
        (date(2020, 4, 9), 1, date(2020, 4, 14)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2022, 6, 1), 1, date(2022, 6, 6)),
        (date(2026, 11, 7), 0, date(2026, 11, 7)),
    ],
    ids=["weekend", "Easter", "Christmas", "two bank holidays", "none: the day itself"],
)
def test_working_days_pass_over_weekends_and_bank_holidays(after: date, number: int, day: date) -> None:
    assert reckoned(WorkingDaysAfter(stored(after), number)) == day


@on_either_database
@given(KNOWN, st.integers(min_value=0, max_value=30))
def test_months_are_those_of_the_rule(day: date, months: int) -> None:
    assert reckoned(MonthsAfter(stored(day), months)) == months_after(day, months)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_short_month_ends_with_its_last_day(start: date, months: int, day: date) -> None:
    assert reckoned(MonthsAfter(stored(start), months)) == day


@pytest.mark.parametrize(
    "of",
    [lambda day: DaysAfter(day, 3), lambda day: WorkingDaysAfter(day, 3), lambda day: MonthsAfter(day, 3)],
    ids=["days", "working days", "months"],
)
def test_nothing_follows_an_unknown_day(of: object) -> None:
    assert reckoned(of(stored(None))) is None  # type: ignore[operator]
