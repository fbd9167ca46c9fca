"""Checks with other agencies: needed, asked, chased, answered, read, used.

What counts is an answer that was used in the assessment, not a question that was sent: a published report
found checks that were sent and never chased [LON]. Where a check stands follows from its days alone. How
long each step may take is dated data in `practice/agency_checks.toml`, all of it inferred.

Worked example of a police check, with five working days between chases:

- Needed on Monday 5 August 2019: asked for by 7 August.
- Asked on 6 August: chased by 13 August; chased then, and again by 20 August.
- Answered on 16 August: read by 20 August. Read on 19 August: used by 3 September, after the bank holiday.
- Used on 22 August: nothing is left to do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from caseward.rules.practice import Due, Practice, due_after
from caseward.rules.working_days import Calendar

STATES = {
    "needed": "Needed",
    "asked": "Asked",
    "chased": "Chased",
    "answered": "Answered",
    "read": "Read",
    "used": "Used",
}
"""How far a check is, in order."""
NEXT_STEPS = {
    "needed": "ask",
    "asked": "chase",
    "chased": "chase",
    "answered": "read",
    "read": "use",
    "used": "",
}
STEP_TITLES = {
    "ask": "Ask the agency",
    "chase": "Chase the answer",
    "read": "Read the answer",
    "use": "Use the answer in the assessment",
}


@dataclass(frozen=True)
class Check:
    """The days of one check with one agency; None for what has not happened."""

    needed_on: date
    asked_on: date | None = None
    chased_on: tuple[date, ...] = ()
    answered_on: date | None = None
    read_on: date | None = None
    used_on: date | None = None


def state(check: Check) -> str:
    """How far a check is: a code of `STATES`, the furthest that has a day. Inferred."""
    return _reached(check)[0]


def next_step(check: Check) -> str:
    """What is to be done next: a code of `STEP_TITLES`, empty where the answer was used. Inferred."""
    return NEXT_STEPS[state(check)]


def next_step_by(check: Check, practice: Practice, calendar: Calendar) -> Due | None:
    """By when the next step is to be done; None where the answer was used.

    Counted in working days from the last thing that happened. Raises as `Practice.rule` and the calendar
    do. Inferred.
    """
    step, (_, since) = next_step(check), _reached(check)
    return due_after(since, practice.rule(f"agency_check.{step}", since), calendar) if step else None


def chase_by(asked_on: date, chases: Iterable[date], practice: Practice, calendar: Calendar) -> Due:
    """By when a check without an answer is chased: so many working days after it was last asked for.

    In: the day it was asked for; the days it was chased. Inferred.
    """
    last = max([asked_on, *chases])
    return due_after(last, practice.rule("agency_check.chase", last), calendar)


def faults(check: Check) -> tuple[str, ...]:
    """What cannot be in the days of a check, as sentences; none where all is well.

    An answer may come unasked, and may be chased after it came where it was not whole. Inferred.
    """
    return (*_missing_steps(check), *_early_steps(check))


def _reached(check: Check) -> tuple[str, date]:
    """The furthest state and its last day."""
    days = (
        ("used", check.used_on),
        ("read", check.read_on),
        ("answered", check.answered_on),
        ("chased", max(check.chased_on, default=None)),
        ("asked", check.asked_on),
    )
    return next(((code, on) for code, on in days if on is not None), ("needed", check.needed_on))


def _missing_steps(check: Check) -> Iterator[str]:
    if check.chased_on and check.asked_on is None:
        yield "It was chased and never asked for."
    if check.read_on and check.answered_on is None:
        yield "It was read and never answered."
    if check.used_on and check.read_on is None:
        yield "It was used and never read."


def _early_steps(check: Check) -> Iterator[str]:
    steps = (
        ("asked for", check.asked_on, "needed", check.needed_on),
        ("chased", min(check.chased_on, default=None), "asked for", check.asked_on),
        ("answered", check.answered_on, "asked for", check.asked_on),
        ("answered", check.answered_on, "needed", check.needed_on),
        ("read", check.read_on, "answered", check.answered_on),
        ("used", check.used_on, "read", check.read_on),
    )
    for later, on, earlier, before in steps:
        if on is not None and before is not None and on < before:
            yield f"It was {later} before it was {earlier}."
