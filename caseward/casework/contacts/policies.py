"""Who may arrange, record, move and correct contacts, and in which state. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.casework.people import policies as people
from caseward.casework.plans.policies import reasons_not_to_reduce_contact
from caseward.shared.govuk.filters import written_date

from .models import Contact

if TYPE_CHECKING:
    from datetime import date

    from caseward.casework.people.models import Person
    from caseward.shared.records.models import Viewer

IN_ADVANCE = (Contact.Outcome.DID_NOT_ATTEND,)
"""All that can be recorded of a day that has not come: the person has said why they will not be there."""
ON_THE_DAY = (
    Contact.Outcome.ATTENDED,
    Contact.Outcome.FAILED_TO_COMPLY,
    Contact.Outcome.DID_NOT_ATTEND,
    Contact.Outcome.SENT_HOME_BEHAVIOUR,
    Contact.Outcome.SENT_HOME_BY_US,
    Contact.Outcome.CANCELLED_BY_US,
)
CALLED_OFF = (Contact.Outcome.MOVED_BY_PERSON, Contact.Outcome.MOVED_BY_US, Contact.Outcome.CANCELLED_BY_US)

NEVER = 10_000
"""Days without a contact, where no other is arranged."""


def reasons_not_to_arrange(user: "Viewer", person: "Person") -> list[str]:
    """Whoever works on the case arranges its contacts."""
    return people.reasons_not_to_work_on(user, person)


def reasons_not_to_arrange_so_seldom(person: "Person", first: "date", weeks: int, on: "date") -> list[str]:
    """While a review is open nothing is arranged that is less contact than the plan asks.

    What repeats is judged by its own interval, and the first of it like a single appointment: by the days
    since the one before it, held or arranged, or since today where that lies back.
    """
    gap = _days_without(person.contacts.last_before(first), first, on)
    return reasons_not_to_reduce_contact(person, max(gap, 7 * weeks))


def reasons_not_to_work_on(user: "Viewer", contact: Contact) -> list[str]:
    """Whoever works on the case works on its contacts, whatever their state."""
    return people.reasons_not_to_work_on(user, contact.person)


def reasons_not_to_record(user: "Viewer", contact: Contact) -> list[str]:
    """An outcome is recorded once; what was wrong is corrected with a reason."""
    if reasons := reasons_not_to_work_on(user, contact):
        return reasons
    if contact.outcome:
        return [
            f"It is already recorded: {contact.get_outcome_display().lower()}. Correct it, if it is wrong."
        ]
    return []


def outcomes_of(contact: Contact, on: "date") -> tuple[Contact.Outcome, ...]:
    """What can be recorded on that day; nobody has attended what is still to come."""
    return IN_ADVANCE if contact.held_on > on else ON_THE_DAY


def reasons_not_to_record_as(contact: Contact, outcome: str, on: "date") -> list[str]:
    """A day that has not come has no attendance."""
    if outcome in outcomes_of(contact, on):
        return []
    if contact.held_on > on:
        day = written_date(contact.held_on)
        return [f"It is on {day}. Until then move it, cancel it, or record why the person will not come."]
    return ["Choose what happened from the list."]


def reasons_not_to_move(user: "Viewer", contact: Contact) -> list[str]:
    """What has an outcome stays where it is."""
    return reasons_not_to_record(user, contact)


def reasons_not_to_move_so_far(contact: Contact, day: "date", on: "date") -> list[str]:
    """While a review is open an appointment is not moved so far that contact becomes less."""
    others = contact.person.contacts.exclude(pk=contact.pk)
    return reasons_not_to_reduce_contact(contact.person, _days_without(others.last_before(day), day, on))


def reasons_not_to_leave_out(contact: Contact, on: "date") -> list[str]:
    """While a review is open what is still to come is not cancelled, if contact becomes less without it."""
    if contact.held_on <= on or not contact.person.sentences.running(on).exists():
        return []
    others = contact.person.contacts.exclude(pk=contact.pk)
    following = others.first_from(contact.held_on)
    gap = NEVER
    if following:
        gap = _days_without(others.last_before(following.held_on), following.held_on, on)
    reasons = reasons_not_to_reduce_contact(contact.person, gap)
    return ["Contact may not be reduced while a review is open. Move it to another day."] if reasons else []


def reasons_not_to_correct(user: "Viewer", contact: Contact) -> list[str]:
    """Only an outcome can be wrong; one that was moved goes on in its new appointment."""
    if reasons := reasons_not_to_work_on(user, contact):
        return reasons
    if not contact.outcome:
        return ["Nothing is recorded yet that could be wrong."]
    if contact.moved_to_id:
        return ["It was moved to another day. Change the new appointment."]
    return []


def reasons_not_to_record_unplanned(held_on: "date", on: "date") -> list[str]:
    """Only what has taken place can be recorded as unplanned."""
    return ["What is still to come is arranged, not recorded."] if held_on > on else []


def _days_without(before: Contact | None, day: "date", on: "date") -> int:
    """Days up to that one in which nobody sees the person, from the contact before it or from today."""
    since = max(before.held_on, on) if before else on
    return max((day - since).days, 1)
