"""Interviews that double as a survey: grade, office, day and answers, never a name.

Who sees them: the readers of evidence on the team, nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F

from caseward.inspection.inspections.models import Inspection
from caseward.shared.records.models import CreatedOnce, Versioned

from .scope import read_by

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class AskedOf(models.TextChoices):
    """Who was interviewed."""

    OFFICERS = "officers", "Officers"
    PEOPLE = "people", "People on probation"


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Interviews, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user))

    def with_number_of_answers(self) -> Self:
        """Newest first, with `number_of_answers`, the items that were not left blank."""
        counted = self.annotate(number_of_answers=Count("answers"))
        return counted.order_by("-interviewed_on", "-pk")


class Interview(Versioned, CreatedOnce):
    """One interview with somebody whose name is not kept."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="interviews")
    asked_of = models.CharField(max_length=10, choices=AskedOf)
    grade = models.CharField(max_length=60, blank=True)
    """Of an officer; empty for a person on probation, or where it was not said."""
    office = models.CharField(max_length=120, blank=True)
    interviewed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InterviewQuerySet.as_manager()
    number_of_answers: int

    class Meta:
        ordering = ["-interviewed_on", "-pk"]

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.get_asked_of_display(), self.grade, self.office)))

    def answers_by_item(self) -> dict[str, str]:
        """What was answered, by the code of the item; blanks are left out."""
        return dict(self.answers.values_list("item_code", "value"))


class InterviewAnswer(models.Model):
    """One answer of one interview; an item that was left blank has none."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answers")
    item_code = models.CharField(max_length=60)
    value = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="an_item_once_an_interview", fields=["interview", "item_code"])
        ]
        indexes = [models.Index(F("item_code"), F("value"), name="interview_answer_by_item")]

    def __str__(self) -> str:
        return self.item_code
