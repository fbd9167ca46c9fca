"""Which contacts count as failures: asked of the facts each time, never stored."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caseward.casework.contacts.models import Contact

from .absence import AbsenceDecision

IN_THE_ROOM = (Contact.Outcome.FAILED_TO_COMPLY, Contact.Outcome.SENT_HOME_BEHAVIOUR)
"""Failures of people who came."""


def failures(contacts: QuerySet[Contact]) -> QuerySet[Any]:
    """Contacts that had to be kept and were not: absences not accepted, and failures of those who came.

    `known_at` is when it became known that the contact counts.
    """
    refused = AbsenceDecision.objects.current().filter(
        contact=OuterRef("pk"), verdict=AbsenceDecision.Verdict.UNACCEPTABLE
    )
    absent = Q(Exists(refused), outcome=Contact.Outcome.DID_NOT_ATTEND)
    return contacts.filter(absent | Q(outcome__in=IN_THE_ROOM), is_required=True).annotate(
        known_at=Coalesce(Subquery(refused.values("decided_at")[:1]), "recorded_at", "arranged_at")
    )


def with_verdict(contacts: QuerySet[Contact]) -> QuerySet[Any]:
    """Contacts with the current decision about their absence as `verdict`."""
    current = AbsenceDecision.objects.current().filter(contact=OuterRef("pk"))
    return contacts.annotate(verdict=Subquery(current.values("verdict")[:1]))


def of_sentence(sentence: str = "pk", person: str = "person") -> Q:
    """Contacts of an outer sentence; what names no sentence belongs to each that the person serves."""
    return Q(person=OuterRef(person)) & (Q(sentence=OuterRef(sentence)) | Q(sentence=None))
