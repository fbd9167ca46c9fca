"""What an inspector looks for when somebody did not come or did not comply."""

from datetime import date

from .facts import Case, Contact
from .failures import (
    MISSED,
    WARNINGS,
    absences_found,
    breach_record,
    enforcement_found,
    enforcement_record,
)
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .limits import due_by, last_day, no_number
from .meetings import record_of, records_of


def absences_decided(case: Case, by: Yardstick) -> Finding:
    """Whether each contact that was missed, or of which nobody said what happened, was dealt with.

    Shown: missed on Monday 5 August 2019, decided by 6 August, and an accepted absence says on what it
    rests. Missing: no decision by then; evidence still awaited after 13 August; an absence accepted on
    nothing; an appointment without an outcome from 7 August on, even where the person came later. It does
    not arise where nothing was missed, or only what we cancelled. [TV 2.3] [TV 4.1]
    """
    return absences_found(case, by, case.contacts)


def failures_enforced(case: Case, by: Yardstick) -> Finding:
    """Whether each failure was answered in time, and the sentence taken back where the limit is reached.

    Shown: a failure known on Monday 2 September has a decision by 4 September, if only to do nothing;
    at the second failure of an order there is a running breach, or a review of the count. Missing: no
    decision, only a question to the manager, or a referral that no breach followed by 12 September. It does
    not arise without a failure. [TV 2.3] [SCH9 metric AE]
    """
    return enforcement_found(case, by, lambda _contact: True)


def seen_after_enforcement(case: Case, by: Yardstick) -> Finding:
    """Whether the person was seen again, or looked for at home, soon after the last warning or breach.

    Shown: a warning on 2 September, and from 3 to 16 September the person came to a contact, or somebody went
    to their home and found nobody: what is asked is the effort. Missing: no more than appointments that were
    missed or cancelled in that time. It does not arise without a warning or a breach, nor while there is
    time. That such a visit is effort enough is inferred. [TV 2.3]
    """
    steps = [record for record in _steps(case) if record.on and record.on <= by.on]
    if not steps:
        return not_applicable("There was no warning and no breach.")
    step = max(steps, key=lambda record: record.on or date.min)
    since = step.on or date.min
    by_on = last_day(by, due_by, "enforcement.seen_again", since)
    if by_on is None:
        return no_number()
    after = [contact for contact in case.contacts if since < contact.held_on <= by.on]
    soon = next((each for each in after if each.held_on <= by_on and _is_seen_or_looked_for(each)), None)
    if soon:
        because = "The person was seen again, or looked for at home, soon after enforcement."
        return shown(because, [step, record_of(soon)])
    if by.on <= by_on:
        return not_applicable("It is too early: the last step of enforcement is only days old.")
    return missing(
        "The person was neither seen nor looked for at home in the time after enforcement.",
        "See the person, at home where they do not come, and record what was done to win them back.",
        Place.CONTACTS,
        [step, *records_of(after)],
    )


def _is_seen_or_looked_for(contact: Contact) -> bool:
    return contact.was_attended or (contact.how == "home_visit" and contact.outcome == MISSED)


def _steps(case: Case) -> list[Record]:
    """Warnings and breaches as records, a breach with the day of its end where it has one."""
    warnings = [enforcement_record(each) for each in case.enforcements if each.action in WARNINGS]
    ends = [
        Record("breach", breach.key, breach.ended_on, "Breach or recall ended")
        if breach.ended_on
        else breach_record(breach)
        for breach in case.breaches
    ]
    return [*warnings, *ends]


CHECKS = (
    Check("delivery.absences", "Absences decided, and on what", absences_decided, "TV 2.3"),
    Check("delivery.enforcement", "Enforcement when it should be", failures_enforced, "TV 2.3"),
    Check("delivery.after_enforcement", "Seen again after enforcement", seen_after_enforcement, "TV 2.3"),
)
