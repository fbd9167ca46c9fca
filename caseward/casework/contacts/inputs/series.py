"""The days of appointments that repeat."""

from collections.abc import Iterator
from datetime import date, timedelta

from caseward.rules.working_days import Calendar

MOST = 60
"""More appointments than that are not arranged at once."""


def days_of(
    first: date, *, weeks: int, until: date | None, times: int | None, calendar: Calendar
) -> list[date]:
    """The first day, and then every so many weeks until a day or so many times in all.

    A day that is no working day gives way to the next working day; a series that begins at a weekend, as
    unpaid work does, keeps its weekday.
    """
    if not weeks:
        return [first]
    keeps_weekday = not calendar.is_working(first)
    days = _every(first, weeks, until, times or MOST)
    return [day if keeps_weekday else _working(day, calendar) for day in days]


def _every(first: date, weeks: int, until: date | None, times: int) -> Iterator[date]:
    for number in range(min(times, MOST)):
        day = first + timedelta(weeks=weeks * number)
        if until is not None and day > until:
            return
        yield day


def _working(day: date, calendar: Calendar) -> date:
    return day if calendar.is_working(day) else calendar.after(day, 1)
