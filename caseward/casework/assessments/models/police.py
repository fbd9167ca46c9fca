"""The daily file of the police: arrests and domestic-abuse call-outs, matched to people on probation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from caseward.casework.people.models import ChangeEvent, Person
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class PoliceFileQuerySet(models.QuerySet["PoliceFile"]):
    """Files, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those sent to one's own provider."""
        if not user.is_authenticated or not user.is_manager:
            return self.none()
        return self.filter(provider=user.organisation_id)


class PoliceFile(CreatedOnce):
    """One day's file; the same content is taken in once."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PoliceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "sha256"], name="one_file_of_a_content")]

    def __str__(self) -> str:
        return self.file_name


class PoliceItemQuerySet(models.QuerySet["PoliceItem"]):
    """Arrests and call-outs, by who may see them and what is to be done about them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the files sent to one's own provider."""
        return self.filter(file__in=PoliceFile.objects.visible_to(user))

    def uncertain(self) -> Self:
        """Those that wait for a person."""
        return self.filter(state=PoliceItem.State.UNCERTAIN)

    def decidable_by(self, user: Viewer) -> Self:
        """Those that may be about nobody from whom a list keeps the user."""
        visible = Person.objects.visible_to(user)
        kept = Q(person__in=visible) | Q(person__merged_into__in=visible)
        kept |= Q(person__merged_into__merged_into__in=visible)
        named = PoliceItem.candidates.through._default_manager.filter(policeitem=OuterRef("pk"))
        return self.visible_to(user).exclude(Exists(named.exclude(kept)))


class PoliceItem(Versioned):
    """One arrest or call-out; sure matches become events at once, uncertain ones wait for a person."""

    class State(models.TextChoices):
        """What became of it."""

        MATCHED = "matched", "Matched"
        UNCERTAIN = "uncertain", "Somebody must decide"
        NOBODY = "nobody", "Nobody on probation here"

    file = models.ForeignKey(PoliceFile, models.CASCADE, related_name="items")
    row = models.PositiveIntegerField()
    kind = models.CharField(max_length=23, choices=ChangeEvent.Kind)
    name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    pnc = models.CharField(max_length=15, blank=True)
    happened_on = models.DateField()
    detail = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=9, choices=State)
    candidates = models.ManyToManyField(Person, related_name="+", blank=True)
    event = models.ForeignKey(ChangeEvent, models.PROTECT, null=True, blank=True, related_name="police_items")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PoliceItemQuerySet.as_manager()

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"row {self.row}"
