"""How soon after the start somebody is first seen, planned with, and visited at home.

The numbers are dated data in `practice/first_contacts.toml`. The day of the start is not counted, which is
inferred. Of days before the numbers were published nothing is known, and NothingInForce says so.
"""

from datetime import date

from caseward.rules.harm_levels import goes_by
from caseward.rules.practice import Due, Practice, due_after
from caseward.rules.working_days import Calendar


def first_appointment_by(kind: str, started_on: date, practice: Practice, calendar: Calendar) -> Due:
    """The last day for the first appointment of a sentence.

    In: the kind of sentence by its code; the day on which an order was made or allocated, or on which the
    person was released. Out: a day, counted in working days. Raises UnknownRule for another kind,
    NothingInForce for a day before the numbers, UnknownYear where bank holidays are not known.
    Example: a community order of Monday 5 August 2019 has it by Monday 12 August 2019, a licence that began
    then by Tuesday 6 August 2019. [SCH9 SL001R and SL002R]
    """
    return due_after(started_on, practice.rule(f"first_appointment.{kind}", started_on), calendar)


def plan_by(first_attended_on: date, practice: Practice, calendar: Calendar) -> Due:
    """The last day for the plan, in working days after the first appointment to which the person came.

    Raises NothingInForce for a day before the numbers, UnknownYear where bank holidays are not known.
    Example: seen first on 5 August 2019, with a bank holiday between, it is 27 August 2019. [SCH9 SL003]
    """
    return due_after(first_attended_on, practice.rule("plan.first", first_attended_on), calendar)


def home_visit_by(level: str, started_on: date, practice: Practice, calendar: Calendar) -> Due | None:
    """The last day for the first home visit, in days or weeks after the start, by the level of harm.

    In: the level of harm, empty where it is not known and then treated as high. Out: None where no number
    was in force at the start. Raises ValueError for another level. [HOMEV]
    """
    goes = goes_by(level)
    rule = practice.rule_if_any(f"home_visit.{goes.level}", started_on)
    return due_after(started_on, rule, calendar, goes.note) if rule else None
