"""Whose records are read, and as of which day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.utils import timezone

Row = tuple[Any, ...]
Rows = Iterable[Row]
"""What `.values_list()` gives: no instance of a model is made of the large tables."""
Fact = TypeVar("Fact")
Of = Mapping[int, list[Fact]]
"""Facts by the key of what they belong to, in their order; nothing is there of those who have none."""


@dataclass(frozen=True)
class Look:
    """Some people with a sentence that runs, and the day as of which their records are read."""

    on: date
    since: Mapping[int, date]
    """When the sentence was passed with which each person's supervision began, by the key of the person."""

    @cached_property
    def people(self) -> list[int]:
        """Their keys."""
        return list(self.since)

    @cached_property
    def until(self) -> datetime:
        """The end of the day, for columns that hold a moment."""
        return end_of(self.on)


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def empty() -> defaultdict[int, list[Any]]:
    """Nothing of anybody yet."""
    return defaultdict(list)


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, where there is one."""
    return None if moment is None else timezone.localdate(moment)
