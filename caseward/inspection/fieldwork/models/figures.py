"""The figures that the provider gives of itself.

Who sees them: the readers of evidence on the team, and the provider's own contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from caseward.inspection.inspections.models import Inspection
from caseward.shared.records.models import Versioned

from .scope import asked_of

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class Period(models.TextChoices):
    """What a figure is of; the same codes as in decided results."""

    CURRENT = "current", "This year"
    PREVIOUS = "previous", "Last year"
    TARGET = "target", "Target"


class FigureSheetQuerySet(models.QuerySet["FigureSheet"]):
    """Sheets, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the readers' inspections, and of the provider whose contact the user is."""
        return self.filter(asked_of(user))


class FigureSheet(Versioned):
    """One group of figures as filled in on one page; by its version two who fill it in see each other."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="figure_sheets")
    group = models.CharField(max_length=40)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FigureSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="one_sheet_a_group", fields=["inspection", "group"])]

    def __str__(self) -> str:
        return self.group


class ProvidedFigureQuerySet(models.QuerySet["ProvidedFigure"]):
    """Figures, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the readers' inspections, and of the provider whose contact the user is."""
        return self.filter(asked_of(user))


class ProvidedFigure(models.Model):
    """One figure for one period, or that there is no data for it; no row until somebody answers."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="provided_figures")
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=10, choices=Period)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    """None where there is no data."""
    no_data = models.BooleanField(default=False)
    source_note = models.CharField(max_length=300, blank=True)
    confirmation = models.CharField(max_length=500, blank=True)
    """What the provider says of a figure that was questioned; emptied when the figure changes."""
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ProvidedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_figure_a_period", fields=["inspection", "code", "period"]),
            models.CheckConstraint(
                name="a_value_or_no_data",
                condition=Q(value__isnull=True, no_data=True) | Q(value__isnull=False, no_data=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.period}"
