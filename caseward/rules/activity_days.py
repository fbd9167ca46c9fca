"""Days of a rehabilitation activity requirement: what counts, how many are done, and how many are left.

A day is done when something on it counts for the requirement. Sessions on one day count once, whether ten
minutes or seven hours [DELIUS ContactRarService] [RARTH]; the page must say so, because people lose count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Session:
    """A contact under a sentence that has such a requirement; each fact as the record has it."""

    purpose: str
    """In words, such as "supervision"."""
    is_activity: bool
    """Whether it was held as a rehabilitation activity session."""
    is_under_requirement: bool
    """Whether it was arranged under the requirement."""
    works_on_requirement: bool
    """Whether the planned action of it belongs to the requirement."""
    is_unpaid_work: bool = False


@dataclass(frozen=True)
class Counted:
    """Whether something counts as a day, and because of what: the end of a sentence."""

    counts: bool
    because: str


def counts_as_day(session: Session) -> Counted:
    """Whether a session counts for the requirement.

    In: the session. Out: yes for a rehabilitation activity, for what was arranged under the requirement and
    for work on an action of it; no for anything else, for supervision uses no days, and unpaid work is
    another requirement. Example: supervision in which an action of the requirement is worked on counts.
    Inferred.
    """
    if session.is_unpaid_work:
        return Counted(counts=False, because="unpaid work is another requirement")
    if session.is_activity:
        return Counted(counts=True, because="it is a rehabilitation activity session")
    if session.is_under_requirement:
        return Counted(counts=True, because="it was arranged under the rehabilitation activity requirement")
    if session.works_on_requirement:
        return Counted(counts=True, because="the planned action belongs to the requirement")
    return Counted(counts=False, because=f"{session.purpose} uses no days by itself")


@dataclass(frozen=True)
class DaysDone:
    """The days on which something counted, in order, and how many sessions that were."""

    days: tuple[date, ...]
    sessions: int

    @property
    def number(self) -> int:
        """How many days are done."""
        return len(self.days)

    @property
    def explanation(self) -> str:
        """A sentence that says why there are more sessions than days; empty where there are as many."""
        if self.sessions == self.number:
            return ""
        days = "day" if self.number == 1 else "days"
        return (
            f"{self.sessions} sessions make {self.number} {days}, "
            "because two or more sessions on one day count once."
        )


def days_done(dates: Iterable[date]) -> DaysDone:
    """The distinct days among the dates of all sessions that count.

    In: the date of each session that counts, in any order. Out: the days. Example: two sessions on
    5 August 2019 and one on 6 August 2019 make 2 days. [DELIUS ContactRarService]
    """
    sessions = list(dates)
    return DaysDone(tuple(sorted(set(sessions))), len(sessions))


def days_left(ordered: int, done: int) -> int:
    """How many days of the court's maximum are left, in days; 0 where more were done than ordered.

    Raises ValueError for a number under 0. That it never falls under 0 is inferred.
    """
    if ordered < 0 or done < 0:
        raise ValueError("Days ordered and done are 0 or more.")
    return max(ordered - done, 0)
