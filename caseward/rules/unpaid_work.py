"""Unpaid work: the time that a day at work is credited with, and what is left of the hours ordered.

Time is counted in whole minutes, the minute of the start included and that of the end not; a minute that
has begun but not ended is not counted, which is inferred.
"""

from collections.abc import Iterable
from datetime import time
from fractions import Fraction

HOUR = 60


def minutes_credited(start: time, end: time, penalty: int, left: int, *, attended: bool) -> int:
    """The minutes that a session is credited with: end less start less penalty, and no more than are left.

    In: the times of one day; the penalty and what is left of the order, in minutes. Out: minutes; 0 where
    the outcome was no attendance. Raises ValueError where the end is before the start, the penalty is under
    0 or longer than the session, or less than nothing is left. Example: 9:00 to 16:30 with a penalty of 30
    minutes is 420 minutes, or 200 where only 200 are left. [CPB AppointmentValidationService]
    """
    lasted = _minute(end) - _minute(start)
    if lasted < 0:
        raise ValueError("A session ends no earlier than it starts.")
    if not 0 <= penalty <= lasted:
        raise ValueError("A penalty is 0 or more, and no longer than the session.")
    if left < 0:
        raise ValueError("What is left is 0 or more.")
    return min(lasted - penalty, left) if attended else 0


def minutes_left(ordered_hours: int, credited: Iterable[int], adjusted: int = 0) -> int:
    """The minutes of an order still to be worked, 0 where more were credited than ordered.

    In: hours ordered; the minutes credited, session by session; minutes added to the order, or taken off it
    where negative. Raises ValueError where hours or a credit are under 0. [CPB AppointmentValidationService]
    """
    sessions = list(credited)
    if ordered_hours < 0 or any(minutes < 0 for minutes in sessions):
        raise ValueError("Hours ordered and minutes credited are 0 or more.")
    return max(ordered_hours * HOUR + adjusted - sum(sessions), 0)


def hours_left(ordered_hours: int, credited: Iterable[int], adjusted: int = 0) -> Fraction:
    """The same in hours, exact: 100 hours less 420 minutes are 93. Raises ValueError as `minutes_left` does.

    [CPB AppointmentValidationService]
    """
    return Fraction(minutes_left(ordered_hours, credited, adjusted), HOUR)


def _minute(at: time) -> int:
    return at.hour * HOUR + at.minute
