"""A review: opened by time or by an event, closed by a new plan or a reason to keep the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate

from caseward.casework.people.models import ChangeEvent, OfPersonQuerySet, Person, as_duties
from caseward.shared.records.models import CreatedOnce, Versioned

from .due import due_by_level, goes_on, harm_level
from .plan import Plan

if TYPE_CHECKING:
    from datetime import date


def not_reviewed() -> QuerySet[ChangeEvent]:
    """What happened and was never considered in a review that came to an end."""
    ended = Review.events.through.objects.filter(
        changeevent=OuterRef("pk"), review__concluded_at__isnull=False
    )
    return ChangeEvent.objects.filter(~Exists(ended), withdrawn_because="")


class ReviewQuerySet(OfPersonQuerySet["Review"]):
    """Reviews, by where they are."""

    def concluded(self) -> Self:
        """Those that ended in a decision."""
        return self.exclude(concluded_at=None)

    def running(self) -> Self:
        """Those that have not ended; a person has one at most."""
        return self.filter(concluded_at=None)

    def due_by_event(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Every change that no concluded review has considered; the subject is the event."""
        rows = not_reviewed().filter(goes_on("person", on), person__in=people, happened_on__lte=on)
        due = due_by_level("review.event", since="happened_on", level="harm")
        return as_duties(rows.annotate(harm=harm_level("person")), since="happened_on", due=due)

    def due_by_time(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """The next review of every plan that holds; the subject is the plan."""
        ended = self.concluded().filter(person=OuterRef("person")).order_by("-concluded_at")
        last_review = Coalesce(Subquery(ended.values("concluded_at")[:1]), "completed_at")
        rows = Plan.objects.holding().filter(goes_on("person", on), person__in=people)
        rows = rows.annotate(
            reviewed_on=TruncDate(Greatest(last_review, "completed_at")), harm=harm_level("person")
        )
        due = due_by_level("review.time", since="reviewed_on", level="harm")
        return as_duties(rows, since="reviewed_on", due=due)


class Review(Versioned, CreatedOnce):
    """One review of one person's plan."""

    class Outcome(models.TextChoices):
        """How it ended."""

        NEW_PLAN = "new_plan", "The plan was changed"
        NOT_CHANGED = "not_changed", "The plan was not changed"

    person = models.ForeignKey(Person, models.CASCADE, related_name="reviews")
    events = models.ManyToManyField(ChangeEvent, related_name="reviews", blank=True)
    """What happened and called for it; none for a review that time called for."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    considered = models.TextField("what was considered", max_length=4000, blank=True)
    persons_part = models.TextField("the person’s part in it", max_length=2000, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    because = models.TextField(max_length=2000, blank=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="reviews")
    """The new version in which the review ended."""
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["person", "concluded_at"], name="review_of_person")]

    def __str__(self) -> str:
        return "Review"
