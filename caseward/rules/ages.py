"""Age groups: the days of birth that put a person in each on a given day.

Where the groups begin is data, and inferred: no source that was read prints them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class AgeGroup:
    """One group of ages; `least` is None for those younger than every other group."""

    label: str
    least: int | None


def age_groups(least_ages: Sequence[int]) -> tuple[AgeGroup, ...]:
    """The groups that begin at those ages in whole years, rising, with the younger ones before them.

    Out: youngest first; “Under 18”, “18 to 25”, “26 to 49”, “50 and over” for 18, 26 and 50.
    Raises ValueError where the ages do not rise.
    """
    if list(least_ages) != sorted(set(least_ages)):
        raise ValueError("The ages must rise.")
    if not least_ages:
        return ()
    ends = [*(f"{least} to {later - 1}" for least, later in _pairs(least_ages)), f"{least_ages[-1]} and over"]
    groups = [AgeGroup(label, least) for label, least in zip(ends, least_ages, strict=True)]
    return (AgeGroup(f"Under {least_ages[0]}", None), *groups)


def latest_birth(years: int, on: date) -> date:
    """The last day of birth of those who are at least so many years old on a day.

    Somebody born on 29 February is a year older on 1 March in a year without that day.
    """
    year = on.year - years
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _pairs(ages: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise(ages))
