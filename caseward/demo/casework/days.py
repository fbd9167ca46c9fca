"""The days of the estate: all of them lie before or after the day on which it stands."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from caseward.shared.records.models import working_calendar

BACK = timedelta(days=1_900)
AHEAD = timedelta(days=120)
DAY = timedelta(days=1)


class Days:
    """The working days around one day, looked up rather than counted."""

    def __init__(self, on: date) -> None:
        """Raises UnknownYear where the bank holidays of the years around that day are not known."""
        self.on = on
        calendar = working_calendar()
        span = (on - BACK + DAY * number for number in range((BACK + AHEAD).days))
        self._working = [day for day in span if calendar.is_working(day)]
        self._zone = ZoneInfo(settings.TIME_ZONE)

    def working(self, day: date) -> date:
        """That day, or the next working day after it."""
        return self._working[bisect_left(self._working, day)]

    def after(self, day: date, number: int) -> date:
        """The working day of that number after a day."""
        return self._working[bisect_right(self._working, day) + number - 1]

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """That moment of that day, as clocks here show it."""
        return datetime.combine(day, time(hour, minute), self._zone)
