"""When a case is reviewed: after a time, and after a change in the person's life.

That reviews come by time and by significant event is known from elsewhere [NZREV], and their absence from
the reports [TV 2.4] [LON 2.4]. Which changes count, what they ask for, and every number, in
`practice/reviews.toml`, are inferred.
"""

from dataclasses import dataclass
from datetime import date

from caseward.rules.harm_levels import goes_by
from caseward.rules.practice import Due, Practice, due_after
from caseward.rules.working_days import Calendar


@dataclass(frozen=True)
class ChangeEvent:
    """A kind of change that opens a review, and whose records are asked again after it."""

    code: str
    title: str
    needs_police_check: bool
    needs_children_check: bool


CHANGE_EVENTS = (
    ChangeEvent("arrest", "Arrest", needs_police_check=True, needs_children_check=False),
    ChangeEvent(
        "domestic_abuse_call_out",
        "Domestic abuse call-out",
        needs_police_check=True,
        needs_children_check=True,
    ),
    ChangeEvent(
        "victim_of_violence", "Victim of violence", needs_police_check=True, needs_children_check=False
    ),
    ChangeEvent("new_relationship", "New relationship", needs_police_check=True, needs_children_check=True),
    ChangeEvent("child_contact", "Contact with a child", needs_police_check=False, needs_children_check=True),
    ChangeEvent("gang_link", "Link with a gang", needs_police_check=True, needs_children_check=False),
    ChangeEvent("lost_contact", "Contact lost", needs_police_check=True, needs_children_check=False),
    ChangeEvent("move", "Move", needs_police_check=True, needs_children_check=True),
    ChangeEvent("release", "Release from prison", needs_police_check=True, needs_children_check=True),
    ChangeEvent("job_loss", "Loss of a job", needs_police_check=False, needs_children_check=False),
)
"""Every kind of change, with the checks that are needed anew."""

BY_CODE = {event.code: event for event in CHANGE_EVENTS}


def review_by_time(last_reviewed_on: date, level: str, practice: Practice, calendar: Calendar) -> Due:
    """The last day for the next review, in months after the last one or after the first assessment.

    In: the day of the last; the level of harm, empty where it is not known and then treated as high. Raises
    ValueError for another level, NothingInForce for a day before the numbers. Example: after 5 August 2019
    and with low harm it is 5 February of the next year. The numbers are inferred. [NZREV]
    """
    goes = goes_by(level)
    rule = practice.rule(f"review.time.{goes.level}", last_reviewed_on)
    return due_after(last_reviewed_on, rule, calendar, goes.note)


def review_by_event(
    event_kind: str, happened_on: date, level: str, practice: Practice, calendar: Calendar
) -> Due:
    """The last day for the review that a change opens, in working days after it.

    In: the kind of change by its code; its day; the level of harm, empty where it is not known and then
    treated as high. Raises ValueError for another kind or level, NothingInForce for a day before the
    numbers, UnknownYear where bank holidays are not known. Example: an arrest on Monday 5 August 2019, with
    medium harm, is reviewed by Monday 12 August 2019. The numbers are inferred. [TV 2.4]
    """
    if event_kind not in BY_CODE:
        raise ValueError(f"There is no change of the code {event_kind!r}.")
    goes = goes_by(level)
    rule = practice.rule(f"review.event.{goes.level}", happened_on)
    what = f"What changed: {BY_CODE[event_kind].title.lower()}."
    return due_after(happened_on, rule, calendar, f"{what} {goes.note}".strip())
