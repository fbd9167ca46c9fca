"""Findings of the checker that people let stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.shared.records.models import CreatedOnce

from .reports import Report, reported_inspections

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class AcceptedFindingQuerySet(models.QuerySet["AcceptedFinding"]):
    """Accepted findings, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the reports that the user may see."""
        return self.filter(report__inspection__in=reported_inspections(user).values("pk"))

    def standing(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at=None)


class AcceptedFinding(CreatedOnce):
    """One finding let stand for a reason; its identity ends with the sentence or the data that made it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="accepted_findings")
    identity = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)
    sentence = models.TextField()
    says = models.TextField()
    data = models.TextField()
    reason = models.CharField(max_length=500)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AcceptedFindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_finding_accepted_once",
                fields=["report", "identity"],
                condition=models.Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"
