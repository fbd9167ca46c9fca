"""Inspections, their team, the samples they ask for and every change of stage.

Who sees an inspection: its team; the publisher; the inspected provider's own contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.rules.stages import STAGES, Stage, stage
from caseward.shared.accounts.models import Role
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class TeamRole(models.TextChoices):
    """What somebody does on one inspection."""

    LEAD = "lead", "Lead inspector"
    INSPECTOR = "inspector", "Inspector"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    ANALYST = "analyst", "Inspection analyst"
    PANEL_MEMBER = "panel_member", "Ratings panel member"


class InspectionKind(models.TextChoices):
    """Who inspects: an inspectorate, or the provider itself."""

    EXTERNAL = "external", "Inspection"
    INTERNAL = "internal", "Internal audit"


AUDIT_TITLES: dict[str, str] = {
    TeamRole.LEAD: "Audit lead",
    TeamRole.INSPECTOR: "Auditor",
    TeamRole.QUALITY_LEAD: "Second reader",
    TeamRole.ANALYST: "Audit analyst",
}
"""What the parts of a team are called where a provider audits its own cases; it has no panel."""


def role_title(role: str, kind: str) -> str:
    """What somebody with that part is called, on an inspection of that kind."""
    return AUDIT_TITLES[role] if kind == InspectionKind.INTERNAL else TeamRole(role).label


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections, by who may see them and where they are."""

    def visible_to(self, user: Viewer) -> Self:
        """Those the user is on; every one for the publisher; their provider's own for its contact.

        An internal audit is its provider's own affair: of those outside its team its directors see it, and
        whoever moves to another provider sees it no more.
        """
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.PUBLISHER:
            return self.external()
        if user.role == Role.PROVIDER_CONTACT:
            return self.external().filter(provider=user.organisation_id)
        if user.directs:
            return self.filter(provider=user.organisation_id, kind=InspectionKind.INTERNAL)
        own = models.Q(kind=InspectionKind.EXTERNAL) | models.Q(provider=user.organisation_id)
        return self.filter(own, team__user=user)

    def external(self) -> Self:
        """Those of an inspectorate."""
        return self.filter(kind=InspectionKind.EXTERNAL)

    def with_team(self) -> Self:
        """With provider and team loaded, so that asking for somebody's role costs no further question."""
        return self.select_related("provider").prefetch_related("team")


class Inspection(Versioned, CreatedOnce):
    """One inspection of one provider under one framework."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=8, choices=InspectionKind, default=InspectionKind.EXTERNAL)
    framework_code = models.CharField(max_length=40)
    fieldwork_starts_on = models.DateField()
    fieldwork_ends_on = models.DateField()
    stage = models.CharField(
        max_length=12, choices=[(row.code, row.title) for row in STAGES], default="set_up"
    )
    note = models.CharField(max_length=300, blank=True)
    """What a reader must know of it, such as that its cases are invented."""
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-fieldwork_starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="fieldwork_ends_after_it_starts",
                condition=models.Q(fieldwork_ends_on__gte=models.F("fieldwork_starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.fieldwork_starts_on:%B %Y}"

    @property
    def framework(self) -> Framework:
        """The framework that this inspection uses."""
        return standards.framework(self.framework_code)

    @property
    def current_stage(self) -> Stage:
        """The stage with its title, what happens in it and who holds the pen."""
        return stage(self.stage, self.kind)

    @property
    def is_internal(self) -> bool:
        """Whether the provider audits its own cases."""
        return self.kind == InspectionKind.INTERNAL

    @property
    def noun(self) -> str:
        """What it is called in a sentence: "inspection" or "audit"."""
        return "audit" if self.is_internal else "inspection"

    @property
    def days(self) -> str:
        """What its days are called in a sentence: "fieldwork" or "the audit"."""
        return "the audit" if self.is_internal else "fieldwork"

    def called(self, role: str) -> str:
        """What somebody with that part is called in a sentence: "lead inspector" or "audit lead"."""
        return role_title(role, self.kind).lower()

    @property
    def reader(self) -> str:
        """What somebody who reads its cases is called in a sentence: "inspector" or "auditor"."""
        return self.called(TeamRole.INSPECTOR)

    def team_role_of(self, user: Viewer) -> str | None:
        """What the user does on this inspection; None for somebody outside the team."""
        roles = (member.role for member in self.team.all() if member.user_id == user.pk)
        return next(roles, None) if user.is_authenticated else None

    def hold(self) -> None:
        """See the stage as it is now, and let nobody move the inspection before the transaction ends."""
        self.refresh_from_db(
            fields=["stage", "version"], from_queryset=Inspection.objects.select_for_update()
        )


class TeamMember(CreatedOnce):
    """Somebody on the team of an inspection, in one role."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inspection_roles")
    role = models.CharField(max_length=12, choices=TeamRole)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["role", "user__name"]
        constraints = [models.UniqueConstraint(name="one_role_a_person", fields=["inspection", "user"])]

    def __str__(self) -> str:
        return f"{self.user}, {self.title}"

    @property
    def title(self) -> str:
        """What somebody with this part is called on an inspection of this kind."""
        return role_title(self.role, self.inspection.kind)


class RequestedSample(models.Model):
    """A case sample of the framework that this inspection draws."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="requested_samples")
    sample_code = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_sample_once", fields=["inspection", "sample_code"])]

    def __str__(self) -> str:
        return self.sample_code


class StageChange(models.Model):
    """One move of an inspection from a stage to another; never edited."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="stage_changes")
    from_stage = models.CharField(max_length=12)
    to_stage = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_stage} to {self.to_stage}"
