"""Organisations; anybody may know that they exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from caseward.shared.records.models import CreatedOnce

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, by who may see them and what they do."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them: who provides and who inspects is public."""
        return self.all()

    def providers(self) -> Self:
        """Those that are inspected."""
        return self.filter(kind=Organisation.Kind.PROVIDER)


class Organisation(CreatedOnce):
    """A provider of probation services, or an inspectorate."""

    class Kind(models.TextChoices):
        """What an organisation does."""

        PROVIDER = "provider", "Provider of probation services"
        INSPECTORATE = "inspectorate", "Inspectorate"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own organisation; an administrator's are all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(office__organisation=user.organisation_id)


class Office(models.Model):
    """A place of a provider where officers work and people report."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offices")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_office_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Officers under one manager, in one office."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["office__name", "name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name
