"""What was disclosed to an inspection, when, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.inspection.samples.models import CaseList
from caseward.shared.records.models import CreatedOnce

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Disclosures, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those whose case list the user may see."""
        return self.filter(case_list__in=CaseList.objects.visible_to(user))


class Disclosure(CreatedOnce):
    """One case list that was made from the caseload and sent to an inspection in this installation."""

    case_list = models.OneToOneField(CaseList, models.PROTECT, related_name="disclosure")
    listed_on = models.DateField("the day by which the cases were chosen")
    cases = models.PositiveIntegerField()
    disclosed_at = models.DateTimeField()
    disclosed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.cases} cases, {self.listed_on}"
