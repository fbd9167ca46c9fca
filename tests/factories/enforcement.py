"""Absences and what was decided about them, letters, breaches."""

from datetime import UTC, date, datetime
from typing import Any

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import User
from tests.factories import contacts


def at(day: date) -> datetime:
    """Ten o'clock in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


def absence_decision(
    contact: Contact, by: User, verdict: str = "unacceptable", **fields: Any
) -> AbsenceDecision:
    """What was decided about an absence on the day that was missed."""
    values: dict[str, Any] = {
        "reason": AbsenceDecision.Reason.NO_REASON,
        "decided_at": at(contact.held_on),
        "decided_by": by,
    }
    return AbsenceDecision.objects.create(contact=contact, verdict=verdict, **values | fields)


def missed(person: Person, officer: User, on: date, verdict: str = "unacceptable", **fields: Any) -> Contact:
    """A contact to which the person did not come; decided about unless the verdict is blank."""
    contact = contacts.contact(person, officer, on, Contact.Outcome.DID_NOT_ATTEND, **fields)
    if verdict:
        absence_decision(contact, officer, verdict)
    return contact


def decision(
    contact: Contact | None,
    by: User,
    action: str,
    *,
    on: date,
    sentence: Sentence | None = None,
    **fields: Any,
) -> EnforcementDecision:
    """What was done about a failure, or without a contact about the number of failures."""
    of = sentence or (contact.sentence if contact else None)
    assert of is not None
    return EnforcementDecision.objects.create(
        person=of.person,
        sentence=of,
        contact=contact,
        action=action,
        reason="It was the second time.",
        decided_on=on,
        decided_at=at(on),
        decided_by=by,
        **fields,
    )


def warning(contact: Contact, by: User, *, on: date | None = None) -> EnforcementDecision:
    """A first warning about a failure, given on its day unless told otherwise."""
    return decision(contact, by, EnforcementDecision.Action.FIRST_WARNING, on=on or contact.held_on)


def letter(decision: EnforcementDecision, by: User, *, on: date | None = None) -> Letter:
    """The letter of a warning."""
    day = on or decision.decided_on
    return Letter.objects.create(
        person=decision.person,
        decision=decision,
        template=Letter.Template.WARNING,
        text="Dear Sam\n\nThis is a warning.",
        sent_on=day,
        sent_at=at(day),
        sent_by=by,
    )


def breach(sentence: Sentence, by: User, *, failed_on: date, **fields: Any) -> Breach:
    """A referral made on the day of the failure that it rests on; nobody has agreed yet."""
    values: dict[str, Any] = {
        "kind": Breach.Kind.RECALL if sentence.kind == Sentence.Kind.LICENCE else Breach.Kind.BREACH,
        "why": "Two failures after a warning.",
        "alternatives": "Another day of the week.",
        "referred_on": failed_on,
        "referred_at": at(failed_on),
        "referred_by": by,
        "failed_on": failed_on,
    }
    return Breach.objects.create(person=sentence.person, sentence=sentence, **values | fields)


def ended_breach(
    sentence: Sentence, by: User, manager: User, *, failed_on: date, ended_on: date, **fields: Any
) -> Breach:
    """A breach that the court found proven."""
    values: dict[str, Any] = {
        "agreed_at": at(failed_on),
        "agreed_by": manager,
        "presented_on": failed_on,
        "result": Breach.Result.PROVEN,
        "ended_on": ended_on,
    }
    return breach(sentence, by, failed_on=failed_on, **values | fields)
