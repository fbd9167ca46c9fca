"""What pages of enforcement show, by noun; and what enforcement adds to pages of other apps."""

from django.urls import reverse

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach
from caseward.casework.enforcement.models.failures import IN_THE_ROOM
from caseward.casework.people.models import Person
from caseward.shared.govuk import slots

EARLIER_BREACHES = 10
"""As many as an assessor reads."""


def next_step(contact: Contact) -> str:
    """Where to go once an outcome is recorded: to the decision that it calls for, if any."""
    place = {"person_id": contact.person_id, "contact_id": contact.pk}
    if contact.is_required and contact.outcome == Contact.Outcome.DID_NOT_ATTEND:
        return reverse("enforcement:absence", kwargs=place)
    if contact.is_required and contact.outcome in IN_THE_ROOM:
        return reverse("enforcement:decide", kwargs=place)
    return ""


def follow_up_slot(*, contact: Contact) -> str:
    """On a contact's page: what was decided about it, replaced decisions too, and what is to be decided."""
    absences = list(contact.absence_decisions.select_related("decided_by"))
    decisions = list(contact.enforcement_decisions.with_standing().select_related("decided_by"))
    if not (absences or decisions or next_step(contact)):
        return ""
    context = {
        "contact": contact,
        "absences": absences,
        "decisions": decisions,
        "is_absence": contact.outcome == Contact.Outcome.DID_NOT_ATTEND,
        "to_decide": next_step(contact),
        "may_enforce": bool(contact.outcome in IN_THE_ROOM or _is_refused(absences)),
    }
    return slots.drawn_from("enforcement/on_contact.html", context)


def _is_refused(absences: list[AbsenceDecision]) -> bool:
    refused = AbsenceDecision.Verdict.UNACCEPTABLE
    return any(each.is_current and each.verdict == refused for each in absences)


def breaches_slot(*, person: Person) -> str:
    """On assessment pages: the breaches and recalls that there have been."""
    rows = Breach.objects.filter(person=person).select_related("sentence")
    breaches = list(rows[:EARLIER_BREACHES])
    if not breaches:
        return ""
    shown = {"person": person, "breaches": breaches, "number": rows.count()}
    return slots.drawn_from("enforcement/on_assessment.html", shown)
