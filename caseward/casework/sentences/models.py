"""Sentences and what they require."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.rules.practice import days_in
from caseward.shared.records.models import CreatedOnce, DaysAfter, Versioned, practice

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class SentenceQuerySet(OfPersonQuerySet["Sentence"]):
    """Sentences, by where they are in their course."""

    def running(self, on: date) -> Self:
        """Being served in the community on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), starts_on__lte=on)

    def before_release(self) -> Self:
        """Licences of people who are still in custody."""
        return self.filter(kind=Sentence.Kind.LICENCE, starts_on=None, ended_on=None)

    def end_not_recorded(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Duty: a sentence is past its last day, and nobody said how it ended."""
        rows = self.of_people(people).filter(ended_on=None, ends_on__lt=on)
        return as_duties(rows, since="starts_on", due="ends_on")

    def conditions_not_requested(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Duty: release comes near, and no condition was asked for."""
        before = days_in(practice().rule("licence.conditions", on))
        rows = self.of_people(people).before_release().filter(conditions=None)
        rows = rows.exclude(release_expected_on=None)
        return as_duties(rows, since="sentenced_on", due=DaysAfter(F("release_expected_on"), -before))


class Sentence(Versioned, CreatedOnce):
    """One order, one licence, or the supervision after a licence."""

    class Kind(models.TextChoices):
        """The kinds of rules/sentence_dates.py."""

        COMMUNITY_ORDER = "community_order", "Community order"
        SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order", "Suspended sentence order"
        LICENCE = "licence", "Licence"
        POST_SENTENCE_SUPERVISION = "post_sentence_supervision", "Post-sentence supervision"

    class End(models.TextChoices):
        """How a sentence ended."""

        COMPLETED = "completed", "Completed"
        EXPIRED = "expired", "Came to its end"
        REVOKED_GOOD_PROGRESS = "good_progress", "Revoked for good progress"
        REVOKED = "revoked", "Revoked after a breach"
        RECALLED = "recalled", "Recalled to custody"
        TRANSFERRED = "transferred", "Transferred to another provider"
        DIED = "died", "The person died"

    person = models.ForeignKey(Person, models.CASCADE, related_name="sentences")
    kind = models.CharField(max_length=25, choices=Kind)
    offence = models.CharField(max_length=200)
    court = models.CharField(max_length=120, blank=True)
    sentenced_on = models.DateField()
    months = models.PositiveSmallIntegerField("length in months")
    starts_on = models.DateField(null=True, blank=True)
    """In the community: the day of sentence, or of release; unknown for a licence before release."""
    release_expected_on = models.DateField(null=True, blank=True)
    prison = models.CharField(max_length=120, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """When it ends unless something happens; reckoned by rules/sentence_dates.py when it is recorded."""
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=13, choices=End, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    reference = models.CharField("reference in another system", max_length=60, blank=True)

    objects = SentenceQuerySet.as_manager()

    class Meta:
        ordering = ["-sentenced_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "ended_on"], name="sentence_of_person"),
            models.Index(fields=["starts_on"], name="sentence_by_start"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reference"],
                condition=~models.Q(reference=""),
                name="one_sentence_of_a_reference",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_before_release(self) -> bool:
        """Whether it is a licence of somebody who is still in custody."""
        return self.kind == self.Kind.LICENCE and not (self.starts_on or self.ended_on)


class OfSentenceQuerySet(models.QuerySet["Requirement"]):
    """Rows of a sentence."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(sentence__person__in=Person.objects.visible_to(user))


class Requirement(Versioned, CreatedOnce):
    """One thing that the court requires."""

    class Kind(models.TextChoices):
        """What is required; days, hours or months are counted as `amount`."""

        RAR = "rar", "Rehabilitation activity (days)"
        UNPAID_WORK = "unpaid_work", "Unpaid work (hours)"
        PROGRAMME = "programme", "Accredited programme (sessions)"
        DRUG_TREATMENT = "drug_treatment", "Drug rehabilitation (months)"
        ALCOHOL_TREATMENT = "alcohol_treatment", "Alcohol treatment (months)"
        MENTAL_HEALTH_TREATMENT = "mental_health_treatment", "Mental health treatment (months)"
        CURFEW = "curfew", "Curfew (months)"
        EXCLUSION = "exclusion", "Exclusion from a place (months)"
        RESIDENCE = "residence", "Residence (months)"

    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="requirements")
    kind = models.CharField(max_length=23, choices=Kind)
    amount = models.PositiveSmallIntegerField()
    detail = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)

    objects = OfSentenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ConditionQuerySet(models.QuerySet["LicenceCondition"]):
    """Conditions of licences."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(sentence__person__in=Person.objects.visible_to(user))


class LicenceCondition(Versioned, CreatedOnce):
    """One further condition: asked for before release, then granted or refused."""

    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="conditions")
    text = models.CharField("the condition", max_length=500)
    why = models.CharField("the risk it answers", max_length=300)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers of sentences."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(sentence__person__in=Person.objects.visible_to(user))


class Transfer(Versioned, CreatedOnce):
    """A request that another provider take a sentence over; accepted, or returned with a reason."""

    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="transfers")
    receiver = models.CharField("who is to take it over", max_length=150)
    reason = models.CharField(max_length=300)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_because = models.CharField(max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"to {self.receiver}"
