"""Whether a contact counts as a day of a rehabilitation activity requirement, and why."""

from typing import TYPE_CHECKING

from caseward.casework.contacts.models import Contact
from caseward.casework.sentences.models import Requirement
from caseward.rules.activity_days import Counted, Session, counts_as_day

if TYPE_CHECKING:
    from caseward.casework.plans.models import Action

RAR = Requirement.Kind.RAR


def reckoned(contact: Contact, worked_on: "Action | None" = None) -> Counted:
    """What purpose and requirement say: work on an action of the requirement counts, supervision not."""
    if not has_requirement(contact):
        return Counted(counts=False, because="the sentence has no rehabilitation activity requirement")
    action = worked_on or contact.planned_action
    return counts_as_day(
        Session(
            purpose=contact.get_purpose_display().lower(),
            is_activity=contact.purpose == Contact.Purpose.RAR,
            is_under_requirement=_is_rar_of(contact, contact.requirement),
            works_on_requirement=action is not None and _is_rar_of(contact, action.requirement),
            is_unpaid_work=contact.purpose == Contact.Purpose.UNPAID_WORK,
        )
    )


def reckoned_when_held(contact: Contact, worked_on: "Action | None") -> Counted:
    """The same once it is known what was worked on: a mere check-in is no activity."""
    day = reckoned(contact, worked_on)
    if day.counts and worked_on is None and contact.asks_what_was_worked_on:
        return Counted(counts=False, because="nothing that was planned was worked on")
    return day


def has_requirement(contact: Contact) -> bool:
    """Whether the sentence of a contact has days of rehabilitation activity."""
    if contact.sentence is None:
        return False
    return any(each.kind == RAR for each in contact.sentence.requirements.all())


def _is_rar_of(contact: Contact, requirement: Requirement | None) -> bool:
    """Whether it is the requirement of the contact's own sentence, where the person has several."""
    if requirement is None or requirement.kind != RAR:
        return False
    return requirement.sentence_id == contact.sentence_id
