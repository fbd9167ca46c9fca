"""Working days and calendar months: how a limit is counted from a day.

A working day is a day from Monday to Friday that is no bank holiday in England and Wales. The bank
holidays are data, in `practice/bank_holidays.toml`. [BHOL] That a limit does not count the day on which
it begins, and that a month ends on the day of the same number, or on the last of a shorter month, is
inferred from how such limits are usually read.
"""

import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

FILE_NAME = "bank_holidays.toml"
DAY = timedelta(days=1)
SATURDAY = 5


class UnknownYear(LookupError):
    """A day in a year whose bank holidays nobody has entered."""


@dataclass(frozen=True)
class Calendar:
    """The bank holidays; the years from the first of them to the last are known, and no others."""

    holidays: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day. Raises UnknownYear outside the years that are known."""
        first, last = self._years
        if not first <= day.year <= last:
            raise UnknownYear(f"Bank holidays are known from {first} to {last}, not for {day.year}.")
        return self._is_weekday_but_no_holiday(day)

    def after(self, day: date, number: int) -> date:
        """The working day of that number after a day; the day itself for 0, working or not.

        In: a number of working days, 0 or more. Raises ValueError for a number under 0, UnknownYear where
        a day on the way is not known. Example: 1 after Friday 2 August 2019 is Monday 5 August 2019.
        """
        return _count(day, number, self.is_working)

    def after_as_far_as_known(self, day: date, number: int) -> date:
        """The same, where every weekday counts in a year whose bank holidays are not known.

        In and out as for `after`, and the same in the years that are known; elsewhere a day too early
        rather than none at all, so that a list with one old sentence in it is still a list. Raises
        ValueError for a number under 0. That it is so is inferred.
        """
        return _count(day, number, self._is_weekday_but_no_holiday)

    def between(self, first: date, last: date) -> int:
        """How many working days come after the first day, up to and including the last.

        Out: 0 where the last is not later. Raises UnknownYear where a day on the way is not known.
        """
        return sum(self.is_working(day) for day in _days(first + DAY, last))

    def _is_weekday_but_no_holiday(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays

    @cached_property
    def _years(self) -> tuple[int, int]:
        return min(self.holidays).year, max(self.holidays).year


def load(path: Path) -> Calendar:
    """The calendar in a file of bank holidays.

    In: a TOML file with `years`, a table of year to days. Out: the calendar. Raises ValueError where a
    year is left out, a day stands under another year or twice, or the days are not dates.
    """
    years = tomllib.loads(path.read_text("utf-8"))["years"]
    faults = [*_missing_years(years), *_misplaced_days(years)]
    if faults:
        raise ValueError(f"{path.name}: {'; '.join(faults)}")
    return Calendar(frozenset(day for days in years.values() for day in days))


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last of a month that has no such day.

    In: months, 0 or more. Example: one month after 31 January is the last of February. Raises ValueError
    for a number under 0.
    """
    if months < 0:
        raise ValueError("Months are counted forwards only.")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months(first: date, months: int) -> date:
    """The last day of a time of so many months that begins with a day and counts it.

    In: months, 1 or more. Raises ValueError for fewer. Example: twelve months beginning with 5 August 2019
    end with 4 August 2020, and one month beginning with 31 January ends with the last of February.
    """
    if months < 1:
        raise ValueError("A time of months has at least one.")
    later = months_after(first, months)
    return later - DAY if later.day == first.day else later


def _count(day: date, number: int, is_counted: Callable[[date], bool]) -> date:
    if number < 0:
        raise ValueError("Working days are counted forwards only.")
    while number:
        day += DAY
        number -= is_counted(day)
    return day


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _missing_years(years: dict[str, list[date]]) -> Iterator[str]:
    known = [int(year) for year in years]
    for year in range(min(known), max(known)):
        if year not in known:
            yield f"{year} is missing"


def _misplaced_days(years: dict[str, list[date]]) -> Iterator[str]:
    for year, days in years.items():
        yield from (f"{day} stands under {year}" for day in days if str(day)[:5] != f"{year}-")
        if len(set(days)) < len(days) or not days:
            yield f"the days of {year} are not each named once"
