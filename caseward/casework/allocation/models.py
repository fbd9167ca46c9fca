"""Posts of officers and the allocation of people to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from caseward.casework.people.models import OfPersonQuerySet, Person
from caseward.shared.organisations.models import Team
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class PostQuerySet(models.QuerySet["Post"]):
    """Posts, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own organisation."""
        if not user.is_authenticated or not user.supervises:
            return self.none()
        return self.filter(team__office__organisation=user.organisation_id)

    def held(self, on: date) -> Self:
        """Held on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)


class Post(Versioned, CreatedOnce):
    """The grade and team of one officer or manager for a time."""

    class Grade(models.TextChoices):
        """The grades of the service."""

        PO = "po", "Probation officer"
        PSO = "pso", "Probation services officer"
        ENHANCED_PSO = "enhanced_pso", "Enhanced probation services officer"
        TRAINEE = "trainee", "Trainee probation officer"
        SPO = "spo", "Senior probation officer"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="posts")
    grade = models.CharField(max_length=12, choices=Grade)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ends_on=None), name="one_post_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_grade_display()}"


class Allocation(CreatedOnce):
    """One allocation of a person to an officer; the latest is the one that holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="allocations")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    allocated_on = models.DateField()
    allocated_at = models.DateTimeField()
    allocated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPersonQuerySet["Allocation"].as_manager()

    class Meta:
        ordering = ["-allocated_at", "-pk"]

    def __str__(self) -> str:
        return f"to {self.officer}"
