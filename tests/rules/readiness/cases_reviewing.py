"""Cases for the checks of reviews: the sound case, in which something happens on Monday 14 October 2019."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from caseward.rules.readiness import checks
from caseward.rules.readiness.facts import Case, Check, Event, Plan, Review
from caseward.rules.readiness.findings import Finding
from tests.rules.readiness.cases import ON, by, check, goals, plan, sound_case

HAPPENED_ON = date(2019, 10, 14)
IN_TIME = date(2019, 10, 21)
"""The last day of a review after it, at medium harm."""
ASK_BY = date(2019, 10, 16)
"""The last day to ask another agency after it."""
NEXT_BY_TIME = date(2019, 12, 27)
"""The last day of the review that time asks for, four months after the plan."""
EVENT, REVIEW, NEW_PLAN = 201, 301, 72
CONSIDERED = "What happened, what the police say, and whether the plan still fits."
PART = "I am afraid of them and do not go out in the evening."
BECAUSE = "The plan has him away from the station already, and he keeps to it."
DAY = timedelta(days=1)


def event(kind: str = "victim_of_violence", key: int = EVENT, on: date = HAPPENED_ON) -> Event:
    """A change in the person's life; a stabbing unless told otherwise."""
    return Event(key, kind, on)


def review(key: int = REVIEW, on: date | None = IN_TIME, **changes: Any) -> Review:
    """A review of the change that left the plan as it is, with a reason."""
    made = Review(
        key,
        HAPPENED_ON,
        on,
        events=(EVENT,),
        considered=CONSIDERED,
        persons_part=PART,
        outcome="not_changed",
        because=BECAUSE,
    )
    return replace(made, **changes)


def ended_in_plan(key: int = REVIEW, on: date = IN_TIME, **changes: Any) -> Review:
    """The same review, ended in the new plan."""
    return review(key, on, **{"outcome": "new_plan", "because": "", "plan": NEW_PLAN} | changes)


def new_plan(on: date = IN_TIME, **changes: Any) -> Plan:
    """The next version of the plan, in the same words unless told otherwise."""
    return plan(key=NEW_PLAN, number=2, completed_on=on, **changes)


def changed_goals() -> dict[str, Any]:
    """One goal in other words."""
    first, *others = goals()
    return {"goals": (replace(first, text="Go home another way, and not alone"), *others)}


def asked(key: int = 63, agency: str = "police", asked_on: date = ASK_BY, **days: Any) -> Check:
    """A check after the change, answered and used by the end of the month."""
    used: dict[str, date | None] = {
        "needed_on": min(HAPPENED_ON, asked_on),
        "asked_on": asked_on,
        "answered_on": asked_on + 5 * DAY,
        "read_on": asked_on + 6 * DAY,
        "used_on": asked_on + 8 * DAY,
    }
    return check(key, agency, **used | days)


def not_answered(key: int = 63, agency: str = "police", asked_on: date = ASK_BY) -> Check:
    """A check after the change without an answer."""
    return asked(key, agency, asked_on, answered_on=None, read_on=None, used_on=None)


def with_checks(case: Case, *more: Check) -> Case:
    """The case with these checks besides those of the start."""
    return replace(case, checks=(*case.checks, *more))


def stabbed(*reviews: Review, plans: tuple[Plan, ...] = (), **changes: Any) -> Case:
    """The sound case with the change, these reviews, and these versions after the first plan."""
    given = {"events": (event(),), "reviews": reviews, "plans": (plan(), *plans)}
    return sound_case(**given | changes)


def happened(kind: str, *reviews: Review, plans: tuple[Plan, ...] = (), **changes: Any) -> Case:
    """The same with another change."""
    return stabbed(*reviews, plans=plans, events=(event(kind),), **changes)


def quiet(*reviews: Review, **changes: Any) -> Case:
    """The sound case in which nothing happens, with these reviews."""
    return sound_case(reviews=reviews, **changes)


def finds(code: str, case: Case, on: date = ON) -> Finding:
    """What a check finds on a day."""
    return checks.BY_CODE[code].finds(case, by(on))


def says(code: str, case: Case, on: date = ON) -> str:
    """The state that a check finds on a day."""
    return finds(code, case, on).state.value
