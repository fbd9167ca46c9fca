"""By when something is due by the numbers in force, and what is said where no number is known."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache

from caseward.rules.practice import Due, NothingInForce, Practice, due_after
from caseward.rules.working_days import Calendar, UnknownYear

from .findings import Finding, Yardstick, not_applicable

KEPT = 10_000
"""How many last days are remembered: those of one caseload are mostly the same few."""


def due_by(code: str, since: date, practice: Practice, calendar: Calendar) -> Due:
    """The last day that the rule of a code allows after a day. Raises as `Practice.rule` and the calendar.

    Inferred.
    """
    return due_after(since, practice.rule(code, since), calendar)


def last_day(by: Yardstick, rule: Callable[..., Due | None], *facts: Hashable) -> date | None:
    """The last day by a rule that takes facts, practice and calendar.

    None where there is none, or where its number or the bank holidays of its time are not known. Inferred.
    """
    return _reckoned(by, rule, facts)


@lru_cache(KEPT)
def _reckoned(by: Yardstick, rule: Callable[..., Due | None], facts: tuple[Hashable, ...]) -> date | None:
    try:
        due = rule(*facts, by.practice, by.calendar)
    except (NothingInForce, UnknownYear):
        return None
    return due.on if due else None


def is_over(last: date | None, by: Yardstick) -> bool:
    """Whether a last day is known and past. No source is needed."""
    return last is not None and by.on > last


def is_left(last: date | None, by: Yardstick) -> bool:
    """Whether a last day is known and not past: there is still time. No source is needed."""
    return last is not None and by.on <= last


def no_number() -> Finding:
    """Before the numbers nothing is known. No source is needed."""
    return not_applicable("How long this may take was not laid down for those days, so nothing can be said.")


def day(on: date | None) -> str:
    """A day as it is written in sentences. No source is needed."""
    return f"{on:%-d %B %Y}" if on else "a day that is not known"
