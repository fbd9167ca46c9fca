"""The report itself, and who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.inspection.inspections.models import Inspection, InspectionQuerySet, TeamRole
from caseward.inspection.results.models import Comparator
from caseward.shared.accounts.models import Role
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

READERS = (TeamRole.LEAD, TeamRole.INSPECTOR, TeamRole.ANALYST)
"""Roles on a team that see the report before it is published; the panel sees ratings only."""


def reported_inspections(user: Viewer) -> InspectionQuerySet:
    """The inspections whose report the user may see before it is published."""
    visible = Inspection.objects.visible_to(user).external()
    if not user.is_authenticated or user.role == Role.PROVIDER_CONTACT:
        return visible.none()
    if user.role == Role.PUBLISHER:
        return visible
    return visible.filter(team__user=user.pk, team__role__in=READERS)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose report the user may see."""
        return self.filter(inspection__in=reported_inspections(user).values("pk"))


class Report(Versioned, CreatedOnce):
    """The report of one inspection; its text stands in its sections."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="report")
    comparator = models.ForeignKey(Comparator, models.PROTECT, null=True, related_name="+")
    """The set of inspections that figures stand beside; none where the report compares with no set."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Report on {self.inspection}"
