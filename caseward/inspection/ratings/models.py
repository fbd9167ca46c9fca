"""Proposals of the lead inspector, calculated ratings, and the panel's meeting and decisions.

Calculated and decided ratings are separate rows; neither ever overwrites the other.
Who sees them: the lead, analyst, quality leads and panel members of the inspection; the publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from caseward.inspection.inspections.models import Inspection, InspectionKind, InspectionQuerySet, TeamRole
from caseward.inspection.results.models import Result
from caseward.shared.accounts.models import Role
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

RATING_READERS = (TeamRole.LEAD, TeamRole.ANALYST, TeamRole.QUALITY_LEAD, TeamRole.PANEL_MEMBER)


AFTER_ASSESSMENT = ("ratings", "decided")
"""Stages of an audit at which nobody answers any more, so that its figures sway no auditor."""


def inspections_rated_by(user: Viewer) -> InspectionQuerySet:
    """The inspections whose ratings and figures the user may see.

    Those of an internal audit are seen by its auditors too once no case is read any more, and by the
    directors of the provider once it is closed.
    """
    visible = Inspection.objects.visible_to(user)
    if not user.is_authenticated or user.role == Role.PROVIDER_CONTACT:
        return visible.none()
    if user.role == Role.PUBLISHER:
        return visible
    if user.directs:
        return visible.filter(stage="decided")
    auditor = Q(team__role=TeamRole.INSPECTOR, kind=InspectionKind.INTERNAL, stage__in=AFTER_ASSESSMENT)
    return visible.filter(Q(team__role__in=RATING_READERS) | auditor, team__user=user.pk)


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class RatingQuerySet(models.QuerySet[Row_co]):
    """Rows of an inspection's ratings, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of inspections whose ratings the user may see."""
        return self.filter(inspection__in=inspections_rated_by(user).values("pk"))


class Proposal(CreatedOnce):
    """The lead inspector's proposal for a judged or moderated standard; a new one supersedes the last."""

    class Ground(models.TextChoices):
        """What the proposal rests on."""

        JUDGEMENT = "judgement", "Judgement on all the evidence"
        MODERATION = "moderation", "Moderation on qualitative evidence"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="proposals")
    standard_code = models.CharField(max_length=20)
    ground = models.CharField(max_length=10, choices=Ground)
    band = models.CharField(max_length=30)
    reasons = models.TextField()
    is_current = models.BooleanField(default=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["standard_code", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_proposal",
                fields=["inspection", "standard_code"],
                condition=Q(is_current=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard_code}: {self.band}"


class Meeting(Versioned, CreatedOnce):
    """One meeting of the ratings panel on one inspection; open until it is locked."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="meetings")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)
    """False once the inspection went back and a later meeting replaced this one."""

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_meeting", fields=["inspection"], condition=Q(is_current=True)
            )
        ]

    def __str__(self) -> str:
        return f"Ratings panel on {self.inspection}"


class CalculatedRating(models.Model):
    """What the rule gave when the panel met, or an audit was closed: inputs, framework, rule version, result.

    Never edited.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="calculated_ratings")
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="calculated")
    """None where a provider closed an audit of its own cases, which no panel decides."""
    framework_code = models.CharField(max_length=40)
    framework_digest = models.CharField(max_length=64)
    rule_version = models.CharField(max_length=20)
    inputs = models.JSONField()
    result = models.JSONField()
    calculated_at = models.DateTimeField()
    calculated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RatingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calculated ratings of {self.inspection}"


class Decision(CreatedOnce):
    """The panel's decision on one standard, with its ground and reason; a new one supersedes the last."""

    class Ground(models.TextChoices):
        """What the decision rests on."""

        CONFIRMED = "confirmed", "Confirmed as calculated or proposed"
        DISCRETION = "discretion", "Panel discretion"
        MODERATION = "moderation", "Moderation on qualitative evidence"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    standard_code = models.CharField(max_length=20)
    ground = models.CharField(max_length=10, choices=Ground)
    indicative = models.CharField(max_length=30, blank=True)
    final = models.CharField(max_length=30, blank=True)
    reason = models.TextField()
    is_current = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["standard_code", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_decision", fields=["meeting", "standard_code"], condition=Q(is_current=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard_code}: {self.final}"


class Publication(CreatedOnce):
    """The public result that came of an inspection."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="publication")
    result = models.OneToOneField(Result, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.result)
