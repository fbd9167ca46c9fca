"""Breach of an order, or recall from licence, from referral to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.casework.sentences.models import Sentence
from caseward.shared.records.models import CreatedOnce, Versioned

from .clocks import due_by_rule

if TYPE_CHECKING:
    from datetime import date


class BreachQuerySet(OfPersonQuerySet["Breach"]):
    """Breaches and recalls."""

    def running(self) -> Self:
        """Not ended yet."""
        return self.filter(ended_on=None)

    def with_an_end_that_counts(self) -> Self:
        """Ended after court or recall team had them; a referral that was not agreed ends no count."""
        return self.exclude(ended_on=None).exclude(presented_on=None)

    def to_agree(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Referrals that wait for a manager."""
        rows = self.of_people(people).running().filter(agreed_at=None, referred_on__lte=on).order_by()
        due = due_by_rule("enforcement.breach_referral", "failed_on")
        return as_duties(rows, since="referred_on", due=due)

    def to_present(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Agreed referrals that court or recall team do not have yet."""
        rows = self.of_people(people).running().exclude(agreed_at=None).filter(presented_on=None)
        rows = rows.annotate(agreed_on=TruncDate("agreed_at")).filter(agreed_on__lte=on).order_by()
        due = due_by_rule("enforcement.breach_presentation", "agreed_on")
        return as_duties(rows, since="agreed_on", due=due)


class Breach(Versioned, CreatedOnce):
    """One breach or recall; its end is where failures are counted from again."""

    class Kind(models.TextChoices):
        """Of an order, or from licence."""

        BREACH = "breach", "Breach"
        RECALL = "recall", "Recall"

    class Result(models.TextChoices):
        """How it ended."""

        PROVEN = "proven", "Proven"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISMISSED = "dismissed", "Dismissed"
        RESENTENCED = "resentenced", "Sentenced again"
        REVOKED = "revoked", "Order revoked"
        RECALLED = "recalled", "Recalled"
        NOT_RECALLED = "not_recalled", "Not recalled"
        NOT_AGREED = "not_agreed", "Not agreed by the manager"

    person = models.ForeignKey(Person, models.CASCADE, related_name="breaches")
    sentence = models.ForeignKey(Sentence, models.PROTECT, related_name="breaches")
    kind = models.CharField(max_length=6, choices=Kind)
    why = models.CharField(max_length=1000)
    alternatives = models.CharField("what else was tried", max_length=1000)
    failed_on = models.DateField("the failure it rests on")
    referred_on = models.DateField()
    referred_at = models.DateTimeField()
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_because = models.CharField("why it was not agreed", max_length=500, blank=True)
    presented_on = models.DateField(
        "presented to the court or sent to the recall team", null=True, blank=True
    )
    result = models.CharField(max_length=12, choices=Result, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-referred_on", "-pk"]
        verbose_name_plural = "breaches"
        constraints = [
            models.UniqueConstraint(
                fields=["sentence"], condition=models.Q(ended_on=None), name="one_running_breach"
            )
        ]
        indexes = [models.Index(fields=["person", "ended_on"], name="breach_of_person")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def stage(self) -> str:
        """How far it has come, in words."""
        if self.ended_on:
            return self.get_result_display()
        if self.presented_on:
            return "With the recall team" if self.kind == self.Kind.RECALL else "With the court"
        return "Agreed, not presented yet" if self.agreed_at else "Waits for a manager"
