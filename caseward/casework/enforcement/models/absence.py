"""The first decision: was the absence acceptable?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person, as_duties
from caseward.shared.records.models import CreatedOnce

from .clocks import due_by_rule

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class AbsenceDecisionQuerySet(models.QuerySet["AbsenceDecision"]):
    """Decisions about absences."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(contact__person__in=Person.objects.visible_to(user))

    def current(self) -> Self:
        """Not replaced by a later one."""
        return self.filter(is_current=True)

    def settled(self) -> Self:
        """Current ones that say yes or no, of contacts that are still recorded as missed."""
        said = (AbsenceDecision.Verdict.ACCEPTABLE, AbsenceDecision.Verdict.UNACCEPTABLE)
        return self.current().filter(verdict__in=said, contact__outcome=Contact.Outcome.DID_NOT_ATTEND)

    def tally_by(self, *columns: str) -> QuerySet[AbsenceDecision, dict[str, Any]]:
        """How many were decided, accepted, and accepted only after they had been called unacceptable."""
        refused = AbsenceDecision.objects.filter(
            contact=OuterRef("contact"), is_current=False, verdict=AbsenceDecision.Verdict.UNACCEPTABLE
        )
        accepted = Q(verdict=AbsenceDecision.Verdict.ACCEPTABLE)
        tallies: QuerySet[AbsenceDecision, dict[str, Any]] = (
            self.settled()
            .annotate(was_refused=Exists(refused))
            .order_by()
            .values(*columns)
            .annotate(
                decided=Count("pk"),
                accepted=Count("pk", filter=accepted),
                turned=Count("pk", filter=accepted & Q(was_refused=True)),
            )
        )
        return tallies

    def undecided(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Missed contacts about which nobody has decided."""
        rows = Contact.objects.missed().filter(person__in=people, is_required=True, held_on__lte=on)
        rows = rows.exclude(Exists(AbsenceDecision.objects.current().filter(contact=OuterRef("pk"))))
        due = due_by_rule("enforcement.absence", "held_on")
        return as_duties(rows.order_by(), since="held_on", due=due)

    def evidence_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Absences for which evidence is awaited: with its last day a decision falls due."""
        rows = self.current().filter(
            verdict=AbsenceDecision.Verdict.AWAITED,
            contact__outcome=Contact.Outcome.DID_NOT_ATTEND,
            contact__person__in=people,
            contact__held_on__lte=on,
        )
        asked = TruncDate("decided_at")
        return as_duties(rows.order_by(), since=asked, due="evidence_due_on", person="contact__person")


class AbsenceDecision(CreatedOnce):
    """Whether an absence was acceptable, why, on what evidence; a later decision replaces it, both stay."""

    class Verdict(models.TextChoices):
        """What was decided."""

        ACCEPTABLE = "acceptable", "Acceptable"
        UNACCEPTABLE = "unacceptable", "Not acceptable"
        AWAITED = "awaited", "Evidence is awaited"

    class Reason(models.TextChoices):
        """Why the person did not come."""

        COURT = "court", "In court"
        CUSTODY = "custody", "In custody"
        WORK = "work", "Work"
        FAMILY = "family", "Family"
        HOLIDAY = "holiday", "Holiday that was agreed"
        MEDICAL = "medical", "Medical"
        RELIGIOUS = "religious", "Religious"
        STOOD_DOWN = "stood_down", "Stood down by us"
        JUDGEMENT = "judgement", "Professional judgement"
        FORGOT = "forgot", "Forgot"
        NO_REASON = "no_reason", "No reason given"
        OTHER = "other", "Another reason"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="absence_decisions")
    verdict = models.CharField(max_length=12, choices=Verdict)
    reason = models.CharField(max_length=10, choices=Reason)
    evidence = models.CharField("what the decision rests on", max_length=500, blank=True)
    evidence_due_on = models.DateField(null=True, blank=True)
    changed_because = models.CharField("why it replaces the decision before", max_length=300, blank=True)
    is_current = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AbsenceDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=models.Q(is_current=True), name="one_current_absence_decision"
            )
        ]
        indexes = [models.Index(fields=["verdict", "evidence_due_on"], name="absence_by_verdict")]

    def __str__(self) -> str:
        return self.get_verdict_display()
