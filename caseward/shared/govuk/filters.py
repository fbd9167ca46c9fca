"""How dates, moments and numbers are written on every page."""

from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone


def written_date(day: date | None) -> str:
    """5 August 2019; an empty string for no date."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return f"{day.day} {day:%B %Y}"


def written_moment(at: datetime | None) -> str:
    """5 August 2019 at 2:03pm, in the local time zone; an empty string for no moment."""
    if at is None:
        return ""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{written_date(local)} at {hour}:{local.minute:02}{half}"


def per_cent(value: int | float | Fraction | None, places: int = 0) -> str:
    """65% from 65; "no figure" for none. The value is already in per cent and already rounded by its rule."""
    return "no figure" if value is None else f"{float(value):.{places}f}%"


def thousands(value: int | None) -> str:
    """1,234 from 1234."""
    return "" if value is None else f"{value:,}"


def plural(number: int, one: str, many: str = "") -> str:
    """1 case, 2 cases; `many` where adding an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
