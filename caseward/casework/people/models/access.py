"""Who may not look, who works with somebody else's case and why, and who covers for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.shared.records.models import CreatedOnce, Versioned

from .person import Person
from .scope import OfPersonQuerySet

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class AccessList(Versioned, CreatedOnce):
    """An exclusion (those named may not look) or a restriction (only those named may); the words shown."""

    class Kind(models.TextChoices):
        """The two lists."""

        EXCLUSION = "exclusion", "Exclusion: those named may not look"
        RESTRICTION = "restriction", "Restriction: only those named may look"

    person = models.ForeignKey(Person, models.CASCADE, related_name="access_lists")
    kind = models.CharField(max_length=11, choices=Kind)
    message = models.CharField("what is shown to those who may not look", max_length=300)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfPersonQuerySet["AccessList"].as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(ended_at=None),
                name="one_running_list_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AccessListMember(models.Model):
    """One user whom a list names."""

    access_list = models.ForeignKey(AccessList, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["access_list", "user"], name="named_once_in_a_list")]

    def __str__(self) -> str:
        return str(self.user)


class Involvement(CreatedOnce):
    """Why somebody who is not the person's officer works on the case, and until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="involvements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    began_on = models.DateField()
    ends_on = models.DateField()

    objects = OfPersonQuerySet["Involvement"].as_manager()

    class Meta:
        ordering = ["-began_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.began_on} to {self.ends_on}"


class CoverQuerySet(models.QuerySet["Cover"]):
    """Who covers for whom."""

    def visible_to(self, user: Viewer) -> Self:
        """What concerns one's own organisation."""
        if not user.is_authenticated or not user.supervises:
            return self.none()
        return self.filter(away__organisation=user.organisation_id)

    def running(self, on: date) -> Self:
        """Those of that day."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Cover(Versioned, CreatedOnce):
    """While an officer is away a colleague sees to their cases."""

    away = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="covers")
    starts_on = models.DateField()
    ends_on = models.DateField()
    handover = models.TextField("what matters meanwhile", max_length=4000, blank=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.covered_by} for {self.away}"
